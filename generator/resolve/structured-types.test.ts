import { expect, it } from 'vitest';
import { api, imported } from '../irregularities/fixtures/written.ts';

it.each([
  ['complex type', '', undefined],
  ['resource type', '', true],
  ['complex type', '"keyProperty": "id", ', true],
])('a %s headed so has an id that is written, unless its annotation names a key (%s)', async (...given) => {
  const [kind, key, readOnly] = given;
  const found = await imported({
    'guest.md': [
      `# guest ${kind}`,
      '## Properties',
      ...['|Property|Type|Description|', '|--|--|--|', '|id|String|Who it is.|'],
      '## JSON representation',
      `<!-- { "blockType": "resource", ${key}"@odata.type": "microsoft.graph.guest", "baseType": "microsoft.graph.party" } -->`,
      ...['```json', '{ "id": "String (identifier)" }', '```'],
    ],
  });
  expect(found.properties('microsoft.graph.guest')['id']).toMatchObject({ type: 'string' });
  expect(found.properties('microsoft.graph.guest')['id']).toHaveProperty('description', 'Who it is.');
  const { readOnly: isReadOnly } = found.properties('microsoft.graph.guest')['id'] as { readOnly?: boolean };
  expect(isReadOnly).toBe(readOnly);
});

it.each([
  ['party', ['seats']],
  ['crowd', []],
])('a type without a page has the members of an answer that says it is a %s: %j', async (told, members) => {
  const found = await imported({
    'party-list.md': api(
      'List parties',
      ['GET /parties'],
      '## Response',
      'Returns `200 OK` and a collection of [party](../resources/party.md) objects.',
      '## Example',
      ...['```http', 'GET https://graph.microsoft.com/v1.0/parties', '```'],
      ...['```http', 'HTTP/1.1 200 OK', 'Content-Type: application/json', ''],
      ...[`{ "value": [{ "@odata.type": "#microsoft.graph.${told}", "seats": 3 }] }`, '```'],
    ),
  });
  expect(Object.keys(found.properties('microsoft.graph.party'))).toEqual(members);
});
