import { expect, it } from 'vitest';
import { imported, resource } from '../irregularities/fixtures/written.ts';

it.each([
  ['the property', '[{ "id": "String" }]', 'collection', '', true],
  ['the relationship', '{ "id": "String" }', 'collection', '', false],
  ['the relationship where nothing is shown', 'null', 'collection', '', false],
  ['the other property', '{ "id": "String" }', '', 'collection', false],
])('of two tables that list one thing the representation decides for %s', async (...given) => {
  const [, shown, property, relationship, collection] = given;
  const found = await imported({
    'ship.md': resource(
      'ship',
      ['|id|String|Key.|', `|masts|[mast](mast.md) ${property}|What carries sails.|`],
      '',
      '## Relationships',
      '|Relationship|Type|Description|',
      '|--|--|--|',
      `|masts|[mast](mast.md) ${relationship}|What carries sails.|`,
      '## JSON representation',
      ...['```json', `{ "id": "String", "masts": ${shown} }`, '```'],
    ),
    'mast.md': resource('mast', ['|id|String|Key.|']),
  });
  const { masts } = found.properties('microsoft.graph.ship');
  const ref = { $ref: '#/components/schemas/microsoft.graph.mast' };
  expect(masts).toMatchObject({
    ...(collection ? { type: 'array', items: ref } : ref),
    'x-ms-navigationProperty': true,
  });
});
