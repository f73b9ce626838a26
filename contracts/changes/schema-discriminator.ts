import { isObject, sameJson, stringMember } from '../../generator/model/json.ts';
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
    if (!isObject(before)) return found('compatible', 'a discriminator is new');
    if (!isObject(after)) return found('breaking', 'the discriminator is gone');
    const [own, theirs] = [before['mapping'] ?? {}, after['mapping'] ?? {}];
    const isKept =
      stringMember(before, 'propertyName') === stringMember(after, 'propertyName') &&
      isObject(own) &&
      isObject(theirs) &&
      Object.entries(own).every(
        ([value, target]) => Object.hasOwn(theirs, value) && theirs[value] === target,
      );
    return isKept
      ? found('compatible', 'the discriminator knows more values')
      : found('breaking', 'the discriminator is another');
  },
});
