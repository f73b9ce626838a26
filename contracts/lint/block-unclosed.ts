import type { Block, Comment, Fence } from '../../generator/markdown/page.ts';
import { defineFinding } from './finding.ts';

const head = ['# Update thing', '## HTTP request', '```http', 'PATCH /things/{id}'];

export const blockUnclosed = defineFinding({
  code: 'lint/block-unclosed',
  severity: 'error',
  summary: 'A code block or a comment is not closed.',
  why: 'All that follows on the page belongs to it: readers see code, or nothing at all, in place of the sections below.',
  help: 'Close it where it ends: with the characters that began it, or with -->.',
  examples: [
    {
      name: 'a code block',
      page: [...head, '## Response', 'If successful, this method returns `204 No Content`.'],
      finds: ['3:1 the code block is not closed: the 3 lines below it are taken for code'],
    },
    {
      name: 'a comment',
      page: [...head, '```', '<!-- {', '  "blockType": "request"', '}'],
      finds: ['6:1 the comment is not closed: the 2 lines below it are hidden'],
    },
    {
      name: 'closed, and one that is empty at the end',
      page: [...head, '```', '<!-- a comment -->', '```'],
      finds: [],
    },
  ],
  check({ page }) {
    return page.blocks.filter(isOpen).flatMap((block) => {
      const lines = page.text.slice(block.range.start).trimEnd().split('\n').length - 1;
      if (lines === 0) return [];
      const at = page.place({ start: block.range.start, end: block.range.start + 3 });
      const [what, fate] = block.kind === 'fence' ? ['code block', 'taken for code'] : ['comment', 'hidden'];
      const below = lines === 1 ? 'the line below it is' : `the ${lines} lines below it are`;
      return [{ at, message: `the ${what} is not closed: ${below} ${fate}` }];
    });
  },
});

function isOpen(block: Block): block is Fence | Comment {
  return (block.kind === 'fence' || block.kind === 'comment') && !block.closed;
}
