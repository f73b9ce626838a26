import { defineChange } from './check.ts';
import { get } from './example-parts.ts';

const answers = (...statuses: string[]) =>
  get({ responses: Object.fromEntries(statuses.map((status) => [status, { description: 'Said.' }])) });

export const responseAdded = defineChange({
  code: 'change/response-added',
  severity: 'error',
  of: 'operation',
  summary: 'A status is new.',
  why: 'An answer comes that could not come before. Who finds that failures may come at any time judges by a policy that says so (`graph`), or documents `4XX` and `5XX` once.',
  mirror: 'change/response-removed',
  examples: [
    {
      name: 'a success',
      paths: [answers('200'), answers('200', '202')],
      finds: ['change/response-added: 202 is new'],
    },
    {
      name: 'a failure',
      paths: [answers('200'), answers('200', '404')],
      finds: ['change/response-added: 404 is new'],
    },
    { name: 'the same', paths: [answers('200'), answers('200')], finds: [] },
    { name: 'in other letters', paths: [answers('2XX'), answers('2xx')], finds: [] },
  ],
  check: ({ responses, base, sender }) =>
    responses.added.map(({ status, pointer }) => ({
      verdict: sender === 'provider' ? 'compatible' : 'breaking',
      message: `${status} is new`,
      base: base.pointer,
      head: pointer,
      traits: /^[45]|default/.test(status) ? ['error-status', 'status-added'] : ['status-added'],
    })),
});
