import type { Inline, Row, Table } from '../markdown/page.ts';
import { gather } from '../model/gather.ts';

/** A table whose columns have been found by their headings. */
export interface Columns {
  /** The cell of a column, undefined where the table has no such column or the row ends before it. */
  cell(row: Row, column: string): Inline | undefined;
  has(column: string): boolean;
}

/** Finds columns by heading: `{ name: /^(property|name)$/ }`. The first column that fits a pattern is it. */
export function columnsOf(table: Table, patterns: Readonly<Record<string, RegExp>>): Columns {
  const index = new Map<string, number>();
  const heads: (string | undefined)[] = table.header.cells.map((cell) => cell.text.toLowerCase());
  for (const column in patterns) {
    const pattern = patterns[column];
    const found = heads.findIndex((head) => head !== undefined && pattern?.test(head));
    if (found === -1) continue;
    index.set(column, found);
    heads[found] = undefined;
  }
  const last = table.header.cells.length - 1;
  return {
    cell(row, column) {
      const at = index.get(column) ?? -1;
      // A pipe that nobody escaped parts the last cell; what stands behind it belongs there all the same.
      return at === last && row.cells.length > last + 1 ? joined(row.cells.slice(at)) : row.cells[at];
    },
    has: (column) => index.has(column),
  };
}

/** Runs of text as one, for a cell that its page broke into several. */
export function joined(parts: readonly Inline[]): Inline | undefined {
  const [first, ...rest] = parts.filter((part) => part.raw.trim() !== '');
  const last = rest.at(-1);
  if (!first || !last) return first ?? parts[0];
  const all = [first, ...rest];
  return {
    range: { start: first.range.start, end: last.range.end },
    raw: all.map((part) => part.raw).join(' '),
    text: all.map((part) => part.text).join(' '),
    links: gather(all, (part) => part.links),
    codes: gather(all, (part) => part.codes),
  };
}
