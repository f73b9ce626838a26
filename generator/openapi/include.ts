import { type Diagnostic, defineProblem, type Result } from '../model/diagnostic.ts';
import { isArray, isObject, type Json } from '../model/json.ts';
import { nearest } from '../model/nearest.ts';
import { once } from '../model/once.ts';
import { startOf } from '../model/place.ts';
import type { Api } from './api.ts';
import { type ChosenOperation, cutApi } from './cut.ts';
import { isMethod, operationIds, pathItemOf, pathsOf } from './path-items.ts';

const malformed = defineProblem<{ pattern: string; reason: string }>({
  code: 'generate/include-malformed',
  severity: 'error',
  summary: 'A pattern of operations cannot be read.',
  message: (p) => `the pattern ${JSON.stringify(p.pattern)} ${p.reason}`,
  help: 'A pattern is tag:repos, /users/**, GET /users/*, an operationId, or one of these after "!".',
});
const unmatched = defineProblem<{ pattern: string; near: string | undefined }>({
  code: 'generate/include-unmatched',
  severity: 'warning',
  summary: 'A pattern matches no operation.',
  message: (p) => `the pattern ${JSON.stringify(p.pattern)} matches no operation`,
  help: (p) => (p.near === undefined ? 'Leave it out.' : `Did you mean ${p.near}?`),
});
const nothing = defineProblem<Record<never, never>>({
  code: 'generate/include-nothing',
  severity: 'error',
  summary: 'No operation is left to generate code for.',
  message: () => 'the patterns leave no operation of the document',
});

/**
 * The part of a document that patterns name: the operations that one of them matches and none excludes, with all they need.
 * Refused when a pattern cannot be read, or nothing is left.
 */
export function includeOperations(api: Api, patterns: readonly string[]): Result<Api | undefined> {
  const place = startOf(api.file);
  const read = patterns.map((pattern) => ({ pattern, ...readPattern(pattern) }));
  const faults = read.flatMap(({ pattern, fault }) =>
    fault === undefined ? [] : [malformed.at(place, { pattern, reason: fault })],
  );
  if (faults.length > 0) return { value: undefined, diagnostics: faults };
  const all = operationsOf(api.root);
  const diagnostics: Diagnostic[] = [];
  const included = new Set<ChosenOperation>();
  const excluded = new Set<ChosenOperation>();
  for (const { pattern, not, matches } of read) {
    const matched = all.filter((operation) => matches(operation));
    for (const operation of matched) (not ? excluded : included).add(operation);
    if (matched.length === 0)
      diagnostics.push(unmatched.at(place, { pattern, near: nearPattern(pattern, all) }));
  }
  const onlyExcludes = read.every(({ not }) => not);
  const chosen = all.filter((one) => (onlyExcludes || included.has(one)) && !excluded.has(one));
  if (chosen.length === 0) {
    return { value: undefined, diagnostics: [...diagnostics, nothing.at(place, {})] };
  }
  return { value: cutApi(api, chosen), diagnostics };
}

/** The operations of a document, without what they are made of: large documents have many and few are wanted. */
function operationsOf(root: Json): ChosenOperation[] {
  const ids = operationIds(root);
  return pathsOf(root).flatMap((path) => {
    const item = pathItemOf(root, path)?.value ?? {};
    return Object.keys(item).flatMap((method) => {
      const operation = item[method];
      const id = ids.get(`${method} ${path}`);
      if (!isMethod(method) || !isObject(operation) || id === undefined) return [];
      const written = operation['tags'];
      const tags = isArray(written) ? written.filter((tag) => typeof tag === 'string') : [];
      return [{ path, method, id, tags }];
    });
  });
}

type Matcher = (operation: ChosenOperation) => boolean;

interface Pattern {
  readonly not: boolean;
  readonly matches: Matcher;
  /** Why it is none. */
  readonly fault?: string;
}

function readPattern(text: string): Pattern {
  const not = text.startsWith('!');
  const matcher = readMatcher(not ? text.slice(1).trim() : text.trim());
  return typeof matcher === 'string'
    ? { not, matches: () => false, fault: matcher }
    : { not, matches: matcher };
}

