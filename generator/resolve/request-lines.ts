import type { FactAbout } from '../dialects/fact.ts';
import { compareText, type Diagnostic, defineProblem } from '../model/diagnostic.ts';
import { gather } from '../model/gather.ts';
import { listAt } from '../model/list-at.ts';
import type { Place } from '../model/place.ts';
import { type PageName, pageName } from './about.ts';
import { about, type PageFacts } from './facts-of.ts';
import { idSuffixes } from './operation-names.ts';
import { type DocumentedParameter, pageParameters, typesByName } from './page-parameters.ts';
import { type PathTemplate, pathShape, pathTemplate } from './path-template.ts';
import { isSameCall, meaningOf, resourcesOf } from './path-words.ts';

const unreadable = defineProblem<{ path: string }>({
  code: 'docs/path-unreadable',
  severity: 'warning',
  summary: 'A request line holds no path that an OpenAPI document can hold.',
  message: (p) => `${p.path} is no path template (blanks, an ellipsis or unbalanced braces); it was left out`,
});
const mended = defineProblem<{ path: string; read: string }>({
  code: 'docs/path-mended',
  severity: 'warning',
  summary: 'The path of a request line has a brace or slash too many or too few, or an id for a placeholder.',
  message: (p) => `${p.path} was read as ${p.read}`,
});
const shortened = defineProblem<{ path: string; read: string }>({
  code: 'docs/path-shortened',
  severity: 'info',
  summary: 'The path of a request line has an ellipsis.',
  message: (p) => `${p.path} was read as ${p.read}, the shortest path that it stands for`,
});

/** One operation of a page, before anything is known of it but its request line. */
export interface RequestTarget extends PathTemplate {
  /** The page that decides; `others` say the rest, in the order of their weight. */
  readonly file: string;
  readonly others: readonly string[];
  /** Lower case. */
  readonly method: string;
  /** The queries of its lines on the deciding page, `''` for a line without. */
  readonly queries: readonly string[];
  /** The path of the page's first line for the same operation, where this is another. */
  readonly aliasOf: string | undefined;
  readonly name: PageName;
  /** What its id has behind the page's own. */
  readonly suffix: string;
  readonly places: readonly Place[];
}

/** A page's request line, lines of one path and method taken together. */
interface Draft {
  readonly template: PathTemplate;
  readonly path: string;
  readonly page: Page;
  readonly method: string;
  readonly shape: string;
  readonly queries: string[];
  readonly places: Place[];
  /** The page's first line for the same operation. */
  main: Draft;
  suffix: string;
}

interface Page {
  readonly file: string;
  readonly name: PageName;
  readonly drafts: Draft[];
  /** How many different things its lines address. */
  meanings: number;
}

/**
 * The operations that pages document, sorted by path and method. Paths of one shape get the same placeholder names;
 * an operation of several pages belongs to the one that is about it.
 */
export function requestTargets(pages: readonly PageFacts[], diagnostics: Diagnostic[]): RequestTarget[] {
  const byShape = new Map<string, Draft[]>();
  const byOperation = new Map<string, Draft[]>();
  const add = (map: Map<string, Draft[]>, key: string, draft: Draft) => {
    listAt(map, key).push(draft);
  };
  for (const page of pages) {
    for (const draft of draftsOf(page, diagnostics)) {
      add(byShape, draft.shape, draft);
      add(byOperation, `${draft.shape} ${draft.method}`, draft);
    }
  }
  const templates = new Map([...byShape].map(([shape, drafts]) => [shape, sharedTemplate(drafts)]));
  const targets = gather([...byOperation.values()], (drafts) => {
    const [main, ...others] = drafts.length === 1 ? drafts : [...drafts].sort(byWeight);
    return main ? [targetOf(main, others, templates)] : [];
  });
  return targets.sort((a, b) => compareText(a.path, b.path) || compareText(a.method, b.method));
}

