import { defineFinding } from './finding.ts';
import { resourcePage } from './sample-resource.ts';

export const rowTooShort = defineFinding({
  code: 'lint/row-too-short',
  severity: 'warning',
  summary: 'A table row has fewer cells than the table has columns.',
  why: 'Mostly a "|" was forgotten, and type and description are one cell: readers and tools lose one of them.',
  help: 'Add the cells that are missing, empty ones if need be.',
  standsFor: ['docs/row-too-short'],
  examples: [
    {
      name: 'two of three',
      page: resourcePage({ rows: ['id|String|Key.', 'size|Int32 How large.'] }),
      finds: ['8:1 this row has 2 cells, and the table 3 columns: "Description" is missing'],
    },
    { name: 'an empty cell', page: resourcePage({ rows: ['id|String|'] }), finds: [] },
  ],
  check: ({ page }) =>
    page.blocks.flatMap((block) => {
      if (block.kind !== 'table' || block.header.cells.length !== block.delimiter.cells.length) return [];
      const columns = block.header.cells.length;
      return block.rows.flatMap(({ cells, range }) => {
        const missing = block.header.cells[cells.length]?.text ?? '';
        if (cells.length >= columns || missing === '') return [];
        const count = `${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}`;
        const message = `this row has ${count}, and the table ${columns} columns: "${missing}" is missing`;
        return [{ at: page.place(range), message }];
      });
    }),
});
