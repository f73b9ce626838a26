import { expect, it } from 'vitest';
import { pageOf } from '../../markdown/read-page.ts';
import { primitiveType } from '../../resolve/primitive-types.ts';
import { readFacts } from '../read-facts.ts';

/** `ship[]`, `Edm.String`, `` for a cell that names no type. */
function typeIn(cell: string): string | undefined {
  const table = ['|Property|Type|Description|', '|--|--|--|', `|mast|${cell}|What carries sails.|`];
  const { value } = readFacts(
    pageOf(['# ship resource type', '## Properties', ...table].join('\n'), 'ship.md'),
  );
  const row = value.find((fact) => fact.predicate === 'property');
  const type = row?.predicate === 'property' ? row.value.type : undefined;
  return (
    type &&
    `${primitiveType(type.name) ?? primitiveType(type.text) ?? type.name}${type.collection ? '[]' : ''}`
  );
}

it.each([
  ['[mast](mast.md)collection', 'mast[]'],
  ['[mast](mast.md) collection.', 'mast[]'],
  ['[mastCollection](mast.md)', 'mastCollection'],
  ['[mast](mast.md), collected', ''],
  ['Array of strings', 'Edm.String[]'],
  ['byte[]', 'Edm.Binary'],
  ['byte array', 'Edm.Binary'],
  ['TimeSpan', 'Edm.Duration'],
  ['Int64 (bytes)', 'Edm.Int64'],
  ['[mast](mast.md) or null', 'mast'],
  ['String/null', 'Edm.String'],
  ['List&lt;String&gt;', 'Edm.String[]'],
  ['Yes/No', 'Edm.Boolean'],
  ['Date-time', 'Edm.DateTimeOffset'],
  ['mast complex type', 'mast'],
  ['complex type', ''],
  ['string, maximum length 20', 'Edm.String'],
  ['String or null', 'Edm.String'],
  ['Collection(string) of fleet.color', 'fleet.color[]'],
  ['Nullable Boolean', 'Edm.Boolean'],
  ['Optional String', 'Edm.String'],
  ['Int32?', 'Edm.Int32'],
  ['Boolean value', 'Edm.Boolean'],
  ['DateTime (ISO 8601)', 'Edm.DateTimeOffset'],
  ['Int32 (0-100)', 'Edm.Int32'],
  ['string (timestamp)', 'Edm.DateTimeOffset'],
  ['`[mast](mast.md)` collection', 'mast[]'],
  ['[mast](mast.md]', 'mast'],
  ['[mast] (mast.md) collection', 'mast[]'],
  ['(mast)[../resources/mast.md]', 'mast'],
  ['[mast] collection', 'mast[]'],
  ['[mast](mast.md)(collection)', 'mast[]'],
  ['[mast](mast.md)-collection', 'mast[]'],
  ['Collection: [mast](mast.md)', 'mast[]'],
  ['String []', 'Edm.String[]'],
  ['See the page mast.md', ''],
])('the type in "%s" is %s', (cell, type) => {
  expect(typeIn(cell)).toBe(type);
});
