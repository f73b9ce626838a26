import type { Json } from '../../generator/model/json.ts';

/**
 * What is known of a set S (the values of a schema position) and a set M (the values of a pattern). `subset` and
 * `disjoint` are proofs; false means "not proved". `inside` and the gaps are candidates: likely members of S that M
 * accepts or refuses, to be confirmed by a validator and the matcher before anybody sees them.
 */
export interface Relation {
  readonly subset: boolean;
  readonly disjoint: boolean;
  readonly inside: Json | undefined;
  readonly gaps: readonly Gap[];
  /** Why neither is proved, where that is for want of understanding. */
  readonly unsure: string | undefined;
}

/** A value that S allows and M refuses, and the two places that disagree. */
export interface Gap {
  readonly value: Json;
  readonly why: string;
  /** In the contract. */
  readonly pattern: string;
  /** In the spec. */
  readonly schema: string | undefined;
}

/** Nothing satisfies the schema: both proofs hold. */
export const nothing: Relation = {
  subset: true,
  disjoint: true,
  inside: undefined,
  gaps: [],
  unsure: undefined,
};

const maxGaps = 12;

/** The relation of a union: each alternative must be within M, each must share nothing with it. */
export function unionOf(relations: readonly Relation[]): Relation {
  const subset = relations.every((one) => one.subset);
  const disjoint = relations.every((one) => one.disjoint);
  return {
    subset,
    disjoint,
    inside: relations.find((one) => one.inside !== undefined)?.inside,
    gaps: relations.flatMap((one) => one.gaps).slice(0, maxGaps),
    unsure: subset || disjoint ? undefined : relations.find((one) => one.unsure !== undefined)?.unsure,
  };
}

/** The same relation with its values put into a larger one. */
export function within(relation: Relation, wrap: (value: Json) => Json | undefined): readonly Gap[] {
  return relation.gaps.flatMap((gap) => {
    const value = wrap(gap.value);
    return value === undefined ? [] : [{ ...gap, value }];
  });
}
