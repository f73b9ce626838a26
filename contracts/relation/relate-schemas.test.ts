import { describe, expect, it } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../generator/model/json.ts';
import { valueAt } from '../../generator/model/pointer.ts';
import type { Position } from '../../generator/openapi/position.ts';
import { worldOf } from './fixtures/world.ts';
import { Questions, type Together } from './relate-schemas.ts';

const here = '/components/schemas/S';
const at = (json: JsonObject): Position => [{ pointer: here, json }];

/** `holds`, or why it is not told, and the values that may show it: what, why, what refuses it, where it comes from. */
function told(a: Position, b: Position, closed = true, together: Together = {}): unknown {
  const [from, to] = [worldOf({}, closed), worldOf({}, closed)];
  const { holds, gaps, unsure } = new Questions(from, to, together).position(a, b);
  if (holds) return 'holds';
  return { unsure, gaps: gaps().map(({ value, why, pattern, schema }) => [value, why, pattern, schema]) };
}

const asked = (a: JsonObject, b: JsonObject, closed?: boolean) => told(at(a), at(b), closed);
const gap = (value: Json, why: string, pattern = here, schema: string | undefined = here) => [
  value,
  why,
  pattern,
  schema,
];
const refused = (value: Json, pattern = here) =>
  gap(value, `${JSON.stringify(value)} is not accepted`, pattern);

const text = { type: 'string' };
const whole = { type: 'integer' };
const least = (minimum: number) => ({ type: 'integer', minimum });
const a = (json: JsonObject, more: JsonObject = {}) => ({ type: 'object', properties: { a: json }, ...more });
/** Of entries: what has a member `then` looks like a promise to linters. */
const conditional = (condition: Json, met: Json, unmet: Json = true): JsonObject =>
  Object.fromEntries([
    ['if', condition],
    ['then', met],
    ['else', unmet],
  ]);
const whether = {
  alternatives: 'whether the alternatives together accept everything',
  excluded: 'whether what `not` excludes may come',
  listed: 'whether only listed values come',
  values: 'whether listed values are accepted',
  several: 'whether two alternatives of `oneOf` accept the same value',
};

describe('values of which there are few', () => {
  it.each<[string, JsonObject, JsonObject, unknown]>([
    [
      'each is put to the other',
      { enum: ['x', 'y', 'z'] },
      { enum: ['y'] },
      { gaps: [refused('x'), refused('z')] },
    ],
    ['both that a boolean has', { type: 'boolean' }, { const: true }, { gaps: [refused(false)] }],
    ['and the other one', { type: 'boolean' }, { const: false }, { gaps: [refused(true)] }],
    ['null, for which no bound counts', { type: 'null' }, { type: ['null', 'number'], minimum: 1 }, 'holds'],
    [
      'booleans, for which none does',
      { type: 'boolean' },
      { type: ['boolean', 'number'], minimum: 1 },
      'holds',
    ],
    ['those that a type leaves', { type: 'string', enum: ['x', 1, null] }, { const: 'x' }, 'holds'],
    ['none at all', { type: 'string', enum: [1] }, { const: 'x' }, 'holds'],
    [
      'one that is not understood',
      { enum: [1, { x: 1 }], additionalProperties: true },
      { dependencies: {}, additionalProperties: true },
      { unsure: whether.values, gaps: [refused({ x: 1 })] },
    ],
    ['numbers between two bounds', { ...least(1), maximum: 3 }, { enum: [1, 2] }, { gaps: [refused(3)] }],
    ['numbers without an end', least(1), { enum: [1, 2] }, { unsure: whether.listed, gaps: [refused(1)] }],
    [
      'what is listed in a part',
      text,
      { allOf: [text, { enum: ['x'] }] },
      { unsure: whether.listed, gaps: [refused('text')] },
    ],
  ])('%s', (_, first, second, expected) => {
    expect(asked(first, second)).toEqual(
      typeof expected === 'object' ? { unsure: undefined, ...expected } : expected,
    );
  });
});

