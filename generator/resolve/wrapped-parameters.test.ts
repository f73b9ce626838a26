import { expect, it } from 'vitest';
import { api, imported } from '../irregularities/fixtures/written.ts';
import { isObject, type Json, type JsonObject } from '../model/json.ts';

const action = (name: string, body: string) =>
  api(
    `ship: ${name}`,
    [`POST /ships/{id}/${name}`],
    '## Request body',
    'In the request body, provide an `anchor` object with the following properties.',
    '|Property|Type|',
    '|--|--|',
    '|depth|Int32|',
    '|name|String|',
    '## Example',
    '```http',
    `POST https://graph.microsoft.com/v1.0/ships/1/${name}`,
    'Content-Type: application/json',
    '',
    body,
    '```',
  );

it.each<[string, string, Json]>([
  ['the members of what is sent', '{ "anchor": { "depth": 4 } }', { anchor: { depth: {}, name: {} } }],
  [
    'those of a list',
    '{ "anchors": [{ "depth": 4 }, { "name": "a" }] }',
    { anchors: { depth: {}, name: {} } },
  ],
  ['what holds no objects', '{ "depths": [4] }', { depth: {}, name: {} }],
  ['what is sent', '{ "depth": 4 }', { depth: {}, name: {} }],
  ['other things', '{ "anchor": { "depth": 4, "chain": 2 } }', { depth: {}, name: {} }],
])('a table of %s is read so', async (_, body, wanted) => {
  const found = await imported({ 'ship-drop.md': action('drop', body) });
  const content = ['requestBody', 'content', 'application/json', 'schema', 'properties'];
  expect(shape(found.at('paths', '/ships/{shipId}/drop', 'post', ...content))).toEqual(wanted);
});

/** The names of properties, and of theirs. */
function shape(properties: Json | undefined): Json {
  if (!isObject(properties)) return {};
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      isObject(schema) ? shape(membersOf(schema)) : {},
    ]),
  );
}

/** Of an object, or of what a list holds. */
function membersOf(schema: JsonObject): Json | undefined {
  const items = schema['items'];
  return isObject(items) ? items['properties'] : schema['properties'];
}
