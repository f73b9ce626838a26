import type { DocumentedPage, PageSet } from './documented.ts';
import { groupBy } from './group-by.ts';

/** Where the pages of a set lead to, and how much of it was read. */
export interface PageLinks {
  /** The files that link to a file, itself not among them. Files in lower case. */
  readonly from: ReadonlyMap<string, ReadonlySet<string>>;
  /**
   * Whether a folder was read whole: nearly every page of it that any page links to is there. Only then does a page's
   * absence mean anything.
   */
  whole(folder: string): boolean;
}

/** The share of a folder's linked pages that must be there; a large reference always has some dead links. */
const nearlyAll = 0.9;
const enough = 2;

const made = new WeakMap<PageSet, PageLinks>();

/** Made once a set, from the links in the pages' text. */
export function pageLinks(set: PageSet): PageLinks {
  const known = made.get(set);
  if (known) return known;
  const links = set.pages.flatMap((page) =>
    [...targetsOf(page)].map((to) => ({ from: page.file.toLowerCase(), to })),
  );
  const from = new Map(
    [...groupBy(links, ({ to }) => to)].map(([to, list]) => [
      to,
      new Set(list.map((link) => link.from).filter((file) => file !== to)),
    ]),
  );
  const folders = groupBy(from.keys(), folderOf);
  const result: PageLinks = {
    from,
    whole(folder) {
      const targets = folders.get(folder.toLowerCase()) ?? [];
      const there = targets.filter((file) => set.page(file) !== undefined).length;
      return targets.length >= enough && there >= targets.length * nearlyAll;
    },
  };
  made.set(set, result);
  return result;
}

export function folderOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')));
}

const inline = /\]\(\s*<?([^()\s<>]{1,300}?\.md)(?![\w.])/gi;
const definition = /^ {0,3}\[[^\]\n]{1,200}\]:\s*<?([^\s<>]{1,300}?\.md)(?![\w.])/gim;

/** The files that a page's relative links lead to, in lower case: links are written in any case. */
function targetsOf({ page, file }: DocumentedPage): Set<string> {
  const found = new Set<string>();
  for (const pattern of [inline, definition])
    for (const [, target] of page.text.matchAll(pattern)) {
      const path = target && targetFile(file, target);
      if (path) found.add(path.toLowerCase());
    }
  return found;
}

/** The file that a relative link leads to: `beta/resources/x.md`, `../api/y.md` → `beta/api/y.md`. */
export function targetFile(from: string, target: string): string | undefined {
  const path = target.split(/[?#]/)[0] ?? '';
  if (/^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(path) || !/\.md$/i.test(path)) return undefined;
  const parts = from.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** `beta/api/user-get.md` → `api/user-get.md`: what tells pages of one version apart, for messages. */
export function shortName(file: string): string {
  return file.split('/').slice(-2).join('/');
}
