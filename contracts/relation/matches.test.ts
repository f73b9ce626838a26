import { describe, expect, it } from 'vitest';
import type { Json } from '../../generator/model/json.ts';
import { type Match, matches } from './matches.ts';
import type { Pattern, PatternKind } from './pattern.ts';

/** What the Pact core is not asked, or answers by its own accident: numbers that lost digits, doubt among certainty. */
const of = (kind: PatternKind): Pattern => ({ pointer: '', ...kind });
const literal = (value: Json) => of({ kind: 'literal', value });
const unknown = of({ kind: 'unknown', reason: 'for the test' });
const string = of({ kind: 'type', type: 'string' });
const list = (prefix: readonly Pattern[], rest?: Pattern) =>
  of({ kind: 'list', prefix, rest, min: 0, max: undefined });
const regex = (source: string) => of({ kind: 'regex', source });

/** Accepted, refused, or nobody knows. */
const cases: readonly (readonly [what: string, Pattern, Json, Match])[] = [
  ['a number beyond 2^53', literal(2 ** 53), 2 ** 53, undefined],
  ['one among items', literal([1, 2 ** 60]), [1, 2 ** 60], undefined],
  ['one in a member', literal({ a: { b: -(2 ** 60) } }), 'x', undefined],
  ['the greatest that is safe', literal(2 ** 53 - 1), 2 ** 53 - 1, true],
  ['a large number with a fraction of its own', literal(0.5), 0.5, true],
  ['a text', literal('9007199254740993'), '9007199254740993', true],
  ['null', literal(null), null, true],

  ['a date that is a number', of({ kind: 'date', format: 'yyyy' }), 2020, false],
  ['a date that is a text', of({ kind: 'date', format: 'yyyy' }), '2020', true],
  ['an object for a text', of({ kind: 'include', text: '' }), {}, undefined],
  ['null for a text', of({ kind: 'include', text: 'ul' }), null, true],

  ['an expression of another dialect', regex('\\Aa\\z'), 'a', undefined],
  ['one that JavaScript reads without its strictest reading alone', regex('a\\-b'), 'a-b', true],
  ['one that nobody reads', regex('('), '(', undefined],
  ['alternatives, which are the whole text', regex('a|b'), 'ab', false],
  ['an expression, asked again', regex('a|b'), 'b', true],
  ['a letter of another script', regex('\\w+'), 'ü', undefined],
  ['the end of a line', regex('a$'), 'a\n', undefined],

  ['an empty object', of({ kind: 'not-empty' }), {}, false],
  ['an object that is not', of({ kind: 'not-empty' }), { a: null }, true],
  ['an empty list', of({ kind: 'not-empty' }), [], false],
  ['a list that is not', of({ kind: 'not-empty' }), [null], true],
  ['zero', of({ kind: 'not-empty' }), 0, true],

  ['items as they are listed', list([string, literal(1)]), ['x', 1], true],
  ['more items than are listed', list([string]), ['x', 'y'], false],
  ['more of them where the first are not known', list([unknown]), ['x', 'y'], false],
  ['further items', list([literal(1)], string), [1, 'x', 'y'], true],
  ['further items of another kind', list([literal(1)], string), [1, 'x', 2], false],
  ['too few', of({ kind: 'list', prefix: [], rest: string, min: 2, max: 3 }), ['x'], false],
  ['as few as may be', of({ kind: 'list', prefix: [], rest: string, min: 2, max: 3 }), ['x', 'y'], true],
  [
    'as many as may be',
    of({ kind: 'list', prefix: [], rest: string, min: 2, max: 3 }),
    ['x', 'y', 'z'],
    true,
  ],
  ['too many', of({ kind: 'list', prefix: [], rest: string, min: 0, max: 1 }), ['x', 'y'], false],

  ['doubt beside refusal', of({ kind: 'all', of: [unknown, literal(1)] }), 2, false],
  ['doubt beside consent', of({ kind: 'all', of: [unknown, literal(1)] }), 1, undefined],
  ['consent beside doubt', of({ kind: 'some', of: [unknown, literal(1)] }), 1, true],
  ['refusal beside doubt', of({ kind: 'some', of: [unknown, literal(1)] }), 2, undefined],
  ['refusal alone', of({ kind: 'some', of: [literal(1), literal(3)] }), 2, false],

  [
    'members',
    of({ kind: 'record', members: [{ name: 'a', pattern: string }], open: false }),
    { a: 'x' },
    true,
  ],
  ['a member too many', of({ kind: 'record', members: [], open: false }), { a: 'x' }, false],
  ['others beside', of({ kind: 'record', members: [], open: true }), { a: 'x' }, true],
  [
    'a member that is not there',
    of({ kind: 'record', members: [{ name: 'toString', pattern: string }], open: true }),
    {},
    false,
  ],
];

describe('the matcher', () => {
  it.each(cases)('%s', (_, pattern, value, match) => {
    expect(matches(pattern, value)).toBe(match);
  });
});
