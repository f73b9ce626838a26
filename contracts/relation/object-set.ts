import { compareText } from '../../generator/model/diagnostic.ts';
import { isArray, isObject, type JsonObject } from '../../generator/model/json.ts';
import { once } from '../../generator/model/once.ts';
import type { Schema } from '../../generator/openapi/api.ts';
import { fits } from '../../generator/openapi/fits.ts';
import { keywordsOf } from '../../generator/openapi/keywords.ts';
import { type Case, casesOf, type Position, sub } from '../../generator/openapi/position.ts';
import { isMarked } from '../../generator/openapi/referred.ts';
import type { World } from '../../generator/openapi/world.ts';
import { expressionOf } from './strings.ts';

/** A member that values of a case may have. */
export interface Property {
  /** Undefined if it never comes. */
  readonly position: Position | undefined;
  readonly required: boolean;
  /** Whether it travels the other way only. */
  readonly foreign: boolean;
  readonly pointer: string | undefined;
}

/** What a case says of its objects. */
export interface ObjectSet {
  readonly one: Case;
  readonly required: ReadonlySet<string>;
  /** Names with schemas of their own, sorted. */
  readonly names: readonly string[];
  /** Whether names beside these may come. */
  readonly others: boolean;
  /** How many members there are at least. */
  readonly least: number;
  /** And at most. */
  readonly most: number;
  property(name: string): Property;
  /** Whether some names ask for others. */
  readonly dependent: boolean;
  /** Names that must be there as well where this one is. */
  dependents(name: string): readonly string[];
}

const sets = new WeakMap<World, WeakMap<Case, ObjectSet>>();

/** Remembered: a case is asked about against many others. */
export function objectSet(one: Case, world: World): ObjectSet {
  const ofWorld = sets.get(world) ?? new WeakMap<Case, ObjectSet>();
  sets.set(world, ofWorld);
  const known = ofWorld.get(one) ?? makeSet(one, world);
  ofWorld.set(one, known);
  return known;
}

function makeSet(one: Case, world: World): ObjectSet {
  const required = new Set<string>();
  const names = new Set<string>();
  let others = isOpen(one, world);
  let forbidden = false;
  let [least, most] = [0, Number.POSITIVE_INFINITY];
  const dependencies: JsonObject[] = [];
  for (const { json } of one.parts) {
    const {
      required: own,
      properties,
      patternProperties,
      additionalProperties,
      unevaluatedProperties,
      dependentRequired,
      minProperties,
      maxProperties,
    } = keywordsOf(json);
    if (typeof minProperties === 'number') least = Math.max(least, minProperties);
    if (typeof maxProperties === 'number') most = Math.min(most, maxProperties);
    if (isArray(own)) for (const name of own) if (typeof name === 'string') required.add(name);
    if (isObject(dependentRequired)) dependencies.push(dependentRequired);
    if (isObject(properties)) for (const name of Object.keys(properties)) names.add(name);
    if (isObject(patternProperties)) others = true;
    if (additionalProperties === false) forbidden ||= !isObject(patternProperties);
    else if (
      additionalProperties !== undefined ||
      (unevaluatedProperties !== undefined && unevaluatedProperties !== false)
    )
      others = true;
  }
  const dependents = (name: string) => dependencies.flatMap((table) => dependentsOf(table, name));
  // A set grows while it is walked: what is required may require more, unless it never travels this way.
  for (const name of dependencies.length === 0 ? [] : required)
    if (!isForOthers(membersOf(one, name).position, world))
      for (const other of dependents(name)) required.add(other);
  for (const name of required) names.add(name);
  const known = new Map<string, Property>();
  const property = (name: string): Property => {
    const found = known.get(name) ?? propertyOf(one, name, required.has(name), world);
    known.set(name, found);
    return found;
  };
  const sorted = once(() => [...names].sort(compareText));
  const ours = new Set([...required].filter((name) => !property(name).foreign));
  return {
    one,
    required: ours,
    least: Math.max(least, ours.size),
    most,
    dependent: dependencies.length > 0,
    dependents,
    get names() {
      return sorted();
    },
    others: others && !forbidden,
    property,
  };
}

