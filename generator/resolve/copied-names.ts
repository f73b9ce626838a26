import type { Fact } from '../dialects/fact.ts';
import { type Diagnostic, defineProblem } from '../model/diagnostic.ts';
import { lowerFirst } from './about.ts';
import { about, type PageFacts } from './facts-of.ts';
import { pageName, simpleName } from './type-names.ts';

const copiedName = defineProblem<{ name: string; page: string; own: string }>({
  code: 'docs/annotation-of-another-page',
  severity: 'warning',
  summary: "A representation is annotated with the name of another page's type.",
  message: (p) => `${p.name} is the type of the page ${p.page}; this one is taken to describe ${p.own}`,
  help: 'Name the type of this page in "@odata.type".',
});

/**
 * Pages whose annotation came with the page that they were made from: it names the type that another page is headed by,
 * and their tables list other things. They describe what their own heading says.
 */
export function withOwnNames(pages: readonly PageFacts[], diagnostics: Diagnostic[]): PageFacts[] {
  const headed = new Map<string, PageFacts>();
  for (const page of pages)
    for (const { subject, value } of about(page.facts, 'type'))
      if (isHeadedBy(subject.name, value.title)) headed.set(subject.name.toLowerCase(), page);
  return pages.map((page) => {
    const [type] = about(page.facts, 'type');
    if (!type || type.value.byTitle || isHeadedBy(type.subject.name, type.value.title)) return page;
    const { name } = type.subject;
    const other = headed.get(name.toLowerCase());
    if (!other || !listsOtherThings(page, other)) return page;
    const own = name.slice(0, -simpleName(name).length) + lowerFirst(type.value.title);
    const at = about(page.facts, 'representation')[0]?.at ?? type.at;
    const params = { name: simpleName(name), page: pageName(other.file), own: simpleName(own) };
    diagnostics.push(copiedName.at(at, params, []));
    return { file: page.file, facts: page.facts.map((fact) => renamed(fact, name, own)) };
  });
}

function isHeadedBy(name: string, title: string): boolean {
  return simpleName(name).toLowerCase() === title.toLowerCase();
}

/** Whether a page has rows, and fewer than half of them are the other page's, too. */
function listsOtherThings(page: PageFacts, other: PageFacts): boolean {
  const own = namesOf(page);
  const theirs = namesOf(other);
  const shared = [...own].filter((name) => theirs.has(name)).length;
  return own.size > 0 && theirs.size > 0 && shared * 2 < own.size;
}

function namesOf({ facts }: PageFacts): ReadonlySet<string> {
  const rows = [...about(facts, 'property'), ...about(facts, 'navigation-property')];
  return new Set(rows.map(({ value }) => value.name.toLowerCase()).filter((name) => name !== 'id'));
}

function renamed(fact: Fact, name: string, own: string): Fact {
  if (fact.subject.of !== 'type' || fact.subject.name !== name) return fact;
  // The subject is of the same kind: only its name changes.
  return { ...fact, subject: { ...fact.subject, name: own } } as Fact;
}
