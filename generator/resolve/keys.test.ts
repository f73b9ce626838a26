import { expect, it } from 'vitest';
import { imported, resource } from '../irregularities/fixtures/written.ts';

it('a key that a part of things does not have makes it no entity', async () => {
  const shape = [
    '## JSON representation',
    '<!-- { "blockType": "resource", "keyProperty": "id", "@odata.type": "microsoft.graph.cabin" } -->',
    ...['```json', '{ "beds": 2 }', '```'],
  ];
  const baseOf = async (...rows: string[]) => {
    const found = await imported({
      'entity.md': resource('entity', ['|id|String|Key.|']),
      'cabin.md': [...resource('cabin', rows), ...shape],
      'ship.md': resource('ship', ['|id|String|Key.|', '|cabin|[cabin](cabin.md)|The largest one.|']),
    });
    return found.at('components', 'schemas', 'microsoft.graph.cabin', 'allOf', 0);
  };
  expect(await baseOf('|beds|Int32|How many.|')).toBeUndefined();
  expect(await baseOf('|beds|Int32|How many.|', '|id|String|Key.|')).toEqual({
    $ref: '#/components/schemas/microsoft.graph.entity',
  });
});
