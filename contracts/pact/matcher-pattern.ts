import { type Json, stringMember } from '../../generator/model/json.ts';
import { type Pattern, type PatternKind, typeOf } from '../relation/pattern.ts';
import type { Applied, Matcher } from './matching-rules.ts';

/** The pattern of a scalar with the rule that applies to it, or the scalar itself. */
export function scalarPattern(example: Json, rule: Applied | undefined, pointer: string): Pattern {
  if (!rule || rule.matchers.length === 0) return { kind: 'literal', value: example, pointer, example };
  return combined(rule, pointer, example, (matcher) => ({
    ...scalarMatcher(matcher, example),
    pointer,
    example,
  }));
}

/**
 * The pattern of a text: a path, a header, a query parameter, a body of text. Matchers of numbers take texts of digits
 * there, and the core takes no sign for an integer and an integer for a decimal.
 */
export function textPattern(example: string, rule: Applied | undefined, pointer: string): Pattern {
  if (!rule || rule.matchers.length === 0) return scalarPattern(example, rule, pointer);
  return combined(rule, pointer, example, (matcher) => {
    const source = printedNumbers.get(matcherName(matcher));
    const kind: PatternKind =
      source === undefined ? scalarMatcher(matcher, example) : { kind: 'regex', source };
    return { ...kind, pointer, example };
  });
}

const printedNumber = '-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?';
const printedNumbers: ReadonlyMap<string, string> = new Map([
  ['integer', '0|[1-9][0-9]*'],
  ['decimal', printedNumber],
  ['number', printedNumber],
]);

/** Puts the patterns of a rule's matchers together. */
export function combined(
  rule: Applied,
  pointer: string,
  example: Json,
  make: (matcher: Matcher) => Pattern,
): Pattern {
  const of = rule.matchers.map(make);
  const [only] = of;
  if (of.length === 1 && only) return only;
  return { kind: rule.combine === 'OR' ? 'some' : 'all', of, pointer, example };
}

/** The matchers of the Pact specification V2 to V4, as the Pact core reads them; any other is `unknown`. */
export function scalarMatcher(matcher: Matcher, example: Json): PatternKind {
  const { json } = matcher;
  const name = matcherName(matcher);
  const known = Object.hasOwn(scalars, name) ? scalars[name] : undefined;
  if (known) return known(json, example);
  return unknown(`the matcher ${JSON.stringify(name)}`);
}

/** Matchers that are more than a scalar's, which their own files read. */
const structural = new Set([
  'none',
  'arrayContains',
  'eachKey',
  'eachValue',
  'values',
  'contentType',
  'statusCode',
]);

export function isKnownMatcher(name: string): boolean {
  return Object.hasOwn(scalars, name) || structural.has(name);
}

/** V2 writes `{ "regex": "…" }` and `{ "min": 1 }` without naming the matcher. */
export function matcherName(matcher: Matcher): string {
  const name = stringMember(matcher.json, 'match');
  if (name !== undefined) return name;
  if (typeof matcher.json['regex'] === 'string') return 'regex';
  return matcher.json['min'] !== undefined || matcher.json['max'] !== undefined ? 'type' : 'none';
}

type Scalar = (json: Matcher['json'], example: Json) => PatternKind;

const type: Scalar = (_, example) => ({ kind: 'type', type: typeOf(example) });

const scalars: Readonly<Record<string, Scalar>> = {
  type,
  equality: (_, example) => ({ kind: 'literal', value: example }),
  regex: (json) =>
    typeof json['regex'] === 'string'
      ? { kind: 'regex', source: json['regex'] }
      : unknown('a regex matcher without a regex'),
  include: (json) =>
    json['value'] === undefined
      ? unknown('an include matcher without a value')
      : { kind: 'include', text: textOf(json['value']) },
  integer: () => ({ kind: 'integer' }),
  decimal: () => ({ kind: 'decimal' }),
  number: () => ({ kind: 'type', type: 'number' }),
  boolean: () => ({ kind: 'boolean' }),
  null: () => ({ kind: 'literal', value: null }),
  date: (json) => dated(json, 'date'),
  time: (json) => dated(json, 'time'),
  timestamp: (json) => dated(json, 'timestamp'),
  datetime: (json) => dated(json, 'datetime'),
  semver: () => ({ kind: 'semver' }),
  notEmpty: () => ({ kind: 'not-empty' }),
};

/** The format stands under `format` (V4) or under the matcher's own name (V3). */
function dated(json: Matcher['json'], name: string): PatternKind {
  const format = json['format'] ?? json[name] ?? json['timestamp'];
  return typeof format === 'string'
    ? { kind: 'date', format }
    : unknown(`a ${name} matcher without a format`);
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export function unknown(reason: string): PatternKind {
  return { kind: 'unknown', reason };
}
