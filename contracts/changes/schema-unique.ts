import { defineChange } from './check.ts';
import { keywordsChanged } from './family.ts';

export const schemaUnique = defineChange({
  code: 'change/unique-items',
  severity: 'error',
  of: 'schema',
  summary: 'The items of a list have to be different, or have not.',
  why: 'A list with an item that comes twice is refused, or comes now.',
  mirror: 'change/unique-items',
  examples: [
    {
      name: 'no item twice',
      schema: [{ type: 'array' }, { type: 'array', uniqueItems: true }],
      request: ['change/request-unique-items: the body: uniqueItems true is new'],
      response: ['change/response-unique-items-compatible: the body: uniqueItems true is new'],
    },
    {
      name: 'the default spelled out',
      schema: [{ type: 'array' }, { type: 'array', uniqueItems: false }],
      request: [],
      response: [],
    },
  ],
  check: (pair) => keywordsChanged(pair, ['uniqueItems'], ['array']),
});
