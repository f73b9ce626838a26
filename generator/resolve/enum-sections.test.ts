import { expect, it } from 'vitest';
import { imported } from '../irregularities/fixtures/written.ts';

const members = ['|Member|Description|', '|--|--|', '|sloop|One mast.|', '|ketch|Two masts.|'];

/** A ship with a rig, and a section about that. */
const ship = async (type: string, heading: string) => {
  const found = await imported({
    'ship.md': [
      '# ship resource type',
      '## Properties',
      ...['|Property|Type|Description|', '|--|--|--|', `|rig|${type}|How it sails.|`, '|name|String|x|'],
      `### ${heading}`,
      ...members,
      '## JSON representation',
      '<!-- { "blockType": "resource", "@odata.type": "microsoft.graph.ship" } -->',
      ...['```json', '{ "rig": "String", "name": "String" }', '```'],
    ],
  });
  return {
    rig: found.at('components', 'schemas', 'microsoft.graph.shipRig', 'enum'),
    properties: Object.keys(found.properties('microsoft.graph.ship')),
  };
};

it.each([
  ['shipRig', 'shipRig values'],
  ['shipRig', 'rig values'],
  ['shipRig', 'Rig values'],
  ['shipRig', 'rig property values'],
  ['shipRig', 'Enumeration: shipRig'],
  ['shipRig', 'Possible values for the rig property'],
  ['[shipRig](#rig-values)', 'rig values'],
])('the members of the type %s stand below "%s"', async (type, heading) => {
  expect(await ship(type, heading)).toEqual({ rig: ['sloop', 'ketch'], properties: ['rig', 'name'] });
});

it.each(['Values', 'Enum values', 'Members'])(
  '"%s" make no enumeration of a type with properties',
  async (heading) => {
    expect((await ship('String', heading)).properties).toEqual(['rig', 'name']);
  },
);

it('values of a text are members of no enumeration', async () => {
  const { components } = (
    await imported({
      'ship.md': [
        '# ship resource type',
        '## Properties',
        '|Property|Type|Description|',
        '|--|--|--|',
        '|rig|String|x|',
        '### Rig property values',
        ...members,
      ],
    })
  ).document as { components: { schemas: object } };
  expect(Object.keys(components.schemas).filter((name) => /\brig$/i.test(name))).toEqual([]);
});

it('a section that names a type is about that, whatever properties are called', async () => {
  const found = await imported({
    'ship.md': [
      '# ship resource type',
      '## Properties',
      ...['|Property|Type|Description|', '|--|--|--|', '|rig|shipRig|x|', '|second|rig|x|'],
      '### rig values',
      ...members,
    ],
  });
  expect(found.at('components', 'schemas', 'microsoft.graph.rig', 'enum')).toEqual(['sloop', 'ketch']);
});
