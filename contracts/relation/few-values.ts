import type { Json } from '../../generator/model/json.ts';
import { findWord } from '../../generator/model/regular/find-word.ts';
import { languageOf } from '../../generator/model/regular/language.ts';
import type { Kind } from '../../generator/openapi/kinds.ts';
import type { Case } from '../../generator/openapi/position.ts';
import { numberSet } from './numbers.ts';
import { stringSet } from './strings.ts';

/** A list of values that somebody wrote by hand is not longer. */
const mostValues = 200;

/**
 * All values of a kind, where there are few although nobody lists them: the numbers between two bounds, or the texts of a
 * pattern that are among some, or one that is not. Undefined where that is not known.
 */
export function fewValues(one: Case, kind: Kind, listed: readonly Json[]): readonly Json[] | undefined {
  if (kind === 'integer') return integers(one);
  return kind === 'string' ? textsAmong(one, listed) : undefined;
}

function integers(one: Case): readonly number[] | undefined {
  const { low, high } = numberSet(one, 'integer');
  const [least, most] = [Math.ceil(low), Math.floor(high)];
  if (!Number.isFinite(least) || !Number.isFinite(most) || most - least >= mostValues) return undefined;
  return Array.from({ length: Math.max(0, most - least + 1) }, (_, i) => least + i);
}

function textsAmong(one: Case, listed: readonly Json[]): readonly string[] | undefined {
  const { languages, minLength, maxLength, formatNames, unsure } = stringSet(one);
  const texts = listed.filter((value) => typeof value === 'string');
  if (languages.length === 0 || formatNames.length > 0 || unsure !== undefined || texts.length > mostValues)
    return undefined;
  const exactly = exactLanguage(texts);
  if (!exactly) return undefined;
  const other = findWord({ within: languages, outside: [exactly], minLength, maxLength });
  if (other === 'unknown') return undefined;
  return other === 'none' ? texts : [...texts, other.word];
}

/** The language of some texts. */
export function exactLanguage(texts: readonly string[]) {
  const sources = texts.map((text) =>
    text.replace(/[^A-Za-z0-9]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
  return languageOf(sources.join('|'), { reading: 'whole' });
}