/** Whether members may come that no part declares; where there is no schema at all nothing is closed. */
function isOpen({ parts, perhaps, hazy }: Case, world: World): boolean {
  if (parts.length === 0 || perhaps.length > 0 || hazy !== undefined) return true;
  // What no part declares is unevaluated for each of them.
  return !world.closed && parts.every(({ json }) => keywordsOf(json).unevaluatedProperties !== false);
}

/** The schemas that the parts have for a member, and the part that forbids it. */
function membersOf(one: Case, name: string): { position: Schema[]; forbidding: string | undefined } {
  const position: Schema[] = [];
  let forbidding: string | undefined;
  for (const part of one.parts) {
    const own = ownSchemas(part, name);
    if (own === 'forbidden') forbidding ??= part.pointer;
    else position.push(...own);
  }
  return { position, forbidding };
}

/** A member of requests alone where answers are looked at, or the other way round. */
function isForOthers(position: Position, world: World): boolean {
  const keyword = world.direction === 'response' ? 'writeOnly' : 'readOnly';
  return position.some((schema) => isMarked(schema, keyword, world));
}

/** Looks a member up in every part: all schemas that apply to it hold at once. */
function propertyOf(one: Case, name: string, required: boolean, world: World): Property {
  const { position, forbidding } = membersOf(one, name);
  const isRefused = one.parts.some((part) => {
    const names = keywordsOf(part.json).propertyNames === undefined ? undefined : sub(part, 'propertyNames');
    return names !== undefined && fits([names], name, world) === 'no';
  });
  // A required write-only member is required of requests alone, a required read-only one of responses alone.
  const foreign = isForOthers(position, world);
  if (isRefused || forbidding !== undefined)
    return {
      position: undefined,
      required: required && !foreign,
      foreign,
      pointer: forbidding ?? one.parts[0]?.pointer,
    };
  const declared = required || position.length > 0;
  const loose = one.parts.some(
    ({ json }) => ![undefined, false].includes(keywordsOf(json).unevaluatedProperties as boolean | undefined),
  );
  const seen = declared || loose || isOpen(one, world);
  const pointer = position[0]?.pointer;
  if (foreign && (world.direction === 'response' || world.closed))
    return { position: undefined, required: false, foreign, pointer };
  if (!seen || (position.length > 0 && casesOf(position, world).length === 0))
    return { position: undefined, required: required && !foreign, foreign, pointer };
  return { position, required: required && !foreign, foreign, pointer };
}

function ownSchemas(part: Case['parts'][number], name: string): readonly Schema[] | 'forbidden' {
  const found: Schema[] = [];
  const own = sub(part, 'properties', name);
  if (own) found.push(own);
  const { patternProperties: patterns, additionalProperties: additional } = keywordsOf(part.json);
  let unreadable = false;
  for (const source of isObject(patterns) ? Object.keys(patterns) : []) {
    const expression = expressionOf(source);
    unreadable ||= expression === undefined;
    const schema = expression?.test(name) ? sub(part, 'patternProperties', source) : undefined;
    if (schema) found.push(schema);
  }
  if (found.length > 0) return found;
  if (unreadable) return [{ pointer: `${part.pointer}/patternProperties`, json: true }];
  if (additional === false) return 'forbidden';
  if (additional === undefined) return [];
  return [
    sub(part, 'additionalProperties') ?? { pointer: `${part.pointer}/additionalProperties`, json: true },
  ];
}

function dependentsOf(table: JsonObject, name: string): readonly string[] {
  const names = Object.hasOwn(table, name) ? table[name] : undefined;
  return isArray(names) ? names.filter((one) => typeof one === 'string') : [];
}
