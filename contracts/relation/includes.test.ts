import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../generator/model/json.ts';
import { worldOf } from './fixtures/world.ts';
import { includes } from './includes.ts';

/** `yes`, `undecided`, or a value that the first schema allows and the second refuses. */
function answer(a: JsonObject, b: JsonObject, closed = true): unknown {
  const at = (json: JsonObject) => [{ pointer: '/components/schemas/S', json }];
  const found = includes(at(a), worldOf(a, closed), at(b), worldOf(b, closed));
  return found.answer === 'no' ? found.gaps[0]?.value : found.answer;
}

const a = (json: JsonObject, more: JsonObject = {}) => ({ type: 'object', properties: { a: json }, ...more });
const text = { type: 'string' };
const whole = { type: 'integer' };
/** Of entries: what has a member `then` looks like a promise to linters. */
const conditional: JsonObject = Object.fromEntries([
  ['if', whole],
  ['then', { minimum: 3 }],
]);

describe('whether a schema accepts all that another allows', () => {
  it.each<[string, JsonObject, JsonObject, unknown]>([
    ['a range within another', { ...whole, minimum: 1, maximum: 5 }, { ...whole, minimum: 0 }, 'yes'],
    ['a range that goes beyond', { ...whole, minimum: 0 }, { ...whole, minimum: 1 }, 0],
    [
      'an exclusive bound spelled as an inclusive one',
      { ...whole, exclusiveMinimum: 0 },
      { ...whole, minimum: 1 },
      'yes',
    ],
    ['whole numbers for numbers', whole, { type: 'number' }, 'yes'],
    ['numbers for whole numbers', { type: 'number' }, whole, 0.5],
    ['a multiple of a multiple', { ...whole, multipleOf: 6 }, { ...whole, multipleOf: 3 }, 'yes'],
    ['one value of a list', { const: 'x' }, { enum: ['x', 'y'] }, 'yes'],
    ['a list that has grown', { enum: ['x', 'y', 'z'] }, { enum: ['x', 'y'] }, 'z'],
    ['null that is new', { type: ['string', 'null'] }, text, null],
    ['types as alternatives', { type: ['string', 'integer'] }, { anyOf: [text, whole] }, 'yes'],
    [
      'alternatives that exclude each other',
      { type: ['string', 'integer'] },
      { oneOf: [text, whole] },
      'yes',
    ],
    ['alternatives that overlap', whole, { oneOf: [whole, { type: 'number' }] }, 0],
    ['a pattern within another', { ...text, pattern: '^a+$' }, { ...text, pattern: '^[ab]' }, 'yes'],
    ['a text that is too long', { ...text, minLength: 4 }, { ...text, maxLength: 3 }, 'aaaa'],
    ['the same format', { ...text, format: 'uuid' }, { ...text, format: 'uuid' }, 'yes'],
    ['a member that becomes optional', a(text), a(text, { required: ['a'] }), {}],
    ['a member that becomes required', a(text, { required: ['a'] }), a(text), 'yes'],
    ['a member that goes', a(text), { type: 'object', properties: {} }, { a: 'text' }],
    [
      'a required member that no schema lets in',
      a(text),
      { required: ['b'], additionalProperties: false },
      { a: 'text' },
    ],
    [
      'members of any name',
      { type: 'object', additionalProperties: whole },
      { type: 'object', additionalProperties: { type: 'number' } },
      'yes',
    ],
    ['allOf spelled out', { allOf: [a(text), { required: ['a'] }] }, a(text, { required: ['a'] }), 'yes'],
    [
      'items of a longer list',
      { type: 'array', items: whole, maxItems: 2 },
      { type: 'array', items: whole, maxItems: 1 },
      [0, 0],
    ],
    [
      'items that may come twice',
      { type: 'array', items: whole },
      { type: 'array', items: whole, uniqueItems: true },
      [0, 0],
    ],
    [
      'a place of its own',
      { type: 'array', prefixItems: [text], items: false },
      { type: 'array', items: text },
      'yes',
    ],
    ['what is excluded and cannot come', text, { not: whole }, 'yes'],
    ['a condition that is never met', text, conditional, 'yes'],
    [
      'a list without a schema for its items',
      { type: 'array' },
      { type: 'array', items: { type: 'object', properties: {} } },
      [{ another: {} }],
    ],
  ])('%s', (_, first, second, expected) => {
    expect(answer(first, second)).toEqual(expected);
  });

  it('follows recursion to its end', () => {
    const node = { $ref: '#/components/schemas/Node' };
    const wider = {
      type: 'object',
      properties: { a: { type: 'number' }, b: { type: 'array', items: { $ref: '#/components/schemas/S' } } },
    };
    expect(answer(node, wider)).toBe('yes');
    expect(answer(wider, node)).not.toBe('yes');
  });

  it('does not take what stands in place for a closed object', () => {
    const branch = { items: text };
    expect(answer(a(whole, { required: ['a'] }), { oneOf: [branch, a(whole, { required: ['a'] })] })).toEqual(
      { a: 0 },
    );
  });

  it('asks the others what a pattern of names has taken', () => {
    const names = { type: 'object', patternProperties: { '^a': whole } };
    const other = { ...names, additionalProperties: { ...whole, maximum: 0 } };
    expect(answer({ ...names, additionalProperties: whole }, other)).not.toBe('yes');
    expect(answer(names, { allOf: [names, { additionalProperties: { ...whole, maximum: 0 } }] })).not.toBe(
      'yes',
    );
  });
});

