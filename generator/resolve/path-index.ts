import { gather } from '../model/gather.ts';
import { pathSegments } from './path-segments.ts';
import { lookupSegments } from './path-template.ts';

/** What may be looked up. */
export interface Indexed {
  readonly method: string;
  readonly path: string;
}

interface Node<T> {
  readonly literals: Map<string, Node<T>>;
  /** `{id}`: any one segment. */
  any: Node<T> | undefined;
  /** `v{version}`, `{name}:`: a segment with a placeholder inside, by what stands before and behind it. */
  readonly parts: { readonly before: string; readonly after: string; readonly node: Node<T> }[];
  readonly values: T[];
}

/** Operations by method and path, so that an example's URL need not be held against each of them. */
export class PathIndex<T extends Indexed> {
  readonly #roots = new Map<string, Node<T>>();

  constructor(values: readonly T[]) {
    for (const value of values) this.#add(value);
  }

  #add(value: T): void {
    let node = this.#roots.get(value.method) ?? empty<T>();
    this.#roots.set(value.method, node);
    for (const segment of lookupSegments(pathSegments(value.path))) node = below(node, segment);
    node.values.push(value);
  }

  /** The operations whose path a URL's path fits, those with the most literal segments first. */
  find(method: string, path: string): T[] {
    const root = this.#roots.get(method);
    const segments = lookupSegments(pathSegments(path));
    if (!root || segments.length === 0) return [];
    const found: { values: readonly T[]; same: number }[] = [];
    const walk = (node: Node<T>, at: number, same: number): void => {
      const segment = segments[at];
      if (segment === undefined) {
        if (node.values.length > 0) found.push({ values: node.values, same });
        return;
      }
      const literal = node.literals.get(segment);
      if (literal) walk(literal, at + 1, same + 1);
      const bare = withoutArguments(node, segment);
      if (bare) walk(bare, at + 1, same + 1);
      for (const part of node.parts)
        if (fits(segment, part.before, part.after)) walk(part.node, at + 1, same);
      if (node.any && !segment.startsWith('$')) walk(node.any, at + 1, same);
    };
    walk(root, 0, 0);
    return gather(
      found.sort((a, b) => b.same - a.same),
      ({ values }) => values,
    );
  }
}

/** An example may pass arguments that the request line leaves out: `delta(token='a')` of `delta`. */
function withoutArguments<T>(node: Node<T>, segment: string): Node<T> | undefined {
  const call = segment.indexOf('(');
  return call > 0 ? node.literals.get(segment.slice(0, call)) : undefined;
}

function fits(segment: string, before: string, after: string): boolean {
  return (
    segment.length > before.length + after.length && segment.startsWith(before) && segment.endsWith(after)
  );
}

function empty<T>(): Node<T> {
  return { literals: new Map(), any: undefined, parts: [], values: [] };
}

function below<T>(node: Node<T>, segment: string): Node<T> {
  if (/^\{[^{}]*\}$/.test(segment)) {
    node.any ??= empty();
    return node.any;
  }
  const open = segment.indexOf('{');
  if (open === -1 || segment.includes('(')) {
    const known = node.literals.get(segment);
    if (known) return known;
    const made = empty<T>();
    node.literals.set(segment, made);
    return made;
  }
  const before = segment.slice(0, open);
  const after = segment.slice(segment.lastIndexOf('}') + 1);
  const same = node.parts.find((part) => part.before === before && part.after === after);
  if (same) return same.node;
  const made = { before, after, node: empty<T>() };
  node.parts.push(made);
  return made.node;
}
