import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../generator/model/json.ts';
import { anySchema, near, patternOf } from './fixtures/random.ts';
import { generator, worldOf } from './fixtures/world.ts';
import { matches } from './matches.ts';
import type { Pattern, PatternKind } from './pattern.ts';
import { takenTwice } from './taken-twice.ts';
import { validatorOf } from './validator.ts';
import { judge } from './verdict.ts';

const numRuns = Number(process.env['DOCPACT_RUNS'] ?? 300);

const pattern = (kind: PatternKind, example?: Json): Pattern => ({
  ...kind,
  pointer: '',
  ...(example === undefined ? {} : { example }),
});
const exactly = (value: Json) => pattern({ kind: 'literal', value }, value);
const record = (members: Record<string, Pattern>, open = true, more: JsonObject = {}): Pattern =>
  pattern(
    { kind: 'record', members: Object.entries(members).map(([name, one]) => ({ name, pattern: one })), open },
    {
      ...Object.fromEntries(Object.entries(members).map(([name, one]) => [name, one.example ?? null])),
      ...more,
    },
  );
const text = pattern({ kind: 'type', type: 'string' }, 'a');
const started = record({ action: exactly('started') });

const object = (properties: JsonObject, ...required: string[]): JsonObject => ({
  type: 'object',
  properties,
  required,
});
const watch = object({ action: { type: 'string' } }, 'action');
const nothing: JsonObject = { title: 'says nothing' };

function twice(schema: JsonObject, wanted: Pattern): readonly string[] | undefined {
  const found = takenTwice([{ pointer: '/S', json: schema }], wanted, worldOf(schema, true));
  return found?.map(({ pointer }) => pointer);
}

describe('two alternatives of oneOf', () => {
  it.each<[string, JsonObject, Pattern]>([
    ['an object of single values', { oneOf: [watch, nothing] }, started],
    ['an object with any text', { oneOf: [watch, nothing] }, record({ action: text })],
    ['one that takes no others', { oneOf: [watch, nothing] }, record({ action: text }, false)],
    ['a single value', { oneOf: [{ type: 'string' }, { maxLength: 9, type: 'string' }] }, exactly('started')],
    ['what stands beside', { minProperties: 1, oneOf: [{ type: 'integer' }, watch, nothing] }, started],
  ])('accept %s', (_, schema, wanted) => {
    expect(twice(schema, wanted)).toHaveLength(2);
  });

  it.each<[string, JsonObject, Pattern]>([
    ['anyOf asks for no single one', { anyOf: [watch, nothing] }, started],
    ['one alone accepts it', { oneOf: [watch, object({ action: { type: 'integer' } })] }, started],
    [
      'one accepts some of it',
      { oneOf: [object({ action: { maxLength: 3 } }), nothing] },
      record({ action: text }),
    ],
    [
      'another member is said something of',
      { oneOf: [watch, object({ size: { type: 'integer' } })] },
      started,
    ],
    ['others may be refused', { oneOf: [watch, { additionalProperties: { type: 'string' } }] }, started],
    ['names may be refused', { oneOf: [watch, { propertyNames: { maxLength: 9 } }] }, started],
    [
      'the example has more than is wanted',
      { oneOf: [watch, nothing] },
      record({ action: text }, true, { b: 1 }),
    ],
    ['a member is an object', { oneOf: [nothing, {}] }, record({ a: record({}) })],
    [
      'a member may be an object',
      { oneOf: [nothing, {}] },
      record({ a: pattern({ kind: 'type', type: 'object' }, {}) }),
    ],
    [
      'numbers may fit',
      { oneOf: [{ type: ['string', 'null'] }, {}] },
      pattern({ kind: 'regex', source: '.*' }, 'a'),
    ],
    ['there is no example', { oneOf: [nothing, {}] }, pattern({ kind: 'type', type: 'string' })],
  ])('are not said to where %s', (_, schema, wanted) => {
    expect(twice(schema, wanted)).toBeUndefined();
  });

  it('are named where that is why nothing matches', () => {
    const schema = object({ payload: { oneOf: [watch, nothing] } }, 'payload');
    const position = [{ pointer: '/S', json: schema }];
    const { verdict, clashes } = judge(position, record({ payload: started }), worldOf(schema, true));
    expect(verdict).toBe('impossible');
    expect(clashes?.map(({ why }) => why)).toEqual([
      'two alternatives of oneOf accept it, /S/properties/payload/oneOf/0 and /S/properties/payload/oneOf/1',
    ]);
  });

  it('share no value that a validator takes with what they both accept', () => {
    let proved = 0;
    const properties = fc.dictionary(fc.constantFrom('a', 'b', 'c'), anySchema, { maxKeys: 2 });
    const required = fc.uniqueArray(fc.constantFrom('a', 'b'), { maxLength: 1 });
    const described = fc.oneof(fc.record({ type: fc.constant('object'), properties, required }), anySchema);
    const branches = fc.tuple(described, described, fc.oneof(described, fc.constant<JsonObject>({})));
    fc.assert(
      fc.property(branches, fc.nat(), fc.boolean(), (oneOf, seed, closed) => {
        const schema: JsonObject = { oneOf };
        const world = worldOf(schema, closed);
        const position = [{ pointer: '/components/schemas/S', json: schema }];
        const random = generator(seed);
        const example = near(oneOf[0], random);
        const wanted = withExamples(patternOf(example, random), example);
        if (matches(wanted, example) !== true || !takenTwice(position, wanted, world)) return;
        const validator = validatorOf(position, world);
        if (!validator || validator.lossy) return;
        proved++;
        for (let i = 0; i < 60; i++) {
          const value = near(oneOf[i % 3] ?? {}, random);
          const both = isObject(value) && isObject(example) ? { ...value, ...example } : value;
          for (const one of [value, both])
            if (matches(wanted, one) === true && !validator.fault(one))
              throw new Error(`accepted after all: ${JSON.stringify(one)}`);
        }
      }),
      { numRuns },
    );
    expect(proved).toBeGreaterThan(numRuns / 50);
  });
});

/** As a pact has them: each part with its example. */
function withExamples(pattern: Pattern, example: Json): Pattern {
  if (pattern.kind !== 'record' || !isObject(example)) return { ...pattern, example };
  const members = pattern.members.map(({ name, pattern: inner }) => {
    const value = example[name];
    return { name, pattern: value === undefined ? inner : withExamples(inner, value) };
  });
  return { ...pattern, members, example };
}
