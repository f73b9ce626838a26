import type { Json } from '../../generator/model/json.ts';
import { findWord } from '../../generator/model/regular/find-word.ts';
import { fits } from '../../generator/openapi/fits.ts';
import { finiteValues, type Kind, kindOf, kindsOf } from '../../generator/openapi/kinds.ts';
import { type Case, casesOf, type Position } from '../../generator/openapi/position.ts';
import type { World } from '../../generator/openapi/world.ts';
import { arraySet } from './array-set.ts';
import { numberSet } from './numbers.ts';
import { objectSet } from './object-set.ts';
import { stringSet } from './strings.ts';

const maxDepth = 12;

/** Whether the values of some kinds of a case and those of a position have nothing in common: true is a proof. */
export function areApart(
  one: Case,
  kinds: readonly Kind[],
  from: World,
  b: Position,
  to: World,
  depth = 0,
): boolean {
  if (depth > maxDepth) return false;
  return casesOf(b, to).every((other) => {
    const shared = kindsOf(other, to).filter((kind) => kinds.includes(kind));
    if (shared.length === 0) return true;
    const [own, theirs] = [finiteValues(one), finiteValues(other)];
    if (own) return own.filter((value) => shared.includes(kindOf(value))).every(refusedBy(b, to));
    if (theirs)
      return theirs.filter((value) => shared.includes(kindOf(value))).every(refusedBy(one.parts, from));
    return shared.every((kind) => kindsApart({ one, from, other, to, depth }, kind));
  });
}

function refusedBy(position: Position, world: World): (value: Json) => boolean {
  return (value) => fits(position, value, world) === 'no';
}

interface Pair {
  readonly one: Case;
  readonly from: World;
  readonly other: Case;
  readonly to: World;
  readonly depth: number;
}

function kindsApart(pair: Pair, kind: Kind): boolean {
  switch (kind) {
    case 'integer':
    case 'fraction':
      return numbersApart(pair, kind);
    case 'string':
      return stringsApart(pair);
    case 'array':
      return arraysApart(pair);
    case 'object':
      return objectsApart(pair);
    default:
      return false;
  }
}

function numbersApart({ one, other }: Pair, kind: 'integer' | 'fraction'): boolean {
  const [a, b] = [numberSet(one, kind), numberSet(other, kind)];
  const [low, high] = [Math.max(a.low, b.low), Math.min(a.high, b.high)];
  if (low > high) return true;
  if (low < high) return false;
  return [a, b].some((set) => (set.openLow && set.low === low) || (set.openHigh && set.high === high));
}

function stringsApart({ one, other }: Pair): boolean {
  const [a, b] = [stringSet(one), stringSet(other)];
  const minLength = Math.max(a.minLength, b.minLength);
  const maxLength = Math.min(a.maxLength, b.maxLength);
  if (minLength > maxLength) return true;
  const within = [...a.languages, ...b.languages];
  return within.length > 0 && findWord({ within, outside: [], minLength, maxLength }) === 'none';
}

function arraysApart({ one, other, from, to, depth }: Pair): boolean {
  const [a, b] = [arraySet(one), arraySet(other)];
  const low = Math.max(a.low, b.low);
  if (low > Math.min(a.high, b.high)) return true;
  // Items that surely come, as far as they have schemas of their own.
  const count = Math.min(low, Math.max(a.leading, b.leading) + 1);
  return Array.from({ length: count }, (_, i) => i).some((i) =>
    positionsApart(a.item(i), from, b.item(i), to, depth),
  );
}

function objectsApart({ one, other, from, to, depth }: Pair): boolean {
  const [a, b] = [objectSet(one, from), objectSet(other, to)];
  return [...new Set([...a.required, ...b.required])].some((name) => {
    const [left, right] = [a.property(name).position, b.property(name).position];
    return !left || !right || positionsApart(left, from, right, to, depth);
  });
}

function positionsApart(a: Position, from: World, b: Position, to: World, depth: number): boolean {
  if (a.length === 0 || b.length === 0) return false;
  return casesOf(a, from).every((one) => areApart(one, kindsOf(one, from), from, b, to, depth + 1));
}
