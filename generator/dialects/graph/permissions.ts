import type { Inline, Paragraph, Section, Table } from '../../markdown/page.ts';
import { blocksBelow, sectionsBelow } from '../../markdown/sections.ts';
import type { Permission } from '../fact.ts';
import { prose, type Reading, within } from './reading.ts';

type Grant = Pick<Permission, 'flow' | 'account' | 'label' | 'circumstance' | 'order'>;

/** Permissions in all three vintages: 2017's italic list of scopes, tables by row, matrices by column. */
export function readPermissions(reading: Reading, section: Section): void {
  for (const part of sectionsBelow(section)) {
    const circumstance = part === section ? '' : part.title;
    let lead = '';
    for (const block of part.blocks) {
      if (block.kind === 'table') readTable(reading, block, circumstance);
      if (block.kind === 'paragraph') readBareRows(reading, block, circumstance);
      for (const inline of prose(block)) {
        const listed = listBehind(inline);
        if (isScopeList(inline)) readList(reading, inline, lead, circumstance);
        else if (listed) readList(reading, listed.list, listed.lead, circumstance);
        else lead = inline.text;
      }
    }
  }
}

/** A table of them that stands in no section of its own: above the first one, say. */
export function readStrayPermissions(reading: Reading, section: Section): void {
  for (const block of blocksBelow(section))
    if (block.kind === 'table' && /^permission type$/i.test(block.header.cells[0]?.text ?? ''))
      readTable(reading, block, '');
}

/** `*DeviceManagementApps.ReadWrite.All; DeviceManagementApps.Read.All*`: scopes and what parts them, no sentence. */
function isScopeList(inline: Inline): boolean {
  if (inline.raw.length > 1000 || !scope.test(inline.text)) return false;
  const rest = scopesIn(inline.text).reduce((text, one) => text.replace(one.name, ''), inline.text);
  return /^(?:[\s,;.*]|\bor\b|\band\b)*$/i.test(rest);
}

/** Of every call: "when updating the name, this permission is required" is said of some. */
const requires =
  /^(?:(?:one|any|all) of )?(?:the|these)(?: following)? (?:scope|permission)s?\b[^.]*\brequired\b/i;

/** "One of the following **permissions** is required: *Ships.Read*", in one paragraph. */
function listBehind(inline: Inline): { lead: string; list: Inline } | undefined {
  const colon = inline.text.indexOf(':');
  const lead = inline.text.slice(0, colon + 1);
  if (!requires.test(lead)) return undefined;
  const list = { ...inline, text: inline.text.slice(colon + 1) };
  return isScopeList(list) ? { lead, list } : undefined;
}

function readList(reading: Reading, inline: Inline, lead: string, circumstance: string): void {
  // Delegated: the word "scopes" is that of OAuth's delegated flows, and 2017's pages know no application permissions.
  const grant: Grant = {
    flow: 'delegated',
    account: undefined,
    label: lead,
    circumstance,
    order: 'unordered',
  };
  addScopes(reading, inline, grant, 'prose');
}

function readTable(reading: Reading, table: Table, circumstance: string): void {
  const heads = table.header.cells.map((cell) => cell.text);
  const byColumn = heads.map((head) =>
    /\b(?:delegated|application)\b/i.test(head) ? flowOf(head) : undefined,
  );
  const matrix = byColumn.some((found) => found);
  const order = orderOf(heads.join(' '));
  let flow: Account | undefined;
  for (const [at, row] of table.rows.entries()) {
    const label = row.cells[0]?.text ?? '';
    if (matrix) {
      for (const [i, found] of byColumn.entries()) {
        const cell = row.cells[i];
        if (!found || !cell) continue;
        const { flow: granted, account } = found;
        const grant = { flow: granted, account, order, label: heads[i] ?? '', circumstance: label };
        addScopes(reading, cell, grant, 'table');
      }
      continue;
    }
    const own = rowLabel.test(label) ? flowOf(label) : undefined;
    if (own) flow = own;
    const cells = row.cells.slice(1);
    // A row without scopes is a heading where rows below it name workflows; else it says that there are none.
    const below = table.rows[at + 1]?.cells[0]?.text ?? '';
    if (own && cells.every((cell) => cell.text === '') && below !== '' && !rowLabel.test(below)) continue;
    if (!flow) continue;
    const { account } = flow;
    const condition = own ? circumstance : label;
    addRow(reading, cells, heads, { flow: flow.flow, account, order, label, circumstance: condition });
  }
}

/** Rows of two cells below a head without its line of dashes, which are a paragraph. */
function readBareRows(reading: Reading, { range }: Paragraph, circumstance: string): void {
  const text = reading.page.text.slice(range.start, range.end);
  const order = orderOf(text);
  for (const { 1: first = '', 2: second = '', index } of text.matchAll(bareRow)) {
    const label = first.trim();
    const cell = second.trim();
    if (!rowLabel.test(label)) continue;
    const { flow, account } = flowOf(label);
    const start = range.start + text.indexOf(`|${second}|`, index) + second.indexOf(cell) + 1;
    const inline = {
      text: cell,
      raw: cell,
      range: { start, end: start + cell.length },
      links: [],
      codes: [],
    };
    addScopes(reading, inline, { flow, account, order, label, circumstance }, 'table');
  }
}

