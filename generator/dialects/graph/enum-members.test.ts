import { expect, it } from 'vitest';
import { pageOf } from '../../markdown/read-page.ts';
import { resolve } from '../../resolve/resolve.ts';
import { readFacts } from '../read-facts.ts';

/** `rig: none, some` for each enumeration of a page with a property of the type `rig`. */
function enumsOf(title: string, lines: readonly string[], description = 'What it has.'): string[] {
  const head = ['# ship resource type', '## Properties', '|Property|Type|Description|', '|--|--|--|'];
  const page = [...head, `|rig|[rig](#rig)|${description}|`, '', `### ${title}`, '', ...lines];
  const { value } = resolve(readFacts(pageOf(page.join('\n'), 'ship.md')).value);
  return value.enumTypes.map(
    ({ name, members }) =>
      `${name.slice(name.lastIndexOf('.') + 1)}: ${members.map((m) => m.name).join(', ')}`,
  );
}
const table = ['|Member|Description|', '|--|--|', '|none|No sail.|', '|some|A sail.|'];

it.each([
  'rig values',
  'rig enumeration',
  'rig enum values',
  'The rig enumeration',
  'rig possible values',
  'Possible rig values',
  'Possible values for rig',
  'Values of the rig property',
])('members stand below "%s"', (title) => {
  expect(enumsOf(title, table)).toEqual(['rig: none, some']);
});

it('members stand below a name alone where their table says so', () => {
  expect(enumsOf('shipRig', table)).toEqual(['shipRig: none, some']);
  expect(enumsOf('shipRig', ['|Part|Description|', ...table.slice(1)])).toEqual([]);
});

it('values of no name are those of none', () => {
  for (const title of ['Possible values', 'Default values', 'rig members'])
    expect(enumsOf(title, table).filter((text) => !text.startsWith('rig'))).toEqual([]);
});

it('values of no name are those of the type whose row links to them', () => {
  const enumerations = (link: string) => {
    const head = ['# ship resource type', '## Properties', '|Property|Type|Description|', '|--|--|--|'];
    const page = [
      ...head,
      `|rigging|[shipRig](${link})|What it has.|`,
      '',
      '### Possible values',
      '',
      ...table,
    ];
    const { value } = resolve(readFacts(pageOf(page.join('\n'), 'fleet/ship.md')).value);
    return value.enumTypes.map(({ members }) => members.map((member) => member.name));
  };
  expect(enumerations('#possible-values')).toEqual([['none', 'some']]);
  expect(enumerations('../fleet/ship.md#possible-values')).toEqual([['none', 'some']]);
  expect(enumerations('boat.md#possible-values')).not.toContainEqual(['none', 'some']);
});

it('numbers in the first column are no members', () => {
  const numbered = ['|Value|Name|', '|--|--|', '|0|none|', '|1|some|'];
  expect(enumsOf('rig values', numbered)).toEqual(['rig: none, some']);
});

it('capitals that a table alone has are typography, unless it spells others otherwise', () => {
  const listed = 'What it has. Possible values are: `unknown`, `none`, `some`.';
  const capitals = table.map((line) => line.replace('none', 'None').replace('some', 'Some'));
  expect(enumsOf('rig values', capitals, listed)).toEqual(['rig: none, some, unknown']);
  expect(enumsOf('rig values', [...capitals, '|Many|Sails.|'], listed)).toEqual([
    'rig: None, Some, Many, unknown',
  ]);
});

it.each([
  ['The possible values of **shipRig** are:', ['shipRig: none, some']],
  ['The possible values for **rigging** are:', ['shipRig: none, some']],
  ['The possible values for **rigging** follow.', []],
  ['Sailors use these values:', []],
])('a list is one of members where a sentence says so: %s', (lead, expected) => {
  const head = ['# ship resource type', '## Properties', '|Property|Type|Description|', '|--|--|--|'];
  const list = ['* `none`', '* `some`: A sail.'];
  const page = [...head, '|rigging|shipRig|What it has.|', '', lead, '', ...list];
  const { value } = resolve(readFacts(pageOf(page.join('\n'), 'ship.md')).value);
  expect(
    value.enumTypes.map(
      ({ name, members }) => `${name.replace(/.*\./, '')}: ${members.map((m) => m.name).join(', ')}`,
    ),
  ).toEqual(expected);
});

it.each<[string, readonly string[]]>([
  ['in a table', table],
  ['in a sentence', ['The rigs of a ship. Possible values are: `none`, `some`.']],
  ['below a table of its parts', ['|Part|Made of|', '|--|--|', '|mast|wood|', '', ...table]],
])("an enumeration's page may list its members right below its title, %s", (_, lines) => {
  const { value } = resolve(readFacts(pageOf(['# rig enum type', '', ...lines].join('\n'), 'rig.md')).value);
  const names = value.enumTypes.map(({ members }) => members.map((member) => member.name));
  expect(names).toEqual([['none', 'some']]);
});

it.each([
  ['A comma-separated combination of the following values: `none`, `some`.', true],
  ['Can be a comma-separated list of values: `none`, `some`.', true],
  ['A combination of sails. Possible values are: `none`, `some`.', false],
])('values may stand together by %s', (description, flags) => {
  const head = ['# ship resource type', '## Properties', '|Property|Type|Description|', '|--|--|--|'];
  const page = [...head, `|rigging|shipRig|${description}|`];
  const { value } = resolve(readFacts(pageOf(page.join('\n'), 'ship.md')).value);
  expect(value.enumTypes.map((type) => [type.members.map(({ name }) => name), type.flags])).toEqual([
    [['none', 'some'], flags],
  ]);
});
