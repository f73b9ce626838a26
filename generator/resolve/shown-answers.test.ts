import { expect, it } from 'vitest';
import { api, imported, ship } from '../irregularities/fixtures/written.ts';

const fence = (...lines: readonly string[]) => ['```http', ...lines, '```'];

const moored = (body: string) =>
  imported({
    'ship.md': ship,
    'ship-moor.md': api(
      'ship: moor',
      ['POST /ships/{id}/moor'],
      '## Response',
      'Returns `200 OK` and what the port says.',
      '## Example',
      ...fence('POST https://graph.microsoft.com/v1.0/ships/1/moor'),
      ...fence('HTTP/1.1 200 OK', 'Content-Type: application/json', '', body),
    ),
  });
const schema = ['responses', '200', 'content', 'application/json', 'schema'] as const;

it.each([
  ['{ "value": true }', { type: 'boolean' }],
  ['{ "@odata.context": "https://a", "value": "north" }', { type: 'string' }],
  ['{ "value": ["north"] }', { type: 'array', items: { type: 'string' } }],
])(
  'an action of which nobody says what it returns returns the simple value that it shows: %s',
  async (body, value) => {
    const found = await moored(body);
    const written = JSON.stringify(found.operation('POST /ships/{shipId}/moor', ...schema));
    expect(JSON.parse(written)).toMatchObject(
      Array.isArray(JSON.parse(body).value)
        ? { allOf: [{}, { properties: { value } }] }
        : { properties: { value } },
    );
  },
);

it('an object with more than a value is none', async () => {
  const found = await moored('{ "value": true, "pier": 3 }');
  expect(found.operation('POST /ships/{shipId}/moor', ...schema)).toEqual({});
});

it.each([
  ['GET /ships/{id}', 'ship'],
  ['POST /ships', 'ship'],
  ['POST /ships/{id}/moor', 'shipCollectionResponse'],
])(
  'one object that an example shows counts more than a list where one is read or made: %s',
  async (line, name) => {
    const status = line.endsWith('ships') ? '201 Created' : '200 OK';
    const found = await imported({
      'ship.md': ship,
      'ship-page.md': api(
        line.endsWith('ships') ? 'Create ship' : 'ship: moor',
        [line],
        '## Response',
        `Returns \`${status}\` and a collection of one [ship](ship.md) object.`,
        '## Example',
        ...fence(line.replace(' ', ' https://graph.microsoft.com/v1.0').replace('{id}', '1')),
        ...fence(`HTTP/1.1 ${status}`, 'Content-Type: application/json', '', '{ "id": "1" }'),
      ),
    });
    const answer = ['responses', status.slice(0, 3), 'content', 'application/json', 'schema'] as const;
    const written = JSON.stringify(found.operation(line.replace('{id}', '{shipId}'), ...answer));
    expect(written).toContain(`microsoft.graph.${name}"`);
  },
);

it.each([
  ['GET /ships/{id}', 'a', 1, 'ship'],
  ['POST /ships', 'a', 1, 'ship'],
  ['POST /ships', 'a', 2, 'shipCollectionResponse'],
  ['POST /ships', 'a collection of one', 1, 'shipCollectionResponse'],
  ['GET /ships', 'a', 1, 'shipCollectionResponse'],
  ['POST /ships/{id}/moor', 'a', 1, 'shipCollectionResponse'],
])(
  'a list of one around what is read or made counts less than the sentence: %s, %s, %i',
  async (line, said, count, name) => {
    const made = line.endsWith('ships') && line.startsWith('POST');
    const status = made ? '201 Created' : '200 OK';
    const list = Array(count).fill('{ "id": "1" }').join(', ');
    const found = await imported({
      'ship.md': ship,
      'ship-page.md': api(
        made ? 'Create ship' : line.endsWith('moor') ? 'ship: moor' : 'Get ship',
        [line],
        '## Response',
        `Returns \`${status}\` and ${said} [ship](ship.md) object.`,
        '## Example',
        ...fence(line.replace(' ', ' https://graph.microsoft.com/v1.0').replace('{id}', '1')),
        ...fence(`HTTP/1.1 ${status}`, 'Content-Type: application/json', '', `{ "value": [${list}] }`),
      ),
    });
    const answer = ['responses', status.slice(0, 3), 'content', 'application/json', 'schema'] as const;
    const written = JSON.stringify(found.operation(line.replace('{id}', '{shipId}'), ...answer));
    expect(written).toContain(`microsoft.graph.${name}"`);
  },
);

it('what a list page shows of one of its members is of one', async () => {
  const page = (title: string, line: string, said: string, body: string) =>
    api(
      title,
      [line],
      '## Response',
      `Returns \`200 OK\` and ${said} in the response body.`,
      '## Example',
      ...fence('GET https://graph.microsoft.com/v1.0/ships/1'),
      ...fence('HTTP/1.1 200 OK', 'Content-Type: application/json', '', body),
    );
  const found = await imported({
    'ship.md': ship,
    'ship-get.md': page('Get ship', 'GET /ships/{id}', 'a [ship](ship.md) object', '{ "id": "1" }'),
    'ship-list.md': page(
      'List ships',
      'GET /ships',
      'a collection of [ship](ship.md) objects',
      '{ "value": [{ "id": "1" }, { "id": "2" }] }',
    ),
  });
  const written = JSON.stringify(found.operation('GET /ships/{shipId}', ...schema));
  expect(written).toContain('microsoft.graph.ship"');
});
