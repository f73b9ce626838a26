import { isArray, type Json, type JsonObject, sameJson } from '../../generator/model/json.ts';
import { anyText } from '../../generator/model/regular/expression.ts';
import { findWord } from '../../generator/model/regular/find-word.ts';
import { compile, type Language, languageOf } from '../../generator/model/regular/language.ts';
import { type Kind, kindsOf } from '../../generator/openapi/kinds.ts';
import { type Case, casesOf, type Position, sub } from '../../generator/openapi/position.ts';
import type { World } from '../../generator/openapi/world.ts';
import { dateExpression } from './java-date.ts';
import { semverSource } from './matches.ts';
import type { Pattern } from './pattern.ts';

/**
 * The other direction: is every value of the pattern accepted by the schema? Asked of requests, whose matchers stand
 * for every request that they admit. `true` is a proof under the assumption that the pattern's example is valid; only
 * keywords that speak of one value alone are followed, everything else is "not proved".
 */
export function admitsAll(position: Position, pattern: Pattern, world: World): boolean {
  if (isFixed(pattern)) return true;
  const cases = casesOf(position, world);
  const [one] = cases;
  if (!one || cases.length > 1 || one.hazy || one.perhaps.length > 0) return false;
  if (one.parts.length === 0) return true;
  if (one.parts.some(({ json }) => Object.keys(json).some((keyword) => !followed(keyword)))) return false;
  if (one.parts.some(({ json }) => Object.hasOwn(json, 'enum') || Object.hasOwn(json, 'const'))) return false;
  const kinds = kindsOf(one, world);
  switch (pattern.kind) {
    case 'record':
      return (
        kinds.includes('object') &&
        pattern.members.every((member) => admitsMember(one, member.name, member.pattern, world))
      );
    case 'list':
      return kinds.includes('array') && admitsItems(one, pattern, world);
    case 'all':
      return pattern.of.some((inner) => admitsAll(position, inner, world));
    case 'some':
      return pattern.of.every((inner) => admitsAll(position, inner, world));
    default:
      return admitsScalar(one, kinds, pattern);
  }
}

const keywords = new Set([
  'type',
  'nullable',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'pattern',
  'format',
  'enum',
  'const',
  'allOf',
  '$ref',
  'title',
  'description',
  'example',
  'examples',
  'default',
  'deprecated',
  'readOnly',
  'writeOnly',
  'contentEncoding',
  'externalDocs',
  'xml',
  'exclusiveMinimum',
  'exclusiveMaximum',
]);

/** A pattern of one value alone: what is fixed cannot admit anything beside its example. */
function isFixed(pattern: Pattern): boolean {
  if (pattern.kind === 'literal')
    return pattern.example === undefined || sameJson(pattern.value, pattern.example);
  if (pattern.kind === 'record')
    return !pattern.open && pattern.members.every((member) => isFixed(member.pattern));
  return pattern.kind === 'list' && pattern.rest === undefined && pattern.prefix.every(isFixed);
}

function followed(keyword: string): boolean {
  return keywords.has(keyword) || keyword.startsWith('x-');
}

function admitsMember(one: Case, name: string, pattern: Pattern, world: World): boolean {
  const schemas = one.parts.flatMap((part) => {
    const own = sub(part, 'properties', name);
    return own ? [own] : (sub(part, 'additionalProperties') ?? []);
  });
  return admitsAll(schemas, pattern, world);
}

function admitsItems(one: Case, pattern: Extract<Pattern, { kind: 'list' }>, world: World): boolean {
  const longest = pattern.rest ? (pattern.max ?? Number.POSITIVE_INFINITY) : pattern.prefix.length;
  for (const { json } of one.parts) {
    if (typeof json['minItems'] === 'number' && pattern.min < json['minItems']) return false;
    if (typeof json['maxItems'] === 'number' && longest > json['maxItems']) return false;
  }
  const items = one.parts.flatMap((part) => sub(part, 'items') ?? []);
  return [...pattern.prefix, ...(pattern.rest ? [pattern.rest] : [])].every((item) =>
    admitsAll(items, item, world),
  );
}

function admitsScalar(one: Case, kinds: readonly Kind[], pattern: Pattern): boolean {
  const every = (test: (json: JsonObject) => boolean) => one.parts.every(({ json }) => test(json));
  switch (pattern.kind) {
    case 'integer':
      return kinds.includes('integer') && every(wideBounds);
    case 'decimal':
      return kinds.includes('fraction') && every(unbounded);
    case 'type':
      if (pattern.type === 'number')
        return kinds.includes('integer') && kinds.includes('fraction') && every(unbounded);
      if (pattern.type === 'string') return kinds.includes('string') && every(plainString);
      return (pattern.type === 'boolean' || pattern.type === 'null') && kinds.includes(pattern.type);
    case 'regex':
    case 'semver':
    case 'include':
    case 'date':
      return kinds.includes('string') && every((json) => admitsTexts(json, pattern));
    default:
      return false;
  }
}

/**
 * Convention: an `integer` matcher stands for the integers that the documented width can hold, so bounds at or beyond
 * those of int32 are no reason for doubt.
 */
