import type { Json } from '../../generator/model/json.ts';
import { anyText } from '../../generator/model/regular/expression.ts';
import { findWord } from '../../generator/model/regular/find-word.ts';
import { compile, type Language, languageOf } from '../../generator/model/regular/language.ts';
import { finiteValues, type Kind, kindsAt, kindsOf } from '../../generator/openapi/kinds.ts';
import { type Case, casesOf, type Position } from '../../generator/openapi/position.ts';
import type { World } from '../../generator/openapi/world.ts';
import { upperTexts, variations } from './admits.ts';
import { listText } from './listed-text.ts';
import { matches } from './matches.ts';
import { numberSet } from './numbers.ts';
import { type Pattern, patternText } from './pattern.ts';
import {
  clashesOf,
  confirmedGaps,
  firstOf,
  noGaps,
  nothing,
  type PossibleGap,
  type Relation,
  unionOf,
} from './relation.ts';
import { relateLanguage, relateStrings } from './strings.ts';
import { isSurelyValid, validatorOf } from './validator.ts';
import type { Judged } from './verdict.ts';

/** The values that a text may stand for where a schema describes a header, a parameter or a text body. */
export function valuesOfText(text: string, position: Position, world: World): readonly Json[] {
  const kinds = kindsAt(position, world);
  const values: Json[] = [];
  if (
    (kinds.has('integer') || kinds.has('fraction')) &&
    /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) &&
    Number.isFinite(Number(text))
  )
    values.push(Number(text));
  if (kinds.has('boolean') && (text === 'true' || text === 'false')) values.push(text === 'true');
  if (kinds.has('null') && (text === '' || text === 'null')) values.push(null);
  return kinds.has('string') || values.length === 0 ? [...values, text] : values;
}

/** Why no reading of a text is valid; undefined if one is. */
export function textFault(text: string, position: Position, world: World): string | undefined {
  const values = valuesOfText(text, position, world);
  if (values.some((value) => isSurelyValid(position, value, world))) return undefined;
  const validator = validatorOf(position, world);
  if (!validator) return undefined;
  const faults = values.map((value) => validator.fault(value));
  return faults.some((fault) => fault === undefined) ? undefined : (faults[0]?.message ?? 'not valid');
}

/** Why nobody knows whether a text is valid that has no fault; undefined if it is. */
export function textDoubt(text: string, position: Position, world: World): string | undefined {
  const values = valuesOfText(text, position, world);
  if (values.some((value) => isSurelyValid(position, value, world))) return undefined;
  const validator = validatorOf(position, world);
  if (!validator) return 'the validator cannot read the schema';
  return validator.lossy === undefined ? undefined : `${validator.lossy} is not followed`;
}

/** Texts that a schema allows (as they are printed) against the texts that a contract accepts. */
export function judgeText(position: Position, pattern: Pattern, world: World): Judged {
  const cases = casesOf(position, world);
  const relation =
    cases.length === 0 ? nothing : unionOf(cases.map((one) => relatePrinted(one, pattern, world)));
  const allowed = (value: Json) =>
    typeof value === 'string' && textFault(value, position, world) === undefined;
  const gaps = confirmedGaps(
    relation.subset ? [] : relation.gaps(),
    (value) => matches(pattern, value) === false && allowed(value),
  );
  if (relation.disjoint) return { verdict: 'impossible', gaps, clashes: clashesOf(relation) };
  if (relation.subset) return { verdict: 'guaranteed', gaps: [] };
  const shared = firstOf(
    [() => pattern.example, relation.inside],
    (value) => matches(pattern, value) === true && allowed(value),
  );
  if (gaps.length > 0 && shared() !== undefined) return { verdict: 'possible', gaps };
  return {
    verdict: 'undecided',
    gaps,
    reason: relation.unsure ?? `whether all such texts are ${patternText(pattern)}`,
  };
}

function relatePrinted(one: Case, pattern: Pattern, world: World): Relation {
  const kinds = kindsOf(one, world);
  const values = finiteValues(one);
  const schema = one.parts.at(-1)?.pointer;
  if (values) return printedValues(values, pattern, schema);
  return unionOf(kinds.map((kind) => printedKind(one, kind, pattern, schema)));
}

function printedKind(one: Case, kind: Kind, pattern: Pattern, schema: string | undefined): Relation {
  const sign = (number: 'integer' | 'fraction') => (numberSet(one, number).low >= 0 ? '' : '-?');
  switch (kind) {
    case 'string':
      return relateStrings(one, pattern);
    case 'integer':
      return relateLanguage(`${sign(kind)}(0|[1-9]\\d*)`, ['0', '12', '-1', '7', '150'], pattern, schema);
    case 'fraction':
      return relateLanguage(`${sign(kind)}\\d+(\\.\\d+)?([eE][+-]?\\d+)?`, ['0.5', '-1.5'], pattern, schema);
    case 'boolean':
      return printedValues(['true', 'false'], pattern, schema);
    case 'null':
      return printedValues([''], pattern, schema);
    default:
      return {
        subset: false,
        disjoint: false,
        inside: () => pattern.example,
        gaps: noGaps,
        unsure: 'how arrays and objects are printed in a text',
      };
  }
}

