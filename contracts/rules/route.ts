import { compareText } from '../../generator/model/diagnostic.ts';
import { stringMember } from '../../generator/model/json.ts';
import { listAt } from '../../generator/model/list-at.ts';
import { once } from '../../generator/model/once.ts';
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
  /** Between the slashes. */
  readonly segments: readonly Segment[];
  readonly names: readonly string[];
  /** Sorts concrete templates before those with parameters, segment by segment. */
  readonly rank: string;
}

/** A text, or what a text with parameters looks like: a document has hundreds, and most of them are never asked. */
type Segment = string | { readonly expression: () => RegExp };

/** By the number of their segments: no parameter holds a slash. */
const templatesOf = new WeakMap<Api, ReadonlyMap<number, readonly Template[]>>();

/** Finds the operation of a request. "Concrete definitions are matched before templated ones" (OpenAPI 3.1, 4.8.8.2). */
export function route(api: Api, method: string, path: string): Route {
  const found: { template: Template; values: readonly string[] }[] = [];
  for (const candidate of [path, ...withoutBasePaths(api, path)]) {
    const segments = candidate.split('/');
    for (const template of templates(api).get(countOf(segments)) ?? []) {
      const values = valuesIn(segments, template);
      if (values) found.push({ template, values });
    }
  }
  for (const { template, values } of found) {
    const operation = api.operationsAt(template.path).find((one) => one.method === method.toLowerCase());
    if (!operation) continue;
    const parameters = new Map(template.names.map((name, i) => [name, values[i] ?? '']));
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
    listAt(made, countOf(template.segments)).push(template);
  }
  templatesOf.set(api, made);
  return made;
}

/** A slash at the end makes no segment of its own: it may be there or not. */
function countOf(segments: readonly unknown[]): number {
  return segments.at(-1) === '' ? segments.length - 1 : segments.length;
}

/** What the parameters of a template stand for in a path, in their order; undefined where it is no such path. */
function valuesIn(path: readonly string[], { segments }: Template): readonly string[] | undefined {
  if (path.length !== segments.length && countOf(path) !== segments.length) return undefined;
  // A plain loop: a request is put to a hundred templates, most of which end it at the second segment.
  const values: string[] = [];
  for (let i = 0; i < segments.length; i++) {
    const segment = segments[i] ?? '';
    if (segment === path[i]) continue;
    if (typeof segment === 'string') return undefined;
    const match = segment.expression().exec(path[i] ?? '');
    if (!match) return undefined;
    values.push(...match.slice(1));
  }
  return values;
}

function templateOf(path: string): Template {
  const names = Array.from(path.matchAll(/\{([^{}]*)\}/g), ([, name = '']) => name);
  const shape = path.replace(/\{[^{}]*\}/g, parameter);
  const rank = path
    .split('/')
    .map((segment) => (/^\{[^{}]*\}$/.test(segment) ? '2' : segment.includes('{') ? '1' : '0'))
    .join('');
  return { path, names, rank, segments: shape.split('/').map(segmentOf) };
}

/** A parameter without its name, which may hold a slash. */
const parameter = '{}';
const wholeSegment: Segment = { expression: () => /^([\s\S]+)$/ };

function segmentOf(shape: string): Segment {
  if (shape === parameter) return wholeSegment;
  if (!shape.includes(parameter)) return shape;
  const texts = shape.split(parameter).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return { expression: once(() => new RegExp(`^${texts.join('([\\s\\S]+?)')}$`)) };
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
