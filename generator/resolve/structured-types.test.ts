import { expect, it } from 'vitest';
import { imported } from '../irregularities/fixtures/written.ts';

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
