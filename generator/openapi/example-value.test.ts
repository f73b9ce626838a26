import { expect, it } from 'vitest';
import { readSpec } from './spec-input.ts';

function exampleOf(type: string, schema: object | undefined, value: unknown) {
  const content = { [type]: { ...(schema ? { schema } : {}), example: value } };
  const api = readSpec({
    openapi: '3.0.3',
    info: { title: 't', version: '1' },
    paths: { '/a': { get: { responses: { 200: { description: '', content } } } } },
    components: { schemas: { Text: { type: 'string' }, Thing: { type: 'object' } } },
  });
  return api.operations[0]?.responses[0]?.content[0]?.examples[0]?.value;
}

const thing = { $ref: '#/components/schemas/Thing' };
const text = { $ref: '#/components/schemas/Text' };

it.each<[string, object | undefined, unknown, unknown]>([
  ['application/json', thing, '{"a":1}', { a: 1 }],
  ['application/hal+json; charset=utf-8', thing, ' [\n{"a": 1.0}]', [{ a: 1 }]],
  ['application/json', undefined, '{}', {}],
  ['application/json', thing, '{"a":', '{"a":'],
  ['application/json', thing, 'a', 'a'],
  ['application/json', text, '{"a":1}', '{"a":1}'],
  ['application/json', { type: ['string', 'object'] }, '{"a":1}', '{"a":1}'],
  ['text/plain', thing, '{"a":1}', '{"a":1}'],
  ['application/json', thing, { a: '{}' }, { a: '{}' }],
])('of %s and %j %j means %j', (type, schema, value, meant) => {
  expect(exampleOf(type, schema, value)).toEqual(meant);
});