describe('what must accept a value', () => {
  const second = `${here}/allOf/1`;
  it.each<[string, JsonObject, JsonObject, unknown]>([
    [
      'is nothing at all',
      text,
      { allOf: [text, false] },
      { gaps: [gap('text', 'nothing is accepted here', second)] },
    ],
    [
      'is not followed',
      a(text),
      { dependencies: { a: ['b'] } },
      { unsure: 'dependencies', gaps: [gap({}, '{} is not accepted', '')] },
    ],
    [
      'excludes what may come',
      whole,
      { allOf: [whole, { not: least(5) }] },
      { unsure: whether.excluded, gaps: [refused(0, `${second}/not`)] },
    ],
    [
      'excludes what may come, and something else before',
      whole,
      { allOf: [{ not: text }, { not: least(5) }] },
      { unsure: whether.excluded, gaps: [refused(0, `${second}/not`)] },
    ],
    ['excludes what cannot come', { ...whole, maximum: 4 }, { allOf: [whole, { not: least(5) }] }, 'holds'],
    [
      'is of another type',
      { type: ['string', 'array'] },
      { type: 'array' },
      { gaps: [gap('text', 'a value of type string is not accepted')] },
    ],
    [
      'is of another type in a part',
      text,
      { allOf: [{}, whole] },
      { gaps: [gap('text', 'a value of type string is not accepted')] },
    ],
  ])('%s', (_, first, other, expected) => {
    expect(asked(first, other)).toEqual(
      typeof expected === 'object' ? { unsure: undefined, ...expected } : expected,
    );
  });

  it('is each of several schemas, of which one accepts everything', () => {
    const anything = { pointer: here, json: true };
    expect(told(at(whole), [anything])).toBe('holds');
    expect(told(at(whole), [anything, { pointer: here, json: text }])).not.toBe('holds');
    // A list says nothing of its items.
    const list = { type: 'array' };
    expect(asked({ ...list, items: a(text) }, list)).toBe('holds');
  });

  it('has no value to show where there is none', () => {
    const endless = a({ $ref: '#/components/schemas/S' }, { required: ['a'] });
    const world = worldOf(endless, true);
    const { holds, gaps } = new Questions(world, worldOf({}, true)).position(at(endless), at(text));
    expect([holds, gaps()]).toEqual([false, []]);
  });
});

/** `holds`, or why it is not told, and each value with what refuses it. */
function brief(first: JsonObject, other: JsonObject, closed = true, together: Together = {}): unknown {
  const questions = new Questions(worldOf({}, closed), worldOf({}, closed), together);
  const { holds, gaps, unsure } = questions.position(at(first), at(other));
  const values = gaps().map(({ value, pattern }) => `${JSON.stringify(value)} ${pattern.slice(here.length)}`);
  return holds ? 'holds' : [...(unsure === undefined ? [] : [unsure]), ...values];
}

describe('alternatives', () => {
  const bounds = [least(3), { ...whole, maximum: 9 }];
  const inner = (one: Json): JsonObject => ({ ...whole, anyOf: [one] });
  const none = whether.alternatives;
  it.each<[string, JsonObject, JsonObject, unknown]>([
    ['none takes all', whole, { anyOf: bounds }, [none, '0 /anyOf/0', '42 /anyOf/1']],
    ['one takes all', least(4), { anyOf: bounds }, 'holds'],
    [
      'not what stands beside them',
      least(4),
      { anyOf: bounds, minimum: 5 },
      [none, '4 ', '4 ', '42 /anyOf/1'],
    ],
    [
      'nor what stands beside an outer one',
      least(4),
      { ...least(5), ...inner({ anyOf: [whole] }), minimum: 5 },
      [none, '4 '],
    ],
    ['nothing is accepted beside them', least(4), { allOf: [{ anyOf: bounds }, false] }, ['7 /allOf/1']],
    ['an inner one refuses', least(4), inner({ anyOf: [least(5)] }), [none, '4 /anyOf/0/anyOf/0']],
    ['an inner one refuses everything', least(4), inner(false), [none, '7 /anyOf/0']],
    ['an inner condition refuses', least(4), inner(conditional(whole, least(5))), [none, '4 /anyOf/0/then']],
    [
      'a condition beside them does',
      least(4),
      { ...inner({}), ...conditional(whole, least(5)) },
      [none, '4 /then'],
    ],
    ['an inner one excludes', least(4), inner({ not: least(5) }), [whether.excluded, '7 /anyOf/0/not']],
    [
      'what stands beside them excludes',
      least(4),
      { ...inner({}), not: least(5) },
      [whether.excluded, '7 /not'],
    ],
    ['an inner one is not followed', least(4), inner({ dependencies: {} }), ['dependencies', '7 ']],
    ['what stands beside them is not', least(4), { ...inner({}), dependencies: {} }, ['dependencies', '7 ']],
    [
      'of two choices both hold',
      least(4),
      { allOf: [{ anyOf: bounds }, { anyOf: [text, least(2)] }] },
      'holds',
    ],
    [
      'of two the second fails',
      least(4),
      { allOf: [inner({}), inner(least(5))] },
      [none, '4 /allOf/1/anyOf/0'],
    ],
    ['no other takes any', least(10), { oneOf: bounds }, 'holds'],
    ['another takes some', least(4), { oneOf: bounds }, [whether.several, '7 /oneOf/1', '42 /oneOf/1']],
    ['another takes some, as it may', least(4), { anyOf: bounds }, 'holds'],
  ])('%s', (_, first, other, expected) => {
    expect(brief(first, other)).toEqual(expected);
  });
});

