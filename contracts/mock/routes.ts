import { remembered } from '../../generator/model/remembered.ts';
import type { Api } from '../../generator/openapi/api.ts';

export interface Match {
  /** The path template of the spec. */
  readonly template: string;
  /** Decoded values of the template's parameters. */
  readonly parameters: ReadonlyMap<string, string>;
  /** The request's base path, as it was sent: `/beta`, or nothing. */
  readonly prefix: string;
}

interface Node {
  readonly literals: Map<string, Node>;
  /** Segments with a parameter in them, the longer literal part first, a bare `{x}` last. */
  readonly patterns: { readonly pattern: Pattern; readonly node: Node }[];
  template?: string;
}

interface Pattern {
  readonly source: string;
  readonly regex: RegExp;
  readonly names: readonly string[];
  readonly literalLength: number;
}

/**
 * Finds the path template of a request. Literal segments win over templated ones (OpenAPI 3.1, 4.8.8.2); the base
 * path of a server may lead the path or be left out.
 */
export class Routes {
  readonly #root: Node = { literals: new Map(), patterns: [] };
  readonly #prefixes: readonly string[];

  constructor(api: Api) {
    for (const template of api.paths) insert(this.#root, template);
    const prefixes = api.servers.map(({ url }) => basePath(url));
    this.#prefixes = [...new Set(prefixes)].filter((prefix) => prefix !== '').concat('');
  }

  /** The base paths that may lead a path, the empty one last. */
  get prefixes(): readonly string[] {
    return this.#prefixes;
  }

  /** `undefined`: no template; `'malformed'`: a percent-encoding that is none. */
  readonly match = remembered((path) => this.#find(path), 2000);

  #find(path: string): Match | 'malformed' | undefined {
    for (const prefix of this.#prefixes) {
      if (!path.startsWith(`${prefix}/`)) continue;
      const segments = path
        .slice(prefix.length + 1)
        .split('/')
        .map(decode);
      if (segments.includes(undefined)) return 'malformed';
      const values: [string, string][] = [];
      const template = walk(this.#root, segments as string[], 0, values);
      if (template !== undefined) return { template, parameters: new Map(values), prefix };
    }
    return undefined;
  }
}

function insert(root: Node, template: string): void {
  let node = root;
  for (const segment of template.slice(1).split('/'))
    node = segment.includes('{') ? viaPattern(node, segment) : viaLiteral(node, segment);
  node.template ??= template;
}

function viaLiteral(node: Node, segment: string): Node {
  const literal = decode(segment) ?? segment;
  let next = node.literals.get(literal);
  if (!next) {
    next = { literals: new Map(), patterns: [] };
    node.literals.set(literal, next);
  }
  return next;
}

function viaPattern(node: Node, segment: string): Node {
  const known = node.patterns.find(({ pattern }) => pattern.source === segment);
  if (known) return known.node;
  const next: Node = { literals: new Map(), patterns: [] };
  node.patterns.push({ pattern: patternOf(segment), node: next });
  node.patterns.sort((a, b) => b.pattern.literalLength - a.pattern.literalLength);
  return next;
}

/** `certs('{id}')` and the like: parameters within a segment match as little as they can. */
function patternOf(segment: string): Pattern {
  const names: string[] = [];
  let literalLength = 0;
  const source = segment.replace(/\{([^}]*)\}|[^{]+|\{/g, (part, name: string | undefined) => {
    if (name !== undefined) {
      names.push(name);
      return '([^/]+?)';
    }
    literalLength += part.length;
    return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return { source: segment, regex: new RegExp(`^${source}$`, 's'), names, literalLength };
}

function walk(
  node: Node,
  segments: readonly string[],
  at: number,
  values: [string, string][],
): string | undefined {
  const segment = segments[at];
  if (segment === undefined) return node.template;
  const literal = node.literals.get(segment);
  const found = literal && walk(literal, segments, at + 1, values);
  if (found !== undefined) return found;
  for (const { pattern, node: next } of node.patterns) {
    const match = segment === '' ? null : matchSegment(pattern, segment);
    if (!match) continue;
    const before = values.length;
    values.push(...pattern.names.map((name, i): [string, string] => [name, match[i] ?? '']));
    const template = walk(next, segments, at + 1, values);
    if (template !== undefined) return template;
    values.length = before;
  }
  return undefined;
}

/** A bare parameter takes the whole segment, slashes that came percent-encoded included. */
function matchSegment(pattern: Pattern, segment: string): readonly string[] | undefined {
  if (pattern.literalLength === 0 && pattern.names.length === 1) return [segment];
  return pattern.regex.exec(segment)?.slice(1);
}

function decode(segment: string): string | undefined {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/** The path of a server's URL without the slash at its end; servers may be relative (OpenAPI 3.1, 4.8.5.1). */
function basePath(url: string): string {
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').replace(/[?#].*$/s, '');
  const trimmed = path.replace(/\/+$/, '');
  return trimmed === '' || trimmed.startsWith('/') ? trimmed : `/${trimmed}`;
}
