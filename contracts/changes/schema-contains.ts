import { defineChange } from './check.ts';
import { keywordsChanged } from './family.ts';

export const schemaContains = defineChange({
  code: 'change/contains',
  severity: 'error',
  of: 'schema',
  summary: 'What a list has to contain is another.',
  why: 'A list that was accepted is refused, or one comes that lacks what was always in it.',
  mirror: 'change/contains',
  examples: [
    {
      name: 'something has to be in it',
      schema: [
        { type: 'array', items: { type: 'string' } },
        { type: 'array', items: { type: 'string' }, contains: { const: 'a' } },
      ],
      request: ['change/request-contains: the body: contains {"const":"a"} is new'],
      response: ['change/response-contains-compatible: the body: contains {"const":"a"} is new'],
    },
    {
      name: 'as many as by default',
      schema: [
        { type: 'array', contains: { const: 'a' } },
        { type: 'array', contains: { const: 'a' }, minContains: 1 },
      ],
      request: [],
      response: [],
    },
  ],
  check: (pair) => keywordsChanged(pair, ['contains', 'minContains', 'maxContains'], ['array']),
});
