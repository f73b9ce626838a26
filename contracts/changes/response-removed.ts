import { defineChange } from './check.ts';
import { get } from './example-parts.ts';

const answers = (...statuses: string[]) =>
  get({ responses: Object.fromEntries(statuses.map((status) => [status, { description: 'Said.' }])) });

export const responseRemoved = defineChange({
  code: 'change/response-removed',
  severity: 'error',
  of: 'operation',
  summary: 'A status is gone.',
  why: 'An answer that was promised does not come any more; another comes in its place.',
  mirror: 'change/response-added',
  examples: [
    {
      name: 'a success is gone',
      paths: [answers('200', '202'), answers('200')],
      finds: ['change/response-removed: 202 is gone'],
    },
    {
      name: 'a failure is gone',
      paths: [answers('200', '404'), answers('200')],
      finds: ['change/response-removed-compatible: 404 is gone'],
    },
    {
      name: 'a range for one of its statuses',
      paths: [answers('200', '404'), answers('200', '4XX')],
      finds: ['change/response-added: 4XX is new'],
    },
  ],
  check: ({ responses, head }) =>
    responses.removed.map(({ status, pointer }) => ({
      verdict: /^[45]/.test(status) || status === 'default' ? 'compatible' : 'breaking',
      message: `${status} is gone`,
      base: pointer,
      head: head.pointer,
      traits: /^[45]|default/.test(status) ? ['error-status'] : [],
    })),
});
