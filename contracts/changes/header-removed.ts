import { defineChange } from './check.ts';
import { get } from './example-parts.ts';

const answer = (headers: object) => get({ responses: { '200': { description: 'OK', ...headers } } });
const limited = { headers: { 'X-Limit': { schema: { type: 'integer' } } } };

export const headerRemoved = defineChange({
  code: 'change/header-removed',
  severity: 'error',
  of: 'header',
  summary: 'A header of a response is gone.',
  why: 'It was promised, even where it is optional: whoever reads it waits in vain.',
  mirror: 'change/header-added',
  examples: [
    {
      name: 'a header is gone',
      paths: [answer(limited), answer({})],
      finds: ['change/header-removed: header X-Limit is gone'],
    },
    {
      name: 'in other letters',
      paths: [answer(limited), answer({ headers: { 'x-limit': { schema: { type: 'integer' } } } })],
      finds: [],
    },
  ],
  check: ({ base, head, headAt, sender }) =>
    base && !head
      ? [
          {
            verdict: sender === 'provider' || !base.required ? 'breaking' : 'compatible',
            message: `header ${base.name} is gone`,
            base: base.pointer,
            head: headAt,
          },
        ]
      : [],
});
