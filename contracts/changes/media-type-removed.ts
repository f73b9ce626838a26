import { defineChange } from './check.ts';
import { answerOf } from './example-parts.ts';

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
      paths: [answerOf('application/json', 'text/plain'), answerOf('application/json')],
      finds: ['change/media-type-removed: text/plain is gone'],
    },
    {
      name: 'in other letters',
      paths: [answerOf('application/json'), answerOf('Application/JSON')],
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
