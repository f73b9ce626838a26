import type { Inline, Row, Section, Table } from '../../markdown/page.ts';
import { sectionsBelow } from '../../markdown/sections.ts';
import { gather } from '../../model/gather.ts';
import { columnsOf } from '../columns.ts';
import type { EnumMember, TypeSubject } from '../fact.ts';
import { isCalled, prose, type Reading } from './reading.ts';
import { isHeadingRow, usable } from './tables.ts';

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
    else if (block.kind === 'list') found.push(...gather(block.items, (item) => listMember(item.inline)));
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

/**
 * Tables of members that a sentence announces: "The possible values for **color** are …", and the table below it. They
 * are those of the type of the property that the sentence names, where the row of that property links to no page.
 */
export function readAnnounced(reading: Reading, section: Section, subject: TypeSubject): void {
  const types = namedTypes(reading, subject);
  if (types.size === 0) return;
  for (const part of sectionsBelow(section)) {
    if (isCalled(part, /^(?:methods|json representation|see also)\b/) || isValuesSection(part)) continue;
    let lead: Inline | undefined;
    for (const block of part.blocks) {
      if (block.kind === 'table') {
        if (lead && announces.test(lead.text)) pushAnnounced(reading, block, lead, types, subject);
        lead = undefined;
      } else lead = prose(block).at(-1) ?? lead;
    }
  }
}

const primitive =
  /^(?:string|text|ur[il]|email|bool(?:ean)?|int\d*|integer|long|number|s?byte|double|float|single|decimal|date\w*|time\w*|duration|guid|uuid|binary|stream|json|object|any|enum(?:eration)?)$/i;
const announces = /\b(?:values?|constants?|members?)\b/i;

/** Lower-case property → the name of its type, for rows whose type is neither primitive nor a link. */
function namedTypes(reading: Reading, subject: TypeSubject): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const fact of reading.facts) {
    if (fact.predicate !== 'property' || fact.subject !== subject) continue;
    const { name, type } = fact.value;
    if (type && type.target === undefined && /^[a-z]\w*$/.test(type.name) && !primitive.test(type.name))
      found.set(name.toLowerCase(), type.name);
  }
  return found;
}

function pushAnnounced(
  reading: Reading,
  table: Table,
  lead: Inline,
  types: ReadonlyMap<string, string>,
  subject: TypeSubject,
): void {
  const marked = lead.raw.match(/\*\*\w+\*\*|`\w+`/g) ?? [];
  const names = new Set(gather(marked, (mark) => types.get(mark.replace(/\W/g, '').toLowerCase()) ?? []));
  const [name] = names;
  const found = rowMembers(reading, table);
  if (name === undefined || names.size > 1 || found.length < 2 || found.length < table.rows.length) return;
  const namespace = subject.name.slice(0, subject.name.lastIndexOf('.') + 1);
  // A code span is the value itself; a table that begins its rows with capitals is typography.
  const codes = new Set(lead.codes);
  const small = found.some(({ member }) => !codes.has(member.name) && codes.has(lowerFirst(member.name)));
  for (const { member, at } of found)
    reading.facts.push({
      predicate: 'enum-member',
      subject: { ...subject, name: namespace + name },
      value: small && !codes.has(member.name) ? { ...member, name: lowerFirst(member.name) } : member,
      kind: 'table',
      at: reading.page.place(at.range),
    });
}

function lowerFirst(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1);
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
  return gather(table.rows, (row) => {
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
