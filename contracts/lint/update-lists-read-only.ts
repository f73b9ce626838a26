import type { DocumentedPage } from './documented.ts';
import { defineFinding, type Found } from './finding.ts';
import { isReadOnly, isWritable } from './read-only-text.ts';
import { resourcePage } from './sample-resource.ts';

const update = (row: string) => [
  '# Update thing',
  'Update the properties of a [thing](../resources/thing.md) object.',
  '## HTTP request',
  '```http',
  'PATCH /things/{thingId}',
  '```',
  '## Request body',
  'In the request body, supply a JSON representation of a [thing](../resources/thing.md) object.',
  '',
  '|Property|Type|Description|',
  '|---|---|---|',
  `|${row}|`,
  '## Response',
  'If successful, this method returns a `200 OK` response code and an updated [thing](../resources/thing.md) object.',
];

export const updateListsReadOnly = defineFinding({
  code: 'lint/update-lists-read-only',
  severity: 'warning',
  summary: 'The table of an update lists a property that is read-only.',
  why: 'Readers send it, and get an error or no change.',
  help: 'Take the row out of the table; if the property can be written, take back that it is read-only.',
  examples: [
    {
      name: 'in its own words',
      page: update('madeAt|DateTimeOffset|When it was made. Read-only.'),
      finds: ['12:2 madeAt is read-only, but PATCH /things/{thingId} lists it among what may be sent'],
    },
    {
      name: 'in the words of its type',
      pages: {
        'api/thing-update.md': update('madeAt|DateTimeOffset|When it was made.'),
        'resources/thing.md': resourcePage({
          name: 'thing',
          rows: ['id|String|Key.', 'madeAt|DateTimeOffset|When it was made. Read-only.'],
        }),
      },
      finds: [
        'api/thing-update.md:12:2 madeAt is read-only, but PATCH /things/{thingId} lists it among what may be sent',
      ],
    },
    {
      name: 'a property about being read-only, and one that is so now and then',
      pages: {
        'api/thing-update.md': update('locked|Boolean|Whether the thing is read-only for guests.'),
        'resources/thing.md': resourcePage({
          name: 'thing',
          rows: ['id|String|Key.', 'locked|Boolean|Read-only when the thing is shared.'],
        }),
      },
      finds: [],
    },
  ],
  check(page) {
    const line = page.says('request-line').find(({ value }) => value.method === 'PATCH');
    return line && page.says('request-line').every(({ value }) => value.method === 'PATCH')
      ? readOnlyRows(page, line.value.path)
      : [];
  },
});

function readOnlyRows(page: DocumentedPage, path: string): Found[] {
  const named = [...page.says('request-body'), ...page.says('response')].find(({ value }) => value.type);
  const name = named?.value.type && page.set.typeOf(named.value.type, page).name;
  const type = name === undefined ? undefined : page.set.types.get(name);
  return page.says('body-property').flatMap((row): Found[] => {
    const { name: property, description, nameAt } = row.value;
    // The key has a finding of its own.
    if (property === (type?.type.key?.value ?? 'id')) return [];
    const message = `${property} is read-only, but PATCH ${path} lists it among what may be sent`;
    const whole = { file: page.file, line: nameAt.line, column: 1, endLine: nameAt.line + 1, endColumn: 1 };
    if (isReadOnly(description)) return [{ at: nameAt, message, suggestion: { at: whole, replacement: '' } }];
    const stated = type?.properties.get(property)?.rows.find(({ value }) => isReadOnly(value.description));
    if (!stated || isWritable(description)) return [];
    return [{ at: nameAt, message, related: [{ message: 'read-only here', at: stated.at }] }];
  });
}
