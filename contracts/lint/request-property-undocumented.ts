import { pointer as below } from '../../generator/model/pointer.ts';
import type { DocumentedPage, DocumentedType, ShownObject } from './documented.ts';
import { defineFinding, type Found } from './finding.ts';
import { isPlainName, mayBeDerived, mostMembers } from './plain-name.ts';
import { samplePage, sampleResource } from './sample-pages.ts';

const row = (name: string) => ['|Property|Type|Description|', '|---|---|---|', `|${name}|String|A text.|`];
const update = (...json: string[]) =>
  samplePage({
    title: 'Update thing',
    line: 'PATCH /things/{thingId}',
    requestBody: [
      'Supply a JSON representation of a [thing](../resources/thing.md) object.',
      '',
      ...row('note'),
    ],
    request: [
      'PATCH https://graph.microsoft.com/v1.0/things/1',
      'Content-type: application/json',
      '',
      ...json,
    ],
  });

export const requestPropertyUndocumented = defineFinding({
  code: 'lint/request-property-undocumented',
  severity: 'warning',
  summary: 'An example sends a property that neither the request table nor the resource lists.',
  why: 'Readers copy the request and learn nowhere what the property means, or send what the service refuses.',
  help: 'Add the property to the table of the page or of the resource, or take it out of the example.',
  examples: [
    {
      name: 'in neither table',
      pages: {
        'resources/thing.md': sampleResource('title|String|A text.'),
        'api/thing-update.md': update('{', '  "colour": "red"', '}'),
      },
      finds: ['api/thing-update.md:20:3 neither the request table nor thing has colour'],
    },
    {
      name: 'in one of the tables',
      pages: {
        'resources/thing.md': sampleResource('title|String|A text.'),
        'api/thing-update.md': update('{ "title": "x", "note": "y" }'),
      },
      finds: [],
    },
    {
      name: 'an object that a sentence names',
      pages: {
        'api/thing-stop.md': samplePage({
          title: 'thing: stop',
          line: 'POST /things/{thingId}/stop',
          requestBody: ['Supply an optional `pause` object with these properties.', '', ...row('note')],
          request: [
            'POST https://graph.microsoft.com/v1.0/things/1/stop',
            '',
            '{ "pause": { "note": "x" } }',
          ],
        }),
      },
      finds: [],
    },
    {
      name: 'a resource that no page describes',
      pages: { 'api/thing-update.md': update('{ "colour": "red" }') },
      finds: [],
    },
  ],
  check: (page) =>
    page.set
      .valuesOf(page)
      .objects.filter(({ side }) => side === 'request')
      .flatMap(undocumented),
});

function undocumented({ page, type, rows, object, body, pointer }: ShownObject): Found[] {
  if (type ? !type.tabled || type.open || mayBeDerived(type, object) : rows.size === 0) return [];
  const known = [...rows.keys(), ...(type?.properties.keys() ?? [])];
  const listed = new Set(known);
  const lower = new Map(known.map((name) => [name.toLowerCase(), name]));
  return Object.keys(object)
    .slice(0, mostMembers)
    .flatMap((name) => {
      if (listed.has(name) || !isPlainName(name)) return [];
      if (type?.derived.some((other) => other.properties.has(name))) return [];
      const at = body.place(below(pointer, name), 'key');
      if (isNamedAbove(page, name, body.at.line)) return [];
      const other = lower.get(name.toLowerCase());
      const place = [...rows.values()][0]?.at ?? type?.type.origin.places[0] ?? at;
      return [
        {
          at,
          message: `${lacking(rows.size > 0, type)} ${name}${other === undefined ? '' : `, but ${other}`}`,
          related: [{ message: 'the properties that are listed', at: place }],
          ...(other === undefined ? {} : { suggestion: { at, replacement: JSON.stringify(other) } }),
        },
      ];
    });
}

function lacking(hasTable: boolean, type: DocumentedType | undefined): string {
  const simple = type?.name.slice(type.name.lastIndexOf('.') + 1);
  if (simple === undefined) return 'the request table has no';
  return hasTable ? `neither the request table nor ${simple} has` : `${simple} has no`;
}

/** Whether the page speaks of the property in a sentence ("supply a `passwordCredential` object with …"). */
function isNamedAbove({ page }: DocumentedPage, name: string, line: number): boolean {
  return page.blocks.some((block) => {
    if (block.kind === 'list')
      return block.items.some((item) => names(item.inline.text, name)) && page.place(block.range).line < line;
    if (block.kind !== 'paragraph' && block.kind !== 'quote') return false;
    return names(block.inline.text, name) && page.place(block.range).line < line;
  });
}

function names(text: string, name: string): boolean {
  const at = text.indexOf(name);
  return at !== -1 && !/\w/.test(text[at - 1] ?? '') && !/\w/.test(text[at + name.length] ?? '');
}
