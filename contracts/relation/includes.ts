import type { Position } from '../../generator/openapi/position.ts';
import type { World } from '../../generator/openapi/world.ts';
import { inclusionOf } from './relate-schemas.ts';
import type { Gap } from './relation.ts';
import { validatorOf } from './validator.ts';

/** Whether one schema accepts all that another allows. */
export type Includes =
  | { readonly answer: 'yes' }
  /** Values that the first allows and the second refuses, each confirmed by a validator of either. */
  | { readonly answer: 'no'; readonly gaps: readonly Gap[] }
  | { readonly answer: 'undecided'; readonly reason: string };

const maxShown = 5;

/**
 * Is every value of `a` accepted by `b`? The two may stand in two documents, each with its own reading. `yes` is a proof,
 * `no` has a witness, and everything else is undecided.
 */
export function includes(a: Position, from: World, b: Position, to: World): Includes {
  const { holds, gaps, unsure } = inclusionOf(a, from, b, to);
  if (holds) return { answer: 'yes' };
  const [own, other] = [validatorOf(a, from), validatorOf(b, to)];
  const certain = own && other && own.lossy === undefined;
  const confirmed: Gap[] = [];
  for (const gap of certain ? gaps : []) {
    if (confirmed.length === maxShown) break;
    const told = confirmed.some(({ why, pattern }) => why === gap.why && pattern === gap.pattern);
    if (!told && !own?.fault(gap.value) && other?.fault(gap.value)) confirmed.push(gap);
  }
  if (confirmed.length > 0) return { answer: 'no', gaps: confirmed };
  return { answer: 'undecided', reason: unsure ?? 'neither a proof was found nor a value that is refused' };
}
