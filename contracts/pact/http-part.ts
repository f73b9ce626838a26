import { entries, isArray, isObject, type Json, member, stringMember } from '../../generator/model/json.ts';
import { pointer as at } from '../../generator/model/pointer.ts';
import { matches } from '../relation/matches.ts';
import type { Pattern } from '../relation/pattern.ts';
import { bodyPattern } from './body-pattern.ts';
import type { Body, Content, Field, RequestPattern, ResponsePattern, Status, Text } from './interaction.ts';
import { headerOf, headerText } from './interaction.ts';
import { matcherName, textPattern, unknown } from './matcher-pattern.ts';
import { type Matcher, type MatchingRules, type RuleSet, readMatchingRules } from './matching-rules.ts';

/** The request of an interaction of any version. */
export function readRequest(json: Json, pointer: string, version: number): RequestPattern {
  const rules = readMatchingRules(member(json, 'matchingRules'), at(pointer, 'matchingRules'));
  const path = stringMember(json, 'path') ?? '/';
  const headers = readHeaders(member(json, 'headers'), rules.of('header'), at(pointer, 'headers'));
  return {
    pointer,
    method: (stringMember(json, 'method') ?? 'GET').toUpperCase(),
    path: text(path, rules.of('path'), [], at(pointer, 'path')),
    query: readQuery(member(json, 'query'), rules.of('query'), at(pointer, 'query')),
    headers,
    body: readBody(json, pointer, rules, headers, version, false),
  };
}

/** The response of an interaction of any version. */
export function readResponse(json: Json, pointer: string, version: number): ResponsePattern {
  const rules = readMatchingRules(member(json, 'matchingRules'), at(pointer, 'matchingRules'));
  const headers = readHeaders(member(json, 'headers'), rules.of('header'), at(pointer, 'headers'));
  return {
    pointer,
    status: readStatus(member(json, 'status'), rules, at(pointer, 'status')),
    headers,
    body: readBody(json, pointer, rules, headers, version, true),
  };
}

function text(example: string, rules: RuleSet, place: readonly string[], pointer: string): Text {
  return { example, pattern: textPattern(example, rules.best(place), pointer), pointer };
}

function readHeaders(value: Json | undefined, rules: RuleSet, pointer: string): readonly Field[] {
  return entries(value).map(([name, json]) => {
    const here = at(pointer, name);
    const values = (isArray(json) ? json : [json]).map((one, i) =>
      text(
        one === null ? 'null' : textOf(one),
        rules,
        [name.toLowerCase()],
        isArray(json) ? at(here, i) : here,
      ),
    );
    return { name, values, pointer: here };
  });
}

/** V1 and V2 have the query as it stands in a URL, V3 and V4 a table of names with their values. */
function readQuery(value: Json | undefined, rules: RuleSet, pointer: string): readonly Field[] {
  if (typeof value === 'string') {
    const fields = new Map<string, Text[]>();
    for (const [name, one] of new URLSearchParams(value)) {
      fields.set(name, [...(fields.get(name) ?? []), text(one, rules, [name], pointer)]);
    }
    return [...fields].map(([name, values]) => ({ name, values, pointer }));
  }
  return entries(value).map(([name, json]) => {
    const here = at(pointer, name);
    const values = (isArray(json) ? json : [json]).map((one, i) =>
      text(textOf(one), rules, [name], isArray(json) ? at(here, i) : here),
    );
    return { name, values, pointer: here };
  });
}

function textOf(value: Json): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const statusClasses: Readonly<Record<string, (status: number) => boolean>> = {
  info: (status) => status >= 100 && status < 200,
  success: (status) => status >= 200 && status < 300,
  redirect: (status) => status >= 300 && status < 400,
  clientError: (status) => status >= 400 && status < 500,
  serverError: (status) => status >= 500 && status < 600,
  nonError: (status) => status < 400,
  error: (status) => status >= 400,
};

