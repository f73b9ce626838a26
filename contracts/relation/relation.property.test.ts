import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../generator/model/json.ts';
import { anyPattern, anySchema, names, near, patternOf } from './fixtures/random.ts';
import { generator, worldOf } from './fixtures/world.ts';
import { matches } from './matches.ts';
import type { Pattern } from './pattern.ts';
import { relate } from './relate.ts';
import { validatorOf } from './validator.ts';
import { judge } from './verdict.ts';

/**
 * Soundness, tried: what the relation proves must hold for every value that an independent sampler finds and a real
 * validator admits. DOCPACT_RUNS raises the number of runs.
 */
const numRuns = Number(process.env['DOCPACT_RUNS'] ?? 300);

const counted = { subset: 0, disjoint: 0, possible: 0, undecided: 0, values: 0, witnesses: 0 };

function check(schema: JsonObject, pattern: Pattern, seed: number, closed: boolean, version: string): void {
  const world = worldOf(schema, closed, version);
  const position = [{ pointer: '/components/schemas/S', json: schema }];
  const relation = relate(position, pattern, world);
  const validator = validatorOf(position, world);
  if (!validator || validator.lossy) return;
  const { verdict, gaps } = judge(position, pattern, world);
  for (const { value } of gaps) {
    counted.witnesses++;
    const fault = validator.fault(value);
    if (fault) throw new Error(`a false witness: ${JSON.stringify(value)} at ${fault.at}: ${fault.message}`);
    if (matches(pattern, value) !== false) throw new Error(`accepted after all: ${JSON.stringify(value)}`);
  }
  if (relation.subset) counted.subset++;
  if (relation.disjoint) counted.disjoint++;
  if (verdict === 'possible' || verdict === 'undecided') counted[verdict]++;
  const random = generator(seed);
  for (let i = 0; i < 60; i++) {
    const value = near(schema, random);
    if (validator.fault(value)) continue;
    counted.values++;
    const match = matches(pattern, value);
    if (relation.subset && match !== true) throw new Error(`not within: ${JSON.stringify(value)}`);
    if (relation.disjoint && match === true) throw new Error(`shared: ${JSON.stringify(value)}`);
    if (verdict === 'guaranteed' && match !== true)
      throw new Error(`a false guaranteed: ${JSON.stringify(value)}`);
  }
}

describe('the relation against a validator and the matcher', () => {
  it('proves nothing that a sampled value contradicts', () => {
    fc.assert(
      fc.property(anySchema, anyPattern, fc.nat(), fc.boolean(), (schema, pattern, seed, closed) =>
        check(schema, pattern, seed, closed, '3.1.0'),
      ),
      { numRuns },
    );
  });

  it('nor where the pattern is made from a value of the schema', () => {
    fc.assert(
      fc.property(anySchema, fc.nat(), fc.boolean(), (schema, seed, closed) => {
        const random = generator(seed + 1);
        check(schema, patternOf(near(schema, random), random), seed, closed, '3.1.0');
      }),
      { numRuns },
    );
  });

  it('nor in the dialect of OpenAPI 3.0', () => {
    const nullable = fc.record({
      type: fc.constantFrom('string', 'integer', 'object'),
      nullable: fc.boolean(),
      minimum: fc.constantFrom(1, 3),
      exclusiveMinimum: fc.boolean(),
    });
    const schema30 = fc.record({
      type: fc.constant('object'),
      properties: fc.dictionary(fc.constantFrom(...names), nullable),
      required: fc.constant(['a']),
    });
    fc.assert(
      fc.property(schema30, anyPattern, fc.nat(), (schema, pattern, seed) =>
        check(schema, pattern, seed, true, '3.0.3'),
      ),
      { numRuns: Math.ceil(numRuns / 4) },
    );
  });

  // It was not vacuous.
  afterAll(() => {
    expect(counted.subset).toBeGreaterThan(50);
    expect(counted.disjoint).toBeGreaterThan(50);
    expect(counted.possible).toBeGreaterThan(20);
    expect(counted.values).toBeGreaterThan(1000);
    expect(counted.witnesses).toBeGreaterThan(50);
    if (process.env['DOCPACT_RUNS']) process.stdout.write(`${JSON.stringify(counted)}\n`);
  });
});
