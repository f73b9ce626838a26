import type { FactAbout } from '../../generator/dialects/fact.ts';
import { type CertainType, certainType, isSameType } from './certain-type.ts';
import type { DocumentedPage, DocumentedType } from './documented.ts';
import { defineFinding, type Found } from './finding.ts';
import { withoutNamespace } from './represented-type.ts';
import { samplePage } from './sample-pages.ts';
import { resourcePage } from './sample-resource.ts';

const update = (...rows: readonly string[]) =>
  samplePage({
    line: 'PATCH /widgets/{id}',
    title: 'Update widget',
    requestBody: [
      'In the request body, supply a JSON representation of a [widget](../resources/widget.md) object.',
      '',
      '|Property|Type|Description|',
      '|---|---|---|',
      ...rows.map((row) => `|${row}|`),
    ],
    request: [],
  });
const shape = [
  '# shape enum type',
  '## Members',
  '|Member|Value|Description|',
  '|---|---|---|',
  '|round|0|x|',
];
const gear = resourcePage({
  name: 'gear',
  above: ['Inherits from [part](part.md).'],
  rows: ['teeth|Int32|x'],
});
const widget = resourcePage({
  rows: [
    'id|String|Key.',
    'name|String|x',
    'size|Int32|How large.',
    'shape|[shape](shape.md)|x',
    'inner|[part](part.md)|x',
    'kind|String|x',
    'outer|[gear](gear.md)|x',
  ],
  relationships: ['others|[part](part.md) collection|x'],
});
const found = (...rows: readonly string[]) => ({
  'api/widget-update.md': update(...rows),
  'resources/gear.md': gear,
  'resources/part.md': resourcePage({ name: 'part', rows: ['weight|Int32|x'] }),
  'resources/shape.md': shape,
  'resources/widget.md': widget,
});

export const requestPropertyType = defineFinding({
  code: 'lint/request-property-type',
  severity: 'error',
  summary: 'The table of a request gives a property another type than the page of its resource.',
  why: 'One of the two is wrong: who follows it sends what the service refuses, or cannot read what it sent.',
  help: 'Compare with the service; correct the table that is wrong.',
  examples: [
    {
      name: 'a number and a text',
      pages: found('name|String|x', 'size|String|How large.'),
      finds: ['api/widget-update.md:12:7 size is String in the request, but Int32 in widget'],
    },
    {
      name: 'one and several',
      pages: found('name|String collection|x', 'size|Int32|How large.'),
      finds: ['api/widget-update.md:11:7 name is String collection in the request, but String in widget'],
    },
    {
      name: 'other spellings, words that may mean either, members of an enumeration, a derived type, references',
      pages: found(
        'name|string|x',
        'size|number|x',
        'shape|String|`round`.',
        'kind|[shape](../resources/shape.md)|x',
        'inner|[gear](../resources/gear.md)|x',
        'outer|[part](../resources/part.md)|x',
        'others|String collection|Their addresses.',
      ),
      finds: [],
    },
    {
      name: 'a table of another object',
      pages: found(
        'name|String|x',
        'size|Int32|x',
        '',
        '|Property|Type|',
        '|---|---',
        'length|Int32',
        'size|String',
      ),
      finds: [],
    },
  ],
  check(page) {
    const type = sentType(page);
    return type
      ? tables(page)
          .filter((rows) => describes(rows, type))
          .flatMap((rows) => differing(rows, type, page))
      : [];
  },
});

type Row = FactAbout<'body-property'>;

/** The type that the page says is sent; of an update also the one that is answered. */
function sentType(page: DocumentedPage): DocumentedType | undefined {
  const bodies = page.says('request-body');
  if (bodies.some(({ value }) => value.parameters)) return undefined;
  const updates = page.says('request-line').every(({ value }) => value.method === 'PATCH');
  const sent = bodies.find(({ value }) => value.type) ?? (updates ? page.says('response')[0] : undefined);
  const name = sent?.value.type && page.set.typeOf(sent.value.type, page).name;
  return name === undefined ? undefined : page.set.types.get(name);
}

/** Rows that follow each other without a gap: a page may describe parts of the object in tables of their own. */
function tables(page: DocumentedPage): Row[][] {
  const found: Row[][] = [];
  for (const row of page.says('body-property')) {
    const table = found.at(-1);
    if (table && table.at(-1)?.at.line === row.at.line - 1) table.push(row);
    else found.push([row]);
  }
  return found;
}

/** Whether most rows are properties of the type, so that the table is about it. */
function describes(rows: readonly Row[], type: DocumentedType): boolean {
  const own = rows.filter(({ value }) => type.properties.has(value.name));
  return own.length * 2 > rows.length;
}

function differing(rows: readonly Row[], type: DocumentedType, page: DocumentedPage): Found[] {
  return rows.flatMap(({ value, at }): Found[] => {
    const stated = type.properties.get(value.name);
    const here = value.type && certainType(value.type, page);
    if (!stated || stated.navigation || !value.type || !here) return [];
    const [other] = stated.rows;
    const types = stated.rows.map((row) => typeOfRow(row, page));
    if (!other?.value.type || types.some((there) => !there || mayBeOne(here, there, page))) return [];
    const message = `${value.name} is ${value.type.text} in the request, but ${other.value.type.text} in ${withoutNamespace(stated.owner.name)}`;
    const related = [{ message: 'the resource', at: other.value.typeAt ?? other.at }];
    return [{ at: value.typeAt ?? at, message, related }];
  });
}

function typeOfRow(
  { value, at }: FactAbout<'property'> | FactAbout<'navigation-property'>,
  page: DocumentedPage,
): CertainType | undefined {
  const on = page.set.page(at.file);
  return value.type && on && certainType(value.type, on);
}

/** The same, a text that stands for the members of an enumeration, or a type and its base. */
function mayBeOne(a: CertainType, b: CertainType, { set }: DocumentedPage): boolean {
  if (a.collection !== b.collection) return false;
  if (isSameType(a, b)) return true;
  const isMemberText = (text: CertainType, type: CertainType) =>
    text.name === 'Edm.String' && set.enumTypes.has(type.name);
  const isDerived = (type: CertainType, base: CertainType) =>
    set.types.get(type.name)?.bases.some(({ name }) => name === base.name) === true;
  return isMemberText(a, b) || isMemberText(b, a) || isDerived(a, b) || isDerived(b, a);
}
