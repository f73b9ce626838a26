import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { isArray, isObject, type Json, type JsonObject } from '../../generator/model/json.ts';
import { fits, fitsAlike } from '../../generator/openapi/fits.ts';
import { anySchema, near } from './fixtures/random.ts';
import { generator, worldOf } from './fixtures/world.ts';
import { validatorOf } from './validator.ts';

/** What `fits` is sure of must be what a real validator says of the closed schema. */
const numRuns = Number(process.env['DOCPACT_RUNS'] ?? 300);

const counted = { yes: 0, no: 0, unsure: 0 };

function check(
  schema: JsonObject,
  values: readonly Json[],
  version: string,
  direction: 'request' | 'response',
) {
  const world = worldOf(schema, true, version, direction);
  const position = [{ pointer: '/components/schemas/S', json: schema }];
  const validator = validatorOf(position, world);
  if (!validator) return;
  for (const value of values) {
    const fit = fits(position, value, world);
    // The second shares its parts with the first.
    const copy = isObject(value) ? { ...value } : isArray(value) ? [...value] : value;
    for (const one of [value, copy])
      if (fitsAlike(position, one, world) !== fit) throw new Error(`said otherwise: ${JSON.stringify(one)}`);
    counted[fit]++;
    const fault = validator.fault(value);
    if (fit === 'yes' && fault)
      throw new Error(`refused: ${JSON.stringify(value)} at ${fault.at}: ${fault.message}`);
    // What the validator leaves out it cannot refuse.
    if (fit === 'no' && !fault && validator.lossy === undefined)
      throw new Error(`accepted: ${JSON.stringify(value)}`);
  }
}

const values = (schema: JsonObject, seed: number) => {
  const random = generator(seed);
  return Array.from({ length: 40 }, () => near(schema, random));
};

describe('whether a value fits', () => {
  it('is what a validator says, where it is said', () => {
    fc.assert(
      fc.property(anySchema, fc.nat(), (schema, seed) =>
        check(schema, values(schema, seed), '3.1.0', 'response'),
      ),
      { numRuns },
    );
  });

  it('follows the direction and the dialect of OpenAPI 3.0', () => {
    const member = fc.record(
      {
        type: fc.constantFrom('string', 'integer', 'object'),
        nullable: fc.boolean(),
        readOnly: fc.boolean(),
        writeOnly: fc.boolean(),
        minimum: fc.constantFrom(1, 3),
        exclusiveMinimum: fc.boolean(),
      },
      { requiredKeys: ['type'] },
    );
    const object = fc.record({
      type: fc.constant('object'),
      properties: fc.dictionary(fc.constantFrom('a', 'b', 'c'), member),
      required: fc.constant(['a']),
    });
    fc.assert(
      fc.property(object, fc.nat(), fc.constantFrom('request', 'response'), (schema, seed, direction) =>
        check(schema, values(schema, seed), '3.0.3', direction),
      ),
      { numRuns },
    );
  });

  // It is mostly said.
  afterAll(() => {
    const all = counted.yes + counted.no + counted.unsure;
    expect(counted.yes / all).toBeGreaterThan(0.1);
    expect(counted.no / all).toBeGreaterThan(0.1);
    expect(counted.unsure / all).toBeLessThan(0.4);
  });
});
