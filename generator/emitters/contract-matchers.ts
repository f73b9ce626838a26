import { isArray, isObject, type Json, member } from '../model/json.ts';
import type { Schema } from '../openapi/api.ts';
import { fits } from '../openapi/fits.ts';
import { finiteValues, type Kind, kindOf, kindsOf } from '../openapi/kinds.ts';
import { type Case, casesOf, keyOf, type Position, sub } from '../openapi/position.ts';
import { sampleOf } from '../openapi/sample.ts';
import type { World } from '../openapi/world.ts';
import { type Code, call, jsonCode, object } from './code-layout.ts';
import { isPlainJson } from './contract-values.ts';

/** What an answer must be, as an expression of pact-js's matchers. */
export interface Expected {
  readonly code: Code;
  /** The matchers that the expression uses, by the names that pact-js gives them. */
  readonly matchers: ReadonlySet<string>;
  /** Members of the whole that the document does not promise. */
  readonly optional: readonly string[];
}

/** How deep an expectation looks into objects: whoever relies on more says so in a test of their own. */
const deepest = 4;
/** How many items an expectation demands where the document promises more. */
const mostItems = 3;
const mostValues = 40;

/**
 * The widest that a schema allows, so that every answer of a provider that keeps the document is accepted: required
 * members alone, types and formats, values where they are closed. What Pact has no matcher for (a text or null, one of
 * several types) is left out. Undefined: nothing can be said of the answer at all.
 */
export function expectedOf(schema: Schema, example: Json | undefined, world: World): Expected | undefined {
  const expectation = new Expectation(world);
  const code = expectation.code([[schema]], example, []);
  // Pact does not tell a body that is null from none.
  if (code === undefined || code === 'null') return undefined;
  return { code, matchers: expectation.used, optional: expectation.optional([[schema]]) };
}

/** Alternatives of which one holds. */
type Choice = readonly Position[];

class Expectation {
  readonly used = new Set<string>();
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  code(choice: Choice, example: Json | undefined, trail: readonly string[]): Code | undefined {
    const cases = this.#cases(choice);
    const kinds = new Set(cases.flatMap((one) => this.#kinds(one)));
    if ([...kinds].every((kind) => kind === 'integer' || kind === 'fraction') && kinds.size > 0)
      return this.#scalar(kinds.has('fraction') ? 'number' : 'integer', choice, example);
    const [kind] = kinds;
    if (kind === undefined || kinds.size > 1) return undefined;
    switch (kind) {
      case 'array':
        return this.#array(cases, example, this.#further(trail, choice));
      case 'object':
        return this.#object(cases, example, this.#further(trail, choice));
      case 'string':
        return this.#string(cases, choice, example);
      case 'null':
        return 'null';
      default:
        return this.#scalar(kind, choice, example);
    }
  }

  /** Members that may be missing, of an object or of the items of a list. */
  optional(choice: Choice): string[] {
    const cases = this.#cases(choice);
    if (cases.length > 0 && cases.every((one) => this.#kinds(one).join() === 'array'))
      return this.optional(cases.flatMap(itemsOf));
    const required = requiredOf(cases);
    const names = cases.flatMap(({ parts }) =>
      parts.flatMap(({ json }) => (isObject(json['properties']) ? Object.keys(json['properties']) : [])),
    );
    return [...new Set(names)].filter((name) => !required.includes(name) && !this.#hidden(cases, name));
  }

  #cases(choice: Choice): readonly Case[] {
    return choice.flatMap((position) => casesOf(position, this.#world));
  }

  #kinds(one: Case): readonly Kind[] {
    const kinds = kindsOf(one, this.#world);
    const values = finiteValues(one);
    return values ? kinds.filter((kind) => values.some((value) => kindOf(value) === kind)) : kinds;
  }

  #call(matcher: string, ...args: readonly Code[]): Code {
    this.used.add(matcher);
    return call(matcher, ...args);
  }

  #scalar(matcher: string, choice: Choice, example: Json | undefined): Code | undefined {
    const value = this.#value(choice, example);
    return value === undefined ? undefined : this.#call(matcher, jsonCode(value));
  }

  #string(cases: readonly Case[], choice: Choice, example: Json | undefined): Code | undefined {
    const values = closedTexts(cases);
    const value = this.#value(choice, example, (text) => values?.includes(text) !== false);
    if (value === undefined) return undefined;
    if (values?.length === 1) return this.#call('equal', jsonCode(value));
    if (values && values.length <= mostValues && values.every((text) => /^[\p{L}\p{N}_ :@/-]*$/u.test(text)))
      return this.#call('regex', jsonCode(values.join('|')), jsonCode(value));
    const source = formatSource(cases);
    if (source === undefined) return this.#call('string', jsonCode(value));
    const inFormat = this.#value(choice, example, (text) => new RegExp(`^(?:${source})$`).test(text));
    return inFormat === undefined
      ? this.#call('string', jsonCode(value))
      : this.#call('regex', jsonCode(source), jsonCode(inFormat));
  }

  /** The documented value, else one that the schema allows. Without any nothing fits, and nothing can be expected. */
  #value(
    choice: Choice,
    example: Json | undefined,
    accepts: (text: string) => boolean = () => true,
  ): Json | undefined {
    const made = choice.flatMap((position) => position.flatMap((schema) => this.#made(schema)));
    return [...(example === undefined ? [] : [example]), ...made].find(
      (value) =>
        isPlainJson(value) &&
        (typeof value !== 'string' || accepts(value)) &&
        choice.some((position) => fits(position, value, this.#world) !== 'no'),
    );
  }

  #made(schema: Schema): Json[] {
    const { api, direction } = this.#world;
    return [false, true].flatMap((plain) => {
      const value = sampleOf(api, schema, direction, { plain });
      // An empty text says little to a reader, and as a whole body it is none.
      return value === '' ? ['string', value] : [value];
    });
  }

  #further(trail: readonly string[], choice: Choice): readonly string[] {
    return [...trail, choice.map(keyOf).join('\n\n')];
  }

  #isTooDeep(trail: readonly string[]): boolean {
    const here = trail.at(-1);
    return trail.length > deepest || trail.indexOf(here ?? '') < trail.length - 1;
  }

  #array(cases: readonly Case[], example: Json | undefined, trail: readonly string[]): Code {
    const least = Math.min(...cases.map((one) => lengthOf(one, 'minItems', Math.max) ?? 0));
    const most = Math.max(...cases.map((one) => lengthOf(one, 'maxItems', Math.min) ?? 1));
    const items = cases.flatMap(itemsOf);
    const first = isArray(example) ? example[0] : undefined;
    const item = most < 1 || this.#isTooDeep(trail) ? undefined : this.code(items, first, trail);
    if (item === undefined) return this.#call('like', '[]');
    const count = Math.min(least, mostItems);
    return this.#call('atLeastLike', item, String(count), ...(count === 0 ? ['1'] : []));
  }

  #object(cases: readonly Case[], example: Json | undefined, trail: readonly string[]): Code {
    const root = trail.length === 1;
    const members = this.#isTooDeep(trail) ? [] : this.#members(cases, example, trail);
    return members.length === 0 && !root ? this.#call('like', '{}') : object(members);
  }

  #members(cases: readonly Case[], example: Json | undefined, trail: readonly string[]): [string, Code][] {
    return requiredOf(cases).flatMap((name): [string, Code][] => {
      // pact-js takes names of the one kind for its own, and cannot write rules for the other.
      if (name === '' || name === '__proto__' || name.startsWith('pact:') || this.#hidden(cases, name))
        return [];
      const choice = cases.map((one) => memberOf(one, name));
      const code = this.code(choice, member(example, name), trail);
      return code === undefined ? [] : [[name, code]];
    });
  }

  /** Write-only members are not answered. */
  #hidden(cases: readonly Case[], name: string): boolean {
    return cases.some((one) =>
      memberOf(one, name).some((schema) =>
        [schema, this.#world.api.resolve(schema)].some(
          ({ json }) => typeof json === 'object' && json['writeOnly'] === true,
        ),
      ),
    );
  }
}

