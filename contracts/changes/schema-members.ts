import type { JsonObject } from '../../generator/model/json.ts';
import { defineChange } from './check.ts';
import { foundOf, keywordsText } from './family.ts';
import { isClosed } from './others.ts';
import type { Shape } from './shape.ts';

const keywords = ['additionalProperties', 'patternProperties', 'unevaluatedProperties'];

export const schemaMembers = defineChange({
  code: 'change/additional-properties',
  severity: 'error',
  of: 'schema',
  summary: 'Members without a description may come, or may no more.',
  why: 'A member of any name that was accepted is refused; or members come that the schema had ruled out.',
  mirror: 'change/additional-properties',
  examples: [
    {
      name: 'no others any more',
      schema: [
        { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: true },
        { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false },
      ],
      request: ['change/request-additional-properties: the body: additionalProperties true → false'],
      response: [
        'change/response-additional-properties-compatible: the body: additionalProperties true → false',
      ],
    },
    {
      name: 'the default spelled out',
      schema: [
        { type: 'object', properties: { a: { type: 'string' } } },
        { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: true },
      ],
      request: [],
      response: [],
    },
  ],
  check(pair) {
    const { base, head, shared, name } = pair;
    if (!shared.includes('object')) return [];
    const [before, after] = [madeOf(base), madeOf(head)];
    const told = keywordsText(pair, keywords) || 'other members';
    const message = `${name}: ${told}`;
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    return foundOf(pair, pair.judgeMade('members', before, after), message, keywords);
  },
});

/** Which names may come, whatever their values: those are compared one by one. */
function madeOf(shape: Shape): JsonObject {
  const patterns = shape.parts.flatMap(({ json }) => Object.keys(json['patternProperties'] ?? {}));
  const table = Object.fromEntries(patterns.map((one) => [one, true]));
  if (!isClosed(shape)) return { type: 'object' };
  return { type: 'object', patternProperties: table, additionalProperties: false };
}