describe('conditions', () => {
  const dependent = { ...a(whole), dependentSchemas: { a: { required: ['b'] } } };
  it.each<[string, JsonObject, JsonObject, unknown]>([
    ['all meet', least(3), conditional(whole, least(3), false), 'holds'],
    ['all meet, but not what follows', least(2), conditional(whole, least(3)), ['2 /then']],
    ['none meets', text, conditional(whole, false), 'holds'],
    ['none meets, nor the other schema', text, conditional(whole, true, { maxLength: 1 }), ['"aa" /else']],
    ['some meet', least(1), conditional(least(2), true, least(1)), 'holds'],
    ['some meet, and others are refused', least(1), conditional(least(2), true, false), ['1 /else']],
    [
      'hold of two',
      least(3),
      { allOf: [conditional(whole, least(3)), conditional(whole, least(2))] },
      'holds',
    ],
    [
      'hold of the first of two',
      least(3),
      { allOf: [conditional(whole, whole), conditional(whole, least(4))] },
      ['3 /allOf/1/then', '3 /allOf/1/then'],
    ],
    [
      'hold and lead to another one',
      least(3),
      conditional(whole, conditional(whole, least(4))),
      ['3 /then/then'],
    ],
    ['lead nowhere', least(3), { if: whole }, 'holds'],
    ['hold of an object with a member', a(whole, { required: ['a'] }), dependent, ['{"a":0} ']],
    ['hold of no object without it', { type: 'object', properties: {} }, dependent, 'holds'],
  ])('that %s', (_, first, other, expected) => {
    expect(brief(first, other)).toEqual(expected);
  });
});

describe('two documents', () => {
  const object = { type: 'object' };
  it('have members in an open world that nobody describes, but none that one side alone knows', () => {
    expect(brief(object, a(whole), false)).toContain('{"a":"text"} /properties/a');
    expect(brief(object, a(whole), false, { isNew: true })).toBe('holds');
    expect(brief(a(text), a(whole), false, { isNew: true })).toEqual(['{"a":"text"} /properties/a']);
  });

  it('are taken at the word of whoever knows that they say the same', () => {
    const unread = { dependencies: { a: ['b'] } };
    expect(brief(unread, unread)).not.toBe('holds');
    const isAlike = (one: Position, other: Position) => one[0]?.json === unread && other[0]?.json === unread;
    expect(brief(unread, unread, true, { isAlike })).toBe('holds');
    expect(brief(a(unread), a(unread), true, { isAlike })).toBe('holds');
    expect(brief(a(unread), a(text), true, { isAlike })).not.toBe('holds');
  });

  it('say in two ways what nothing else describes', () => {
    const said = (json: JsonObject) => ({ ...object, properties: { a: whole }, ...json });
    const [members, others] = [said({ unevaluatedProperties: false }), said({ additionalProperties: false })];
    expect(brief(members, others, false)).toBe('holds');
    expect(brief(others, members, false)).toBe('holds');
    expect(brief(said({}), others, false)).not.toBe('holds');
    // Beside another schema it says that of its own members alone.
    const both = (json: JsonObject): Position => [
      ...at(json),
      { pointer: `${here}/b`, json: { required: ['a'] } },
    ];
    expect(told(both(members), both(said({})), false)).toBe('holds');
    const items = { type: 'array', prefixItems: [whole] };
    expect(brief({ ...items, unevaluatedItems: false }, { ...items, items: false })).toBe('holds');
  });
});

