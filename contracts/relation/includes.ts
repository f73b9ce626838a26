import type { Json } from '../../generator/model/json.ts';
import { once } from '../../generator/model/once.ts';
import { fits } from '../../generator/openapi/fits.ts';
import type { Position } from '../../generator/openapi/position.ts';
import type { World } from '../../generator/openapi/world.ts';
import { candidates } from './candidates.ts';
import { Questions, type Together } from './relate-schemas.ts';
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
  return new Inclusions(from, to).answer(a, b);
}

/** The same question of many pairs of schemas of two documents: what is known of one pair serves the next. */
export class Inclusions {
  readonly #from: World;
  readonly #to: World;
  readonly #questions: Questions;

  constructor(from: World, to: World, together: Together = {}) {
    this.#from = from;
    this.#to = to;
    this.#questions = new Questions(from, to, together);
  }

  /** Whether it is proved; a witness is not looked for. */
  holds(a: Position, b: Position): boolean {
    return this.#questions.position(a, b).holds;
  }

  answer(a: Position, b: Position): Includes {
    const { holds, gaps, unsure } = this.#questions.position(a, b);
    if (holds) return { answer: 'yes' };
    const isAllowed = this.#judge(a, this.#from);
    const isAccepted = this.#judge(b, this.#to);
    const confirmed: Gap[] = [];
    for (const gap of gaps()) {
      if (confirmed.length === maxShown) break;
      const told = confirmed.some(({ why, pattern }) => why === gap.why && pattern === gap.pattern);
      if (!told && isAllowed(gap.value) === true && isAccepted(gap.value) === false) confirmed.push(gap);
    }
    if (confirmed.length > 0) return { answer: 'no', gaps: confirmed };
    for (const value of candidates(a, this.#from, b, this.#to)) {
      if (isAllowed(value) !== true || isAccepted(value) !== false) continue;
      const places = { pattern: b[0]?.pointer ?? '', schema: a[0]?.pointer };
      return { answer: 'no', gaps: [{ value, why: 'it may come and is not accepted', ...places }] };
    }
    return { answer: 'undecided', reason: unsure ?? 'neither a proof was found nor a value that is refused' };
  }

  /** Our own evaluator is asked first: a validator is compiled for what it is not sure of. */
  #judge(position: Position, world: World): (value: Json) => boolean | undefined {
    const validator = once(() => validatorOf(position, world));
    return (value) => {
      const fit = fits(position, value, world);
      if (fit !== 'unsure') return fit === 'yes';
      const second = validator();
      return second && second.lossy === undefined ? second.fault(value) === undefined : undefined;
    };
  }
}
