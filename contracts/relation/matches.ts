import { isArray, isObject, type Json, sameJson } from '../../generator/model/json.ts';
import { safeExpression, type TextTest } from '../../generator/model/regular/safe-expression.ts';
import { dateExpression } from './java-date.ts';
import { type Pattern, typeOf, valuePattern } from './pattern.ts';

/** Whether a pattern accepts a value, as the Pact core would decide; undefined where we do not know. */
export type Match = boolean | undefined;

/** Decides one value against one pattern. */
export function matches(pattern: Pattern, value: Json): Match {
  switch (pattern.kind) {
    case 'any':
      return true;
    case 'literal':
      // Two numbers beyond 2^53 may be the same here and not in the texts that they were read from.
      return hasUnsafeNumber(pattern.value) ? undefined : sameJson(pattern.value, value);
    case 'type':
      return typeOf(value) === pattern.type;
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value);
    case 'decimal':
      return typeof value === 'number' && !Number.isInteger(value);
    case 'boolean':
      return typeof value === 'boolean' || value === 'true' || value === 'false';
    case 'not-empty':
      return notEmpty(value);
    case 'unknown':
      return undefined;
    case 'all':
      return every(pattern.of, (one) => matches(one, value));
    case 'some':
      return some(pattern.of, (one) => matches(one, value));
    case 'list':
    case 'contains':
      return isArray(value) ? matchesItems(pattern, value) : false;
    case 'record':
    case 'map':
      return isObject(value) ? matchesMembers(pattern, value) : false;
    default:
      return matchesText(pattern, value);
  }
}

type TextPattern = Extract<Pattern, { kind: 'regex' | 'include' | 'date' | 'semver' }>;

function matchesText(pattern: TextPattern, value: Json): Match {
  // How the core prints an array or object that meets a text matcher is nobody's contract.
  if (typeof value === 'object' && value !== null) return undefined;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (pattern.kind === 'include') return text.includes(pattern.text);
  if (pattern.kind === 'semver') return semver.test(text);
  if (pattern.kind === 'regex')
    return readAlike(pattern.source, text) ? expressionOf(pattern.source)?.test(text) : undefined;
  if (typeof value !== 'string') return false;
  const surely = dateExpression(pattern.format, 'narrow');
  const perhaps = dateExpression(pattern.format, 'wide');
  if (surely !== undefined && expressionOf(surely)?.test(text)) return true;
  return perhaps !== undefined && expressionOf(perhaps)?.test(text) === false ? false : undefined;
}

/** semver.org, section "Is there a suggested regular expression", written for docpact's own engine. */
export const semverSource =
  '(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-(0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(\\.(0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(\\+[0-9a-zA-Z-]+(\\.[0-9a-zA-Z-]+)*)?';
const semver = new RegExp(`^${semverSource}$`);

const expressions = new Map<string, TextTest | undefined>();

/** Integers that lost digits when they were read, or may have. */
function hasUnsafeNumber(value: Json): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasUnsafeNumber);
}

/**
 * What the Pact core's engine (Oniguruma, once the Rust crate regex) reads otherwise than JavaScript, or not at all:
 * other letters after a backslash (`\\A`, `\\z`, `\\p`), back references, looking around, `{,2}`, flags, nested
 * classes, ranges that begin with a class.
 */
const otherDialect =
  /\\(?:[1-9]|[AC-FHIJL-QRTVXYZaceg-mopqyz])|\(\?(?!:|<[A-Za-z_])|\{,|\[[^\]]*(?:\[|&&|--|~~|\\[dswDSW]-[^\]])/;

/** The core's digits and letters are those of all scripts, its lines end in a line feed alone. */
function readAlike(source: string, text: string): boolean {
  const letters = /[^\0-\x7f]/.test(text) && /\\[dwbDWB]/.test(source);
  return !letters && !(/[\n\r\u2028\u2029]/.test(text) && /[.^$]/.test(source));
}

/** The whole string, alternatives grouped: the way the core applies a regex. Undefined if it is none of ours. */
function expressionOf(source: string): TextTest | undefined {
  if (otherDialect.test(source)) return undefined;
  if (expressions.has(source)) return expressions.get(source);
  if (expressions.size > 2000) expressions.clear();
  let expression: TextTest | undefined;
  try {
    expression = safeExpression(source, new RegExp(`^(?:${source})$`, 'u'), 'whole');
  } catch {
    try {
      expression = new RegExp(`^(?:${source})$`);
    } catch {
      expression = undefined;
    }
  }
  expressions.set(source, expression);
  return expression;
}

function notEmpty(value: Json): boolean {
  if (value === null || value === '') return false;
  if (isArray(value)) return value.length > 0;
  return isObject(value) ? Object.keys(value).length > 0 : true;
}

function matchesItems(
  pattern: Extract<Pattern, { kind: 'list' | 'contains' }>,
  items: readonly Json[],
): Match {
  if (pattern.kind === 'contains')
    return every(pattern.variants, (variant) => some(items, (item) => matches(variant, item)));
  if (items.length < pattern.min || items.length > (pattern.max ?? Number.POSITIVE_INFINITY)) return false;
  return every([...items.entries()], ([i, item]) => {
    const at = pattern.prefix[i] ?? pattern.rest;
    return at ? matches(at, item) : false;
  });
}

function matchesMembers(
  pattern: Extract<Pattern, { kind: 'record' | 'map' }>,
  object: { readonly [key: string]: Json },
): Match {
  if (pattern.kind === 'map') {
    const { keys } = pattern;
    return every(Object.entries(object), ([key, value]) => {
      const values = valuePattern(pattern, key);
      const parts = [keys ? matches(keys, key) : true, values ? matches(values, value) : true];
      return every(parts, (part) => part);
    });
  }
  if (!pattern.open && Object.keys(object).length > pattern.members.length) return false;
  return every(pattern.members, ({ name, pattern: inner }) =>
    Object.hasOwn(object, name) ? matches(inner, object[name] as Json) : false,
  );
}

/** False wins over unknown: one refused part refuses the whole. */
function every<T>(parts: readonly T[], test: (part: T) => Match): Match {
  let result: Match = true;
  for (const part of parts) {
    const match = test(part);
    if (match === false) return false;
    if (match === undefined) result = undefined;
  }
  return result;
}

/** True wins over unknown. */
function some<T>(parts: readonly T[], test: (part: T) => Match): Match {
  let result: Match = false;
  for (const part of parts) {
    const match = test(part);
    if (match === true) return true;
    if (match === undefined) result = undefined;
  }
  return result;
}
