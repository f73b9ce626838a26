import { isArray, isObject, type Json } from '../model/json.ts';

/**
 * Why a validator can make nothing of a keyword's value; undefined: it can. `unknown`: it does not know the keyword. What is
 * `foreign` is right somewhere else, and nobody's reason to refuse the document.
 */
export type KeywordFault = 'unknown' | { readonly reason: string; readonly foreign: boolean } | undefined;

type Test = (value: Json) => boolean;

const types = new Set(['null', 'boolean', 'object', 'array', 'number', 'integer', 'string']);
const isNumber: Test = (value) => typeof value === 'number' && Number.isFinite(value);
const isCount: Test = (value) => isNumber(value) && Number.isInteger(value) && Number(value) >= 0;
const isNames: Test = (value) => isArray(value) && value.every((name) => typeof name === 'string');

/** What keywords must be that say something of a value by themselves (JSON Schema Validation 2020-12, section 6). */
const assertions: ReadonlyMap<string, readonly [test: Test, wanted: string]> = new Map(
  Object.entries<readonly [test: Test, wanted: string]>({
    type: [
      (value) => isType(value) || (isArray(value) && value.length > 0 && value.every(isType)),
      'one or several JSON types',
    ],
    enum: [(value) => isArray(value) && value.length > 0, 'a list of values'],
    const: [() => true, 'a value'],
    multipleOf: [(value) => isNumber(value) && Number(value) > 0, 'a number above 0'],
    maximum: [isNumber, 'a number'],
    minimum: [isNumber, 'a number'],
    exclusiveMaximum: [isNumber, 'a number'],
    exclusiveMinimum: [isNumber, 'a number'],
    maxLength: [isCount, 'a count'],
    minLength: [isCount, 'a count'],
    pattern: [
      (value) => typeof value === 'string' && regexOf(value) !== undefined,
      'a regular expression of JavaScript',
    ],
    format: [(value) => typeof value === 'string', 'a name'],
    maxItems: [isCount, 'a count'],
    minItems: [isCount, 'a count'],
    uniqueItems: [(value) => typeof value === 'boolean', 'true or false'],
    maxContains: [isCount, 'a count'],
    minContains: [isCount, 'a count'],
    maxProperties: [isCount, 'a count'],
    minProperties: [isCount, 'a count'],
    required: [isNames, 'a list of names'],
    dependentRequired: [(value) => isObject(value) && Object.values(value).every(isNames), 'lists of names'],
  }),
);

/** The formats that are asserted; others are documentation (JSON Schema Validation 2020-12, 7.2.1). */
const formats = new Set(
  (
    'date time date-time duration uri uri-reference uri-template url email hostname ipv4 ipv6 regex uuid json-pointer ' +
    'relative-json-pointer byte int32 int64'
  ).split(' '),
);

/** Judges a keyword whose value is no schema. */
export function keywordFault(key: string, value: Json, version: '3.0' | '3.1'): KeywordFault {
  if (key === '$dynamicRef' || key === '$recursiveRef')
    return { reason: `${key} is not followed`, foreign: false };
  const assertion = assertions.get(key);
  if (!assertion || (key === 'format' && typeof value === 'string' && !formats.has(value))) return 'unknown';
  const [test, wanted] = assertion;
  // OpenAPI 3.0's bounds are open by a flag.
  if (version === '3.0' && key.startsWith('exclusive') && typeof value === 'boolean') return undefined;
  if (test(value)) return undefined;
  return { reason: `${key} must be ${wanted}`, foreign: key === 'pattern' && typeof value === 'string' };
}

/**
 * Patterns of real documents are often not valid under the `u` flag (`[\w-.]`); they are then read without it. Not those of
 * another engine (`\p{Alnum}`, `\A…\z`), of which JavaScript would make the letters themselves.
 */
export function regexOf(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return foreignEscape.test(pattern) ? undefined : laxRegex(pattern);
  }
}

/** Letters that mean something behind a backslash, in other engines than JavaScript's. */
const foreignEscape = /(?:^|[^\\])(?:\\\\)*\\[ACEGHKLMNPQRUXYZaeghlpqyz]/;

function laxRegex(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, '');
  } catch {
    return undefined;
  }
}

function isType(value: Json): boolean {
  return typeof value === 'string' && types.has(value);
}
