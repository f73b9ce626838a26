import { isArray } from '../../generator/model/json.ts';
import type { Schema } from '../../generator/openapi/api.ts';
import { keywordsOf } from '../../generator/openapi/keywords.ts';
import { type Case, type Position, sub } from '../../generator/openapi/position.ts';

/** Longer witnesses help nobody. */
export const maxLength = 200;

/** What a case says of its arrays. */
export interface ArraySet {
  readonly low: number;
  readonly high: number;
  /** How many leading positions have schemas of their own. */
  readonly leading: number;
  /** Schemas of items that must be among the others, each by an item of its own (`contains`). */
  readonly contained: readonly Schema[];
  /** No two items are the same. */
  readonly distinct: boolean;
  item(index: number): Position;
}

const sets = new WeakMap<Case, ArraySet>();

/** Remembered: a case is asked about against many others. */
export function arraySet(one: Case): ArraySet {
  const known = sets.get(one) ?? makeSet(one);
  sets.set(one, known);
  return known;
}

function makeSet(one: Case): ArraySet {
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let leading = 0;
  let distinct = false;
  const contained: Schema[] = [];
  for (const part of one.parts) {
    const json = keywordsOf(part.json);
    const { minItems, maxItems, prefixItems, items } = json;
    if (typeof minItems === 'number') low = Math.max(low, minItems);
    if (typeof maxItems === 'number') high = Math.min(high, maxItems);
    const own = isArray(prefixItems) ? prefixItems.length : 0;
    if (items === false) high = Math.min(high, own);
    leading = Math.max(leading, own);
    distinct ||= json.uniqueItems === true;
    const schema = json.contains === undefined ? undefined : sub(part, 'contains');
    const least = schema ? (json.minContains ?? 1) : 0;
    if (schema && typeof least === 'number' && least > 0) {
      low = Math.max(low, least);
      contained.push(...Array.from({ length: Math.min(least, maxLength) }, () => schema));
    }
  }
  const itemAt = (index: number): Position =>
    one.parts.flatMap((part): readonly Schema[] => {
      const prefix = keywordsOf(part.json).prefixItems;
      const own =
        isArray(prefix) && index < prefix.length ? sub(part, 'prefixItems', index) : sub(part, 'items');
      return own ? [own] : [];
    });
  const items: Position[] = [];
  const item = (index: number): Position => {
    const place = Math.min(index, leading);
    const known = items[place] ?? itemAt(place);
    items[place] = known;
    return known;
  };
  return { low, high, leading, contained, distinct, item };
}