function readStatus(value: Json | undefined, rules: MatchingRules, pointer: string): Status {
  const example = typeof value === 'number' ? value : Number(value ?? 200);
  const rule = rules.of('status').best([]);
  if (!rule || rule.matchers.length === 0)
    return { example, pointer, exact: true, accepts: (status) => status === example };
  const each = rule.matchers.flatMap((matcher) => acceptedStatuses(matcher) ?? []);
  if (each.length < rule.matchers.length) return { example, pointer, exact: false, accepts: undefined };
  const accepts = (status: number) =>
    rule.combine === 'OR' ? each.some((one) => one(status)) : each.every((one) => one(status));
  return { example, pointer, exact: false, accepts };
}

function acceptedStatuses(matcher: Matcher): ((status: number) => boolean) | undefined {
  const wanted = matcher.json['status'];
  if (matcherName(matcher) !== 'statusCode') return undefined;
  if (isArray(wanted)) return (status) => wanted.includes(status);
  return typeof wanted === 'string' && Object.hasOwn(statusClasses, wanted)
    ? statusClasses[wanted]
    : undefined;
}

function readBody(
  json: Json,
  pointer: string,
  rules: MatchingRules,
  headers: readonly Field[],
  version: number,
  open: boolean,
): Body {
  const here = at(pointer, 'body');
  const value = member(json, 'body');
  if (value === undefined) return { state: 'absent', pointer: here };
  const header = headerOf(headers, 'content-type');
  const declared = header && headerText(header);
  if (version < 4 || value === null) return oldBody(value, declared, rules, here, open);
  if (!isObject(value)) return unclearBody(value, declared, here, 'a body of V4 that is no object');
  const content = member(value, 'content');
  if (content === undefined) {
    // The core once passed over what an object without content holds, and now takes it for the body (pull request 547).
    const payload = Object.keys(value).some((key) => !bodyMembers.has(key));
    return payload
      ? unclearBody(value, declared, here, 'a body of V4 without content')
      : { state: 'absent', pointer: here };
  }
  const own = stringMember(value, 'contentType');
  const inner = at(here, 'content');
  // The core compares the type of the body with the answer's, whatever the header says.
  if (own !== undefined && declared !== undefined && !sameFamily(own, declared))
    return unclearBody(content, own, inner, 'a body of another type than the header says');
  const contentType = own ?? declared;
  const encoded = value['encoded'] ?? false;
  if (typeof content !== 'string' || encoded === false)
    return bodyOf(content, contentType, rules, inner, open);
  const encoding = typeof encoded === 'string' ? encoded.toLowerCase() : '';
  return encoding === 'base64' || encoding === 'json'
    ? encodedBody(content, encoding, contentType, rules, inner, open)
    : unclearBody(content, contentType, inner, `a body that is encoded as ${JSON.stringify(encoded)}`);
}

const bodyMembers = new Set(['contentType', 'contentTypeHint', 'encoded']);

function sameFamily(one: string, other: string): boolean {
  const essence = (type: string) => type.replace(/;.*$/s, '').trim().toLowerCase();
  return essence(one) === essence(other) || (isJson(one) && isJson(other));
}

/**
 * V1 to V3 may have a JSON body as its text, which the core takes for JSON where it is an object or a string. It puts any
 * other text between quotes, and escapes nothing in it.
 */
