import { defineChange } from './check.ts';
import { get } from './example-parts.ts';

const answer = (headers: object) => get({ responses: { '200': { description: 'OK', ...headers } } });
const limited = { headers: { 'X-Limit': { schema: { type: 'integer' } } } };

export const headerAdded = defineChange({
  code: 'change/header-added',
  severity: 'info',
  of: 'header',
  summary: 'A header of a response is new.',
  why: 'Clients pass over headers that they do not know (RFC 9110, section 5.1).',
  mirror: 'change/header-removed',
  examples: [
    {
      name: 'a header is new',
      paths: [answer({}), answer(limited)],
      finds: ['change/header-added: header X-Limit is new'],
    },
    { name: 'the same', paths: [answer(limited), answer({ ...limited, content: {} })], finds: [] },
  ],
  check: ({ base, head, baseAt }) =>
    head && !base
      ? [
          {
            verdict: 'compatible',
            message: `header ${head.name} is new`,
            base: baseAt,
            head: head.pointer,
            traits: ['header-added'],
          },
        ]
      : [],
});
