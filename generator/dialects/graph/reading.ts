import type { Block, Inline, Page, Range, Section } from '../../markdown/page.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Span } from '../../model/place.ts';
import type { Fact, PageSubject } from '../fact.ts';
import type { Includes } from '../includes.ts';

/** One page while it is being read: the readers of its parts add what they find. */
export interface Reading {
  readonly page: Page;
  readonly subject: PageSubject;
  readonly facts: Fact[];
  readonly diagnostics: Diagnostic[];
  /** The parts that pages may include. */
  readonly includes: Includes;
}

/** Blocks that are a run of text. */
export function prose(block: Block): Inline[] {
  switch (block.kind) {
    case 'paragraph':
    case 'quote':
      return [block.inline];
    case 'list':
      return block.items.map((item) => item.inline);
    default:
      return [];
  }
}

/** Where a piece of text stands within a run; the whole run if it is not there as it reads (entities, line ends). */
export function within(page: Page, range: Range, text: string, from = range.start): Range {
  const first = Math.max(from, range.start);
  // Looked for in the run alone: most texts that read otherwise than they stand would be sought to the page's end.
  const start = text === '' ? -1 : page.text.slice(first, range.end).indexOf(text);
  return start === -1 ? range : { start: first + start, end: first + start + text.length };
}

export function placeWithin(page: Page, range: Range, text: string): Span {
  return page.place(within(page, range, text));
}

/** Section titles are compared without regard to case: the vintages differ in nothing else. */
export function isCalled(section: Section, ...patterns: readonly RegExp[]): boolean {
  for (const pattern of patterns) if (pattern.test(section.name)) return true;
  return false;
}
