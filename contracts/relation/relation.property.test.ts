import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isArray, isObject, type Json, type JsonObject } from '../../generator/model/json.ts';
import { readTextDocument } from '../../generator/model/text-document.ts';
import { openApiOf } from '../../generator/openapi/read.ts';
import { matches } from './matches.ts';
import type { Pattern } from './pattern.ts';
import { relate } from './relate.ts';
import { validatorOf } from './validator.ts';
import { judge } from './verdict.ts';
import type { World } from './world.ts';

/**
 * Soundness, tried: what the relation proves must hold for every value that an independent sampler finds and a real
 * validator admits. DOCPACT_RUNS raises the number of runs.
 */
const numRuns = Number(process.env['DOCPACT_RUNS'] ?? 300);

const names = ['a', 'b', 'c'];
const texts = ['', 'a', 'ab', 'open', 'paid', '7', '2024-02-29', '2024-02-29T12:30:45Z', 'true'];
const numbers = [0, 1, -1, 2, 3, 5, 10, 0.5, 2.5, -3];
const expressions = ['^a', 'b$', '^[a-z]+$', '^\\d+$', 'a|b', '^(open|paid)$', '.'];
const formats = ['date', 'date-time', 'uuid', 'email'];

const scalarSchema: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.record(
    {
      type: fc.constantFrom('integer', 'number'),
      minimum: fc.constantFrom(...numbers),
      maximum: fc.constantFrom(...numbers),
      multipleOf: fc.constantFrom(1, 2, 0.5),
    },
    { requiredKeys: ['type'] },
  ),
  fc.record(
    {
      type: fc.constant('string'),
      minLength: fc.nat(3),
      maxLength: fc.nat(4),
      pattern: fc.constantFrom(...expressions),
      format: fc.constantFrom(...formats),
    },
    { requiredKeys: ['type'] },
  ),
  fc.record({ type: fc.constantFrom('boolean', 'null') }),
  fc.record({ type: fc.constant(['string', 'null']) }),
  fc.record({ type: fc.constant(['integer', 'string']) }),
  fc.record({
    enum: fc.array(fc.constantFrom<Json>(...texts, ...numbers, null, true), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ const: fc.constantFrom<Json>(...texts, ...numbers, null) }),
  fc.constant({}),
);

const { schema: anySchema } = fc.letrec<{
  schema: JsonObject;
  object: JsonObject;
  array: JsonObject;
  combined: JsonObject;
}>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalarSchema,
    tie('object'),
    tie('array'),
    tie('combined'),
  ),
  object: fc.record(
    {
      type: fc.constant('object'),
      properties: fc.dictionary(fc.constantFrom(...names), tie('schema'), { maxKeys: 3 }),
      required: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 2 }),
      additionalProperties: fc.oneof<fc.Arbitrary<Json>[]>(
        fc.constant(false),
        fc.constant(true),
        scalarSchema,
      ),
      patternProperties: fc.dictionary(fc.constantFrom('^a', 'c'), tie('schema'), { maxKeys: 1 }),
      minProperties: fc.nat(2),
      dependentRequired: fc.constant({ a: ['b'] }),
    },
    { requiredKeys: ['properties'] },
  ),
  array: fc.record(
    {
      type: fc.constant('array'),
      items: tie('schema'),
      minItems: fc.nat(2),
      maxItems: fc.nat(3),
      prefixItems: fc.array(tie('schema'), { maxLength: 2, minLength: 1 }),
      uniqueItems: fc.boolean(),
    },
    { requiredKeys: ['type'] },
  ),
  combined: fc.oneof(
    fc.record({ allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc.record({
      anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }),
      properties: fc.dictionary(fc.constantFrom(...names), scalarSchema, { maxKeys: 2 }),
    }),
    fc.record({ not: scalarSchema, type: fc.constantFrom('string', 'integer') }),
    fc.tuple(tie('object'), tie('object'), tie('object')).map(
      ([condition, met, unmet]): JsonObject =>
        Object.fromEntries([
          ['if', condition],
          ['then', met],
          ['else', unmet],
        ]),
    ),
    fc.constantFrom({ $ref: '#/components/schemas/Node' }, { $ref: '#/components/schemas/Card' }),
  ),
}));

