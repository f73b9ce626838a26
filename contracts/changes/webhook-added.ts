import { defineChange } from './check.ts';
import { documentOf, ok } from './example-parts.ts';
import { operationName } from './operation-name.ts';

export const webhookAdded = defineChange({
  code: 'change/webhook-added',
  severity: 'info',
  of: 'document',
  summary: 'A webhook is new.',
  why: 'It is sent to those who ask for it.',
  mirror: 'change/webhook-removed',
  examples: [
    {
      name: 'a webhook is new',
      document: [documentOf({}), documentOf({ webhooks: { happened: { post: { responses: ok } } } })],
      finds: ['change/webhook-added: the webhook POST happened is new'],
    },
    {
      name: 'the same',
      document: [
        documentOf({ webhooks: { happened: { post: { responses: ok } } } }),
        documentOf({ webhooks: { happened: { post: { responses: ok, deprecated: false } } } }),
      ],
      finds: [],
    },
  ],
  check: ({ webhooks }) =>
    webhooks.added.map((one) => ({
      verdict: 'compatible',
      message: `the webhook ${operationName(one)} is new`,
      head: one.pointer,
      operations: [one],
    })),
});
