/** A closed interval of code points. */
export type Interval = readonly [number, number];

/** A regular expression as a tree. Anchors stay in the tree; `wholeString` (`anchors.ts`) takes them out. */
export type Expression =
  | { readonly kind: 'set'; readonly intervals: readonly Interval[] }
  | { readonly kind: 'sequence'; readonly of: readonly Expression[] }
  | { readonly kind: 'choice'; readonly of: readonly Expression[] }
  | { readonly kind: 'repeat'; readonly of: Expression; readonly min: number; readonly max: number }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' };

export const maxCodePoint = 0x10ffff;
export const anySymbol: Expression = { kind: 'set', intervals: [[0, maxCodePoint]] };
export const anyText: Expression = { kind: 'repeat', of: anySymbol, min: 0, max: Number.POSITIVE_INFINITY };

/** Sorted, disjoint, merged. */
export function union(intervals: readonly Interval[]): Interval[] {
  const sorted = [...intervals].sort((a, b) => a[0] - b[0]);
  const merged: [number, number][] = [];
  for (const [low, high] of sorted) {
    const last = merged.at(-1);
    if (last && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else merged.push([low, high]);
  }
  return merged;
}

export function complement(intervals: readonly Interval[]): Interval[] {
  const result: Interval[] = [];
  let next = 0;
  for (const [low, high] of union(intervals)) {
    if (low > next) result.push([next, low - 1]);
    next = high + 1;
  }
  if (next <= maxCodePoint) result.push([next, maxCodePoint]);
  return result;
}
