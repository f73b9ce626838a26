import { describe, expect, it } from 'vitest';
import { api, imported, resource } from '../irregularities/fixtures/written.ts';

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

it('members stand in a table that a sentence about the property announces', async () => {
  const note = '> **Note** The values of **rig** are words such as `None` and `sloop`. See the table below.';
  const table = ['', '|Rig|Masts|', '|--|--|', '|None|Oars.|', '|Sloop|One.|', '|Ketch|Two.|'];
  const enumOf = async (row: string, ...lines: readonly string[]) => {
    const found = await imported({ 'ship.md': [...resource('ship', [row]), '', ...lines] });
    return found.at('components', 'schemas', 'microsoft.graph.shipRig', 'enum');
  };
  const row = '|rig|shipRig|How it sails.|';
  expect(await enumOf(row, note, ...table)).toEqual(['None', 'sloop', 'ketch']);
  // Said of another property, of none, of a text, and of what is no list of names.
  expect(await enumOf(row, note.replace('**rig**', '**crew**'), ...table)).toBeUndefined();
  expect(await enumOf(row, 'The values are below.', ...table)).toBeUndefined();
  expect(await enumOf(row.replace('shipRig', 'string'), note, ...table)).toBeUndefined();
  expect(await enumOf(row, note, ...table, '|Two masts and more|Three.|')).toBeUndefined();
});

it('members stand below the parameters of an action that are of their type', async () => {
  const found = await imported({
    'ship-hail.md': api(
      'hail action',
      ['POST /ships/{id}/hail'],
      '## Request body',
      '|Parameter|Type|Description|',
      '|--|--|--|',
      '|by|shipSignal|How.|',
      ...['### shipSignal values', '|Values|Description|', '|--|--|', '|flag|x|', '|lamp|x|'],
      ...['### Role values', '|Value|Description|', '|--|--|', '|pilot|x|', '|crew|x|'],
      '## Response',
      'Returns `204 No Content`.',
    ),
  });
  const schemas = found.at('components', 'schemas');
  expect(found.at('components', 'schemas', 'microsoft.graph.shipSignal', 'enum')).toEqual(['flag', 'lamp']);
  expect(Object.keys(schemas ?? {}).filter((name) => /role/i.test(name))).toEqual([]);
});

it('several members stand together where a row says that they may', async () => {
  const values = 'Possible values are: `coal`, `grain`.';
  const pairs = 'This is a multi-valued enumeration whose allowed combinations are `coal` or `coal,grain`.';
  const found = await imported({
    'ship.md': resource('ship', [`|load|shipLoad|${values} ${pairs}|`, `|last|cargo|${values}|`]),
  });
  const flags = (name: string) =>
    found.at('components', 'schemas', `microsoft.graph.${name}`, 'x-ms-enum-flags');
  expect([flags('shipLoad'), flags('cargo')]).toEqual([{ isFlags: true }, undefined]);
});

it('a link to the thing that has the enumeration is no type of its rows', async () => {
  const row =
    '|stage|[microsoft.graph.shipStage](../resources/ship.md)|Possible values are: `built`, `sunk`.|';
  const found = await imported({ 'ship.md': resource('ship', ['|id|String|Key.|', row]) });
  expect(found.properties('microsoft.graph.ship')['stage']).toMatchObject({
    $ref: '#/components/schemas/microsoft.graph.shipStage',
  });
});

describe('enumerations', () => {
  it('come from tables, lists and texts, with the flags that values show', async () => {
    const found = await imported({
      'enums.md': [
        '# Enum values',
        '### rig values',
        '|Member|',
        '|--|',
        '|sloop|',
        '|ketch|',
        '### load values',
        '|Member|Member|Description|',
        '|--|--|--|',
        '|none|0|Empty.|',
        '|coal|1|Coal.|',
        '|grain|2|Grain.|',
        '|ore|4|Ore.|',
      ],
      'ship.md': resource(
        'ship',
        [
          '|rig|[rig](enums.md#rig-values)|Its rig.|',
          '|load|load|What it carries.|',
          '|state|shipState|Where. Possible values are: `docked`, `sailing`. If **rig** is `sloop`, wait.|',
          '|kind|shipKind|What.|',
          '|mood|String|Its mood. Allowed values: `null`, `calm` and `rough`.|',
        ],
        '',
        '## JSON representation',
        '<!-- { "blockType": "resource", "@odata.type": "microsoft.graph.ship" } -->',
        '```json',
        '{ "rig": "String", "kind": "tug | raft" }',
        '```',
      ),
    });
    const members = (name: string) => found.at('components', 'schemas', `microsoft.graph.${name}`);
    expect(members('rig')).toMatchObject({ enum: ['sloop', 'ketch'] });
    expect(JSON.stringify(members('load'))).toContain('["none","coal","grain","ore"]');
    expect(members('load')).toMatchObject({ 'x-ms-enum-flags': { isFlags: true } });
    expect(members('shipState')).toMatchObject({ enum: ['docked', 'sailing'] });
    expect(members('shipKind')).toMatchObject({ enum: ['tug', 'raft'] });
    expect(members('Enum')).toBeUndefined();
    expect(found.properties('microsoft.graph.ship')['mood']).toMatchObject({
      type: 'string',
      'x-docpact-documented-values': ['calm', 'rough'],
    });
  });

  it('have one member for the spellings that rows give it', async () => {
    const row = (values: string) => [`|rank|rank|Its rank. The possible values are: ${values}.|`];
    const found = await imported({
      'boat.md': resource('boat', row('`Low`, `high`')),
      'raft.md': resource('raft', row('`Low`, `High`')),
      'ship.md': resource('ship', row('`low`, `high`')),
      'tug.md': resource('tug', row('`low`, `High`')),
    });
    expect(found.at('components', 'schemas', 'microsoft.graph.rank')).toMatchObject({
      enum: ['low', 'high'],
    });
  });

  it('come from the tables of functions', async () => {
    const found = await imported({
      'port-berths.md': api(
        'port: berths',
        ["GET /port/berths(size=microsoft.graph.berthSize'{size_of_it}')"],
        '## Function parameters',
        '|Parameter|Type|Description|',
        '|--|--|--|',
        '|size|berthSize|How large. Supported values are: `small` and `large`.|',
      ),
    });
    expect(found.at('components', 'schemas', 'microsoft.graph.berthSize')).toMatchObject({
      enum: ['small', 'large'],
    });
  });
});
