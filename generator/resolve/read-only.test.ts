import { describe, expect, it } from 'vitest';
import { api, imported, resource } from '../irregularities/fixtures/written.ts';

describe('what is read-only', () => {
  it.each([
    ['Its number. Read-only.', true],
    ['Its number, read-only.', true],
    ['For a ship at sea, it is read-only. In port it may be set.', false],
    ['Whether guests get a read-only copy.', false],
    ['It is read-only when the ship is at sea.', false],
    ['`true` if it may be changed; `false` if this ship is read-only.', false],
    ['Whether it is "in use." Read-only.', true],
  ])('is said: %s', async (text, says) => {
    const found = await imported({ 'ship.md': resource('ship', [`|berth|String|${text}|`]) });
    const berth = expect(found.properties('microsoft.graph.ship')['berth']);
    if (says) berth.toMatchObject({ readOnly: true });
    else berth.not.toHaveProperty('readOnly');
  });
});

describe('a key that clients choose', () => {
  const createdWith = async (key: string, body: string) => {
    const found = await imported({
      'ship.md': resource('ship', [`|id|String|${key}|`, '|name|String|What it is called.|']),
      'ship-post.md': api(
        'Create ship',
        ['POST /ships'],
        '## Request body',
        'Supply a JSON representation of a [ship](ship.md) object.',
        '## Response',
        'Returns `201 Created` and a [ship](ship.md) object.',
        '## Example',
        '<!-- { "blockType": "request", "name": "create_ship" } -->',
        '```http',
        'POST https://graph.microsoft.com/v1.0/ships',
        '',
        body,
        '```',
      ),
    });
    expect(found.properties('microsoft.graph.ship')['id']).toMatchObject({ readOnly: true });
    return Object.keys(found.properties('microsoft.graph.shipCreate'));
  };

  it('is one that a request of the page sends', async () => {
    expect(await createdWith('Its call sign.', '{ "id": "brig", "name": "Brig" }')).toEqual(['id', 'name']);
    expect(await createdWith('Its call sign.', '{ "name": "Brig" }')).toEqual(['name']);
  });

  it('is not one that is called read-only', async () => {
    expect(await createdWith('Read-only.', '{ "id": "brig", "name": "Brig" }')).toEqual(['name']);
  });
});
