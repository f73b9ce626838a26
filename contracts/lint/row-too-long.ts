import type { Inline, Page, Row, Table } from '../../generator/markdown/page.ts';
import { defineFinding, type Found } from './finding.ts';
import { isName } from './representations.ts';
import { resourcePage } from './sample-resource.ts';

export const rowTooLong = defineFinding({
  code: 'lint/row-too-long',
  severity: 'warning',
  summary: 'A table row has more cells than the table has columns.',
  why: 'GitHub Flavored Markdown drops what stands behind the last column. Mostly a "|" in the text was not escaped; it parts cells within code too.',
  help: 'Write "|" within a cell as "\\|".',
  examples: [
    {
      name: 'a pipe in the text',
      page: resourcePage({ rows: ['id|String|One of a|b.'] }),
      finds: ['7:21 this row has 4 cells, and the table 3 columns: "b." is lost'],
    },
    {
      name: 'an escaped pipe, and an empty cell at the end',
      page: resourcePage({ rows: ['id|String|a\\|b.|'] }),
      finds: [],
    },
  ],
  check: ({ page }) =>
    page.blocks.flatMap((block) => {
      // Without a matching delimiter row there is no table, which is told there.
      if (block.kind !== 'table' || block.header.cells.length !== block.delimiter.cells.length) return [];
      return block.rows.flatMap((row) => tooLong(page, block, row));
    }),
});

function tooLong(page: Page, { header }: Table, row: Row): Found[] {
  const columns = header.cells.length;
  const beyond = row.cells.slice(columns).filter(({ text }) => text !== '');
  const [first] = beyond;
  if (!first) return [];
  const lost = page.text.slice(first.range.start, beyond.at(-1)?.range.end);
  const suggestion = escaped(page, header, row);
  return [
    {
      at: page.place(first.range),
      message: `this row has ${row.cells.length} cells, and the table ${columns} columns: "${lost}" is lost`,
      ...(suggestion === undefined ? {} : { suggestion }),
    },
  ];
}

/** Only where the last column holds prose, and what stands before it is plainly a name and a type. */
function escaped(page: Page, header: Row, row: Row): Found['suggestion'] {
  const columns = header.cells.length;
  const [from, to] = [row.cells[columns - 1]?.range.start, row.cells.at(-1)?.range.end];
  if (!/description|notes/i.test(header.cells.at(-1)?.text ?? '') || from === undefined || to === undefined)
    return undefined;
  if (!row.cells.slice(0, columns - 1).every(isPlain)) return undefined;
  const replacement = page.text.slice(from, to).replace(/(?<!\\)\|/g, '\\|');
  return { at: page.place({ start: from, end: to }), replacement };
}

function isPlain({ text }: Inline): boolean {
  return isName(text.replace(/ collection$/i, ''));
}
