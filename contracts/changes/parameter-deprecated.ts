import { defineChange } from './check.ts';
import { get, query } from './example-parts.ts';
import { parameterName } from './parameter-name.ts';

export const parameterDeprecated = defineChange({
  code: 'change/parameter-deprecated',
  severity: 'info',
  of: 'parameter',
  summary: 'A parameter is deprecated, or is no more.',
  why: 'Nothing breaks yet; those who send it had better know.',
  mirror: { none: 'What was deprecated and is no more is told by the same check.' },
  examples: [
    {
      name: 'deprecated now',
      paths: [get({ parameters: [query('top')] }), get({ parameters: [query('top', { deprecated: true })] })],
      finds: ['change/parameter-deprecated: query parameter top is deprecated'],
    },
    {
      name: 'the same',
      paths: [
        get({ parameters: [query('top')] }),
        get({ parameters: [query('top', { deprecated: false })] }),
      ],
      finds: [],
    },
  ],
  check({ base, head }) {
    if (base.deprecated === head.deprecated) return [];
    const message = `${parameterName(base)} is ${head.deprecated ? '' : 'no longer '}deprecated`;
    return [{ verdict: 'compatible', message, base: base.pointer, head: head.pointer }];
  },
});
