import { describe, expect, it } from 'vitest';
import { imported, resource } from '../irregularities/fixtures/written.ts';

describe('what is read-only', () => {
  it.each([
    ['Its number. Read-only.', true],
    ['Its number, read-only.', true],
    ['For a ship at sea, it is read-only. In port it may be set.', false],
    ['Whether guests get a read-only copy.', false],
    ['It is read-only when the ship is at sea.', false],
    ['Whether it is "in use." Read-only.', true],
  ])('is said: %s', async (text, says) => {
    const found = await imported({ 'ship.md': resource('ship', [`|berth|String|${text}|`]) });
    const berth = expect(found.properties('microsoft.graph.ship')['berth']);
    if (says) berth.toMatchObject({ readOnly: true });
    else berth.not.toHaveProperty('readOnly');
  });
});
