import { describe, expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import { type Fit, fits } from './fits.ts';
import { readOpenApi } from './read.ts';

function judged(schema: unknown, value: Json, openapi = '3.1.0', closed = true): Fit {
  const document = {
    openapi,
    info: { title: 'Fits', version: '1' },
    paths: {},
    components: { schemas: { S: schema, Other: { properties: { other: {} } } } },
  };
  const api = readOpenApi(new TextEncoder().encode(JSON.stringify(document)), 'fits.json').value;
  const wanted = api?.schemas.get('S');
  if (!api || !wanted) throw new Error('the schema cannot be read');
  return fits([wanted], value, { api, direction: 'request', closed });
}

const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });

/** Random schemas are put to a validator in contracts/relation; here is what it is for, by example. */
describe('whether a value fits a schema', () => {
  it.each<[string, unknown, Json, Fit]>([
    ['types', { type: ['integer', 'null'] }, null, 'yes'],
    ['types', { type: 'integer' }, 1.5, 'no'],
    ['types that are none', { type: 'file' }, 'x', 'unsure'],
    ['formats', { type: 'string', format: 'date-time' }, '2024-01-01', 'no'],
    ['formats that nobody knows', { type: 'string', format: 'odd' }, 'x', 'yes'],
    ['formats of numbers', { type: 'integer', format: 'int32' }, 2 ** 40, 'no'],
    ['patterns', { type: 'string', pattern: '^a+$' }, 'aab', 'no'],
    ['patterns that take long', { type: 'string', pattern: '^((a+)+)+$' }, `${'a'.repeat(5000)}!`, 'no'],
    [
      'patterns that are not regular',
      { type: 'string', pattern: '^(a+)+\\1(b+)+$' },
      'a'.repeat(80),
      'unsure',
    ],
    ['lengths in characters', { type: 'string', maxLength: 1 }, '🙂', 'yes'],
    ['open bounds', { type: 'number', exclusiveMinimum: 0 }, 0, 'no'],
    ['distinct items', { type: 'array', uniqueItems: true }, [{ a: 1 }, { a: 1 }], 'no'],
    ['one of several', { oneOf: [{ type: 'integer' }, { minimum: 3 }] }, 4, 'no'],
    ['what must not be', { not: { type: 'string' } }, 'x', 'no'],
    [
      'what must not be, where a member travels the other way',
      { allOf: [object({ a: {}, id: { readOnly: true } }), { not: { required: ['id'] } }] },
      { a: 1 },
      'yes',
    ],
    [
      'what must not be of a member, where members of it travel the other way',
      object({
        a: {
          not: { properties: { b: { allOf: [object({ id: { readOnly: true } }), { required: ['id'] }] } } },
        },
      }),
      { a: { b: {} } },
      'no',
    ],
    [
      'members that travel the other way',
      object({ id: { readOnly: true } }, { required: ['id'] }),
      { id: 1 },
      'no',
    ],
    [
      'members that travel the other way',
      object({ id: { readOnly: true } }, { required: ['id'] }),
      {},
      'yes',
    ],
    [
      'members that an alternative as a whole has travel the other way',
      { anyOf: [{ allOf: [{ required: ['a'] }, object({ a: { readOnly: true } })] }] },
      {},
      'yes',
    ],
    [
      'members that one alternative has travel the other way, and another has not',
      {
        $defs: { needs: { required: ['a'] } },
        oneOf: [
          { allOf: [{ $ref: '#/components/schemas/S/$defs/needs' }, object({ a: { readOnly: true } })] },
          { allOf: [{ $ref: '#/components/schemas/S/$defs/needs' }, object({ a: {} })] },
        ],
      },
      {},
      'yes',
    ],
    ['members that nobody declares', object({}), { a: 1 }, 'no'],
    ['members that nobody declares', { anyOf: [object({ a: {} }), object({ b: {} })] }, { c: 1 }, 'no'],
    ['members that another declares', { anyOf: [object({ a: {} }), object({ b: {} })] }, { b: 1 }, 'yes'],
    [
      'members that another may declare',
      { anyOf: [object({ a: {} }), object({ b: {} }, { dependencies: {} })] },
      { b: 1 },
      'unsure',
    ],
    [
      'members that others describe as well',
      { allOf: [object({ a: object({ x: {} }) }), object({ a: object({ y: {} }) })] },
      { a: { x: 1, y: 1 } },
      'unsure',
    ],
    [
      'items that others describe as well',
      { allOf: [{ items: object({ x: {} }) }, { items: object({ y: {} }) }] },
      [{ x: 1, y: 1 }],
      'unsure',
    ],
    [
      'members that only an alternative has travel the other way',
      { oneOf: [{ required: ['a'] }, object({ a: { readOnly: true } })] },
      {},
      'yes',
    ],
    ['members that are required and not declared', object({}, { required: ['a'] }), { a: 1 }, 'unsure'],
    [
      'members of what is listed',
      { type: 'object', enum: [{ a: { b: 1 } }, { c: 2 }] },
      { a: { b: 1 } },
      'yes',
    ],
    ['members of what is listed', { allOf: [{ const: { a: 1 } }, object({ b: {} })] }, { a: 1 }, 'yes'],
    ['members of what is listed', { enum: [{ a: 1 }], additionalProperties: false }, { a: 1 }, 'no'],
    ['members that may be any', object({}, { additionalProperties: { type: 'integer' } }), { a: 1 }, 'yes'],
    ['what is not followed', { $recursiveRef: '#' }, 1, 'unsure'],
    ['itself', { anyOf: [{ $ref: '#/components/schemas/S' }, { type: 'string' }] }, 1, 'unsure'],
  ])('%s: %j and %j', (_, schema, value, expected) => {
    expect(judged(schema, value)).toBe(expected);
  });

  const known = { type: 'integer', minimum: 3 };
  // What no automaton is made of, and too long to be tried.
  const unknown = { pattern: '^(a+)+\\1(b+)+$' };
  const open = 'a'.repeat(80);
  const conditional = (condition: object, met: unknown, unmet: unknown) =>
    Object.fromEntries([
      ['if', condition],
      ['then', met],
      ['else', unmet],
    ]);

  it.each<[string, unknown, Json, Fit]>([
    ['then, where the condition holds', conditional(known, false, true), 3, 'no'],
    ['else, where it does not', conditional(known, true, false), 1, 'no'],
    ['neither, where one says nothing', { if: known, else: false }, 3, 'yes'],
    ['both, where nobody knows', conditional(unknown, { minLength: 1 }, { maxLength: 90 }), open, 'yes'],
    ['both, where nobody knows', conditional(unknown, false, { maxLength: 9 }), open, 'no'],
    ['one of them, where nobody knows', conditional(unknown, true, false), open, 'unsure'],
    ['one item at least', { contains: known }, [1, 2], 'no'],
    ['one item at least', { contains: known }, [1, 3], 'yes'],
    ['so many items', { contains: known, minContains: 2, maxContains: 2 }, [3, 4, 5], 'no'],
    ['so many items, or none', { contains: known, minContains: 0 }, [], 'yes'],
    ['items of which it is not known', { contains: unknown, maxContains: 1 }, ['', open], 'unsure'],
    ['names', { propertyNames: { maxLength: 1 }, additionalProperties: true }, { ab: 1 }, 'no'],
    ['names that come together', { dependentRequired: { a: ['b'] }, properties: { a: {} } }, { a: 1 }, 'no'],
    ['names that need not', { dependentRequired: { a: ['b'] }, properties: { c: {} } }, { c: 1 }, 'yes'],
    ['schemas of some members', { dependentSchemas: { a: { maxProperties: 0 } } }, { a: 1 }, 'no'],
    ['members of such', { dependentSchemas: { a: object({ a: {}, b: {} }) } }, { a: 1, b: 1 }, 'yes'],
  ])('follows %s: %j and %j', (_, schema, value, expected) => {
    expect(judged(schema, value)).toBe(expected);
  });

  const either = (...anyOf: object[]) => ({ anyOf });
  it.each<[string, object, Json, Fit]>([
    ['of leading items', { prefixItems: [{}], unevaluatedItems: false }, [1, 2], 'no'],
    ['of all items', { ...either({ items: {} }, {}), unevaluatedItems: false }, [1, 2], 'yes'],
    ['of contained items', { prefixItems: [{}], contains: known, unevaluatedItems: false }, [1, 3], 'yes'],
    ['of contained items', { prefixItems: [{}], contains: known, unevaluatedItems: false }, [1, 3, 2], 'no'],
    ['of items by a schema', { prefixItems: [{}], unevaluatedItems: known }, [1, 3], 'yes'],
    ['of items that are known to one', { contains: unknown, unevaluatedItems: false }, [open], 'unsure'],
    [
      'of what a reference describes',
      { $ref: '#/components/schemas/Other', properties: { a: {} }, unevaluatedProperties: false },
      { a: 1, other: 1 },
      'yes',
    ],
    [
      'of a condition that does not hold',
      { ...conditional(object({ a: { const: 1 } }), true, object({ b: {} })), unevaluatedProperties: false },
      { a: 2, b: 2 },
      'no',
    ],
    [
      'of a condition that holds',
      { ...conditional(object({ a: { const: 1 } }), object({ b: {} }), true), unevaluatedProperties: false },
      { a: 1, b: 2 },
      'yes',
    ],
    ['of members by a schema', { properties: { a: {} }, unevaluatedProperties: known }, { a: 1, b: 1 }, 'no'],
    ['of cousins', { allOf: [object({ a: {} }), { unevaluatedProperties: false }] }, { a: 1 }, 'no'],
    [
      'of what may hold',
      { ...either(object({ a: unknown }), object({ b: {} })), unevaluatedProperties: false },
      { a: open, b: 1 },
      'unsure',
    ],
  ])('knows what was spoken of: %s, %j and %j', (_, schema, value, expected) => {
    expect(judged(schema, value, '3.1.0', false)).toBe(expected);
  });

  it('follows recursive alternatives once for each value', () => {
    const self = { $ref: '#/components/schemas/S' };
    const deep = (levels: number): Json => (levels === 0 ? 1 : { a: deep(levels - 1), b: [] });
    const routes = [
      object({ a: self, b: {} }, { required: ['b'] }),
      object({ a: { anyOf: [self, self] }, b: {} }),
    ];
    expect(judged({ anyOf: [...routes, { type: 'integer' }, { allOf: [self, self] }] }, deep(12))).toBe(
      'yes',
    );
  });

  it("reads OpenAPI 3.0's spellings", () => {
    expect(judged({ type: 'string', nullable: true }, null, '3.0.3')).toBe('yes');
    expect(judged({ type: 'integer', minimum: 3, exclusiveMinimum: true }, 3, '3.0.3')).toBe('no');
  });
});
