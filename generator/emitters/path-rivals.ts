import { compareText } from '../model/diagnostic.ts';
import type { Api, Operation } from '../openapi/api.ts';

/** A path template, taken apart once. */
interface Template {
  readonly path: string;
  readonly segments: readonly Segment[];
  /** Smaller is more specific, segment by segment: fixed text, then text with parameters in it, then a parameter alone. */
  readonly rank: string;
}

interface Segment {
  /** The fixed text before the first parameter and after the last; equal for text without parameters. */
  readonly start: string;
  readonly end: string;
  readonly open: boolean;
}

interface Node {
  readonly children: Map<string, { readonly segment: Segment; readonly node: Node }>;
  template?: Template;
}

/** More would be a document that nobody means; the order of handlers decides then. */
const most = 100;

/**
 * For each operation the more specific templates of its method that can match the same path: concrete paths are matched
 * before templated ones (OpenAPI 3.1, 4.8.8.2), `/users/me` before `/users/{id}`.
 */
export function pathRivals(api: Api): (operation: Operation) => readonly string[] {
  const byMethod = new Map<string, Node>();
  for (const { method, path } of api.operations) {
    const root = byMethod.get(method) ?? { children: new Map() };
    byMethod.set(method, root);
    insert(root, templateOf(path));
  }
  return ({ method, path }) => {
    const root = byMethod.get(method);
    const template = templateOf(path);
    const found: Template[] = [];
    if (root) search(root, template, 0, found);
    return found.map((rival) => rival.path);
  };
}

/** Sorts what is more specific first; for lists in which the first that matches answers. */
export function bySpecificity(a: Operation, b: Operation): number {
  return compareText(templateOf(a.path).rank, templateOf(b.path).rank);
}

function templateOf(path: string): Template {
  const segments = path.split(/\/(?![^{}]*\})/).map(segmentOf);
  const rank = segments
    .map(({ open, start, end }) => (!open ? '0' : start + end === '' ? '2' : '1'))
    .join('');
  return { path, segments, rank };
}

function segmentOf(text: string): Segment {
  const [start = ''] = text.split(/\{[^{}]*\}/, 1);
  const end = text.split(/\{[^{}]*\}/).at(-1) ?? '';
  return { start, end, open: start.length < text.length };
}

function insert(root: Node, template: Template): void {
  let node = root;
  for (const segment of template.segments) {
    const key = `${segment.open} ${segment.start}\n${segment.end}`;
    const child = node.children.get(key) ?? { segment, node: { children: new Map() } };
    node.children.set(key, child);
    node = child.node;
  }
  node.template ??= template;
}

function search(node: Node, template: Template, depth: number, found: Template[]): void {
  if (found.length >= most) return;
  const segment = template.segments[depth];
  if (!segment) {
    if (node.template && node.template.rank < template.rank) found.push(node.template);
    return;
  }
  for (const child of node.children.values())
    if (overlap(child.segment, segment)) search(child.node, template, depth + 1, found);
}

/** Whether some text fits both. Never no where there is one; what stands between parameters is not looked at. */
function overlap(a: Segment, b: Segment): boolean {
  if (!a.open && !b.open) return a.start === b.start;
  if (!a.open) return fits(b, a.start);
  if (!b.open) return fits(a, b.start);
  const starts = a.start.startsWith(b.start) || b.start.startsWith(a.start);
  return starts && (a.end.endsWith(b.end) || b.end.endsWith(a.end));
}

function fits({ start, end }: Segment, text: string): boolean {
  return text.length > start.length + end.length && text.startsWith(start) && text.endsWith(end);
}
