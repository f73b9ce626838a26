import { defineChange } from './check.ts';
import { keywordsChanged } from './family.ts';

export const schemaFormat = defineChange({
  code: 'change/format',
  severity: 'error',
  of: 'schema',
  summary: 'The format of a text is another.',
  why: 'Formats assert: a text that was accepted is refused, or one comes that cannot be read as before.',
  mirror: 'change/format',
  examples: [
    {
      name: 'a format is new',
      schema: [{ type: 'string' }, { type: 'string', format: 'uuid' }],
      request: ['change/request-format: the body: format uuid is new'],
      response: ['change/response-format-compatible: the body: format uuid is new'],
    },
    {
      name: 'a format that says nothing',
      schema: [{ type: 'string' }, { type: 'string', format: 'password' }],
      request: [],
      response: [],
    },
  ],
  check: (pair) => keywordsChanged(pair, ['format'], ['string']),
});