/** What follows `tag:` or `id:`, a path that a method may stand before, or else an operationId. */
function readMatcher(text: string): Matcher | string {
  const [, kind, name] = /^(tag|id):(.*)$/s.exec(text) ?? [];
  if (text === '' || name === '') return 'names nothing';
  if (kind === 'tag') {
    const matches = words(name ?? '');
    return ({ tags }) => tags.some(matches);
  }
  if (kind === 'id') {
    const matches = words(name ?? '');
    return ({ id }) => matches(id);
  }
  const [, written, glob] = /^(?:(\S+)\s+)?(\/.*)$/s.exec(text) ?? [];
  if (glob === undefined) {
    const matches = words(text);
    return ({ id }) => matches(id);
  }
  const wanted = written?.toLowerCase() ?? '*';
  if (wanted !== '*' && !isMethod(wanted))
    return `begins with ${JSON.stringify(written)}, which is no method`;
  const segments = segmentsOf(glob).map((segment) => (segment === '**' ? '**' : words(segment)));
  return ({ method, path }) =>
    (wanted === '*' || wanted === method) && matchSegments(segments, segmentsOf(path));
}

/** A text in which `*` stands for any characters, none too. */
function words(glob: string): (text: string) => boolean {
  const parts = glob.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  const pattern = new RegExp(`^${parts.join('.*')}$`, 's');
  return (text) => pattern.test(text);
}

/** A slash within braces parts nothing: `{path/to}` is one name. */
function segmentsOf(path: string): string[] {
  return path.split(/\/(?![^{}]*\})/).slice(1);
}

/** `**` stands for any number of segments, none too: `/users/**` is also `/users`. */
function matchSegments(
  pattern: readonly ('**' | ((segment: string) => boolean))[],
  segments: readonly string[],
): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return segments.length === 0;
  if (first === '**')
    return segments.some((_, i) => matchSegments(rest, segments.slice(i))) || matchSegments(rest, []);
  const [segment, ...others] = segments;
  return segment !== undefined && first(segment) && matchSegments(rest, others);
}

/** A pattern that matches something and is as good as the one that was written. */
function nearPattern(pattern: string, all: readonly ChosenOperation[]): string | undefined {
  const [, sign = '', text = ''] = /^(!?\s*)(.*)$/s.exec(pattern) ?? [];
  const tags = once(() => unique(all.flatMap((one) => one.tags)));
  const tag = (name: string) => prefixed('tag:', nearGlob(name, tags()));
  const guesses: (() => string | undefined)[] = text.startsWith('tag:')
    ? [() => tag(text.slice(4))]
    : text.startsWith('id:')
      ? [
          () =>
            prefixed(
              'id:',
              nearGlob(
                text.slice(3),
                all.map(({ id }) => id),
              ),
            ),
        ]
      : /^(\S+\s+)?\//.test(text)
        ? pathGuesses(text, all)
        : [
            () => `tag:${text}`,
            () => `/${text}`,
            () =>
              nearGlob(
                text,
                all.map(({ id }) => id),
              ),
            () => tag(text),
          ];
  for (const guess of guesses) {
    const made = guess();
    const matches = made === undefined ? undefined : readMatcher(made);
    if (made !== undefined && typeof matches === 'function' && all.some(matches)) return sign + made;
  }
  return undefined;
}

/** The same path by the method that it has, or one that is spelled almost like it. */
function pathGuesses(text: string, all: readonly ChosenOperation[]): (() => string | undefined)[] {
  const [, method = '', path = ''] = /^(\S+\s+)?(\/.*)$/s.exec(text) ?? [];
  const matches = readMatcher(path);
  const other = typeof matches === 'function' ? all.find(matches) : undefined;
  return [
    () => other && `${other.method.toUpperCase()} ${path}`,
    () => prefixed(method, nearGlob(path, unique(all.map((one) => one.path)))),
  ];
}

/** The nearest of the names; up to its first `*` where a pattern has one. */
function nearGlob(glob: string, names: readonly string[]): string | undefined {
  const star = glob.indexOf('*');
  const head = star === -1 ? glob : glob.slice(0, star);
  if (head === '') return undefined;
  const likely = (name: string) => Math.abs(name.length - head.length) <= Math.max(1, head.length / 3);
  if (star === -1) return nearest(head, names.filter(likely));
  const heads = unique(names.flatMap((name) => [1, 0, -1].map((more) => name.slice(0, head.length + more))));
  return prefixed(nearest(head, heads), glob.slice(star));
}

function prefixed(start: string | undefined, end: string | undefined): string | undefined {
  return start === undefined || end === undefined ? undefined : start + end;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
