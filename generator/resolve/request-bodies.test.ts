import { describe, expect, it } from 'vitest';
import { api, imported, resource, returnsNothing } from '../irregularities/fixtures/written.ts';

const ships = ['|Relationship|Type|Description|', '|--|--|--|', '|ships|[ship](ship.md) collection|x|'];
const update = (...rows: string[]): string[] =>
  api(
    'Update port',
    ['PATCH /port'],
    '## Request body',
    'Supply a JSON representation of the [port](port.md) object.',
    '|Property|Type|Description|',
    '|--|--|--|',
    ...rows,
    '## Response',
    'Returns `200 OK` and a [port](port.md) object.',
  );
const act = (...rows: string[]): string[] =>
  api(
    'tow action',
    ['POST /port/ships/{id}/tow'],
    '## Request body',
    'Supply the parameters.',
    '|Property|Type|Description|',
    '|--|--|--|',
    ...rows,
    '## Response',
    'Returns `204 No Content`.',
  );

describe('the members of a body that several pages list', () => {
  it('are those of all that send the same', async () => {
    const found = await imported({
      'port.md': resource('port', ['|berths|Int32|x|', '|cranes|Int32|x|', '|name|String|x|']),
      'dock-area-port-update.md': update('|berths|Int32|x|'),
      'load-area-port-update.md': update('|cranes|Int32|x|', '|berths|Int32|Other words.|'),
      'dock-area-ship-tow.md': act('|to|String|x|'),
      'load-area-ship-tow.md': act('|from|String|x|'),
    });
    const members = (...path: string[]) =>
      Object.keys(found.at('components', 'schemas', ...path, 'properties') ?? {}).filter(
        (name) => !name.includes('@'),
      );
    expect(members('microsoft.graph.portUpdate')).toEqual(['berths', 'cranes']);
    const body = ['requestBody', 'content', 'application/json', 'schema', 'properties'];
    const tow = found.at('paths', '/port/ships/{shipId}/tow', 'post', ...body);
    expect(Object.keys(tow ?? {})).toEqual(['to', 'from']);
  });
});

