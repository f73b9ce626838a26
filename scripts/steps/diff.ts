import type { Change, Comparison, PolicyName } from '../../contracts/changes/change.ts';
import { allChecks, compare } from '../../contracts/changes/compare.ts';
import { changeJson, diagnoseChange, severityOf } from '../../contracts/changes/diagnose.ts';
import type { Policies } from '../../contracts/rules/policies.ts';
import type { Diagnostic } from '../../generator/model/diagnostic.ts';
import type { Json } from '../../generator/model/json.ts';
import { terminalText } from '../../generator/model/printers/terminal.ts';
import { formFaults } from '../../generator/openapi/form-faults.ts';
import type { Outcome } from '../command.ts';
import type { Host } from '../host/host.ts';
import { readSide } from '../host/read-side.ts';
import type { ReadSpec } from '../host/read-spec.ts';
import type { CodeDescription } from '../report.ts';
import type { TouchedContract } from './touched-contracts.ts';
import { working } from './working.ts';

export interface DiffRequest {
  /** A file, or one of a Git revision: `git:REV:path`. */
  readonly base: string;
  readonly head: string;
  /** The head, where a step before has read or made it. */
  readonly read?: ReadSpec;
  readonly policy: PolicyName;
  /** Contracts whose place in the reach of changes is told: paths or globs. */
  readonly pacts?: readonly string[];
  readonly policies?: Partial<Policies>;
}

/** What changed from one document to the other. Refused where one of them cannot be read. */
export async function diffStep(
  { base: baseFile, head: headFile, read: known, policy, pacts = [], policies = {} }: DiffRequest,
  host: Host,
): Promise<Outcome> {
  const [base, head] = await Promise.all([
    readSide(host, baseFile),
    known ? { value: known, diagnostics: [] } : readSide(host, headFile),
  ]);
  const read = [...base.diagnostics, ...head.diagnostics];
  if (!base.value || !head.value) return { diagnostics: read, refused: true };
  const [before, after] = [base.value, head.value];
  const sides = [...read, ...formFaults(before.api), ...formFaults(after.api)];
  const contracts = pacts.length === 0 ? none : await contractsOf(pacts, before, after, policies, host);
  const { touched, text } = contracts;
  const faults = [...sides, ...contracts.diagnostics];
  if (!touched) return { diagnostics: faults, refused: true };
  const comparison = await working(host, `comparing ${baseFile} and ${headFile}`, () =>
    compare(before.api, after.api, { policy }),
  );
  const { verdict, semver, changes } = comparison;
  // Words alone are told in the sum and in the data: nobody has to do anything about them.
  const felt = changes.filter((change) => change.verdict !== 'documentation');
  return {
    diagnostics: [
      ...faults,
      ...felt.map((change) => diagnoseChange(change, before, after, touched(change).map(text))),
    ],
    text: sumText(comparison, policy),
    codes: codesOf(felt),
    // Places of thousands of changes take their time, and only a report for machines asks for all.
    data: {
      verdict,
      semver,
      policy,
      get changes(): Json {
        return changes.map((change) => ({
          ...changeJson(change, before, after),
          contracts: touched(change).map((one) => ({ ...one })),
        }));
      },
    },
  };
}

interface Contracts {
  /** Undefined: they cannot be read. */
  readonly touched: ((change: Change) => readonly TouchedContract[]) | undefined;
  readonly text: (contract: TouchedContract) => string;
  readonly diagnostics: readonly Diagnostic[];
}

const none: Contracts = { touched: () => [], text: () => '', diagnostics: [] };

/** Loaded when somebody names contracts: most comparisons do without. */
async function contractsOf(
  pacts: readonly string[],
  before: ReadSpec,
  after: ReadSpec,
  policies: Partial<Policies>,
  host: Host,
): Promise<Contracts> {
  const { readPacts } = await import('./verify.ts');
  const { contractText, touchedContracts } = await import('./touched-contracts.ts');
  const read = await readPacts(pacts, host);
  const touched = read.pacts && touchedContracts(before, after, read.pacts, policies);
  return { touched, text: contractText, diagnostics: read.diagnostics };
}

const words = {
  breaking: 'breaking',
  undecided: 'undecided',
  compatible: 'compatible',
  documentation: 'in words only',
} as const;

/** The verdict, the counts and what they ask of the version; then one line for each change in words. */
function sumText({ verdict, semver, changes }: Comparison, policy: PolicyName): string {
  const counts = (Object.keys(words) as (keyof typeof words)[]).flatMap((one) => {
    const count = changes.filter((change) => change.verdict === one).length;
    return count === 0 ? [] : [`${count} ${words[one]}`];
  });
  const told = {
    same: 'the documents are the same',
    spelling: 'spelling only: nobody who calls or serves the API can tell',
  };
  const head = verdict === 'same' || verdict === 'spelling' ? told[verdict] : verdict;
  const lines = [
    `${head}${counts.length === 0 ? '' : ` (${counts.join(', ')})`}, policy ${policy}`,
    ...(semver === 'none' ? [] : [`suggested version: ${semver}`]),
  ];
  const inWords = changes.filter((change) => change.verdict === 'documentation');
  const shown = inWords
    .slice(0, mostInWords)
    .map(({ message }) => `  in words only  ${terminalText(message)}`);
  const more =
    inWords.length > mostInWords ? [`  and ${inWords.length - mostInWords} more in words only`] : [];
  return [...lines, ...(shown.length === 0 ? [] : ['']), ...shown, ...more].join('\n');
}

const mostInWords = 20;

/** What the codes mean, in the words of the checks. */
function codesOf(changes: readonly Change[]): readonly CodeDescription[] {
  const codes = new Map<string, CodeDescription>();
  for (const { code, verdict } of changes) {
    if (codes.has(code)) continue;
    const check = allChecks().find((one) => {
      const name = one.code.slice('change/'.length);
      return (
        new RegExp(`^change/(request-|response-)?${name}(-[a-z]+)?$`).test(code) && isOwn(code, one.code)
      );
    });
    if (!check) continue;
    codes.set(code, { code, severity: severityOf[verdict], summary: check.summary, why: check.why });
  }
  return [...codes.values()];
}

const verdicts = /-(breaking|compatible|undecided|documentation)$/;

/** Whether a code is that of a check: it may have a direction before it and a verdict behind it. */
function isOwn(code: string, check: string): boolean {
  const plain = (text: string) => text.replace(/^change\/(request-|response-)?/, 'change/');
  return [code, code.replace(verdicts, '')].some((one) => one === check || plain(one) === check);
}
