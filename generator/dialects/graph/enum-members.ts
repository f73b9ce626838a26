import type { Inline, List, Row, Section, Table } from '../../markdown/page.ts';
import { sectionsBelow } from '../../markdown/sections.ts';
import { gather } from '../../model/gather.ts';
import { columnsOf } from '../columns.ts';
import type { EnumMember, PropertyRow, TypeSubject } from '../fact.ts';
import { isCalled, prose, type Reading } from './reading.ts';
import { isHeadingRow, usable } from './tables.ts';
import { listedValues } from './values.ts';

const columns = {
  name: /^(?:enum(?:eration)? )?(?:members?|names?|values?)(?: names?)?$/,
  value: /^(?:int(?:eger)? |numeric )?(?:values?|member)$/,
  description: /description/,
};
/** What says of values that several of them may stand together. */
export const combined =
  /\bflag(?:s|ged)? enum|\bbit ?(?:mask|field|flag)|\bmulti-?valued enum|\b(?:can|may) be combined\b|\b(?:combination|comma[- ]separated list) of (?:one or more |any )?(?:of )?(?:the )?(?:following )?values\b/i;

/** Words that say of what sort values are, and of no enumeration whose they are. */
const sorts =
  /^(?:the|all|other|possible|valid|supported|allowed|accepted|available|default|return|example|sample|enum|enumeration|property)$/i;
/** "x enumeration", "possible values of x": of a name that begins small, as those of types do. */
const titles = [
  /^(?:[Tt]he )?([a-z][\w.]*) (?:(?:possible|supported|valid|allowed|enum(?:eration)?) )?(?:values|enum(?:eration)?(?: type)?)$/,
  /^([A-Za-z][\w.]*) property (?:values|enum(?:eration)?)$/,
  /^enum(?:eration)?: ([A-Za-z][\w.]*)$/i,
  /^(?:possible|valid|supported|allowed) ([a-z][\w.]*) values$/i,
  /^(?:(?:possible|valid|supported|allowed) )?values (?:for|of) (?:the )?([a-z][\w.]*)(?: property| enum(?:eration)?)?$/i,
];

/** The enumeration of another name than the page's whose members a section holds: "x values". */
function enumOf(section: Section): string | undefined {
  const title = section.title.trim();
  const found =
    /^([A-Za-z][\w.]*) values$/i.exec(title)?.[1] ??
    titles.map((pattern) => pattern.exec(title)?.[1]).find((name) => name !== undefined);
  if (found !== undefined) return sorts.test(found) ? undefined : found;
  // A name alone is that of the table's subject where its members are called so.
  const head = section.blocks.find((block) => block.kind === 'table')?.header.cells[0]?.text ?? '';
  return /^[a-z]+\d*[A-Z]\w*$/.test(title) && /^(?:enum(?:eration)? )?(?:members?|values?)$/i.test(head)
    ? title
    : undefined;
}

export function isValuesSection(section: Section): boolean {
  return enumOf(section) !== undefined;
}

/** "Members" of an enumeration's own page, or "*x* values" sections, which describe an enumeration of that name. */
export function readEnum(reading: Reading, section: Section, subject: TypeSubject): void {
  const named = enumOf(section);
  const members = /^(?:enum(?:eration)? )?(?:members|values)$/i.test(section.title.trim());
  if (named === undefined && !members) return;
  const own = enumSubject(reading, section, subject, named);
  if (!own) return;
  const found: { member: EnumMember; at: Row | Inline }[] = [];
  for (const block of section.blocks) {
    if (block.kind === 'table') found.push(...rowMembers(reading, block));
    else if (block.kind === 'list') found.push(...gather(block.items, (item) => listMember(item.inline)));
    for (const inline of prose(block)) if (combined.test(inline.text)) pushFlags(reading, inline, own);
  }
  pushMembers(reading, found, own);
}

function pushMembers(
  reading: Reading,
  found: readonly { member: EnumMember; at: Row | Inline }[],
  subject: TypeSubject,
): void {
  for (const { member, at } of found)
    reading.facts.push({
      predicate: 'enum-member',
      subject,
      value: member,
      kind: 'table',
      at: reading.page.place(at.range),
    });
}

/** The members that a table lists which is called a table of such in its first head. */
export function pushTableMembers(reading: Reading, table: Table, subject: TypeSubject): void {
  if (namesMembers(table)) pushMembers(reading, rowMembers(reading, table), subject);
}

/**
 * Whose members a section holds: those of the type that it names, or of that of the property that it does. Without a
 * name they are those of the page's own enumeration; a page of properties describes none.
 */
function enumSubject(
  reading: Reading,
  section: Section,
  subject: TypeSubject,
  named: string | undefined,
): TypeSubject | undefined {
  if (named === undefined) {
    return rowsOf(reading, subject).length > 0 ? undefined : subject;
  }
  const types = namedTypes(reading, subject, anchorOf(section));
  const plain = named.toLowerCase();
  // A text has values, and no type whose members they were.
  const isText = rowsOf(reading, subject).some(
    ({ name, type }) => name.toLowerCase() === plain && type !== undefined && primitive.test(type.name),
  );
  if (isText && /\bproperty\b/i.test(section.title)) return undefined;
  const name = [...types.values()].find((type) => type.toLowerCase() === plain) ?? types.get(plain) ?? named;
  const namespace = subject.name.slice(0, subject.name.lastIndexOf('.') + 1);
  return { ...subject, name: name.includes('.') ? name : namespace + name };
}