function targetOf(
  draft: Draft,
  others: readonly Draft[],
  templates: ReadonlyMap<string, PathTemplate>,
): RequestTarget {
  const { page, method, queries, main, suffix } = draft;
  const template = templates.get(draft.shape) ?? draft.template;
  const mainPath = templates.get(main.shape)?.path ?? main.path;
  return {
    path: template.path,
    parameters: template.parameters,
    specific: template.specific,
    aliases: template.aliases,
    addressing: template.addressing,
    mended: template.mended,
    shortened: template.shortened,
    file: page.file,
    others: others.map((other) => other.page.file),
    method,
    queries,
    aliasOf: mainPath === template.path ? undefined : mainPath,
    name: page.name,
    suffix,
    places: gather([draft, ...others], (one) => one.places),
  };
}

/**
 * The page that is about the path's resource before those that only use it, one that shows the bare path before one
 * that adds a query, "Update x" before "Move x" for a PATCH, the resource's own before those of types and areas, one of
 * few meanings before one that covers many; then by the length of what it is about and by file.
 */
function byWeight(a: Draft, b: Draft): number {
  return (
    weight(a) - weight(b) ||
    a.page.meanings - b.page.meanings ||
    // A type's name is shorter than those of the types derived from it.
    a.page.name.about.length - b.page.name.about.length ||
    compareText(a.page.file, b.page.file)
  );
}

function weight(draft: Draft): number {
  const { name } = draft.page;
  const owner = name.about.toLowerCase();
  const resources = resourcesOf(draft.path);
  const about = resources.findIndex((word) => owner === word || (word.length > 3 && owner.endsWith(word)));
  const queried = draft.queries.every((query) => query.startsWith('$')) ? 32 : 0;
  const usual = usualVerbs[draft.method]?.test(name.id.slice(name.id.indexOf('_') + 1)) ? 0 : 4;
  // A derived type's name often ends in its base's, and pages of another area tell of a resource what it is to them.
  const narrower = about !== -1 && owner !== resources[about] ? 2 : 0;
  const ofArea = name.id === name.fullId ? 0 : 1;
  return queried + 8 * (about === -1 ? 3 : Math.min(about, 2)) + usual + narrower + ofArea;
}

/** What pages about a method itself are called, with what they list or add behind it. */
const usualVerbs: Readonly<Record<string, RegExp>> = {
  get: /^(?:get|list)(?=[A-Z]|$)/,
  post: /^(?:create|post|add)(?=[A-Z]|$)/,
  patch: /^update(?=[A-Z]|$)/,
  put: /^(?:update|put|create|upsert)(?=[A-Z]|$)/,
  delete: /^(?:delete|remove)(?=[A-Z]|$)/,
};

/** One spelling for all paths of a shape: that whose placeholders say most, quotes before none, then by text. */
function sharedTemplate(drafts: readonly Draft[]): PathTemplate {
  const [only] = drafts;
  if (only && drafts.length === 1) return only.template;
  const sorted = drafts
    .map((draft) => draft.template)
    .sort(
      (a, b) =>
        b.specific - a.specific ||
        count(b.path, "'") - count(a.path, "'") ||
        compareText(a.path, b.path) ||
        compareText(placeholders(a), placeholders(b)),
    );
  const [best] = sorted;
  if (!best) throw new Error('a shape has a path');
  const parameters = best.parameters.map((parameter, i) => {
    const said = sorted.find((template) => template.parameters[i]?.placeholder !== undefined);
    return { ...parameter, placeholder: said?.parameters[i]?.placeholder };
  });
  return { ...best, parameters };
}

function count(text: string, part: string): number {
  return text.split(part).length;
}

function placeholders(template: PathTemplate): string {
  return template.parameters.map((parameter) => parameter.placeholder ?? '').join(' ');
}

