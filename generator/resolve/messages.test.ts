import { describe, expect, it } from 'vitest';
import { importPages } from '../import-pages.ts';
import type { Operation } from '../model/description.ts';
import { entries, type JsonObject } from '../model/json.ts';
import { valueAt } from '../model/pointer.ts';

const bytes = (lines: readonly string[]) => new TextEncoder().encode(lines.join('\n'));

/** A resource page: `ship`, derived from `vessel`, with relationships. */
function resource(name: string, base?: string, relationships: readonly string[] = []): [string, string[]] {
  return [
    `resources/${name.toLowerCase()}.md`,
    [
      `# ${name} resource type`,
      'Namespace: microsoft.graph',
      '## Properties',
      '|Property|Type|Description|',
      '|--|--|--|',
      `|${name}Name|String|x|`,
      ...(relationships.length > 0
        ? ['## Relationships', '|Relationship|Type|Description|', '|--|--|--|', ...relationships]
        : []),
      '## JSON representation',
      `<!-- { "blockType": "resource", "keyProperty": "id", ${base ? `"baseType": "microsoft.graph.${base}", ` : ''}"@odata.type": "microsoft.graph.${name}" } -->`,
      '```json',
      `{ "id": "String", "${name}Name": "String" }`,
      '```',
    ],
  ];
}

function page(
  file: string,
  title: string,
  requests: readonly string[],
  ...rest: string[]
): [string, string[]] {
  return [`api/${file}.md`, [`# ${title}`, '## HTTP request', '```http', ...requests, '```', ...rest]];
}

const fleet = [
  resource('vessel', undefined, ['|crew|[person](person.md) collection|x|']),
  resource('ship', 'vessel'),
  resource('barge', 'vessel'),
  resource('person'),
  resource('sailor', 'person'),
  resource('cook', 'person'),
];

async function imported(...pages: [string, string[]][]) {
  const files = [...fleet, ...pages].map(([file, lines]) => ({ file, bytes: bytes(lines) }));
  const { value, diagnostics } = await importPages(files);
  if (!value) throw new Error(JSON.stringify(diagnostics));
  const text = (o: Operation) =>
    o.responses.map(({ status, type, others, typeOrigin, origin }) => {
      const names = [type, ...others].map((one) =>
        one ? `${one.name?.replace('microsoft.graph.', '')}${one.collection ? '[]' : ''}` : '-',
      );
      const silent = typeOrigin.inferred === 'no-body-documented';
      const rule = silent ? origin.inferred : (typeOrigin.inferred ?? origin.inferred);
      return `${status} ${names.join('|')}${rule ? ` (${rule})` : ''}`;
    });
  const answers = Object.fromEntries(
    value.description.operations.map((o) => [`${o.method} ${o.path}`, text(o).join(', ')]),
  );
  return { answers, document: value.document, operations: value.description.operations };
}

const answer = (name: string, list = false) =>
  `Returns \`200 OK\` and a ${list ? 'collection of ' : ''}[${name}](../resources/${name}.md) object${list ? 's' : ''}.`;

