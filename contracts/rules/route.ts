import { compareText } from '../../generator/model/diagnostic.ts';
import { stringMember } from '../../generator/model/json.ts';
import { listAt } from '../../generator/model/list-at.ts';
import type { Api, Operation } from '../../generator/openapi/api.ts';

/** Where a request goes: the operation and the raw texts of its path parameters, or why nowhere. */
export type Route =
  | {
      readonly kind: 'operation';
      readonly operation: Operation;
      readonly parameters: ReadonlyMap<string, string>;
    }
  | { readonly kind: 'no-path' }
  | { readonly kind: 'no-method'; readonly template: string; readonly documented: readonly string[] };

interface Template {
  readonly path: string;
  readonly expression: RegExp;
  readonly names: readonly string[];
  /** Sorts concrete templates before those with parameters, segment by segment. */
  readonly rank: string;
}

/** By the number of their segments: no parameter holds a slash. */
const templatesOf = new WeakMap<Api, ReadonlyMap<number, readonly Template[]>>();

/** Finds the operation of a request. "Concrete definitions are matched before templated ones" (OpenAPI 3.1, 4.8.8.2). */
export function route(api: Api, method: string, path: string): Route {
  const found: { template: Template; match: RegExpExecArray }[] = [];
  for (const candidate of [path, ...withoutBasePaths(api, path)]) {
    for (const template of templates(api).get(segmentsOf(candidate)) ?? []) {
      const match = template.expression.exec(candidate);
      if (match) found.push({ template, match });
    }
  }
  for (const { template, match } of found) {
    const operation = api.operationsAt(template.path).find((one) => one.method === method.toLowerCase());
    if (!operation) continue;
    const parameters = new Map(template.names.map((name, i) => [name, match[i + 1] ?? '']));
    return { kind: 'operation', operation, parameters };
  }
  const [first] = found;
  if (!first) return { kind: 'no-path' };
  const documented = found.flatMap(({ template }) =>
    api.operationsAt(template.path).map((one) => one.method.toUpperCase()),
  );
  return { kind: 'no-method', template: first.template.path, documented: [...new Set(documented)] };
}

function templates(api: Api): ReadonlyMap<number, readonly Template[]> {
  const known = templatesOf.get(api);
  if (known) return known;
  const made = new Map<number, Template[]>();
  for (const template of api.paths.map(templateOf).sort((a, b) => compareText(a.rank, b.rank))) {
    const count = segmentsOf(template.path.replace(/\{[^{}]*\}/g, 'x'));
    listAt(made, count).push(template);
  }
  templatesOf.set(api, made);
  return made;
}

/** A slash at the end makes no segment of its own: it may be there or not. */
function segmentsOf(path: string): number {
  let count = 0;
  for (let i = path.indexOf('/'); i !== -1; i = path.indexOf('/', i + 1)) count++;
  return path.endsWith('/') ? count - 1 : count;
}

function templateOf(path: string): Template {
  const names: string[] = [];
  const source = path.replace(/\{([^{}]*)\}|[^{]+|\{/g, (part, name: string | undefined) => {
    if (name === undefined) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    names.push(name);
    return '([^/]+?)';
  });
  const rank = path
    .split('/')
    .map((segment) => (/^\{[^{}]*\}$/.test(segment) ? '2' : segment.includes('{') ? '1' : '0'))
    .join('');
  return { path, names, rank, expression: new RegExp(`^${source}/?$`) };
}

/** The path without the base path of a server; others read `x-opc-config-base-path` for the same purpose. */
function withoutBasePaths(api: Api, path: string): readonly string[] {
  return basePaths(api)
    .filter((base) => path.startsWith(`${base}/`))
    .map((base) => path.slice(base.length));
}

const basesOf = new WeakMap<Api, readonly string[]>();

function basePaths(api: Api): readonly string[] {
  const known = basesOf.get(api);
  if (known) return known;
  const configured = stringMember(api.info, 'x-opc-config-base-path');
  const bases = new Set(
    [...api.servers.map(({ url }) => url), ...(configured ? [configured] : [])].map(basePath),
  );
  const made = [...bases].filter((base) => base !== '');
  basesOf.set(api, made);
  return made;
}

function basePath(url: string): string {
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').replace(/[?#].*$/, '');
  return path.replace(/\/+$/, '');
}
