import type { Json } from '../../generator/model/json.ts';
import { once } from '../../generator/model/once.ts';
import { fits } from '../../generator/openapi/fits.ts';
import { isPlain, keywordsOf } from '../../generator/openapi/keywords.ts';
import type { Position } from '../../generator/openapi/position.ts';
import type { World } from '../../generator/openapi/world.ts';
import { shown } from './listed-text.ts';
import type { Pattern } from './pattern.ts';
import { clashesOf, deferred, type Relation } from './relation.ts';

/** Of a contract that wants one value it is enough to know whether that is valid, whatever else is known of the schema. */
export function byOnlyValue(whole: Relation, position: Position, pattern: Pattern, world: World): Relation {
  if (!mayTellMore(position, pattern)) return whole;
  const only = once(() => {
    const value = onlyValue(pattern);
    return value === undefined ? undefined : { value, fit: fits(position, value, world) };
  });
  return deferred({
    subset: () => whole.subset,
    disjoint: () => whole.disjoint || only()?.fit === 'no',
    inside: () => (only()?.fit === 'yes' ? only()?.value : whole.inside()),
    gaps: whole.gaps,
    unsure: () => whole.unsure,
    clashes: () => {
      const wanted = whole.disjoint ? undefined : only();
      if (!wanted) return clashesOf(whole);
      const why = `the spec does not allow ${shown(wanted.value)}`;
      return [{ why, pattern: pattern.pointer, schema: position.at(-1)?.pointer }];
    },
  });
}

/** Of scalars that one schema describes all is known. */
function mayTellMore([first, ...others]: Position, pattern: Pattern): boolean {
  const { kind } = pattern;
  if (kind !== 'literal') return kind === 'list' || (kind === 'record' && !pattern.open);
  return !first || others.length > 0 || typeof first.json === 'boolean' || !isPlain(keywordsOf(first.json));
}

/** The one value that a pattern accepts; undefined where it accepts more, or none. */
function onlyValue(pattern: Pattern): Json | undefined {
  switch (pattern.kind) {
    case 'literal':
      return pattern.value;
    case 'list':
      return pattern.rest === undefined ? onlyItems(pattern.prefix) : undefined;
    case 'record': {
      const values = pattern.open ? undefined : onlyItems(pattern.members.map((member) => member.pattern));
      return values && Object.fromEntries(pattern.members.map(({ name }, i) => [name, values[i] as Json]));
    }
    default:
      return undefined;
  }
}

function onlyItems(patterns: readonly Pattern[]): Json[] | undefined {
  const values: Json[] = [];
  for (const pattern of patterns) {
    const value = onlyValue(pattern);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}
