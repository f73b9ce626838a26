import { expect, it } from 'vitest';
import { imported } from '../irregularities/fixtures/written.ts';

const page = (title: string, annotated: string, ...rows: readonly string[]) => [
  `# ${title}`,
  '## Properties',
  '|Property|Type|Description|',
  '|--|--|--|',
  '|id|String|Key.|',
  ...rows.map((row) => `|${row}|String|x|`),
  '## JSON representation',
  `<!-- { "blockType": "resource", "@odata.type": "microsoft.graph.${annotated}" } -->`,
  ...['```json', '{ "id": "String" }', '```'],
];
const ship = page('ship resource type', 'ship', 'name', 'master', 'port');

it('a page with an annotation from another page describes what its heading says', async () => {
  const berth = page('BerthSettings open type', 'ship', 'depth', 'crane', 'name');
  const found = await imported({ 'ship.md': ship, 'berth.md': berth });
  expect(Object.keys(found.properties('microsoft.graph.ship'))).toEqual(['id', 'name', 'master', 'port']);
  expect(Object.keys(found.properties('microsoft.graph.berthSettings'))).toEqual([
    'id',
    'depth',
    'crane',
    'name',
  ]);
  expect(found.codes.join()).toContain('docs/annotation-of-another-page berth.md');
});

it('pages that list the same describe one type, however they are headed', async () => {
  const vessel = page('Vessel resource type', 'ship', 'name', 'master', 'flag');
  const found = await imported({ 'ship.md': ship, 'vessel.md': vessel });
  expect(Object.keys(found.properties('microsoft.graph.ship'))).toContain('flag');
  expect(found.codes.join()).not.toContain('docs/annotation-of-another-page');
});

it('a page headed otherwise than its type describes that where no other page does', async () => {
  const found = await imported({ 'vessel.md': page('Vessel resource type', 'ship', 'flag') });
  expect(Object.keys(found.properties('microsoft.graph.ship'))).toEqual(['id', 'flag']);
});
