import { pointer as below } from '../../generator/model/pointer.ts';
import type { DocumentedType, ShownObject } from './documented.ts';
import { defineFinding, type Found } from './finding.ts';
import { isPlainName, mayBeDerived, mostMembers } from './plain-name.ts';
import { answered, samplePage, sampleResource } from './sample-pages.ts';

const title = 'title|String|What it is called.';

export const examplePropertyUndocumented = defineFinding({
  code: 'lint/example-property-undocumented',
  severity: 'warning',
  summary: "An example answers with a property that the type's tables do not list.",
  why: 'Readers see the property and find no type and no meaning for it; generated clients do not have it.',
  help: 'Add the property to the table of the resource, or take it out of the example.',
  examples: [
    {
      name: 'a property that no table lists',
      pages: {
        'resources/thing.md': sampleResource(title),
        'api/thing-get.md': samplePage({
          answer: answered('{', '  "title": "x",', '  "colour": "red"', '}'),
        }),
      },
      finds: ['api/thing-get.md:18:3 thing has no property colour in its tables, but the example shows one'],
    },
    {
      name: 'another letter case',
      pages: {
        'resources/thing.md': sampleResource(title),
        'api/thing-get.md': samplePage({ answer: answered('{ "Title": "x" }') }),
      },
      finds: ['api/thing-get.md:16:3 thing has no property Title in its tables, but title'],
    },
    {
      name: 'an annotation that the body does not bear out, where no sentence names the type',
      pages: {
        'resources/thing.md': sampleResource(title),
        'api/thing-get.md': samplePage({
          response: 'If successful, this method returns a `200 OK` response code.',
          annotation: '{ "blockType": "ignored", "@odata.type": "microsoft.graph.thing" }',
          answer: answered('{ "id": "1", "title": "x", "weight": 1, "length": 2 }'),
        }),
      },
      finds: [],
    },
    {
      name: 'an annotation that the body bears out',
      pages: {
        'resources/thing.md': sampleResource(title),
        'api/thing-get.md': samplePage({
          response: 'If successful, this method returns a `200 OK` response code.',
          annotation: '{ "blockType": "response", "@odata.type": "microsoft.graph.thing" }',
          answer: answered('{', '  "title": "x",', '  "colour": "red"', '}'),
        }),
      },
      finds: ['api/thing-get.md:19:3 thing has no property colour in its tables, but the example shows one'],
    },
    {
      name: 'annotations, extensions, and a type that the pages do not describe',
      pages: {
        'resources/thing.md': sampleResource(title, 'maker|[maker](maker.md)|Who made it.'),
        'api/thing-get.md': samplePage({
          answer: answered(
            '{',
            '  "title@note": "x",',
            '  "extension_0a_colour": "red",',
            '  "maker": { "name": "A" }',
            '}',
          ),
        }),
      },
      finds: [],
    },
  ],
  check(page) {
    return page.set
      .valuesOf(page)
      .objects.filter(({ side }) => side === 'response')
      .flatMap(undocumented);
  },
});

function undocumented(shown: ShownObject): Found[] {
  const { type, object, body, pointer } = shown;
  if (!type || !judgeable(type) || mayBeDerived(type, object)) return [];
  return Object.keys(object)
    .slice(0, mostMembers)
    .flatMap((name) => {
      if (
        type.properties.has(name) ||
        !isPlainName(name) ||
        type.derived.some((other) => other.properties.has(name))
      )
        return [];
      const at = body.place(below(pointer, name), 'key');
      const other = type.anyCase.get(name.toLowerCase());
      const simple = type.name.slice(type.name.lastIndexOf('.') + 1);
      const related = [
        { message: `the type ${simple}`, at: other?.rows[0]?.at ?? type.type.origin.places[0] ?? at },
      ];
      const message = `${simple} has no property ${name} in its tables, but ${other ? other.property.name : 'the example shows one'}`;
      return [
        {
          at,
          message,
          related,
          ...(other ? { suggestion: { at, replacement: JSON.stringify(other.property.name) } } : {}),
        },
      ];
    });
}

/** Whether what is missing from the type's tables is missing from the documentation. */
function judgeable(type: DocumentedType): boolean {
  return type.tabled && !type.open;
}
