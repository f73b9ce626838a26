import type { Inline, Page, Range, Row, Table } from '../../generator/markdown/page.ts';
import { defineFinding, type Found } from './finding.ts';
import { resourcePage } from './sample-resource.ts';

export const rowTooShort = defineFinding({
  code: 'lint/row-too-short',
  severity: 'warning',
  summary: 'A table row has fewer cells than the table has columns.',
  why: 'Mostly a "|" was forgotten, and type and description are one cell: readers and tools lose one of them.',
  help: 'Add the cells that are missing, empty ones if need be; join a line that goes on from the row above with it.',
  standsFor: ['docs/row-too-short'],
  examples: [
    {
      name: 'two of three',
      page: resourcePage({ rows: ['id|String|Key.', 'size|Int32 How large.'] }),
      finds: ['8:1 this row has 2 cells, and the table 3 columns: "Description" is missing'],
    },
    {
      name: 'a row that was broken',
      page: resourcePage({ rows: ['id|String|Key.', 'x'] }).map((line) =>
        line === '|x|' ? 'Read-only.|' : line,
      ),
      finds: ['8:1 this line is a row of its own, with 1 cell of 3: a line break ends a row'],
    },
    {
      name: 'a heading among the rows',
      page: resourcePage({ rows: ['id|String|Key.', '**Size**'] }),
      finds: [],
    },
    {
      name: 'a heading among links',
      page: resourcePage({ rows: ['[a](a.md)|String|x', 'Sizes', '[b](b.md)|String|x'] }),
      finds: [],
    },
    {
      name: 'the end of a row that was broken',
      page: resourcePage({ rows: ['[a](a.md)|String|x', ''] }).map((line) => (line === '||' ? ' |' : line)),
      finds: ['8:2 this row has 1 cell, and the table 3 columns: "Type" is missing'],
    },
    { name: 'an empty cell', page: resourcePage({ rows: ['id|String|'] }), finds: [] },
  ],
  check: ({ page }) =>
    page.blocks.flatMap((block) => {
      if (block.kind !== 'table' || block.header.cells.length !== block.delimiter.cells.length) return [];
      return block.rows.flatMap((row): Found[] => {
        const message = lack(page, block, row);
        return message === undefined ? [] : [{ at: page.place(row.range), message }];
      });
    }),
});

function lack(page: Page, { header, rows }: Table, { cells, range }: Row): string | undefined {
  const columns = header.cells.length;
  const missing = header.cells[cells.length]?.text ?? '';
  if (cells.length >= columns || missing === '') return undefined;
  const [only] = cells.length === 1 ? cells : [];
  const source = (part: Range) => page.text.slice(part.start, part.end).trim();
  // A row with nothing but a name in bold is a heading: its other cells are meant to be empty.
  if (only && /^(\*\*|__)[^*_|]{1,200}\1$/.test(source(only.range))) return undefined;
  const piped = (row: Row) => source(row.range).startsWith('|');
  if (only && !piped({ cells, range }) && rows[0] && piped(rows[0]))
    return `this line is a row of its own, with 1 cell of ${columns}: a line break ends a row`;
  if (only && isAmongLinks(only, rows)) return undefined;
  const count = `${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}`;
  return `this row has ${count}, and the table ${columns} columns: "${missing}" is missing`;
}

/** Whether a row holds words alone where each full one begins with a link: a heading among methods. */
function isAmongLinks(only: Inline, rows: readonly Row[]): boolean {
  const full = rows.filter((row) => row.cells.length > 1);
  const linked = full.every((row) => (row.cells[0]?.links.length ?? 0) > 0);
  return only.text !== '' && only.links.length === 0 && full.length > 0 && linked;
}
