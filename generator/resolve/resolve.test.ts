import { describe, expect, it } from 'vitest';
import {
  api,
  resource,
  returnsShip,
  returnsShips,
  type Written,
} from '../irregularities/fixtures/written.ts';
import type { Property } from '../model/description.ts';
import { placeText } from '../model/place.ts';
import { readDocumentation } from '../read-documentation.ts';
import { resolve } from './resolve.ts';

/** The description that pages make, and what was said meanwhile. */
function described(pages: Written) {
  const files = Object.entries(pages).map(([file, lines]) => ({
    file,
    bytes: new TextEncoder().encode(lines.join('\n')),
  }));
  const { value, diagnostics } = resolve(readDocumentation(files).value?.facts ?? []);
  return {
    ...value,
    named: Object.fromEntries(value.types.map((type) => [type.name.replace('microsoft.graph.', ''), type])),
    operationNames: value.operations.map(({ method, path }) => `${method} ${path}`),
    codes: diagnostics.map((one) => `${one.code} ${placeText(one.at)}`),
  };
}

const request = (url: string) => ['## Example', '```http', `GET ${url}`, '```'];
/** `id String`, `mast microsoft.graph.mast collection`. */
const typed = (properties: readonly Property[] = []) =>
  properties.map(({ name, type }) => `${name} ${type.name}${type.collection ? ' collection' : ''}`);

const ship = resource('ship', ['|id|String|Key.|', '|name|String|Her name.|']);

describe('the server', () => {
  const server = (...urls: string[]) =>
    described({
      'ship.md': ship,
      ...Object.fromEntries(
        urls.map((url, i) => [
          `ship-get-${i}.md`,
          [...api('Get ship', ['GET /ships/{id}'], ...returnsShip), ...request(url)],
        ]),
      ),
    }).servers.map(({ value, origin }) => `${value} ${origin.places.map(placeText)[0] ?? origin.inferred}`);

  it('is the one that most example requests show, from where it is shown first', () => {
    const [beta, own] = ['https://graph.microsoft.com/beta', 'http://own.example/v1.0'];
    expect(server(`${beta}/ships/1`, `${own}/ships/1`, `${own}/ships/2`)).toEqual([
      `${own} ship-get-1.md:10:1`,
    ]);
    expect(server(`${own}/ships/1`, `${beta}/ships/1`, `${beta}?x`)).toEqual([`${beta} ship-get-1.md:10:1`]);
    expect(server(`${own}/ships/1`, `${own}`, `${beta}/ships/1`)).toEqual([`${own} ship-get-0.md:10:1`]);
  });

  it('is the first by name where two are shown as often', () => {
    const urls = ['https://b.example/beta/ships', 'https://a.example/beta/ships'];
    expect(server(...urls)).toEqual(['https://a.example/beta ship-get-1.md:10:1']);
    expect(server(...urls.reverse())).toEqual(['https://a.example/beta ship-get-0.md:10:1']);
  });

  it('is the usual one where no example shows a version, or none at all', () => {
    const usual = ['https://graph.microsoft.com/v1.0 standard-server'];
    expect(server('https://a.example/v1.0x/ships', 'https://a.example/ships/v1.0')).toEqual(usual);
    expect(server()).toEqual(usual);
  });
});