/** `#rig-values`, by which a page links to its section "rig values". */
function anchorOf(section: Section): string {
  return `#${section.title.trim().toLowerCase().replace(/\s+/g, '-')}`;
}

/**
 * Tables and lists of members that a sentence announces: "The possible values for **color** are …", and the table below
 * it. They are those of the type that the sentence names, or of that of the property that it does, where the row of that
 * property links to no page.
 */
export function readAnnounced(reading: Reading, section: Section, subject: TypeSubject): void {
  const types = namedTypes(reading, subject);
  if (types.size === 0) return;
  for (const part of sectionsBelow(section)) {
    if (isCalled(part, /^(?:methods|json representation|see also)\b/) || isValuesSection(part)) continue;
    let lead: Inline | undefined;
    for (const block of part.blocks) {
      const table = block.kind === 'table';
      if (!table && block.kind !== 'list') lead = prose(block).at(-1) ?? lead;
      else {
        if (lead && announces.test(lead.text) && (table || lead.text.endsWith(':')))
          pushAnnounced(reading, block, lead, types, subject);
        lead = undefined;
      }
    }
  }
}

const primitive =
  /^(?:string|text|ur[il]|email|bool(?:ean)?|int\d*|integer|long|number|s?byte|double|float|single|decimal|date\w*|time\w*|duration|guid|uuid|binary|stream|json|object|any|enum(?:eration)?)$/i;
const announces = /\b(?:values?|constants?|members?)\b/i;

/** Lower-case property, and type → the name of the type, for rows whose type is neither primitive nor a link elsewhere. */
function namedTypes(reading: Reading, subject: TypeSubject, anchor?: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { name, type } of rowsOf(reading, subject)) {
    const here = type?.target === undefined || type.target.toLowerCase() === anchor;
    if (type && here && /^[a-z]\w*$/.test(type.name) && !primitive.test(type.name))
      found.set(name.toLowerCase(), type.name);
  }
  for (const name of [...found.values()])
    if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), name);
  return found;
}

function rowsOf({ facts }: Reading, subject: TypeSubject): PropertyRow[] {
  return gather(facts, (fact) =>
    fact.predicate === 'property' && fact.subject === subject ? [fact.value] : [],
  );
}

function pushAnnounced(
  reading: Reading,
  block: Table | List,
  lead: Inline,
  types: ReadonlyMap<string, string>,
  subject: TypeSubject,
): void {
  const marked = lead.raw.match(/\*\*\w+\*\*|`\w+`/g) ?? [];
  const names = new Set(gather(marked, (mark) => types.get(mark.replace(/\W/g, '').toLowerCase()) ?? []));
  const [name] = names;
  if (name === undefined || names.size > 1) return;
  const found: { member: EnumMember; at: Row | Inline }[] =
    block.kind === 'table'
      ? rowMembers(reading, block)
      : gather(block.items, (item) => listMember(item.inline));
  if (found.length < 2 || found.length < (block.kind === 'table' ? block.rows : block.items).length) return;
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

export function lowerFirst(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}

/** The members of an enumeration that its page lists right below its title, in a table or in a sentence. */
export function readHeadMembers(reading: Reading, section: Section, subject: TypeSubject): void {
  for (const block of section.blocks) {
    const rows = block.kind === 'table' && namesMembers(block) ? rowMembers(reading, block) : [];
    const said = block.kind === 'paragraph' ? listedValues(block.inline) : [];
    const listed = said.map((name) => ({ member: { name, value: undefined, description: '' }, at: block }));
    for (const { member, at } of [...rows, ...listed])
      reading.facts.push({
        predicate: 'enum-member',
        subject,
        value: member,
        kind: rows.length > 0 ? 'table' : 'prose',
        at: reading.page.place(at.range),
      });
  }
}

function namesMembers(table: Table): boolean {
  return columns.name.test((table.header.cells[0]?.text ?? '').trim().toLowerCase());
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
  const found = columnsOf(table, numbered(table) ? { ...columns, name: /^(?:members?|names?)$/ } : columns);
  return gather(table.rows, (row) => {
    const name = ((found.cell(row, 'name') ?? row.cells[0])?.text ?? '').replace(/\s*\([^)]*\)$/, '').trim();
    if (!isMember(name) || (row.cells.length > 1 && isHeadingRow(row)) || !usable(reading, table, row, 1))
      return [];
    const number = found.cell(row, 'value')?.text ?? '';
    const value = /^-?\d{1,15}$/.test(number) ? Number(number) : undefined;
    return [{ member: { name, value, description: found.cell(row, 'description')?.text ?? '' }, at: row }];
  });
}

/** Whether numbers stand in the first column. */
function numbered(table: Table): boolean {
  return table.header.cells.length > 1 && table.rows.every((row) => /^-?\d+$/.test(row.cells[0]?.text ?? ''));
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
