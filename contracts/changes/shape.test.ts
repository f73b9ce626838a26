import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../generator/model/json.ts';
import { worldOf } from '../relation/fixtures/world.ts';
import { placeOf, projected, said, saysSame, shapeOf, typesOfKinds } from './shape.ts';

const at = '/components/schemas/S';

function shape(schema: JsonObject, version = '3.1.0') {
  return shapeOf([{ pointer: at, json: schema }], worldOf(schema, false, version));
}

const kinds = (schema: JsonObject, version?: string) => [...shape(schema, version).kinds].sort().join(' ');
const nullOr = (...branches: JsonObject[]) => ({ anyOf: [...branches, { type: 'null' }] });

describe('the shape of a schema', () => {
  it.each<[string, JsonObject, string, string?]>([
    ['a type', { type: 'string' }, 'string'],
    ['a type and null', { type: ['string', 'null'] }, 'null string'],
    ['null as an alternative', nullOr({ type: 'string' }), 'null string'],
    ['null as the first', { oneOf: [{ type: 'null' }, { type: 'string' }] }, 'null string'],
    ['null as a listed value', { anyOf: [{ type: 'string' }, { enum: [null] }] }, 'null string'],
    ['null by nullable', { type: 'string', nullable: true }, 'null string', '3.0.3'],
    ['one alternative', { oneOf: [{ type: 'string' }] }, 'string'],
    ['alternatives in each other', { oneOf: [nullOr({ type: 'string' })] }, 'null string'],
    ['a reference beside null', nullOr({ allOf: [{ type: 'string' }] }), 'null string'],
    ['null that what stands beside it refuses', { type: 'string', ...nullOr({ minLength: 1 }) }, 'string'],
    ['null that a list beside it leaves out', { enum: ['a'], ...nullOr({ type: 'string' }) }, 'string'],
    ['null that a list beside it names', { enum: ['a', null], ...nullOr({ type: 'string' }) }, 'null string'],
    [
      'null that an alternative around it refuses',
      { oneOf: [{ type: 'string', ...nullOr({ minLength: 1 }) }] },
      'string',
    ],
    ['a list without null', { type: ['string', 'null'], enum: ['a'] }, 'string'],
    ['a list with null', { type: ['string', 'null'], enum: ['a', null] }, 'null string'],
  ])('takes %s as what it comes to', (_, schema, expected, version) => {
    expect(kinds(schema, version)).toBe(expected);
  });

  it('keeps what is a choice', () => {
    const two = shape({ oneOf: [{ type: 'string' }, { type: 'integer' }] });
    expect(two.choices).toHaveLength(1);
    expect(shape(nullOr({ type: 'string' }, { type: 'integer' })).choices).toHaveLength(1);
    expect(
      shape({ ...nullOr({ type: 'string' }), oneOf: [{ minLength: 1 }, { maxLength: 2 }] }).choices,
    ).toHaveLength(1);
    // An alternative that says nothing, or null among others, is no null.
    expect(shape({ anyOf: [{ type: 'string' }, {}] }).choices).toHaveLength(1);
    expect(shape({ anyOf: [{ type: 'string' }, { enum: [null, 1] }] }).choices).toHaveLength(1);
    expect(shape({ anyOf: [{ type: 'string' }, { type: ['null', 'integer'] }] }).choices).toHaveLength(1);
  });

  it('takes no null that two alternatives of oneOf accept for one: it is refused', () => {
    for (const takesNull of [{}, { type: ['string', 'null'] }, { enum: ['a', null] }]) {
      expect(shape({ oneOf: [takesNull, { type: 'null' }] }).choices).toHaveLength(1);
      expect(shape({ anyOf: [takesNull, { type: 'null' }] }).choices).toHaveLength(0);
    }
  });

  it.each<[string, JsonObject]>([
    ['an alternative', { anyOf: [{ type: 'string' }] }],
    ['what it is not', { not: {} }],
    [
      'a condition',
      Object.fromEntries<Json>([
        ['if', true],
        ['then', false],
      ]),
    ],
    ['everything', { allOf: [false] }],
  ])('takes no null that %s may refuse for one', (_, more) => {
    const { choices } = shape({ anyOf: [{ type: 'string' }, { type: 'null', ...more }] });
    expect(choices).toHaveLength(1);
  });

  it('holds what a lone alternative says beside what stands around it', () => {
    const found = shape({
      minLength: 1,
      oneOf: [
        {
          maxLength: 2,
          not: { const: 'x' },
          if: { minLength: 2 },
          oneOf: [{ minLength: 1 }, { maxLength: 3 }],
        },
      ],
    });
    expect([said(found, 'minLength'), said(found, 'maxLength')]).toEqual([1, 2]);
    expect([found.choices.length, found.conditions.length, found.exclusions.length]).toEqual([1, 1, 1]);
  });

  it('knows listed values, null apart', () => {
    expect(shape({ enum: ['a', null, 1] }).values).toEqual(['a', 1]);
    expect(shape({ type: 'string', enum: ['a', 1] }).values).toEqual(['a']);
    expect(shape({ type: 'string' }).values).toBeUndefined();
  });

  it('knows where nothing is accepted', () => {
    expect([
      shape({ allOf: [false] }).never,
      shape({ oneOf: [false] }).never,
      shape({ type: 'string' }).never,
    ]).toEqual([true, true, false]);
  });
});

describe('what a shape says', () => {
  const found = shape({ allOf: [{ maxLength: 3 }], minLength: 1 });
  it('is told by keyword, with its place', () => {
    expect([said(found, 'maxLength'), said(found, 'pattern')]).toEqual([3, undefined]);
    expect(placeOf(found, ['pattern', 'maxLength'])).toBe(`${at}/allOf/0/maxLength`);
    expect(placeOf(found, ['pattern'])).toBe(at);
  });

  it('is the same with some keywords, whatever others say', () => {
    const other = shape({ maxLength: 3, minLength: 2 });
    expect([
      saysSame(found, other, ['maxLength']),
      saysSame(found, other, ['maxLength', 'minLength']),
    ]).toEqual([true, false]);
    expect(saysSame(found, shape({}), ['maxLength'])).toBe(false);
    expect(saysSame(found, shape({}), ['pattern'])).toBe(true);
  });

  it('is set apart by keyword, beside a context of its own', () => {
    const position = projected(found, ['maxLength', 'pattern'], { type: 'string' });
    expect(position.map(({ json }) => json)).toEqual([{ maxLength: 3 }, { type: 'string' }]);
    expect(new Set(position.map(({ pointer }) => pointer)).size).toBe(2);
  });
});

describe('kinds as types', () => {
  it.each([
    [['object', 'array', 'string', 'boolean'], 'object array string boolean'],
    [['integer'], 'integer'],
    [['fraction'], 'number'],
    [['integer', 'fraction'], 'number'],
    [['null'], ''],
  ] as const)('of %j are %s', (given, types) => {
    expect(typesOfKinds(given).join(' ')).toBe(types);
  });
});