describe('the type of an answer', () => {
  it('is the declared one of several types that a sentence names', async () => {
    const text =
      'Returns `200 OK` and a collection of [sailor](../resources/sailor.md) and/or [cook](../resources/cook.md) objects.';
    const { answers, document } = await imported(
      page('vessel-list-crew', 'List crew', ['GET /vessels/{id}/crew'], '## Response', text),
      page('vessel-get', 'Get vessel', ['GET /vessels/{id}'], '## Response', answer('vessel')),
    );
    expect(answers['get /vessels/{vesselId}/crew']).toMatch(/^200 person\[\]\|sailor\[\]\|cook\[\]/);
    const at = '/paths/~1vessels~1{vesselId}~1crew/get/responses/200/content/application~1json/schema';
    const { items } = valueAt(document, `${at}/allOf/1/properties/value`) as { items: JsonObject };
    expect(items['anyOf']).toHaveLength(3);
  });

  it('of pages about derived types is their base, and what is sent one of theirs', async () => {
    const create = (name: string) =>
      page(
        `${name}-create`,
        `Create ${name}`,
        ['POST /fleet/vessels'],
        '## Request body',
        `Supply a JSON representation of a [${name}](../resources/${name}.md) object.`,
        '## Response',
        `Returns \`201 Created\` and a [${name}](../resources/${name}.md) object.`,
      );
    const { answers, document } = await imported(create('ship'), create('barge'));
    expect(answers['post /fleet/vessels']).toMatch(
      /^201 vessel\|(?:ship\|barge|barge\|ship) \(common-base-type\)$/,
    );
    const at = '/paths/~1fleet~1vessels/post/requestBody/content/application~1json/schema';
    expect(JSON.stringify(valueAt(document, at))).toContain('shipCreate');
  });

  it('is the one that a line casts to, whatever base its sentence names', async () => {
    const { answers } = await imported(
      page('vessel-get', 'Get vessel', ['GET /vessels/{id}'], '## Response', answer('vessel')),
      page(
        'vessel-list',
        'List vessels',
        ['GET /vessels/microsoft.graph.ship', 'GET /vessels/graph.barge', 'GET /vessels'],
        '## Response',
        answer('vessel', true),
      ),
    );
    const types = Object.entries(answers).map(([line, text]) => [line, text.split(' ')[1]]);
    expect(Object.fromEntries(types)).toEqual({
      'get /vessels': 'vessel[]',
      'get /vessels/graph.barge': 'barge[]',
      'get /vessels/microsoft.graph.ship': 'ship[]',
      'get /vessels/{vesselId}': 'vessel',
    });
  });

  it('is each line its own, where lines of one page lead to different things', async () => {
    const { answers } = await imported(
      page(
        'ship-get',
        'Get ship',
        ['GET /ships/{id}', 'GET /ships', 'GET /ships/$count', 'GET /ships/{id}/$value'],
        '## Response',
        answer('ship'),
      ),
    );
    expect(answers).toEqual({
      'get /ships': '200 ship[]',
      'get /ships/$count': '200 -',
      'get /ships/{shipId}': '200 ship',
      'get /ships/{shipId}/$value': '200 -',
    });
  });

  it('is not what lines further down are said to be, nor the name of a collection', async () => {
    const shows = (type: string, line: string) => [
      '<!-- { "blockType": "request" } -->',
      '```http',
      `GET ${line}`,
      '```',
      `<!-- { "blockType": "response", "@odata.type": "${type}" } -->`,
      '```http',
      'HTTP/1.1 200 OK',
      '',
      type.startsWith('Collection') ? '{ "value": [] }' : '{ "id": "1" }',
      '```',
    ];
    const { answers } = await imported(
      page(
        'dock-list-moored',
        'List moored',
        ['GET /docks/{id}/moored'],
        '## Response',
        'Returns the items in the moored collection of the dock. It is made of [cook](../resources/cook.md) resources.',
      ),
      page(
        'dock-list-berths',
        'List berths',
        ['GET /docks/{id}/berths'],
        '## Response',
        answer('barge', true),
        '## Example',
        ...shows('Collection(microsoft.graph.barge)', '/docks/{id}/berths'),
        '## One person of a berth',
        '### HTTP request',
        ...shows('microsoft.graph.person', '/docks/{id}/berths/{berth-id}/master'),
        '## Berths with cooks',
        '### HTTP request',
        ...shows('Collection(microsoft.graph.cook)', '/docks/{id}/moored?$expand=berths'),
      ),
    );
    expect(answers).toMatchObject({
      'get /docks/{dockId}/berths': '200 barge[]',
      'get /docks/{dockId}/berths/{berthId}/master': '200 person',
      'get /docks/{dockId}/moored': '200 cook[]',
    });
  });

  it.each<[string, string[], string]>([
    [
      'an annotation',
      [
        '## Example',
        '<!-- { "blockType": "response", "@odata.type": "microsoft.graph.ship", "isCollection": true } -->',
        '```http',
        'HTTP/1.1 200 OK',
        '',
        '{ "value": [{ "id": "1" }] }',
        '```',
      ],
      '200 ship[]',
    ],
    [
      'the body itself',
      ['## Example', '```http', 'HTTP/1.1 200 OK', '', '{ "@odata.type": "#microsoft.graph.ship" }', '```'],
      '200 ship',
    ],
    [
      'a sentence without a code',
      ['## Response', 'The method returns a [ship](../resources/ship.md) object in the response body.'],
      '200 ship (status-of-method)',
    ],
    ['nothing', [], '200 - (status-of-method)'],
    [
      'a table of members',
      [
        '## Response',
        'Returns `200 OK` and an object:',
        '',
        '|Name|Type|Description|',
        '|--|--|--|',
        '|knots|Int32|x|',
      ],
      '200 undefined (body-of-get)',
    ],
  ])('comes from %s', async (_, lines, expected) => {
    const { answers } = await imported(page('dock-find', 'Find', ['GET /docks/near'], ...lines));
    expect(answers['get /docks/near']).toBe(expected);
  });
});

