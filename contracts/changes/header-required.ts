import { defineChange } from './check.ts';
import { get } from './example-parts.ts';

const answer = (required: boolean) =>
  get({
    responses: {
      '200': { description: 'OK', headers: { 'X-Limit': { required, schema: { type: 'integer' } } } },
    },
  });

export const headerRequired = defineChange({
  code: 'change/header-required',
  severity: 'error',
  of: 'header',
  summary: 'A header of a response comes always, or does so no more.',
  why: 'Whoever counts on it does not find it.',
  mirror: 'change/header-required',
  examples: [
    {
      name: 'optional now',
      paths: [answer(true), answer(false)],
      finds: ['change/header-required: header X-Limit is no longer required'],
    },
    {
      name: 'required now',
      paths: [answer(false), answer(true)],
      finds: ['change/header-required-compatible: header X-Limit is required now'],
    },
    { name: 'the same', paths: [answer(true), answer(true)], finds: [] },
  ],
  check({ base, head, sender }) {
    if (!base || !head || base.required === head.required) return [];
    return [
      {
        verdict: head.required === (sender === 'provider') ? 'compatible' : 'breaking',
        message: `header ${base.name} is ${head.required ? 'required now' : 'no longer required'}`,
        base: base.pointer,
        head: head.pointer,
      },
    ];
  },
});