const bareRow = /^[ \t]*\|([^|\n]+)\|([^|\n]+)\|[ \t]*$/gm;

/** Rows below "Delegated" that name a workflow ("Policy Set") belong to it; further columns are circumstances. */
function addRow(reading: Reading, cells: readonly Inline[], heads: readonly string[], grant: Grant): void {
  if (/^least privileged\b/i.test(heads[1] ?? '') && /^higher privileged\b/i.test(heads[2] ?? '')) {
    addByPrivilege(reading, cells, grant);
    return;
  }
  const filled = cells.filter((cell, i) => i === 0 || cell.text !== '' || (heads[i + 1] ?? '') !== '');
  for (const [i, cell] of filled.entries()) {
    const { flow, account, order, label } = grant;
    const column = filled.length > 1 ? (heads[i + 1] ?? '') : grant.circumstance;
    addScopes(reading, cell, { flow, account, order, label, circumstance: column }, 'table');
  }
}

/** "Least privileged permissions|Higher privileged permissions": one list, its first part in a column of its own. */
function addByPrivilege(reading: Reading, cells: readonly Inline[], grant: Grant): void {
  const given = cells.filter((cell) => scope.test(cell.text));
  const { flow, account, label, circumstance } = grant;
  for (const cell of given.length > 0 ? given : cells.slice(0, 1))
    addScopes(reading, cell, { flow, account, order: 'least-first', label, circumstance }, 'table');
}

type Account = Pick<Permission, 'flow' | 'account'>;

const rowLabel = /^(?:\W*)(?:delegated?|applications?|app[- ]only|work or school|personal)\b/i;

function flowOf(label: string): Account {
  if (/application|app[- ]only/i.test(label)) return { flow: 'application', account: undefined };
  return { flow: 'delegated', account: /personal/i.test(label) ? 'personal' : 'work' };
}

function orderOf(heads: string): Permission['order'] {
  if (/most to least/i.test(heads)) return 'most-first';
  return /least to most/i.test(heads) ? 'least-first' : 'unordered';
}

/** `Mail.Read`, `eDiscovery.ReadWrite.All`; OpenID's own four have no dot. */
const scope =
  /\b(?:[a-z]?[A-Z][\w-]*(?:\.[A-Za-z][\w-]*)+|[a-z]\w*\.(?:read|readwrite|write|manage|send|create)\w*(?:\.\w+)*|openid|offline_access|profile|email)\b/;

const everyScope = new RegExp(scope, 'g');

/** What joins two scopes that are needed together; after a comma "and" only ends the list. */
const together = /^[\s*\u2020\u00b9\u00b2\u00b3]*(?:and|plus|\+|&|together with|along with)\s*$/i;

interface NamedScope {
  readonly name: string;
  readonly with: string[];
}

/** The alternatives of a cell. `Read` and `ReadWrite` of one thing are never needed both. */
function scopesIn(text: string): NamedScope[] {
  const found: NamedScope[] = [];
  let end = 0;
  everyScope.lastIndex = 0;
  for (let match = everyScope.exec(text); match; match = everyScope.exec(text)) {
    const [name] = match;
    const last = found.at(-1);
    const joined = last !== undefined && together.test(text.slice(end, match.index));
    end = match.index + name.length;
    if (joined && resourceOf(last.name) !== resourceOf(name)) last.with.push(name);
    else found.push({ name, with: [] });
  }
  return found;
}

/** `User.Read<sup>1</sup>`: the reader sees a mark of a footnote, no scope named `User.Read1`. */
function withoutMarks(cell: Inline): string {
  if (!/<sup>/i.test(cell.raw)) return cell.text;
  const marked = cell.raw.matchAll(/\b([\w.]{1,200})<sup>\s*(\d+)\s*<\/sup>/gi);
  return [...marked].reduce((text, [, name, mark]) => text.replace(`${name}${mark}`, `${name}`), cell.text);
}

function resourceOf(name: string): string {
  return name.slice(0, name.indexOf('.'));
}

function addScopes(reading: Reading, cell: Inline, grant: Grant, kind: 'table' | 'prose'): void {
  const { page, subject } = reading;
  const { flow, account, label, circumstance, order } = grant;
  const scopes = scopesIn(withoutMarks(cell));
  if (scopes.length === 0) {
    const value = { flow, account, label, circumstance, wording: cell.text };
    const range =
      cell.range.end > cell.range.start ? cell.range : { start: cell.range.start, end: cell.range.start };
    reading.facts.push({ predicate: 'permission-none', subject, value, kind, at: page.place(range) });
  }
  const seen = new Set<string>();
  let from = cell.range.start;
  for (const one of scopes) {
    const key = [one.name, ...one.with].join(' ');
    if (seen.has(key)) continue;
    const range = within(page, cell.range, one.name, from);
    from = range.start === cell.range.start && range.end === cell.range.end ? from : range.end;
    const rank = seen.size;
    seen.add(key);
    const value = { flow, account, label, circumstance, order, scope: one.name, with: one.with, rank };
    reading.facts.push({ predicate: 'permission', subject, value, kind, at: page.place(range) });
  }
}
