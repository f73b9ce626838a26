import { expect, it } from 'vitest';
import { importPages } from '../import-pages.ts';

const bytes = (lines: readonly string[]) => new TextEncoder().encode(lines.join('\n'));

/** The type of what an action answers with, whose annotation was copied from another page. */
async function answerOf(context: string, value: string): Promise<string> {
  const page = [
    '# ship: getFolder',
    '## HTTP request',
    '```http',
    'POST /ships/{id}/getFolder',
    '```',
    '## Response',
    'Returns `200 OK`. The body has the address of the folder.',
    '## Example',
    '```http',
    'POST https://graph.microsoft.com/v1.0/ships/1/getFolder',
    '```',
    '<!-- { "blockType": "response", "@odata.type": "microsoft.graph.ship" } -->',
    '```http',
    'HTTP/1.1 200 OK',
    'Content-type: application/json',
    '',
    `{ "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#${context}", "value": ${value} }`,
    '```',
  ];
  const { value: found } = await importPages([{ file: 'api/ship-getfolder.md', bytes: bytes(page) }]);
  const type = found?.description.operations[0]?.responses[0]?.type;
  return `${type?.name}${type?.collection ? '[]' : ''}`;
}

it.each([
  ['Edm.String', '"https://example.com/1"', 'Edm.String'],
  ['Edm.Boolean', 'true', 'Edm.Boolean'],
  ['Collection(Edm.String)', '["a"]', 'Edm.String[]'],
  ['ships/$entity', '{ "id": "1" }', 'microsoft.graph.ship'],
])('the context %s of what is shown says more than an annotation', async (context, value, type) => {
  expect(await answerOf(context, value)).toBe(type);
});
