import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOpenApi } from '../generator/openapi/read.ts';
import { readPact } from './pact/read.ts';
import { verifyPacts } from './verify.ts';

/**
 * A set of specs and pacts with known verdicts that lies beside the repository where it is developed; it is not part
 * of it. Where it is absent these tests are skipped.
 */
const folder = join(import.meta.dirname, '../../shared/verify-samples');
const present = existsSync(join(folder, 'cases.jsonl'));

interface Sample {
  readonly id: string;
  readonly group: string;
  readonly openapi?: string;
  readonly spec?: string;
  readonly pact: string;
  readonly expected: 'compatible' | 'incompatible';
  readonly truth?: string;
  readonly note?: string;
  readonly contested?: boolean;
}

const samples: readonly Sample[] = present
  ? readFileSync(join(folder, 'cases.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  : [];

function verdicts(sample: Sample): readonly string[] {
  const api = readOpenApi(readFileSync(join(folder, sample.spec ?? '')), sample.spec ?? '');
  const pact = readPact(readFileSync(join(folder, sample.pact)), sample.pact);
  if (!api.value || !pact.value)
    return [`refused: ${[...api.diagnostics, ...pact.diagnostics].map((one) => one.code)}`];
  return verifyPacts(api.value, undefined, [pact.value]).value.map((judgement) => judgement.verdict);
}

/** Differences from the other tool's opinion, each with its reason. */
const otherwise: Readonly<Record<string, string>> = {
  'oas/if-then-else':
    'two contracts name only a part of the response; the provider may send the rest, which if/then asks for, so they are possible',
  'oas/pact-formats': 'a null body means an empty one (Pact specification V3), and the spec documents a body',
};

describe.skipIf(!present)('samples with known verdicts (../shared/verify-samples)', () => {
  const synthetic = samples.filter((sample) => sample.group === 'synthetic' && !sample.contested);
  it.each(synthetic.map((sample) => [`${sample.id} ${sample.note}`, sample] as const))('%s', (_, sample) => {
    expect(verdicts(sample)).toEqual([sample.truth]);
  });

  const opc = samples.filter((sample) => sample.group === 'opc' && sample.openapi?.startsWith('3'));
  it.each(opc.map((sample) => [sample.id, sample] as const))('%s', (_, sample) => {
    const compatible = !verdicts(sample).includes('impossible');
    const expected = sample.expected === 'compatible';
    expect(compatible === expected ? 'as expected' : 'different').toBe(
      sample.id in otherwise ? 'different' : 'as expected',
    );
  });
});
