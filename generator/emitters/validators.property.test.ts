import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generated, imported } from './fixtures/compile.ts';

const names = ['a', 'b', 'c/~d', 'schema0', 'path', "it's", '"', '__proto__', 'constructor'];
const count = 60;
const component = fc.nat(count - 1).map((n) => ({ $ref: `#/components/schemas/S${n}` }));

/** Schemas of every keyword that says something of a value, referring to each other and to themselves. */
const { schema } = fc.letrec<{ schema: unknown; object: unknown }>((tie) => {
  const list = fc.array(tie('schema'), { minLength: 1, maxLength: 3 });
  const size = fc.nat(3);
  const bound = fc.integer({ min: -3, max: 3 });
  const some = <T>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(shape, { requiredKeys: [] });
  // In tables ajv passes `__proto__` over; validators.test.ts says what we do.
  const name = fc.constantFrom(...names.filter((one) => one !== '__proto__'));
  return {
    schema: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      some({
        type: fc.constant('integer'),
        minimum: bound,
        exclusiveMaximum: bound,
        multipleOf: fc.constantFrom(2, 0.5),
      }),
      some({
        type: fc.constant('string'),
        minLength: size,
        maxLength: size,
        pattern: fc.constantFrom('^[ab]', '"', '[\\w.-]'),
      }),
      fc
        .constantFrom('date', 'uuid', 'uri', 'int32', 'ipv4', 'unknown', 'toString')
        .map((format) => ({ format })),
      fc.constantFrom(
        true,
        false,
        {},
        { type: ['null', 'string'] },
        { enum: ['a', 1, null, { a: [1] }, '__proto__'] },
      ),
      fc.constantFrom(
        { const: { b: 'a' } },
        { const: 1 },
        { type: ['integer', 'null', 'array'] },
        { type: 'boolean' },
      ),
      component,
      some({
        items: tie('schema'),
        prefixItems: list,
        minItems: size,
        maxItems: size,
        uniqueItems: fc.boolean(),
      }),
      some({ contains: tie('schema'), minContains: size, maxContains: size }),
      tie('object'),
      some({ allOf: list, not: tie('schema') }),
      some({ anyOf: list, oneOf: list }),
      fc
        .tuple(tie('schema'), tie('schema'), tie('schema'))
        .map((all) => Object.fromEntries(['if', 'then', 'else'].map((key, i) => [key, all[i]]))),
    ),
    object: some({
      type: fc.constantFrom('object', ['object', 'null']),
      properties: fc.dictionary(name, tie('schema'), { maxKeys: 4 }),
      required: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 2 }),
      patternProperties: fc.dictionary(fc.constantFrom('^[ab]', '"$'), tie('schema'), { maxKeys: 2 }),
      additionalProperties: tie('schema'),
      propertyNames: fc.constantFrom({ maxLength: 6 }, { pattern: '[a-z]' }, true),
      minProperties: fc.nat(1),
      maxProperties: size,
      dependentRequired: fc.dictionary(name, fc.uniqueArray(name, { maxLength: 2 }), { maxKeys: 1 }),
      dependentSchemas: fc.dictionary(name, tie('schema'), { maxKeys: 1 }),
    }),
  };
});

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(
      null,
      true,
      0,
      1,
      -1,
      2,
      0.5,
      2 ** 31,
      'a',
      'b',
      '',
      '"',
      'ab-',
      '🙂',
      '2024-02-30',
      '2024-02-29',
    ),
    fc.constantFrom<unknown>({ a: [1] }, { b: 'a' }, { b: 'a', a: 1 }, [1], '🙂🙂', 'aaa', 'bbbb', -2, 3),
    fc.constantFrom('00000000-0000-4000-8000-000000000000', 'https://example.com/', '127.0.0.1', '__proto__'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 4 }),
  ),
}));

/** Keywords that judge a part of the value. */
const partly = new Set(
  'properties patternProperties additionalProperties items prefixItems contains'.split(' '),
);

/** Circles in place are cut by us and run for ever in ajv: a schema hands its value on to later ones only. */
function withoutCircles(json: unknown, from: number): unknown {
  if (typeof json !== 'object' || json === null) return json;
  const [, to] = /S(\d+)$/.exec(String(Reflect.get(json, '$ref'))) ?? [];
  if (to !== undefined && Number(to) <= from) return {};
  if (Array.isArray(json)) return json.map((item) => withoutCircles(item, from));
  return Object.fromEntries(
    Object.entries(json).map(([key, item]) => [key, withoutCircles(item, partly.has(key) ? -1 : from)]),
  );
}

function documentOf(schemas: Record<string, unknown>) {
  const operations = Object.keys(schemas).map((name) => [
    `/${name}`,
    {
      put: {
        operationId: name,
        tags: ['all'],
        requestBody: {
          content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
        },
        responses: {},
      },
    },
  ]);
  return {
    openapi: '3.1.0',
    info: { title: 'Random', version: '1' },
    paths: Object.fromEntries(operations),
    components: { schemas },
  };
}

function never(): never {
  throw new Error('an index within bounds names nothing');
}

/** As it comes from `JSON.parse`: for ajv two objects are equal only if both have a prototype. */
const parsed = value.map((one) => JSON.parse(JSON.stringify(one)));

describe('validators of random schemas', () => {
  it('judge random values as ajv does', async () => {
    const sampled = fc.sample(schema, { numRuns: count, seed: 20261128 });
    const schemas = Object.fromEntries(sampled.map((one, i) => [`S${i}`, withoutCircles(one, i)]));
    const code = await generated(documentOf(schemas), { emit: ['types', 'validators'] });
    // What types do not hold is told; that is what validators are for.
    expect(code.diagnostics.filter(({ code }) => code !== 'generate/untyped')).toEqual([]);
    const [module = {}] = await imported(code.files, ['validators/all.ts']);
    const ajv = new Ajv2020({ strict: false, validateSchema: false, ownProperties: true, logger: false });
    addFormats.default(ajv);
    const judges = Object.keys(schemas).map((name) => {
      const direct = ajv.compile({ $ref: `#/components/schemas/${name}`, components: { schemas } });
      const made = module[`${name.toLowerCase()}Body`];
      if (typeof made !== 'function') throw new Error(`${name} has no validator`);
      return { name, direct, made };
    });
    const verdicts = { valid: 0, invalid: 0 };
    fc.assert(
      fc.property(fc.nat(judges.length - 1), parsed, (i, random) => {
        const { name, direct, made } = judges[i] ?? never();
        const result = made(random);
        expect({ name, ok: result.ok }).toEqual({ name, ok: direct(random) });
        if (!result.ok) expect(result.errors.length).toBeGreaterThan(0);
        verdicts[result.ok ? 'valid' : 'invalid']++;
      }),
      { numRuns: 20_000 },
    );
    expect(Math.min(verdicts.valid, verdicts.invalid)).toBeGreaterThan(500);
  });
});
