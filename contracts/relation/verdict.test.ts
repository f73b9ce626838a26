import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../generator/model/json.ts';
import { readOpenApi } from '../../generator/openapi/read.ts';
import type { Pattern, PatternKind } from './pattern.ts';
import { judge, type Verdict } from './verdict.ts';

const components: JsonObject = {
  Named: { $anchor: 'named', type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
  Tree: {
    $dynamicAnchor: 'tree',
    type: 'object',
    required: ['kids'],
    properties: { kids: { type: 'array', items: { $dynamicRef: '#tree' } } },
  },
  Twin: { $anchor: 'twin', type: 'string' },
  Twins: { properties: { other: { $anchor: 'twin', type: 'integer' } } },
  Base: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
  Way: { $ref: '#/components/schemas/Base', required: ['b'] },
};

function judged(schema: JsonObject, pattern: Pattern, closed = true) {
  const root = {
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    paths: {},
    components: { schemas: { ...components, S: schema } },
  };
  const api = readOpenApi(new TextEncoder().encode(JSON.stringify(root)), 'spec.json').value;
  if (!api) throw new Error('the document cannot be read');
  const position = [{ pointer: '/components/schemas/S', json: schema }];
  return judge(position, pattern, { api, direction: 'response', closed });
}

const pointer = '';
const text: Pattern = { kind: 'type', type: 'string', pointer, example: 'a' };
const any: Pattern = { kind: 'any', pointer };
const equal = (value: Json): Pattern => ({ kind: 'literal', value, pointer, example: value });
const having = (
  name: string,
  pattern: Pattern = any,
  example: Json = { [name]: 'a' },
  open = true,
): Pattern => ({
  kind: 'record',
  members: [{ name, pattern }],
  open,
  pointer,
  example,
});
const containing = (variant: Pattern, example: Json): Pattern => ({
  kind: 'contains',
  variants: [variant],
  pointer,
  example,
});

describe('a verdict', () => {
  it.each<[string, JsonObject, Pattern, Verdict]>([
    ['an anchor', { $ref: '#named' }, having('name', text), 'guaranteed'],
    ['an anchor that two schemas bear', { $ref: '#twin' }, text, 'undecided'],
    ['a dynamic reference', { $dynamicRef: '#tree' }, having('kids', any, { kids: [] }), 'guaranteed'],
    [
      'a dynamic reference to itself',
      { $ref: '#/components/schemas/Tree' },
      having(
        'kids',
        {
          kind: 'list',
          prefix: [],
          rest: having('kids', any, { kids: [] }),
          min: 0,
          max: undefined,
          pointer,
        },
        { kids: [] },
      ),
      'guaranteed',
    ],
    [
      'what stands beside a reference on the way',
      { $ref: '#/components/schemas/Way' },
      having('b'),
      'guaranteed',
    ],
    ['what nothing on the way requires', { $ref: '#/components/schemas/Way' }, having('a'), 'possible'],
    ['contains', { type: 'array', contains: { const: 'a' } }, containing(equal('a'), ['a']), 'guaranteed'],
    [
      'contains of something else',
      { type: 'array', items: { type: 'string' }, contains: { const: 'a' } },
      containing(equal('b'), ['a', 'b']),
      'possible',
    ],
    [
      'what contains makes not empty',
      { type: 'array', contains: { type: 'string' } },
      { kind: 'not-empty', pointer, example: ['a'] },
      'guaranteed',
    ],
    ['not of a type', { type: ['string', 'null'], not: { type: 'null' } }, text, 'guaranteed'],
    [
      'not of a required member',
      { type: 'object', properties: { a: { type: 'string' } }, not: { required: ['a'] } },
      having('a'),
      'impossible',
    ],
    [
      'not of alternatives',
      { not: { anyOf: [{ type: ['null', 'boolean', 'number'] }, { type: ['array', 'object'] }] } },
      text,
      'guaranteed',
    ],
    [
      'listed values that another keyword refuses',
      { enum: ['a', 'bb'], maxLength: 1 },
      equal('a'),
      'guaranteed',
    ],
    [
      'dependentRequired',
      { type: 'object', required: ['a'], properties: { a: {}, b: {} }, dependentRequired: { a: ['b'] } },
      having('b'),
      'guaranteed',
    ],
    [
      'dependentSchemas of a member that is there',
      {
        type: 'object',
        required: ['a'],
        properties: { a: { type: 'string' } },
        dependentSchemas: { a: { required: ['b'], properties: { b: { type: 'string' } } } },
      },
      having('b', text),
      'guaranteed',
    ],
    [
      'dependentSchemas of a member that may be there',
      {
        type: 'object',
        properties: { a: { type: 'string' } },
        dependentSchemas: { a: { required: ['b'], properties: { b: { type: 'string' } } } },
      },
      having('b', text),
      'possible',
    ],
    [
      'a name that propertyNames refuses',
      { type: 'object', properties: { a: {}, b: {} }, propertyNames: { pattern: '^a' } },
      having('b'),
      'impossible',
    ],
  ])('follows %s', (_, schema, pattern, expected) => {
    expect(judged(schema, pattern).verdict).toBe(expected);
  });

  it('knows in an open world what unevaluatedProperties closes', () => {
    const schema = {
      allOf: [{ properties: { a: { type: 'string' } } }],
      type: 'object',
      required: ['a'],
      unevaluatedProperties: false,
    };
    const pattern = having('a', text, { a: 'a' }, false);
    expect(judged(schema, pattern, false).verdict).toBe('guaranteed');
    expect(judged({ ...schema, unevaluatedProperties: true }, pattern, false).verdict).toBe('possible');
  });

  it('shows different items where no two may be the same', () => {
    const schema = { type: 'array', uniqueItems: true, minItems: 1, items: { type: 'integer' } };
    const pattern: Pattern = {
      kind: 'list',
      prefix: [],
      rest: { kind: 'integer', pointer, example: 1 },
      min: 1,
      max: 2,
      pointer,
      example: [1],
    };
    const { verdict, gaps } = judged(schema, pattern);
    expect(verdict).toBe('possible');
    const [items] = gaps.map(({ value }) => value as readonly number[]);
    expect(items).toHaveLength(3);
    expect(new Set(items).size).toBe(3);
  });

  it('shows an object with as many members as there must be', () => {
    const schema = { type: 'object', properties: { a: { type: 'string' }, b: {} }, minProperties: 2 };
    const { verdict, gaps } = judged(schema, having('a'), false);
    expect([verdict, gaps.map(({ value }) => Object.keys(value as object))]).toEqual([
      'possible',
      [['b', 'other-1']],
    ]);
  });

  it('shows an array with what it must contain', () => {
    const schema = { type: 'array', items: { type: 'string' }, contains: { const: 'x' } };
    const pattern: Pattern = {
      kind: 'list',
      prefix: [],
      rest: equal('x'),
      min: 1,
      max: undefined,
      pointer,
      example: ['x'],
    };
    const { verdict, gaps } = judged(schema, pattern);
    expect(verdict).toBe('possible');
    for (const { value } of gaps) expect(value).toContain('x');
  });

  describe('that is impossible', () => {
    const at = (kind: PatternKind, pointer: string): Pattern => ({ ...kind, pointer });
    const exactly = (value: Json, pointer: string) => at({ kind: 'literal', value }, pointer);
    const record = (members: Record<string, Pattern>, pointer = '', open = true): Pattern =>
      at(
        {
          kind: 'record',
          members: Object.entries(members).map(([name, pattern]) => ({ name, pattern })),
          open,
        },
        pointer,
      );
    const list = (prefix: readonly Pattern[], min: number, max: number) =>
      at({ kind: 'list', prefix, rest: undefined, min, max }, '/list');
    const told = (schema: JsonObject, pattern: Pattern) => {
      const { verdict, clashes = [], gaps } = judged(schema, pattern);
      expect(verdict).toBe('impossible');
      return [clashes.map((clash) => `${clash.pattern}: ${clash.why}`), gaps.map(({ value }) => value)];
    };
    const person = {
      type: 'object',
      required: ['kind'],
      properties: { kind: { const: 'person' }, name: { type: 'string' } },
    };

    it('is told of values such as the contract wants, where the spec names no type', () => {
      const schema = { properties: { id: { type: 'string' } } };
      const [clashes] = told(schema, record({ hue: exactly('red', '/hue'), size: exactly(1, '/size') }));
      expect(clashes).toEqual([
        expect.stringMatching(/^\/hue: the spec knows no member "hue" here/),
        expect.stringMatching(/^\/size: the spec knows no member "size" here/),
      ]);
    });

    it('names what can never be, and nothing of what need not match', () => {
      const schema = {
        type: 'object',
        properties: {
          id: { type: 'string' },
          owner: { type: 'object', properties: { age: { type: 'integer' } } },
        },
      };
      const pattern = record({
        id: exactly('a', '/id'),
        owner: record({ age: exactly('old', '/owner/age'), size: exactly(1, '/owner/size') }, '/owner'),
      });
      expect(told(schema, pattern)).toEqual([
        ['/owner/age: the contract wants exactly "old"', '/owner/size: the spec knows no member "size" here'],
        [
          { id: 'a', owner: { age: 0 } },
          { id: 'a', owner: {} },
        ],
      ]);
    });

    it('says what the spec lists', () => {
      const wants = exactly('x', '/x');
      expect(told({ const: 'a' }, wants)).toEqual([
        ['/x: the spec allows "a" alone, the contract wants exactly "x"'],
        ['a'],
      ]);
      expect(told({ enum: ['a', 'b'] }, wants)[0]).toEqual([
        '/x: the spec allows "a" or "b", the contract wants exactly "x"',
      ]);
      expect(told({ enum: ['a', 'b', 'c'] }, wants)[0]).toEqual([
        '/x: the spec allows "a", "b" or "c", the contract wants exactly "x"',
      ]);
      expect(told({ enum: ['a', 'b', 'c', 'd'] }, wants)[0]).toEqual([
        '/x: the spec allows "a", "b", "c" and others, the contract wants exactly "x"',
      ]);
    });

    it('takes the alternative that is likely to be meant', () => {
      const team = { type: 'object', required: ['kind'], properties: { kind: { const: 'team' }, size: {} } };
      const members = {
        name: exactly(1, '/name'),
        age: exactly(1, '/age'),
        kind: exactly('person', '/kind'),
      };
      for (const oneOf of [
        [person, team],
        [team, person],
      ])
        expect(told({ oneOf }, record(members))[0]).toEqual([
          '/name: the contract wants exactly 1',
          '/age: the spec knows no member "age" here',
        ]);
    });

    it('names what the spec knows instead, unless the contract wants that too', () => {
      const schema = { type: 'object', properties: { starter: {}, stars: {} } };
      expect(told(schema, record({ stater: exactly(1, '/stater') }))[0]).toEqual([
        '/stater: the spec knows no member "stater" here; it knows "starter"',
      ]);
      const both = { stater: exactly(1, '/stater'), starter: exactly(1, '/starter') };
      expect(told(schema, record(both))[0]).toEqual(['/stater: the spec knows no member "stater" here']);
    });

    it('counts items and members', () => {
      const items = [exactly('a', '/list/0'), exactly('b', '/list/1')];
      expect(told({ type: 'array', maxItems: 1, items: { type: 'string' } }, list(items, 2, 2))[0]).toEqual([
        '/list: the array has at most 1 item, the contract wants at least 2',
      ]);
      expect(told({ type: 'array', minItems: 3, items: { type: 'string' } }, list(items, 2, 2))[0]).toEqual([
        '/list: the array has at least 3 items, the contract takes at most 2',
      ]);
      expect(told({ type: 'array', items: { type: 'integer' } }, list(items, 2, 2))[0]).toEqual([
        '/list/0: the contract wants exactly "a"',
        '/list/1: the contract wants exactly "b"',
      ]);
      expect(told(person, record({}, '', false))[0]).toEqual([
        ': the spec requires "kind", the contract takes no such member',
      ]);
      expect(
        told({ type: 'object', properties: { a: {} }, minProperties: 1 }, record({}, '', false))[0],
      ).toEqual([': the spec wants at least 1 members']);
      const two = record({ kind: exactly('person', '/kind'), name: exactly('a', '/name') });
      expect(told({ ...person, maxProperties: 1 }, two)[0]).toEqual([': the spec takes at most 1 members']);
    });
  });
});
