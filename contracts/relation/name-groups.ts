import { anyText } from '../../generator/model/regular/expression.ts';
import { findWord } from '../../generator/model/regular/find-word.ts';
import { compile, type Language, languageOf } from '../../generator/model/regular/language.ts';
import { exactLanguage } from './few-values.ts';

/** Each pattern doubles the groups. */
const mostPatterns = 5;

/**
 * Names that are like some patterns, but for a few, in groups: those that are like the same patterns are treated alike. Answers with one name of each
 * group that there is; `unknown` where a pattern cannot be followed or there are too many.
 */
export function nameGroups(
  patterns: readonly string[],
  but: readonly string[],
  like: readonly string[],
): readonly string[] | 'unknown' {
  const usual = usualNames.find((name) => !but.includes(name));
  if (patterns.length + like.length === 0 && usual !== undefined) return [usual];
  if (patterns.length > mostPatterns) return 'unknown';
  const languages = patterns.map((pattern) => languageOf(pattern, { reading: 'search' }));
  const all = [compile(anyText), ...like.map((pattern) => languageOf(pattern, { reading: 'search' }))];
  const none = but.length > 0 ? [exactLanguage(but)] : [];
  const found: string[] = [];
  for (let chosen = 0; chosen < 2 ** languages.length; chosen++) {
    const isChosen = (i: number) => Math.floor(chosen / 2 ** i) % 2 === 1;
    const within = [...all, ...languages.filter((_, i) => isChosen(i))];
    const outside = [...none, ...languages.filter((_, i) => !isChosen(i))];
    const word = wordOf(within, outside);
    if (word === 'unknown') return word;
    if (word !== 'none') found.push(word.word);
  }
  return found;
}

const usualNames = ['another', 'other', 'zz', 'Q', '_', '-', '0', '~', 'é'];

function wordOf(within: readonly (Language | undefined)[], outside: readonly (Language | undefined)[]) {
  const known = (languages: readonly (Language | undefined)[]) =>
    languages.filter((one) => one !== undefined);
  if (known(within).length < within.length || known(outside).length < outside.length) return 'unknown';
  return findWord({ within: known(within), outside: known(outside) });
}
