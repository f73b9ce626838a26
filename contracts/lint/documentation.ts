import type { Fact, FactAbout, Predicate } from '../../generator/dialects/fact.ts';
import type { Page } from '../../generator/markdown/page.ts';
import { compareText } from '../../generator/model/diagnostic.ts';
import { once } from '../../generator/model/once.ts';
import type { Documentation, DocumentedPage, PageSet } from './documented.ts';
import { versionOfPage } from './example-url.ts';
import { groupBy } from './group-by.ts';
import { pageSetOf } from './page-set.ts';

/** Orders pages and facts for findings. `facts` may hold those of all pages. */
export function documentationOf(pages: readonly Page[], facts: readonly Fact[]): Documentation {
  const byFile = groupBy(facts, (fact) => fact.subject.file);
  // Findings are about reference pages: a page of plain conventions claims nothing that they look for.
  const reference = pages.filter((page) => byFile.get(page.file)?.[0]?.predicate !== 'conventions');
  const sorted = reference.sort((a, b) => compareText(a.file, b.file));
  const bySet = groupBy(sorted, ({ file }) => folderOf(file));
  const sets = [...bySet].map(([, list]) =>
    pageSetOf((set) => list.map((page) => documentedPage(page, byFile, set))),
  );
  return {
    sets,
    pages: sets.flatMap((set) => set.pages).sort((a, b) => compareText(a.file, b.file)),
  };
}

/** `reference/beta/api/x.md` → `reference/beta`: the folder that tells versions apart, and two checkouts of one. */
function folderOf(file: string): string {
  return /^(.*?(?:^|\/)(?:v\d+(?:\.\d+)?|beta))\/(?:[^/]+\/)*[^/]*$/i.exec(file)?.[1]?.toLowerCase() ?? '';
}

const nothing: readonly never[] = [];

function documentedPage(
  page: Page,
  byFile: ReadonlyMap<string, readonly Fact[]>,
  set: PageSet,
): DocumentedPage {
  const facts = byFile.get(page.file) ?? nothing;
  const groups = once(() => groupBy(facts, (fact) => fact.predicate));
  const version = once(() => versionOfPage(folderOf(page.file).replace(/^.*\//, ''), facts));
  const namespace = once(() => namespaceOf(facts));
  return {
    page,
    file: page.file,
    facts,
    set,
    get version() {
      return version();
    },
    get namespace() {
      return namespace();
    },
    says: <P extends Predicate>(predicate: P) =>
      (groups().get(predicate) ?? nothing).filter(
        (fact): fact is FactAbout<P> => fact.predicate === predicate,
      ),
  };
}

/** The namespace of the type that the page describes; else the one that it states; else Graph's own. */
function namespaceOf(facts: readonly Fact[]): string {
  const own = facts.find((fact) => fact.predicate === 'type')?.subject;
  if (own?.of === 'type' && own.name.includes('.')) return own.name.slice(0, own.name.lastIndexOf('.'));
  return facts.find((fact) => fact.predicate === 'namespace')?.value ?? 'microsoft.graph';
}
