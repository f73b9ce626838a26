import { compareText } from '../model/diagnostic.ts';
import type { Api, Method } from '../openapi/api.ts';

interface Node {
  readonly fixed: Map<string, Node>;
  /** Segments with parameters in them, by their expression. */
  readonly open: Map<string, { readonly expression: RegExp; readonly node: Node }>;
  /** The templates that end here. */
  readonly templates: Template[];
}

interface Template {
  readonly path: string;
  /** Sorts concrete templates before those with parameters, segment by segment; the document's order decides last. */
  readonly rank: string;
  readonly order: number;
}

/**
 * Which operation a path leads to: concrete paths are matched before templated ones (OpenAPI 3.1, 4.8.8.2). A value in
 * a path can spell another path of the document: `/users/{id}` with the id `me`.
 */
export class Routes {
  readonly #api: Api;
  readonly #root = emptyNode();

  constructor(api: Api) {
    this.#api = api;
    for (const [order, path] of api.paths.entries()) {
      const segments = path.split('/');
      let node = this.#root;
      for (const segment of segments) node = next(node, segment);
      const rank = segments.map((one) => (/^\{[^{}]*\}$/.test(one) ? '2' : one.includes('{') ? '1' : '0'));
      node.templates.push({ path, rank: rank.join(''), order });
    }
  }

  /** The template that a request belongs to. A slash at the end makes no other path. */
  templateOf(method: Method, path: string): string | undefined {
    const found = [path, path.replace(/\/$/, '')].flatMap((one) =>
      templatesAt(this.#root, one.split('/'), 0),
    );
    const sorted = found.sort((a, b) => compareText(a.rank, b.rank) || a.order - b.order);
    return sorted.find((template) =>
      this.#api.operationsAt(template.path).some((operation) => operation.method === method),
    )?.path;
  }
}

function templatesAt(node: Node, segments: readonly string[], i: number): readonly Template[] {
  const segment = segments[i];
  if (segment === undefined) return node.templates;
  const fixed = node.fixed.get(segment);
  const open = [...node.open.values()].filter(({ expression }) => expression.test(segment));
  const following = [...(fixed ? [fixed] : []), ...open.map((one) => one.node)];
  return following.flatMap((inner) => templatesAt(inner, segments, i + 1));
}

function emptyNode(): Node {
  return { fixed: new Map(), open: new Map(), templates: [] };
}

function next(node: Node, segment: string): Node {
  if (!segment.includes('{')) {
    const found = node.fixed.get(segment) ?? emptyNode();
    node.fixed.set(segment, found);
    return found;
  }
  const expression = segmentExpression(segment);
  const found = node.open.get(expression.source) ?? { expression, node: emptyNode() };
  node.open.set(expression.source, found);
  return found.node;
}

/** More parameters in one segment than anybody writes take longer to tell apart than anybody waits. */
const mostInOne = 4;

/** A segment of a template as an expression with a group for each parameter. */
export function segmentExpression(segment: string): RegExp {
  const names = segment.match(/\{[^{}]*\}/g) ?? [];
  if (names.length > mostInOne) return /^.*$/s;
  const source = segment.replace(/\{([^{}]*)\}|[^{]+|\{/g, (part, name: string | undefined) =>
    name === undefined ? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : '([^/]+?)',
  );
  return new RegExp(`^${source}$`);
}
