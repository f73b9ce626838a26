import { defineChange } from './check.ts';
import { keywordsChanged } from './family.ts';

export const schemaPattern = defineChange({
  code: 'change/pattern',
  severity: 'error',
  of: 'schema',
  summary: 'The pattern of a text is another.',
  why: 'A text that was accepted is refused, or one comes that was never of this form.',
  mirror: 'change/pattern',
  examples: [
    {
      name: 'a pattern is new',
      schema: [{ type: 'string' }, { type: 'string', pattern: '^a' }],
      request: ['change/request-pattern: the body: pattern ^a is new'],
      response: ['change/response-pattern-compatible: the body: pattern ^a is new'],
    },
    {
      name: 'the same texts',
      schema: [
        { type: 'string', pattern: '^[0-9]+$' },
        { type: 'string', pattern: '^\\d+$' },
      ],
      request: [],
      response: [],
    },
  ],
  check: (pair) => keywordsChanged(pair, ['pattern'], ['string']),
});