function requiredOf(cases: readonly Case[]): string[] {
  const [first, ...rest] = cases.map(({ parts }) => {
    const names = parts.flatMap(({ json }) => (isArray(json['required']) ? json['required'] : []));
    return new Set(names.filter((name) => typeof name === 'string'));
  });
  return [...(first ?? [])].filter((name) => rest.every((names) => names.has(name)));
}

/** All that surely describes a member; a name that a pattern may describe is left open. */
function memberOf({ parts }: Case, name: string): Schema[] {
  return parts.flatMap((part) => {
    const own = sub(part, 'properties', name);
    if (own) return [own];
    return part.json['patternProperties'] === undefined ? (sub(part, 'additionalProperties') ?? []) : [];
  });
}

/** What items may be: those with a schema of their own, and all others. */
function itemsOf({ parts }: Case): Choice {
  const leading = Math.max(
    0,
    ...parts.map(({ json }) => (isArray(json['prefixItems']) ? json['prefixItems'].length : 0)),
  );
  return Array.from({ length: leading + 1 }, (_, i) =>
    parts.flatMap((part) => sub(part, 'prefixItems', i) ?? sub(part, 'items') ?? []),
  );
}

function lengthOf(
  { parts }: Case,
  keyword: string,
  tightest: (...all: number[]) => number,
): number | undefined {
  const bounds = parts.map(({ json }) => json[keyword]).filter((value) => typeof value === 'number');
  return bounds.length === 0 ? undefined : tightest(...bounds);
}

/** The texts that a schema lists, unless it says that there may be more of them. */
function closedTexts(cases: readonly Case[]): readonly string[] | undefined {
  const texts = cases.map((one) => {
    const open = one.parts.some(({ json }) => member(json['x-ms-enum'], 'modelAsString') === true);
    return open ? undefined : finiteValues(one);
  });
  if (!texts.every((values) => values !== undefined)) return undefined;
  return [...new Set(texts.flat())].filter((value) => typeof value === 'string');
}

const day = '\\d{4}-\\d{2}-\\d{2}';
const time = '\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?([Zz]|[+-]\\d{2}:\\d{2})';
const hex = '[0-9a-fA-F]';

/**
 * Formats as regular expressions that every text of the format matches (RFC 3339, RFC 9562): Pact's own matchers for
 * dates want one number of digits in a fraction, and their UUIDs small letters.
 */
const formats: Readonly<Record<string, string>> = {
  'date-time': `${day}[Tt]${time}`,
  date: day,
  time,
  uuid: `${hex}{8}-${hex}{4}-${hex}{4}-${hex}{4}-${hex}{12}`,
};

function formatSource(cases: readonly Case[]): string | undefined {
  const sources = cases.map(({ parts }) => {
    const named = parts.map(({ json }) => json['format']).find((name) => typeof name === 'string');
    return named !== undefined && Object.hasOwn(formats, named) ? formats[named] : undefined;
  });
  return sources.every((source) => source === sources[0]) ? sources[0] : undefined;
}
