import { isObject } from '../../generator/model/json.ts';
import type { Schema } from '../../generator/openapi/api.ts';
import { fits } from '../../generator/openapi/fits.ts';
import { keywordsOf } from '../../generator/openapi/keywords.ts';
import { casesOf, type Position } from '../../generator/openapi/position.ts';
import type { World } from '../../generator/openapi/world.ts';
import { admitsAll } from './admits.ts';
import { demandsOf } from './demands.ts';
import type { Pattern } from './pattern.ts';

/**
 * Two alternatives of a `oneOf` that both accept all that a pattern accepts, so that the position takes none of it.
 * Undefined where that is not proved: it is looked for with single values, and with objects of such.
 */
export function takenTwice(
  position: Position,
  pattern: Pattern,
  world: World,
): readonly [Schema, Schema] | undefined {
  if (!isSimple(pattern)) return undefined;
  for (const { branches, exclusive } of demandsOf(position, world).choices) {
    if (!exclusive) continue;
    const [one, two] = branches.filter((branch) => takes(branch, pattern, world));
    if (one && two) return [one, two];
  }
  return undefined;
}

/** Of one type alone: a regular expression may fit a number as well, as the core prints it. */
const single = new Set(['literal', 'integer', 'decimal', 'date']);

/** What is within an object of a member is closed in each alternative for itself: of such none is looked at. */
function isSimple(pattern: Pattern): boolean {
  if (pattern.kind === 'record') {
    const { example, members } = pattern;
    const names = new Set(members.map(({ name }) => name));
    return (
      isObject(example) &&
      Object.keys(example).every((name) => names.has(name)) &&
      members.every((member) => isSingle(member.pattern))
    );
  }
  return pattern.example !== undefined && isSingle(pattern);
}

function isSingle(pattern: Pattern): boolean {
  if (pattern.kind === 'type') return pattern.type !== 'object' && pattern.type !== 'array';
  if (pattern.kind === 'literal') return typeof pattern.value !== 'object' || pattern.value === null;
  return single.has(pattern.kind);
}

function takes(branch: Schema, pattern: Pattern, world: World): boolean {
  // An alternative does not close the object that it describes a part of.
  const open = { ...world, closed: false };
  return (
    pattern.example !== undefined &&
    fits([branch], pattern.example, open) === 'yes' &&
    admitsAll([branch], pattern, open) &&
    (pattern.kind !== 'record' || !pattern.open || speaksOfNoOther(branch, pattern, open))
  );
}

/** Other members may come, and be what they like. */
function speaksOfNoOther(
  branch: Schema,
  { members }: Extract<Pattern, { kind: 'record' }>,
  world: World,
): boolean {
  const names = new Set(members.map(({ name }) => name));
  return casesOf([branch], world).every(({ parts }) =>
    parts.every(({ json }) => {
      const { properties, additionalProperties } = keywordsOf(json);
      return (
        additionalProperties === undefined &&
        Object.keys(isObject(properties) ? properties : {}).every((name) => names.has(name))
      );
    }),
  );
}