describe('what is written of messages', () => {
  it('lists go on, changes can be asked for again, headers and errors are there', async () => {
    const { document } = await imported(
      page('ship-list', 'List ships', ['GET /ships'], '## Response', answer('ship', true)),
      page('ship-delta', 'ship: delta', ['GET /ships/delta'], '## Response', answer('ship', true)),
      page(
        'ship-sail',
        'ship: sail',
        ['POST /ships/{id}/sail'],
        '## Response',
        'Returns `202 Accepted` and a `Location` header, or `409 Conflict`.',
      ),
    );
    const schema = (path: string) =>
      JSON.stringify(valueAt(document, `/paths/${path}/get/responses/200/content/application~1json/schema`));
    expect(schema('~1ships')).toContain('microsoft.graph.shipCollectionResponse');
    expect(schema('~1ships~1delta')).toContain('BaseDeltaFunctionResponse');
    expect(valueAt(document, '/paths/~1ships/get/x-ms-pageable')).toEqual({
      nextLinkName: '@odata.nextLink',
    });
    const base = '/components/schemas/BaseDeltaFunctionResponse/properties';
    expect(entries(valueAt(document, base)).map(([name]) => name)).toContain('@odata.deltaLink');
    expect(
      valueAt(document, '/components/schemas/microsoft.graph.shipCollectionResponse/allOf/1/required'),
    ).toEqual(['value']);
    const sail = valueAt(document, '/paths/~1ships~1{shipId}~1sail/post/responses') as JsonObject;
    expect(sail['202']).toEqual({
      description: 'Accepted',
      headers: { Location: { schema: { type: 'string' } } },
    });
    expect(JSON.stringify(sail['409'])).toContain('ODataErrors.ODataError');
  });

  it('parameters are an object of their own, from the table or from the example', async () => {
    const { document, operations } = await imported(
      page(
        'ship-sail',
        'ship: sail',
        ['POST /ships/{id}/sail'],
        '## Request body',
        'Provide these parameters.',
        '',
        '|Parameter|Type|Description|',
        '|--|--|--|',
        '|To|String|Required.|',
        '|speed|Int32|x|',
      ),
      page(
        'ship-stop',
        'ship: stop',
        ['POST /ships/{id}/stop'],
        '## Example',
        '```http',
        'POST https://graph.microsoft.com/v1.0/ships/1/stop',
        'Content-Type: application/json',
        '',
        '{ "now": true }',
        '```',
      ),
    );
    const body = (path: string) =>
      valueAt(
        document,
        `/paths/~1ships~1{shipId}~1${path}/post/requestBody/content/application~1json/schema`,
      );
    expect(body('sail')).toMatchObject({
      type: 'object',
      required: ['To'],
      properties: { To: { type: 'string' } },
    });
    expect(body('stop')).toMatchObject({ properties: { now: { type: 'boolean' } } });
    const stop = operations.find((o) => o.path.endsWith('/stop'));
    expect(stop?.requestBody?.properties[0]?.origin.inferred).toBe('parameter-from-example');
  });

  it('a list of objects that is said to be one of texts is what its annotation says', async () => {
    const answer = (name: string, body: string) =>
      page(
        `ship-${name}`,
        `ship: ${name}`,
        [`POST /ships/${name}`],
        '## Response',
        'Returns `200 OK` and a String collection object.',
        '## Example',
        '```http',
        `POST https://graph.microsoft.com/v1.0/ships/${name}`,
        '```',
        '<!-- { "blockType": "response", "@odata.type": "microsoft.graph.anchor", "isCollection": true } -->',
        '```http',
        'HTTP/1.1 200 OK',
        'Content-Type: application/json',
        '',
        body,
        '```',
      );
    const { operations } = await imported(
      answer('anchors', '{ "value": [{ "depth": 4 }] }'),
      answer('names', '{ "value": ["a"] }'),
    );
    expect(operations.map(({ responses }) => responses[0]?.type)).toEqual([
      { name: 'microsoft.graph.anchor', collection: true },
      { name: 'Edm.String', collection: true },
    ]);
  });

  it('bytes are of a media type of their own, and not what the line beside `$value` answers with', async () => {
    const { document } = await imported(
      page(
        'chart-get',
        'Get chart',
        ['GET /charts/print'],
        '## Response',
        'Returns `200 OK` and the binary data of the chart.',
      ),
      page(
        'flag-get',
        'Get flag',
        ['GET /flag', 'GET /flag/$value'],
        '## Response',
        'Returns `200 OK` and the binary data of the flag.',
      ),
    );
    const media = (path: string) =>
      entries(valueAt(document, `/paths/${path}/get/responses/200/content`)).map(([type]) => type);
    expect([media('~1charts~1print'), media('~1flag'), media('~1flag~1$value')]).toEqual([
      ['application/octet-stream'],
      ['application/json'],
      ['application/octet-stream'],
    ]);
  });

  it('scopes that are needed together are one requirement', async () => {
    const { document } = await imported(
      page(
        'ship-list',
        'List ships',
        ['GET /ships'],
        '## Permissions',
        '|Type|Permissions (from most to least privileged)|',
        '|--|--|',
        '|Delegated (work or school account)|B.Read, A.Read and C.Read|',
        '|Application|Not supported.|',
      ),
    );
    expect(valueAt(document, '/paths/~1ships/get/security')).toEqual([
      { delegated: ['A.Read', 'C.Read'] },
      { delegated: ['B.Read'] },
    ]);
  });
});
