import { defineChange } from './check.ts';
import { get, ok } from './example-parts.ts';
import { operationName } from './operation-name.ts';

const callbacks = { happened: { '{$request.query.url}': { post: { responses: ok } } } };

export const callbackAdded = defineChange({
  code: 'change/callback-added',
  severity: 'info',
  of: 'operation',
  summary: 'A callback is new.',
  why: 'It is sent to those who name an address for it.',
  mirror: 'change/callback-removed',
  examples: [
    {
      name: 'a callback is new',
      paths: [get({}), get({ callbacks })],
      finds: ['change/callback-added: the callback POST {$request.query.url} is new'],
    },
    { name: 'the same', paths: [get({ callbacks }), get({ callbacks, deprecated: false })], finds: [] },
  ],
  check: ({ callbacks: matched, base }) =>
    matched.added.map((one) => ({
      verdict: 'compatible',
      message: `the callback ${operationName(one)} is new`,
      base: base.pointer,
      head: one.pointer,
    })),
});
