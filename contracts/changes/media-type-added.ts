import { defineChange } from './check.ts';
import { answerOf } from './example-parts.ts';

export const mediaTypeAdded = defineChange({
  code: 'change/media-type-added',
  severity: 'error',
  of: 'content',
  summary: 'A media type is new where there was no body, or the provider chooses it.',
  why: 'A client asks for the types that it reads, so one more hurts nobody; what is sent to it unasked does.',
  mirror: 'change/media-type-removed',
  examples: [
    {
      name: 'one more to ask for',
      paths: [answerOf('application/json'), answerOf('application/json', 'text/plain')],
      finds: ['change/media-type-added-compatible: text/plain is new'],
    },
    { name: 'the same', paths: [answerOf('text/plain'), answerOf('text/plain')], finds: [] },
  ],
  check: ({ base, types, baseAt, sender, of }) => [
    ...types.pairs
      .filter(([own, theirs]) => theirs.type.includes('*') && !own.type.includes('*'))
      .map(([own, theirs]) => ({
        verdict: sender === 'client' ? ('compatible' as const) : ('breaking' as const),
        message: `${own.type} became ${theirs.type}`,
        base: own.pointer,
        head: theirs.pointer,
      })),
    ...types.added.map((one) => ({
      verdict: sender === 'provider' && of === 'request' ? ('breaking' as const) : ('compatible' as const),
      message: `${one.type} is new${base.length === 0 ? ', there was no content' : ''}`,
      base: baseAt,
      head: one.pointer,
    })),
  ],
});
