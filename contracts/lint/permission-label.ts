import { defineFinding } from './finding.ts';

const page = (label: string) => [
  '# Get widget',
  '## Permissions',
  '|Permission type|Permissions|',
  '|---|---|',
  `|${label}|Widgets.Read.All|`,
  '## HTTP request',
  '```http',
  'GET /widgets/{id}',
  '```',
];

export const permissionLabel = defineFinding({
  code: 'lint/permission-label',
  severity: 'info',
  summary: 'A bracket in the first column of a permissions table is not closed.',
  why: 'Tools tell work and personal accounts apart by these words.',
  help: 'Close the bracket.',
  examples: [
    {
      name: 'open',
      page: page('Delegated (personal Microsoft account'),
      finds: ['5:2 the bracket in "Delegated (personal Microsoft account" is not closed'],
    },
    { name: 'closed', page: page('Delegated (personal Microsoft account)'), finds: [] },
  ],
  check: ({ page }) =>
    page.blocks.flatMap((block) => {
      if (block.kind !== 'table' || !/^permission type$/i.test(block.header.cells[0]?.text ?? '')) return [];
      return block.rows.flatMap(({ cells: [cell] }) => {
        if (!cell || !/^(?:delegated|application) \([^()]{1,80}$/i.test(cell.text)) return [];
        const at = page.place(cell.range);
        const end = { ...at, line: at.endLine, column: at.endColumn };
        return [
          {
            at,
            message: `the bracket in "${cell.text}" is not closed`,
            suggestion: { at: end, replacement: ')' },
          },
        ];
      });
    }),
});