describe('a create page of several types', () => {
  const derived = (name: string) =>
    resource(name, [`|${name}Name|String|x|`], '', 'This type is derived from [vessel](vessel.md).');
  const bodyOf = async (sentence: string, ...rest: readonly string[]) => {
    const found = await imported({
      'vessel.md': resource('vessel', ['|id|String|Key.|']),
      'ship.md': derived('ship'),
      'barge.md': derived('barge'),
      'raft.md': resource('raft', ['|logs|Int32|x|']),
      'vessel-post.md': api('Create vessel', ['POST /vessels'], '## Request body', sentence, ...rest),
    });
    const schema = ['requestBody', 'content', 'application/json', 'schema'];
    const text = JSON.stringify(found.operation('POST /vessels', ...schema));
    return [...text.matchAll(/microsoft\.graph\.(\w+)"/g)].map((match) => match[1]);
  };
  const request = (type: string) => [
    '```http',
    'POST https://graph.microsoft.com/v1.0/vessels',
    '',
    `{ "@odata.type": "#microsoft.graph.${type}" }`,
    '```',
  ];

  it('takes those that its sentence names', async () => {
    const named = 'Supply a JSON representation of a [ship](../resources/ship.md) or';
    expect(await bodyOf(`${named} [barge](../resources/barge.md) object.`)).toEqual([
      'shipCreate',
      'bargeCreate',
    ]);
    expect(await bodyOf('Supply a JSON representation of a [ship](../resources/ship.md) object.')).toEqual([
      'shipCreate',
    ]);
  });

  it('takes those that its examples say they are of, where they are related', async () => {
    const sentence = 'Supply a JSON representation of a [vessel](../resources/vessel.md) object.';
    const examples = ['## Examples', ...request('ship'), ...request('barge'), ...request('raft')];
    expect(await bodyOf(sentence, ...examples)).toEqual(['vesselCreate', 'shipCreate', 'bargeCreate']);
  });
});

describe('bodies that are no JSON', () => {
  const send = (type: string, ...body: string[]) => [
    '```http',
    'PUT https://graph.microsoft.com/v1.0/ships/1/plan',
    `Content-Type: ${type}`,
    '',
    ...body,
    '```',
  ];
  const contentOf = async (...examples: string[]) => {
    const found = await imported({
      'ship-put-plan.md': api(
        'Set the plan',
        ['PUT /ships/{id}/plan'],
        ...returnsNothing,
        '## Example',
        ...examples,
      ),
    });
    return found.operation('PUT /ships/{shipId}/plan', 'requestBody', 'content');
  };
  const shown = (value: string, name = 'replace') => ({ schema: {}, examples: { [name]: { value } } });

  it('are shown as texts', async () => {
    expect(await contentOf(...send('application/xml', '<plan/>'))).toEqual({
      'application/xml': shown('<plan/>'),
    });
    expect(await contentOf(...send('application/zip', '[The file with the plan]'))).toEqual({
      'application/zip': shown('[The file with the plan]'),
    });
  });

  it('are shown each with its media type', async () => {
    expect(
      await contentOf(
        ...send('text/html', '<p>Plan</p>'),
        ...send('multipart/form-data; boundary=x', '--x--'),
      ),
    ).toEqual({ 'text/html': shown('<p>Plan</p>'), 'multipart/form-data': shown('--x--', 'replace2') });
  });

  it('come in each media type that the header names, at each address', async () => {
    const found = await imported({
      'plan.md': resource('plan', ['|id|String|Key.|']),
      'ship-post-plans.md': api(
        'Create plan',
        ['POST /ships/{id}/plans', 'POST /fleet/ships/{id}/plans'],
        '## Request headers',
        '|Name|Description|',
        '|--|--|',
        '|Content-Type|`text/html`, or `multipart/form-data; boundary=x` with pictures.|',
        '## Response',
        'Returns `201 Created` and a [plan](plan.md) object.',
        '## Example',
        ...send('multipart/form-data; boundary=x', '--x--').map((line) => line.replace('PUT', 'POST')),
      ),
    });
    const types = (name: string) => Object.keys(found.operation(name, 'requestBody', 'content') ?? {}).sort();
    expect(types('POST /ships/{shipId}/plans')).toEqual(['multipart/form-data', 'text/html']);
    expect(types('POST /fleet/ships/{shipId}/plans')).toEqual(['multipart/form-data', 'text/html']);
  });
});

it('JSON is read where an example beside it sends a text', async () => {
  const send = (type: string, body: string) => [
    ...['```http', 'POST https://graph.microsoft.com/v1.0/ships/1/hail', `Content-Type: ${type}`, ''],
    ...[body, '```'],
  ];
  const found = await imported({
    'ship-hail.md': api(
      'hail action',
      ['POST /ships/{id}/hail'],
      '## Request body',
      'Supply the parameters.',
      '|Parameter|Type|Description|',
      '|--|--|--|',
      '|signal|String|x|',
      ...returnsNothing,
      '## Examples',
      ...send('text/plain', 'Ahoy'),
      ...send('application/json', '{ "signal": "Ahoy" }'),
    ),
  });
  const content = found.operation('POST /ships/{shipId}/hail', 'requestBody', 'content');
  expect(content).toMatchObject({
    'application/json': { schema: { properties: { signal: { type: 'string' } } } },
    'text/plain': { schema: {} },
  });
});

it('what is changed is what the path leads to, also where the sentence speaks of a part of it', async () => {
  const found = await imported({
    'resources/fleet.md': resource('fleet', ['|id|String|Key.|'], '## Relationships', ...ships),
    'resources/ship.md': resource('ship', ['|id|String|Key.|', '|rules|[rule](rule.md) collection|x|']),
    'resources/rule.md': resource('rule', ['|text|String|x|']),
    'api/fleet-get.md': api(
      'Get fleet',
      ['GET /fleets/{id}'],
      '## Response',
      'Returns `200 OK` and a [fleet](../resources/fleet.md) object.',
    ),
    'api/ship-update.md': api(
      'Update ship',
      ['PATCH /fleets/{id}/ships/{id}'],
      '## Request body',
      'In the request body, supply the values for [shipRules](../resources/rule.md) that change.',
      '|Property|Type|Description|',
      '|--|--|--|',
      '|rules|[rule](rule.md) collection|x|',
      ...returnsNothing,
    ),
  });
  const schema = ['requestBody', 'content', 'application/json', 'schema'];
  expect(found.operation('PATCH /fleets/{fleetId}/ships/{shipId}', ...schema)).toEqual({
    $ref: '#/components/schemas/microsoft.graph.shipUpdate',
  });
});

describe('what is required by a sentence about all rows', () => {
  const requiredOf = async (...sent: readonly string[]) => {
    const rows = ['|name|String|x|', '|berths|Int32|x|', '|owner|String|Required. Who has it.|'];
    const examples = sent.flatMap((body) => ['```http', 'POST https://host/ports', '', body, '```']);
    const found = await imported({
      'port.md': resource('port', ['|id|String|Key.|', ...rows]),
      'port-post.md': api(
        'Create port',
        ['POST /ports'],
        '## Request body',
        'Supply a JSON representation of a [port](port.md) object.',
        'The following table shows the properties that are required when you create the port.',
        ...['', '|Property|Type|Description|', '|--|--|--|', ...rows],
        ...['## Response', 'Returns `201 Created` and a [port](port.md) object.', '## Examples', ...examples],
      ),
    });
    return found.at('components', 'schemas', 'microsoft.graph.portCreate', 'required');
  };

  it('is not what a request of the page does without', async () => {
    expect(await requiredOf()).toEqual(['name', 'berths', 'owner']);
    expect(await requiredOf('{ "name": "x", "berths": 2, "owner": "y" }')).toEqual([
      'name',
      'berths',
      'owner',
    ]);
    expect(await requiredOf('{ "name": "x" }', '{ "name": "x", "berths": 2 }')).toEqual(['name', 'owner']);
  });
});
