import { expect, it } from 'vitest';
import { imported } from '../irregularities/fixtures/written.ts';

/** A ship whose representation shows its rig as `shown`. */
const ship = (description: string, shown: string) => [
  '# ship resource type',
  '## Properties',
  '|Property|Type|Description|',
  '|--|--|--|',
  `|rig|String|${description}|`,
  '## JSON representation',
  '<!-- { "blockType": "resource", "@odata.type": "microsoft.graph.ship" } -->',
  ...['```json', `{ "rig": ${shown} }`, '```'],
];
const rigType = '{ "@odata.type": "microsoft.graph.rigType" }';
const listed = 'How it sails. Possible values are: `sloop`, `ketch`.';

const rigOf = async (pages: Record<string, string[]>) => {
  const found = await imported(pages);
  return {
    rig: found.at('components', 'schemas', 'microsoft.graph.ship', 'properties', 'rig', '$ref'),
    members: found.at('components', 'schemas', 'microsoft.graph.rigType', 'enum'),
  };
};

it.each([rigType, '"@odata.type: microsoft.graph.rigType"'])(
  'a text whose values are listed is of the enumeration that the representation shows as %s',
  async (shown) => {
    expect(await rigOf({ 'ship.md': ship(listed, shown) })).toEqual({
      rig: '#/components/schemas/microsoft.graph.rigType',
      members: ['sloop', 'ketch'],
    });
  },
);

it('a text is of an enumeration of its own page', async () => {
  const rig = ['# rigType enum type', '## Members', '|Member|Value|', '|--|--|', '|sloop|0|', '|ketch|1|'];
  expect(await rigOf({ 'ship.md': ship('How it sails.', rigType), 'rigtype.md': rig })).toEqual({
    rig: '#/components/schemas/microsoft.graph.rigType',
    members: ['sloop', 'ketch'],
  });
});

it('a text without values stays one, whatever the representation shows', async () => {
  const { rig, members } = await rigOf({ 'ship.md': ship('How it sails.', rigType) });
  expect([rig, members]).toEqual([undefined, undefined]);
});
