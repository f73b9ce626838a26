import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../generator/model/json.ts';
import { worldOf } from './fixtures/world.ts';
import type { Pattern, PatternKind } from './pattern.ts';
import { relate } from './relate.ts';
import { judge } from './verdict.ts';

/** The relation itself: what is proved, a value that both accept, values that the contract refuses, and the doubt left. */
const of = (kind: PatternKind, pointer = ''): Pattern => ({ pointer, ...kind });
const literal = (value: Json, pointer = '') => of({ kind: 'literal', value }, pointer);
const string = of({ kind: 'type', type: 'string' }, '/string');
const integer = of({ kind: 'integer' }, '/integer');
const unknown = of({ kind: 'unknown', reason: 'for the test' });
const all = (...patterns: Pattern[]) => of({ kind: 'all', of: patterns });
const some = (...patterns: Pattern[]) => of({ kind: 'some', of: patterns });
const any = of({ kind: 'any' });

function related(schema: JsonObject, pattern: Pattern, depth?: number) {
  const position = [{ pointer: '/components/schemas/S', json: schema }];
  const { subset, disjoint, inside, gaps, unsure } = relate(position, pattern, worldOf(schema, true), depth);
  return {
    proved: [subset ? 'within' : '', disjoint ? 'apart' : ''].join(''),
    inside: inside(),
    gaps: [...gaps()].map(({ value, why, pattern: at }) => [value(), why, at]),
    unsure,
  };
}

const listed = { enum: ['a', 'b', 1] };

describe('listed values', () => {
  it('are each put to the matcher', () => {
    expect(related(listed, string)).toEqual({
      proved: '',
      inside: 'a',
      gaps: [[1, 'the spec also allows 1, the contract wants a value of type string', '/string']],
      unsure: undefined,
    });
    expect(related({ enum: ['a', 'b'] }, string)).toEqual({
      proved: 'within',
      inside: 'a',
      gaps: [],
      unsure: undefined,
    });
    expect(related({ enum: [1, 2] }, string)).toMatchObject({ proved: 'apart', inside: undefined });
    expect(related({ enum: [1, 'a'] }, string)).toMatchObject({ proved: '', inside: 'a' });
  });

  it('may leave doubt', () => {
    expect(related(listed, unknown)).toEqual({
      proved: '',
      inside: 'a',
      gaps: [],
      unsure: 'whether all of them are something unknown',
    });
    const doubtful = all(unknown, literal('a'));
    expect(related({ enum: ['a', 'b'] }, doubtful)).toMatchObject({ proved: '' });
  });

  it('are those that nothing else refuses', () => {
    expect(related({ enum: ['a', 'long', 1], maxLength: 2, type: 'string' }, string)).toMatchObject({
      proved: 'within',
    });
    expect(related({ enum: ['long'], maxLength: 2 }, literal(1))).toMatchObject({ inside: undefined });
  });

  it('are told shortly', () => {
    const text = 'x'.repeat(58);
    const why = (value: Json) => related({ enum: [value] }, literal(1)).gaps[0]?.[1];
    expect(why(text)).toContain(`allows "${text}",`);
    expect(why(`${text}x`)).toContain(`allows "${'x'.repeat(56)}...,`);
  });

  it('hold for null and truth as well', () => {
    expect(related({ type: 'null' }, literal(null))).toMatchObject({ proved: 'within', inside: null });
    expect(related({ type: 'boolean' }, literal(true))).toMatchObject({
      proved: '',
      inside: true,
      gaps: [[false, expect.anything(), '']],
    });
    expect(related({ type: 'boolean' }, literal(false))).toMatchObject({
      inside: false,
      gaps: [[true, expect.anything(), '']],
    });
  });
});

describe('patterns that must all accept', () => {
  it('are proved by each, and refuted by one', () => {
    expect(related({ type: 'string' }, all(string, any))).toMatchObject({
      proved: 'within',
      unsure: undefined,
    });
    expect(related({ type: 'string' }, all(string, integer))).toMatchObject({
      proved: 'apart',
      inside: undefined,
      unsure: undefined,
    });
    const found = related({ enum: ['a', 1, 2] }, all(integer, literal(2)));
    expect(found).toMatchObject({ proved: '', inside: 2 });
    expect(found.gaps.map(([value]) => value)).toEqual(['a', 'a', 1]);
  });

  it('tell a doubt where nothing is proved', () => {
    expect(related({ enum: ['a', 1] }, all(string, unknown))).toMatchObject({
      proved: '',
      inside: 'a',
      unsure: 'whether all of them are something unknown',
    });
    expect(related({ enum: ['a'] }, all(integer, unknown))).toMatchObject({
      proved: 'apart',
      unsure: undefined,
    });
  });
});

