import { defineChange } from './check.ts';
import { foundOf } from './family.ts';

export const schemaRest = defineChange({
  code: 'change/schema',
  severity: 'error',
  of: 'schema',
  summary: 'A schema allows other values, by a change that no other check puts a name to.',
  why: 'What the schemas allow decides, not which of their keywords has changed.',
  mirror: 'change/schema',
  examples: [
    {
      name: 'conditions that no single keyword shows',
      schema: [
        { allOf: [{ type: 'object', properties: { a: {} } }], unevaluatedProperties: { type: 'string' } },
        { allOf: [{ type: 'object', properties: { a: {} } }], unevaluatedProperties: { type: 'integer' } },
      ],
      request: ['change/request-schema-undecided: the body: other values are allowed'],
      response: ['change/response-schema-undecided: the body: other values are allowed'],
    },
    { name: 'the same', schema: [{ allOf: [{}] }, {}], request: [], response: [] },
  ],
  check: (pair) =>
    pair.holds() ? [] : foundOf(pair, pair.whole(), `${pair.name}: other values are allowed`, []),
});
