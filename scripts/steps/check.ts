import { type Area, type Diagnostic, defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import { terminalText } from '../../generator/model/printers/terminal.ts';
import type { Outcome } from '../command.ts';
import {
  apisOf,
  type ChangesConfig,
  type Config,
  defaultOut,
  judgingPolicies,
  lintedDocsOf,
  type NamedApi,
} from '../config.ts';
import type { Host } from '../host/host.ts';
import type { ReadSpec } from '../host/read-spec.ts';
import type { Accepts } from '../report.ts';
import { type DiffRequest, diffStep } from './diff.ts';
import { generateStep } from './generate.ts';
import { importRequest, importSpec } from './import.ts';
import { lintStep } from './lint.ts';
import { overlaps } from './output-folders.ts';
import { verifyStep } from './verify.ts';
import { configuredExchanges } from './verify-requests.ts';
import { working } from './working.ts';

const nothingToCheck = defineProblem<{ file: string }>({
  code: 'config/nothing-to-check',
  severity: 'error',
  summary: 'The configuration asks for no step.',
  message: (p) => `${p.file} names neither documentation, nor generated code, nor pacts`,
  help: 'Set "docs", "spec" with "generate", or "pacts" there.',
});

interface Step {
  readonly name: string;
  /** The areas whose findings it finds, all of them. */
  readonly areas: readonly Area[];
  /** Whether the configuration asks for it; what it then does, writing nothing. */
  readonly run: ((host: Host) => Promise<Outcome>) | undefined;
}

/** Everything that a configuration asks for, each as its own `--check`; a refusal stops what stands on it. */
export async function checkStep(
  config: Config,
  host: Host,
  accepts: Accepts = () => false,
  file = 'docpact.config.ts',
): Promise<Outcome> {
  const docs = lintedDocsOf(config);
  const made = apisOf(config).flatMap(({ name, generate }) =>
    generate ? [{ api: name, out: generate.out ?? defaultOut }] : [],
  );
  const faults = overlaps(made, host);
  if (faults.length > 0) return { diagnostics: faults, refused: true };
  const steps: Step[] = [
    ...apisOf(config).flatMap(stepsOf),
    {
      name: 'lint',
      areas: ['lint'],
      run: docs.length > 0 ? (at) => lintStep({ pages: docs }, at) : undefined,
    },
  ];
  const wanted = steps.filter(({ run }) => run !== undefined);
  if (wanted.length === 0)
    return { diagnostics: [nothingToCheck.at(startOf(file), { file })], refused: true };
  const done: { name: string; outcome: Outcome }[] = [];
  for (const { name, run } of wanted)
    done.push({
      name,
      outcome: await working(
        host,
        `checking: ${name}`,
        async () => (await run?.(host)) ?? { diagnostics: [] },
      ),
    });
  const outcomes = done.map(({ outcome }) => outcome);
  const refused = outcomes.some((outcome) => outcome.refused === true);
  // Of a refused call nothing is accepted.
  const lines = done.map(({ name, outcome }) => lineOf(name, outcome, refused ? () => false : accepts));
  const texts = done.flatMap(({ name, outcome }) =>
    /^(?:import|generate)/.test(name) ? (outcome.text ?? '') : [],
  );
  return {
    diagnostics: withoutRepeats(outcomes.flatMap(({ diagnostics }) => diagnostics)),
    refused,
    text: [lines.join('\n'), ...texts.filter((one) => one !== '')].join('\n\n'),
    data: { steps: lines },
    secrets: outcomes.flatMap(({ secrets }) => secrets ?? []),
    codes: outcomes.flatMap(({ codes }) => codes ?? []),
    whole: { areas: areasOf(wanted, config), all: true },
  };
}

/** Pages that no spec is made of are only looked at by `lint`, which leaves out what it says in its own words. */
function areasOf(steps: readonly Step[], config: Config): readonly Area[] {
  const areas = steps.flatMap((step) => step.areas);
  const unread = apisOf(config).some(({ docs, spec }) => docs !== undefined && spec === undefined);
  return unread ? areas.filter((area) => area !== 'docs') : areas;
}

/** The steps of one API in the order of the road: what stands on the spec stands on what the pages say now. */
function stepsOf(api: NamedApi): Step[] {
  const named = (step: string) => (api.name === '' ? step : `${step} ${terminalText(api.name)}`);
  const { docs, spec, generate, pacts } = api;
  if (spec === undefined) return [];
  const contracts = [pacts ?? []].flat();
  const exchanges = configuredExchanges(api);
  const { out = defaultOut, ...config } = generate ?? {};
  const policies = judgingPolicies(api);
  let read: ReadSpec | undefined;
  const fresh = () => (read ? { read } : {});
  return [
    {
      name: named('import'),
      areas: ['docs', 'openapi'],
      run:
        docs === undefined
          ? undefined
          : async (host) => {
              const imported = await importSpec(importRequest(api, spec, true), host);
              read = imported.spec;
              return imported.outcome;
            },
    },
    {
      name: named('generate'),
      areas: ['generate', 'openapi'],
      run:
        generate &&
        ((host) =>
          generateStep({ spec, out, config, check: true, repair: 'docpact generate', ...fresh() }, host)),
    },
    {
      name: named('verify'),
      areas: ['pact', 'verify', 'openapi'],
      run:
        contracts.length === 0 && !exchanges
          ? undefined
          : (host) =>
              verifyStep(
                {
                  spec,
                  pacts: contracts,
                  strict: false,
                  policies,
                  ...(exchanges ? { exchanges } : {}),
                  ...fresh(),
                },
                host,
              ),
    },
    {
      name: named('diff'),
      areas: ['change', 'openapi'],
      run:
        api.changes &&
        ((host) => changesOf(api.changes, spec, { pacts: contracts, policies, ...fresh() }, host)),
    },
  ];
}

/** What changed since the base, which is a file, one of a revision, or a revision in which the spec is looked for. */
async function changesOf(
  { base, policy = 'contract' }: ChangesConfig = { base: '' },
  spec: string,
  rest: Pick<DiffRequest, 'read' | 'pacts' | 'policies'>,
  host: Host,
): Promise<Outcome> {
  const isFile = base.startsWith('git:') || (await host.files.kind(base)) === 'file';
  const from = isFile ? base : `git:${base}:${host.files.shown(spec)}`;
  return diffStep({ base: from, head: spec, policy, ...rest }, host);
}

/** `passed   lint (2 findings, 1 accepted)` */
function lineOf(name: string, { refused, diagnostics }: Outcome, accepts: Accepts): string {
  const standing = diagnostics.filter((diagnostic) => !accepts(diagnostic));
  const failed = standing.some(({ severity }) => severity === 'error');
  const status = refused ? 'refused' : failed ? 'failed' : 'passed';
  const accepted = diagnostics.length - standing.length;
  const counts = [
    standing.length === 0 ? [] : `${standing.length} ${standing.length === 1 ? 'finding' : 'findings'}`,
    accepted === 0 ? [] : `${accepted} accepted`,
  ].flat();
  return `${status.padEnd(8)} ${name}${counts.length === 0 ? '' : ` (${counts.join(', ')})`}`;
}

/** Import and lint read the same pages and say the same of them. */
function withoutRepeats(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ fingerprint, at }) => {
    const key = `${fingerprint} ${at.line}:${at.column}`;
    return !seen.has(key) && seen.add(key);
  });
}
