import type { Operation, PathParameter, QueryOption } from '../model/description.ts';
import { type Diagnostic, defineProblem } from '../model/diagnostic.ts';
import { UniqueNames } from '../model/printers/identifier.ts';
import { aboutOf } from './about.ts';
import { operationOf, type Pair, pairsOf } from './examples.ts';
import { originOf } from './facts-of.ts';
import { MessageReader, type Messages } from './messages.ts';
import { operationId } from './operation-names.ts';
import type { PageContent } from './page-content.ts';
import type { RowContext } from './properties.ts';
import type { RequestTarget } from './request-lines.ts';
import { statedBases, TypeBases } from './type-bases.ts';

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

/** Makes operations of request lines: their page's content, and the examples that show them. */
export function operationsOf(
  targets: readonly RequestTarget[],
  pages: readonly PageContent[],
  contextOf: (file: string) => RowContext,
  diagnostics: Diagnostic[],
): ResolvedOperation[] {
  const examples = new Map<RequestTarget, Pair[]>();
  for (const page of pages) {
    for (const pair of pairsOf(page.facts)) {
      const target = operationOf(pair, page.file, targets, diagnostics);
      if (target) examples.set(target, [...(examples.get(target) ?? []), pair]);
    }
  }
  const byFile = new Map(pages.map((page) => [page.file, page]));
  const ids = new UniqueNames();
  const facts = pages.flatMap((page) => page.facts);
  const reader = new MessageReader(facts, new TypeBases(statedBases(facts, contextOf)), contextOf);
  const bySource = new Map<string, RequestTarget[]>();
  for (const target of targets) bySource.set(target.file, [...(bySource.get(target.file) ?? []), target]);
  return targets.flatMap((target) => {
    const page = byFile.get(target.file);
    if (!page) return [];
    const files = [...new Set([target.file, ...target.places.map((place) => place.file)])];
    const messages = reader.of({
      method: target.method,
      path: target.path,
      pages: files.flatMap((file) => byFile.get(file) ?? []),
      pairs: examples.get(target) ?? [],
      addressed: undefined,
      siblings: (bySource.get(target.file) ?? [])
        .filter((other) => other !== target)
        .map(({ method, path }) => ({ method, path, addressed: undefined })),
    });
    const made = operationFrom(target, page, messages);
    const id = ids.take(made.id);
    const at = target.places[0];
    if (id !== made.id && at) diagnostics.push(sameId.at(at, { id: made.id, used: id }));
    return [{ operation: { ...made, id }, page }];
  });
}

function operationFrom(target: RequestTarget, page: PageContent, messages: Messages): Operation {
  const { method, path } = target;
  const { kind, responses, requestBody } = messages;
  const about = aboutOf(page.file, page.title, path, responses, requestBody);
  return {
    id: operationId(page.file, about, kind, path, target.first),
    kind,
    method,
    path,
    pathParameters: target.parameters.map((parameter) => described(parameter, page)),
    about,
    title: page.title,
    description: page.description,
    notes: page.notes,
    permissions: page.permissions,
    headers: page.headers,
    queryOptions: [...page.queryOptions, ...queryOf(target, page)],
    requestBody,
    responses,
    origin: originOf(...target.places),
  };
}

function described(parameter: PathParameter, page: PageContent): PathParameter {
  return { ...parameter, description: page.parameters.get(parameter.name.toLowerCase()) ?? '' };
}

/** Options that a request line shows in its query (`?$select=a`): documented, and optional unless a table says more. */
function queryOf(target: RequestTarget, page: PageContent): QueryOption[] {
  const known = new Set(page.queryOptions.map((option) => option.name));
  const names = target.query.split('&').map((pair) => (pair.split('=')[0] ?? '').trim());
  return [...new Set(names)]
    .filter((name) => /^[$@]?[A-Za-z][\w.-]*$/.test(name) && !known.has(name))
    .map((name) => ({
      name,
      type: undefined,
      description: '',
      required: false,
      origin: originOf(...target.places),
    }));
}
