import type { Operation } from '../model/description.ts';
import { compareText, type Diagnostic, defineProblem } from '../model/diagnostic.ts';
import { gather } from '../model/gather.ts';
import { pascalCase, UniqueNames } from '../model/printers/identifier.ts';
import { ExampleOwners, type Pair, pairsOf } from './examples.ts';
import { originOf } from './facts-of.ts';
import type { Sibling } from './message-input.ts';
import { MessageReader, type Messages } from './messages.ts';
import { parametersOf } from './operation-parameters.ts';
import type { PageContent } from './page-content.ts';
import type { Addressed } from './path-types.ts';
import { meaningOf } from './path-words.ts';
import type { RowContext } from './properties.ts';
import { reportDifferences } from './repeated-operations.ts';
import type { RequestTarget } from './request-lines.ts';
import type { TypeBases } from './type-bases.ts';

const sameId = defineProblem<{ id: string; used: string }>({
  code: 'docs/operation-id-taken',
  severity: 'warning',
  summary: 'Two operations would have the same id.',
  message: (p) => `the id ${p.id} is taken by another operation; this one is called ${p.used}`,
});

/** An operation with the page that it came from. */
export interface ResolvedOperation {
  readonly operation: Operation;
  readonly page: PageContent;
}

/** What operations are resolved with. */
export interface OperationContext {
  readonly pages: readonly PageContent[];
  readonly contextOf: (file: string) => RowContext;
  /** What a path leads to, by whatever pages but some. */
  readonly addressed: (path: string, without: readonly string[]) => Addressed | undefined;
  readonly bases: TypeBases;
  readonly diagnostics: Diagnostic[];
}

/** Makes operations of request lines: their pages' content, and the examples that show them. */
export function operationsOf(
  targets: readonly RequestTarget[],
  context: OperationContext,
): ResolvedOperation[] {
  const examples = examplesOf(targets, context);
  const byFile = new Map(context.pages.map((page) => [page.file, page]));
  const siblings = siblingsOf(targets, context);
  const reader = new MessageReader(
    gather(context.pages, (page) => page.facts),
    context.bases,
    context.contextOf,
  );
  const ids = new UniqueNames();
  const taken = new Set<string>();
  // Those whose names leave nothing of their file's out keep theirs, whoever else comes.
  const left = ({ name }: RequestTarget) => (name.id === name.fullId ? 0 : 1);
  const ordered = [...targets].sort(
    (a, b) => left(a) - left(b) || compareText(a.file, b.file) || compareText(a.path, b.path),
  );
  const idOf = new Map(ordered.map((target) => [target, takeId(target, ids, taken, context.diagnostics)]));
  const isAboutOne = (file: string) =>
    (siblings.get(file) ?? []).filter((one) => one.target.aliasOf === undefined).length === 1;
  return gather(targets, (target) => {
    const pages = gather([target.file, ...target.others], (file) => byFile.get(file) ?? []);
    const [page] = pages;
    if (!page) return [];
    const { method, path, places: lines } = target;
    const pairs = examples.get(target) ?? [];
    const all = siblings.get(target.file) ?? [];
    const addressed =
      all.find((one) => one.target === target)?.addressed ??
      context.addressed(path, [target.file, ...target.others]);
    const others = all.length === 1 ? alone : all.filter((one) => one.target !== target);
    const messages = reader.of({ method, path, lines, pages, pairs, addressed, siblings: others });
    if (target.others.length > 0) reportDifferences(target, pages, isAboutOne, context.diagnostics);
    const operation = operationFrom(target, pages, page, messages, idOf.get(target) ?? '', context);
    return [{ operation, page }];
  });
}

const alone: readonly Sibling[] = [];

/** Examples by operation; those of its main page first, because they name it. */
function examplesOf(
  targets: readonly RequestTarget[],
  { pages, diagnostics }: OperationContext,
): ReadonlyMap<RequestTarget, Pair[]> {
  const owners = new ExampleOwners(targets, diagnostics);
  const found = new Map<RequestTarget, { own: Pair[]; others: Pair[] }>();
  for (const page of pages) {
    const pairs = pairsOf(page.facts);
    for (const [i, target] of owners.ofPage(pairs, page.file).entries()) {
      const pair = pairs[i];
      if (!target || !pair) continue;
      const known = found.get(target) ?? { own: [], others: [] };
      found.set(target, known);
      (target.file === page.file ? known.own : known.others).push(pair);
    }
  }
  return new Map([...found].map(([target, { own, others }]) => [target, [...own, ...others]]));
}

