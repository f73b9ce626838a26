import { defineChange } from './check.ts';
import { get } from './example-parts.ts';

const answers = (...statuses: string[]) =>
  get({ responses: Object.fromEntries(statuses.map((status) => [status, { description: status }])) });

export const responseAdded = defineChange({
  code: 'change/response-added',
  severity: 'error',
  of: 'operation',
  summary: 'A status is new.',
  why: 'A success that nobody knows is met by clients that do not know what to do with it. Failures of any kind may come with every request; a client takes one that it does not know for the first of its class (RFC 9110, section 15).',
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
      finds: ['change/response-added-compatible: 404 is new'],
    },
    { name: 'the same', paths: [answers('200'), answers('200')], finds: [] },
    { name: 'in other letters', paths: [answers('2XX'), answers('2xx')], finds: [] },
  ],
  check: ({ responses, base, sender }) =>
    responses.added.map(({ status, pointer }) => ({
      verdict:
        /^[45]/.test(status) || status === 'default' || sender === 'provider' ? 'compatible' : 'breaking',
      message: `${status} is new`,
      base: base.pointer,
      head: pointer,
      traits: /^[45]|default/.test(status) ? ['error-status', 'status-added'] : ['status-added'],
    })),
});
