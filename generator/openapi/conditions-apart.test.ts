import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import { conditionsApart } from './conditions-apart.ts';

/** As text: an object with a member `then` is taken for a promise. */
const schema = (): Record<string, Json> =>
  JSON.parse(`{
    "if": { "properties": { "a": { "const": 1 } }, "additionalProperties": false },
    "then": { "required": ["a"] },
    "else": { "properties": { "b": { "type": "integer" } } }
  }`);

it('a condition that does not hold evaluates nothing', () => {
  const closed = (written: Json) =>
    new Ajv2020({ strict: false }).compile({ allOf: [written], unevaluatedProperties: false });
  const [as, apart] = [schema(), schema()];
  conditionsApart(apart);
  const [read, meant] = [closed(as), closed(apart)];
  const judged = (value: Json) => [value, read(value), meant(value)];
  expect(judged({ a: 1 })).toEqual([{ a: 1 }, true, true]);
  expect(judged({})).toEqual([{}, false, false]);
  expect(judged({ b: 2 })).toEqual([{ b: 2 }, true, true]);
  // What ajv makes of it as it is: when this fails, ajv reads it right and nothing has to be written apart.
  expect(judged({ c: 3 })).toEqual([{ c: 3 }, true, false]);
});

it('a condition that looks at no members stays as it is', () => {
  const plain: Record<string, Json> = JSON.parse(
    '{ "if": { "required": ["a"] }, "then": { "required": ["b"] } }',
  );
  const written = { ...plain };
  conditionsApart(written);
  expect(written).toEqual(plain);
});

it.each<[string, string, Json, boolean]>([
  [
    'does not hold',
    '{ "if": { "properties": { "a": { "const": 1 } } }, "else": { "properties": { "b": {} } } }',
    { a: 2, b: 2 },
    false,
  ],
  ['is alone', '{ "if": { "properties": { "a": { "const": 1 } } } }', { a: 1 }, true],
])('what a condition looks at that %s is evaluated as it should be', (_, text, value, expected) => {
  const written: Record<string, Json> = JSON.parse(text);
  const read = new Ajv2020({ strict: false }).compile({ ...written, unevaluatedProperties: false })(value);
  conditionsApart(written);
  const meant = new Ajv2020({ strict: false }).compile({ ...written, unevaluatedProperties: false })(value);
  // When the first fails, ajv reads it right and nothing has to be written apart.
  expect(read).toBe(!expected);
  expect(meant).toBe(expected);
});