interface OwnedSibling extends Sibling {
  readonly target: RequestTarget;
}

/** Each operation is held against its siblings: a bound for pages that are no documentation. */
const mostSiblings = 500;

/** The operations of each page. */
function siblingsOf(
  targets: readonly RequestTarget[],
  { addressed }: OperationContext,
): ReadonlyMap<string, readonly OwnedSibling[]> {
  const found = new Map<string, OwnedSibling[]>();
  for (const target of targets) {
    const { file, others, method, path } = target;
    const files = [file, ...others];
    const sibling = { target, method, path, addressed: addressed(path, files) };
    for (const one of others.length === 0 ? files : new Set(files)) {
      const known = found.get(one);
      if (!known) found.set(one, [sibling]);
      else if (known.length < mostSiblings) known.push(sibling);
    }
  }
  for (const [file, all] of found) found.set(file, withSameAddresses(all));
  return found;
}

/**
 * A page's lines that address one thing in several ways (`/me/messages`, `/users/{id}/messages`) lead to the same,
 * also where the types' pages tell of one way alone.
 */
function withSameAddresses(all: readonly OwnedSibling[]): OwnedSibling[] {
  const known = new Map<string, Addressed | 'several'>();
  for (const { method, path, addressed } of all) {
    if (!addressed) continue;
    const key = `${method} ${meaningOf(path)}`;
    const other = known.get(key) ?? addressed;
    const same =
      other !== 'several' && other.name === addressed.name && other.collection === addressed.collection;
    known.set(key, same ? addressed : 'several');
  }
  if (known.size === 0) return [...all];
  return all.map((one) => {
    const alike = one.addressed ? undefined : known.get(`${one.method} ${meaningOf(one.path)}`);
    return alike === undefined || alike === 'several' ? one : { ...one, addressed: alike };
  });
}

/** A page's own id; where pages of one name collide, the path's words tell them apart. */
function takeId(
  target: RequestTarget,
  ids: UniqueNames,
  taken: Set<string>,
  diagnostics: Diagnostic[],
): string {
  const { name, suffix } = target;
  const [wanted = '', longer = ''] = [name.id, name.fullId].map((id) =>
    suffix === '' ? id : `${id}_${suffix}`,
  );
  const isFree = (id: string) => !taken.has(id.toLowerCase());
  const free = [wanted, longer].find(isFree) ?? `${longer}_${wordsOf(target)}`;
  const id = ids.take(free);
  taken.add(id.toLowerCase());
  const at = target.places[0];
  if (id !== wanted && at) diagnostics.push(sameId.at(at, { id: wanted, used: id }));
  return id;
}

function wordsOf({ method, path }: RequestTarget): string {
  return `${method}${pascalCase(path.replace(/\{[^{}]*\}/g, ' '))}`;
}

function operationFrom(
  target: RequestTarget,
  pages: readonly PageContent[],
  page: PageContent,
  messages: Messages,
  id: string,
  context: OperationContext,
): Operation {
  const { method, path, aliasOf, addressing } = target;
  const { kind, requestBody, responses } = messages;
  const { pathParameters, queryOptions } = parametersOf(
    target,
    messages,
    pages,
    context.contextOf(page.file),
  );
  const withPermissions = pages.find((one) => one.permissions.length > 0) ?? page;
  return {
    id,
    kind,
    method,
    path,
    aliasOf,
    addressing,
    pathParameters,
    queryOptions,
    about: target.name.about,
    title: page.title,
    description: page.description,
    notes: page.notes,
    deprecated: page.deprecated,
    permissions: withPermissions.permissions,
    headers: gather(pages, (one) => one.headers),
    requestBody,
    responses,
    origin: originOf(...target.places),
  };
}
