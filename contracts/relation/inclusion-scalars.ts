import { findWord } from '../../generator/model/regular/find-word.ts';
import { languageOf } from '../../generator/model/regular/language.ts';
import type { Case, Part } from '../../generator/openapi/position.ts';
import { all, holds, type Inclusion, type KindQuestion, unsure } from './inclusion.ts';
import { contains, type NumberSet, numberSet, samples } from './numbers.ts';
import { plausible, type StringSet, stringSet, texts } from './strings.ts';

const int32 = { low: -2147483648, high: 2147483647 };

export function numbersWithin(question: KindQuestion): Inclusion {
  const kind = question.kind === 'integer' ? 'integer' : 'fraction';
  const set = boundedSet(question.one, kind);
  if (set.low > set.high) return holds;
  return all(question.parts.map((part) => numbersWithinPart(question, kind, set, part)));
}

/** The numbers of a case, within those that int32 can hold where that is said. */
function boundedSet(one: Case, kind: 'integer' | 'fraction'): NumberSet {
  const set = numberSet(one, kind);
  if (!one.parts.some(({ json }) => json['format'] === 'int32')) return set;
  const [low, high] = [Math.max(set.low, int32.low), Math.min(set.high, int32.high)];
  return {
    ...set,
    low,
    high,
    openLow: set.openLow && low === set.low,
    openHigh: set.openHigh && high === set.high,
  };
}

function numbersWithinPart(
  { one }: KindQuestion,
  kind: 'integer' | 'fraction',
  set: NumberSet,
  part: Part,
): Inclusion {
  const { multipleOf } = part.json;
  if (typeof multipleOf === 'number' && !(multipleOf > 0)) return unsure('a multipleOf that is not positive');
  const wanted = numberSet({ parts: [part], perhaps: [], hazy: undefined }, kind);
  const narrow = part.json['format'] === 'int32';
  const low = narrow ? Math.max(wanted.low, int32.low) : wanted.low;
  const high = narrow ? Math.min(wanted.high, int32.high) : wanted.high;
  const above = set.low > low || (set.low === low && (!wanted.openLow || set.openLow));
  const below = set.high < high || (set.high === high && (!wanted.openHigh || set.openHigh));
  const steps = wanted.steps.every((step) => isMultiple(set, step));
  if (above && below && steps) return holds;
  const bound = { ...wanted, low, high };
  const tried = [...samples(set), ...samples(bound), low - 1, high + 1, low - 0.5, high + 0.5];
  const value = tried.find((number) => contains(set, number) && !contains(bound, number));
  if (value === undefined) return { ...unsure('whether all such numbers lie within the bounds') };
  const what = above ? (below ? 'a multiple of another number' : 'too great') : 'too small';
  const gap = { value, why: `${value} may come and is ${what}`, pattern: part.pointer };
  return { holds: false, gaps: () => [{ ...gap, schema: one.parts.at(-1)?.pointer }], unsure: undefined };
}

function leastMultiple(a: number, b: number): number {
  let [rest, divisor] = [a, b];
  while (rest !== 0) [rest, divisor] = [divisor % rest, rest];
  return (a / divisor) * b;
}

/** Whether every number of the set is a multiple: of one of its own steps, or as a whole number. */
function isMultiple(set: NumberSet, step: number): boolean {
  const own = set.kind === 'integer' ? [...set.steps, 1] : set.steps;
  const whole = own.filter(Number.isInteger);
  const all = whole.reduce(leastMultiple, 1);
  return [...own, ...(whole.length > 0 ? [all] : [])].some((mine) => Number.isInteger(mine / step));
}

export function stringsWithin(question: KindQuestion): Inclusion {
  const set = stringSet(question.one);
  return all(question.parts.map((part) => stringsWithinPart(question, set, part)));
}

function stringsWithinPart({ one }: KindQuestion, set: StringSet, part: Part): Inclusion {
  const { minLength, maxLength, pattern, format } = part.json;
  const query = { within: set.languages, outside: [], minLength: set.minLength, maxLength: set.maxLength };
  const report = (word: string | undefined, why: string): Inclusion => {
    const value = [word, ...texts(set)].find((text) => text !== undefined && plausible(set, text));
    const gap = { why, pattern: part.pointer, schema: one.parts.at(-1)?.pointer };
    return { holds: false, gaps: () => (value === undefined ? [] : [{ ...gap, value }]), unsure: set.unsure };
  };
  const found: Inclusion[] = [];
  if (typeof minLength === 'number' && minLength > set.minLength) {
    const short = findWord({ ...query, maxLength: Math.min(set.maxLength, minLength - 1) });
    if (short !== 'none')
      found.push(
        report(
          wordOf(short) ?? texts(set).find((text) => [...text].length < minLength),
          'a shorter text may come',
        ),
      );
  }
  if (typeof maxLength === 'number' && maxLength < set.maxLength) {
    const long = findWord({ ...query, minLength: Math.max(set.minLength, maxLength + 1) });
    if (long !== 'none')
      found.push(report(wordOf(long) ?? 'x'.repeat(maxLength + 1), 'a longer text may come'));
  }
  if (typeof pattern === 'string' && !one.parts.some(({ json }) => json['pattern'] === pattern)) {
    const language = languageOf(pattern, { reading: 'search' });
    const outside = language ? findWord({ ...query, outside: [language] }) : 'unknown';
    if (outside !== 'none')
      found.push(report(wordOf(outside), `a text may come that is not like /${pattern}/`));
  }
  if (typeof format === 'string' && asserted.has(format) && !set.formatNames.includes(format))
    found.push(report(undefined, `a text may come that is no ${format}`));
  return all(found);
}

function wordOf(answer: ReturnType<typeof findWord>): string | undefined {
  return typeof answer === 'object' ? answer.word : undefined;
}

/** Formats of texts that the validator holds values to; others say nothing that could be refused. */
const asserted = new Set([
  'date',
  'time',
  'date-time',
  'iso-time',
  'iso-date-time',
  'duration',
  'uri',
  'uri-reference',
  'uri-template',
  'url',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'regex',
  'uuid',
  'json-pointer',
  'json-pointer-uri-fragment',
  'relative-json-pointer',
  'byte',
]);
