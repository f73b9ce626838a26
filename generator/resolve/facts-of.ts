import type { Fact, FactAbout, Predicate } from '../dialects/fact.ts';
import type { Origin } from '../model/description.ts';
import { compareText } from '../model/diagnostic.ts';
import { listAt } from '../model/list-at.ts';
import type { Place } from '../model/place.ts';

/** The facts of one page. */
export interface PageFacts {
  readonly file: string;
  readonly facts: readonly Fact[];
}

/** Facts by page, pages in code-unit order of their files, so that nothing depends on who was read first. */
export function byPage(facts: readonly Fact[]): PageFacts[] {
  const pages = new Map<string, Fact[]>();
  for (const fact of facts) {
    listAt(pages, fact.subject.file).push(fact);
  }
  return [...pages]
    .map(([file, list]) => ({ file, facts: list }))
    .sort((a, b) => compareText(a.file, b.file));
}

const indexes = new WeakMap<readonly Fact[], Map<Predicate, Fact[]>>();

/** The facts of one predicate, in their order. A page is asked for twenty of them: its facts are sorted out once. */
export function about<P extends Predicate>(facts: readonly Fact[], predicate: P): readonly FactAbout<P>[] {
  let index = indexes.get(facts);
  if (!index) {
    index = new Map();
    for (const fact of facts) {
      listAt(index, fact.predicate).push(fact);
    }
    indexes.set(facts, index);
  }
  // The index holds under each predicate the facts of that predicate and no others.
  return (index.get(predicate) ?? none) as readonly FactAbout<P>[];
}

const none: readonly Fact[] = [];

/** Where a page, or what is said of a type, says that it is deprecated. */
export function saidDeprecated(facts: readonly Fact[]): Origin | undefined {
  const [said] = about(facts, 'deprecated');
  return said && originOf(said.at);
}

export function originOf(...places: readonly Place[]): Origin {
  return { places };
}

export function inferredBy(rule: string, ...places: readonly Place[]): Origin {
  return { places, inferred: rule };
}
