import { describe, expect, it } from 'vitest';
import { api, imported, resource, ship } from '../irregularities/fixtures/written.ts';

const fence = (...lines: readonly string[]) => ['```http', ...lines, '```'];
const shipSchema = { $ref: '#/components/schemas/microsoft.graph.ship' };
const answer = (operation: string, status: string, media = 'application/json') =>
  [operation, 'responses', status, 'content', media, 'schema'] as const;

describe('answers of which the page tells once', () => {
  it('an action that an example shows to answer with a list does so at each of its addresses', async () => {
    const found = await imported({
      'ship.md': ship,
      'ship-refit.md': api(
        'ship: refit',
        ['POST /me/ships/{id}/refit', 'POST /fleets/{id}/ships/{id}/refit'],
        '## Response',
        'Returns `200 OK` and the [ship](ship.md) object.',
        '## Example',
        ...fence('POST https://graph.microsoft.com/v1.0/me/ships/1/refit'),
        ...fence('HTTP/1.1 200 OK', '', '{ "value": [{ "id": "1" }] }'),
      ),
    });
    const list = { $ref: '#/components/schemas/microsoft.graph.shipCollectionResponse' };
    expect(found.operation(...answer('POST /me/ships/{shipId}/refit', '200'))).toEqual(list);
    expect(found.operation(...answer('POST /fleets/{fleetId}/ships/{shipId}/refit', '200'))).toEqual(list);
  });

  it('what hangs below a thing is of the kind that the page makes of both', async () => {
    const found = await imported({
      'ship.md': resource('cargoShip', ['|id|String|Key.|']),
      'ship-post.md': api(
        'Launch a cargoShip',
        ['POST /fleets/{fleet-id}/ships', 'POST /fleets/{fleet-id}/ships/{ship-id}/escorts'],
        '## Response',
        'Returns `201 Created` and a new [cargoShip](ship.md) object.',
      ),
    });
    const cargoShip = { $ref: '#/components/schemas/microsoft.graph.cargoShip' };
    for (const path of ['/fleets/{fleetId}/ships', '/fleets/{fleetId}/ships/{shipId}/escorts'])
      expect(found.operation(...answer(`POST ${path}`, '201'))).toEqual(cargoShip);
  });

  it('a success that no example shows is of the type of the examples with a success that is not stated', async () => {
    const found = await imported({
      'ship.md': ship,
      'ship-moor.md': api(
        'ship: mooringUrl',
        ['GET /ships/{id}/mooringUrl'],
        '## Response',
        'Returns `200 OK` and where to moor the ship in the response body.',
        '## Example',
        ...fence('GET https://graph.microsoft.com/v1.0/ships/1/mooringUrl'),
        '<!-- { "blockType": "response", "@odata.type": "Edm.String" } -->',
        ...fence('HTTP/1.1 201 Created', 'Content-Type: application/json', '', '{ "value": "https://a/b" }'),
      ),
    });
    const of = (status: string) =>
      found.operation(...answer('GET /ships/{shipId}/mooringUrl', status), 'properties');
    expect(of('200')).toMatchObject({ value: { type: 'string' } });
    expect(of('200')).toEqual(of('201'));
  });

  const write = (line: string, ...rest: readonly string[]) =>
    imported({
      'ship.md': ship,
      'ship-put.md': api('Make or replace a ship', [line], '## Response', ...rest),
    });

  it.each(['PUT', 'POST'])(
    'what makes or replaces answers with the same in either case: %s',
    async (method) => {
      const found = await write(
        `${method} /ships/{id}`,
        'Returns `201 Created` if it was made or `200 OK` if it was replaced.',
        '## Example',
        ...fence(`${method} https://graph.microsoft.com/v1.0/ships/1`),
        '<!-- { "blockType": "response", "@odata.type": "microsoft.graph.ship" } -->',
        ...fence('HTTP/1.1 200 OK', 'Content-Type: application/json', '', '{ "id": "1" }'),
      );
      expect(found.operation(...answer(`${method} /ships/{shipId}`, '200'))).toEqual(shipSchema);
      expect(found.operation(...answer(`${method} /ships/{shipId}`, '201'))).toEqual(shipSchema);
    },
  );

  it('also where that is a file', async () => {
    const found = await write(
      'PUT /ships/{id}/$value',
      '* If the [ship](ship.md) exists, returns `200 OK`.',
      '* If the [ship](ship.md) does not exist, returns `201 Created`.',
      '## Example',
      ...fence('PUT https://graph.microsoft.com/v1.0/ships/1/$value'),
      ...fence('HTTP/1.1 200 OK', 'Content-Type: application/xml', '', '<ship/>'),
    );
    const contents = ['200', '201'].map((status) =>
      Object.keys(found.operation('PUT /ships/{shipId}/$value', 'responses', status, 'content') ?? {}),
    );
    expect(contents).toEqual([['application/xml'], ['application/xml']]);
  });

  it('not where one of them is said to have no body', async () => {
    const found = await write(
      'PUT /ships/{id}',
      'Returns `200 OK` and a [ship](ship.md) object.',
      '',
      'Returns `201 Created` if it was made. It does not return anything in the response body.',
    );
    expect(found.operation(...answer('PUT /ships/{shipId}', '200'))).toEqual(shipSchema);
    expect(found.operation('PUT /ships/{shipId}', 'responses', '201', 'content')).toBeUndefined();
  });
});
