import type { Page } from '../markdown/page.ts';

/**
 * Pages that others include: parts of pages, kept in folders called `includes`. They document nothing of their own.
 * Only pages of the given set are ever found, whatever a page names.
 */
export class Includes {
  readonly #pages: ReadonlyMap<string, Page>;

  constructor(pages: readonly Page[]) {
    this.#pages = new Map(pages.map((page) => [page.file.toLowerCase(), page]));
  }

  /** The page that a target means, seen from another page. */
  find(target: string, from: Page): Page | undefined {
    const path = joined(from.file, target);
    return path === undefined ? undefined : this.#pages.get(path.toLowerCase());
  }
}

/** Whether a file is a part of pages and no page: it stands below a folder called `includes`. */
export function isInclude(file: string): boolean {
  return /(?:^|[\\/])includes[\\/]/i.test(file);
}

export const noIncludes = new Includes([]);

/** `a/b/x.md` and `../includes/y.md` → `a/includes/y.md`; undefined for what is no relative path, or leads out. */
function joined(from: string, target: string): string | undefined {
  const path = target.split(/[?#]/)[0] ?? '';
  if (path === '' || /^[\\/]|^[A-Za-z][\w+.-]*:|[\\\0]/.test(path)) return undefined;
  const parts = from.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..') {
      if (parts.length === 0 || parts.at(-1) === '..' || parts.at(-1) === '') return undefined;
      parts.pop();
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
