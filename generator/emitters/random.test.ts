import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generated, inFolder, sharedRuntime, typeErrors } from './fixtures/compile.ts';
import { onStub, pactStub } from './fixtures/pact-stub.ts';

const names = ['id', 'name', '__proto__', 'a b', '0', 'toString', "it's"];
const schemaNames = ['A', 'B', 'C', 'D'];

/** Schemas of everything that shapes a type, referring to each other and themselves. */
const { schema } = fc.letrec<{ schema: unknown; node: unknown }>((tie) => {
  const flags = fc.record({ readOnly: fc.boolean(), writeOnly: fc.boolean() }, { requiredKeys: [] });
  const list = fc.array(tie('schema'), { minLength: 1, maxLength: 3 });
  const required = fc.uniqueArray(fc.constantFrom(...names), { maxLength: 3 });
  const properties = fc.dictionary(fc.constantFrom(...names), tie('schema'), { maxKeys: 3 });
  const object = fc.record(
    {
      type: fc.constantFrom('object', ['object', 'null']),
      properties,
      required,
      additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
      patternProperties: fc.dictionary(fc.constantFrom('^a', '.'), tie('schema'), { maxKeys: 2 }),
    },
    { requiredKeys: [] },
  );
  return {
    schema: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom(
        { type: 'string' },
        { type: ['integer', 'null'] },
        true,
        {},
        { enum: ['a', 1, null] },
        { const: null },
      ),
      fc.constantFrom(...schemaNames).map((name) => ({ $ref: `#/components/schemas/${name}` })),
      tie('node'),
    ),
    node: fc
      .tuple(
        flags,
        fc.oneof(
          object,
          fc.record({ type: fc.constant('array'), items: tie('schema') }),
          fc.record({ type: fc.constant('array'), prefixItems: list }),
          fc.record({ allOf: list, required }, { requiredKeys: ['allOf'] }),
          fc.record(
            { oneOf: list, discriminator: fc.constant({ propertyName: 'name' }) },
            { requiredKeys: ['oneOf'] },
          ),
          fc.record({ anyOf: list, properties }, { requiredKeys: ['anyOf'] }),
        ),
      )
      .map(([marks, shape]) => ({ ...shape, ...marks })),
  };
});

const document = fc.tuple(schema, schema, schema, schema, schema, schema).map(([A, B, C, D, sent, got]) => ({
  openapi: '3.1.0',
  info: { title: 'Random', version: '1' },
  paths: {
    '/x/{id}': {
      patch: {
        operationId: 'change',
        parameters: [{ name: 'q', in: 'query', schema: sent }],
        requestBody: { required: true, content: { 'application/json': { schema: sent } } },
        responses: { 200: { description: '', content: { 'application/json': { schema: got } } } },
      },
    },
  },
  // A schema that is a reference to itself and nothing else is refused when it is read.
  components: {
    schemas: Object.fromEntries(
      Object.entries({ A, B, C, D }).map(([name, one]) => [name, { allOf: [one] }]),
    ),
  },
}));

describe('random documents', () => {
  it('become code that compiles', async () => {
    const documents = fc.sample(document, { numRuns: 120, seed: 20261123 });
    const files = [...sharedRuntime, pactStub];
    const emit = ['types', 'builders', 'client', 'contract-tests'];
    for (const [i, one] of documents.entries()) {
      const made = await generated(one, { runtime: '../runtime/index.ts', emit });
      files.push(...inFolder(`case${i}`, onStub(made.files)));
    }
    expect(files.filter(({ path }) => path.includes('/contracts/')).length).toBeGreaterThan(40);
    expect(typeErrors(files)).toEqual([]);
  });
});
