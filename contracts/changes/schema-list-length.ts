import { defineChange } from './check.ts';
import { keywordsChanged } from './family.ts';

export const schemaListLength = defineChange({
  code: 'change/list-length',
  severity: 'error',
  of: 'schema',
  summary: 'A list may be longer or shorter.',
  why: 'A list that was accepted is refused, or one comes that is longer or shorter than ever before.',
  mirror: 'change/list-length',
  examples: [
    {
      name: 'fewer items',
      schema: [
        { type: 'array', maxItems: 10 },
        { type: 'array', maxItems: 5 },
      ],
      request: ['change/request-list-length: the body: maxItems 10 → 5'],
      response: ['change/response-list-length-compatible: the body: maxItems 10 → 5'],
    },
    {
      name: 'of a text, which has no items',
      schema: [
        { type: 'string', maxItems: 10 },
        { type: 'string', maxItems: 5 },
      ],
      request: [],
      response: [],
    },
  ],
  check: (pair) => keywordsChanged(pair, ['minItems', 'maxItems'], ['array']),
});
