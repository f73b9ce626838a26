import { describe, expect, it } from 'vitest';
import { api, imported, resource, returnsShip, ship } from './fixtures/written.ts';

describe('irregular types', () => {
  it('27: sub-namespaces, stated, annotated or in a file name', async () => {
    const found = await imported({
      'harbour-berth.md': [
        '# berth resource type',
        'Namespace: microsoft.graph.harbour',
        '## Properties',
        '|Property|Type|Description|',
        '|--|--|--|',
        '|id|String|Key.|',
        '|crane|microsoft.graph.harbour.crane|Its crane.|',
        '|second|[crane](harbour-crane.md)|Another.|',
      ],
      'harbour-crane.md': [
        '# crane resource type',
        '## Properties',
        '|Property|Type|Description|',
        '|--|--|--|',
        '|reach|Int32|How far.|',
        '## JSON representation',
        '<!-- { "blockType": "resource", "@odata.type": "microsoft.graph.harbour.crane" } -->',
        '```json',
        '{ "reach": 1 }',
        '```',
      ],
      'crane.md': resource('crane', ['|bird|Boolean|Whether it flies.|']),
    });
    const properties = JSON.stringify(found.properties('microsoft.graph.harbour.berth'));
    expect(properties.split('#/components/schemas/microsoft.graph.harbour.crane"').length - 1).toBe(2);
    expect(Object.keys(found.properties('microsoft.graph.crane'))).toEqual(['bird']);
    expect(Object.keys(found.properties('microsoft.graph.harbour.crane'))).toEqual(['reach']);
  });

  it('28: one type described on several pages is one type with the places of all', async () => {
    const pages = {
      'a-ship.md': resource('ship', ['|id|String|Key.|', '|name|String|Its name.|']),
      'b-ship.md': resource('ship', ['|id|String|Key.|', '|mast|Int32|How many.|']),
    };
    const found = await imported(pages);
    expect(Object.keys(found.properties('microsoft.graph.ship'))).toEqual(['id', 'name', 'mast']);
    expect(found.places('components', 'schemas', 'microsoft.graph.ship', 'properties', 'id')).toEqual([
      'a-ship.md:6:1',
      'b-ship.md:6:1',
    ]);
  });

  it('29: rows repeated from a base belong to the base, where it has them', async () => {
    const found = await imported({
      'vessel.md': resource('vessel', ['|id|String|Key.|', '|name|String|Its name.|']),
      'tug.md': [
        '# tug resource type',
        'Inherits from [vessel](vessel.md).',
        '## Properties',
        '|Property|Type|Description|',
        '|--|--|--|',
        '|id|String|Key. Inherited from [vessel](vessel.md)|',
        '|name|String|Its name. Inherited from [vessel](vessel.md)|',
        '|draught|Double|How deep. Inherited from [vessel](vessel.md)|',
        '|power|Int32|How strong.|',
      ],
    });
    expect(found.at('components', 'schemas', 'microsoft.graph.tug', 'allOf', 0)).toEqual({
      $ref: '#/components/schemas/microsoft.graph.vessel',
    });
    expect(Object.keys(found.properties('microsoft.graph.tug'))).toEqual(['draught', 'power']);
    expect(Object.keys(found.properties('microsoft.graph.vessel'))).toEqual(['id', 'name']);
  });

  it('30: the annotation names the type, whatever the heading says', async () => {
    const found = await imported({
      'chart.md': [
        '# Chart resource type',
        '## Properties',
        '|Property|Type|Description|',
        '|--|--|--|',
        '|id|String|Key.|',
        '## JSON representation',
        '<!-- { "blockType": "resource", "@odata.type": "microsoft.graph.seaChart" } -->',
        '```json',
        '{ "id": "string" }',
        '```',
      ],
      'chart-get.md': api(
        'Get Chart',
        ['GET /charts/{id}'],
        '## Response',
        'Returns `200 OK` and a [Chart](../resources/chart.md) object.',
      ),
    });
    const schemas = Object.keys((found.at('components', 'schemas') ?? {}) as object);
    expect(schemas.filter((name) => /chart/i.test(name))).toEqual(['microsoft.graph.seaChart']);
    expect(
      found.operation('GET /charts/{chartId}', 'responses', '200', 'content', 'application/json', 'schema'),
    ).toEqual({ $ref: '#/components/schemas/microsoft.graph.seaChart' });
  });

  it('types are told by their length, as numeric, only by kind, or with another capital', async () => {
    const found = await imported({
      'ship.md': resource(
        'ship',
        [
          '|name|string, maximum size 20|Its name.|',
          '|home|String (max length 5)|Its port.|',
          '|price|numeric|What it costs.|',
          '|mast|complex|How high.|',
          '|hull|complex|How wide.|',
          '|sail|Microsoft.graph.sail|How many.|',
        ],
        '## JSON representation',
        ['```json', '{ "price": 1, "mast": { "@odata.type": "microsoft.graph.mast" } }', '```'].join('\n'),
      ),
    });
    const { name, home, price, mast, hull, sail } = found.properties('microsoft.graph.ship');
    for (const text of [name, home]) expect(text).toMatchObject({ type: 'string' });
    expect(price).toMatchObject({ type: 'number', format: 'decimal' });
    expect(mast).toEqual({ $ref: '#/components/schemas/microsoft.graph.mast', description: 'How high.' });
    expect(hull).toEqual({ description: 'How wide.' });
    expect(sail).toMatchObject({ $ref: '#/components/schemas/microsoft.graph.sail' });
  });

  it('34: what a page leaves out (namespace, sections, status, doc_type) drops nothing else', async () => {
    const found = await imported({
      'ship.md': ['---', 'doc_type: apiPageType', '---', ...ship],
      'a.md': [
        '---',
        'doc_type: resourcePageType',
        '---',
        ...api('Get ship', ['GET /ships/{id}'], ...returnsShip),
      ],
      'b.md': api('Delete ship', ['DELETE /ships/{id}']),
      'c.md': api(
        'Get name',
        ['GET /ships/{id}/name'],
        '## Response',
        'The [ship](ship.md) object in the response body.',
      ),
    });
    expect(found.operations).toEqual([
      'DELETE /ships/{shipId}',
      'GET /ships/{shipId}',
      'GET /ships/{shipId}/name',
    ]);
    for (const name of found.operations)
      expect(Object.keys(found.operation(name, 'responses') as object).length).toBeGreaterThan(0);
    expect(Object.keys(found.properties('microsoft.graph.ship'))).toEqual(['id', 'name']);
    expect(JSON.stringify(found.operation('GET /ships/{shipId}/name', 'responses'))).toContain(
      '/microsoft.graph.ship"',
    );
  });

  it.each([
    ['after the sentence', 'The rig: `sloop`, `ketch`, `yawl`.'],
    [
      'as a list of lines',
      'How she is rigged.</br>`sloop` - one mast</br>`ketch` - two</br>`yawl` - also two',
    ],
    ['with "one of"', 'The rig; can be one of `sloop`, `ketch`, or `yawl`.'],
  ])('35: values only in prose, %s', async (_, description) => {
    const found = await imported({
      'ship.md': resource('ship', [
        `|rig|String|${description}|`,
        '|note|String|See `name` and `flag` of the ship.|',
      ]),
    });
    const { rig, note } = found.properties('microsoft.graph.ship');
    expect(rig).toMatchObject({ 'x-docpact-documented-values': ['sloop', 'ketch', 'yawl'] });
    expect(note).not.toHaveProperty('x-docpact-documented-values');
  });

  it('35: values after the lead-in', async () => {
    const rig = '|rig|String|The rig. Possible values are: `sloop`, `ketch`, `yawl`.|';
    const found = await imported({ 'ship.md': resource('ship', [rig]) });
    expect(found.properties('microsoft.graph.ship')['rig']).toMatchObject({
      'x-docpact-documented-values': ['sloop', 'ketch', 'yawl'],
    });
  });

  it('35: values only in prose make the enumeration that the row names', async () => {
    const found = await imported({
      'ship.md': resource('ship', ['|rig|shipRig|The rig: `sloop`, `ketch`, `yawl`. Required.|']),
    });
    expect(found.at('components', 'schemas', 'microsoft.graph.shipRig', 'enum')).toEqual([
      'sloop',
      'ketch',
      'yawl',
    ]);
  });

  describe('an open type without a table', () => {
    const cargo = (json: string, ...more: string[]) => [
      '# cargo resource type',
      'Each kind of goods is a member whose value is an amount.',
      '## JSON representation',
      '<!-- { "blockType": "resource", "openType": true, "@odata.type": "microsoft.graph.cargo" } -->',
      ...['```json', json, '```', ...more],
    ];

    it('has no properties of those that its samples show', async () => {
      const sample = ['Example:', '```json', '{ "rum": 3 }', '```'];
      const found = await imported({ 'cargo.md': cargo('{ "Tea": 12, "Owner": "Ada" }', ...sample) });
      expect(found.properties('microsoft.graph.cargo')).toEqual({});
      const told = found.codes.filter((code) => code.startsWith('docs/name-of-client-left-out'));
      expect(told).toHaveLength(3);
    });

    it('has those that are shown with words for their types', async () => {
      const found = await imported({ 'cargo.md': cargo('{ "owner": "String", "weight": 12 }') });
      expect(Object.keys(found.properties('microsoft.graph.cargo'))).toEqual(['owner', 'weight']);
    });

    it('has none where its properties are said to be those that clients define', async () => {
      const said = 'You define the properties of this open type: their names are ids of ships.';
      const shown = cargo('{ "a7kLp": { "@odata.type": "microsoft.graph.load", "weight": 7 } }');
      const found = await imported({
        'cargo.md': [...shown.slice(0, 2), '## Properties', said, ...shown.slice(2)],
      });
      expect(found.properties('microsoft.graph.cargo')).toEqual({});
    });
  });
});
