import { describe, expect, it } from 'vitest';
import { api, imported, returnsNothing, returnsShip, returnsShips, ship } from './fixtures/written.ts';

describe('irregular request lines', () => {
  it('1: several request lines of one page are operations of one meaning', async () => {
    const found = await imported({
      'ship.md': ship,
      'ship-list.md': api(
        'List ships',
        ['GET /me/ships', 'GET /fleets/{fleet-id}/ships', 'GET /ports/{port-id}/ships'],
        ...returnsShips,
      ),
    });
    const operations = ['GET /fleets/{fleetId}/ships', 'GET /me/ships', 'GET /ports/{portId}/ships'];
    expect(found.operations).toEqual(operations);
    for (const name of operations)
      expect(found.operation(name, 'responses', '200', 'content', 'application/json', 'schema')).toEqual({
        $ref: '#/components/schemas/microsoft.graph.shipCollectionResponse',
      });
    expect(new Set(operations.map((name) => found.operation(name, 'operationId'))).size).toBe(3);
    expect(found.places('paths', '/ports/{portId}/ships', 'get')).toEqual(['ship-list.md:6:1']);
    expect(operations.map((name) => found.operation(name, 'x-docpact-alias-of'))).toEqual([
      '/me/ships',
      undefined,
      '/me/ships',
    ]);
  });

  it('2: alternatives in a placeholder are one parameter that says so', async () => {
    const found = await imported({
      'ship.md': ship,
      'ship-get.md': api('Get ship', ['GET /ships/{id | shipName}'], ...returnsShip),
    });
    expect(found.operations).toEqual(['GET /ships/{shipId}']);
    expect(JSON.stringify(found.at('paths', '/ships/{shipId}', 'parameters'))).toContain('id | shipName');
  });

  it('3: a placeholder that stands twice is two parameters, named after what they address', async () => {
    const found = await imported({
      'ship.md': ship,
      'ship-get.md': api('Get ship', ['GET /fleets/{id}/ships/{id}'], ...returnsShip),
    });
    expect(found.operations).toEqual(['GET /fleets/{fleetId}/ships/{shipId}']);
    expect(found.parameters('GET /fleets/{fleetId}/ships/{shipId}')['path']).toEqual(['fleetId', 'shipId']);
  });

  it('4: placeholders of all four styles are one path', async () => {
    const found = await imported({
      'ship.md': ship,
      'ship-get.md': api('Get ship', ['GET /ships/{shipId}'], ...returnsShip),
      'ship-update.md': api('Update ship', ['PATCH /ships/{ship-id}'], ...returnsShip),
      'ship-delete.md': api('Delete ship', ['DELETE /ships/{ship_id}'], ...returnsNothing),
      'ship-sink.md': api('ship: sink', ['POST /ships/{id|name}/sink'], ...returnsNothing),
    });
    expect(found.operations).toEqual([
      'DELETE /ships/{shipId}',
      'GET /ships/{shipId}',
      'PATCH /ships/{shipId}',
      'POST /ships/{shipId}/sink',
    ]);
  });

  it('5: cast segments are kept as documented', async () => {
    const found = await imported({
      'ship.md': ship,
      'a.md': api('List crew', ['GET /ships/{id}/microsoft.graph.tanker/crew'], ...returnsShips),
      'b.md': api('List tugs', ['GET /ships/graph.tug'], ...returnsShips),
    });
    expect(found.operations).toEqual([
      'GET /ships/graph.tug',
      'GET /ships/{shipId}/microsoft.graph.tanker/crew',
    ]);
  });

  it('6: an address by path is one parameter between its colons, marked as such', async () => {
    const found = await imported({
      'ship.md': ship,
      'a.md': api(
        'Get cargo',
        ['GET /holds/{hold-id}/cargo', 'GET /harbour/root:/{item-path}:/cargo'],
        ...returnsShip,
      ),
    });
    expect(found.operations).toEqual(['GET /harbour/root:/{itemPath}:/cargo', 'GET /holds/{holdId}/cargo']);
    expect(JSON.stringify(found.at('paths', '/harbour/root:/{itemPath}:/cargo'))).toContain(
      '"x-docpact-path-addressing":true',
    );
    expect(JSON.stringify(found.at('paths', '/holds/{holdId}/cargo'))).not.toContain('path-addressing');
  });

  it.each([
    [
      "positions(since='{since}',until='{until}')",
      "positions(since='{since}',until='{until}')",
      ['since', 'until'],
    ],
    ["near(address='<address>')", "near(address='{address}')", ['address']],
    ['cell(row={row},column={column})', 'cell(row={row},column={column})', ['row', 'column']],
  ])('7: a function call with named parameters: %s', async (call, path, names) => {
    const found = await imported({
      'ship.md': ship,
      'ship-f.md': api('ship: compute', [`GET /ships/{id}/${call}`], ...returnsShip),
    });
    const name = `GET /ships/{shipId}/${path}`;
    expect(found.operations).toEqual([name]);
    expect(found.parameters(name)['path']).toEqual(['shipId', ...names]);
    expect(found.operation(name, 'x-ms-docs-operation-type')).toBe('function');
  });

  it('7: arguments have the types of their table, and texts say that they are quoted', async () => {
    const found = await imported({
      'ship.md': ship,
      'ship-cell.md': api(
        'ship: cell',
        ['GET /ships/{id}/cell(row={row},name={name},since=@since)'],
        '## Function parameters',
        '|Parameter|Type|Description|',
        '|--|--|--|',
        '|row|Int32|Which row.|',
        '|name|String|Of which name.|',
        '|since|Date|From when.|',
        ...returnsShip,
      ),
    });
    const path = "/ships/{shipId}/cell(row={row},name='{name}',since=@since)";
    expect(found.operations).toEqual([`GET ${path}`]);
    expect(found.at('paths', path, 'parameters', 1)).toMatchObject({
      name: 'row',
      in: 'path',
      required: true,
      description: 'Which row.',
      schema: { type: 'integer', format: 'int32' },
    });
    const name = found.at('paths', path, 'parameters', 2);
    expect(name).toMatchObject({ name: 'name', schema: { type: 'string' } });
    expect(JSON.stringify(name)).toContain('apostrophes');
    expect(found.operation(`GET ${path}`, 'parameters', 0)).toMatchObject({
      name: '@since',
      in: 'query',
      required: true,
      schema: { type: 'string', format: 'date' },
    });
  });

  it('8: a query in the request line is parameters, not path', async () => {
    const found = await imported({
      'ship.md': ship,
      'a.md': api('List calls', ['GET /ships/{id}/calls?from={from}&to={to}&$top=5'], ...returnsShips),
    });
    expect(found.operations).toEqual(['GET /ships/{shipId}/calls']);
    expect(found.parameters('GET /ships/{shipId}/calls')['query']).toEqual(
      expect.arrayContaining(['from', 'to', '$top']),
    );
  });

  it('9: a placeholder in angle brackets is a parameter', async () => {
    const found = await imported({
      'ship.md': ship,
      'ship-get.md': api('Get ship', ['GET /fleets/<fleetId>/ships/<id>'], ...returnsShip),
    });
    expect(found.operations).toEqual(['GET /fleets/{fleetId}/ships/{shipId}']);
  });

  it('10: blanks in a path and two alternatives on one line lose nothing', async () => {
    const found = await imported({
      'ship.md': ship,
      'a.md': api('Get ship', ['GET /ships/{ship id}'], ...returnsShip),
      'b.md': api('List crew', ['GET /me/crew or GET /ships/{id}/crew'], ...returnsShips),
    });
    expect(found.operations).toEqual(['GET /me/crew', 'GET /ships/{shipId}', 'GET /ships/{shipId}/crew']);
  });

  it('11: $ref, $value and $count are kinds of their own', async () => {
    const found = await imported({
      'ship.md': ship,
      'a.md': api('Add ship', ['POST /fleets/{id}/ships/$ref'], ...returnsNothing),
      'b.md': api('Get photo', ['GET /ships/{id}/photo/$value'], '## Response', 'Returns `200 OK`.'),
      'c.md': api('Count ships', ['GET /ships/$count'], '## Response', 'Returns `200 OK`.'),
    });
    const schema = (name: string, ...way: string[]) => found.operation(name, ...way, 'schema');
    const ref = schema('POST /fleets/{fleetId}/ships/$ref', 'requestBody', 'content', 'application/json');
    expect(JSON.stringify(ref)).toContain('@odata.id');
    expect(found.operation('GET /ships/{shipId}/photo/$value', 'responses', '200', 'content')).toHaveProperty(
      'application/octet-stream',
    );
    expect(schema('GET /ships/$count', 'responses', '200', 'content', 'text/plain')).toMatchObject({
      type: 'integer',
    });
  });

  it('12: no slash before, a slash behind, a whole URL, a version: one form of paths', async () => {
    const found = await imported({
      'ship.md': ship,
      'a.md': api('Get a', ['GET ships/{id}/a'], ...returnsShip),
      'b.md': api('Get b', ['GET /ships/{id}/b/'], ...returnsShip),
      'c.md': api('Get c', ['GET https://graph.microsoft.com/beta/ships/{id}/c'], ...returnsShip),
      'd.md': api('Get d', ['GET /v1.0/ships/{id}/d'], ...returnsShip),
    });
    expect(found.operations).toEqual(['a', 'b', 'c', 'd'].map((last) => `GET /ships/{shipId}/${last}`));
  });

  it('13: an ellipsis in a path makes no path with dots, and is told', async () => {
    const found = await imported({
      'ship.md': ship,
      'ship-delete.md': api(
        'Delete ship',
        ['DELETE /ships/{id}', 'DELETE /fleets/{id}/wings/{id}/.../ships/{id}'],
        ...returnsNothing,
      ),
    });
    expect(found.operations).toContain('DELETE /ships/{shipId}');
    expect(found.operations.join()).not.toContain('...');
    expect(found.operations).toContain('DELETE /fleets/{fleetId}/wings/{wingId}/ships/{shipId}');
    expect(found.codes.filter((code) => code.endsWith('ship-delete.md:5:1'))).toEqual([
      'docs/path-shortened ship-delete.md:5:1',
    ]);
  });

  it('14: "or", headers, comments and a body in the request block are no request lines', async () => {
    const found = await imported({
      'ship.md': ship,
      'a.md': api(
        'Update ship',
        [
          'PATCH /me/ship',
          'or',
          'PATCH /ships/{id}',
          'ship-session-id: {session-id}',
          'Content-Type: application/json',
          '',
          '{ "name": "x", "path": "GET /nothing" }',
        ],
        ...returnsShip,
      ),
      'b.md': api('List ships', ['// of all fleets', 'GET /ships', '# or', 'GET /me/ships'], ...returnsShips),
    });
    expect(found.operations).toEqual([
      'GET /me/ships',
      'GET /ships',
      'PATCH /me/ship',
      'PATCH /ships/{shipId}',
    ]);
  });

  it('15: blocks below headings of their own in "HTTP request" are read, all of them', async () => {
    const found = await imported({
      'ship.md': ship,
      'ship-list.md': [
        '# List ships',
        '## HTTP request',
        'For the navy:',
        '```http',
        'GET /navy/ships',
        '```',
        '### Of a merchant',
        '<!-- { "blockType": "ignored" } -->',
        '```http',
        'GET /merchants/{id}/ships',
        '```',
        '### HTTP request',
        '```',
        'GET /yards/{id}/ships',
        '```',
        ...returnsShips,
      ],
    });
    expect(found.operations).toEqual([
      'GET /merchants/{merchantId}/ships',
      'GET /navy/ships',
      'GET /yards/{yardId}/ships',
    ]);
  });

  it('16: several verbs in one page are operations with bodies and ids of their own', async () => {
    const found = await imported({
      'ship.md': ship,
      'ship-unfollow.md': api(
        'Unfollow ship',
        ['DELETE /me/following/{ship-id}', 'POST /ships/{ship-id}/unfollow'],
        '## Request body',
        'No request body is required.',
        ...returnsNothing,
      ),
    });
    expect(found.operations).toEqual(['DELETE /me/following/{shipId}', 'POST /ships/{shipId}/unfollow']);
    expect(found.operation('POST /ships/{shipId}/unfollow', 'requestBody')).toBeUndefined();
    const ids = found.operations.map((name) => found.operation(name, 'operationId'));
    expect(new Set(ids).size).toBe(2);
  });

  it('17: a page without a request line is told, and the others are read', async () => {
    const found = await imported({
      'ship.md': ship,
      'a.md': ['# Add crew', '## HTTP request', 'See the next page.', ...returnsNothing],
      'b.md': api('Get ship', ['/ships/{id}'], ...returnsShip),
      'c.md': api('Get ship', ['GET /ships/{id}'], ...returnsShip),
    });
    expect(found.operations).toEqual(['GET /ships/{shipId}']);
    expect(found.codes).toContain('docs/request-line-missing a.md:2:1');
    expect(found.codes).toContain('docs/request-line-without-verb b.md:4:1');
  });
});
