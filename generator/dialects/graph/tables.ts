import type { Page, Row, Table } from '../../markdown/page.ts';
import { defineProblem } from '../../model/diagnostic.ts';
import type { Reading } from './reading.ts';

const tooFewCells = defineProblem<{ cells: number; columns: number; missing: string }>({
  code: 'docs/row-too-short',
  severity: 'warning',
  summary: 'A table row has fewer cells than the table has columns.',
  message: (p) =>
    `this row has ${p.cells} of ${p.columns} cells${p.missing === '' ? '' : `; "${p.missing}" is missing`}`,
  help: 'Fill the row up with cells, empty ones if need be.',
});

/**
 * Reports a row that is too short. Returns whether it can be used all the same: its `needed` first cells are there.
 */
export function usable(reading: Reading, table: Table, row: Row, needed: number): boolean {
  const columns = table.header.cells.length;
  const cells = row.cells.length;
  if (cells >= columns) return true;
  const at = reading.page.place(row.range);
  const missing = table.header.cells[cells]?.text ?? '';
  reading.diagnostics.push(tooFewCells.at(at, { cells, columns, missing }));
  if (cells >= needed) return true;
  const text = rowText(reading.page, row);
  const reason = `${cells} of ${columns} cells`;
  const value = { what: 'table-row', text, reason } as const;
  reading.facts.push({ predicate: 'malformed', subject: reading.subject, value, kind: 'table', at });
  return false;
}

function rowText(page: Page, row: Row): string {
  return page.text.slice(row.range.start, row.range.end);
}

/** `|**Policy Set**|||`: a heading inside a table, not a row of it. */
export function isHeadingRow(row: Row): boolean {
  const [first, ...rest] = row.cells;
  return first !== undefined && rest.every((cell) => cell.text === '') && /^[*_]/.test(first.raw);
}
