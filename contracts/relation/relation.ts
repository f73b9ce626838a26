import type { Json } from '../../generator/model/json.ts';
import { once } from '../../generator/model/once.ts';
import { type Pattern, patternText } from './pattern.ts';

/**
 * What is known of a set S (the values of a schema position) and a set M (the values of a pattern). `subset` and
 * `disjoint` are proofs; false means "not proved". `inside` and the gaps are candidates: likely members of S that M
 * accepts or refuses, to be confirmed by a validator and the matcher before anybody sees them.
 */
export interface Relation {
  readonly subset: boolean;
  readonly disjoint: boolean;
  readonly inside: Candidate;
  readonly gaps: Gaps;
  /** Why neither is proved, where that is for want of understanding. */
  readonly unsure: string | undefined;
  /** Where nothing is shared, what keeps the two apart, in the parts that do; see `clashesOf`. */
  readonly clashes?: Clashes;
}

/** Told one by one to whoever asks: of hundreds a report shows a few. */
export type Gaps = () => Iterable<PossibleGap>;

/** A value that is made when somebody asks for it: of most nobody does. Undefined if none can be made. */
export type Candidate = () => Json | undefined;

/** Why M may refuse what S allows, and the two places that disagree. */
export interface Disagreement {
  readonly why: string;
  /** In the contract. */
  readonly pattern: string;
  /** In the spec. */
  readonly schema: string | undefined;
  /** Whether the spec lists what may stand there: by such members alternatives are told apart. */
  readonly listed?: boolean;
}

/** A disagreement and a value that shows it, if the validator and the matcher say so too. */
export interface PossibleGap extends Disagreement {
  readonly value: Candidate;
}

/** A value that S allows and M refuses. */
export interface Gap extends Disagreement {
  readonly value: Json;
}

type Clashes = () => readonly Disagreement[];

/** What keeps S and M apart, if they are: what a relation names, else what any value of S would be refused for. */
export function clashesOf({ clashes, gaps }: Pick<Relation, 'clashes' | 'gaps'>): readonly Disagreement[] {
  if (clashes) return clashes();
  for (const { value: _, ...disagreement } of gaps()) return [disagreement];
  return [];
}

/** Of alternatives that are all apart from M the one that is likely to be meant: with which least is wrong. */
export function closestClashes(relations: readonly Relation[]): readonly Disagreement[] {
  const all = relations.map(clashesOf).filter(({ length }) => length > 0);
  const [first, ...others] = all;
  return others.reduce((best, one) => (isCloser(one, best) ? one : best), first ?? []);
}

function isCloser(a: readonly Disagreement[], b: readonly Disagreement[]): boolean {
  const count = (clashes: readonly Disagreement[]) => clashes.filter(({ listed }) => listed).length;
  const depth = (clashes: readonly Disagreement[]) =>
    Math.max(...clashes.map(({ pattern }) => pattern.length));
  const difference = count(a) - count(b) || a.length - b.length || depth(b) - depth(a);
  return difference < 0;
}

/** What a relation is worked out from, each part when somebody asks for it. */
interface Questions {
  readonly subset: () => boolean;
  readonly disjoint: () => boolean;
  readonly inside: Candidate;
  readonly gaps: Gaps;
  /** Asked where neither is proved. */
  readonly unsure: () => string | undefined;
  /** Asked where nothing is shared. */
  readonly clashes?: Clashes;
}

/**
 * A relation that asks no more than it is asked: of a body with a hundred members a few gaps, and an example that both
 * accept, answer the question that the proofs about all of them would answer.
 */
export function deferred({ inside, gaps, clashes, ...questions }: Questions): Relation {
  const subset = once(questions.subset);
  const disjoint = once(questions.disjoint);
  const unsure = once(() => (subset() || disjoint() ? undefined : questions.unsure()));
  return {
    get subset() {
      return subset();
    },
    get disjoint() {
      return disjoint();
    },
    inside,
    gaps,
    ...(clashes ? { clashes } : {}),
    get unsure() {
      return unsure();
    },
  };
}

export const noValue: Candidate = () => undefined;
export const noGaps: Gaps = () => [];

/** Nothing satisfies the schema: both proofs hold. */
export const nothing: Relation = {
  subset: true,
  disjoint: true,
  inside: noValue,
  gaps: noGaps,
  unsure: undefined,
};

/** The gap of a value that the contract does not want. */
export function wanted(pattern: Pattern, value: Json, schema: string | undefined): PossibleGap {
  const why = `the contract wants ${patternText(pattern)}`;
  return { value: () => value, why, pattern: pattern.pointer, schema };
}

const maxGaps = 50;

const gapsOf = (relations: readonly Relation[]) => relations.map(({ gaps }) => gaps);

/** The relation of a union: each alternative must be within M, each must share nothing with it. */
export function unionOf(relations: readonly Relation[]): Relation {
  const [only] = relations;
  if (only && relations.length === 1) return only;
  return deferred({
    subset: () => relations.every((one) => one.subset),
    disjoint: () => relations.every((one) => one.disjoint),
    inside: firstOf(relations.map(({ inside }) => inside)),
    gaps: () => chained(gapsOf(relations), maxGaps),
    unsure: () => relations.find((one) => one.unsure !== undefined)?.unsure,
    clashes: () => closestClashes(relations),
  });
}

/** The gaps of one part after the other; no more than so many. */
export function* chained(parts: readonly Gaps[], most = Number.POSITIVE_INFINITY): Generator<PossibleGap> {
  let count = 0;
  for (const part of parts) {
    for (const gap of part()) {
      if (count++ >= most) return;
      yield gap;
    }
  }
}

/** The first candidate of which there is a value, one that passes if that is asked. */
export function firstOf(
  candidates: readonly Candidate[],
  passes: (value: Json) => boolean = () => true,
): Candidate {
  return once(() => {
    for (const candidate of candidates) {
      const value = candidate();
      if (value !== undefined && passes(value)) return value;
    }
    return undefined;
  });
}

/** Findings of one judgement: more would hide the first. */
export const maxShown = 5;

/** The first gaps whose values stand the test; one for each thing that there is to say at a place. */
export function confirmedGaps(
  gaps: Iterable<PossibleGap>,
  isGap: (value: Json) => boolean,
  most = maxShown,
): readonly Gap[] {
  const found: Gap[] = [];
  for (const { value: candidate, ...said } of gaps) {
    if (found.length >= most) break;
    if (found.some((other) => other.why === said.why && other.pattern === said.pattern)) continue;
    const value = candidate();
    if (value !== undefined && isGap(value)) found.push({ value, ...said });
  }
  return found;
}

/** The gaps of a relation with their values put into larger ones. */
export function* within(relation: Relation, wrap: (value: Json) => Json | undefined): Generator<PossibleGap> {
  for (const gap of relation.gaps()) {
    const value = once(() => {
      const inner = gap.value();
      return inner === undefined ? undefined : wrap(inner);
    });
    yield { ...gap, value };
  }
}
