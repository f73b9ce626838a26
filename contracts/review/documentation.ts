import type { Page } from '../../generator/markdown/page.ts';
import { compareText } from '../../generator/model/diagnostic.ts';
import { type Child, element, type Html } from '../../generator/model/printers/html.ts';
import type { BackLink, BackLinks } from './back-links.ts';
import type { Lazy } from './lazy.ts';
import { lineStates } from './line-states.ts';
import type { Places } from './places.ts';
import type { Review } from './review.ts';

interface Parts {
  readonly places: Places;
  readonly lazy: Lazy;
  readonly back: BackLinks;
}

/** The pages as they stand, line by line: what the links of the spec lead to, and what nothing came from. */
export function documentationColumn(review: Review, parts: Parts): Html | undefined {
  if (review.pages.length === 0) return undefined;
  const read = readLines(review);
  const targets = linkedLines(review);
  const pages = [...review.pages].sort((a, b) => compareText(a.file, b.file));
  return element(
    'section',
    { class: 'docs', id: 'documentation', 'aria-labelledby': 'documentation-title' },
    element('h2', { id: 'documentation-title' }, 'Documentation'),
    element(
      'div',
      { class: 'pane', tabindex: '0', role: 'region', 'aria-label': 'Documentation pages' },
      pages.map((page) =>
        pageDetails(page, parts, read.get(page.file) ?? new Set(), targets.get(page.file) ?? new Set()),
      ),
    ),
  );
}

function pageDetails(
  page: Page,
  parts: Parts,
  read: ReadonlySet<number>,
  targets: ReadonlySet<number>,
): Html {
  const states = lineStates(page, read);
  const count = (state: string) => states.filter((one) => one === state).length;
  const sum = `${count('read')} read, ${count('unread')} unread`;
  return parts.lazy.details(
    { id: parts.places.page(page.file), open: true, class: 'page' },
    [element('code', {}, page.file), ' ', element('span', { class: 'soft' }, sum)],
    () =>
      element(
        'ol',
        { class: 'source' },
        states.map((state, i) => {
          const id = parts.places.line({ file: page.file, line: i + 1 });
          const links = id === undefined ? [] : parts.back.of(id);
          const isTarget = state === 'read' || targets.has(i + 1);
          const className = state === 'read' ? 'read' : state === 'unread' ? 'unread' : undefined;
          return element(
            'li',
            { id: isTarget ? id : undefined, class: className },
            page.lines.line(i + 1),
            backLinks(links),
          );
        }),
      ),
  );
}

const mostLinks = 2;

function backLinks(links: readonly BackLink[]): Child {
  if (links.length === 0) return undefined;
  const shown = links
    .slice(0, mostLinks)
    .map(({ id, label }) => [' ', element('a', { href: `#${id}` }, `→ ${label}`)]);
  return [shown, links.length > mostLinks ? ` +${links.length - mostLinks}` : undefined];
}

/** Lines that something of the spec comes from, a page. */
function readLines({ sources, pages }: Review): Map<string, Set<number>> {
  const lines = new Map(pages.map(({ file }) => [file, new Set<number>()]));
  for (const { places } of sources.origins.values())
    for (const { file, line } of places) lines.get(file)?.add(line);
  return lines;
}

/** Other lines that the page links to. */
function linkedLines({ findings, contracts, changes, pages }: Review): Map<string, Set<number>> {
  const lines = new Map(pages.map(({ file }) => [file, new Set<number>()]));
  const places = [
    ...findings.flatMap(({ at, related }) => [at, ...related.map((other) => other.at)]),
    ...contracts.flatMap(({ reasons }) => reasons.map(({ at }) => at)),
    // Lines of the base are no lines of these pages.
    ...(typeof changes === 'string'
      ? []
      : changes.changes.flatMap(({ after }) => after?.documentation?.at ?? [])),
  ];
  for (const { file, line } of places) lines.get(file)?.add(line);
  return lines;
}
