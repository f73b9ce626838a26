import type { Json } from '../../generator/model/json.ts';
import { anySymbol, anyText, type Expression } from '../../generator/model/regular/expression.ts';
import {
  findWord,
  hasWord,
  type WordAnswer,
  type WordQuery,
} from '../../generator/model/regular/find-word.ts';
import { compile, type Language, languageOf } from '../../generator/model/regular/language.ts';
import { safeExpression, type TextTest } from '../../generator/model/regular/safe-expression.ts';
import { keywordsOf } from '../../generator/openapi/keywords.ts';
import type { Case } from '../../generator/openapi/position.ts';
import { type Format, formatOf } from './formats.ts';
import { dateExpression } from './java-date.ts';
import { matches, semverSource } from './matches.ts';
import { type Pattern, patternText } from './pattern.ts';
import { noGaps, type Relation, wanted } from './relation.ts';

/** What a case says of its strings: an upper bound in languages and lengths, and members to try. */
export interface StringSet {
  readonly languages: readonly Language[];
  readonly expressions: readonly TextTest[];
  readonly minLength: number;
  readonly maxLength: number;
  readonly formats: readonly Format[];
  readonly formatNames: readonly string[];
  /** What could not be followed. */
  readonly unsure: string | undefined;
}

/** The strings of a case against a pattern. */
export function relateStrings(one: Case, pattern: Pattern): Relation {
  return relateText(stringSet(one), pattern, one.parts.at(-1)?.pointer);
}

/** The texts of a language (how a parameter or number is printed) against a pattern. */
export function relateLanguage(
  source: string,
  samples: readonly string[],
  pattern: Pattern,
  schema: string | undefined,
): Relation {
  const language = languageOf(source, { reading: 'whole' });
  const set: StringSet = {
    languages: language ? [language] : [],
    expressions: [],
    minLength: 0,
    maxLength: Number.POSITIVE_INFINITY,
    formats: [{ samples }],
    formatNames: [],
    unsure: undefined,
  };
  return relateText(set, pattern, schema);
}

/**
 * Candidates come first, because they cost next to nothing: a string of the set that the pattern refuses shows that
 * there is no "within", one that it accepts no "nothing shared". The languages are asked for what is left open.
 */
function relateText(set: StringSet, pattern: Pattern, schema: string | undefined): Relation {
  const own = ownTexts(set);
  const example = typeof pattern.example === 'string' && plausible(set, pattern.example);
  const candidates = example ? [String(pattern.example), ...own] : own;
  const refused = candidates.find((text) => matches(pattern, text) === false);
  const accepted = candidates.find((text) => matches(pattern, text) === true);
  if (refused !== undefined && accepted !== undefined && !knownWithin(set, pattern))
    return {
      subset: false,
      disjoint: false,
      inside: () => accepted,
      gaps: () => [wanted(pattern, refused, schema)],
      unsure: set.unsure ?? unreadable(pattern),
    };
  const query: WordQuery = {
    within: set.languages,
    outside: [],
    minLength: set.minLength,
    maxLength: set.maxLength,
  };
  const some: WordAnswer = candidates[0] === undefined ? findWord(query) : { word: candidates[0] };
  const outside: WordAnswer = refused === undefined ? outsideOf(query, pattern, some) : { word: refused };
  const shared: WordAnswer =
    accepted === undefined ? sharedWith(set, query, pattern, some) : { word: accepted };
  const subset = some === 'none' || outside === 'none' || knownWithin(set, pattern);
  const disjoint = some === 'none' || shared === 'none';
  const found = (answer: WordAnswer, wanted: boolean): Json | undefined =>
    typeof answer === 'object' && matches(pattern, answer.word) === wanted ? answer.word : undefined;
  const gap = subset ? undefined : (found(outside, false) ?? found(some, false));
  const inside = disjoint ? undefined : (found(shared, true) ?? found(some, true));
  return {
    subset,
    disjoint,
    inside: () => inside ?? (pattern.kind === 'unknown' && !disjoint ? candidates[0] : undefined),
    gaps: gap === undefined ? noGaps : () => [wanted(pattern, gap, schema)],
    unsure: subset || disjoint ? undefined : (set.unsure ?? unreadable(pattern)),
  };
}

function unreadable(pattern: Pattern): string | undefined {
  if (pattern.kind === 'literal') return undefined;
  return textBound(pattern, 'narrow') === undefined
    ? `whether all such strings are ${patternText(pattern)}`
    : undefined;
}

type Bound = Language | 'any' | 'none' | undefined;

function outsideOf(query: WordQuery, pattern: Pattern, some: WordAnswer): WordAnswer {
  const lower = textBound(pattern, 'narrow');
  if (lower === 'any') return 'none';
  if (lower === 'none') return some;
  return lower ? findWord({ ...query, outside: [lower] }) : 'unknown';
}

