import { type Diagnostic, defineProblem } from '../model/diagnostic.ts';
import type { Place } from '../model/place.ts';
import { about } from './facts-of.ts';
import type { PageContent } from './page-content.ts';
import type { RequestTarget } from './request-lines.ts';

const differs = defineProblem<{ method: string; path: string; what: string }>({
  code: 'docs/operation-differs',
  severity: 'warning',
  summary: 'Two pages document one operation and contradict each other.',
  message: (p) => `${p.method.toUpperCase()} ${p.path} ${p.what} on the page that decides`,
  help: 'Let the pages say the same, or document the operation on one of them.',
});

/** What a page says of its one operation's success. */
interface Success {
  readonly at: Place;
  readonly statuses: ReadonlySet<number>;
  readonly collection: boolean | undefined;
}

/**
 * Several pages may document one operation, and each may add to it (derived types have pages of their own): that is
 * no fault. It is one where no answer can be as both say. Pages about several things say nothing for certain of one.
 */
export function reportDifferences(
  target: RequestTarget,
  pages: readonly PageContent[],
  isAboutOne: (file: string) => boolean,
  diagnostics: Diagnostic[],
): void {
  const [main, ...others] = pages.filter((page) => isAboutOne(page.file)).map(successOf);
  if (!main || pages[0]?.file !== main.at.file) return;
  const { method, path } = target;
  for (const other of others) {
    const what = other && difference(other, main);
    if (!other || what === undefined) continue;
    const related = [{ message: 'the page that decides', at: main.at }];
    diagnostics.push(differs.at(other.at, { method, path, what }, related));
  }
}

function successOf(page: PageContent): Success | undefined {
  const facts = about(page.facts, 'response').filter(({ value }) => value.status < 300);
  const [first] = facts;
  if (!first) return undefined;
  return {
    at: first.at,
    statuses: new Set(facts.map(({ value }) => value.status)),
    collection: facts.find(({ value }) => value.type !== undefined)?.value.type?.collection,
  };
}

function difference(other: Success, main: Success): string | undefined {
  if (![...other.statuses].some((status) => main.statuses.has(status)))
    return `succeeds with ${list(other.statuses)} here and with ${list(main.statuses)}`;
  if (other.collection === undefined || main.collection === undefined) return undefined;
  if (other.collection === main.collection) return undefined;
  const count = (collection: boolean) => (collection ? 'a collection' : 'a single object');
  return `answers with ${count(other.collection)} here and with ${count(main.collection)}`;
}

function list(statuses: ReadonlySet<number>): string {
  return [...statuses].sort((a, b) => a - b).join(', ');
}
