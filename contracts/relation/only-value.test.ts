import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../generator/model/json.ts';
import { worldOf } from './fixtures/world.ts';
import type { Pattern } from './pattern.ts';
import { judge } from './verdict.ts';

const pointer = '';
const exactly = (value: Json): Pattern => ({ kind: 'literal', value, pointer });
const list = (...prefix: Pattern[]): Pattern => {
  const { length } = prefix;
  return { kind: 'list', prefix, rest: undefined, min: length, max: length, pointer };
};
const record = (value: JsonObject, open = false): Pattern => ({
  kind: 'record',
  members: Object.entries(value).map(([name, member]) => ({ name, pattern: exactly(member) })),
  open,
  pointer,
});

function judged(schema: JsonObject, pattern: Pattern) {
  return judge([{ pointer: '/components/schemas/S', json: schema }], pattern, worldOf(schema, false));
}

describe('a contract that wants one value', () => {
  it.each<[JsonObject, Pattern, string]>([
    [{ not: { const: 1 } }, exactly(1), 'the spec does not allow 1'],
    [{ uniqueItems: true }, list(exactly(1), exactly(1)), 'the spec does not allow [1,1]'],
    [{ contains: { minimum: 5 } }, list(exactly(1)), 'the spec does not allow [1]'],
    [{ dependentRequired: { a: ['b'] } }, record({ a: 1 }), 'the spec does not allow {"a":1}'],
  ])('of %j never gets what is refused', (schema, pattern, why) => {
    const { verdict, clashes } = judged(schema, pattern);
    expect(verdict).toBe('impossible');
    expect(clashes?.map((clash) => clash.why)).toEqual([why]);
  });

  it('of an array with what it contains may get that', () => {
    expect(judged({ contains: { minimum: 5 } }, list(exactly(1), exactly(5))).verdict).toBe('possible');
  });

  it('and takes others beside it is not refused for one', () => {
    const { verdict } = judged({ dependentRequired: { a: ['b'] } }, record({ a: 1 }, true));
    expect(verdict).toBe('possible');
  });
});
