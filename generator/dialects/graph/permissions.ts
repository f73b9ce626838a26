import type { Inline, Section, Table } from '../../markdown/page.ts';
import { sectionsBelow } from '../../markdown/sections.ts';
import type { Permission } from '../fact.ts';
import { type Reading, within } from './reading.ts';

type Grant = Pick<Permission, 'flow' | 'account' | 'label' | 'circumstance' | 'order'>;

/** Permissions in all three vintages: 2017's italic list of scopes, tables by row, matrices by column. */
export function readPermissions(reading: Reading, section: Section): void {
  for (const part of sectionsBelow(section)) {
    const circumstance = part === section ? '' : part.title;
    let lead = '';
    for (const block of part.blocks) {
      if (block.kind === 'table') readTable(reading, block, circumstance);
      else if (block.kind === 'paragraph') {
        if (isScopeList(block.inline)) readList(reading, block.inline, lead, circumstance);
        lead = block.inline.text;
      }
    }
  }
}

/** `*DeviceManagementApps.ReadWrite.All; DeviceManagementApps.Read.All*` */
function isScopeList(inline: Inline): boolean {
  return /^[*_][^*_]+[*_]$/.test(inline.raw.trim()) && scope.test(inline.raw);
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
  let flow: ReturnType<typeof flowOf> | undefined;
  for (const row of table.rows) {
    const label = row.cells[0]?.text ?? '';
    if (matrix) {
      for (const [i, found] of byColumn.entries()) {
        const cell = row.cells[i];
        if (!found || !cell) continue;
        const { flow, account } = found;
        addScopes(
          reading,
          cell,
          { flow, account, order, label: heads[i] ?? '', circumstance: label },
          'table',
        );
      }
      continue;
    }
    const own = /^(?:delegated|application)\b/i.test(label) ? flowOf(label) : undefined;
    if (own) flow = own;
    const cells = row.cells.slice(1);
    // Rows below "Delegated" that name a workflow ("Policy Set") belong to it.
    const condition = own ? circumstance : label;
    if (flow && !(own && cells.every((cell) => cell.text === '')))
      for (const [i, cell] of cells.entries()) {
        const column = cells.length > 1 ? (heads[i + 1] ?? '') : condition;
        const { account } = flow;
        addScopes(reading, cell, { flow: flow.flow, account, order, label, circumstance: column }, 'table');
      }
  }
}

function flowOf(label: string): Pick<Permission, 'flow' | 'account'> {
  if (/application/i.test(label)) return { flow: 'application', account: undefined };
  return { flow: 'delegated', account: /personal/i.test(label) ? 'personal' : 'work' };
}

function orderOf(heads: string): Permission['order'] {
  if (/most to least/i.test(heads)) return 'most-first';
  return /least to most/i.test(heads) ? 'least-first' : 'unordered';
}

/** `Mail.Read`, `DeviceManagementApps.ReadWrite.All`; OpenID's own four have no dot. */
const scope = /\b(?:[A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)+|openid|offline_access|profile|email)\b/;

const everyScope = new RegExp(scope, 'g');

function addScopes(reading: Reading, cell: Inline, grant: Grant, kind: 'table' | 'prose'): void {
  const { page, subject } = reading;
  const { flow, account, label, circumstance, order } = grant;
  const scopes = cell.text.match(everyScope) ?? [];
  if (scopes.length === 0) {
    const value = { flow, account, label, circumstance, wording: cell.text };
    const range =
      cell.range.end > cell.range.start ? cell.range : { start: cell.range.start, end: cell.range.start };
    reading.facts.push({ predicate: 'permission-none', subject, value, kind, at: page.place(range) });
  }
  let from = cell.range.start;
  let rank = 0;
  for (const name of new Set(scopes)) {
    const range = within(page, cell.range, name, from);
    from = range.start === cell.range.start && range.end === cell.range.end ? from : range.end;
    const value = { flow, account, label, circumstance, order, scope: name, rank: rank++ };
    reading.facts.push({ predicate: 'permission', subject, value, kind, at: page.place(range) });
  }
}
