import { sectionsBelow } from '../../generator/markdown/sections.ts';
import type { DocumentedPage } from './documented.ts';
import { type ExampleUrl, isAddress, loosePath } from './example-url.ts';

/**
 * Whether a page's request lines are all that it documents: it has a section of them, and each could be read, because
 * the one that could not may be the very one that an example is for.
 */
export function documentsItsPaths(page: DocumentedPage): boolean {
  if (page.set.operationsOf(page).length === 0) return false;
  if (page.says('malformed').some(({ value }) => value.what === 'request-line')) return false;
  return [...sectionsBelow(page.page.root)].some(({ title }) => /^http request/i.test(title));
}

/** A documented path with what an example adds to it: `/things` and `/$count`. */
export interface BeyondDocumented {
  readonly prefix: string;
  readonly rest: string;
}

/** Undefined where all of the path is documented, on whatever page, or nothing that it goes on from. */
export function beyondDocumented(page: DocumentedPage, url: ExampleUrl): BeyondDocumented | undefined {
  if (!isAddress(url)) return undefined;
  const own = page.set.operationsOf(page);
  const fitting = (path: string) =>
    loosePath(path).flatMap((spelling) => page.set.operations.fitting(spelling));
  const documented = (path: string) => fitting(path).length > 0;
  const path = url.path.replace(/\/+$/, '');
  if (documented(path)) return undefined;
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    const prefix = path.slice(0, end);
    const rest = path.slice(end);
    // From another page's path one step only: everything goes on from `/me`.
    const found = fitting(prefix);
    if (
      found.some((operation) => own.includes(operation)) ||
      (found.length > 0 && rest.lastIndexOf('/') === 0)
    )
      return { prefix, rest };
  }
  return undefined;
}

/** Whether the page documents the end of the path: request lines of workbooks leave out the drive before them. */
export function endsDocumented(page: DocumentedPage, { path }: ExampleUrl): boolean {
  const own = page.set.operationsOf(page);
  for (let at = path.indexOf('/', 1); at !== -1; at = path.indexOf('/', at + 1))
    if (page.set.operations.fitting(path.slice(at)).some((operation) => own.includes(operation))) return true;
  return false;
}
