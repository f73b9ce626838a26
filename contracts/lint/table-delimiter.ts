import type { Page } from '../../generator/markdown/page.ts';
import { defineFinding, type Found } from './finding.ts';

const page = (delimiter: string) => [
  '# widget resource type',
  '## Properties',
  '|Property|Type|Description|',
  delimiter,
  '|id|String|Key.|',
];

export const tableDelimiter = defineFinding({
  code: 'lint/table-delimiter',
  severity: 'error',
  summary:
    'The line of dashes below a table head is missing, or has another number of columns than the head.',
  why: 'GitHub Flavored Markdown sees no table then: the page shows the bare pipes.',
  help: 'Give the line one group of dashes for each column.',
  examples: [
    {
      name: 'two for three',
      page: page('|---|---|'),
      finds: ['4:1 this line has 2 columns, and the head of the table 3'],
    },
    {
      name: 'none',
      page: ['# widget resource type', '## Properties', '|Property|Type|', '|id|String|', '|size|Int32|'],
      finds: ['3:1 no line of dashes is below this head: the rows are no table'],
    },
    {
      name: 'one row below a table',
      page: [...page('|---|---|---|'), '', '|size|Int32|x|', '|mass|Int32|x|'],
      finds: [],
    },
    { name: 'sentences with bars', page: ['# widget', 'Either a | b |', 'or c | d | e.'], finds: [] },
    { name: 'three for three', page: page('|:--|---|--:|'), finds: [] },
  ],
  check: ({ page }) =>
    page.blocks.flatMap((block, i) => {
      if (block.kind === 'paragraph' && page.blocks[i - 1]?.kind !== 'table')
        return withoutDashes(page, block.range.start, block.range.end);
      if (block.kind !== 'table') return [];
      const [columns, dashes] = [block.header.cells.length, block.delimiter.cells.length];
      if (columns === dashes) return [];
      const at = page.place(block.delimiter.range);
      return [
        {
          at,
          message: `this line has ${dashes} ${dashes === 1 ? 'column' : 'columns'}, and the head of the table ${columns}`,
          related: [{ message: 'the head', at: page.place(block.header.range) }],
          suggestion: { at, replacement: `|${'---|'.repeat(columns)}` },
        },
      ];
    }),
});

/** A paragraph that is all rows, of as many cells each. */
function withoutDashes(page: Page, start: number, end: number): Found[] {
  const text = page.text.slice(start, end).trimEnd();
  const lines = text.split('\n').map((line) => line.trim());
  const [head = ''] = lines;
  const cells = cellsOf(head);
  if (lines.length < 2 || cells < 2 || lines.some((line) => cellsOf(line) !== cells)) return [];
  const after = start + text.indexOf('\n');
  return [
    {
      at: page.place({ start, end: after }),
      message: 'no line of dashes is below this head: the rows are no table',
      suggestion: {
        at: page.place({ start: after, end: after }),
        replacement: `\n|${'---|'.repeat(cells)}`,
      },
    },
  ];
}

/** How many cells a line between bars has; none of other lines. */
function cellsOf(line: string): number {
  const bars = line.replace(/\\\|/g, '');
  return bars.length < 4000 && /^\|.*\|$/.test(bars) ? bars.split('|').length - 2 : 0;
}
