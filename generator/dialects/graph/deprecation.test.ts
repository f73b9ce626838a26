import { describe, expect, it } from 'vitest';
import { api, imported, resource, returnsShip, ship } from '../../irregularities/fixtures/written.ts';
import { deprecation, isRowDeprecated } from './deprecation.ts';

describe('what is deprecated', () => {
  const about = 'Sail a ship api/ship-sail.md';
  it.each<[string, boolean, boolean]>([
    ['This API is deprecated.', false, true],
    ['This version of the fleet API is deprecated and will stop returning data on May 1, 2023.', false, true],
    ['The fleet API is deprecated and will stop returning data on May 1. Please use boats.', false, true],
    ['The fleet API is deprecated. Please use boats.', true, true],
    ['The fleet API is deprecated. Please use boats.', false, false],
    ['The ship resource has been deprecated.', false, true],
    ['Sails a ship. Note: This action is deprecated.', false, true],
    ['The older version, the fleet API, will be deprecated.', true, false],
    ['The previous fleet API is deprecated.', true, false],
    ['This replaces the fleet API, which is deprecated.', true, false],
    ['Apps should be updated, as boats are being deprecated.', true, false],
    ['This API is deprecated for boats.', true, false],
    ['Gets deprecated ships.', false, false],
  ])('%s %s', (text, warns, expected) => {
    expect(deprecation(text, about, warns) !== undefined).toBe(expected);
  });

  it.each<[string, boolean]>([
    ['Deprecated.', true],
    ['(Deprecated) Its sail.', true],
    ['Its sail. Deprecated. Use **rig** instead.', true],
    ['Deprecated as of May. Its sail.', true],
    ['Its sail. This property is in the process of being deprecated. Use rig.', true],
    ['Its sail. The sail property has been deprecated.', true],
    ['NOTE: This property is deprecated and will be removed.', true],
    ['Whether the ship is deprecated.', false],
    ['Deprecated ships have none.', false],
    ['Possible values are: `new`, `deprecated`.', false],
    ['This property replaces the deprecated rig.', false],
    ['This property will be deprecated.', false],
    ['The rig property is deprecated; use this one.', false],
  ])('%s', (text, expected) => {
    expect(isRowDeprecated(text, 'sail')).toBe(expected);
  });
});

it('is marked so in the document', async () => {
  const caution = ['', '> [!CAUTION]', '> The boats API is deprecated. Use ships.', ''];
  const [title = '', ...rest] = api('Get boat', ['GET /boats/{id}'], ...returnsShip);
  const [head = '', ...rows] = resource('boat', [
    '|id|String|Key.|',
    '|sail|[ship](ship.md)|Deprecated. Has none.|',
    '|rig (deprecated)|String|How it sails.|',
  ]);
  const found = await imported({
    'api/boat-get.md': [title, ...caution, ...rest],
    'api/ship-get.md': api('Get ship', ['GET /ships/{id}'], ...returnsShip),
    'resources/boat.md': [head, ...caution, ...rows],
    'resources/ship.md': ship,
  });
  expect(found.operation('GET /boats/{boatId}', 'deprecated')).toBe(true);
  expect(found.operation('GET /ships/{shipId}', 'deprecated')).toBeUndefined();
  const schema = (name: string) => found.at('components', 'schemas', `microsoft.graph.${name}`, 'deprecated');
  expect([schema('boat'), schema('ship')]).toEqual([true, undefined]);
  const { id, sail, rig } = found.properties('microsoft.graph.boat');
  expect([id, sail, rig]).toMatchObject([{}, { deprecated: true }, { deprecated: true }]);
  expect(id).not.toHaveProperty('deprecated');
  expect(found.places('paths', '/boats/{boatId}', 'get', 'deprecated')).toEqual(['api/boat-get.md:3:3']);
});