function sharedWith(set: StringSet, query: WordQuery, pattern: Pattern, some: WordAnswer): WordAnswer {
  // One text alone: it is a string of the set or it is not.
  if (pattern.kind === 'literal' && typeof pattern.value === 'string')
    return mayHold(set, pattern.value) ? { word: pattern.value } : 'none';
  const upper = textBound(pattern, 'wide');
  if (upper === 'none') return 'none';
  if (upper === 'any') return some;
  return upper ? findWord({ ...query, within: [...query.within, upper] }) : 'unknown';
}

/** Format and matcher that say the same, where the languages alone cannot show it (calendars are not regular). */
function knownWithin(set: StringSet, pattern: Pattern): boolean {
  return pattern.kind === 'date' && pattern.format === 'yyyy-MM-dd' && set.formatNames.includes('date');
}

/** A bound of the strings that a pattern accepts. */
function textBound(pattern: Pattern, width: 'narrow' | 'wide'): Bound {
  switch (pattern.kind) {
    case 'literal':
      return typeof pattern.value === 'string' ? compile(literal(pattern.value)) : 'none';
    case 'type':
      return pattern.type === 'string' ? 'any' : 'none';
    case 'regex':
      return languageOf(pattern.source, { reading: 'whole', width });
    case 'semver':
      return languageOf(semverSource, { reading: 'whole', width });
    case 'include':
      return compile({ kind: 'sequence', of: [anyText, literal(pattern.text), anyText] });
    case 'date': {
      const source = dateExpression(pattern.format, width);
      return source === undefined ? undefined : languageOf(source, { reading: 'whole' });
    }
    case 'boolean':
      return languageOf('true|false', { reading: 'whole' });
    case 'not-empty':
      return compile({ kind: 'sequence', of: [anySymbol, anyText] });
    case 'any':
      return 'any';
    case 'unknown':
    case 'all':
    case 'some':
      return undefined;
    default:
      return 'none';
  }
}

function literal(text: string): Expression {
  const of = [...text].map((symbol): Expression => {
    const code = symbol.codePointAt(0) ?? 0;
    return { kind: 'set', intervals: [[code, code]] };
  });
  return { kind: 'sequence', of };
}

const sets = new WeakMap<Case, StringSet>();

/** Remembered: a case is asked about against many others. */
export function stringSet(one: Case): StringSet {
  const known = sets.get(one) ?? makeSet(one);
  sets.set(one, known);
  return known;
}

function makeSet(one: Case): StringSet {
  const languages: Language[] = [];
  const expressions: TextTest[] = [];
  const formats: Format[] = [];
  const formatNames: string[] = [];
  let minLength = 0;
  let maxLength = Number.POSITIVE_INFINITY;
  let unsure: string | undefined;
  for (const { json } of one.parts) {
    const { pattern, format, minLength: least, maxLength: most } = keywordsOf(json);
    if (typeof least === 'number') minLength = Math.max(minLength, least);
    if (typeof most === 'number') maxLength = Math.min(maxLength, most);
    if (typeof format === 'string') formatNames.push(format);
    const known = typeof format === 'string' ? formatOf(format) : undefined;
    if (known) formats.push(known);
    const shape = known?.upper === undefined ? undefined : languageOf(known.upper, { reading: 'whole' });
    if (shape) languages.push(shape);
    if (typeof pattern !== 'string') continue;
    const language = languageOf(pattern, { reading: 'search' });
    if (language) languages.push(language);
    else unsure = `the pattern /${pattern}/ is not followed`;
    const expression = expressionOf(pattern);
    if (expression) expressions.push(expression);
  }
  return { languages, expressions, minLength, maxLength, formats, formatNames, unsure };
}

export function expressionOf(source: string): TextTest | undefined {
  try {
    return safeExpression(source, new RegExp(source, 'u'), 'search');
  } catch {
    return undefined;
  }
}

/** Strings that may belong to the set; where it has formats, only their samples have a chance. */
export function texts(set: StringSet): readonly string[] {
  const samples = set.formats.flatMap((format) => format.samples);
  if (samples.length > 0) return samples;
  const filler = 'text'.repeat(Math.ceil(Math.min(set.minLength, 400) / 4) || 1);
  return ['text', '', filler.slice(0, Math.max(set.minLength, 1)), 'a', '1'];
}

const own = new WeakMap<StringSet, readonly string[]>();

function ownTexts(set: StringSet): readonly string[] {
  const known = own.get(set) ?? texts(set).filter((text) => plausible(set, text));
  own.set(set, known);
  return known;
}

/** Whether a text is one of the set, as far as that can be told. */
export function plausible(set: StringSet, text: string): boolean {
  return mayHold(set, text) && set.expressions.every((expression) => expression.test(text));
}

/** False is a proof: a text of the set has such a length and is in all languages, which are upper bounds. */
function mayHold(set: StringSet, text: string): boolean {
  if (set.minLength > 0 || set.maxLength < text.length) {
    const length = [...text].length;
    if (length < set.minLength || length > set.maxLength) return false;
  }
  return set.languages.every((language) => hasWord(language, text));
}
