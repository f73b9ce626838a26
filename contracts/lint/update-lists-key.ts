import { about } from '../../generator/resolve/facts-of.ts';
import { defineFinding } from './finding.ts';

const page = (row: string) => [
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
  row,
  '## Response',
  'If successful, this method returns a `200 OK` response code and an updated [thing](../resources/thing.md) object.',
];

export const updateListsKey = defineFinding({
  code: 'lint/update-lists-key',
  severity: 'warning',
  summary: 'The table of an update lists the key among what may be sent.',
  why: 'The key stands in the path and cannot be changed; readers who send it get an error, or believe it is a rename.',
  help: 'Take the row out of the table.',
  examples: [
    {
      name: 'the key in the table',
      page: page('|id|String|The key of the thing.|'),
      finds: [
        '12:2 id is the key of the object that PATCH /things/{thingId} addresses; an update cannot send it',
      ],
    },
    {
      name: 'a page that creates as well',
      page: page('|id|String|The key.|').map((line) => line.replace('PATCH /', 'POST /things\nPATCH /')),
      finds: [],
    },
    { name: 'no key in the table', page: page('|title|String|The title.|'), finds: [] },
  ],
  check(documented) {
    const { page, facts, set } = documented;
    const line = about(facts, 'request-line').find(
      ({ value }) => value.method === 'PATCH' && /\}\/?$/.test(value.path),
    );
    // A page that also creates may list the key of what is created.
    if (!line || about(facts, 'request-line').some(({ value }) => value.method !== 'PATCH')) return [];
    const type = [...about(facts, 'request-body'), ...about(facts, 'response')].find(
      ({ value }) => value.type,
    )?.value.type;
    const named = type && set.types.get(set.named(type.name, documented) ?? '');
    const names = [named?.type.key?.value ?? 'id'];
    return about(facts, 'body-property')
      .filter(({ value }) => names.includes(value.name))
      .map((row) => {
        const { line: lineNumber } = row.value.nameAt;
        const whole = { file: page.file, line: lineNumber, column: 1, endLine: lineNumber + 1, endColumn: 1 };
        return {
          at: row.value.nameAt,
          message: `${row.value.name} is the key of the object that PATCH ${line.value.path} addresses; an update cannot send it`,
          related: [{ message: 'the key in the path', at: line.at }],
          suggestion: { at: whole, replacement: '' },
        };
      });
  },
});
