import { defineFinding } from './finding.ts';
import { isName } from './representations.ts';
import { resourcePage } from './sample-resource.ts';

export const typeMissing = defineFinding({
  code: 'lint/type-missing',
  severity: 'warning',
  summary: 'A row of a table of properties leaves the type empty.',
  why: 'Readers and generated code must guess it.',
  help: 'Write the type.',
  examples: [
    {
      name: 'an empty cell',
      page: resourcePage({ rows: ['id|String|Key.', 'size||How large.'] }),
      finds: ['8:2 size has no type'],
    },
    {
      name: 'a heading in the table',
      page: resourcePage({ rows: ['**Sizes**|||', 'size|Int32|How large.'] }),
      finds: [],
    },
    { name: 'all have one', page: resourcePage({ rows: ['id|String|Key.'] }), finds: [] },
  ],
  check: ({ page }) =>
    page.blocks.flatMap((block) => {
      if (block.kind !== 'table') return [];
      const [name] = block.header.cells;
      const column = block.header.cells.findIndex(({ text }) => /^(?:data )?type$/i.test(text));
      if (column < 1 || !/^(?:property|relationship|parameter)s?(?: name)?$/i.test(name?.text ?? ''))
        return [];
      return block.rows.flatMap(({ cells }) => {
        const [first] = cells;
        const rest = cells.slice(column + 1).some(({ text }) => text !== '');
        if (!first || !isName(first.text) || cells[column]?.text !== '' || !rest) return [];
        return [{ at: page.place(first.range), message: `${first.text} has no type` }];
      });
    }),
});
