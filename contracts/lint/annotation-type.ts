import type { DocumentedType } from './documented.ts';
import { typeNamed } from './example-root.ts';
import { defineFinding } from './finding.ts';
import { answered, samplePage, sampleResource } from './sample-pages.ts';

const pages = (type: string) => ({
  'resources/thing.md': sampleResource('title|String|A text.'),
  'resources/part.md': ['# part resource type', ...sampleResource('weight|Int32|How heavy.').slice(1)],
  'api/thing-get.md': samplePage({
    annotation: `{ "blockType": "response", "@odata.type": "microsoft.graph.${type}" }`,
    answer: answered('{ "title": "x" }'),
  }),
});

export const annotationType = defineFinding({
  code: 'lint/annotation-type',
  severity: 'error',
  summary: 'The annotation of an example names another type than the "Response" section.',
  why: 'Tools that read the annotation test the example against a type that the operation does not answer with.',
  help: 'Name one type in both places.',
  examples: [
    {
      name: 'two types',
      pages: pages('part'),
      finds: ['api/thing-get.md:12:33 the annotation says part, the "Response" section thing'],
    },
    { name: 'one type', pages: pages('thing'), finds: [] },
  ],
  check: (documented) => {
    const operations = documented.set.operationsOf(documented);
    return documented.set.examplesOf(documented).flatMap(({ response, operation }) => {
      if (
        !response?.value.annotatedType ||
        !operation ||
        operations.length !== 1 ||
        response.value.status > 299
      )
        return [];
      const annotated = typeNamed(documented, response.value.annotatedType.value);
      const facts = documented.says('response').filter(({ value }) => value.status === response.value.status);
      const [stated] = facts;
      const type = facts.length === 1 && stated?.value.type ? stated.value.type : undefined;
      const named = type && documented.set.types.get(documented.set.typeOf(type, documented).name ?? '');
      if (!stated || !annotated || !named || related(annotated, named)) return [];
      const message = `the annotation says ${simple(annotated)}, the "Response" section ${simple(named)}`;
      return [
        {
          at: response.value.annotatedType.at,
          message,
          related: [{ message: 'the section', at: stated.at }],
        },
      ];
    });
  },
});

function related(a: DocumentedType, b: DocumentedType): boolean {
  return a === b || a.bases.includes(b) || b.bases.includes(a) || !isDescribed(a) || !isDescribed(b);
}

function isDescribed(type: DocumentedType): boolean {
  return type.type.described && type.tabled;
}

function simple(type: DocumentedType): string {
  return type.name.slice(type.name.lastIndexOf('.') + 1);
}
