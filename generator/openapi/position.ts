import { isArray, isObject, type Json, type JsonObject } from '../model/json.ts';
import { pointer as at } from '../model/pointer.ts';
import type { Api, Schema } from './api.ts';
import { exclusionOf } from './exclusions.ts';
import { isKeyword, keywordsOf } from './keywords.ts';
import { referringOf } from './referred.ts';
import type { World } from './world.ts';

/**
 * A place in a document where a value stands: the value satisfies all of these schemas. `allOf` adds to the list and
 * nothing is ever merged, because a merge of two bounds is where other tools go wrong.
 */
export type Position = readonly Schema[];

/** One schema object without its in-place applicators. */
export interface Part {
  readonly pointer: string;
  readonly json: JsonObject;
}

/**
 * One way to satisfy a position: all its parts hold. The cases of a position cover it (perhaps more than it: what is
 * not understood is left out, which can only widen). So whatever is proved of every case holds for the position.
 */
export interface Case {
  readonly parts: readonly Part[];
  /** Schemas that may hold as well and then declare members: other branches of anyOf, dependent schemas. */
  readonly perhaps: readonly Schema[];
  /** Why members may be declared that we do not see; undefined if we see all. */
  readonly hazy: string | undefined;
}

const maxCases = 64;
/** Dependent schemas that are told apart by whether they hold: each doubles the cases. */
const maxSplit = 3;
const everything: Case = { parts: [], perhaps: [], hazy: undefined };

const known = new WeakMap<Api, Map<string, readonly Case[]>>();

/** The cases of a position. An empty list is a proof that nothing satisfies it. Remembered: positions are met often. */
export function casesOf(position: Position, world: World): readonly Case[] {
  let ofApi = known.get(world.api);
  if (!ofApi) {
    ofApi = new Map();
    known.set(world.api, ofApi);
  }
  const key = keyOf(position);
  let cases = ofApi.get(key);
  if (!cases) {
    cases = position.reduce<readonly Case[]>(
      (found, schema) => both(found, expand(schema, world, new Set())),
      [everything],
    );
    ofApi.set(key, cases);
  }
  return cases;
}

/** More would be told apart by whether they hold than is worth it: each doubles the cases. */
const maxPerhaps = 3;

/**
 * The same values in cases of which each says which of the schemas hold that may hold as well: of the others no member is
 * declared. Undefined where there is none, or too many. What may hold within those is left open.
 */
export function settledCases(one: Case, world: World): readonly Case[] | undefined {
  const { perhaps } = one;
  if (perhaps.length === 0 || perhaps.length > maxPerhaps) return undefined;
  const cases: Case[] = [{ ...one, perhaps: [] }];
  for (const schema of perhaps) cases.push(...both(cases, expand(schema, world, new Set())));
  return cases;
}

/** Names a position within its document: by where its schemas stand. */
export function keyOf(position: Position): string {
  const [only] = position;
  return only && position.length === 1 ? only.pointer : position.map((schema) => schema.pointer).join('\n');
}

function both(left: readonly Case[], right: readonly Case[]): readonly Case[] {
  const [only] = right;
  if (right.length === 1 && only === everything) return left;
  if (left.length * right.length > maxCases) {
    const reason = `more than ${maxCases} combinations of alternatives`;
    return left.map((one) => ({ ...one, hazy: one.hazy ?? reason }));
  }
  return left.flatMap((a) =>
    right.map((b) => ({
      parts: [...a.parts, ...b.parts],
      perhaps: [...a.perhaps, ...b.perhaps],
      hazy: a.hazy ?? b.hazy,
    })),
  );
}

function expand(schema: Schema, world: World, seen: ReadonlySet<string>): readonly Case[] {
  if (schema.json === true)
    return [{ ...everything, parts: [{ pointer: schema.pointer, json: { additionalProperties: true } }] }];
  if (schema.json === false) return [];
  if (seen.has(schema.pointer)) return [{ ...everything, hazy: 'a schema that includes itself' }];
  const inside = new Set(seen).add(schema.pointer);
  const { references, alone } = referringOf(schema, world);
  const referred = references.map(({ target, written }): readonly Case[] =>
    target ? expand(target, world, inside) : [{ ...everything, hazy: `the reference ${written}` }],
  );
  const own = alone ? [] : [expandPlain({ pointer: schema.pointer, json: schema.json }, world, inside)];
  return [...referred, ...own].reduce(both);
}

