import { describe, expect, it } from 'vitest';
import { api, imported, resource } from '../irregularities/fixtures/written.ts';

const table = (head: string, ...rows: string[]) => [head, '|--|--|--|', ...rows];
const fleet = resource(
  'fleet',
  ['|id|String|Key.|'],
  '',
  '## Relationships',
  ...table('|Relationship|Type|Description|', '|ships|[ship](ship.md) collection|x|'),
);
const add = (...request: string[]) =>
  api(
    'Add it',
    ['POST /fleets/{id}/ships'],
    ...request,
    '## Response',
    'Returns `201 Created`.',
    '## Example',
    '<!-- { "blockType": "response", "@odata.type": "microsoft.graph.fleet" } -->',
    ...['```http', 'HTTP/1.1 201 Created', '', '{ "id": "1" }', '```'],
  );

describe('an annotation of another type than what the path leads to', () => {
  const answer = async (page: readonly string[], ...ship: string[]) => {
    const found = await imported({
      'resources/fleet.md': fleet,
      'resources/ship.md': resource('ship', ['|id|String|Key.|'], '', ...ship),
      'api/fleet-get.md': api(
        'Get fleet',
        ['GET /fleets/{id}'],
        '## Response',
        'Returns `200 OK` and a [fleet](../resources/fleet.md).',
      ),
      'api/ship-add.md': page,
    });
    const body = ['responses', '201', 'content', 'application/json', 'schema'];
    return found.operation('POST /fleets/{fleetId}/ships', ...body);
  };
  const ship = { $ref: '#/components/schemas/microsoft.graph.ship' };
  const methods = table('|Method|Return type|x|', '|[Add](../api/ship-add.md)|[ship](ship.md)|x|');

  it('is none where the table of methods or what is sent says the same as the path', async () => {
    expect(await answer(add(), '## Methods', ...methods)).toEqual(ship);
    expect(await answer(add('## Request body', 'A [ship](../resources/ship.md) object.'))).toEqual(ship);
  });

  it('counts where nothing but the path says so', async () => {
    expect(await answer(add())).toEqual({ $ref: '#/components/schemas/microsoft.graph.fleet' });
  });
});