describe('pages of two dialects', () => {
  const readme = [
    '# Lighthouse API',
    'Base URL: `https://lights.example/v1`',
    '## GET /lights/:id',
    '**Response** `200 OK`',
    '```json',
    '{ "id": 1, "lamps": [{ "colour": "red" }] }',
    '```',
    '## DELETE /lights/:id',
    '## POST /aids',
    '## GET /ships',
    '## Models',
    '### Lamp',
    '| Field | Type |',
    '|---|---|',
    '| colour | string |',
    '### zone',
    '| Field | Type |',
    '|---|---|',
    '| depth | number |',
  ];
  const reference: Written = {
    'ship.md': ship,
    'ship-list.md': api('List ships', ['GET /ships'], ...returnsShips),
    'ship-sink.md': api('Sink ship', ['DELETE /lights'], '## Response', 'Returns `204 No Content`.'),
  };

  it('make one list of operations and one of types, the reference page before the other', () => {
    const both = described({ 'README.md': readme, ...reference });
    expect(both.operationNames).toEqual([
      'post /aids',
      'delete /lights',
      'delete /lights/{id}',
      'get /lights/{id}',
      'get /ships',
    ]);
    expect(both.types.map(({ name }) => name)).toEqual([
      'GetLightsById200Response',
      'GetLightsById200ResponseLampsItem',
      'Lamp',
      'microsoft.graph.ship',
      'zone',
    ]);
    expect(both.codes).toEqual(['docs/operation-of-other-dialect README.md:10:4']);
    expect([both.title, both.servers.map(({ value }) => value)]).toEqual([
      undefined,
      ['https://graph.microsoft.com/v1.0'],
    ]);
  });

  it('have one type of a name, which is that of the reference page', () => {
    const blueprint = [
      'FORMAT: 1A',
      '# Data Structures',
      '## microsoft.graph.ship (object)',
      '+ tons (number)',
    ];
    const { types } = described({ 'ships.md': blueprint, ...reference });
    expect(types.map(({ properties }) => typed(properties))).toEqual([['id Edm.String', 'name Edm.String']]);
    expect(described({ 'ships.md': blueprint }).types.map(({ properties }) => typed(properties))).toEqual([
      ['tons Edm.Double'],
    ]);
  });

  it('are named by the other one where no reference page has an operation', () => {
    const { title, servers } = described({ 'README.md': readme, 'ship.md': ship });
    expect([title?.value, servers.map(({ value }) => value)]).toEqual([
      'Lighthouse API',
      ['https://lights.example/v1'],
    ]);
  });

  it('are not thought to be two where there is one', () => {
    const { title, servers, types } = described(reference);
    expect(title).toBeUndefined();
    expect(servers).toHaveLength(1);
    expect(types.map(({ name }) => name)).toEqual(['microsoft.graph.ship']);
  });
});

describe('a name without a namespace', () => {
  const berth = (name: string) => resource(name, ['|id|String|Key.|']);
  const other = (namespace: string) => [
    '# berth resource type',
    `Namespace: ${namespace}`,
    ...berth('berth').slice(2),
  ];
  const row = '|berth|berth|Where.|';
  const both: Written = { 'berth.md': berth('berth'), 'z/berth.md': other('microsoft.graph.zone') };
  const rowOf = (pages: Written, type: string) => typed(described(pages).named[type]?.properties).at(-1);

  it('is of the namespace of the type of its page', () => {
    const pages = { ...both, 'dock.md': resource('dock', ['|id|String|Key.|', row]) };
    expect(rowOf(pages, 'dock')).toBe('berth microsoft.graph.berth');
    const annotated = [
      ...pages['dock.md'],
      '## JSON representation',
      '<!-- { "blockType": "resource", "@odata.type": "microsoft.graph.zone.dock" } -->',
      '```json',
      '{ "id": "String" }',
      '```',
    ];
    expect(rowOf({ ...pages, 'dock.md': annotated }, 'zone.dock')).toBe('berth microsoft.graph.zone.berth');
  });

  it('is of the namespace that its page states, where it describes no type', () => {
    const page = (namespace: string) => [
      '# Get berth',
      namespace,
      ...api('', ['GET /docks/{id}/berth']).slice(1),
      '## Response',
      'Returns `200 OK` and a **berth** object.',
    ];
    const answer = (namespace: string) =>
      described({ ...both, 'berth-get.md': page(namespace) }).operations[0]?.responses[0]?.type?.name;
    expect(answer('Namespace: microsoft.graph.zone')).toBe('microsoft.graph.zone.berth');
    expect(answer('Gets it.')).toBe('microsoft.graph.berth');
  });
});

