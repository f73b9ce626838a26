import { expect, it } from 'vitest';
import { api, imported, resource, returnsShip, ship } from '../irregularities/fixtures/written.ts';
import { pointer } from '../model/pointer.ts';

const silent = ['## Response', 'Returns `200 OK`.'];
const boats = '|boats|[boat](boat.md) collection|x|';
const pages = {
  'ship.md': [...ship, '## Relationships', '|Relationship|Type|Description|', '|:--|:--|:--|', boats],
  'boat.md': resource('boat', ['|id|String|Key.|']),
  'ship-get.md': api('Get ship', ['GET /ships/{id}'], ...returnsShip),
  'boat-get.md': api('Get boat', ['GET /ships/{id}/boats/{id}'], ...silent),
  'boat-list.md': api('List boats', ['GET /ships/{id}/boats'], ...silent),
};
const json = ['content', 'application/json', 'schema'];
const schemaAt = (path: string, ...below: (string | number)[]) =>
  pointer('/paths', path, 'get', 'responses', '200', ...json, ...below);

it('a type that no page names with the answer carries the rule that found it, single or a list', async () => {
  const found = await imported(pages);
  const boat = '#/components/schemas/microsoft.graph.boat';
  const single = found.operation('GET /ships/{shipId}/boats/{boatId}', 'responses', '200', ...json);
  expect(single).toEqual({ $ref: boat });
  expect(found.rule(schemaAt('/ships/{shipId}/boats/{boatId}'))).toBe('type-from-path');
  const list = found.operation('GET /ships/{shipId}/boats', 'responses', '200', ...json);
  expect(list).toEqual({ $ref: `${boat}CollectionResponse` });
  expect(found.rule(schemaAt('/ships/{shipId}/boats'))).toBe('type-from-path');
  expect(found.rule(schemaAt('/ships/{shipId}'))).toBeUndefined();
});

it('a list that is written where it stands carries its own rule there, and that of its items on them', async () => {
  const boat = resource('boat', ['|id|String|Key.|'], '', 'Inherits from [vessel](vessel.md).');
  const raft = resource('raft', ['|id|String|Key.|'], '', 'Inherits from [vessel](vessel.md).');
  const either =
    'Returns `200 OK` and a collection of [boat](../resources/boat.md) or [raft](../resources/raft.md) objects.';
  const found = await imported({
    'vessel.md': resource('vessel', ['|id|String|Key.|']),
    'boat.md': boat,
    'raft.md': raft,
    'thing-list.md': api('List things', ['GET /things'], '## Response', either),
  });
  expect(found.rule(schemaAt('/things'))).toBe('odata-collection');
  expect(found.rule(schemaAt('/things', 'allOf', 1, 'properties', 'value'))).toBe('common-base-type');
});

it('members that are described are no type that was found', async () => {
  const members = [
    '## Response',
    'A JSON object:',
    '',
    '|Name|Type|Description|',
    '|--|--|--|',
    '|knots|Int32|x|',
  ];
  const found = await imported({ 'speed-get.md': api('Get speed', ['GET /speed'], ...members) });
  expect(found.operation('GET /speed', 'responses', '200', ...json, 'properties')).toHaveProperty('knots');
  expect(found.rule(schemaAt('/speed'))).toBeUndefined();
});

it('a member of an enumeration, whose values stand on the page of another type, travels in an object', async () => {
  const values = ['### shipState values', '|Member|Description|', '|--|--|', '|afloat|x|', '|docked|x|'];
  const named = '[shipState](../resources/ship.md#shipstate-values)';
  const found = await imported({
    'ship.md': [...ship, ...values],
    'ship-getstate.md': api(
      'ship: getState',
      ['GET /ships/{id}/getState'],
      ...['## Response', `Returns \`200 OK\` and a ${named} in the response body.`],
    ),
  });
  const schema = found.operation('GET /ships/{shipId}/getState', 'responses', '200', ...json);
  expect(schema).toMatchObject({
    type: 'object',
    properties: { value: { $ref: '#/components/schemas/microsoft.graph.shipState' } },
  });
});
