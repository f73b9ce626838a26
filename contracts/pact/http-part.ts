import { entries, isArray, isObject, type Json, member, stringMember } from '../../generator/model/json.ts';
import { pointer as at } from '../../generator/model/pointer.ts';
import type { Pattern } from '../relation/pattern.ts';
import { bodyPattern } from './body-pattern.ts';
import type { Body, Content, Field, RequestPattern, ResponsePattern, Status, Text } from './interaction.ts';
import { headerOf, headerText } from './interaction.ts';
import { matcherName, scalarPattern, unknown } from './matcher-pattern.ts';
import { type MatchingRules, type RuleSet, readMatchingRules } from './matching-rules.ts';

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
  return { example, pattern: scalarPattern(example, rules.best(place), pointer), pointer };
}

function readHeaders(value: Json | undefined, rules: RuleSet, pointer: string): readonly Field[] {
  return entries(value).map(([name, json]) => {
    const here = at(pointer, name);
    const values = (isArray(json) ? json : [json]).map((one, i) =>
      text(textOf(one), rules, [name.toLowerCase()], isArray(json) ? at(here, i) : here),
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
  const matcher = rules.of('status').best([])?.matchers[0];
  if (!matcher) return { example, pointer, exact: true, accepts: (status) => status === example };
  const wanted = matcher.json['status'];
  if (matcherName(matcher) !== 'statusCode') return { example, pointer, exact: false, accepts: undefined };
  if (isArray(wanted))
    return { example, pointer, exact: false, accepts: (status) => wanted.includes(status) };
  return {
    example,
    pointer,
    exact: false,
    accepts: typeof wanted === 'string' ? statusClasses[wanted] : undefined,
  };
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
  if (version < 4 || !isObject(value)) return bodyOf(value, declared, rules, here, open);
  const content = member(value, 'content');
  // A body object without content is a body that is there and empty (pact-reference, pull request 547).
  if (content === undefined) return { state: 'empty', pointer: here };
  const contentType = stringMember(value, 'contentType') ?? declared;
  const inner = at(here, 'content');
  const encoded = value['encoded'];
  if (typeof content === 'string' && typeof encoded === 'string')
    return encodedBody(content, encoded, contentType, rules, inner, open);
  return bodyOf(content, contentType, rules, inner, open);
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
    : scalarPattern(example, rule, pointer);
  return { kind: 'text', text: { example, pattern, pointer } };
}

function encodedBody(
  content: string,
  encoded: string,
  contentType: string | undefined,
  rules: MatchingRules,
  pointer: string,
  open: boolean,
): Body {
  const bytes = encoded === 'base64' ? Buffer.from(content, 'base64') : Buffer.from(content);
  if (isJson(contentType) || encoded.toLowerCase() === 'json') {
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
    /^(text\/|application\/(xml|x-www-form-urlencoded)|.*\+xml)/i.test(contentType);
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