describe('a type without a page', () => {
  const answer = (type: string, body: string) => [
    '## Response',
    `Returns \`200 OK\` and a [${type}](../resources/${type}.md) object.`,
    '## Example',
    '```http',
    'GET https://graph.microsoft.com/v1.0/masts/1',
    '```',
    '```http',
    'HTTP/1.1 200 OK',
    'Content-Type: application/json',
    '',
    body,
    '```',
  ];
  const get = (body: string, type = 'mast') => api('Get mast', ['GET /masts/{id}'], ...answer(type, body));

  it.each([
    ['an object', '{ "@odata.context": "x", "id": "1", "sails@odata.count": 2, "value": 1.5, "sails": 2 }'],
    ['the first object of a list', '{ "value": [{ "id": "1", "value": 1.5, "sails": 2 }, { "flags": 1 }] }'],
    ['an object in `value`', '{ "@odata.context": "x", "value": { "id": "1", "value": 1.5, "sails": 2 } }'],
  ])('has the members that examples show: %s', (_, body) => {
    const { mast } = described({ 'mast-get.md': get(body) }).named;
    expect(typed(mast?.properties)).toEqual(['id Edm.String', 'value Edm.Double', 'sails Edm.Int32']);
    expect(mast?.properties.map(({ origin }) => origin.places.map(placeText))).toEqual(
      Array(3).fill(['mast-get.md:16:1']),
    );
  });

  it.each([
    ['an object', '"Anna"'],
    ['a list of objects', '{ "value": ["Anna"] }'],
    ['a list with something in it', '{ "value": [] }'],
  ])('has none where what is shown is not %s', (_, body) => {
    const { mast } = described({ 'mast-get.md': get(body) }).named;
    expect([mast?.described, mast?.properties]).toEqual([false, []]);
  });

  it('has none of what no type can declare: annotations and names that clients made', () => {
    const body =
      '{ "id": "1", "sails@odata.count": 2, "sails[]": [], "0f1e2d3c-4b5a": true, "ada@example.com": 1 }';
    const { mast } = described({ 'mast-get.md': get(body) }).named;
    expect(mast?.properties.map(({ name }) => name)).toEqual(['id']);
  });

  it('has those of all examples', () => {
    const other = api('Find mast', ['GET /ships/{id}/mast'], ...answer('mast', '{ "flags": 1 }'));
    const line = other.indexOf('GET https://graph.microsoft.com/v1.0/masts/1');
    other[line] = 'GET https://graph.microsoft.com/v1.0/ships/1/mast';
    const { mast } = described({ 'mast-get.md': get('{ "id": "1" }'), 'mast-find.md': other }).named;
    expect(typed(mast?.properties)).toEqual(['id Edm.String', 'flags Edm.Int32']);
  });

  it('is not made by an example of one that has a page', () => {
    const body = '{ "id": "1", "pennant": { "@odata.type": "microsoft.graph.pennant" } }';
    const both = { 'mast-get.md': get(body, 'ship'), 'ship.md': ship };
    expect(Object.keys(described(both).named)).toEqual(['ship']);
    const alone = described({ 'mast-get.md': get(body) });
    expect(Object.keys(alone.named)).toEqual(['mast', 'pennant']);
    expect(alone.codes).toEqual([
      'docs/resource-page-missing mast-get.md:7:9',
      'docs/resource-page-missing mast-get.md:16:1',
    ]);
  });

  const sent = (title: string, line: string, row: string) =>
    api(
      title,
      [line],
      '## Request body',
      'Supply a JSON representation of a [mast](../resources/mast.md) object.',
      '|Property|Type|Description|',
      '|:--|:--|:--|',
      row,
      '## Response',
      'Returns `204 No Content`.',
    );

  it('has the rows of all pages that it is sent to, but not the parameters of an action', () => {
    const pages = {
      'mast-update.md': sent('Update mast', 'PATCH /masts/{id}', '|height|Double|How high.|'),
      'mast-create.md': sent('Create mast', 'POST /masts', '|wood|String|What of.|'),
      'ship-rig.md': sent('ship: rig', 'POST /ships/{id}/rig', '|when|Date|On which day.|'),
    };
    expect(typed(described(pages).named['mast']?.properties)).toEqual([
      'wood Edm.String',
      'height Edm.Double',
    ]);
  });
});

describe('a type that operations answer with', () => {
  const get = (line: string, ...more: string[]) =>
    api(
      'Get crew',
      [line],
      '## Response',
      'Returns `200 OK` and a [crew](../resources/crew.md) object.',
      ...more,
    );
  const promise = ['## Example', 'All of the properties will be returned from an actual call.'];
  const crew = resource('crew', ['|id|String|Number.|', '|name|String|Name.|']);

  it('is an entity where an `id` is all that is known of it', () => {
    const body = '{ "id": "1", "hand": { "@odata.type": "microsoft.graph.hand" } }';
    const example = ['## Example', '```http', 'GET https://graph.microsoft.com/v1.0/crew', '```'];
    const answer = ['```http', 'HTTP/1.1 200 OK', 'Content-Type: application/json', '', body, '```'];
    const { crew: shown, hand } = described({ 'crew-get.md': get('GET /crew', ...example, ...answer) }).named;
    expect([shown?.kind, shown?.key?.value]).toEqual(['entity', 'id']);
    expect([hand?.kind, hand?.key]).toEqual(['complex', undefined]);
  });

  it('has all properties in each answer where all pages say so', () => {
    const one = { 'crew.md': crew, 'crew-get.md': get('GET /crew', ...promise) };
    expect(described(one).named['crew']?.returnsAll?.places.map(placeText)).toEqual(['crew-get.md:9:1']);
    const two = { ...one, 'crew-of.md': get('GET /ships/{id}/crew') };
    expect(described(two).named['crew']?.returnsAll).toBeUndefined();
  });
});
