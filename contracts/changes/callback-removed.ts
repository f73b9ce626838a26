import { defineChange } from './check.ts';
import { get, ok } from './example-parts.ts';
import { operationName } from './operation-name.ts';

const callbacks = { happened: { '{$request.query.url}': { post: { responses: ok } } } };

export const callbackRemoved = defineChange({
  code: 'change/callback-removed',
  severity: 'error',
  of: 'operation',
  summary: 'A callback is gone.',
  why: 'Whoever waits for it waits in vain.',
  mirror: 'change/callback-added',
  examples: [
    {
      name: 'a callback is gone',
      paths: [get({ callbacks }), get({})],
      finds: ['change/callback-removed: the callback POST {$request.query.url} is gone'],
    },
    { name: 'the same', paths: [get({ callbacks }), get({ callbacks, deprecated: false })], finds: [] },
  ],
  check: ({ callbacks: matched, head }) =>
    matched.removed.map((one) => ({
      verdict: 'breaking',
      message: `the callback ${operationName(one)} is gone`,
      base: one.pointer,
      head: head.pointer,
    })),
});
