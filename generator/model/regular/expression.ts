/** A closed interval of code points. */
export type Interval = readonly [number, number];

/** A regular expression as a tree. Anchors stay in the tree; `wholeString` decides what they mean. */
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

/**
 * Makes anchors explicit: the result accepts exactly the strings in which the expression is found (`search`) or which
 * it matches as a whole. Undefined where an anchor stands in the middle, which this subset does not follow.
 */
export function wholeString(expression: Expression, search: boolean): Expression | undefined {
  const alternatives = expression.kind === 'choice' ? expression.of : [expression];
  const made: Expression[] = [];
  for (const alternative of alternatives) {
    const parts = alternative.kind === 'sequence' ? [...alternative.of] : [alternative];
    const only = parts.length === 1 ? parts[0] : undefined;
    if (only?.kind === 'choice' && hasAnchor(only)) {
      const inner = wholeString(only, search);
      if (!inner) return undefined;
      made.push(inner);
      continue;
    }
    const fromStart = takeWhile(parts, 'start');
    const toEnd = takeWhile(parts.reverse(), 'end');
    parts.reverse();
    if (parts.some(hasAnchor)) return undefined;
    if (search && !fromStart) parts.unshift(anyText);
    if (search && !toEnd) parts.push(anyText);
    made.push({ kind: 'sequence', of: parts });
  }
  return { kind: 'choice', of: made };
}

function takeWhile(parts: Expression[], kind: 'start' | 'end'): boolean {
  const before = parts.length;
  while (parts[0]?.kind === kind) parts.shift();
  return parts.length < before;
}

function hasAnchor(expression: Expression): boolean {
  if (expression.kind === 'start' || expression.kind === 'end') return true;
  if (expression.kind === 'repeat') return hasAnchor(expression.of);
  return expression.kind === 'sequence' || expression.kind === 'choice'
    ? expression.of.some(hasAnchor)
    : false;
}
