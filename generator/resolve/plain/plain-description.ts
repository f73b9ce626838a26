import type { Fact } from '../../dialects/fact.ts';
import type { Operation, Sourced, StructuredType } from '../../model/description.ts';
import { compareText, type Diagnostic, defineProblem } from '../../model/diagnostic.ts';
import { about, inferredBy, originOf, type PageFacts } from '../facts-of.ts';
import { type PlainEndpoint, plainOperation } from './plain-operation.ts';
import { PlainTypes } from './plain-types.ts';

const taken = defineProblem<{ method: string; path: string }>({
  code: 'docs/operation-of-other-dialect',
  severity: 'info',
  summary: 'Pages of two dialects document one operation.',
  message: (p) => `${p.method} ${p.path} is documented by a reference page as well; that page is used`,
});

/** What pages of plain conventions describe; the rest of a description is OData's. */
export interface PlainDescription {
  readonly title: Sourced<string> | undefined;
  readonly servers: readonly Sourced<string>[];
  readonly types: readonly StructuredType[];
  readonly operations: readonly Operation[];
}

/** Whether a page follows plain conventions; its dialect says so first of all. */
export function isPlain(page: PageFacts): boolean {
  return page.facts[0]?.predicate === 'conventions';
}

/** Facts of plain pages to operations and types. `others` are the operations that reference pages document. */
export function plainDescription(
  pages: readonly PageFacts[],
  others: readonly Operation[],
  diagnostics: Diagnostic[],
): PlainDescription {
  const facts = pages.flatMap((page) => page.facts);
  const types = new PlainTypes(about(facts, 'type'), about(facts, 'property'));
  const known = new Set(others.map((operation) => `${operation.method} ${shapeOf(operation.path)}`));
  const operations: Operation[] = [];
  for (const endpoint of endpointsOf(facts)) {
    const { method, path } = endpoint;
    const at = about(endpoint.facts, 'request-line')[0]?.at;
    if (!known.has(`${method.toLowerCase()} ${shapeOf(path)}`))
      operations.push(plainOperation(endpoint, types));
    else if (at) diagnostics.push(taken.at(at, { method, path }));
  }
  const title = about(facts, 'title').find((fact) => fact.subject.part === undefined);
  return {
    title: title && { value: title.value, origin: originOf(title.at) },
    servers: serversOf(facts),
    types: types.all(),
    operations,
  };
}

/** All that is said of one method and path, wherever: a row of a list, and a section of its own. Sorted by path. */
function endpointsOf(facts: readonly Fact[]): PlainEndpoint[] {
  const names = new Map<string, string>();
  const found = new Map<string, { method: string; shape: string; facts: Fact[] }>();
  for (const line of about(facts, 'request-line')) {
    const path = uniquePlaceholders(line.value.path);
    const shape = shapeOf(path);
    const named = names.get(shape);
    if (named === undefined || compareText(path, named) < 0) names.set(shape, path);
  }
  for (const fact of facts) {
    const { part } = fact.subject.of === 'page' ? fact.subject : {};
    if (part === undefined) continue;
    const [, method = '', path = ''] = /^(\S+) (.*)$/s.exec(part) ?? [];
    const shape = shapeOf(uniquePlaceholders(path));
    const known = found.get(`${shape} ${method}`);
    if (known) known.facts.push(fact);
    else found.set(`${shape} ${method}`, { method, shape, facts: [fact] });
  }
  return [...found.values()]
    .filter((endpoint) => about(endpoint.facts, 'request-line').length > 0)
    .map(({ method, shape, facts: own }) => ({ method, path: names.get(shape) ?? shape, facts: own }))
    .sort((a, b) => compareText(a.path, b.path) || compareText(a.method, b.method));
}

/** Placeholders of one form make one path (OpenAPI 3.1, 4.8.8.2), whatever they are called. */
function shapeOf(path: string): string {
  return path.replace(/\{[^{}]*\}/g, '{}');
}

/** `/a/{id}/b/{id}` → `/a/{id}/b/{id2}`; blanks and other characters that names cannot have become `_`. */
function uniquePlaceholders(path: string): string {
  const used = new Map<string, number>();
  return path.replace(/\{([^{}]*)\}/g, (_, inside: string) => {
    const name = inside.trim().replace(/[^\w.-]+/g, '_') || 'id';
    const count = (used.get(name) ?? 0) + 1;
    used.set(name, count);
    return `{${count === 1 ? name : `${name}${count}`}}`;
  });
}

/** The stated addresses, in order; else the hosts that endpoints name; else the root of wherever it is served. */
function serversOf(facts: readonly Fact[]): Sourced<string>[] {
  const found = new Map<string, Sourced<string>>();
  const add = (value: string, at: Fact['at']) => {
    if (!found.has(value)) found.set(value, { value, origin: originOf(at) });
  };
  for (const fact of about(facts, 'server')) add(fact.value, fact.at);
  if (found.size === 0)
    for (const { value, at } of about(facts, 'request-line'))
      if (value.origin !== undefined) add(value.origin, at);
  return found.size > 0 ? [...found.values()] : [{ value: '/', origin: inferredBy('server-is-root') }];
}
