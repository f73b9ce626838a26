import { listAt } from '../../generator/model/list-at.ts';
import type { Operation } from '../../generator/openapi/api.ts';
import { alsoMatched, type Matched, matchedBy } from './matched.ts';
import { likeness } from './renamed.ts';

/** A path without the names of its placeholders, which nobody sends. */
export function normalPath(path: string): string {
  return path.replace(/\{[^}]*\}/g, '{}');
}

/** By method and path; then those under another path that is like it, when it has the same methods and they look alike. */
export function matchOperations(base: readonly Operation[], head: readonly Operation[]): Matched<Operation> {
  const exact = matchedBy(base, head, ({ method, path }) => `${method} ${normalPath(path)}`);
  if (exact.removed.length === 0 || exact.added.length === 0) return exact;
  const added = byPath(exact.added);
  const found: [Operation, Operation][] = [];
  for (const [path, operations] of byPath(exact.removed)) {
    const candidates = [...added].filter(([other, theirs]) => isSuccessor(path, operations, other, theirs));
    const [best] = candidates
      .map(([other, theirs]) => ({ other, theirs, score: pathLikeness(path, other) }))
      .sort((a, b) => b.score - a.score);
    if (!best) continue;
    added.delete(best.other);
    found.push(
      ...matchedBy(operations, best.theirs, ({ method }) => method).pairs.map(
        ([a, b]): [Operation, Operation] => [a, b],
      ),
    );
  }
  return alsoMatched(exact, found);
}

function byPath(operations: readonly Operation[]): Map<string, Operation[]> {
  const paths = new Map<string, Operation[]>();
  for (const one of operations) {
    listAt(paths, one.path).push(one);
  }
  return paths;
}

function isSuccessor(
  path: string,
  operations: readonly Operation[],
  other: string,
  theirs: readonly Operation[],
): boolean {
  const methods = (of: readonly Operation[]) =>
    of
      .map(({ method }) => method)
      .sort()
      .join();
  const shared = operations.filter(({ id, method }) =>
    theirs.some((one) => one.method === method && one.id === id),
  );
  if (shared.length === operations.length && operations.every(hasOwnId)) return true;
  return methods(operations) === methods(theirs) && pathLikeness(path, other) >= 0.75;
}

/** An id that was made of the path says nothing more than the path. */
function hasOwnId({ id, path }: Operation): boolean {
  const words = path.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
  return words === '' || !id.toLowerCase().includes(words);
}

/** From 0 to 1. Paths of another number of segments, or with placeholders elsewhere, are other paths. */
function pathLikeness(a: string, b: string): number {
  const [left, right] = [a, b].map((path) => normalPath(path).split('/').slice(1));
  if (!left || !right || left.length !== right.length) return 0;
  const each = left.map((segment, i) => {
    const other = right[i] ?? '';
    if (segment === other) return 1;
    return segment === '{}' || other === '{}' ? 0 : likeness(segment, other);
  });
  if (each.some((one) => one < 0.5)) return 0;
  return each.reduce((sum, one) => sum + one, 0) / each.length;
}
