/**
 * The last index whose value is no greater. Values ascend, and the first is not greater; `low` and `high` are the ends of
 * what is searched, where more is known.
 */
export function lastAtMost(
  values: readonly number[],
  wanted: number,
  low = 0,
  high = values.length - 1,
): number {
  let first = low;
  let last = high;
  while (first < last) {
    const middle = (first + last + 1) >> 1;
    if ((values[middle] ?? 0) <= wanted) first = middle;
    else last = middle - 1;
  }
  return first;
}
