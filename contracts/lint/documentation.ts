import type { Fact, FactAbout } from '../../generator/dialects/fact.ts';
import type { Page } from '../../generator/markdown/page.ts';
import { compareText } from '../../generator/model/diagnostic.ts';
import { about } from '../../generator/resolve/facts-of.ts';

/** What a documentation finding looks at: one page with its facts, and all others to hold it against. */
export interface Documentation {
  readonly pages: readonly DocumentedPage[];
  /** The names of a type's key properties, by the type's name without namespace, lower case. */
  readonly keys: ReadonlyMap<string, readonly string[]>;
  /** The rows of a type's own property tables, by the type's name without namespace, lower case. */
  readonly properties: ReadonlyMap<string, readonly FactAbout<'property'>[]>;
}

export interface DocumentedPage {
  readonly page: Page;
  readonly facts: readonly Fact[];
}

/** Orders pages and facts for findings. `facts` may hold those of all pages. */
export function documentationOf(pages: readonly Page[], facts: readonly Fact[]): Documentation {
  const byFile = groupBy(facts, (fact) => fact.subject.file);
  const sorted = [...pages].sort((a, b) => compareText(a.file, b.file));
  return {
    pages: sorted.map((page) => ({ page, facts: byFile.get(page.file) ?? [] })),
    keys: new Map(
      [...groupBy(about(facts, 'key'), (fact) => typeKey(fact.subject.name))].map(([name, keys]) => [
        name,
        keys.map(({ value }) => value),
      ]),
    ),
    properties: groupBy(about(facts, 'property'), (fact) => typeKey(fact.subject.name)),
  };
}

/** `#microsoft.graph.enterpriseCertificate` and `enterpriseCertificate` name the same type. */
export function typeKey(name: string): string {
  return name
    .slice(name.lastIndexOf('.') + 1)
    .replace(/^#/, '')
    .toLowerCase();
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