function printedValues(values: readonly Json[], pattern: Pattern, schema: string | undefined): Relation {
  const texts = values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
  const judged = texts.map((value) => ({ value, match: matches(pattern, value) }));
  return {
    subset: judged.every(({ match }) => match === true),
    disjoint: judged.every(({ match }) => match === false),
    inside: () => judged.find(({ match }) => match === true)?.value,
    gaps: () =>
      judged
        .filter(({ match }) => match === false)
        .map(
          ({ value }): PossibleGap => ({
            value: () => value,
            why: `the spec also allows ${JSON.stringify(value)}, the contract wants ${patternText(pattern)}`,
            pattern: pattern.pointer,
            schema,
          }),
        ),
    clashes: () => [
      {
        why: `the spec allows ${listText(texts)}, the contract wants ${patternText(pattern)}`,
        pattern: pattern.pointer,
        schema,
        listed: true,
      },
    ],
    unsure: judged.some(({ match }) => match === undefined)
      ? 'whether the matcher accepts all of the values'
      : undefined,
  };
}

/**
 * A request's text with a matcher: does the schema accept every text that the matcher admits? The example is known to
 * be valid. Answers with a text that is admitted and not valid, where there is one.
 */
export function admitsTexts(
  position: Position,
  pattern: Pattern,
  world: World,
): { verdict: 'guaranteed' | 'undecided' } | { verdict: 'possible'; witness: string } {
  if (pattern.kind === 'literal' && pattern.value === (pattern.example ?? pattern.value))
    return { verdict: 'guaranteed' };
  const upper = upperTexts(pattern);
  const lower = printedLanguage(position, world);
  if (upper && lower && findWord({ within: [upper], outside: [lower] }) === 'none')
    return { verdict: 'guaranteed' };
  const outside = upper ? findWord({ within: [upper], outside: lower ? [lower] : [] }) : 'unknown';
  const tried = [...(typeof outside === 'object' ? [outside.word] : []), ...variations(pattern)];
  for (const word of tried) {
    if (
      typeof word === 'string' &&
      matches(pattern, word) === true &&
      textFault(word, position, world) !== undefined
    )
      return { verdict: 'possible', witness: word };
  }
  return { verdict: 'undecided' };
}

/** Texts that a schema surely accepts; undefined where no such language is known. */
export function printedLanguage(position: Position, world: World): Language | undefined {
  const cases = casesOf(position, world);
  const [one] = cases;
  if (!one || cases.length > 1 || one.hazy) return undefined;
  if (one.parts.length === 0) return compile(anyText);
  const values = finiteValues(one);
  const restricting = one.parts
    .flatMap(({ json }) => Object.keys(json))
    .filter((keyword) => !harmless.has(keyword) && !keyword.startsWith('x-'));
  if (values && restricting.every((keyword) => keyword === 'enum' || keyword === 'const')) {
    const texts = values
      .filter((value) => typeof value === 'string')
      .map((value) =>
        value.replace(
          /[^A-Za-z0-9]/g,
          (symbol) => `\\u${(symbol.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
        ),
      );
    return languageOf(texts.join('|'), { reading: 'whole' });
  }
  const kinds = kindsOf(one, world);
  if (kinds.includes('string'))
    return restricting.length === 0 ? compile(anyText) : patternAlone(one, restricting);
  if (kinds.includes('integer')) return integerTexts(one, restricting);
  return kinds.includes('boolean') && restricting.length === 0
    ? languageOf('true|false', { reading: 'whole' })
    : undefined;
}

const harmless = new Set([
  'type',
  'nullable',
  'title',
  'description',
  'example',
  'examples',
  'default',
  'deprecated',
  'externalDocs',
  '$ref',
  'allOf',
]);

function patternAlone(one: Case, restricting: readonly string[]): Language | undefined {
  const [keyword] = restricting;
  if (restricting.length !== 1 || keyword === undefined) return undefined;
  const value = one.parts.map(({ json }) => json[keyword]).find((found) => found !== undefined);
  if (keyword === 'pattern' && typeof value === 'string') return languageOf(value, { reading: 'search' });
  return keyword === 'minLength' && typeof value === 'number' && value <= 20
    ? languageOf(`[\\s\\S]{${value},}`, { reading: 'whole' })
    : undefined;
}

function integerTexts(one: Case, restricting: readonly string[]): Language | undefined {
  const others = restricting.filter((keyword) => keyword !== 'minimum' && keyword !== 'format');
  if (others.length > 0) return undefined;
  const least = one.parts.flatMap(({ json }) =>
    typeof json['minimum'] === 'number' ? [json['minimum']] : [],
  );
  if (least.length === 0) return languageOf('-?(0|[1-9]\\d*)', { reading: 'whole' });
  const low = Math.max(...least);
  if (low <= 0) return languageOf('0|[1-9]\\d*', { reading: 'whole' });
  return low <= 1 ? languageOf('[1-9]\\d*', { reading: 'whole' }) : undefined;
}
