import type { Inline, ListItem, Row, Table } from '../../markdown/page.ts';
import { columnsOf } from '../columns.ts';
import type { PropertyRow, TypeText } from '../fact.ts';
import type { Reading } from './reading.ts';

/** A row of a table or list of parameters, fields or headers. */
export interface PlainRow {
  readonly value: PropertyRow;
  /** The "In" column, lower case. */
  readonly in: string | undefined;
  readonly range: Row['range'];
}

const columns = {
  name: /^(?:(?:parameter|param|field|property|attribute|argument|arg|header|variable|key) ?(?:name)?|name)s?$/,
  in: /^(?:in|location|located in|where|(?:param(?:eter)?) type|source|passed in)$/,
  type: /^(?:data ?)?(?:type|schema|format)s?(?: and description)?$/,
  required: /^(?:required|mandatory|req\.?)\??$/,
  optional: /^optional\??$/,
  description: /^(?:description|details?|notes?|meaning|explanation|summary|comments?|purpose|value)$/,
};

/** Whether a table names fields or parameters; undefined if it does not. */
export function rowsOf(reading: Reading, table: Table): PlainRow[] | undefined {
  const found = columnsOf(table, columns);
  if (
    !found.has('name') ||
    (table.header.cells.length > 1 && !found.has('type') && !found.has('description'))
  )
    return undefined;
  return table.rows.flatMap((row) => {
    const name = found.cell(row, 'name');
    if (!name || name.text === '' || (row.cells.length > 1 && /^-+$/.test(name.text))) return [];
    const type = found.cell(row, 'type');
    const description = found.cell(row, 'description');
    const optional = found.cell(row, 'optional')?.text;
    const required = saysYes(found.cell(row, 'required')?.text) ?? not(saysYes(optional));
    const value = rowValue(reading, name, type, description?.text ?? '', required);
    return [
      {
        value: { ...value, cells: row.cells.length, columns: table.header.cells.length },
        in: found.cell(row, 'in')?.text.toLowerCase(),
        range: row.range,
      },
    ];
  });
}

const item = /^([A-Za-z_$@][\w.$[\]-]*)\s*\*?\s*(?:\(([^()]{1,60})\))?\s*(?:[:–—-]\s+(.*))?$/;

/** `- id (string, path): what it is`. */
export function rowOfItem(reading: Reading, listed: ListItem): PlainRow | undefined {
  const match = item.exec(listed.inline.text);
  if (!match?.[1] || (match[2] === undefined && match[3] === undefined)) return undefined;
  const remarks = (match[2] ?? '').toLowerCase().split(/\s*[,;|]\s*/);
  const where = remarks.find((remark) => places.has(remark));
  const type = remarks.find(
    (remark) => remark !== '' && !places.has(remark) && !/^(?:required|optional|null)$/.test(remark),
  );
  const required = remarks.includes('required') ? true : remarks.includes('optional') ? false : undefined;
  const { range } = listed.inline;
  const value: PropertyRow = {
    ...rowValue(reading, listed.inline, undefined, match[3] ?? '', required),
    name: match[1],
    type: type === undefined ? undefined : plainType(type, undefined),
    typeAt: type === undefined ? undefined : reading.page.place(range),
  };
  return { value, in: where, range };
}

const places = new Set(['path', 'query', 'header', 'body', 'cookie', 'form', 'formdata', 'url']);

function rowValue(
  reading: Reading,
  cell: Inline,
  type: Inline | undefined,
  description: string,
  required: boolean | undefined,
): PropertyRow {
  const text = type?.text ?? '';
  const name = cell.text
    .replace(/\s*(?:\*|\?|\((?:required|optional)\))+$/i, '')
    .replace(/^["'](.*)["']$/, '$1')
    .trim();
  const marked =
    /\*$|\(required\)$/i.test(cell.text) && !/^\*/.test(cell.text)
      ? true
      : /\?$|\(optional\)$/i.test(cell.text)
        ? false
        : undefined;
  const parsed = text === '' || /^[-–—]$/.test(text) ? undefined : plainType(text, type?.links[0]?.target);
  return {
    name,
    type: parsed,
    description: /^(?:[-–—]|none|n\/a)$/i.test(description) ? '' : description,
    required: required ?? marked ?? inWords(`${text} ${description}`),
    readOnly: /\bread[- ]?only\b/i.test(description),
    nullable: /\|\s*null\b|\bnullable\b|\bnull\s*\|/i.test(text) ? true : undefined,
    inheritedFrom: undefined,
    values: quotedValues(text),
    nameAt: reading.page.place(cell.range),
    typeAt: parsed && type ? reading.page.place(type.range) : undefined,
    cells: 1,
    columns: 1,
  };
}

function saysYes(text: string | undefined): boolean | undefined {
  if (text === undefined || text === '') return undefined;
  if (/^(?:y(?:es)?|true|required|mandatory|always|✓|✔|✅|☑|x)(?:\b|$|\s|\W)/i.test(text)) return true;
  return /^(?:no?|false|optional|never|✘|✗|❌|[-–—])(?:\b|$|\s|\W)/i.test(text) ? false : undefined;
}

const not = (value: boolean | undefined) => (value === undefined ? undefined : !value);

function inWords(text: string): boolean | undefined {
  if (/[[(]required[\])]|^\W*required\b(?! (?:if|when|for|unless))/i.test(text)) return true;
  return /[[(]optional\b|^\W*optional\b/i.test(text) ? false : undefined;
}

/** `"above" | "below"`: the values that a type cell lists. */
function quotedValues(text: string): string[] {
  const values = [...text.matchAll(/["'“]([\w.-]{1,40})["'”]/g)].map((match) => match[1] ?? '');
  return values.length > 1 ? [...new Set(values)] : [];
}

const listOf = /^(?:an? )?(?:array|list|collection|sequence|set)(?:\s+of\s+|\s*[<[(]\s*)(.+?)\s*[>\])]?s?$/i;

/** `string[]`, `array of strings`, `List<Ship>`, `[Ship](#ship)`. */
export function plainType(text: string, targetOf: string | undefined): TypeText {
  const plain = text
    .replace(/\s*\|\s*null\b|\bnull\s*\|\s*/i, '')
    .replace(/\s*[[(](?:required|optional)[\])]/gi, '')
    .trim();
  const list = listOf.exec(plain);
  const inner = (list?.[1] ?? plain.replace(/\s*\[\s*\]$/, '')).trim();
  const collection = list !== null || /\[\s*\]$/.test(plain) || /^(?:array|list)$/i.test(plain);
  return { text, name: inner.replace(/\[\s*\]$/, ''), collection, target: targetOf };
}