describe('patterns of which one must accept', () => {
  it('are proved by one, and refuted by each', () => {
    expect(related({ type: 'string' }, some(integer, string))).toMatchObject({
      proved: 'within',
      unsure: undefined,
    });
    expect(related({ type: 'string' }, some(integer, literal(null)))).toMatchObject({
      proved: 'apart',
      inside: undefined,
      unsure: undefined,
    });
    const found = related({ enum: ['a', 1] }, some(literal(1), literal(2)));
    expect(found).toMatchObject({
      proved: '',
      inside: 1,
      unsure: 'whether the alternatives together accept everything',
    });
    expect(found.gaps.map(([value]) => value)).toEqual(['a', 'a', 1]);
  });

  it('tell their own doubt before that of all together', () => {
    expect(related({ enum: ['a', 1] }, some(string, unknown))).toMatchObject({
      proved: '',
      unsure: 'whether all of them are something unknown',
    });
  });
});

describe('schemas', () => {
  it('that allow nothing are within everything and apart from it', () => {
    for (const pattern of [string, any, all(string)])
      expect(related({ not: {} }, pattern)).toMatchObject({ proved: 'withinapart', inside: undefined });
    expect(related({ type: 'string', allOf: [{ type: 'integer' }] }, string)).toMatchObject({
      proved: 'withinapart',
    });
  });

  it('that are nested too deeply are within anything alone', () => {
    expect(related({ type: 'string' }, string, 41)).toEqual({
      proved: '',
      inside: undefined,
      gaps: [],
      unsure: 'schemas nested too deeply',
    });
    expect(related({ type: 'string' }, any, 41)).toMatchObject({ proved: 'within', inside: undefined });
    expect(related({ type: 'string' }, string, 40)).toMatchObject({ proved: 'within' });
  });

  it('that require themselves have no value, and those beside keep theirs', () => {
    const self = { type: 'object', required: ['s'], properties: { s: { $ref: '#/components/schemas/S' } } };
    expect(related(self, any).inside).toBeUndefined();
    const list = {
      type: 'object',
      required: ['s'],
      properties: { s: { type: 'array', items: { $ref: '#/components/schemas/S' } } },
    };
    expect(related(list, any).inside).toEqual({ s: [] });
    const other = { oneOf: [self, { type: 'integer', const: 3 }] };
    expect(related(other, any).inside).toEqual({ s: 3 });
  });

  it('have the same sample when it is asked for again', () => {
    const schema = { type: 'object', required: ['a'], properties: { a: { type: 'string' } } };
    const world = worldOf(schema, true);
    const position = [{ pointer: '/components/schemas/S', json: schema }];
    const first = relate(position, any, world).inside();
    expect(first).toEqual({ a: expect.any(String) });
    expect(relate(position, any, world).inside()).toBe(first);
  });
});

describe('a judgement without proof', () => {
  const judged = (schema: JsonObject, pattern: Pattern) =>
    judge([{ pointer: '/components/schemas/S', json: schema }], pattern, worldOf(schema, true));

  it('is possible with a value of each sort', () => {
    expect(judged(listed, string)).toMatchObject({ verdict: 'possible', gaps: [{ value: 1 }] });
    expect(judged(listed, { ...string, example: 'b' })).toMatchObject({ verdict: 'possible' });
    expect(judged({ type: ['string', 'null'] }, literal(null))).toMatchObject({ verdict: 'possible' });
  });

  it('is undecided without, and says what was not known', () => {
    expect(judged(listed, unknown)).toEqual({
      verdict: 'undecided',
      gaps: [],
      reason: 'whether all of them are something unknown',
    });
    expect(judged({ enum: ['a', 1] }, all(string, unknown))).toMatchObject({
      verdict: 'undecided',
      gaps: [{ value: 1 }],
    });
  });
});
