import { defineChange } from './check.ts';
import { json } from './example-parts.ts';

const post = (operation: object) => ({
  '/a': { post: { responses: { '200': { description: 'OK' } }, ...operation } },
});

export const bodyAdded = defineChange({
  code: 'change/body-added',
  severity: 'error',
  of: 'operation',
  summary: 'An operation asks for a body that took none.',
  why: 'Requests without it are refused. One that may be left out hurts nobody.',
  mirror: 'change/body-removed',
  examples: [
    {
      name: 'a body that must be sent',
      paths: [post({}), post({ requestBody: { ...json({ type: 'string' }), required: true } })],
      finds: ['change/body-added: a request body is new and required'],
    },
    {
      name: 'one that may be left out',
      paths: [post({}), post({ requestBody: json({ type: 'string' }) })],
      finds: ['change/body-added-compatible: a request body is new'],
    },
    { name: 'none', paths: [post({}), post({ deprecated: false })], finds: [] },
  ],
  check({ base, head, sender }) {
    const body = head.requestBody;
    if (base.requestBody || !body) return [];
    return [
      {
        verdict: body.required && sender === 'client' ? 'breaking' : 'compatible',
        message: `a request body is new${body.required ? ' and required' : ''}`,
        base: base.pointer,
        head: body.pointer,
      },
    ];
  },
});
