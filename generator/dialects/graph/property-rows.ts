import type { Inline, Row, Table } from '../../markdown/page.ts';
import { gather } from '../../model/gather.ts';
import { columnsOf, joined } from '../columns.ts';
import type { ParameterRow, PropertyRow, TypeText } from '../fact.ts';
import { isRowDeprecated } from './deprecation.ts';
import { combined } from './enum-members.ts';
import { placeWithin, type Reading } from './reading.ts';
import { isHeadingRow, usable } from './tables.ts';
import { isPrimitiveName, namesType, typeText } from './type-text.ts';
import { listedValues } from './values.ts';

const columns = {
  name: /^navigations?$|^(?:navigation )?(?:propert(?:y|ies)|parameters?|attribute|field|relationships?|function|key|member)?\s*(?:names?)?$|^(?:(?:query|path|function|action|request|input|odata|ur[il]|string) ){1,3}(?:parameters?|options?)(?: names?)?$/,
  type: /^(?:(?:property|parameter|return) )?(?:data )?types?$/,
  description: /description|details|comments|notes/,
  required: /^(?:is )?required\??(?: ?\(y\/n\))?$|^optional\/required$/,
  nullable: /^(?:is )?nullable\??$/,
};

export interface ReadRow<T> {
  readonly row: Row;
  readonly value: T;
}

/** The rows of a table of properties; an empty list for a table of another subject. */
export function propertyRows(reading: Reading, table: Table): ReadRow<PropertyRow>[] {
  const found = columnsOf(table, columns);
  if (!found.has('name') || !(found.has('type') || found.has('description'))) return [];
  return gather(logicalRows(reading, table, found.has('description')), ({ row, continued }) => {
    if (isHeadingRow(row) || repeatsHeader(row, table)) return [];
    if (!usable(reading, table, row, found.has('type') ? 2 : 1)) return [];
    const name = found.cell(row, 'name');
    if (!name || propertyName(name) === '') return [];
    const [type, description] = columnsInOrder(found.cell(row, 'type'), found.cell(row, 'description'));
    const text =
      continued.length === 0
        ? description
        : joined([description, ...continued].filter((part) => part !== undefined));
    const rest = { required: found.cell(row, 'required'), nullable: found.cell(row, 'nullable') };
    const columns = table.header.cells.length;
    return [{ row, value: propertyRow(reading, { row, columns, name, type, description: text, ...rest }) }];
  });
}

/** The header once more, in the middle of a table. */
function repeatsHeader(row: Row, { header }: Table): boolean {
  return row.cells.every((cell, i) => cell.text !== '' && cell.text === header.cells[i]?.text);
}

