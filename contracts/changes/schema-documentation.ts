import { sameJson } from '../../generator/model/json.ts';
import { defineChange } from './check.ts';
import { placeOf, type Shape, said } from './shape.ts';

const keywords = ['title', 'description', 'example', 'examples', 'externalDocs', '$comment'];

export const schemaDocumentation = defineChange({
  code: 'change/documentation',
  severity: 'info',
  of: 'schema',
  summary: 'Only the words about a value, its examples or extensions are others.',
  why: 'Nobody who calls or serves the API can tell.',
  mirror: { none: 'Words are others in both directions alike.' },
  examples: [
    {
      name: 'another description',
      schema: [
        { type: 'string', description: 'One.' },
        { type: 'string', description: 'Two.' },
      ],
      request: ['change/documentation: the body: description'],
      response: ['change/documentation: the body: description'],
    },
    { name: 'none', schema: [{ type: 'string' }, { type: ['string'] }], request: [], response: [] },
  ],
  check({ base, head, name }) {
    const extensions = [base, head].flatMap(({ parts }) =>
      parts.flatMap(({ json }) => Object.keys(json).filter((key) => key.startsWith('x-'))),
    );
    const changed = [...keywords, ...new Set(extensions)].filter((keyword) => !isSame(base, head, keyword));
    if (changed.length === 0) return [];
    return [
      {
        verdict: 'documentation',
        message: `${name}: ${changed.join(', ')}`,
        base: placeOf(base, changed),
        head: placeOf(head, changed),
      },
    ];
  },
});

function isSame(base: Shape, head: Shape, keyword: string): boolean {
  const [before, after] = [said(base, keyword), said(head, keyword)];
  return before === after || (before !== undefined && after !== undefined && sameJson(before, after));
}
