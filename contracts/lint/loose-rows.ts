import type { Page, Paragraph, Table } from '../../generator/markdown/page.ts';

/** Lines that are written as rows and stand in no table, since an empty line ended the one above. */
export interface LooseRows {
  readonly above: Table;
  readonly paragraph: Paragraph;
  /** As written, without blanks around them. */
  readonly lines: readonly string[];
}

/** The loose rows of a page; none where what follows a table are sentences. */
export function looseRows(page: Page): LooseRows[] {
  let above: Table | undefined;
  return page.blocks.flatMap((block) => {
    if (block.kind === 'table') above = block;
    const table = above;
    if (block.kind !== 'paragraph') {
      if (block.kind !== 'table') above = undefined;
      return [];
    }
    const lines = page.text
      .slice(block.range.start, block.range.end)
      .trim()
      .split('\n')
      .map((line) => line.trim());
    if (table && lines.every(isRow)) return [{ above: table, paragraph: block, lines }];
    above = undefined;
    return [];
  });
}

/** Two cells at least, and a bar at the end: sentences with a bar in them have none there. */
function isRow(line: string): boolean {
  return line.length < 4000 && line.endsWith('|') && line.replace(/\\\|/g, '').split('|').length > 2;
}