/** What could be a property's or parameter's name. */
const named = /^[@#$]?[\w.@:-]*(?:\s*\([^)]*\))?$/;

/**
 * Rows with the lines that belong to them: a cell broken into several lines goes on in lines that have too few cells
 * and no name in the first, or no pipe before it.
 */
function logicalRows(
  reading: Reading,
  table: Table,
  described: boolean,
): { row: Row; continued: Inline[] }[] {
  const rows: { row: Row; continued: Inline[] }[] = [];
  const { text } = reading.page;
  const piped = text[table.header.range.start] === '|';
  for (const row of table.rows) {
    const [first] = row.cells;
    const goesOn =
      described &&
      rows.length > 0 &&
      first !== undefined &&
      row.cells.length < Math.min(table.header.cells.length, 3) &&
      !isHeadingRow(row) &&
      ((piped && text[row.range.start] !== '|') || !named.test(first.text));
    if (goesOn) rows.at(-1)?.continued.push(...row.cells);
    else rows.push({ row, continued: [] });
  }
  return rows;
}

/** Type and description the other way round, and a description where the type should stand. */
function columnsInOrder(
  type: Inline | undefined,
  description: Inline | undefined,
): [Inline | undefined, Inline | undefined] {
  if (!type || type.text === '' || namesType(type)) return [type, description];
  const prose = type.text.split(' ').length > 3 && type.links.length === 0;
  const shifted = description && (description.links.length > 0 || isPrimitiveName(description.text));
  if (prose && shifted && namesType(description)) return [description, type];
  return prose && (!description || description.text === '') ? [undefined, type] : [type, description];
}

/** The cells of a row in the order in which they are meant. */
interface Cells {
  readonly row: Row;
  readonly columns: number;
  readonly name: Inline;
  readonly type: Inline | undefined;
  readonly description: Inline | undefined;
  readonly required: Inline | undefined;
  readonly nullable: Inline | undefined;
}

function propertyRow({ page }: Reading, cells: Cells): PropertyRow {
  const { type, description } = cells;
  const text = description?.text ?? '';
  const parsed = type && typeText(type);
  const name = propertyName(cells.name);
  const deprecated = isRowDeprecated(text, name) || cells.name.text.includes('(deprecated)');
  return {
    name,
    type: parsed,
    description: text,
    required: requiredOf(cells.required?.text, text),
    readOnly: saysReadOnly(text),
    deprecated: deprecated ? true : undefined,
    nullable: nullableOf(cells.nullable?.text, text),
    inheritedFrom: description && inheritedFrom(description),
    combines: combined.test(text) ? true : undefined,
    values: description ? listedValues(description) : [],
    nameAt: placeWithin(page, cells.name.range, name),
    typeAt: type && parsed ? page.place(type.range) : undefined,
    cells: cells.row.cells.length,
    columns: cells.columns,
  };
}

/** `hull/length`, `hull.length`: a part of the member `hull`, of which such a row says no more than that there is one. */
export function headOf(row: PropertyRow): PropertyRow {
  const head = /^(?!(?:odata|microsoft|edm)\.)([A-Za-z_]\w*)(?:[./][A-Za-z_]\w*)+$/i.exec(row.name)?.[1];
  if (head === undefined) return row;
  const { cells, columns, nameAt } = row;
  const required = row.required === true ? true : undefined;
  const silent = { type: undefined, typeAt: undefined, inheritedFrom: undefined, nullable: undefined };
  const values: string[] = [];
  return {
    name: head,
    description: '',
    required,
    readOnly: false,
    values,
    nameAt,
    cells,
    columns,
    ...silent,
  };
}

/** "Inherited from entity"; not "if it is inherited from an ancestor": a plain word is no type. */
const inherited =
  /(?<!\b(?:if|when|whether|unless) (?:it |they |this )?(?:is |are |was )?)\binherited from \[?\**(?!(?:an?|the|its?|their|this|that|these|those|another|any|one|all|each|some|parents?|other)\b)([\w.]+)/i;

function inheritedFrom({ text, links }: Inline): TypeText | undefined {
  const name = inherited.exec(text)?.[1]?.replace(/\.$/, '');
  if (name === undefined) return undefined;
  return { text: name, name, collection: false, target: links.find((link) => link.text === name)?.target };
}

/** `keel<sup>1</sup>`: the mark of a footnote. */
const footnote = /<sup>([^<]{1,9})<\/sup>/i;

/** `**id**`, `id (optional)`, `` `id` ``, `id*` with its note below the table → `id`. */
export function propertyName(cell: Inline): string {
  const mark = footnote.exec(cell.raw)?.[1] ?? '';
  const text = mark !== '' && cell.text.endsWith(mark) ? cell.text.slice(0, -mark.length) : cell.text;
  return text
    .replace(/^[*†]+\s*|\s*[*†¹²³]+$/g, '')
    .replace(/\s*\([^)]*\)$/, '')
    .replace(/^["']|["':]$/g, '')
    .trim();
}

/** "Read-only." and not "if it is archived, it is read-only" or "whether others get a read-only copy". */
function saysReadOnly(text: string): boolean {
  if (!readOnly.test(text)) return false;
  // With a capital it is a sentence of its own, whatever stands before it.
  if (alone.test(text)) return true;
  return text
    .split(/(?<=[.;!?])\s/)
    .some((sentence) => readOnly.test(sentence) && !conditional.test(sentence));
}

const readOnly = /\bread[- ]only\b/i;
const alone = /\bR(?:ead|EAD)[- ](?:[Oo]nly|ONLY)\b(?! (?:if|when|while|once|unless|after)\b)/;
const conditional =
  /^\s*(?:for|if|when|once|while) [^,]{0,200},.{0,200}\bread[- ]only\b|\b(?:whether|(?:true|false) if|not)\b.{0,200}\bread[- ]only\b|\bread[- ]only (?:if|when|while|once|unless|after)\b/i;

function nullableOf(cell: string | undefined, description: string): boolean | undefined {
  if (cell !== undefined && /^(?:yes|no|true|false)\b/i.test(cell)) return /^(?:yes|true)/i.test(cell);
  if (/\bnot nullable\b|\bnon-nullable\b/i.test(description)) return false;
  return /\bnullable\b/i.test(description) ? true : undefined;
}

function requiredOf(cell: string | undefined, description: string): boolean | undefined {
  if (cell !== undefined && cell !== '') return /^(?:(?:yes|y|required|true|x)\b|[✓✔✅☑])/i.test(cell);
  if (/(?:^|[.;(]\s*)required\b(?! (?:if|when|for|only|by|in|unless))/i.test(description)) return true;
  return /(?:^|[.;(]\s*)optional\b/i.test(description) || onCondition.test(description) ? false : undefined;
}

/** "Required if …", "Only needs to be given when …"; "Required when creating" is on none but that one creates. */
const onCondition =
  /(?:^|[.;(]\s*)(?:only )?(?:required|needed|needs to be \w+)(?: only)? (?:if|when(?! \w* ?creat(?![^.]* if )))\b/i;

/** The rows of a table of query, path or function parameters. */
export function parameterRows(reading: Reading, table: Table): ReadRow<ParameterRow>[] {
  return propertyRows(reading, table).map(({ row, value }) => {
    const { name, type, description, required, values, combines } = value;
    return { row, value: { name, type, description, required, values, combines } };
  });
}
