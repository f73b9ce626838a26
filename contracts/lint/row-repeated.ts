import type { Page, Row, Table } from '../../generator/markdown/page.ts';
import { defineFinding, type Found } from './finding.ts';
import { isName } from './representations.ts';
import { resourcePage } from './sample-resource.ts';

export const rowRepeated = defineFinding({
  code: 'lint/row-repeated',
  severity: 'warning',
  summary: 'A table lists a property, parameter or member twice.',
  why: 'Where the rows differ nobody can tell which one holds.',
  help: 'Keep one row.',
  examples: [
    {
      name: 'two descriptions',
      page: resourcePage({ rows: ['id|String|Key.', 'size|Int32|How large.', 'size|Int64|Its size.'] }),
      finds: ['9:2 size is in this table twice'],
    },
    {
      name: 'letter case tells them apart, and so do tables',
      page: resourcePage({
        rows: ['id|String|Key.', 'ID|String|Another key.'],
        relationships: ['id|[thing](thing.md)|Strange.'],
      }),
      finds: [],
    },
    {
      name: 'headings inside the table',
      page: resourcePage({ rows: ['**Small**||', 'size|Int32|Small.', '**Large**||', 'size|Int64|Large.'] }),
      finds: [],
    },
  ],
  check: ({ page }) =>
    page.blocks.flatMap((block) => (block.kind === 'table' && lists(block) ? repeated(page, block) : [])),
});

/** Tables whose rows each stand for one thing of that name, without headings or broken rows among them. */
function lists({ header, rows }: Table): boolean {
  return (
    /^(?:property|relationship|member|parameter)s?(?: name)?$/i.test(header.cells[0]?.text ?? '') &&
    header.cells.length > 1 &&
    rows.every(({ cells }) => cells.length > 1 && cells.slice(1).some(({ text }) => text !== ''))
  );
}

function repeated(page: Page, { rows }: Table): Found[] {
  const first = new Map<string, Row>();
  return rows.flatMap((row): Found[] => {
    const [cell] = row.cells;
    const name = cell?.text ?? '';
    const before = first.get(name);
    if (!cell || !before || !isName(name)) {
      first.set(name, row);
      return [];
    }
    const at = page.place(cell.range);
    const text = ({ cells }: Row) => cells.map((each) => each.text).join('|');
    const whole = { ...at, column: 1, endLine: at.line + 1, endColumn: 1 };
    return [
      {
        at,
        message: `${name} is in this table twice`,
        related: [{ message: 'the first row', at: page.place(before.range) }],
        ...(text(row) === text(before) ? { suggestion: { at: whole, replacement: '' } } : {}),
      },
    ];
  });
}
