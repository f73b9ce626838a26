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
