import { defineChange } from './check.ts';
import { json } from './example-parts.ts';

const post = (operation: object) => ({
  '/a': { post: { responses: { '200': { description: 'OK' } }, ...operation } },
});

export const bodyRemoved = defineChange({
  code: 'change/body-removed',
  severity: 'error',
  of: 'operation',
  summary: 'An operation takes no body any more.',
  why: 'What is sent in it is refused, or means nothing any more.',
  mirror: 'change/body-added',
  examples: [
    {
      name: 'no body',
      paths: [post({ requestBody: json({ type: 'string' }) }), post({})],
      finds: ['change/body-removed: the request body is gone'],
    },
    { name: 'none before', paths: [post({}), post({ deprecated: false })], finds: [] },
  ],
  check({ base, head }) {
    if (!base.requestBody || head.requestBody) return [];
    const message = 'the request body is gone';
    return [{ verdict: 'breaking', message, base: base.requestBody.pointer, head: head.pointer }];
  },
});
