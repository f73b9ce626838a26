import { expect, it } from 'vitest';
import { imported } from '../irregularities/fixtures/written.ts';

const page = (title: string, annotated: string) => [
  `# ${title} resource type`,
  '## Properties',
  '|Property|Type|Description|',
  '|--|--|--|',
  '|name|String|x|',
  '## JSON representation',
  `<!-- { "blockType": "resource", "@odata.type": "microsoft.graph.${annotated}" } -->`,
  ...['```json', '{ "name": "String" }', '```'],
];

it.each([
  ['mastRig', 'mastrig', 'mastRig'],
  ['mastRig', 'MastRig', 'mastRig'],
  ['mastrig', 'mastRig', 'mastRig'],
  ['Mast rig', 'mastRig', 'mastRig'],
])('a page headed %s and annotated %s describes %s', async (title, annotated, name) => {
  const found = await imported({ 'rig.md': page(title, annotated) });
  expect(Object.keys(found.properties(`microsoft.graph.${name}`))).toEqual(['name']);
});
