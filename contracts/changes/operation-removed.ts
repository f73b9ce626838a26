import { defineChange } from './check.ts';
import { get, ok } from './example-parts.ts';
import { operationName } from './operation-name.ts';

export const operationRemoved = defineChange({
  code: 'change/operation-removed',
  severity: 'error',
  of: 'document',
  summary: 'An operation is gone.',
  why: 'Whoever calls it gets 404 or 405.',
  mirror: 'change/operation-added',
  examples: [
    {
      name: 'an operation is gone',
      paths: [{ ...get({}), '/unlike/it': { post: { responses: ok } } }, get({})],
      finds: ['change/operation-removed: POST /unlike/it is gone'],
    },
    {
      name: 'a placeholder has another name',
      paths: [{ '/{a}': { get: { responses: ok } } }, { '/{b}': { get: { responses: ok } } }],
      finds: [],
    },
  ],
  check: ({ operations }) =>
    operations.removed.map((one) => ({
      verdict: 'breaking',
      message: `${operationName(one)} is gone`,
      base: one.pointer,
      operations: [one],
    })),
});
