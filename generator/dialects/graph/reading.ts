import type { Block, Inline, Page, Range, Section } from '../../markdown/page.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Span } from '../../model/place.ts';
import type { Fact, PageSubject } from '../fact.ts';

/** One page while it is being read: the readers of its parts add what they find. */
export interface Reading {
  readonly page: Page;
  readonly subject: PageSubject;
  readonly facts: Fact[];
  readonly diagnostics: Diagnostic[];
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
  const start = page.text.indexOf(text, Math.max(from, range.start));
  return text !== '' && start !== -1 && start + text.length <= range.end
    ? { start, end: start + text.length }
    : range;
}

export function placeWithin(page: Page, range: Range, text: string): Span {
  return page.place(within(page, range, text));
}

/** Section titles are compared without regard to case: the vintages differ in nothing else. */
export function isCalled(section: Section, ...patterns: readonly RegExp[]): boolean {
  const title = section.title.toLowerCase();
  return patterns.some((pattern) => pattern.test(title));
}
