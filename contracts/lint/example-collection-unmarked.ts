import { isArray, member } from '../../generator/model/json.ts';
import { textAt } from './exact-place.ts';
import { typeNamed } from './example-root.ts';
import { defineFinding } from './finding.ts';
import { answered, samplePage, sampleResource } from './sample-pages.ts';

const page = (annotation: string) =>
  samplePage({
    line: 'GET /things',
    request: ['GET https://graph.microsoft.com/v1.0/things'],
    annotation,
    answer: answered('{ "value": [] }'),
  });
const pages = (annotation: string, row = 'title|String|A text.') => ({
  'resources/thing.md': sampleResource(row),
  'api/thing-list.md': page(annotation),
});

export const exampleCollectionUnmarked = defineFinding({
  code: 'lint/example-collection-unmarked',
  severity: 'warning',
  summary: 'The annotation of an example names one resource, but the answer is a list of them.',
  why: 'Tools that read the annotations take the list for a single resource with a property called value.',
  help: 'Add "isCollection": true to the annotation; if one resource is answered, show one.',
  examples: [
    {
      name: 'a list without the mark',
      pages: pages('{ "blockType": "response", "@odata.type": "microsoft.graph.thing" }'),
      finds: [
        'api/thing-list.md:12:33 the answer is a list of thing, but the annotation does not say isCollection',
      ],
    },
    {
      name: 'a list with the mark',
      pages: pages(
        '{ "blockType": "response", "@odata.type": "microsoft.graph.thing", "isCollection": true }',
      ),
      finds: [],
    },
    {
      name: 'a type that has a property called value',
      pages: pages(
        '{ "blockType": "response", "@odata.type": "microsoft.graph.thing" }',
        'value|String collection|Texts.',
      ),
      finds: [],
    },
    {
      name: 'an answer without an annotation',
      page: samplePage({ answer: answered('{ "value": [] }') }),
      finds: [],
    },
  ],
  check: (documented) =>
    documented.says('example-response').flatMap(({ value }) => {
      const { annotatedType, isCollection, body, status } = value;
      if (!annotatedType || isCollection === true || /^#?collection\(/i.test(annotatedType.value)) return [];
      const list = member(body?.json, 'value');
      const type = typeNamed(documented, annotatedType.value);
      if (!body || !isArray(list) || !type?.tabled || type.properties.has('value')) return [];
      const { at } = annotatedType;
      const simple = type.name.slice(type.name.lastIndexOf('.') + 1);
      const entry = textAt(documented.page, at);
      // Where the page speaks of one resource, it may be the list that is wrong.
      const listed = documented
        .says('response')
        .some((fact) => fact.value.status === status && fact.value.type?.collection);
      const whole = listed && entry.startsWith('"') && isCollection === undefined;
      return [
        {
          at,
          message: `the answer is a list of ${simple}, but the annotation does not say isCollection`,
          related: [{ message: 'the list', at: body.place('/value', 'key') }],
          ...(whole ? { suggestion: { at, replacement: `${entry}, "isCollection": true` } } : {}),
        },
      ];
    }),
});