function draftsOf(facts: PageFacts, diagnostics: Diagnostic[]): readonly Draft[] {
  const lines = about(facts.facts, 'request-line');
  if (lines.length === 0) return [];
  const title = about(facts.facts, 'title')[0]?.value ?? '';
  const page: Page = {
    file: facts.file,
    name: pageName(facts.file, title, facts.facts),
    drafts: [],
    meanings: 0,
  };
  const types = typesByName(pageParameters(facts.facts));
  const byKey = new Map<string, Draft>();
  for (const fact of lines) {
    const template = templateOf(fact, lines, types, diagnostics);
    if (!template) continue;
    const method = fact.value.method.toLowerCase();
    const shape = pathShape(template.path);
    const known = byKey.get(`${method} ${shape}`);
    if (known) {
      known.queries.push(fact.value.query);
      known.places.push(fact.at);
      continue;
    }
    const draft = new PageLine(template, page, method, shape);
    draft.queries.push(fact.value.query);
    draft.places.push(fact.at);
    byKey.set(`${method} ${shape}`, draft);
    page.drafts.push(draft);
  }
  connect(page);
  return page.drafts;
}

class PageLine implements Draft {
  readonly template: PathTemplate;
  readonly path: string;
  readonly page: Page;
  readonly method: string;
  readonly shape: string;
  readonly queries: string[] = [];
  readonly places: Place[] = [];
  main: Draft = this;
  suffix = '';

  constructor(template: PathTemplate, page: Page, method: string, shape: string) {
    this.template = template;
    this.path = template.path;
    this.page = page;
    this.method = method;
    this.shape = shape;
  }
}

/**
 * Lines of one verb that address the same thing in other ways are one operation: the first is its main path. Calls
 * with other arguments are overloads, unless one only leaves arguments out.
 */
function connect(page: Page): void {
  const mains = new Map<string, Draft[]>();
  const suffixes = idSuffixes(page.drafts);
  for (const [i, draft] of page.drafts.entries()) {
    draft.suffix = suffixes[i] ?? '';
    const key = `${draft.method} ${meaningOf(draft.path)}`;
    const known = mains.get(key);
    const main = known?.find((other) => isSameCall(other.path, draft.path));
    if (main) draft.main = main;
    else if (known) known.push(draft);
    else mains.set(key, [draft]);
  }
  page.meanings = mains.size;
}

function templateOf(
  fact: FactAbout<'request-line'>,
  lines: readonly FactAbout<'request-line'>[],
  types: ReadonlyMap<string, DocumentedParameter['type']>,
  diagnostics: Diagnostic[],
): PathTemplate | undefined {
  const { path } = fact.value;
  const template = pathTemplate(path, types) ?? otherTemplate(path, lines, types);
  if (!template) {
    diagnostics.push(unreadable.at(fact.at, { path }));
    return undefined;
  }
  const read = template.path;
  if (template.mended) diagnostics.push(mended.at(fact.at, { path, read }));
  if (template.shortened || /\.\.\.|\u2026/.test(path))
    diagnostics.push(shortened.at(fact.at, { path, read }));
  return template;
}

/** Pages with more request lines than this were not written by hand. */
const manyLines = 500;

function otherTemplate(
  path: string,
  lines: readonly FactAbout<'request-line'>[],
  types: ReadonlyMap<string, DocumentedParameter['type']>,
): PathTemplate | undefined {
  const other = expanded(path, lines);
  return other === undefined ? undefined : pathTemplate(other, types);
}

/** `/me/.../contacts` beside `/me/folders/{id}/contacts`: the one other path of the page that it can stand for. */
function expanded(path: string, lines: readonly FactAbout<'request-line'>[]): string | undefined {
  const [before, after, ...more] = path.split(/\.\.\.|\u2026/);
  if (before === undefined || after === undefined || more.length > 0 || after === '') return undefined;
  if (lines.length > manyLines) return undefined;
  const others = new Set(
    lines
      .map((line) => line.value.path)
      .filter(
        (other) =>
          other.length > before.length + after.length &&
          other.startsWith(before === '/' ? '' : before) &&
          other.endsWith(after) &&
          !/\.\.\.|\u2026/.test(other),
      ),
  );
  return others.size === 1 ? [...others][0] : undefined;
}