const components: JsonObject = {
  Node: {
    type: 'object',
    required: ['a'],
    properties: {
      a: { type: 'integer' },
      b: { type: 'array', items: { $ref: '#/components/schemas/Node' } },
    },
  },
  Card: {
    oneOf: [
      { $ref: '#/components/schemas/Node' },
      { type: 'object', required: ['c'], properties: { c: { enum: ['open', 'paid'] } } },
    ],
  },
};

const pointer = '';
const example: Json = null;
const { pattern: anyPattern } = fc.letrec<{
  pattern: Pattern;
  leaf: Pattern;
  record: Pattern;
  list: Pattern;
  other: Pattern;
}>((tie) => ({
  pattern: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    tie('record'),
    tie('list'),
    tie('other'),
  ),
  leaf: fc.oneof(
    fc
      .constantFrom<Json>(...texts, ...numbers, null, true, false)
      .map((value): Pattern => ({ kind: 'literal', value, pointer })),
    fc
      .constantFrom('null', 'boolean', 'number', 'string', 'array', 'object')
      .map((type): Pattern => ({ kind: 'type', type, pointer })),
    fc
      .constantFrom('integer', 'decimal', 'boolean', 'not-empty', 'any', 'semver')
      .map((kind): Pattern => ({ kind, pointer })),
    fc
      .constantFrom(...expressions, '[a-z]+', '\\d+', '.*', '-?\\d+(\\.\\d+)?')
      .map((source): Pattern => ({ kind: 'regex', source, pointer })),
    fc.constantFrom('a', '2024', '1').map((text): Pattern => ({ kind: 'include', text, pointer })),
    fc
      .constantFrom('yyyy-MM-dd', "yyyy-MM-dd'T'HH:mm:ssXXX")
      .map((format): Pattern => ({ kind: 'date', format, pointer })),
  ),
  record: fc
    .record({
      names: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 2 }),
      of: fc.array(tie('pattern'), { minLength: 2, maxLength: 2 }),
      open: fc.boolean(),
    })
    .map(
      ({ names: own, of, open }): Pattern => ({
        kind: 'record',
        members: own.map((name, i) => ({ name, pattern: of[i] ?? { kind: 'any', pointer } })),
        open,
        pointer,
      }),
    ),
  list: fc
    .record({
      prefix: fc.array(tie('pattern'), { maxLength: 2 }),
      rest: fc.option(tie('pattern'), { nil: undefined }),
      min: fc.nat(2),
      max: fc.option(fc.integer({ min: 2, max: 3 }), { nil: undefined }),
    })
    .map((list): Pattern => ({ kind: 'list', ...list, pointer })),
  other: fc.oneof(
    fc
      .array(tie('pattern'), { minLength: 1, maxLength: 2 })
      .map((of): Pattern => ({ kind: 'all', of, pointer })),
    fc
      .array(tie('pattern'), { minLength: 1, maxLength: 2 })
      .map((of): Pattern => ({ kind: 'some', of, pointer })),
    tie('pattern').map((values): Pattern => ({ kind: 'map', keys: undefined, values, pointer })),
    tie('pattern').map((variant): Pattern => ({ kind: 'contains', variants: [variant], pointer })),
    fc.constant<Pattern>({ kind: 'unknown', reason: 'a test', pointer, example }),
  ),
}));

