import { isObject, type JsonObject, sameJson, stringMember } from '../../generator/model/json.ts';
import { defineChange, type Found } from './check.ts';
import { placeOf, said } from './shape.ts';

const kinds = (mapping: Record<string, string>) => ({
  type: 'object',
  properties: { kind: { type: 'string' } },
  discriminator: { propertyName: 'kind', mapping },
});

export const schemaDiscriminator = defineChange({
  code: 'change/discriminator',
  severity: 'error',
  of: 'schema',
  summary: 'What tells alternatives apart is another (`discriminator`).',
  why: 'Those who choose the type of a value by it choose another one, or find none.',
  mirror: 'change/discriminator',
  examples: [
    {
      name: 'a value is told by nothing any more',
      schema: [
        kinds({ a: '#/components/schemas/A', b: '#/components/schemas/A' }),
        kinds({ a: '#/components/schemas/A' }),
      ],
      request: ['change/request-discriminator: the body: the discriminator is another'],
      response: ['change/response-discriminator: the body: the discriminator is another'],
    },
    {
      name: 'a value more',
      schema: [
        kinds({ a: '#/components/schemas/A' }),
        kinds({ a: '#/components/schemas/A', b: '#/components/schemas/A' }),
      ],
      request: ['change/request-discriminator-compatible: the body: the discriminator knows more values'],
      response: ['change/response-discriminator-compatible: the body: the discriminator knows more values'],
    },
    {
      name: 'the same',
      schema: [
        kinds({ a: '#/components/schemas/A' }),
        { ...kinds({ a: '#/components/schemas/A' }), minProperties: 0 },
      ],
      request: [],
      response: [],
    },
  ],
  check({ base, head, name }) {
    const [before, after] = [said(base, 'discriminator'), said(head, 'discriminator')];
    if (before === after || (before !== undefined && after !== undefined && sameJson(before, after)))
      return [];
    const found = (verdict: Found['verdict'], what: string): readonly Found[] => [
      {
        verdict,
        message: `${name}: ${what}`,
        base: placeOf(base, ['discriminator']),
        head: placeOf(head, ['discriminator']),
        kept: true,
      },
    ];
    if (!isObject(before)) return found('documentation', 'a discriminator is new');
    if (!isObject(after)) return found('breaking', 'the discriminator is gone');
    const [own, theirs] = [mappingOf(before), mappingOf(after)];
    const isKept =
      stringMember(before, 'propertyName') === stringMember(after, 'propertyName') &&
      [...own].every(([value, target]) => theirs.get(value) === target);
    if (!isKept) return found('breaking', 'the discriminator is another');
    return own.size === theirs.size ? [] : found('compatible', 'the discriminator knows more values');
  },
});

/** Without what goes without saying: a schema is meant by its own name (OpenAPI 3.1, 4.8.25). */
function mappingOf(discriminator: JsonObject): ReadonlyMap<string, string> {
  const mapping = discriminator['mapping'];
  const told = Object.entries(isObject(mapping) ? mapping : {}).map(([value, target]): [string, string] => {
    const name = String(target);
    return [value, /^[A-Za-z0-9._-]+$/.test(name) ? `#/components/schemas/${name}` : name];
  });
  return new Map(told.filter(([value, target]) => target !== `#/components/schemas/${value}`));
}
