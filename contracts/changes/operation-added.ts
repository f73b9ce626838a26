import { defineChange } from './check.ts';
import { get, ok } from './example-parts.ts';
import { operationName } from './operation-name.ts';

export const operationAdded = defineChange({
  code: 'change/operation-added',
  severity: 'info',
  of: 'document',
  summary: 'An operation is new.',
  why: 'Nobody called it before.',
  mirror: 'change/operation-removed',
  examples: [
    {
      name: 'an operation is new',
      paths: [get({}), { ...get({}), '/unlike/it': { post: { responses: ok } } }],
      finds: ['change/operation-added: POST /unlike/it is new'],
    },
    { name: 'the same', paths: [get({}), get({ deprecated: false })], finds: [] },
  ],
  check: ({ operations }) =>
    operations.added.map((one) => ({
      verdict: 'compatible',
      message: `${operationName(one)} is new`,
      head: one.pointer,
      operations: [one],
    })),
});
