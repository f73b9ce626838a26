import type { Section } from '../../markdown/page.ts';
import { blocksBelow } from '../../markdown/sections.ts';
import type { Reading } from './reading.ts';
import { columnsOf, usable } from './tables.ts';

const columns = {
  name: /^(?:request )?(?:header|name)s?(?: name)?$/,
  value: /^value$/,
  description: /description/,
};

/** The rows of "Request headers", whichever of the four column layouts the table has. */
export function readHeaders(reading: Reading, section: Section): void {
  for (const table of blocksBelow(section)) {
    if (table.kind !== 'table') continue;
    const found = columnsOf(table, columns);
    for (const row of table.rows) {
      if (!usable(reading, table, row, 2)) continue;
      const cell = found.cell(row, 'name') ?? row.cells[0];
      const value = found.cell(row, 'value');
      const description = value ?? found.cell(row, 'description') ?? row.cells[1];
      // `Prefer: outlook.timezone`: some pages put a value beside the name.
      const match = /^([!#$%&'*+.^_`|~\w-]+)\s*(?::\s*(.*))?$/.exec(cell?.text ?? '');
      if (!match?.[1]) continue;
      const text = [match[2], description?.text].filter((part) => part).join(' ');
      const required = /\brequired\b/i.test(text) && !/\bnot required\b|\boptional\b/i.test(text);
      reading.facts.push({
        predicate: 'header',
        subject: reading.subject,
        value: { name: match[1], description: text, required, isValue: value !== undefined },
        kind: 'table',
        at: reading.page.place(row.range),
      });
    }
  }
}
