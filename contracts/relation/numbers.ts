import { type Keywords, keywordsOf } from '../../generator/openapi/keywords.ts';
import type { Case } from '../../generator/openapi/position.ts';
import { matches } from './matches.ts';
import type { Pattern } from './pattern.ts';
import { noGaps, type Relation, wanted } from './relation.ts';
import { relateLanguage } from './strings.ts';

/** The numbers of one kind between two bounds (both may be met) that are multiples of all steps. */
export interface NumberSet {
  readonly kind: 'integer' | 'fraction';
  readonly low: number;
  readonly high: number;
  readonly openLow: boolean;
  readonly openHigh: boolean;
  readonly steps: readonly number[];
}

/** The integers or the fractional numbers of a case against a pattern. */
export function relateNumbers(one: Case, kind: 'integer' | 'fraction', pattern: Pattern): Relation {
  const set = numberSet(one, kind);
  const schema = one.parts.at(-1)?.pointer;
  const proof = prove(set, pattern);
  // Most are found among the first.
  const find = (passes: (value: number) => boolean) =>
    examples(pattern).find((value) => contains(set, value) && passes(value)) ?? ownNumbers(set).find(passes);
  const gap = proof === 'subset' ? undefined : find((value) => matches(pattern, value) === false);
  return {
    subset: proof === 'subset' || proof === 'empty',
    disjoint: proof === 'disjoint' || proof === 'empty',
    inside: () => (proof === 'disjoint' ? undefined : find((value) => matches(pattern, value) !== false)),
    gaps: gap === undefined ? noGaps : () => [wanted(pattern, gap, schema)],
    unsure: pattern.kind === 'unknown' ? pattern.reason : undefined,
  };
}

function prove(set: NumberSet, pattern: Pattern): 'subset' | 'disjoint' | 'empty' | 'neither' {
  if (set.low > set.high || (set.low === set.high && (set.openLow || set.openHigh))) return 'empty';
  switch (pattern.kind) {
    case 'any':
    case 'not-empty':
      return 'subset';
    case 'type':
      return pattern.type === 'number' ? 'subset' : 'disjoint';
    case 'integer':
      return set.kind === 'integer' ? 'subset' : 'disjoint';
    case 'decimal':
      return set.kind === 'fraction' ? 'subset' : 'disjoint';
    case 'literal':
      // A number that lost digits when it was read may be another one.
      if (matches(pattern, pattern.value) !== true) return 'neither';
      if (typeof pattern.value !== 'number' || !contains(set, pattern.value)) return 'disjoint';
      return set.low === set.high ? 'subset' : 'neither';
    case 'regex':
    case 'include':
    case 'semver': {
      const sign = set.low >= 0 ? '' : '-?';
      const shape = set.kind === 'integer' ? `${sign}(0|[1-9]\\d*)` : `${sign}\\d+(\\.\\d+)?([eE][+-]?\\d+)?`;
      const relation = relateLanguage(shape, [], pattern, undefined);
      return relation.subset ? 'subset' : relation.disjoint ? 'disjoint' : 'neither';
    }
    case 'unknown':
    case 'all':
    case 'some':
      return 'neither';
    default:
      return 'disjoint';
  }
}

const sets = {
  integer: new WeakMap<Case, NumberSet>(),
  fraction: new WeakMap<Case, NumberSet>(),
};

/** Remembered: a case is asked about against many others. */
export function numberSet(one: Case, kind: 'integer' | 'fraction'): NumberSet {
  const known = sets[kind].get(one) ?? makeSet(one, kind);
  sets[kind].set(one, known);
  return known;
}

const own = new WeakMap<NumberSet, readonly number[]>();

function ownNumbers(set: NumberSet): readonly number[] {
  const known = own.get(set) ?? samples(set).filter((value) => contains(set, value));
  own.set(set, known);
  return known;
}

function makeSet(one: Case, kind: 'integer' | 'fraction'): NumberSet {
  let set: NumberSet = {
    kind,
    low: Number.NEGATIVE_INFINITY,
    high: Number.POSITIVE_INFINITY,
    openLow: false,
    openHigh: false,
    steps: [],
  };
  for (const part of one.parts) {
    const json = keywordsOf(part.json);
    for (const { value, open } of lowerBounds(json))
      if (value >= set.low) set = { ...set, low: value, openLow: open || (set.openLow && value === set.low) };
    for (const { value, open } of upperBounds(json))
      if (value <= set.high)
        set = { ...set, high: value, openHigh: open || (set.openHigh && value === set.high) };
    const step = json.multipleOf;
    if (typeof step === 'number' && step > 0) set = { ...set, steps: [...set.steps, step] };
  }
  return kind === 'integer' ? wholeBounds(set) : set;
}

function wholeBounds(set: NumberSet): NumberSet {
  const low = set.openLow && Number.isInteger(set.low) ? set.low + 1 : Math.ceil(set.low);
  const high = set.openHigh && Number.isInteger(set.high) ? set.high - 1 : Math.floor(set.high);
  return { ...set, low, high, openLow: false, openHigh: false };
}

interface Bound {
  readonly value: number;
  readonly open: boolean;
}

/** `exclusiveMinimum` is a number of its own (2020-12) or a flag on `minimum` (OpenAPI 3.0). */
function lowerBounds(json: Keywords): readonly Bound[] {
  const { minimum, exclusiveMinimum } = json;
  return bounds(minimum, exclusiveMinimum);
}

function upperBounds(json: Keywords): readonly Bound[] {
  const { maximum, exclusiveMaximum } = json;
  return bounds(maximum, exclusiveMaximum);
}

function bounds(inclusive: unknown, exclusive: unknown): readonly Bound[] {
  const found: Bound[] = [];
  if (typeof inclusive === 'number') found.push({ value: inclusive, open: exclusive === true });
  if (typeof exclusive === 'number') found.push({ value: exclusive, open: true });
  return found;
}

export function contains(set: NumberSet, value: number): boolean {
  if (Number.isInteger(value) !== (set.kind === 'integer')) return false;
  if (value < set.low || value > set.high) return false;
  if ((set.openLow && value === set.low) || (set.openHigh && value === set.high)) return false;
  // Floating-point division is not exact: a quotient near a whole number counts, the validator has the last word.
  return set.steps.every((step) => Math.abs(value / step - Math.round(value / step)) < 1e-9);
}

function examples(pattern: Pattern): readonly number[] {
  const values = [pattern.example, pattern.kind === 'literal' ? pattern.value : undefined];
  return values.filter((value) => typeof value === 'number');
}

/** Numbers at the bounds of a set and near them; some may lie outside. */
export function samples(set: NumberSet): readonly number[] {
  const { low, high } = set;
  const near = [low, high, low + 1, high - 1, (low + high) / 2].filter(Number.isFinite);
  const step = set.steps[0];
  const steps =
    step === undefined ? [] : [step, -step, step * (Math.floor(low / step) + 1)].filter(Number.isFinite);
  if (set.kind === 'integer') return [0, 1, -1, 7, 42, ...near.map(Math.round), ...steps];
  return [0.5, 1.5, -0.5, 2.25, low + 0.5, low + 0.001, high - 0.5, high - 0.001, ...near, ...steps].filter(
    Number.isFinite,
  );
}
