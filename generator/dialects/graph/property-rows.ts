import type { Inline, Row, Table } from '../../markdown/page.ts';
import type { ParameterRow, PropertyRow } from '../fact.ts';
import { placeWithin, type Reading } from './reading.ts';
import { columnsOf, isHeadingRow, usable } from './tables.ts';
import { typeText } from './type-text.ts';

const columns = {
  name: /^(?:property|parameter|attribute|field|relationship|function|key)?\s*(?:names?)?$/,
  type: /^(?:property )?(?:data )?type$/,
  description: /description|details|comments|notes/,
  required: /^required\??$|^optional\/required$/,
};

export interface ReadRow<T> {
  readonly row: Row;
  readonly value: T;
}

/** The rows of a table of properties; an empty list for a table of another subject. */
export function propertyRows(reading: Reading, table: Table): ReadRow<PropertyRow>[] {
  const found = columnsOf(table, columns);
  if (!found.has('name') || !(found.has('type') || found.has('description'))) return [];
  return table.rows.flatMap((row) => {
    if (isHeadingRow(row)) return [];
    if (!usable(reading, table, row, found.has('type') ? 2 : 1)) return [];
    const name = found.cell(row, 'name');
    if (!name || propertyName(name) === '') return [];
    const type = found.cell(row, 'type');
    const description = found.cell(row, 'description');
    const count = { cells: row.cells.length, columns: table.header.cells.length };
    return [
      {
        row,
        value: { ...propertyRow(reading, name, type, description, found.cell(row, 'required')), ...count },
      },
    ];
  });
}

function propertyRow(
  reading: Reading,
  name: Inline,
  type: Inline | undefined,
  description: Inline | undefined,
  required: Inline | undefined,
): Omit<PropertyRow, 'cells' | 'columns'> {
  const text = description?.text ?? '';
  const parsed = type && typeText(type);
  return {
    name: propertyName(name),
    type: parsed,
    description: text,
    required: requiredOf(required?.text, text),
    readOnly: /\bread[- ]only\b/i.test(text),
    nullable: /\bnot nullable\b|\bnon-nullable\b/i.test(text)
      ? false
      : /\bnullable\b/i.test(text)
        ? true
        : undefined,
    inheritedFrom: /\binherited from \[?\**([\w.]+)/i.exec(text)?.[1]?.replace(/\.$/, ''),
    values: description ? possibleValues(description) : [],
    nameAt: placeWithin(reading.page, name.range, propertyName(name)),
    typeAt: type && parsed ? reading.page.place(type.range) : undefined,
  };
}

/** `**id**`, `id (optional)`, `` `id` `` → `id`. */
export function propertyName(cell: Inline): string {
  return cell.text
    .replace(/\s*\([^)]*\)$/, '')
    .replace(/^["']|["':]$/g, '')
    .trim();
}

function requiredOf(cell: string | undefined, description: string): boolean | undefined {
  if (cell !== undefined && cell !== '') return /^(?:yes|required|true|✓|x)\b/i.test(cell);
  if (/(?:^|[.;(]\s*)required\b(?! (?:if|when|for|only|by|in|unless))/i.test(description)) return true;
  return /(?:^|[.;(]\s*)optional\b/i.test(description) ? false : undefined;
}

/** "Possible values are: `a`, `b`." or the same without marks. */
export function possibleValues(description: Inline): string[] {
  const { text, codes } = description;
  const lead = /\b(?:possible|supported|allowed|valid) values?(?: are| is| include|)\s*:?\s*/i.exec(text);
  if (!lead) return [];
  const after = text.slice(lead.index + lead[0].length);
  const quoted = codes.filter((code) => /^[A-Za-z][\w.-]*$/.test(code) && after.includes(code));
  if (quoted.length > 0) return [...new Set(quoted)];
  const listed = after.split(/\.(?:\s|$)/)[0] ?? '';
  const values = listed.split(/\s*,\s*(?:and |or )?|\s+(?:and|or)\s+/).map((value) => value.trim());
  return values.length > 1 && values.every((value) => /^[A-Za-z]\w*$/.test(value))
    ? [...new Set(values)]
    : [];
}

/** The rows of a table of query, path or function parameters. */
export function parameterRows(reading: Reading, table: Table): ReadRow<ParameterRow>[] {
  return propertyRows(reading, table).map(({ row, value }) => {
    const { name, type, description, required } = value;
    return { row, value: { name, type, description, required } };
  });
}
