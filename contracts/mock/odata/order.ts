import { bind } from './bind.ts';
import type { Binding, Bound, World } from './bound.ts';
import { clausesOf } from './clauses.ts';
import { QueryFault } from './fault.ts';
import { described } from './operate.ts';
import { parseExpression } from './parser.ts';
import { compareValues, type Node, type Value } from './values.ts';

export interface Order {
  readonly by: Bound;
  readonly descending: boolean;
  readonly fold: boolean;
}

/** Reads `$orderby`. */
export function readOrder(value: string, binding: Binding): readonly Order[] {
  return clausesOf({ text: value, at: 0 }, ',').map(({ text, at }) => {
    const direction = /\s(asc|desc)$/i.exec(text);
    const expression = direction ? text.slice(0, direction.index) : text;
    const by = bind(parseExpression(expression, at), binding);
    if (by.type.kind === 'list' || by.type.kind === 'object')
      throw new QueryFault(`There is no order of ${described(by)}`, at);
    return { by, descending: direction?.[1]?.toLowerCase() === 'desc', fold: binding.fold };
  });
}

/** Null comes before all values, and after them when the order is turned round; what is equal stays as it stood. */
export function inOrder<T extends { readonly node: Node }>(
  rows: readonly T[],
  orders: readonly Order[],
  world: World,
): readonly T[] {
  if (orders.length === 0) return rows;
  const keyed = rows.map((row) => ({ row, keys: orders.map((order) => keyOf(order, row.node, world)) }));
  keyed.sort((a, b) => {
    for (const [i, { descending }] of orders.entries()) {
      const difference = nullsFirst(a.keys[i] ?? null, b.keys[i] ?? null);
      if (difference !== 0) return descending ? -difference : difference;
    }
    return 0;
  });
  return keyed.map(({ row }) => row);
}

function keyOf({ by, fold }: Order, it: Node, world: World): Value {
  const value = by.run({ it, each: [], world });
  return fold && typeof value === 'string' ? value.toLowerCase() : value;
}

/** Values of several types, which only an undeclared property has, are grouped by type: an order must be one. */
function nullsFirst(a: Value, b: Value): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  const order = compareValues(a, b);
  if (order !== undefined) return order;
  const [left, right] = [rank(a), rank(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function rank(value: Value): string {
  return typeof value === 'number' && Number.isNaN(value) ? 'nan' : typeof value;
}
