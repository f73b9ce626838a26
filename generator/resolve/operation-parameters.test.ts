import { expect, it } from 'vitest';
import { api, imported } from '../irregularities/fixtures/written.ts';

const table = ['|Parameter|Type|Description|', '|--|--|--|'];
const said = 'This method also supports the OData query parameters to help customize the response.';

it.each<[string, string[], string[]]>([
  ['parameters of the API', [...table, '|from|String|When.|', '', said], ['from', '$select', '$top']],
  ['some of them', [...table, '|$top|Int32|How many.|', '', said], ['$top']],
  ['nothing else', [said], ['$select', '$top']],
  ['those that are denied', ['Doesn’t support `$top`. You cannot use `$select`.'], []],
  ['one that is not supported', [said, '', '`$top` is not supported.'], ['$select']],
  ['an exception', ['Supports all OData query parameters except `$expand` and `$top`.'], ['$select']],
  [
    'a request in code',
    ['Ask for `$select`.', '', '```http', 'GET /ships?$top=2', '```'],
    ['$select', '$top'],
  ],
  ['an example', [said, '', '```http', 'GET /ships?$top=2', '```'], ['$select', '$top']],
  ['a condition', [`${said} Some are not returned unless \`$select\` is used.`], ['$select', '$top']],
])("OData's options are those that fit, beside %s", async (_, text, wanted) => {
  const answer = 'Returns `200 OK` and a collection of [ship](../resources/ship.md) objects.';
  const rest = ['## Query parameters', ...text, '## Response', answer];
  const found = await imported({ 'ship-list.md': api('List ships', ['GET /ships'], ...rest) });
  const names = found.parameters('GET /ships')['query'] ?? [];
  expect(names.filter((name) => ['from', '$select', '$top'].includes(name))).toEqual(wanted);
});

it.each(['Function parameters', 'Parameters', 'URI parameters'])(
  'arguments are typed by "%s"',
  async (title) => {
    const answer = 'Returns `200 OK` and a [ship](../resources/ship.md) object.';
    const rest = [`## ${title}`, ...table, '|fast|Boolean|How.|', '', '## Response', answer];
    const found = await imported({
      'ship-near.md': api('ship: near', ['GET /ships/near(fast={fast})'], ...rest),
    });
    expect(found.at('paths', '/ships/near(fast={fast})', 'parameters', 0)).toMatchObject({
      name: 'fast',
      schema: { type: 'boolean' },
    });
  },
);

it('an argument of an enumeration is one of its members, a text may be one of the values that are listed', async () => {
  const answer = 'Returns `200 OK` and a [ship](../resources/ship.md) object.';
  const rows = [
    '|rig|shipRig|Possible values are: `sloop`, `brig`.|',
    '|trim|String|Possible values are: `up`, `down`.|',
    '|crew|ship|Who sails.|',
  ];
  const rest = ['## Function parameters', ...table, ...rows, '', '## Response', answer];
  const lines = ['GET /ships/near', "GET /ships/near(rig='{rig}',trim='{trim}')"];
  const found = await imported({ 'ship-near.md': api('ship: near', lines, ...rest) });
  const rig = { $ref: '#/components/schemas/microsoft.graph.shipRig' };
  const trim = { type: 'string', 'x-docpact-documented-values': ['up', 'down'] };
  expect(found.at('paths', "/ships/near(rig='{rig}',trim='{trim}')", 'parameters')).toMatchObject([
    { name: 'rig', schema: rig },
    { name: 'trim', schema: trim },
  ]);
  expect(found.at('paths', '/ships/near', 'get', 'parameters')).toMatchObject([
    { name: 'rig', schema: rig },
    { name: 'trim', schema: trim },
    { name: 'crew', schema: { type: 'string' } },
  ]);
});

it("OData's options of a function are those that fit what it answers with", async () => {
  const optionsOf = async (answer: string) => {
    const rest = ['## Query parameters', said, '', '## Response', `Returns \`200 OK\` and ${answer}.`];
    const lines = ["GET /fleet/near(port='{port}')"];
    const found = await imported({ 'ship-near.md': api('fleet: near', lines, ...rest) });
    return found.parameters("GET /fleet/near(port='{port}')")['query'] ?? [];
  };
  expect(await optionsOf('a [ship](../resources/ship.md) object')).toEqual(['$expand', '$select']);
  expect(await optionsOf('a collection of [ship](../resources/ship.md) objects')).toContain('$filter');
  expect(await optionsOf('something')).toContain('$filter');
});
