import { defineChange } from './check.ts';
import { documentOf, get, ok } from './example-parts.ts';
import { operationName } from './operation-name.ts';

export const webhookRemoved = defineChange({
  code: 'change/webhook-removed',
  severity: 'error',
  of: 'document',
  summary: 'A webhook is gone.',
  why: 'Whoever waits for it waits in vain.',
  mirror: 'change/webhook-added',
  examples: [
    {
      name: 'a webhook is gone',
      document: [documentOf({ webhooks: { happened: { post: { responses: ok } } } }), documentOf({})],
      finds: ['change/webhook-removed: the webhook POST happened is gone'],
    },
    {
      name: 'none before, none after',
      document: [documentOf({}), documentOf({ webhooks: {}, paths: get({}) })],
      finds: ['change/operation-added: GET /a is new'],
    },
  ],
  check: ({ webhooks }) =>
    webhooks.removed.map((one) => ({
      verdict: 'breaking',
      message: `the webhook ${operationName(one)} is gone`,
      base: one.pointer,
      operations: [one],
    })),
});
