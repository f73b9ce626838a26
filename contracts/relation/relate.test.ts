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
    const list: Pattern = { kind: 'list', prefix: [], rest: unknown, min: 0, max: undefined, pointer: '' };
    expect(related({ enum: [[], [1]] }, list).unsure).toMatch(/^whether all of them are /);
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

describe('objects', () => {
  const closed = (...names: readonly string[]) =>
    of({ kind: 'record', members: names.map((name) => ({ name, pattern: any })), open: false });
  const two = { a: {}, b: {} };

  it.each<[JsonObject, readonly string[], string]>([
    [{ type: 'object', properties: two, required: ['a'] }, [], 'apart'],
    [{ type: 'object', properties: two, required: ['a'] }, ['b'], 'apart'],
    [{ type: 'object', properties: two, minProperties: 2 }, ['a'], 'apart'],
    [{ type: 'object', properties: two, minProperties: 2 }, ['a', 'b'], ''],
    [{ type: 'object', properties: two, required: ['a'] }, ['a'], ''],
    [{ type: 'object', properties: { a: {} }, required: ['a'] }, ['a'], 'within'],
  ])('%j beside a record of %j that takes no others', (schema, names, proved) => {
    expect(related(schema, closed(...names))).toMatchObject({ proved });
  });

  it('of alternatives that may hold together are looked at one by one', () => {
    const person = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } };
    const team = { type: 'object', required: ['size'], properties: { size: { type: 'integer' } } };
    const having = (...members: [string, Pattern][]) =>
      of({ kind: 'record', members: members.map(([name, pattern]) => ({ name, pattern })), open: true });
    const either = { anyOf: [person, team] };
    // A person with a size is a team as well, whose size is a number.
    expect(related(either, having(['name', string], ['size', string]))).toMatchObject({ proved: 'apart' });
    expect(related(either, having(['name', string], ['size', integer]))).toMatchObject({ proved: '' });
    expect(related(either, having(['age', integer]))).toMatchObject({ proved: 'apart' });
    // Four more are too many to be told apart.
    const more = ['a', 'b', 'c'].map((name) => ({ type: 'object', properties: { [name]: {} } }));
    expect(
      related({ anyOf: [person, team, ...more] }, having(['name', string], ['size', string])),
    ).toMatchObject({ proved: '' });
  });

  it('of some members are not empty', () => {
    const notEmpty = of({ kind: 'not-empty' });
    expect(related({ type: 'object', properties: two, minProperties: 1 }, notEmpty)).toMatchObject({
      proved: 'within',
    });
    expect(related({ type: 'object', properties: two }, notEmpty)).toMatchObject({ proved: '' });
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

  it('that are not read to their end leave a doubt where nothing is proved', () => {
    const schema = { type: 'string', $recursiveRef: '#' };
    expect(related(schema, literal('b'))).toMatchObject({
      proved: '',
      inside: 'b',
      gaps: [['text', 'the contract wants exactly "b"', '']],
      unsure: '$recursiveRef',
    });
    expect(related(schema, string)).toMatchObject({ proved: 'within', unsure: undefined });
    expect(related(schema, integer)).toMatchObject({ proved: 'apart', unsure: undefined });
    expect(related({ $recursiveRef: '#' }, string)).toMatchObject({ proved: '', inside: 'text' });
    expect(related(schema, unknown).unsure).not.toBe('$recursiveRef');
  });

  it('are pointed to where the last of them says something', () => {
    const schema = { allOf: [{ enum: [1] }, { minimum: 0 }] };
    const position = [{ pointer: '/components/schemas/S', json: schema }];
    const [gap] = relate(position, string, worldOf(schema, true)).gaps();
    expect(gap?.schema).toBe('/components/schemas/S/allOf/1');
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

  it('have a sample though none was found while another was made', () => {
    const y = { $ref: '#/components/schemas/S' };
    const x = { type: 'object', required: ['y'], properties: { y } };
    const world = worldOf(
      { oneOf: [{ type: 'object', required: ['x'], properties: { x } }, { const: 3 }] },
      true,
    );
    const pointer = '/components/schemas/S/oneOf/0/properties/x';
    const sample = (at: string, json: JsonObject) => relate([{ pointer: at, json }], any, world).inside();
    expect(sample(`${pointer}/properties/y`, y)).toBe(3);
    expect(sample(pointer, x)).toEqual({ y: 3 });
  });

  it('that have no sample are not asked for one on each way that leads there', () => {
    const to = (name: string) => ({ $ref: `#/components/schemas/S/$defs/${name}` });
    const requiring = (name: string, json: JsonObject) => ({
      type: 'object',
      required: [name],
      properties: { [name]: json },
    });
    const depth = 24;
    const chain = Array.from({ length: depth }, (_, i) => [
      `N${i}`,
      { oneOf: [requiring('l', to(`N${i + 1}`)), requiring('r', to(`N${i + 1}`))] },
    ]);
    const definitions = {
      ...Object.fromEntries(chain),
      [`N${depth}`]: requiring('z', to(`N${depth}`)),
    };
    expect(related({ ...to('N0'), $defs: definitions }, any).inside).toBeUndefined();
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

  it('does not take an example for one that the pattern refuses', () => {
    const begins = { ...of({ kind: 'regex', source: '^b' }), example: 'a' };
    expect(judged({ enum: ['a', 'c'] }, begins)).toMatchObject({ verdict: 'impossible' });
  });

  /** What our own evaluator does not follow. */
  const older = { type: 'object', properties: { a: { type: 'string' } }, dependencies: {} };
  const alternatives = ['x', 'y'].map((name) => ({
    type: 'object',
    properties: { a: { type: 'object', properties: { [name]: { type: 'object' } } } },
  }));
  const having = (name: string) => of({ kind: 'record', members: [{ name, pattern: any }], open: false });

  it.each<[string, JsonObject, Pattern, string]>([
    [
      'no validator can be made',
      { ...older, not: { patternProperties: { '[': false } } },
      having('a'),
      'the validator cannot read the schema',
    ],
    [
      'an expression is another engine’s',
      { ...older, pattern: '[' },
      having('a'),
      'the pattern /[/ is not followed',
    ],
    [
      'the validator leaves something out',
      { anyOf: alternatives, dependencies: {} },
      having('a'),
      'a member that several alternatives describe is not followed',
    ],
    [
      'no value is confirmed',
      { type: 'string', not: { enum: ['text', 'a', 'aaaa'] } },
      of({ kind: 'regex', source: '^t' }),
      'no response was found that the spec allows and the contract refuses, nor a proof that there is none',
    ],
    [
      'no value is found that both accept',
      { type: 'object', properties: { a: {}, b: {} }, not: { maxProperties: 1 } },
      having('a'),
      'no response was found that the spec and the contract both accept',
    ],
  ])('is undecided where %s', (_, schema, pattern, reason) => {
    expect(judged(schema, pattern)).toMatchObject({ verdict: 'undecided', reason });
  });

  it('needs no validator where our own evaluator is sure', () => {
    expect(judged({ type: 'integer', pattern: '[' }, literal(5))).toMatchObject({
      verdict: 'possible',
      gaps: [{ value: 0 }],
    });
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
