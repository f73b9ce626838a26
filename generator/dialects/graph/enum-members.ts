import type { Inline, Row, Section, Table } from '../../markdown/page.ts';
import type { EnumMember, TypeSubject } from '../fact.ts';
import { prose, type Reading } from './reading.ts';
import { columnsOf, isHeadingRow, usable } from './tables.ts';

const columns = {
  name: /^(?:enum(?:eration)? )?(?:members?|names?|values?)(?: names?)?$/,
  value: /^(?:int(?:eger)? |numeric )?(?:values?|member)$/,
  description: /description/,
};
const combined =
  /\bflag(?:s|ged)? enum|\bbit ?(?:mask|field|flag)|\bmulti-?valued enum|\b(?:can|may) be combined\b/i;

/** Whether a section holds the members of an enumeration of another name than the page's: "x values". */
export function isValuesSection(section: Section): boolean {
  return /^[A-Za-z][\w.]* values$/i.test(section.title.trim());
}

/** "Members" of an enumeration's own page, or "*x* values" sections, which describe an enumeration of that name. */
export function readEnum(reading: Reading, section: Section, subject: TypeSubject): void {
  const named = /^([A-Za-z][\w.]*) values$/i.exec(section.title.trim())?.[1];
  const members = /^(?:enum(?:eration)? )?(?:members|values)$/i.test(section.title.trim());
  if (named === undefined && !members) return;
  const namespace = subject.name.slice(0, subject.name.lastIndexOf('.') + 1);
  const name = named?.includes('.') ? named : namespace + (named ?? '');
  const own = named === undefined ? subject : { ...subject, name };
  const found: { member: EnumMember; at: Row | Inline }[] = [];
  for (const block of section.blocks) {
    if (block.kind === 'table') found.push(...rowMembers(reading, block));
    else if (block.kind === 'list') found.push(...block.items.flatMap((item) => listMember(item.inline)));
    for (const inline of prose(block)) if (combined.test(inline.text)) pushFlags(reading, inline, own);
  }
  for (const { member, at } of found)
    reading.facts.push({
      predicate: 'enum-member',
      subject: own,
      value: member,
      kind: 'table',
      at: reading.page.place(at.range),
    });
}

/** An enumeration's page says above its members that they may be combined. */
export function readFlags(reading: Reading, texts: readonly Inline[], subject: TypeSubject): void {
  for (const inline of texts) if (combined.test(inline.text)) pushFlags(reading, inline, subject);
}

function pushFlags(reading: Reading, inline: Inline, subject: TypeSubject): void {
  const at = reading.page.place(inline.range);
  reading.facts.push({ predicate: 'flags', subject, value: true, kind: 'prose', at });
}

function rowMembers(reading: Reading, table: Table): { member: EnumMember; at: Row }[] {
  const found = columnsOf(table, columns);
  return table.rows.flatMap((row) => {
    const name = ((found.cell(row, 'name') ?? row.cells[0])?.text ?? '').replace(/\s*\([^)]*\)$/, '').trim();
    if (!isMember(name) || (row.cells.length > 1 && isHeadingRow(row)) || !usable(reading, table, row, 1))
      return [];
    const number = found.cell(row, 'value')?.text ?? '';
    const value = /^-?\d{1,15}$/.test(number) ? Number(number) : undefined;
    return [{ member: { name, value, description: found.cell(row, 'description')?.text ?? '' }, at: row }];
  });
}

/** `- standard: the usual one`. */
function listMember(item: Inline): { member: EnumMember; at: Inline }[] {
  const name = item.codes[0] ?? /^[A-Za-z]\w*(?=$|\s*[:–-]\s)/.exec(item.text)?.[0] ?? '';
  if (!isMember(name) || !item.text.startsWith(name)) return [];
  const description = item.text.slice(name.length).replace(/^\s*[:.–-]*\s*/, '');
  return [{ member: { name, value: undefined, description }, at: item }];
}

function isMember(name: string): boolean {
  return /^[\p{L}_\d][\p{L}\p{N}_.+-]*$/u.test(name);
}
