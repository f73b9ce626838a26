import { pointer as below } from '../../generator/model/pointer.ts';
import type { ShownObject } from './documented.ts';
import { defineFinding, type Found } from './finding.ts';
import { isPlainName, mayBeDerived } from './plain-name.ts';
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

function undocumented({ type, rows, object, body, pointer }: ShownObject): Found[] {
  if (type ? !type.tabled || type.open || mayBeDerived(type, object) : rows.size === 0) return [];
  const simple = type?.name.slice(type.name.lastIndexOf('.') + 1);
  const lower = new Map(
    [...rows.keys(), ...(type?.properties.keys() ?? [])].map((name) => [name.toLowerCase(), name]),
  );
  return Object.keys(object).flatMap((name) => {
    if (rows.has(name) || type?.properties.has(name) || !isPlainName(name)) return [];
    if (type?.derived.some((other) => other.properties.has(name))) return [];
    const at = body.place(below(pointer, name), 'key');
    const other = lower.get(name.toLowerCase());
    const lists = [...(rows.size > 0 ? ['the request table'] : []), ...(simple ? [simple] : [])].join(
      ' nor ',
    );
    const message = `${rows.size > 0 && simple ? 'neither ' : ''}${lists} ${rows.size > 0 && simple ? 'has' : 'has no'} ${name}${other === undefined ? '' : `, but ${other}`}`;
    const place = [...rows.values()][0]?.at ?? type?.type.origin.places[0] ?? at;
    return [
      {
        at,
        message,
        related: [{ message: 'the properties that are listed', at: place }],
        ...(other === undefined ? {} : { suggestion: { at, replacement: JSON.stringify(other) } }),
      },
    ];
  });
}
