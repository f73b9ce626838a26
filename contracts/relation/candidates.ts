import {
  isArray,
  isObject,
  type Json,
  type JsonObject,
  sameJson,
  setMember,
} from '../../generator/model/json.ts';
import { fits } from '../../generator/openapi/fits.ts';
import { kindOf, kindsOf } from '../../generator/openapi/kinds.ts';
import { type Case, casesOf, type Position } from '../../generator/openapi/position.ts';
import { referringOf } from '../../generator/openapi/referred.ts';
import type { World } from '../../generator/openapi/world.ts';
import { arraySet } from './array-set.ts';
import { objectSet } from './object-set.ts';

/** Bounds of what is tried: whoever finds nothing among so many has to say that he does not know. */
const most = { depth: 6, atoms: 30, names: 5, each: 2, values: 120 };

/**
 * Values that may show the difference of two schemas where no proof has made one: what both of them name (listed values,
 * numbers and lengths at their bounds, members) put together in every way that is not too many.
 */
export function* candidates(a: Position, from: World, b: Position, to: World): Generator<Json> {
  const named = new Named();
  for (const { pointer, json } of a) named.read(json, from, pointer, 0);
  for (const { pointer, json } of b) named.read(json, to, pointer, 0);
  let count = 0;
  for (const one of casesOf(a, from)) {
    for (const value of ofCase(one, from, named)) {
      if (++count > most.values) return;
      yield value;
    }
  }
}

/** What schemas name: values, and names of members. */
class Named {
  readonly atoms: Json[] = ['a', 0, 1, -1, 0.5, '', 'text', true, false, null, {}, []];
  readonly names = new Set<string>();

  read(json: Json, world: World, pointer: string, depth: number): void {
    if (depth > most.depth) return;
    if (isArray(json)) for (const item of json) this.read(item, world, pointer, depth);
    if (!isObject(json)) return;
    for (const { target } of referringOf({ pointer, json }, world).references)
      if (target) this.read(target.json, world, target.pointer, depth + 1);
    this.#keywords(json);
    for (const [keyword, value] of Object.entries(json)) {
      if (keyword === 'enum' || keyword === 'const') for (const one of [value].flat()) this.#add(one as Json);
      else if (keyword === 'properties' || keyword === 'dependentSchemas') {
        for (const [name, inner] of Object.entries(value ?? {})) {
          this.names.add(name);
          this.read(inner as Json, world, pointer, depth + 1);
        }
      } else this.read(value, world, pointer, depth + 1);
    }
  }

  #keywords(json: JsonObject): void {
    for (const keyword of ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']) {
      const bound = json[keyword];
      if (typeof bound === 'number') for (const one of [bound, bound - 1, bound + 1]) this.#add(one);
    }
    for (const keyword of ['minLength', 'maxLength']) {
      const length = json[keyword];
      if (typeof length !== 'number' || length > 200) continue;
      for (const one of [length - 1, length, length + 1]) if (one >= 0) this.#add('a'.repeat(one));
    }
    for (const name of [json['required'] ?? []].flat()) if (typeof name === 'string') this.names.add(name);
    const table = json['dependentRequired'];
    for (const [name, needed] of Object.entries(isObject(table) ? table : {}))
      for (const one of [name, ...[needed].flat()]) if (typeof one === 'string') this.names.add(one);
  }

  #add(value: Json): void {
    if (this.atoms.length < most.atoms && !this.atoms.some((one) => sameJson(one, value)))
      this.atoms.push(value);
  }
}

function* ofCase(one: Case, world: World, named: Named): Generator<Json> {
  const kinds = kindsOf(one, world);
  yield* named.atoms;
  if (kinds.includes('array')) yield* lists(one, world, named);
  if (kinds.includes('object')) yield* objects(one, world, named);
}

function fitting(position: Position | undefined, world: World, named: Named): readonly Json[] {
  if (!position) return [];
  const byKind = new Map<string, Json[]>();
  for (const value of named.atoms) {
    if (fits(position, value, world) === 'no') continue;
    byKind.set(kindOf(value), [...(byKind.get(kindOf(value)) ?? []), value]);
  }
  return [...byKind.values()].flatMap((values) => values.slice(-most.each));
}

function* lists(one: Case, world: World, named: Named): Generator<Json> {
  const set = arraySet(one);
  const at = (i: number) => {
    const wanted = i === 0 ? set.contained.slice(0, 1) : [];
    const values = fitting([...set.item(i), ...wanted], world, named);
    return values.length > 0 ? values : [null];
  };
  const longest = Math.min(4, Math.max(2, set.low + 1, set.leading + 1));
  const start = Math.min(set.low, longest);
  for (let length = start; length <= longest; length++) {
    for (const first of at(0)) {
      yield Array.from({ length }, (_, i) => (i === 0 ? first : (at(i).at(-1) ?? null)));
      for (const other of at(Math.max(0, length - 1)))
        yield Array.from({ length }, (_, i) => (i < length - 1 ? first : other));
    }
  }
}

function* objects(one: Case, world: World, named: Named): Generator<JsonObject> {
  const set = objectSet(one, world);
  const names = [...new Set([...set.required, ...named.names])].filter((name) => set.property(name).position);
  const values = new Map(names.map((name) => [name, fitting(set.property(name).position, world, named)]));
  const few = names.slice(0, most.names);
  for (let chosen = 0; chosen < 2 ** few.length; chosen++) {
    const members = few.filter((_, i) => Math.floor(chosen / 2 ** i) % 2 === 1);
    yield objectOf(members, values, new Map());
    for (const name of members.length === 1 || members.length === few.length ? members : [])
      for (const value of values.get(name) ?? []) yield objectOf(members, values, new Map([[name, value]]));
  }
}

function objectOf(
  names: readonly string[],
  values: ReadonlyMap<string, readonly Json[]>,
  given: ReadonlyMap<string, Json>,
): JsonObject {
  const object: Record<string, Json> = {};
  for (const name of names) {
    const value = given.get(name) ?? values.get(name)?.[0];
    if (value !== undefined) setMember(object, name, value);
  }
  return object;
}
