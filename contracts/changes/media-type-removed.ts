import { defineChange } from './check.ts';
import { get } from './example-parts.ts';

const answer = (...types: string[]) =>
  get({
    responses: {
      '200': {
        description: 'OK',
        content: Object.fromEntries(types.map((type) => [type, { schema: { type: 'string' } }])),
      },
    },
  });

export const mediaTypeRemoved = defineChange({
  code: 'change/media-type-removed',
  severity: 'error',
  of: 'content',
  summary: 'A media type is gone.',
  why: 'Requests of it get 415; whoever asks for answers of it gets 406, or something else.',
  mirror: 'change/media-type-added',
  examples: [
    {
      name: 'a type is gone',
      paths: [answer('application/json', 'text/plain'), answer('application/json')],
      finds: ['change/media-type-removed: text/plain is gone'],
    },
    {
      name: 'in other letters',
      paths: [answer('application/json'), answer('Application/JSON')],
      finds: [],
    },
  ],
  check: ({ types, headAt }) =>
    types.removed.map((one) => ({
      verdict: 'breaking',
      message: `${one.type} is gone`,
      base: one.pointer,
      head: headAt,
    })),
});
