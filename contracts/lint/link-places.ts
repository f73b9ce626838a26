import type { Range } from '../../generator/markdown/page.ts';
import type { Span } from '../../generator/model/place.ts';
import type { DocumentedPage } from './documented.ts';

export interface PlacedLink {
  /** As written, without what follows a `?` or `#`. */
  readonly target: string;
  /** The file that it leads to. */
  readonly file: string;
  at(): Span;
}

const link =
  /\]\(\s*<?([^()\s<>]{1,300}?\.md)(?![\w.])|^ {0,3}\[[^\]\n]{1,200}\]:\s*<?([^\s<>]{1,300}?\.md)(?![\w.])/gim;

const made = new WeakMap<DocumentedPage, readonly PlacedLink[]>();

/** The relative links of a page to other pages, apart from code, comments and includes. Found once a page. */
export function linksOf(page: DocumentedPage): readonly PlacedLink[] {
  const links = made.get(page) ?? findLinks(page);
  made.set(page, links);
  return links;
}

function findLinks({ page, file }: DocumentedPage): PlacedLink[] {
  const hidden = page.blocks.flatMap((block) =>
    block.kind === 'fence' || block.kind === 'comment' || block.kind === 'include' ? [block.range] : [],
  );
  const found: PlacedLink[] = [];
  for (const match of page.text.matchAll(link)) {
    const target = match[1] ?? match[2];
    const to = target === undefined || target.includes('%') ? undefined : targetFile(file, target);
    if (target === undefined || to === undefined || within(hidden, match.index)) continue;
    if (inCode(page.text, match.index)) continue;
    const start = match.index + match[0].length - target.length;
    found.push({ target, file: to, at: () => page.place({ start, end: start + target.length }) });
  }
  return found;
}

function within(ranges: readonly Range[], offset: number): boolean {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = ranges[middle];
    if (!range) return false;
    if (offset < range.start) high = middle - 1;
    else if (offset >= range.end) low = middle + 1;
    else return true;
  }
  return false;
}

/** How far a line is looked through for what stands before a link: lines of pages are long, hostile ones longer. */
const reach = 4000;

/** Between an odd and an even backtick of its line, or in an include that is not on a line of its own. */
function inCode(text: string, offset: number): boolean {
  const near = text.slice(Math.max(0, offset - reach), offset);
  const before = near.slice(near.lastIndexOf('\n') + 1);
  let ticks = 0;
  for (let at = before.indexOf('`'); at !== -1; at = before.indexOf('`', at + 1)) ticks++;
  return ticks % 2 === 1 || before.includes('[!INCLUDE ');
}

/** The file that a relative link leads to: `beta/resources/x.md`, `../api/y.md` → `beta/api/y.md`. */
function targetFile(from: string, target: string): string | undefined {
  const path = target.split(/[?#]/)[0] ?? '';
  if (/^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(path) || !/\.md$/i.test(path)) return undefined;
  const parts = from.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
