import type { Block, Page, Range } from '../../generator/markdown/page.ts';

/** Of a line: something of the spec comes from it, nothing does, or there is nothing to take from it. */
export type LineState = 'read' | 'unread' | 'structure';

/** What became of each line of a page; `read` holds the lines that the source map names. */
export function lineStates(page: Page, read: ReadonlySet<number>): readonly LineState[] {
  const states: LineState[] = Array.from({ length: page.lines.count }, () => 'structure');
  const mark = (range: Range, state: LineState) => {
    const [first, last] = linesOf(page, range);
    for (let line = first; line <= last; line++)
      if (states[line - 1] !== 'read' && page.lines.line(line).trim() !== '') states[line - 1] = state;
  };
  // The map names where a thing begins: with the first line of an example all of it is read.
  for (const range of page.blocks.flatMap(partsOf)) {
    const [first, last] = linesOf(page, range);
    const isRead = Array.from({ length: last - first + 1 }, (_, i) => first + i).some((line) =>
      read.has(line),
    );
    mark(range, isRead ? 'read' : 'unread');
  }
  for (const line of read) if (line <= states.length) states[line - 1] = 'read';
  return states;
}

/** What is read as a whole: a row, an item of a list, any other block. Headings and comments give the rest its sense. */
function partsOf(block: Block): readonly Range[] {
  switch (block.kind) {
    case 'table':
      return block.rows.map(({ range }) => range);
    case 'list':
      return block.items.map(({ range }) => range);
    case 'paragraph':
    case 'quote':
    case 'fence':
      return [block.range];
    default:
      return [];
  }
}

/** The first and the last line of a range that ends before its end. */
function linesOf(page: Page, { start, end }: Range): readonly [number, number] {
  const first = page.lines.position(start).line;
  return [first, Math.max(first, page.lines.position(Math.max(start, end - 1)).line)];
}
