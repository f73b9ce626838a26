import { type Diagnostic, defineProblem } from '../../generator/model/diagnostic.ts';
import { isArray, isObject, type Json } from '../../generator/model/json.ts';
import { findWord } from '../../generator/model/regular/find-word.ts';
import { languageOf } from '../../generator/model/regular/language.ts';
import type { Placer } from './interaction.ts';
import { isKnownMatcher, matcherName } from './matcher-pattern.ts';
import type { Category, Matcher, MatchingRules, Rule, RuleSet } from './matching-rules.ts';

interface Gathered {
  readonly what: string;
  /** How many more like this are in the file. */
  readonly more: number;
}

const unknownMatcher = defineProblem<Gathered>({
  code: 'pact/unknown-matcher',
  severity: 'warning',
  summary: 'A matcher is none of the Pact specification.',
  message: (p) => `the matcher ${p.what} is not known${others(p)}: whatever it decides is undecided`,
  help: 'Use a matcher of the Pact specification, or look at the verdicts it touches by hand.',
});
const unanchored = defineProblem<Gathered>({
  code: 'pact/regex-unanchored',
  severity: 'warning',
  summary: 'A regular expression of a matcher reads differently where it is searched for.',
  message: (p) =>
    `the regex ${p.what} is read as the whole text here and by the Pact core; a verifier that searches for it accepts more${others(p)}`,
  help: 'Write ^ and $ around it: then all verifiers read it alike.',
});
const cascade = defineProblem<Gathered>({
  code: 'pact/type-cascades',
  severity: 'warning',
  summary: 'A type matcher on a parent loosens every value below it.',
  message: (p) =>
    `the type matcher at ${p.what} has its values compared by type alone, none by what it is${others(p)}`,
  help: 'Give the values that matter matchers of their own (equality restores an exact value).',
});

function others({ more }: Gathered): string {
  return more === 0 ? '' : ` (and ${more} more in this file)`;
}

/** The rules of one request or response, and the body they speak of. */
export interface RuledPart {
  readonly rules: MatchingRules;
  readonly body: Json | undefined;
}

/** What makes a pact promise something else than whoever wrote it may think: one finding a kind and file. */
export function fragileRules(parts: readonly RuledPart[], place: Placer): readonly Diagnostic[] {
  const matchers = parts.flatMap(({ rules }) => categories.flatMap((one) => rules.of(one).rules));
  const each = matchers.flatMap((rule) => rule.matchers);
  const unknown = each.filter((matcher) => !isKnownMatcher(matcherName(matcher)));
  const unanchoredSources = new Set([...new Set(each.flatMap(regexOf))].filter(isUnanchored));
  const regexes = each.filter((matcher) => regexOf(matcher).some((source) => unanchoredSources.has(source)));
  const cascading = parts.flatMap(({ rules, body }) => cascadingRules(rules.of('body'), body));
  return [
    ...gathered(unknown, unknownMatcher, (matcher) => JSON.stringify(matcherName(matcher)), place),
    ...gathered(regexes, unanchored, (matcher) => `/${String(matcher.json['regex'])}/`, place),
    ...gathered(cascading, cascade, pathOf, place),
  ];
}

const categories: readonly Category[] = ['path', 'query', 'header', 'body', 'status'];

function gathered<T extends { readonly pointer: string }>(
  found: readonly T[],
  problem: typeof cascade,
  what: (one: T) => string,
  place: Placer,
): readonly Diagnostic[] {
  const [first] = found;
  return first ? [problem.at(place(first.pointer), { what: what(first), more: found.length - 1 })] : [];
}

/** The expression of a matcher that has one. */
function regexOf(matcher: Matcher): readonly string[] {
  const { regex } = matcher.json;
  return matcherName(matcher) === 'regex' && typeof regex === 'string' ? [regex] : [];
}

/** Whether some text holds what the expression describes and is not that as a whole. */
function isUnanchored(regex: string): boolean {
  if (isAnchored(regex)) return false;
  const whole = languageOf(regex, { reading: 'whole' });
  const found = languageOf(regex, { reading: 'search' });
  const line = languageOf('[^\\n\\r\\u2028\\u2029]*', { reading: 'whole' });
  // Of texts with several lines nobody thinks who writes `.*`.
  if (!whole || !found || !line) return false;
  return typeof findWord({ within: [found, line], outside: [whole] }) === 'object';
}

/** Whether an expression begins with `^`, ends with `$` and has no alternative that these do not hold for. */
function isAnchored(regex: string): boolean {
  // Not the class as one token: an expression may be long and hold many brackets that nothing closes.
  const tokens = regex.match(/\\.|./gs) ?? [];
  let depth = 0;
  let inClass = false;
  for (const token of tokens) {
    if (inClass || token === '[') inClass = token !== ']';
    else if (token === '(') depth++;
    else if (token === ')') depth--;
    else if (token === '|' && depth === 0) return false;
  }
  return tokens[0] === '^' && tokens.at(-1) === '$' && !inClass;
}

/** Type matchers above scalars of which none has a rule of its own. */
function cascadingRules(rules: RuleSet, body: Json | undefined): readonly Rule[] {
  const reached = new Map<string, { readonly rule: Rule; own: boolean }>();
  const walk = (value: Json, steps: readonly (string | number)[], above: Rule | undefined): void => {
    const applied = rules.best(steps);
    const rule = rules.rules.find((one) => one.pointer === applied?.pointer);
    const [only, ...more] = applied?.matchers ?? [];
    const isType = only !== undefined && more.length === 0 && matcherName(only) === 'type';
    const own = applied !== undefined && !applied.cascaded;
    // A rule of its own below another one: that one does not loosen all.
    if (above && own) reached.set(above.pointer, { rule: above, own: true });
    const parent = own && isType && typeof value === 'object' && value !== null ? rule : above;
    if (isArray(value)) for (const [i, item] of value.entries()) walk(item, [...steps, i], parent);
    else if (isObject(value))
      for (const [name, inner] of Object.entries(value)) walk(inner, [...steps, name], parent);
    else if (parent && !own && !reached.has(parent.pointer))
      reached.set(parent.pointer, { rule: parent, own: false });
  };
  if (body !== undefined && rules.rules.length > 0) walk(body, [], undefined);
  return [...reached.values()].filter((one) => !one.own).map(({ rule }) => rule);
}

function pathOf({ steps }: Rule): string {
  const parts = steps.map((step) => {
    if (step === 'any') return '.*';
    if (step === 'any-item') return '[*]';
    return 'index' in step ? `[${step.index}]` : `.${step.name}`;
  });
  return `$${parts.join('')}`;
}
