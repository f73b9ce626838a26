import { expect, it } from 'vitest';
import { imported, resource } from '../irregularities/fixtures/written.ts';

it('a table of members and the row above it make one enumeration', async () => {
  const found = await imported({
    'ship.md': [
      ...resource('ship', [
        '|rig|[rig](#rig-values)|How it sails. Possible values are: `none`, `sloop`, `ketch`.|',
      ]),
      '',
      '### rig values',
      '|Member|Description|',
      '|--|--|',
      '|sloop|One mast.|',
      '|ketch|Two masts.|',
    ],
  });
  expect(found.at('components', 'schemas', 'microsoft.graph.rig', 'enum')).toEqual([
    'sloop',
    'ketch',
    'none',
  ]);
});
