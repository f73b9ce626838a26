import { defineChange } from './check.ts';
import { get } from './example-parts.ts';
import { operationName } from './operation-name.ts';

export const operationDeprecated = defineChange({
  code: 'change/operation-deprecated',
  severity: 'info',
  of: 'operation',
  summary: 'An operation is deprecated, or is no more.',
  why: 'Nothing breaks yet; those who call it had better know.',
  mirror: { none: 'What was deprecated and is no more is told by the same check.' },
  examples: [
    {
      name: 'deprecated now',
      paths: [get({}), get({ deprecated: true })],
      finds: ['change/operation-deprecated: GET /a is deprecated'],
    },
    { name: 'the default spelled out', paths: [get({}), get({ deprecated: false })], finds: [] },
  ],
  check({ base, head }) {
    if (base.deprecated === head.deprecated) return [];
    const message = `${operationName(base)} is ${head.deprecated ? '' : 'no longer '}deprecated`;
    return [{ verdict: 'compatible', message, base: base.pointer, head: head.pointer }];
  },
});