describe('what is told of a difference', () => {
  const here = '/components/schemas/S';
  const told = (first: JsonObject, second: JsonObject) => {
    const at = (json: JsonObject) => [{ pointer: here, json }];
    const found = includes(at(first), worldOf(first, true), at(second), worldOf(second, true));
    if (found.answer !== 'no') return found.answer === 'yes' ? 'yes' : found.reason;
    return found.gaps.map(({ value, why, pattern, schema }) => [value, why, pattern, schema]);
  };

  it('is some values, and each reason once', () => {
    const refused = [1, 2, 3, 4, 5].map((value) => [value, `${value} is not accepted`, here, here]);
    expect(told({ enum: [1, 2, 3, 4, 5, 6, 7] }, { enum: ['x'] })).toEqual(refused);
    const long = { anyOf: [4, 5].map((minLength) => ({ ...text, minLength })) };
    expect(told(long, { ...text, maxLength: 3 })).toEqual([
      ['aaaa', 'a longer text may come', here, `${here}/anyOf/0`],
    ]);
  });

  it('is a reason again where it holds of another place', () => {
    const both = (json: JsonObject) => ({ type: 'object', properties: { a: json, b: json } });
    const places = ['a', 'b'].map((name) => `${here}/properties/${name}`);
    expect(told(both(text), both({ maxLength: 1 }))).toEqual([
      [{ a: 'aa' }, 'a longer text may come', places[0], places[0]],
      [{ b: 'aa' }, 'a longer text may come', places[1], places[1]],
    ]);
  });

  it('is any value that shows it, where nobody knows why', () => {
    expect(told(whole, { not: { const: 5 } })).toEqual([[5, 'it may come and is not accepted', here, here]]);
  });

  it.each<[string, JsonObject, JsonObject, string]>([
    [
      'the first never allowed',
      { ...text, not: { enum: ['aaaa', 'text'] } },
      { ...text, maxLength: 3 },
      'nothing',
    ],
    [
      'the second accepts',
      { ...whole, minimum: 1 },
      Object.fromEntries<JsonObject>([
        ['if', { minimum: 2 }],
        ['then', { minimum: 2 }],
        ['else', whole],
      ]),
      'nothing',
    ],
    ['no validator can judge', { $recursiveRef: '#', ...a(text) }, a(whole), 'nothing'],
    [
      'one of two alternatives accepts',
      { ...whole, minimum: 1, maximum: 300 },
      { anyOf: [{ maximum: 150 }, { minimum: 151 }] },
      'whether the alternatives together accept everything',
    ],
  ])('is not a value that %s', (_, first, second, reason) => {
    const nothing = 'neither a proof was found nor a value that is refused';
    expect(told(first, second)).toBe(reason === 'nothing' ? nothing : reason);
  });

  it('is a value that is surely refused by a schema of which no validator can be made', () => {
    expect(told(text, { ...whole, pattern: '[' })).toEqual([
      ['text', 'a value of type string is not accepted', here, here],
    ]);
  });
});
