/** Two lists of things, those that belong together found. */
export interface Matched<T> {
  readonly pairs: readonly (readonly [base: T, head: T])[];
  readonly removed: readonly T[];
  readonly added: readonly T[];
}

/** Those of the same key belong together; of several with one key the first. */
export function matchedBy<T>(base: readonly T[], head: readonly T[], keyOf: (one: T) => string): Matched<T> {
  const heads = new Map<string, T>();
  for (const one of head) if (!heads.has(keyOf(one))) heads.set(keyOf(one), one);
  const pairs: [T, T][] = [];
  const removed: T[] = [];
  const met = new Set<T>();
  for (const one of base) {
    const other = heads.get(keyOf(one));
    if (other === undefined) removed.push(one);
    else {
      pairs.push([one, other]);
      met.add(other);
    }
  }
  return { pairs, removed, added: head.filter((one) => !met.has(one)) };
}

/** Some of what is left over belongs together after all. */
export function alsoMatched<T>(matched: Matched<T>, more: readonly (readonly [T, T])[]): Matched<T> {
  const met = new Set(more.flat());
  return {
    pairs: [...matched.pairs, ...more],
    removed: matched.removed.filter((one) => !met.has(one)),
    added: matched.added.filter((one) => !met.has(one)),
  };
}