function oldBody(
  value: Json,
  contentType: string | undefined,
  rules: MatchingRules,
  pointer: string,
  open: boolean,
): Body {
  if (typeof value !== 'string' || !isJson(contentType))
    return bodyOf(value, contentType, rules, pointer, open);
  const read = parse(value);
  const text = 'value' in read && (isObject(read.value) || typeof read.value === 'string');
  if (!text && /["\\\p{Cc}]/u.test(value))
    return unclearBody(value, contentType, pointer, 'a string as a JSON body');
  return bodyOf(text ? read.value : value, contentType, rules, pointer, open);
}

function unclearBody(example: Json, contentType: string | undefined, pointer: string, reason: string): Body {
  const pattern: Pattern = { ...unknown(reason), pointer, example };
  return { state: 'present', pointer, contentType, content: { kind: 'json', pattern, example } };
}

function bodyOf(
  value: Json,
  contentType: string | undefined,
  rules: MatchingRules,
  pointer: string,
  open: boolean,
): Body {
  if (value === null || value === '') return { state: 'empty', pointer };
  const body = rules.of('body');
  const asJson = typeof value === 'string' ? isJson(contentType) : true;
  const content: Content = asJson
    ? { kind: 'json', pattern: jsonPattern(value, rules, pointer, open), example: value }
    : textContent(textOf(value), body, pointer);
  return { state: 'present', pointer, contentType, content };
}

/** A rule that cannot be read may have said anything: nothing is then sure. */
function jsonPattern(value: Json, rules: MatchingRules, pointer: string, open: boolean): Pattern {
  const pattern = bodyPattern(value, rules.of('body'), pointer, open);
  if (rules.unreadable.length === 0) return pattern;
  const unread: Pattern = { ...unknown('a matching rule whose path cannot be read'), pointer };
  return { kind: 'all', of: [pattern, unread], pointer, example: value };
}

function textContent(example: string, rules: RuleSet, pointer: string): Content {
  const rule = rules.best([]);
  if (rule?.matchers.some((matcher) => matcherName(matcher) === 'contentType'))
    return { kind: 'binary', pattern: { kind: 'any', pointer } };
  // Rules for parts of a text (fields of a form, elements of XML) are not followed.
  const parts = rules.rules.some((one) => one.steps.length > 0);
  const pattern: Pattern = parts
    ? { ...unknown('a rule for a part of a text body'), pointer, example }
    : notEmpty(textPattern(example, rule, pointer));
  return { kind: 'text', text: { example, pattern, pointer } };
}

/** The core refuses an empty body before it asks a matcher. */
function notEmpty(pattern: Pattern): Pattern {
  const { pointer, example = '' } = pattern;
  if (matches(pattern, '') === false) return pattern;
  if (pattern.kind === 'type') return { kind: 'not-empty', pointer, example };
  return { kind: 'all', of: [{ kind: 'not-empty', pointer }, pattern], pointer, example };
}

function encodedBody(
  content: string,
  encoded: 'base64' | 'json',
  contentType: string | undefined,
  rules: MatchingRules,
  pointer: string,
  open: boolean,
): Body {
  const bytes = encoded === 'base64' ? Buffer.from(content, 'base64') : Buffer.from(content);
  if (isJson(contentType) || encoded === 'json') {
    const parsed = parse(bytes.toString('utf8'));
    if ('fault' in parsed)
      return { state: 'present', pointer, contentType, content: { kind: 'broken', reason: parsed.fault } };
    return {
      state: 'present',
      pointer,
      contentType,
      content: {
        kind: 'json',
        pattern: jsonPattern(parsed.value, rules, pointer, open),
        example: parsed.value,
      },
    };
  }
  const textual =
    contentType !== undefined &&
    /^(text\/|multipart\/|application\/(xml|x-www-form-urlencoded)|.*\+xml)/i.test(contentType);
  if (textual)
    return {
      state: 'present',
      pointer,
      contentType,
      content: textContent(bytes.toString('utf8'), rules.of('body'), pointer),
    };
  // The content-type matcher accepts all bytes of a type; without it exactly these are wanted.
  const typed = rules
    .of('body')
    .best([])
    ?.matchers.some((matcher) => matcherName(matcher) === 'contentType');
  const pattern: Pattern | undefined = typed ? { kind: 'any', pointer } : undefined;
  return { state: 'present', pointer, contentType, content: { kind: 'binary', pattern } };
}

function parse(content: string): { value: Json } | { fault: string } {
  try {
    return { value: JSON.parse(content) };
  } catch {
    return { fault: 'the body says it is JSON and is not well-formed' };
  }
}

/** JSON by its media type: `application/json`, `…+json` (RFC 6839). */
export function isJson(contentType: string | undefined): boolean {
  return contentType !== undefined && /^[^;]*[/+]json\s*(;|$)/i.test(contentType);
}