function wideBounds(json: JsonObject): boolean {
  const { minimum, maximum } = json;
  const exclusive =
    typeof json['exclusiveMinimum'] === 'number' || typeof json['exclusiveMaximum'] === 'number';
  return (
    !exclusive &&
    (typeof minimum !== 'number' || minimum <= -2147483648) &&
    (typeof maximum !== 'number' || maximum >= 2147483647)
  );
}

function unbounded(json: JsonObject): boolean {
  return ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'].every(
    (bound) => typeof json[bound] !== 'number',
  );
}

function plainString(json: JsonObject): boolean {
  const lengths = !(Number(json['minLength'] ?? 0) > 0) && json['maxLength'] === undefined;
  return lengths && json['pattern'] === undefined && restsOnNoFormat(json['format']);
}

function restsOnNoFormat(format: Json | undefined): boolean {
  return format === undefined || format === 'password' || format === 'binary';
}

type TextPattern = Extract<Pattern, { kind: 'regex' | 'semver' | 'include' | 'date' }>;

function admitsTexts(json: JsonObject, pattern: TextPattern): boolean {
  const upper = upperTexts(pattern);
  if (!upper) return false;
  const { minLength, maxLength, format } = json;
  if (typeof json['pattern'] === 'string') {
    const language = languageOf(json['pattern'], { reading: 'search' });
    if (!language || findWord({ within: [upper], outside: [language] }) !== 'none') return false;
  }
  if (
    typeof minLength === 'number' &&
    minLength > 0 &&
    findWord({ within: [upper], outside: [], maxLength: minLength - 1 }) !== 'none'
  )
    return false;
  if (
    typeof maxLength === 'number' &&
    findWord({ within: [upper], outside: [], minLength: maxLength + 1 }) !== 'none'
  )
    return false;
  return restsOnNoFormat(format) || (pattern.kind === 'date' && sameFormat(pattern.format, format));
}

/** Java-style formats whose texts are all of the OpenAPI format. */
function sameFormat(java: string, format: Json | undefined): boolean {
  if (format === 'date') return java === 'yyyy-MM-dd';
  return format === 'date-time' && /^yyyy-MM-dd'T'HH:mm:ss(\.S+)?(XXX|'Z')$/.test(java);
}

/** An upper bound of the strings that a text pattern accepts. */
export function upperTexts(pattern: Pattern): Language | undefined {
  if (pattern.kind === 'regex') return languageOf(pattern.source, { reading: 'whole', width: 'wide' });
  if (pattern.kind === 'semver') return languageOf(semverSource, { reading: 'whole', width: 'wide' });
  if (pattern.kind === 'date') {
    const source = dateExpression(pattern.format, 'wide');
    return source === undefined ? compile(anyText) : languageOf(source, { reading: 'whole' });
  }
  return compile(anyText);
}

/** Values that a pattern admits beside its example: each is the example with one matcher's leaf replaced. */
export function variations(pattern: Pattern): readonly Json[] {
  switch (pattern.kind) {
    case 'record':
      return pattern.members.flatMap(({ name, pattern: inner }) => {
        const example = pattern.example;
        return typeof example === 'object' && example !== null && !isArray(example)
          ? variations(inner).map((value) => ({ ...example, [name]: value }))
          : [];
      });
    case 'list': {
      const example = isArray(pattern.example) ? pattern.example : [];
      const [first = pattern.rest] = pattern.prefix;
      const items = first ? variations(first).map((value) => [value, ...example.slice(1)]) : [];
      const item = example[0] ?? first?.example;
      const lengths =
        pattern.rest && item !== undefined ? [pattern.min, pattern.max ?? pattern.min + 12] : [];
      return [...items, ...lengths.map((length) => Array.from({ length }, () => item as Json))];
    }
    case 'type':
      return {
        string: ['', 'text', 'x'.repeat(300)],
        number: [0, -1, 0.5, 1e9],
        boolean: [true, false],
        null: [null],
        array: [[]],
        object: [{}],
      }[pattern.type];
    case 'integer':
      return [0, -1, 7, 2147483647, -2147483648];
    case 'decimal':
      return [0.5, -1.5, 1000000.25];
    case 'boolean':
      return [true, false, 'true'];
    case 'all':
    case 'some':
      return pattern.of.flatMap(variations);
    case 'regex':
    case 'semver':
    case 'include':
    case 'date':
      return words(pattern);
    default:
      return [];
  }
}

function words(pattern: TextPattern): readonly string[] {
  if (pattern.kind === 'include') return [pattern.text, ` ${pattern.text} `];
  const source =
    pattern.kind === 'regex'
      ? pattern.source
      : pattern.kind === 'semver'
        ? semverSource
        : dateExpression(pattern.format, 'narrow');
  const language =
    source === undefined ? undefined : languageOf(source, { reading: 'whole', width: 'narrow' });
  if (!language) return [];
  const found = [0, 1, 5, 12].map((minLength) => findWord({ within: [language], outside: [], minLength }));
  return found.flatMap((answer) => (typeof answer === 'object' ? [answer.word] : []));
}
