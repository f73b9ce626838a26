import { defineChange } from './check.ts';
import { keywordsChanged } from './family.ts';

export const schemaLength = defineChange({
  code: 'change/length',
  severity: 'error',
  of: 'schema',
  summary: 'The length of a text is bounded otherwise.',
  why: 'A text that was accepted is refused, or a longer or shorter one comes than ever before.',
  mirror: 'change/length',
  examples: [
    {
      name: 'shorter texts only',
      schema: [
        { type: 'string', maxLength: 10 },
        { type: 'string', maxLength: 5 },
      ],
      request: ['change/request-length: the body: maxLength 10 → 5'],
      response: ['change/response-length-compatible: the body: maxLength 10 → 5'],
    },
    {
      name: 'of a number, which has no length',
      schema: [
        { type: 'integer', maxLength: 10 },
        { type: 'integer', maxLength: 5 },
      ],
      request: [],
      response: [],
    },
  ],
  check: (pair) => keywordsChanged(pair, ['minLength', 'maxLength'], ['string']),
});
