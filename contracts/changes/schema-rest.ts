import { defineChange } from './check.ts';
import { foundOf } from './family.ts';

const same = { verdict: 'same' } as const;

export const schemaRest = defineChange({
  code: 'change/schema',
  severity: 'error',
  of: 'schema',
  summary: 'A schema allows other values, by a change that no other check puts a name to.',
  why: 'What the schemas allow decides, not which of their keywords has changed.',
  mirror: 'change/schema',
  examples: [
    {
      name: 'a place of a list that may not be there any more',
      schema: [
        { type: 'array', prefixItems: [{ type: 'string' }] },
        { type: 'array', prefixItems: [{ type: 'string' }], items: false },
      ],
      request: ['change/request-schema: the body: other values are allowed'],
      response: ['change/response-schema-compatible: the body: other values are allowed'],
    },
    { name: 'the same', schema: [{ allOf: [{}] }, {}], request: [], response: [] },
  ],
  check: (pair) =>
    foundOf(pair, pair.isSame() ? same : pair.whole(), `${pair.name}: other values are allowed`, []),
});
