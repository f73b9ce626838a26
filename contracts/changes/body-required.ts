import { defineChange } from './check.ts';
import { json } from './example-parts.ts';

const post = (required: object) => ({
  '/a': {
    post: {
      responses: { '200': { description: 'OK' } },
      requestBody: { ...json({ type: 'string' }), ...required },
    },
  },
});

export const bodyRequired = defineChange({
  code: 'change/body-required',
  severity: 'error',
  of: 'operation',
  summary: 'The request body has to be sent, or need not be any more.',
  why: 'Requests without one that became required are refused.',
  mirror: 'change/body-required',
  examples: [
    {
      name: 'required now',
      paths: [post({}), post({ required: true })],
      finds: ['change/body-required: the request body is required now'],
    },
    {
      name: 'optional now',
      paths: [post({ required: true }), post({})],
      finds: ['change/body-required-compatible: the request body is no longer required'],
    },
    { name: 'the default spelled out', paths: [post({}), post({ required: false })], finds: [] },
  ],
  check({ base, head, sender }) {
    const [before, after] = [base.requestBody, head.requestBody];
    if (!before || !after || before.required === after.required) return [];
    return [
      {
        verdict: after.required === (sender === 'client') ? 'breaking' : 'compatible',
        message: `the request body is ${after.required ? 'required now' : 'no longer required'}`,
        base: before.pointer,
        head: after.pointer,
      },
    ];
  },
});
