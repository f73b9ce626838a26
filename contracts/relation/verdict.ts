import type { Json } from '../../generator/model/json.ts';
import { once } from '../../generator/model/once.ts';
import { type Fit, fitsAlike } from '../../generator/openapi/fits.ts';
import type { Position } from '../../generator/openapi/position.ts';
import type { World } from '../../generator/openapi/world.ts';
import { matches } from './matches.ts';
import type { Pattern } from './pattern.ts';
import { relate } from './relate.ts';
import {
  clashesOf,
  confirmedGaps,
  type Disagreement,
  firstOf,
  type Gap,
  maxShown,
  type PossibleGap,
  type Relation,
} from './relation.ts';
import { type Validator, validatorOf } from './validator.ts';

export type Verdict = 'guaranteed' | 'possible' | 'impossible' | 'undecided';

/** Whether what a schema allows is what a contract accepts, with the evidence. */
export interface Judged {
  readonly verdict: Verdict;
  /** Values that the spec allows and the contract refuses, each confirmed by a validator and the matcher. */
  readonly gaps: readonly Gap[];
  readonly reason?: string;
  /** Of what is impossible: what keeps the two apart, a value or not. */
  readonly clashes?: readonly Disagreement[];
}

/**
 * S within M is `guaranteed`; S and M sharing nothing `impossible`; both only by proof. `possible` needs a confirmed
 * value of each sort. Everything else is `undecided`, with the reason.
 */
export function judge(position: Position, pattern: Pattern, world: World): Judged {
  const relation = relate(position, pattern, world);
  const validator = once(() => validatorOf(position, world));
  const { example } = pattern;
  // One value that both accept and one that the contract refuses answer what proofs about all of them would.
  const shared =
    example !== undefined &&
    matches(pattern, example) === true &&
    fitsAlike(position, example, world) === 'yes';
  const isValid = (value: Json) => isConfirmed(value, fitsAlike(position, value, world), validator);
  const isGap = (value: Json) => matches(pattern, value) === false && isValid(value);
  if (!shared && relation.disjoint) return impossible(relation, isGap);
  const gaps = confirmedGaps(relation.gaps(), isGap);
  if (shared && gaps.length > 0) return { verdict: 'possible', gaps };
  // A confirmed gap outweighs any proof.
  if (gaps.length === 0 && relation.subset) return { verdict: 'guaranteed', gaps };
  if (gaps.length === 0)
    return { verdict: 'undecided', gaps, reason: relation.unsure ?? unconfirmed(validator()) };
  const isShared = (value: Json) => matches(pattern, value) === true && isValid(value);
  if (firstOf([() => example, relation.inside], isShared)() !== undefined)
    return { verdict: 'possible', gaps };
  return {
    verdict: 'undecided',
    gaps,
    reason: relation.unsure ?? 'no response was found that the spec and the contract both accept',
  };
}

/** Of all that the contract wants otherwise only what can never be is told, with values that show it if there are any. */
function impossible(relation: Relation, isGap: (value: Json) => boolean): Judged {
  const clashes = clashesOf(relation).slice(0, maxShown);
  const byPlace = new Map(clashes.map(({ pattern }): [string, PossibleGap[]] => [pattern, []]));
  for (const gap of relation.gaps()) byPlace.get(gap.pattern)?.push(gap);
  const told = clashes.flatMap(({ pattern, why }) => {
    const there = byPlace.get(pattern) ?? [];
    const [same, others] = [there.filter((gap) => gap.why === why), there.filter((gap) => gap.why !== why)];
    return confirmedGaps([...same, ...others], isGap, 1);
  });
  const gaps = told.length > 0 ? told : confirmedGaps(relation.gaps(), isGap, 1);
  return { verdict: 'impossible', gaps, clashes };
}

/** Whether a value is valid: by the evaluator that compiles nothing, and where that is not sure by the validator. */
function isConfirmed(value: Json, fit: Fit, validator: () => Validator | undefined): boolean {
  if (fit !== 'unsure') return fit === 'yes';
  const second = validator();
  return second !== undefined && second.lossy === undefined && second.fault(value) === undefined;
}

function unconfirmed(validator: Validator | undefined): string {
  if (!validator) return 'the validator cannot read the schema';
  if (validator.lossy) return `${validator.lossy} is not followed`;
  return 'no response was found that the spec allows and the contract refuses, nor a proof that there is none';
}
