import { expect, it } from 'vitest';
import { pageOf } from '../../markdown/read-page.ts';
import { readFacts } from '../read-facts.ts';

/** `mast:Int32` for each property of a table. */
function rows(...table: string[]): string[] {
  const { value } = readFacts(
    pageOf(['# ship resource type', '## Properties', ...table].join('\n'), 'ship.md'),
  );
  return value.flatMap((fact) =>
    fact.predicate === 'property' ? [`${fact.value.name}:${fact.value.type?.name}`] : [],
  );
}
const header = ['|Property|Type|Description|', '|--|--|--|'];

it.each(['mast*', '\\*mast', 'mast <sup>1</sup>', 'mast²', '`mast` (optional)', '"mast"', 'mast:'])(
  'the property in "%s" is called mast',
  (cell) => {
    expect(rows(...header, `|${cell}|Int32|How many.|`)).toEqual(['mast:Int32']);
  },
);

it('a name that ends in a number keeps it', () => {
  expect(rows(...header, '|mast2|Int32|How high.|')).toEqual(['mast2:Int32']);
});

it('the header once more is no property', () => {
  expect(rows(...header, '|mast|Int32|x|', '|Property|Type|Description|', '|sail|String|x|')).toEqual([
    'mast:Int32',
    'sail:String',
  ]);
});

it('types stand in a column of types', () => {
  expect(rows('|Property|Types|Description|', '|--|--|--|', '|mast|Int32|x|')).toEqual(['mast:Int32']);
});

it.each(['/', '.'])('a path with "%s" leads to a part of the property that it begins with', (mark) => {
  const parts = [`|hull${mark}length|Int32|How long.|`, `|mast${mark}top${mark}flag|String|Which.|`];
  expect(rows(...header, '|hull|hull|What floats.|', ...parts)).toEqual(['hull:hull', 'mast:undefined']);
});
