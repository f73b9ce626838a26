import { isArray, type Json } from '../../generator/model/json.ts';
import { once } from '../../generator/model/once.ts';
import type { Case, Position } from '../../generator/openapi/position.ts';
import type { World } from '../../generator/openapi/world.ts';
import { type ArraySet, arraySet, maxLength } from './array-set.ts';
import { arrayOf, build } from './array-witness.ts';
import { type Pattern, patternText } from './pattern.ts';
import {
  type Candidate,
  clashesOf,
  deferred,
  type Gaps,
  noGaps,
  noValue,
  type PossibleGap,
  type Relation,
  within,
} from './relation.ts';
import { sharedExample } from './shared-example.ts';

/** Asks the relation of an inner position; handed in, so that files of one value type need not know the others. */
export type Ask = (position: Position, pattern: Pattern) => Relation;

const anything: Pattern = { kind: 'any', pointer: '' };
const unrestricted = { pointer: '~any', json: true };

export function relateArrays(one: Case, pattern: Pattern, ask: Ask, world: World): Relation {
  const set = arraySet(one);
  const schema = one.parts.at(-1)?.pointer;
  const sampleOf = (position: Position) => ask(position, anything).inside();
  const sample = arrayOf(set, sampleOf, set.low, (i) => sampleOf(set.item(i)));
  if (set.low > set.high)
    return { subset: true, disjoint: true, inside: noValue, gaps: noGaps, unsure: undefined };
  if (pattern.kind === 'list')
    return relateList(set, pattern, ask, sample, schema, sharedExample(pattern, one.parts, world));
  if (pattern.kind === 'contains') return relateContains(set, pattern, ask, sample, schema);
  return otherwise(set, pattern, sample, schema, ask);
}

/** Patterns that do not look at the items. */
function otherwise(
  set: ArraySet,
  pattern: Pattern,
  sample: Candidate,
  schema: string | undefined,
  ask: Ask,
): Relation {
  const gaps = (why: string): Gaps => {
    return () => [{ value: sample, why, pattern: pattern.pointer, schema }];
  };
  const base = { subset: false, disjoint: false, inside: sample, gaps: noGaps, unsure: undefined };
  if (pattern.kind === 'any' || (pattern.kind === 'type' && pattern.type === 'array'))
    return { ...base, subset: true };
  if (pattern.kind === 'not-empty') {
    if (set.low > 0) return { ...base, subset: true };
    if (set.high === 0) return { ...base, disjoint: true, inside: noValue, gaps: gaps('the array is empty') };
    const sampleOf = (position: Position) => ask(position, anything).inside();
    const inside = arrayOf(set, sampleOf, 1, (i) => sampleOf(set.item(i)));
    return { ...base, inside, gaps: gaps('the array may be empty') };
  }
  if (['unknown', 'regex', 'include', 'semver'].includes(pattern.kind)) {
    return { ...base, unsure: `whether an array is ${patternText(pattern)}` };
  }
  if (pattern.kind === 'literal' && isArray(pattern.value))
    return { ...base, unsure: 'whether all such arrays are the literal one' };
  return {
    ...base,
    disjoint: true,
    inside: noValue,
    gaps: gaps(`an array where the contract wants ${patternText(pattern)}`),
  };
}

