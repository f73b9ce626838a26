import { defineFinding } from './finding.ts';

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
  summary: 'The line of dashes below a table head has another number of columns than the head.',
  why: 'GitHub Flavored Markdown sees no table then: the page shows the bare pipes.',
  help: 'Give the line one group of dashes for each column.',
  examples: [
    {
      name: 'two for three',
      page: page('|---|---|'),
      finds: ['4:1 this line has 2 columns, and the head of the table 3'],
    },
    { name: 'three for three', page: page('|:--|---|--:|'), finds: [] },
  ],
  check: ({ page }) =>
    page.blocks.flatMap((block) => {
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