describe('what was told before', () => {
  const to = (name: string) => ({ $ref: `#/components/schemas/S/$defs/${name}` });
  const object = (properties: JsonObject) => ({ type: 'object', properties });

  /** Asked about members of schemas of two documents (`A/b`), or whole schemas, one after the other. */
  function inTurn(own: JsonObject, other: JsonObject, ...names: string[]): boolean[] {
    const questions = new Questions(worldOf({ $defs: own }, true), worldOf({ $defs: other }, true));
    const position = (definitions: JsonObject, name: string): Position => {
      const pointer = `/$defs/${name.replace('/', '/properties/')}`;
      const json = valueAt({ $defs: definitions }, pointer);
      return isObject(json) ? [{ pointer: `${here}${pointer}`, json }] : [];
    };
    return names.map((name) => questions.position(position(own, name), position(other, name)).holds);
  }

  it('does not hold where it rests on what did not hold in the end', () => {
    const definitions = (leaf: JsonObject) => ({
      A: object({ b: to('B') }),
      B: object({ c: to('C'), leaf }),
      C: object({ a: to('A'), d: object({}) }),
    });
    expect(inTurn(definitions(whole), definitions(whole), 'A', 'B/c', 'C/a')).toEqual([true, true, true]);
    expect(inTurn(definitions(text), definitions(whole), 'A', 'B/c', 'C/a')).toEqual([false, false, false]);
    expect(inTurn(definitions(text), definitions(whole), 'C/d')).toEqual([true]);
  });

  it('is not worked out again for each way that leads there', () => {
    const depth = 24;
    const definitions = (leaf: JsonObject): JsonObject => ({
      // What goes back to the beginning comes first, by its name.
      Root: object({ back: to('Root'), next: to('N0') }),
      ...Object.fromEntries(
        Array.from({ length: depth }, (_, i) => [
          `N${i}`,
          object({ l: to(`N${i + 1}`), r: to(`N${i + 1}`) }),
        ]),
      ),
      [`N${depth}`]: leaf,
    });
    expect(inTurn(definitions(whole), definitions(whole), 'Root')).toEqual([true]);
    expect(inTurn(definitions(text), definitions(whole), 'Root')).toEqual([false]);
  });

  it('goes no deeper than a call stack does', () => {
    const list = (items: JsonObject) => ({ type: 'array', items });
    const deep = (wrap: (inner: JsonObject) => JsonObject) =>
      Array.from({ length: 45 }).reduce<JsonObject>((inner) => wrap(inner), text);
    expect(asked(deep(list), deep(list))).toEqual({ unsure: 'schemas nested too deeply', gaps: [] });
    expect(asked(deep(list), { type: 'array' })).toBe('holds');
    expect(told(at(deep(a)), [{ pointer: here, json: true }])).toBe('holds');
  });
});

describe('a value that may come', () => {
  it('is told in a line', () => {
    const why = (length: number) => JSON.stringify(told(at({ const: 'x'.repeat(length) }), at(whole)));
    expect(why(58)).toContain(`"\\"${'x'.repeat(58)}\\" is not accepted"`);
    expect(why(59)).toContain(`"\\"${'x'.repeat(56)}... is not accepted"`);
  });

  it('comes from the last schema that describes it', () => {
    const { gaps } = told(at({ allOf: [text, { minLength: 3 }] }), at(whole)) as { gaps: unknown[] };
    expect(gaps).toEqual([gap('text', 'a value of type string is not accepted', here, `${here}/allOf/1`)]);
  });
});
