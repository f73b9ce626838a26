import type { JsonObject } from '../../generator/model/json.ts';
import { defineChange } from './check.ts';
import { foundOf, keywordsText } from './family.ts';
import type { SchemaPair } from './schema-pair.ts';
import { saysSame } from './shape.ts';

const keywords = ['propertyNames', 'minProperties', 'maxProperties', 'dependentRequired'];

export const schemaNames = defineChange({
  code: 'change/property-names',
  severity: 'error',
  of: 'schema',
  summary: 'Which members come together, how many, or how they are called is ruled otherwise.',
  why: 'An object that was accepted is refused, or one comes that could not come before.',
  mirror: 'change/property-names',
  examples: [
    {
      name: 'at least one member',
      schema: [
        { type: 'object', properties: { a: { type: 'string' } } },
        { type: 'object', properties: { a: { type: 'string' } }, minProperties: 1 },
      ],
      request: ['change/request-property-names: the body: minProperties 1 is new'],
      response: ['change/response-property-names-compatible: the body: minProperties 1 is new'],
    },
    {
      name: 'no less than nothing',
      schema: [{ type: 'object' }, { type: 'object', minProperties: 0 }],
      request: [],
      response: [],
    },
  ],
  check(pair) {
    const { base, head, shared, name } = pair;
    if (!shared.includes('object') || saysSame(base, head, keywords)) return [];
    const changed = keywords.filter((keyword) => !saysSame(base, head, [keyword]));
    const judged = pair.judge(changed, ['object'], membersOf(pair));
    return foundOf(pair, judged, `${name}: ${keywordsText(pair, keywords)}`, keywords);
  },
});

/** The members that both know, each of any value; others where there are any. */
function membersOf({ base, head }: SchemaPair): JsonObject {
  const names = base.object.names.filter((name) => head.object.names.includes(name));
  const others = base.object.others && head.object.others ? { additionalProperties: true } : {};
  return { properties: Object.fromEntries(names.map((name) => [name, true])), ...others };
}
