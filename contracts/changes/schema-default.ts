import { sameJson } from '../../generator/model/json.ts';
import { defineChange } from './check.ts';
import { shownValue } from './family.ts';
import { placeOf, said } from './shape.ts';

export const schemaDefault = defineChange({
  code: 'change/default',
  severity: 'error',
  of: 'schema',
  summary: 'The default of something that is sent is another.',
  why: 'Requests that leave it out mean something else than before. Of answers a default says nothing.',
  mirror: 'change/default',
  examples: [
    {
      name: 'another default',
      schema: [
        { type: 'object', properties: { a: { type: 'integer', default: 1 } } },
        { type: 'object', properties: { a: { type: 'integer', default: 2 } } },
      ],
      request: ['change/request-default: a: default 1 → 2'],
      response: ['change/response-default-documentation: a: default 1 → 2'],
    },
    {
      name: 'a default is told',
      schema: [
        { type: 'object', properties: { a: { type: 'integer' } } },
        { type: 'object', properties: { a: { type: 'integer', default: 2 } } },
      ],
      request: ['change/request-default-compatible: a: default 2 is new'],
      response: ['change/response-default-documentation: a: default 2 is new'],
    },
    { name: 'the same', schema: [{ default: 1 }, { default: 1, minItems: 0 }], request: [], response: [] },
  ],
  check({ base, head, view, name }) {
    const [before, after] = [said(base, 'default'), said(head, 'default')];
    if (before === after || (before !== undefined && after !== undefined && sameJson(before, after)))
      return [];
    const told =
      before === undefined
        ? `default ${shownValue(after)} is new`
        : `default ${shownValue(before)} ${after === undefined ? 'is gone' : `→ ${shownValue(after)}`}`;
    const verdict =
      view.sender === 'provider' ? 'documentation' : before === undefined ? 'compatible' : 'breaking';
    const places = { base: placeOf(base, ['default']), head: placeOf(head, ['default']) };
    return [{ verdict, message: `${name}: ${told}`, ...places, kept: true, traits: ['default'] }];
  },
});
