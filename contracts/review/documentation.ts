import type { Page } from '../../generator/markdown/page.ts';
import { compareText } from '../../generator/model/diagnostic.ts';
import { listAt } from '../../generator/model/list-at.ts';
import { type Child, element, type Html } from '../../generator/model/printers/html.ts';
import type { BackLink, BackLinks } from './back-links.ts';
import { findingId } from './ids.ts';
import type { Lazy } from './lazy.ts';
import { type LineState, lineStates } from './line-states.ts';
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
      pages.map((page) => {
        const states = lineStates(page, read.get(page.file) ?? new Set());
        const linked = targets.get(page.file) ?? new Set();
        return pageDetails(page, states, linked, findingsOn(review, page), parts);
      }),
    ),
  );
}

function pageDetails(
  page: Page,
  states: readonly LineState[],
  linked: ReadonlySet<number>,
  findings: ReadonlyMap<number, readonly Found[]>,
  { places, lazy, back }: Parts,
): Html {
  const count = (state: LineState) => states.filter((one) => one === state).length;
  const sum = `${count('read')} read, ${count('unread')} unread`;
  const line = (state: LineState, i: number) => {
    const id = places.line({ file: page.file, line: i + 1 });
    return element(
      'li',
      {
        id: state === 'read' || linked.has(i + 1) ? id : undefined,
        class: state === 'structure' ? undefined : state,
      },
      page.lines.line(i + 1),
      backLinks(id === undefined ? [] : back.of(id)),
      (findings.get(i + 1) ?? []).map(findingLink),
    );
  };
  return lazy.details(
    { id: places.page(page.file), open: true, class: 'page' },
    [element('code', {}, page.file), ' ', element('span', { class: 'soft' }, sum)],
    () => element('ol', { class: 'source' }, states.map(line)),
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

interface Found {
  readonly index: number;
  readonly severity: string;
}

/** Findings on a page, by line. */
function findingsOn({ findings }: Review, page: Page): ReadonlyMap<number, readonly Found[]> {
  const lines = new Map<number, Found[]>();
  for (const [index, { at, severity }] of findings.entries()) {
    if (at.file !== page.file) continue;
    listAt(lines, at.line).push({ index, severity });
  }
  return lines;
}

function findingLink({ index, severity }: Found): Child {
  return [' ', element('a', { href: `#${findingId(index)}`, class: `tag ${severity}` }, severity)];
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