function relateList(
  set: ArraySet,
  pattern: Extract<Pattern, { kind: 'list' }>,
  ask: Ask,
  sample: Candidate,
  schema: string | undefined,
  example: Candidate,
): Relation {
  const most = pattern.rest
    ? (pattern.max ?? Number.POSITIVE_INFINITY)
    : Math.min(pattern.max ?? Number.POSITIVE_INFINITY, pattern.prefix.length);
  const patternAt = (i: number): Pattern => pattern.prefix[i] ?? pattern.rest ?? anything;
  const count = Math.min(set.high, most, Math.max(pattern.prefix.length, set.leading) + 1, maxLength);
  const items = Array.from({ length: Math.max(count, 0) }, (_, i) =>
    once(() => ask(set.item(i), patternAt(i))),
  );
  const itemAt = (i: number) => items[Math.min(i, items.length - 1)]?.();
  const shortest = Math.max(set.low, pattern.min);
  const disjoint = () =>
    shortest > Math.min(set.high, most) || items.some((item, i) => i < shortest && item().disjoint);
  const sampleOf = (position: Position) => ask(position, anything).inside();
  const insideAt = (i: number) => itemAt(i)?.inside() ?? sampleOf(set.item(i));
  const gaps = function* (): Generator<PossibleGap> {
    const at = { pattern: pattern.pointer, schema };
    const few = `the array may have ${set.low === 0 ? 'no items' : `only ${set.low}`}, the contract wants at least ${pattern.min}`;
    if (set.low < pattern.min) yield { value: sample, why: few, ...at };
    const many = `the array may have more than ${most} ${most === 1 ? 'item' : 'items'}`;
    const longer = arrayOf(set, sampleOf, Math.max(most + 1, set.low), insideAt);
    if (set.high > most) yield { value: longer, why: many, ...at };
    for (const [i, item] of items.entries()) {
      const length = Math.max(shortest, Math.min(i + 1 + set.contained.length, set.high, most));
      const around = (value: Json) => build(set, sampleOf, length, (n) => (n === i ? value : insideAt(n)), i);
      yield* within(item(), around);
    }
  };
  const made = arrayOf(set, sampleOf, shortest, (i) => itemAt(i)?.inside());
  return deferred({
    subset: () => set.low >= pattern.min && set.high <= most && items.every((item) => item().subset),
    disjoint,
    inside: () => example() ?? (disjoint() ? undefined : made()),
    gaps,
    unsure: () => items.find((item) => item().unsure)?.().unsure,
    clashes: () => {
      const apart = items.slice(0, shortest).filter((item) => item().disjoint);
      const lengths = { why: lengthsApart(set, pattern.min, most), pattern: pattern.pointer, schema };
      return apart.length > 0 ? apart.flatMap((item) => clashesOf(item())) : [lengths];
    },
  });
}

function lengthsApart(set: ArraySet, least: number, most: number): string {
  return least > set.high
    ? `the array has at most ${set.high} ${set.high === 1 ? 'item' : 'items'}, the contract wants at least ${least}`
    : `the array has at least ${set.low} ${set.low === 1 ? 'item' : 'items'}, the contract takes at most ${most}`;
}

function relateContains(
  set: ArraySet,
  pattern: Extract<Pattern, { kind: 'contains' }>,
  ask: Ask,
  sample: Candidate,
  schema: string | undefined,
): Relation {
  const asked = pattern.variants.map((variant) =>
    Array.from({ length: set.leading + 1 }, (_, i) => ask(set.item(i), variant)),
  );
  const disjoint = asked.some((variant) => set.high === 0 || variant.every((item) => item.disjoint));
  // Such an item is any of the others as well, and has the members that they have.
  const places = Array.from({ length: set.leading + 1 }, (_, i) => set.item(i));
  const isMet = (variant: Pattern) =>
    set.contained.some((schema) =>
      places.every((place) => ask([schema, ...(place.length > 0 ? place : [unrestricted])], variant).subset),
    );
  const subset = pattern.variants.every(
    (variant, i) => (set.low > 0 && asked[i]?.[0]?.subset === true) || isMet(variant),
  );
  const insides = asked.map((variant) => variant.at(-1)?.inside ?? noValue);
  const length = Math.max(set.low, insides.length);
  const why = 'the array need not hold the items that the contract wants';
  const gaps = subset ? noGaps : () => [{ value: sample, why, pattern: pattern.pointer, schema }];
  return {
    subset,
    disjoint,
    inside: disjoint
      ? noValue
      : arrayOf(
          set,
          (position) => ask(position, anything).inside(),
          length,
          (i) => (insides[i] ?? insides[0])?.(),
        ),
    gaps,
    unsure: subset || disjoint ? undefined : asked.flat().find((item) => item.unsure)?.unsure,
  };
}