/** Values near a schema, by a way of its own: no line of it comes from the product. */
function near(schema: Json | undefined, random: () => number, depth = 0): Json {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  if (!isObject(schema) || depth > 5 || random() < 0.03)
    return pick<Json>([...texts, ...numbers, null, true, false, [], {}]);
  if (typeof schema['$ref'] === 'string')
    return near(components[schema['$ref'].split('/').at(-1) ?? ''], random, depth + 1);
  for (const keyword of ['oneOf', 'anyOf']) {
    const list = schema[keyword];
    if (isArray(list) && list.length > 0)
      return merge(
        near(pick(list), random, depth + 1),
        near(pick([...list, { properties: schema['properties'] ?? {} }]), random, depth + 1),
        random,
      );
  }
  if (isArray(schema['allOf']))
    return schema['allOf'].map((one) => near(one, random, depth + 1)).reduce((a, b) => merge(a, b, random));
  if (schema['if'])
    return merge(
      near(schema['if'], random, depth + 1),
      near(pick([schema['then'], schema['else']]), random, depth + 1),
      random,
    );
  if (isArray(schema['enum'])) return pick(schema['enum']);
  if (schema['const'] !== undefined) return schema['const'];
  const type = isArray(schema['type']) ? pick(schema['type']) : schema['type'];
  if (type === 'object' || (type === undefined && schema['properties'])) {
    const object: Record<string, Json> = {};
    const required = isArray(schema['required']) ? schema['required'] : [];
    for (const name of names) {
      const own = isObject(schema['properties']) ? schema['properties'][name] : undefined;
      if (required.includes(name) || (own !== undefined && random() < 0.6) || random() < 0.1)
        object[name] = near(own ?? schema['additionalProperties'], random, depth + 1);
    }
    if (isObject(schema['patternProperties']) && random() < 0.5)
      for (const [, one] of Object.entries(schema['patternProperties']))
        object[pick(['a', 'ab', 'c', 'cc'])] = near(one, random, depth + 1);
    if (random() < 0.2) object['zz'] = near(schema['additionalProperties'], random, depth + 1);
    return object;
  }
  if (type === 'array') {
    const prefix = isArray(schema['prefixItems']) ? schema['prefixItems'] : [];
    return Array.from({ length: Math.floor(random() * 5) }, (_, i) =>
      near(prefix[i] ?? schema['items'], random, depth + 1),
    );
  }
  if (type === 'integer') return pick([...numbers.filter(Number.isInteger), 4, 6, 7, 100]);
  if (type === 'number') return pick([...numbers, 4, 1.5, 100.25]);
  if (type === 'string')
    return pick([
      ...texts,
      'b',
      'xab',
      'aaaa',
      '0f8fad5b-d9cb-469f-a165-70867728950e',
      'a@example.org',
      '1999-12-31',
      '2024-02-29t12:30:45.5+02:00',
      '1.2.3',
    ]);
  if (type === 'boolean') return random() < 0.5;
  return type === 'null' ? null : pick<Json>([...texts, ...numbers, null, true, [], {}]);
}

function merge(a: Json, b: Json, random: () => number): Json {
  if (isObject(a) && isObject(b)) return { ...a, ...b };
  return random() < 0.5 ? a : b;
}

function worldOf(schema: JsonObject, closed: boolean, version = '3.1.0'): World {
  const root = {
    openapi: version,
    info: { title: 't', version: '1' },
    paths: {},
    components: { schemas: { ...components, S: schema } },
  };
  const text = readTextDocument(new TextEncoder().encode(JSON.stringify(root)), 'spec.json', {
    area: 'openapi',
    wanted: '',
  });
  const api = text.value && openApiOf(text.value).value;
  if (!api) throw new Error('the schema cannot be read');
  return { api, direction: 'response', closed };
}

function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

const counted = { subset: 0, disjoint: 0, possible: 0, undecided: 0, values: 0 };

