import { about } from '../../generator/resolve/facts-of.ts';
import { defineFinding } from './finding.ts';

const page = (sentence: string) => [
  '# Update thing',
  'Update the properties of a [thing](../resources/thing.md) object.',
  '## HTTP request',
  '```http',
  'PATCH /things/{thingId}',
  '```',
  '## Request body',
  sentence,
  '',
  '|Property|Type|Description|',
  '|---|---|---|',
  '|title|String|The title.|',
  '## Response',
  'If successful, this method returns a `200 OK` response code and an updated [thing](../resources/thing.md) object.',
];

export const updateSaysCreate = defineFinding({
  code: 'lint/update-says-create',
  severity: 'warning',
  summary: 'The page of an update says what is required to create.',
  why: 'An update requires no property: whoever reads the sentence sends all of them and overwrites what others changed.',
  help: 'Say which properties can be updated.',
  examples: [
    {
      name: 'the sentence of a create page',
      page: page(
        'The following table shows the properties that are required when you create a [thing](../resources/thing.md).',
      ),
      finds: [
        '8:69 the page documents PATCH /things/{thingId}, which requires no property, but speaks of creating',
      ],
    },
    {
      name: 'the sentence of an update page',
      page: page('The following table shows the properties that can be updated.'),
      finds: [],
    },
    {
      name: 'a page that creates, too',
      page: page('The following table lists the properties that are required when you create it.').map(
        (line) => (line === '```http' ? '```http\nPUT /things/{thingId}' : line),
      ),
      finds: [],
    },
  ],
  check({ facts }) {
    const lines = about(facts, 'request-line');
    const update = lines.find(({ value }) => value.method === 'PATCH');
    // A PUT, too, makes what is not there yet.
    if (!update || lines.some(({ value }) => /^(?:POST|PUT)$/.test(value.method))) return [];
    return about(facts, 'required-when')
      .filter(({ value }) => value.when === 'create')
      .map(({ value }) => ({
        at: value.wordAt,
        message: `the page documents PATCH ${update.value.path}, which requires no property, but speaks of creating`,
        related: [{ message: 'the operation of this page', at: update.at }],
        suggestion: { at: value.wordAt, replacement: 'update' },
      }));
  },
});
