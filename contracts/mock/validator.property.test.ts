import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../generator/model/json.ts';
import { schemaFaults } from '../../generator/openapi/schema-faults.ts';
import { slotsOf } from '../../generator/openapi/slots.ts';
import { anySchema, near } from '../relation/fixtures/random.ts';
import { generator, worldOf } from '../relation/fixtures/world.ts';
import { Validators } from './validator.ts';

const numRuns = Number(process.env['DOCPACT_RUNS'] ?? 60);

describe('a value that is judged without compiling', () => {
  it.each<[JsonObject, boolean]>([
    [{}, true],
    [{ type: 'object' }, true],
    [{ anyOf: [{ type: 'object' }, { type: 'null' }] }, true],
    [{ type: 'object', properties: {} }, false],
    [{ type: 'object', properties: { b: {} } }, false],
    [{ type: 'array' }, false],
  ])('may have any members where %j declares none', (json, expected) => {
    const { api } = worldOf(json, true);
    const schema = { pointer: '/components/schemas/S', json };
    expect(new Validators(api).accepts(schema, 'response', { a: 1 })).toBe(expected);
  });

  it('is refused by `not` for what it is, whatever travels the other way', () => {
    const not = { type: 'object', required: ['a'] };
    const json = { allOf: [{ properties: { a: { writeOnly: true } } }, { not }] };
    const { api } = worldOf(json, true);
    const schema = { pointer: '/components/schemas/S', json };
    expect(new Validators(api).accepts(schema, 'response', {})).toBe(true);
    expect(new Validators(api).check(schema, 'response', {})).toBeUndefined();
  });

  it('holds an item that is looked for, whatever else the item has', () => {
    const json = { prefixItems: [{ properties: { a: {} } }], contains: { properties: { b: {} } } };
    const { api } = worldOf(json, true);
    const schema = { pointer: '/components/schemas/S', json };
    expect(new Validators(api).check(schema, 'response', [{ a: 1 }])).toBeUndefined();
    expect(new Validators(api).check(schema, 'response', [{ c: 1 }])?.reason).toBe('is not known');
  });

  it('is judged as the compiled validator judges it', () => {
    const seen = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(anySchema, fc.nat(), (json: JsonObject, seed) => {
        const world = worldOf(json, true, '3.1.0', 'response');
        const { api } = world;
        // What no mock is made of.
        fc.pre(schemaFaults(api).length === 0);
        const schema = { pointer: '/components/schemas/S', json };
        // Of such ajv 8.20 takes for evaluated what nothing that holds describes.
        fc.pre(
          !slotsOf([schema], world).patterned && !JSON.stringify(json).includes('"unevaluatedItems":false'),
        );
        const random = generator(seed);
        const compiled = new Validators(api);
        for (const value of Array.from({ length: 20 }, () => near(json, random))) {
          const accepted = new Validators(api).accepts(schema, 'response', value);
          const fault = compiled.check(schema, 'response', value);
          seen[accepted ? 'accepted' : 'refused']++;
          expect([json, value, accepted]).toEqual([json, value, fault === undefined]);
        }
      }),
      { numRuns },
    );
    expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(numRuns);
  });
});
