import { once } from '../../generator/model/once.ts';
import { fitsAlike } from '../../generator/openapi/fits.ts';
import type { Position } from '../../generator/openapi/position.ts';
import type { World } from '../../generator/openapi/world.ts';
import { matches } from './matches.ts';
import type { Pattern } from './pattern.ts';
import type { Candidate } from './relation.ts';

/** The example of a pattern, if the schemas and the pattern surely accept it: nothing else need be made up. */
export function sharedExample(pattern: Pattern, position: Position, world: World): Candidate {
  return once(() => {
    const { example } = pattern;
    if (example === undefined || matches(pattern, example) !== true) return undefined;
    return fitsAlike(position, example, world) === 'yes' ? example : undefined;
  });
}
