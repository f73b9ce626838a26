import type { PageSet } from './documented.ts';
import { groupBy } from './group-by.ts';
import { linksOf } from './link-places.ts';

/** Where the pages of a set lead to, and how much of it was read. */
export interface PageLinks {
  /** The files that link to a file, itself not among them. Files in lower case. */
  readonly from: ReadonlyMap<string, ReadonlySet<string>>;
  /** The names that absolute links (`/graph/api/user-get?view=…`) lead to, in lower case. */
  readonly absolute: ReadonlySet<string>;
  /**
   * Whether a folder was read whole: nearly every page of it that any page links to is there. Only then does a page's
   * absence mean anything.
   */
  whole(folder: string): boolean;
}

/** The share of a folder's linked pages that must be there; a large reference always has some dead links. */
const nearlyAll = 0.9;
const enough = 2;

const absoluteLink =
  /\]\((?:https:\/\/docs\.microsoft\.com)?(?:\/[a-z-]{2,8})?\/graph\/api\/(?:resources\/)?([\w-]{1,200})/gi;

const made = new WeakMap<PageSet, PageLinks>();

/** Made once a set, from the links in the pages' text. */
export function pageLinks(set: PageSet): PageLinks {
  const known = made.get(set);
  if (known) return known;
  // Links are written in any letter case.
  const links = set.pages.flatMap((page) =>
    linksOf(page).map(({ file }) => ({ from: page.file.toLowerCase(), to: file.toLowerCase() })),
  );
  const from = new Map(
    [...groupBy(links, ({ to }) => to)].map(([to, list]) => [
      to,
      new Set(list.map((link) => link.from).filter((file) => file !== to)),
    ]),
  );
  const isThere = (file: string) => set.page(file) !== undefined;
  const whole = new Set(
    [...groupBy(from.keys(), folderOf)]
      .filter(
        ([, files]) => files.length >= enough && files.filter(isThere).length >= files.length * nearlyAll,
      )
      .map(([folder]) => folder),
  );
  const absolute = set.pages.flatMap(({ page }) =>
    [...page.text.matchAll(absoluteLink)].map(([, name]) => name),
  );
  const result: PageLinks = {
    from,
    absolute: new Set(absolute.map((name = '') => name.toLowerCase())),
    whole: (folder) => whole.has(folder.toLowerCase()),
  };
  made.set(set, result);
  return result;
}

export function folderOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')));
}

/** `beta/api/user-get.md` → `api/user-get.md`: what tells pages of one version apart, for messages. */
export function shortName(file: string): string {
  return file.split('/').slice(-2).join('/');
}
