import { expect, it } from 'vitest';
import { api, imported, resource } from '../irregularities/fixtures/written.ts';

const ship = async (property: string, relationship: string, shown: string) => {
  const found = await imported({
    'ship.md': resource(
      'ship',
      ['|id|String|Key.|', property],
      '',
      '## Relationships',
      ...['|Relationship|Type|Description|', '|--|--|--|', relationship],
      '## JSON representation',
      ...['```json', `{ "id": "String", "mast": ${shown} }`, '```'],
    ),
    'mast.md': resource('mast', ['|id|String|Key.|']),
  });
  return found.properties('microsoft.graph.ship')['mast'];
};
const mast = '|mast|[mast](mast.md)|What carries sails.|';
const masts = '|mast|[mast](mast.md) collection|What carries sails.|';
const ref = { $ref: '#/components/schemas/microsoft.graph.mast' };

it.each([
  [
    'of properties and a representation',
    masts,
    '|flag|[mast](mast.md)|A flag.|',
    '[{ "id": "String" }]',
    true,
  ],
  ['of properties alone', masts, '|flag|[mast](mast.md)|A flag.|', '{ "id": "String" }', true],
  ['of none, but a representation', mast, '|flag|[mast](mast.md)|A flag.|', '[{ "id": "String" }]', true],
  ['of none', mast, '|flag|[mast](mast.md)|A flag.|', '{ "id": "String" }', false],
  ['of properties that a representation agrees with', masts, mast, '[{ "id": "String" }]', true],
])('a list by a table %s', async (_, property, relationship, shown, isList) => {
  const found = await ship(property, relationship, shown);
  expect(found).toMatchObject(isList ? { type: 'array', items: ref } : ref);
});

it('an id that a table of relationships explains, too, is a property', async () => {
  const found = await ship('|mast|GUID|Which one.|', mast, '"GUID"');
  expect(found).toEqual({ type: 'string', format: 'uuid', description: 'Which one.' });
});

it('what stands in both tables with the type of a thing is a navigation', async () => {
  const found = await ship(mast, mast, '{ "id": "String" }');
  expect(found).toMatchObject({ 'x-ms-navigationProperty': true });
});

it.each([
  ['quaysidecranes', 'quaysideCranes', 'quaysideCranes'],
  ['craneID', 'craneId', 'craneId'],
  ['CraneId', 'craneId', 'craneId'],
  ['craneId', 'craneid', 'craneId'],
  ['crane', 'Crane', 'crane'],
])('a name that a table writes %s and a representation %s', async (listed, shown, name) => {
  const page = resource(
    'quay',
    [`|${listed}|String|x|`],
    '',
    '## JSON representation',
    ...['```json', `{ "${shown}": "String" }`, '```'],
  );
  const found = await imported({ 'quay.md': page });
  expect(Object.keys(found.properties('microsoft.graph.quay'))).toEqual([name]);
});

it('a property that one row calls complex and a further one by its type is no text', async () => {
  const rows = ['|mast|complex|x|', '|mast|mast|x|'];
  const shown = ['## JSON representation', '```json', '{ "mast": "Mast" }', '```'];
  const page = resource('ship', rows, '', ...shown);
  const found = await imported({ 'ship.md': page, 'mast.md': resource('mast', ['|id|String|Key.|']) });
  expect(found.properties('microsoft.graph.ship')['mast']).toMatchObject(ref);
});

it('navigations with what they return', async () => {
  const table = ['|Navigation|Return type|Description|', '|--|--|--|', '|[mast](mast.md)|mast|Gets it.|'];
  const page = resource('ship', ['|id|String|Key.|'], '', '## Navigation ', ...table);
  const found = await imported({ 'ship.md': page, 'mast.md': resource('mast', ['|id|String|Key.|']) });
  expect(found.properties('microsoft.graph.ship')['mast']).toMatchObject({
    ...ref,
    'x-ms-navigationProperty': true,
  });
});

it.each([
  ['quayCranes', [], 'quayCranes'],
  ['quayCranes', ['GET /quaycranes/{id}'], 'quayCranes'],
  ['quayCranes', ['GET /x/{id}/QuayCranes', 'GET /y/{id}/quayCRANES'], 'quaycranes'],
])('navigations are spelled as the one way in which paths do it: %s', async (segment, others, name) => {
  const row = '|quaycranes|[ship](ship.md) collection|x|';
  const links = ['## Relationships', '|Relationship|Type|Description|', '|--|--|--|', row];
  const quay = resource('quay', ['|id|String|Key.|'], '', ...links);
  const page = api(
    'List cranes',
    [`GET /quays/{id}/${segment}`, ...others],
    '## Response',
    'Returns `200 OK`.',
  );
  const found = await imported({
    'ship.md': resource('ship', ['|id|String|Key.|']),
    'quay.md': quay,
    'page.md': page,
  });
  expect(Object.keys(found.properties('microsoft.graph.quay'))).toContain(name);
});
