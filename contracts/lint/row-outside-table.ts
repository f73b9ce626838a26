import type { Page } from '../../generator/markdown/page.ts';
import { defineFinding, type Found } from './finding.ts';
import { type LooseRows, looseRows } from './loose-rows.ts';
import { resourcePage } from './sample-resource.ts';

const broken = (...below: string[]) => [...resourcePage({ rows: ['id|String|Key.'] }), '', ...below];

export const rowOutsideTable = defineFinding({
  code: 'lint/row-outside-table',
  severity: 'error',
  summary: 'Rows stand below a table, but in none: an empty line parts them.',
  why: 'An empty line ends a table: the page shows the bare pipes, and what the rows say is lost to tools.',
  help: 'Take the empty line out.',
  examples: [
    {
      name: 'a row after an empty line',
      page: broken('|size|Int32|How large.|'),
      finds: ['9:1 this row stands in no table: an empty line ended the one above'],
    },
    {
      name: 'several, and more after another empty line',
      page: broken('|size|Int32|How large.|', '|shape|String|How it looks.|', '', 'makerId|String|Maker.|'),
      finds: [
        '9:1 these 2 rows stand in no table: an empty line ended the one above',
        '12:1 this row stands in no table: an empty line ended the one above',
      ],
    },
    { name: 'a sentence', page: broken('Sizes are `small | large`.'), finds: [] },
    {
      name: 'another table',
      page: broken('|Relationship|Type|', '|---|---|', '|parts|[widget](widget.md) collection|'),
      finds: [],
    },
    {
      name: 'words between them',
      page: broken('And these:', '', '|size|Int32|How large.|'),
      finds: [],
    },
  ],
  check: ({ page }) => looseRows(page).map((rows) => found(page, rows)),
});

function found(page: Page, { above, paragraph, lines }: LooseRows): Found {
  const at = page.place(paragraph.range);
  const table = page.place(above.range);
  const what = lines.length === 1 ? 'this row stands' : `these ${lines.length} rows stand`;
  return {
    at,
    message: `${what} in no table: an empty line ended the one above`,
    related: [{ message: 'the table', at: table }],
  };
}
