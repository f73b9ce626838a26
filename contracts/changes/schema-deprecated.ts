import { defineChange } from './check.ts';
import { placeOf, said } from './shape.ts';

export const schemaDeprecated = defineChange({
  code: 'change/deprecated',
  severity: 'info',
  of: 'schema',
  summary: 'A part of a value is deprecated, or is no more.',
  why: 'Nothing breaks yet; those who use it had better know.',
  mirror: { none: 'What was deprecated and is no more is told by the same check.' },
  examples: [
    {
      name: 'deprecated now',
      schema: [{ type: 'string' }, { type: 'string', deprecated: true }],
      request: ['change/request-deprecated: the body is deprecated'],
      response: ['change/response-deprecated: the body is deprecated'],
    },
    {
      name: 'the default spelled out',
      schema: [{ type: 'string' }, { type: 'string', deprecated: false }],
      request: [],
      response: [],
    },
  ],
  check({ base, head, name }) {
    const [before, after] = [base, head].map((shape) => said(shape, 'deprecated') === true);
    if (before === after) return [];
    return [
      {
        verdict: 'compatible',
        message: `${name} is ${after ? '' : 'no longer '}deprecated`,
        base: placeOf(base, ['deprecated']),
        head: placeOf(head, ['deprecated']),
        kept: true,
      },
    ];
  },
});
