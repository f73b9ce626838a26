import { describe, expect, it } from 'vitest';
import { pageOf } from '../../markdown/read-page.ts';
import { readFacts } from '../read-facts.ts';

function valuesOf(description: string): readonly string[] {
  const table = ['|Property|Type|Description|', '|--|--|--|', `|rig|String|${description}|`];
  const page = [
    '---',
    'doc_type: resourcePageType',
    '---',
    '# ship resource type',
    '## Properties',
    ...table,
  ];
  const { value } = readFacts(pageOf(page.join('\n'), 'p.md'));
  return value.flatMap((fact) => (fact.predicate === 'property' ? fact.value.values : []));
}

describe('values in a description', () => {
  it.each([
    ['Possible values are: `tug`, `raft`.', ['tug', 'raft']],
    ['The options are `tug`, `raft`.', ['tug', 'raft']],
    ['Possible values are: `tug` \\| `raft`.', ['tug', 'raft']],
    ['Possible values are: tug, raft. Possible values are: `tug`, `raft`, `brig`.', ['tug', 'raft', 'brig']],
    ['Possible values are: `tug`. Possible values are: `tug`, `raft`.', ['tug', 'raft']],
    ["Can be 'tug' or 'raft'. Possible values are: `none`, `tug`, `raft`.", ['none', 'tug', 'raft']],
    [
      'The possible values are: `tug`, `raft`. Use the `Prefer: all-ships` header to get the following value(s) in this [evolvable enum](/best#evolve): `brig`.',
      ['tug', 'raft', 'brig'],
    ],
    ['Possible values are: `tug`, `raft`. The following value `brig` is old.', ['tug', 'raft']],
    ['Length of names. Valid values 1 to 9. Possible values are: `tug`, `raft`.', ['tug', 'raft']],
    ['How many. Allowed values are 5 or 1000.', []],
    ['What it is. The value can be ``tug`` and ``raft``.', ['tug', 'raft']],
    ['Where to call. This must be `https`.', []],
    ['Possible values are:`tug`&#124;`raft`.', ['tug', 'raft']],
    ['Possible values: 0 - `tug`, 1 - `raft`.', ['tug', 'raft']],
    ['Possible values are: [tug, raft].', ['tug', 'raft']],
    ['The rig. Options are `tug`, `raft`.', ['tug', 'raft']],
    ['`tug`, `raft`', ['tug', 'raft']],
    ['`tug` and `raft` sail', []],
    ['Supported paint colors: white; blue; darkBlue. Required.', ['white', 'blue', 'darkBlue']],
    ['Possible values are: tug; raft.', ['tug', 'raft']],
    ['Supported rigs: sloop; the others have two masts.', []],
    ['The sails; the masts; the ropes.', []],
    [
      'Possible values are: `tug`, `raft`. May be both.<br><br>Note: A boat may be a `raft`.',
      ['tug', 'raft'],
    ],
    ['Possible values are:<br>`tug` - tows<br>`raft` - floats<br>Note: no more.', ['tug', 'raft']],
    ['Possible values are:<br>tug - tows<br>raft: floats.', ['tug', 'raft']],
    ['Possible values are: `tug` - which tows, `raft` - which floats.', ['tug', 'raft']],
    ['The value can be `tug`: it tows;`raft`: it floats.', ['tug', 'raft']],
    ['Possible values are: `tug`, `raft`. With `brig`: none.', ['tug', 'raft']],
    ['Possible values are: `tug, raft`.', ['tug', 'raft']],
    ['Both may stand together, for example: `tug, raft`.', []],
    ['The value is `tug` or `raft`.', ['tug', 'raft']],
    ['The default value is `tug` or `raft`.', []],
    ['The possible rig values are `tug`, `raft`.', ['tug', 'raft']],
    ['How it is. Possible states are **tug**, **raft**, and **brig**.', ['tug', 'raft', 'brig']],
    ['The value is `tug` if it tows.', []],
    ['Possible values are: tug, raft (deprecated), brig.', ['tug', 'raft', 'brig']],
    ['Possible values are: tug = 0, raft = 1.', ['tug', 'raft']],
    ['Possible values are `tug` (which tows), `raft` (which floats), and `brig`.', ['tug', 'raft', 'brig']],
    [
      'Possible values are: `tug`, `raft` (floats, if at all),`brig` (has two masts), `dhow`',
      ['tug', 'raft', 'brig', 'dhow'],
    ],
    ['Possible values are: `tug`, `raft` (with a `brig`).', ['tug', 'raft']],
    ['Possible values: **tug**: it tows. **raft**: it floats.', ['tug', 'raft']],
    ['It can be one of `tug`,that it tows, `raft`, that it floats.', ['tug', 'raft']],
    ['Possible values are: [`tug`, `raft`].', ['tug', 'raft']],
    ['Possible values (`tug`, `raft`).', ['tug', 'raft']],
    ['Possible values = `tug`, `raft`.', ['tug', 'raft']],
    ['Possible values are “tug”, “raft”.', ['tug', 'raft']],
    ['Possible values are: `"tug"`, `"raft"`.', ['tug', 'raft']],
    ['How it is. The typical states include `tug`, `raft`.', ['tug', 'raft']],
    ['Whether it floats. Possible values (see the table) follow.', []],
    [
      'Possible values are: `null` (default value), `tug`, and `raft` (it is, at last, afloat).',
      ['tug', 'raft'],
    ],
    ['Set one of the following string values: `tug` (for both), `raft` (this floats).', ['tug', 'raft']],
    [
      'It can be set to two values: <ul><li>__Tug__ - It tows.</li><li>__Raft__ - It floats.</li></ul>',
      ['Tug', 'Raft'],
    ],
    ['The rig. This can either be **Tug** or **Raft**.', ['Tug', 'Raft']],
    ['The kind. Possible values are:<br> *tug* - It tows.<br>*raft* - It floats.', ['tug', 'raft']],
    ['Can be one of these values: **null**, *tug*, *raft*.<br>Key', ['tug', 'raft']],
    ['The value is either *tug* or *raft*.<br>*tug* tows.', ['tug', 'raft']],
    ['Can be one of **tug** or **raft**.', ['tug', 'raft']],
    ['The kind. Either `tug`, `raft`, or `brig`.', ['tug', 'raft', 'brig']],
    ['Either `tug` or `raft` must be given.', []],
    ['The kind. Either **tug** or **raft**.', ['tug', 'raft']],
    ['The kind. Select from **tug** and **raft**.', ['tug', 'raft']],
    ['Possible values are: `tug` = 0, `raft` = 1.', ['tug', 'raft']],
    ['The papers must contain the following parts:<br>`tug` - its name<br>`raft` - its size', []],
    [
      'What it is. The supported values for {rig_value} are: tug, raft, and brig. Required.',
      ['tug', 'raft', 'brig'],
    ],
    ['Where it lies, either `harbour` or `sea`.', ['harbour', 'sea']],
    ['Possible values are: `tug`, `raft`, `etc.`.', ['tug', 'raft']],
  ])('%s', (text, expected) => {
    expect(valuesOf(text)).toEqual(expected);
  });
});
