import type { FactAbout } from '../dialects/fact.ts';
import { compareText, type Diagnostic, defineProblem } from '../model/diagnostic.ts';
import type { Place } from '../model/place.ts';
import { about, type PageFacts } from './facts-of.ts';
import { type PathTemplate, pathShape, pathTemplate } from './path-template.ts';

const unreadable = defineProblem<{ path: string }>({
  code: 'docs/path-unreadable',
  severity: 'warning',
  summary: 'A request line holds no path that an OpenAPI document can hold.',
  message: (p) => `${p.path} is no path template (blanks, an ellipsis or unbalanced braces); it was left out`,
});
const repeated = defineProblem<{ method: string; path: string }>({
  code: 'docs/operation-repeated',
  severity: 'info',
  summary: 'Several pages document one operation.',
  message: (p) =>
    `${p.method.toUpperCase()} ${p.path} is documented on another page as well; that page is used`,
});

/** One operation of a page, before anything is known of it but its request line. */
export interface RequestTarget extends PathTemplate {
  readonly file: string;
  /** Lower case. */
  readonly method: string;
  readonly query: string;
  /** Path of the page's first request line. */
  readonly first: string;
  readonly places: readonly Place[];
}

/**
 * The operations that pages document, sorted by path and method. Paths of one shape get the same placeholder names;
 * an operation of several pages belongs to the first.
 */
export function requestTargets(pages: readonly PageFacts[], diagnostics: Diagnostic[]): RequestTarget[] {
  const drafts = pages.flatMap((page) => draftsOf(page, diagnostics));
  const templates = new Map<string, PathTemplate>();
  for (const { path, parameters } of [...drafts].sort((a, b) => compareText(a.path, b.path))) {
    if (!templates.has(pathShape(path))) templates.set(pathShape(path), { path, parameters });
  }
  const found = new Map<string, RequestTarget>();
  for (const draft of drafts) {
    const key = `${pathShape(draft.path)} ${draft.method}`;
    const known = found.get(key);
    if (!known) found.set(key, { ...draft, ...templates.get(pathShape(draft.path)) });
    else {
      found.set(key, { ...known, places: [...known.places, ...draft.places] });
      report(known, draft, diagnostics);
    }
  }
  return [...found.values()].sort((a, b) => compareText(a.path, b.path) || compareText(a.method, b.method));
}

function report(known: RequestTarget, other: RequestTarget, diagnostics: Diagnostic[]): void {
  const [at] = other.places;
  const [first] = known.places;
  if (!at || !first || known.file === other.file) return;
  const { method, path } = known;
  diagnostics.push(repeated.at(at, { method, path }, [{ message: 'this page is used', at: first }]));
}

function draftsOf(page: PageFacts, diagnostics: Diagnostic[]): RequestTarget[] {
  let first: string | undefined;
  return about(page.facts, 'request-line').flatMap((fact: FactAbout<'request-line'>) => {
    const template = pathTemplate(fact.value.path);
    if (!template) {
      diagnostics.push(unreadable.at(fact.at, { path: fact.value.path }));
      return [];
    }
    first ??= template.path;
    const method = fact.value.method.toLowerCase();
    return [{ ...template, file: page.file, method, query: fact.value.query, first, places: [fact.at] }];
  });
}
