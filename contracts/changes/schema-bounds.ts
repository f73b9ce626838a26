import { defineChange } from './check.ts';
import { keywordsChanged } from './family.ts';

export const schemaBounds = defineChange({
  code: 'change/bounds',
  severity: 'error',
  of: 'schema',
  summary: 'The bounds of a number are others, or what it is a multiple of.',
  why: 'A number that was accepted is refused, or a number comes in answers that could not come before.',
  mirror: 'change/bounds',
  examples: [
    {
      name: 'a lower maximum',
      schema: [
        { type: 'integer', maximum: 10 },
        { type: 'integer', maximum: 5 },
      ],
      request: ['change/request-bounds: the body: maximum 10 → 5'],
      response: ['change/response-bounds-compatible: the body: maximum 10 → 5'],
    },
    {
      name: 'the same bound of whole numbers',
      schema: [
        { type: 'integer', exclusiveMinimum: 0 },
        { type: 'integer', minimum: 1 },
      ],
      request: [],
      response: [],
    },
  ],
  check: (pair) =>
    keywordsChanged(
      pair,
      ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'format'],
      ['integer', 'fraction'],
    ),
});
