import { defineChange } from './check.ts';
import { propertyNames } from './renamed.ts';

const shownName = (readOnly: boolean) => ({
  type: 'object',
  properties: { a: { type: 'string', ...(readOnly ? { readOnly } : {}) } },
});

export const propertyVisibility = defineChange({
  code: 'change/property-visibility',
  severity: 'error',
  of: 'schema',
  summary:
    'A property that went both ways goes one way only, or the other way round (`readOnly`, `writeOnly`).',
  why: 'What is read-only is no part of a request any more, what is write-only no part of an answer.',
  mirror: 'change/property-visibility',
  examples: [
    {
      name: 'read-only now',
      schema: [shownName(false), shownName(true)],
      request: ['change/request-property-visibility: the body: a is not sent in requests any more'],
      response: [],
    },
    {
      name: 'no longer read-only',
      schema: [shownName(true), shownName(false)],
      request: ['change/request-property-visibility-compatible: the body: a may be sent in requests'],
      response: [],
    },
  ],
  check(pair) {
    const { base, head, view } = pair;
    const { hidden, shown } = propertyNames(pair);
    const place = (name: string) => ({
      base: base.object.property(name).pointer,
      head: head.object.property(name).pointer,
    });
    const where = `in ${view.direction}s`;
    return [
      ...hidden.map((name) => ({
        verdict: 'breaking' as const,
        message: `${pair.name}: ${name} is not sent ${where} any more`,
        ...place(name),
        kept: true,
      })),
      ...shown.map((name) => {
        const isDemanded = view.sender === 'client' && head.object.property(name).required;
        return {
          verdict: isDemanded ? ('breaking' as const) : ('compatible' as const),
          message: `${pair.name}: ${name} ${isDemanded ? 'has to' : 'may'} be sent ${where}`,
          ...place(name),
          kept: true,
        };
      }),
    ];
  },
});
