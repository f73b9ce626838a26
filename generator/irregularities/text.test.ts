import { describe, expect, it } from 'vitest';
import { api, imported, resource, returnsNothing, returnsShip, ship } from './fixtures/written.ts';

const type = 'microsoft.graph.ship';

describe('irregular text', () => {
  it('18: tabs look like headings of level 1 and close no section', async () => {
    const found = await imported({
      'ship.md': ship,
      'ship-get.md': [
        '# Get ship',
        '## HTTP request',
        '# [HTTP](#tab/http)',
        '```http',
        'GET /ships/{id}',
        '```',
        '# [Rust](#tab/rust)',
        '[!INCLUDE [sample](../includes/snippets/rust/ship-get.md)]',
        '---',
        '## Response',
        '# [HTTP](#tab/http)',
        'Returns `200 OK` and a [ship](ship.md) object.',
        '## Example',
        '### Request',
        '# [HTTP](#tab/http)',
        '```http',
        'GET https://graph.microsoft.com/v1.0/ships/1',
        '```',
        '# [Rust](#tab/rust)',
        '```rust',
        'ships.get()',
        '```',
        '### Response',
        '```http',
        'HTTP/1.1 200 OK',
        'Content-Type: application/json',
        '',
        '{ "id": "1", "name": "Anna" }',
        '```',
      ],
    });
    const media = ['responses', '200', 'content', 'application/json'] as const;
    expect(found.operation('GET /ships/{shipId}', ...media, 'schema')).toEqual({
      $ref: `#/components/schemas/${type}`,
    });
    expect(JSON.stringify(found.operation('GET /ships/{shipId}', ...media, 'examples'))).toContain('Anna');
  });

  it('19: entities and tags in cells are what a reader sees', async () => {
    const found = await imported({
      'ship.md': resource('ship', [
        '|name&nbsp;|String&nbsp;collection|Up to &lt;5&gt; names.<br/>Or&nbsp;none.</br>Q&amp;A|',
        '|<b>kind</b>|String|<ul><li>steam</li><li>sail</li></ul>|',
      ]),
    });
    expect(found.properties(type)).toEqual({
      name: { type: 'array', items: { type: 'string' }, description: 'Up to <5> names. Or none. Q&A' },
      kind: { type: 'string', description: 'steam sail' },
    });
  });

  it('20: a row with too few cells is read, one with an unescaped pipe keeps its name and type', async () => {
    const found = await imported({
      'ship.md': resource('ship', [
        '|name|String|',
        '|flag|String|`red`|`blue`, whichever.|',
        '|mast|Int32|How many.|',
      ]),
    });
    expect(Object.entries(found.properties(type))).toMatchObject([
      ['name', { type: 'string' }],
      ['flag', { type: 'string' }],
      ['mast', { type: 'integer', description: 'How many.' }],
    ]);
  });

  it('21: a delimiter row with another column count still makes a table', async () => {
    const found = await imported({
      'ship.md': [
        '# ship resource type',
        '## Properties',
        '|Property|Type|Description|',
        '|:--|:--|',
        '|name|String|Its name.|',
        '## Relationships',
        '|Relationship|Type|Description|',
        '|:--|:--|:--|:--|',
        '|sister|[ship](ship.md)|The same yard.|',
      ],
    });
    expect(Object.keys(found.properties(type))).toEqual(['name', 'sister']);
  });

  it('22: headings and broken lines inside a table are no properties', async () => {
    const found = await imported({
      'ship.md': resource(
        'ship',
        [
          '|**General**|||',
          '|name|String|Its name. The options below',
          'apply to the whole fleet. Possible values are: `a`, `b`.|',
          '|**Onboarding**||',
          '|mast|Int32|How many.|',
        ],
        '',
      ),
    });
    expect(Object.keys(found.properties(type))).toEqual(['name', 'mast']);
    expect(found.properties(type)).toMatchObject({ mast: { type: 'integer' } });
  });

  it('23: reference links in type cells, defined at the end of the page', async () => {
    const found = await imported({
      'hull.md': resource('hull', ['|length|Double|In feet.|']),
      'ship.md': resource(
        'ship',
        [
          '|hull|[hull][]|Its hull.|',
          '|spares|[hull][] collection|More.|',
          '|others|Collection([hull][])|Even more.|',
          '|main|[hull]|The one.|',
        ],
        '',
        '[hull]: hull.md',
      ),
    });
    const hull = { $ref: '#/components/schemas/microsoft.graph.hull' };
    const found2 = Object.entries(found.properties(type)).map(([name, schema]) => [
      name,
      JSON.stringify(schema).includes('"array"'),
      JSON.stringify(schema).includes(hull.$ref),
    ]);
    expect(found2).toEqual([
      ['hull', false, true],
      ['spares', true, true],
      ['others', true, true],
      ['main', false, true],
    ]);
  });

  it('24: types and link files in the wrong letter case are the same type', async () => {
    const found = await imported({
      'resources/cargohold.md': resource('cargoHold', ['|size|Int32|How large.|']),
      'resources/ship.md': resource('ship', [
        '|hold|[CargoHold](../resources/CargoHold.md)|One.|',
        '|second|cargohold|Another.|',
        '|third|microsoft.graph.Cargohold|And one more.|',
      ]),
    });
    expect(JSON.stringify(found.properties(type)).split('/microsoft.graph.cargoHold"').length - 1).toBe(3);
    expect(found.codes).toEqual([]);
  });

  it('25: several types or prose in a type cell invent no type', async () => {
    const found = await imported({
      'hull.md': resource('hull', ['|length|Double|In feet.|']),
      'keel.md': resource('keel', ['|length|Double|In feet.|']),
      'ship.md': resource('ship', [
        '|base|[hull](hull.md) or [keel](keel.md)|Either.|',
        '|state|The state of the ship at sea.|Shifted.|',
        '|size|Int32/Int64|Hm.|',
      ]),
    });
    const schemas = Object.keys((found.at('components', 'schemas') ?? {}) as object);
    expect(schemas.filter((name) => !/\.(?:hull|keel|ship)$|Error/.test(name))).toEqual([]);
    expect(Object.keys(found.properties(type))).toEqual(['base', 'state', 'size']);
  });

  it('26: decorated names are names, instance annotations are no properties', async () => {
    const found = await imported({
      'ship.md': resource('ship', [
        '|**id**|String|Key.|',
        '|`name`|String|Its name.|',
        '|mast (optional)|Int32|How many.|',
        '|**flag** (preview)|String|Its flag.|',
        '|@microsoft.graph.conflictBehavior|String|What to do.|',
      ]),
    });
    expect(Object.keys(found.properties(type))).toEqual(['id', 'name', 'mast', 'flag']);
  });

  it('31: annotations that are no JSON, are not closed, or stand far away', async () => {
    const found = await imported({
      'ship.md': resource(
        'ship',
        ['|name|String|Its name.|'],
        '## JSON representation',
        '<!-- {',
        '  "blockType": "resource",',
        '  "@odata.type": "microsoft.graph.ship",',
        '  "baseType": "microsoft.graph.vessel",',
        '} -->',
        '```json',
        '{ "name": "String" }',
        '```',
        '<!-- uuid: 1',
        'never closed',
      ),
      'vessel.md': resource('vessel', ['|id|String|Key.|']),
      'ship-delete.md': api(
        'Delete ship',
        ['DELETE /ships/{id}'],
        ...returnsNothing,
        '<!-- { "type": "#page.annotation", "description": "an',
        'apostrophe’s line break" } -->',
      ),
    });
    expect(JSON.stringify(found.at('components', 'schemas', type))).toContain('microsoft.graph.vessel');
    expect(found.codes.filter((code) => code.startsWith('docs/annotation-malformed'))).toEqual([
      'docs/annotation-malformed ship-delete.md:8:54',
      'docs/annotation-malformed ship.md:11:39',
    ]);
  });

  it.each(['\n', '\r\n', '\r', '\r\r\n'])('33: lines that end in %j', async (end) => {
    const lines = [
      '---',
      'title: "x"',
      '---',
      ...api('Delete ship', ['DELETE /ships/{id}'], ...returnsNothing),
    ];
    const found = await imported({ 'ship.md': ship, 'ship-delete.md': [lines.join(end)] });
    expect(found.operation('DELETE /ships/{shipId}', 'summary')).toBe('Delete ship');
    expect(found.operation('DELETE /ships/{shipId}', 'responses')).toHaveProperty('204');
    expect(found.codes).toEqual([]);
  });

  it.each([
    ['a trailing comma', '{ "name": "Anna", }', 'docs/example-json-repaired'],
    ['comments', '{ "name": "Anna" /* hers */ } // end', 'docs/example-json-repaired'],
    ['an ellipsis', '{ "name": "Anna", ... }', undefined],
    ['typographic quotes', '{ “name”: “Anna” }', undefined],
    ['a missing comma', '{ "name": "Anna" "id": "1" }', undefined],
  ])('32: malformed JSON with %s is told, and repaired where its meaning is plain', async (_, body, code) => {
    const found = await imported({
      'ship.md': ship,
      'ship-get.md': api(
        'Get ship',
        ['GET /ships/{id}'],
        ...returnsShip,
        '## Example',
        '```http',
        'GET https://graph.microsoft.com/v1.0/ships/1',
        '```',
        '```http',
        'HTTP/1.1 200 OK',
        'Content-Type: application/json',
        '',
        body,
        '```',
      ),
    });
    const told = found.codes.filter((each) => each.startsWith('docs/example-json'));
    expect(told).toHaveLength(1);
    const shown = JSON.stringify(found.operation('GET /ships/{shipId}', 'responses', '200')).includes('Anna');
    if (told[0]?.startsWith('docs/example-json-malformed')) expect(shown).toBe(false);
    else expect(shown).toBe(true);
    if (code !== undefined) expect(told[0]).toContain(code);
  });

  it('33: no-break spaces, tabs, zero-width characters, fences without a language', async () => {
    const found = await imported({
      'ship.md': resource('ship', [
        '|\u00a0name\u00a0|\tString\u200b|Its\u00a0name.\u200b|',
        '|\ufeffmast|Int32\u00a0collection|How\tmany.|',
      ]),
      'ship-get.md': [
        '#\u00a0Get ship',
        '##\u00a0HTTP request',
        '```',
        'GET\u00a0/ships/{id}\u200b',
        'PATCH\t/ships/{id}\u00a0',
        '```',
        '## Response\u00a0',
        'Returns\u00a0`200\u00a0OK`\u00a0and\u00a0a [ship](ship.md)\u00a0object.',
      ],
    });
    expect(found.operations).toEqual(['GET /ships/{shipId}', 'PATCH /ships/{shipId}']);
    expect(found.properties(type)).toMatchObject({
      name: { type: 'string', description: 'Its name.' },
      mast: { type: 'array', items: { type: 'integer' }, description: 'How many.' },
    });
    expect(found.operation('GET /ships/{shipId}', 'responses')).toHaveProperty('200');
  });
});
