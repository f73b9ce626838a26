import { isArray, type Json } from '../../generator/model/json.ts';
import { once } from '../../generator/model/once.ts';
import type { Position } from '../../generator/openapi/position.ts';
import { type ArraySet, maxLength } from './array-set.ts';
import type { Candidate } from './relation.ts';

type Item = (index: number) => Json | undefined;

/** A value of an inner position. */
export type Sample = (position: Position) => Json | undefined;

/** An array of so many items, made when somebody asks for it. */
export function arrayOf(set: ArraySet, sample: Sample, length: number, item: Item): Candidate {
  return once(() => build(set, sample, length, item));
}

/**
 * An array of so many items, the last of which are those that must be among them; the one at `kept` stays as it is.
 * Undefined where one of them cannot be made, or it would be too long.
 */
export function build(
  set: ArraySet,
  sample: Sample,
  length: number,
  item: Item,
  kept = -1,
): readonly Json[] | undefined {
  const { contained } = set;
  const first = length - contained.length - (kept >= length - contained.length ? 1 : 0);
  let next = 0;
  const items = fill(set, length, (i) => {
    const schema = i === kept || i < first ? undefined : contained[next++];
    return (schema && sample([...set.item(i), schema])) ?? item(i);
  });
  return items && set.distinct ? apart(items, kept) : items;
}

function fill(set: ArraySet, length: number, item: Item): readonly Json[] | undefined {
  if (length > set.high || length > maxLength) return undefined;
  const items: Json[] = [];
  for (let i = 0; i < length; i++) {
    const value = item(i);
    if (value === undefined) return undefined;
    items.push(value);
  }
  return items;
}

/** Makes items that are the same differ, as far as their kind allows: the validator has the last word. */
function apart(items: readonly Json[], kept: number): readonly Json[] {
  const seen = new Set<string>(kept === -1 ? [] : [JSON.stringify(items[kept])]);
  /** How often an item was made to differ: the next like it goes on from there. */
  const tries = new Map<string, number>();
  return items.map((item, i) => {
    if (i === kept) return item;
    const text = JSON.stringify(item);
    let other: Json | undefined = item;
    let said = text;
    for (let n = tries.get(text) ?? 1; seen.has(said) && n <= maxLength; n++) {
      tries.set(text, n + 1);
      other = varied(item, n);
      if (other === undefined) break;
      said = JSON.stringify(other);
    }
    seen.add(said);
    return other ?? item;
  });
}

/** Another value for each `n`, as far as there are others. */
function varied(value: Json, n: number): Json | undefined {
  if (typeof value === 'number') return value + n;
  if (typeof value === 'string') return `${value}${n}`;
  if (typeof value === 'boolean') return n === 1 ? !value : undefined;
  if (isArray(value)) {
    const [first, ...others] = value;
    const other = first === undefined ? undefined : varied(first, n);
    return other === undefined ? undefined : [other, ...others];
  }
  if (value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const other = varied(inner, n);
    if (other !== undefined) return { ...value, [name]: other };
  }
  return undefined;
}