function check(schema: JsonObject, pattern: Pattern, seed: number, closed: boolean, version: string): void {
  const world = worldOf(schema, closed, version);
  const position = [{ pointer: '/components/schemas/S', json: schema }];
  const relation = relate(position, pattern, world);
  const validator = validatorOf(position, world);
  if (!validator || validator.lossy) return;
  const verdict = judge(position, pattern, world).verdict;
  if (relation.subset) counted.subset++;
  if (relation.disjoint) counted.disjoint++;
  if (verdict === 'possible' || verdict === 'undecided') counted[verdict]++;
  const random = generator(seed);
  for (let i = 0; i < 60; i++) {
    const value = near(schema, random);
    if (validator.fault(value)) continue;
    counted.values++;
    const match = matches(pattern, value);
    if (relation.subset && match !== true) throw new Error(`not within: ${JSON.stringify(value)}`);
    if (relation.disjoint && match === true) throw new Error(`shared: ${JSON.stringify(value)}`);
    if (verdict === 'guaranteed' && match !== true)
      throw new Error(`a false guaranteed: ${JSON.stringify(value)}`);
  }
}

describe('the relation against a validator and the matcher', () => {
  it('proves nothing that a sampled value contradicts', () => {
    fc.assert(
      fc.property(anySchema, anyPattern, fc.nat(), fc.boolean(), (schema, pattern, seed, closed) =>
        check(schema, pattern, seed, closed, '3.1.0'),
      ),
      { numRuns },
    );
  });

  it('nor where the pattern is made from a value of the schema', () => {
    fc.assert(
      fc.property(anySchema, fc.nat(), fc.boolean(), (schema, seed, closed) => {
        const random = generator(seed + 1);
        check(schema, patternOf(near(schema, random), random), seed, closed, '3.1.0');
      }),
      { numRuns },
    );
  });

  it('nor in the dialect of OpenAPI 3.0', () => {
    const nullable = fc.record({
      type: fc.constantFrom('string', 'integer', 'object'),
      nullable: fc.boolean(),
      minimum: fc.constantFrom(1, 3),
      exclusiveMinimum: fc.boolean(),
    });
    const schema30 = fc.record({
      type: fc.constant('object'),
      properties: fc.dictionary(fc.constantFrom(...names), nullable),
      required: fc.constant(['a']),
    });
    fc.assert(
      fc.property(schema30, anyPattern, fc.nat(), (schema, pattern, seed) =>
        check(schema, pattern, seed, true, '3.0.3'),
      ),
      { numRuns: Math.ceil(numRuns / 4) },
    );
  });

  it('was not vacuous', () => {
    expect(counted.subset).toBeGreaterThan(50);
    expect(counted.disjoint).toBeGreaterThan(50);
    expect(counted.possible).toBeGreaterThan(20);
    expect(counted.values).toBeGreaterThan(1000);
    if (process.env['DOCPACT_RUNS']) process.stdout.write(`${JSON.stringify(counted)}\n`);
  });
});

/** A pattern that the value meets, more or less: what a consumer test would write. */
function patternOf(value: Json, random: () => number): Pattern {
  if (isArray(value)) {
    const items = value.map((item) => patternOf(item, random));
    if (random() < 0.5)
      return { kind: 'list', prefix: items, rest: undefined, min: items.length, max: items.length, pointer };
    return {
      kind: 'list',
      prefix: [],
      rest: items[0] ?? { kind: 'any', pointer },
      min: random() < 0.5 ? 0 : 1,
      max: undefined,
      pointer,
    };
  }
  if (isObject(value)) {
    const members = Object.entries(value)
      .filter(() => random() < 0.7)
      .map(([name, inner]) => ({ name, pattern: patternOf(inner, random) }));
    return { kind: 'record', members, open: random() < 0.8, pointer };
  }
  if (random() < 0.2) return { kind: 'literal', value, pointer };
  if (value === null) return { kind: 'type', type: 'null', pointer };
  if (typeof value === 'number')
    return random() < 0.5 && Number.isInteger(value)
      ? { kind: 'integer', pointer }
      : { kind: 'type', type: 'number', pointer };
  if (typeof value === 'string')
    return random() < 0.3
      ? { kind: 'regex', source: '.*', pointer }
      : { kind: 'type', type: 'string', pointer };
  return { kind: 'type', type: 'boolean', pointer };
}
