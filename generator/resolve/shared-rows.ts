import type { Fact } from '../dialects/fact.ts';
import type { Property, Sourced } from '../model/description.ts';
import { compareText } from '../model/diagnostic.ts';
import { inferredBy } from './facts-of.ts';
import { type Bases, rootEntity } from './inheritance.ts';
import type { TypeRows } from './type-facts.ts';

/** Fewer rows are shared by accident. */
const fewest = 3;

/**
 * Bases that no page states: a type that repeats all rows of a known base, names and types, is derived from it. Only
 * where that sets the base apart: sets of rows that more types share by habit than are known to inherit them (times of
 * creation and change, say) prove nothing.
 */
export function withSharedRows(
  bases: Bases,
  facts: ReadonlyMap<string, readonly Fact[]>,
  rows: ReadonlyMap<string, TypeRows>,
): Bases {
  const derived = new Map<string, number>();
  for (const { value } of bases.values()) derived.set(value, (derived.get(value) ?? 0) + 1);
  const holders = holdersOf(rows);
  const found = new Map(bases);
  const candidates = [...derived.keys()]
    .filter((base) => base !== rootEntity && facts.has(base))
    .map((base) => ({ base, own: ownRows(rows.get(base)) }))
    .filter(({ own }) => own.length >= fewest)
    // The base with the most rows is the nearest one.
    .sort((a, b) => b.own.length - a.own.length || compareText(a.base, b.base));
  for (const { base, own } of candidates) {
    const repeating = typesWith(own, holders).filter((type) => type !== base && !found.has(type));
    const unrelated = repeating.filter((type) => !isAncestor(type, base, found));
    if (unrelated.length > (derived.get(base) ?? 0) + 1) continue;
    for (const type of unrelated) found.set(type, sharedBase(base, type, own, rows));
  }
  return found;
}

function ownRows(rows: TypeRows | undefined): readonly Property[] {
  return (rows?.properties ?? []).filter(
    (property) => property.name !== 'id' && property.typeOrigin.inferred === undefined,
  );
}

function keyOf(property: Property): string {
  return `${property.name} ${property.type.name}${property.type.collection ? '[]' : ''}`;
}

function holdersOf(rows: ReadonlyMap<string, TypeRows>): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const [type, own] of rows) {
    for (const property of ownRows(own)) {
      const key = keyOf(property);
      const known = found.get(key);
      if (known) known.add(type);
      else found.set(key, new Set([type]));
    }
  }
  return found;
}

/** The types that have all of the rows; the rarest row is looked at first. */
function typesWith(
  own: readonly Property[],
  holders: ReadonlyMap<string, ReadonlySet<string>>,
): readonly string[] {
  const sets = own.map((property) => holders.get(keyOf(property)) ?? new Set<string>());
  const [rarest, ...others] = sets.sort((a, b) => a.size - b.size);
  return [...(rarest ?? [])].filter((type) => others.every((set) => set.has(type))).sort(compareText);
}

function isAncestor(type: string, derived: string, bases: Bases): boolean {
  const seen = new Set<string>();
  for (let at = bases.get(derived)?.value; at !== undefined && !seen.has(at); at = bases.get(at)?.value) {
    if (at === type) return true;
    seen.add(at);
  }
  return false;
}

function sharedBase(
  base: string,
  type: string,
  own: readonly Property[],
  rows: ReadonlyMap<string, TypeRows>,
): Sourced<string> {
  const first = own[0]?.name;
  const row = rows.get(type)?.properties.find((property) => property.name === first);
  return {
    value: base,
    origin: inferredBy('base-of-shared-rows', ...(row?.origin.places ?? []).slice(0, 1)),
  };
}