function expandPlain(part: Part, world: World, seen: ReadonlySet<string>): readonly Case[] {
  const json = keywordsOf(part.json);
  const triggers = json.dependentSchemas === undefined ? [] : dependents(part);
  const split = triggers.length <= maxSplit;
  const perhaps = split ? [] : triggers.map(({ schema }) => schema);
  let cases: readonly Case[] = [{ parts: [part], perhaps, hazy: foreign(part.json) }];
  for (const dependent of split ? triggers : []) cases = both(cases, dependency(dependent, world, seen));
  const refused = json.not === undefined ? undefined : sub(part, 'not');
  const left = refused && exclusionOf(refused, world);
  if (left)
    cases = both(
      cases,
      left.flatMap((schema) => expand(schema, world, seen)),
    );
  for (const branch of json.allOf === undefined ? [] : branches(part, 'allOf'))
    cases = both(cases, expand(branch, world, seen));
  if (isArray(json.oneOf))
    cases = both(
      cases,
      branches(part, 'oneOf').flatMap((branch) => expand(branch, world, seen)),
    );
  if (isArray(json.anyOf)) cases = both(cases, anyOf(branches(part, 'anyOf'), world, seen));
  const condition = json.if === undefined ? undefined : sub(part, 'if');
  return condition ? both(cases, conditional(part, condition, world, seen)) : cases;
}

/** Several branches of anyOf may hold at once: the others of each choice may then declare members too. */
function anyOf(of: readonly Schema[], world: World, seen: ReadonlySet<string>): readonly Case[] {
  return of.flatMap((branch) => {
    const others = of.filter((other) => other !== branch);
    return expand(branch, world, seen).map((one) => ({ ...one, perhaps: [...one.perhaps, ...others] }));
  });
}

function conditional(
  part: Part,
  condition: Schema,
  world: World,
  seen: ReadonlySet<string>,
): readonly Case[] {
  const then = sub(part, 'then');
  const otherwise = sub(part, 'else');
  const met = expand(condition, world, seen);
  const left = exclusionOf(condition, world);
  const unmet = left ? left.flatMap((schema) => expand(schema, world, seen)) : [everything];
  return [
    ...(then ? both(met, expand(then, world, seen)) : met),
    ...(otherwise ? both(unmet, expand(otherwise, world, seen)) : unmet),
  ];
}

/** Keywords that can declare members or types in ways that this reading does not follow. */
function foreign(json: JsonObject): string | undefined {
  return keywordsOf(json).$recursiveRef !== undefined ? '$recursiveRef' : undefined;
}

/** A schema that holds where an object has a member of this name. */
interface Dependent {
  readonly name: string;
  readonly schema: Schema;
}

function dependents(part: Part): readonly Dependent[] {
  const table = part.json['dependentSchemas'];
  if (!isObject(table)) return [];
  return Object.keys(table).flatMap((name) => {
    const schema = sub(part, 'dependentSchemas', name);
    return schema ? [{ name, schema }] : [];
  });
}

/** The member is not there, or it is and the schema holds. The parts made here stand nowhere in the document. */
function dependency({ name, schema }: Dependent, world: World, seen: ReadonlySet<string>): readonly Case[] {
  const absent = { properties: Object.fromEntries([[name, false]]) };
  const of = (mark: string, json: JsonObject): Case => ({
    ...everything,
    parts: [{ pointer: `${schema.pointer}~${mark}`, json }],
  });
  return [of('absent', absent), ...both([of('present', { required: [name] })], expand(schema, world, seen))];
}

function branches(part: Part, keyword: string): readonly Schema[] {
  const list = part.json[keyword];
  return isArray(list) ? list.flatMap((_, i) => sub(part, keyword, i) ?? []) : [];
}

/** A subschema of a part, with its pointer. */
export function sub(part: Part, ...tokens: readonly (string | number)[]): Schema | undefined {
  const [first] = tokens;
  const keyword = typeof first === 'string' && isKeyword(first) ? first : undefined;
  let value: Json | undefined = keyword === undefined ? part.json : keywordsOf(part.json)[keyword];
  for (let i = keyword === undefined ? 0 : 1; i < tokens.length; i++) {
    const token = tokens[i];
    if (isArray(value) && typeof token === 'number') value = value[token];
    else value = isObject(value) && Object.hasOwn(value, String(token)) ? value[String(token)] : undefined;
  }
  if (!isObject(value) && typeof value !== 'boolean') return undefined;
  return { pointer: at(part.pointer, ...tokens), json: value };
}

/** The pointer of the schema that speaks of a place inside a value; the nearest one above if none does. */
export function schemaPointerAt(
  position: Position,
  tokens: readonly string[],
  world: World,
): string | undefined {
  let here = position;
  let found = position[0]?.pointer;
  for (const token of tokens) {
    const parts = casesOf(here, world).flatMap((one) => one.parts);
    const inner = parts.flatMap((part) => innerSchema(part, token) ?? []);
    const [first] = inner;
    if (!first) return found;
    found = first.pointer;
    here = inner;
  }
  return found;
}

function innerSchema(part: Part, token: string): Schema | undefined {
  return sub(part, 'properties', token) ?? (/^\d+$/.test(token) ? sub(part, 'items') : undefined);
}
