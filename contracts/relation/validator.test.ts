import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../generator/model/json.ts';
import { worldOf } from './fixtures/world.ts';
import { validatorOf } from './validator.ts';

function validator(schema: JsonObject, closed: boolean) {
  const made = validatorOf([{ pointer: '/components/schemas/S', json: schema }], worldOf(schema, closed));
  if (!made) throw new Error('no validator can be made');
  return made;
}

const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties,
  ...more,
});

/** Whether `fits` and the validator agree is tried at random; here is what either had wrong. */
describe('the validator of a position', () => {
  const node = { $ref: '#/components/schemas/Node' };
  it.each<[string, JsonObject, Json, boolean]>([
    ['what a reference describes', { ...node, unevaluatedProperties: false }, { a: 1 }, true],
    ['what nothing describes', { ...node, unevaluatedProperties: false }, { a: 1, z: 1 }, false],
    [
      'a member with the name of an inherited one',
      { properties: { ['__proto__']: false } },
      JSON.parse('{"__proto__":1}'),
      false,
    ],
  ])('knows %s', (_, schema, value, expected) => {
    const { lossy, fault } = validator(schema, false);
    expect([lossy, fault(value) === undefined]).toEqual([undefined, expected]);
  });

  it('remembers nothing of the item before', () => {
    const items = { anyOf: [object({ a: {} }, { required: ['a'] }), { type: 'integer' }, object({ b: {} })] };
    const { lossy, fault } = validator({ type: 'array', items }, true);
    expect(lossy).toBeUndefined();
    expect(fault([{ a: 1 }, 1, { b: 1 }])).toBeUndefined();
    expect(fault([{ a: 1 }, { b: 1, c: 1 }])?.at).toBe('/1');
    expect(fault([1, { a: 1 }, { b: 1 }, { c: 1 }])?.at).toBe('/3');
  });

  it('closes what several schemas describe together', () => {
    const { fault } = validator(
      { allOf: [object({ a: object({ x: {} }) }), object({ a: object({ y: {} }) })] },
      true,
    );
    expect(fault({ a: { x: 1, y: 1 } })).toBeUndefined();
    expect(fault({ a: { x: 1, z: 1 } })?.at).toBe('/a');
  });

  it('knows which items a schema describes beside one that describes the first by itself', () => {
    const first = { prefixItems: [{ enum: [3] }], items: { type: ['string', 'null'] } };
    const { lossy, fault } = validator({ allOf: [first, { items: { type: ['integer', 'string'] } }] }, true);
    expect(lossy).toBeUndefined();
    expect(fault([3, 'a'])).toBeUndefined();
    expect(fault([3, 4])?.at).toBe('/1');
    const described = [{ prefixItems: [object({ a: {} })] }, { items: object({ b: {} }) }];
    expect(validator({ allOf: described }, true).fault([{ a: 1, b: 1 }])).toBeUndefined();
  });

  it.each<[string, JsonObject]>([
    ['unevaluatedItems', { contains: { minimum: 3 }, unevaluatedItems: false }],
    [
      'patternProperties of an alternative',
      { anyOf: [{ patternProperties: { '^a': {} } }, object({ b: {} })] },
    ],
    [
      'a member that several alternatives describe',
      { anyOf: [object({ a: object({}) }), object({ a: object({}) })] },
    ],
    [
      'items that several schemas describe',
      { allOf: [{ prefixItems: [object({ a: {} })] }, { items: object({ b: {} }) }] },
    ],
  ])('says that it does not follow %s', (lossy, schema) => {
    expect(validator(schema, true).lossy).toBe(lossy);
  });
});
