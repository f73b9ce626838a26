import { type Diagnostic, defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import { terminalText } from '../../generator/model/printers/terminal.ts';
import type { Outcome } from '../command.ts';
import { apisOf, type Config, defaultOut, docsOf, judgingPolicies, type NamedApi } from '../config.ts';
import type { Host } from '../host/host.ts';
import type { ReadSpec } from '../host/read-spec.ts';
import type { CodeDescription } from '../report.ts';
import { generateStep } from './generate.ts';
import { importRequest, importSpec } from './import.ts';
import { lintStep } from './lint.ts';
import { overlaps } from './output-folders.ts';
import { verifyStep } from './verify.ts';

const nothingToCheck = defineProblem<Record<never, never>>({
  code: 'config/nothing-to-check',
  severity: 'error',
  summary: 'The configuration asks for no step.',
  message: () => 'the configuration names neither documentation, nor generated code, nor pacts',
  help: 'Set "docs", "spec" with "generate", or "pacts" in docpact.config.ts.',
});

interface Step {
  readonly name: string;
  /** Whether the configuration asks for it; what it then does, writing nothing. */
  readonly run: ((host: Host) => Promise<Outcome>) | undefined;
}

/** Everything that a configuration asks for, each as its own `--check`; a refusal stops what stands on it. */
export async function checkStep(config: Config, host: Host): Promise<Outcome> {
  const docs = docsOf(config);
  const made = apisOf(config).flatMap(({ name, generate }) =>
    generate ? [{ api: name, out: generate.out ?? defaultOut }] : [],
  );
  const faults = overlaps(made, host);
  if (faults.length > 0) return { diagnostics: faults, refused: true };
  const steps: Step[] = [
    ...apisOf(config).flatMap(stepsOf),
    { name: 'lint', run: docs.length > 0 ? (at) => lintStep({ pages: docs }, at) : undefined },
  ];
  const wanted = steps.filter(({ run }) => run !== undefined);
  if (wanted.length === 0)
    return { diagnostics: [nothingToCheck.at(startOf('docpact.config.ts'), {})], refused: true };
  const lines: string[] = [];
  const texts: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const codes: CodeDescription[] = [];
  let refused = false;
  for (const { name, run } of wanted) {
    const outcome = (await run?.(host)) ?? { diagnostics: [] };
    refused ||= outcome.refused === true;
    diagnostics.push(...outcome.diagnostics);
    codes.push(...(outcome.codes ?? []));
    lines.push(`${statusOf(outcome).padEnd(8)} ${name}${countOf(outcome.diagnostics)}`);
    if (name.startsWith('import') || name.startsWith('generate')) texts.push(outcome.text ?? '');
  }
  const text = [lines.join('\n'), ...texts.filter((one) => one !== '')].join('\n\n');
  return { diagnostics: withoutRepeats(diagnostics), refused, text, data: { steps: lines }, codes };
}

/** The steps of one API in the order of the road: what stands on the spec stands on what the pages say now. */
function stepsOf(api: NamedApi): Step[] {
  const named = (step: string) => (api.name === '' ? step : `${step} ${terminalText(api.name)}`);
  const { docs, spec, generate, pacts } = api;
  if (spec === undefined) return [];
  const contracts = [pacts ?? []].flat();
  const { out = defaultOut, ...config } = generate ?? {};
  const policies = judgingPolicies(api);
  let read: ReadSpec | undefined;
  const fresh = () => (read ? { read } : {});
  return [
    {
      name: named('import'),
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
      run:
        generate &&
        ((host) =>
          generateStep({ spec, out, config, check: true, repair: 'docpact generate', ...fresh() }, host)),
    },
    {
      name: named('verify'),
      run:
        contracts.length === 0
          ? undefined
          : (host) =>
              verifyStep(
                {
                  spec,
                  pacts: contracts,
                  strict: false,
                  policies,
                  ...fresh(),
                },
                host,
              ),
    },
  ];
}

function statusOf({ refused, diagnostics }: Outcome): string {
  if (refused) return 'refused';
  return diagnostics.some(({ severity }) => severity === 'error') ? 'failed' : 'passed';
}

function countOf(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.length === 0
    ? ''
    : ` (${diagnostics.length} ${diagnostics.length === 1 ? 'finding' : 'findings'})`;
}

/** Import and lint read the same pages and say the same of them. */
function withoutRepeats(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ fingerprint, at }) => {
    const key = `${fingerprint} ${at.line}:${at.column}`;
    return !seen.has(key) && seen.add(key);
  });
}
