import { fragileRules } from '../../contracts/pact/fragile.ts';
import { type Pact, readPact } from '../../contracts/pact/read.ts';
import type { Policies } from '../../contracts/rules/policies.ts';
import { type Judgement, verifyPacts } from '../../contracts/verify.ts';
import { type Diagnostic, defineProblem } from '../../generator/model/diagnostic.ts';
import type { Json } from '../../generator/model/json.ts';
import { type Place, placeText, startOf } from '../../generator/model/place.ts';
import { terminalText } from '../../generator/model/printers/terminal.ts';
import type { Outcome } from '../command.ts';
import { collectGarbageSooner } from '../host/heap.ts';
import type { Host } from '../host/host.ts';
import { type ReadSpec, readSpec } from '../host/read-spec.ts';

export interface VerifyRequest {
  readonly spec: string;
  /** The spec, where a step before has read or made it. */
  readonly read?: ReadSpec;
  /** Paths or globs. */
  readonly pacts: readonly string[];
  /** Everything but `guaranteed` fails. */
  readonly strict: boolean;
  readonly policies?: Partial<Policies>;
}

const noFiles = defineProblem<{ pattern: string }>({
  code: 'pact/no-files',
  severity: 'error',
  summary: 'No file fits the pattern.',
  message: (p) => `no pact file fits ${p.pattern}`,
});

/** Pacts against the spec. Refused when the spec or any pact cannot be read: half a judgement is none. */
export async function verifyStep(request: VerifyRequest, host: Host): Promise<Outcome> {
  // What is made for one interaction is seldom needed for the next.
  collectGarbageSooner(25);
  const spec = request.read ? { value: request.read, diagnostics: [] } : await readSpec(host, request.spec);
  const read = await readPacts(request.pacts, host);
  const faults = [...spec.diagnostics, ...read.diagnostics];
  if (!spec.value || !read.pacts) return { diagnostics: faults, refused: true };
  const fragile = read.pacts.flatMap(({ ruled, place }) => fragileRules(ruled, place));
  const judged = verifyPacts(spec.value.api, spec.value.sources, read.pacts, request.policies);
  const found = request.strict ? judged.diagnostics.map(raised) : judged.diagnostics;
  return {
    diagnostics: [...faults, ...fragile, ...found],
    text: textOf(judged.value),
    data: { judgements: judged.value.map(jsonOf) },
  };
}

/** Under `--strict` doubt is as bad as contradiction. Notes about pending interactions stay notes. */
function raised(diagnostic: Diagnostic): Diagnostic {
  const doubt = /-(possible|undecided)$/.test(diagnostic.code) && !diagnostic.message.startsWith('pending: ');
  return doubt ? { ...diagnostic, severity: 'error' } : diagnostic;
}

export async function readPacts(
  patterns: readonly string[],
  host: Host,
): Promise<{ readonly pacts: readonly Pact[] | undefined; readonly diagnostics: readonly Diagnostic[] }> {
  const pacts: Pact[] = [];
  const diagnostics: Diagnostic[] = [];
  let refused = false;
  const files = new Set<string>();
  for (const pattern of patterns) {
    const found = await host.files.glob(pattern);
    for (const file of found) files.add(file);
    if (found.length > 0) continue;
    refused = true;
    diagnostics.push(noFiles.at(startOf(pattern), { pattern }));
  }
  for (const file of files) {
    const bytes = await host.files.read(file);
    const pact =
      'fault' in bytes ? { value: undefined, diagnostics: [bytes.fault] } : readPact(bytes.bytes, file);
    diagnostics.push(...pact.diagnostics);
    if (pact.value) pacts.push(pact.value);
    else refused = true;
  }
  return { pacts: refused ? undefined : pacts, diagnostics };
}

const order = ['impossible', 'undecided', 'possible', 'guaranteed'] as const;

/** One line an interaction, grouped by pact, and a line that sums them up. */
function textOf(judgements: readonly Judgement[]): string {
  const lines: string[] = [];
  let file: string | undefined;
  for (const judgement of judgements) {
    if (judgement.pact !== file) {
      if (file !== undefined) lines.push('');
      file = judgement.pact;
      const between = `${judgement.consumer || 'a consumer'} -> ${judgement.provider || 'a provider'}`;
      lines.push(`${terminalText(file)} (${terminalText(between)})`);
    }
    const operation = judgement.operation === undefined ? '' : `  [${terminalText(judgement.operation)}]`;
    lines.push(`  ${judgement.verdict.padEnd(11)} ${terminalText(judgement.description)}${operation}`);
  }
  const counts = order.flatMap((verdict) => {
    const count = judgements.filter((judgement) => judgement.verdict === verdict).length;
    return count === 0 ? [] : [`${count} ${verdict}`];
  });
  const noun = judgements.length === 1 ? 'interaction' : 'interactions';
  const sum = `${judgements.length} ${noun}${counts.length === 0 ? '' : `: ${counts.join(', ')}`}`;
  return [...lines, ...(lines.length === 0 ? [] : ['']), sum].join('\n');
}

function jsonOf(judgement: Judgement): Json {
  const { witness } = judgement;
  return {
    pact: judgement.pact,
    consumer: judgement.consumer,
    provider: judgement.provider,
    description: judgement.description,
    at: atOf(judgement.at),
    operation: judgement.operation ?? null,
    verdict: judgement.verdict,
    ...(witness === undefined ? {} : { witness }),
    findings: judgement.diagnostics.map((one) => ({
      code: one.code,
      message: one.message,
      at: placeText(one.at),
    })),
  };
}

function atOf(place: Place): Json {
  const { file, line, column, pointer } = place;
  return pointer === undefined ? { file, line, column } : { file, line, column, pointer };
}
