import type { Json } from '../../generator/model/json.ts';
import type { Kind } from '../../generator/openapi/kinds.ts';
import type { Found } from './check.ts';
import type { Judged, SchemaPair } from './schema-pair.ts';
import { placeOf, said, saysSame } from './shape.ts';

/** What the relation says, as a finding; none where both say the same. */
export function foundOf(
  pair: SchemaPair,
  { verdict, witness, reason }: Judged,
  message: string,
  keywords: readonly string[],
): readonly Found[] {
  if (verdict === 'same') return [];
  const places = { base: placeOf(pair.base, keywords), head: placeOf(pair.head, keywords) };
  return [{ verdict, message, ...places, witness, reason }];
}

/** Keywords that speak of values of some kinds: without effect where no such value comes, or all are listed. */
export function keywordsChanged(
  pair: SchemaPair,
  keywords: readonly string[],
  kinds: readonly Kind[],
): readonly Found[] {
  const { base, head } = pair;
  const shared = pair.shared.filter((kind) => kinds.includes(kind));
  if (shared.length === 0 || saysSame(base, head, keywords) || (base.values && head.values)) return [];
  const message = `${pair.name}: ${keywordsText(pair, keywords)}`;
  const changed = keywords.filter((keyword) => !saysSame(base, head, [keyword]));
  return foundOf(pair, pair.judge(keywords, shared), message, changed);
}

/** `maxLength 10 → 5, pattern ^a is new` */
export function keywordsText(pair: SchemaPair, keywords: readonly string[]): string {
  return keywords
    .filter((keyword) => !saysSame(pair.base, pair.head, [keyword]))
    .map((keyword) => {
      const [before, after] = [said(pair.base, keyword), said(pair.head, keyword)];
      if (before === undefined) return `${keyword} ${shownValue(after)} is new`;
      if (after === undefined) return `${keyword} ${shownValue(before)} is gone`;
      return `${keyword} ${shownValue(before)} → ${shownValue(after)}`;
    })
    .join(', ');
}

export function shownValue(value: Json | undefined): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

export function shownList(values: readonly Json[]): string {
  const shown = values.slice(0, 6).map((value) => JSON.stringify(value));
  return values.length > 6 ? `${shown.join(', ')} and ${values.length - 6} more` : shown.join(', ');
}
