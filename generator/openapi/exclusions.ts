import { isArray, isObject, type Json, type JsonObject } from '../model/json.ts';
import type { Schema } from './api.ts';
import { type Referring, referringOf } from './referred.ts';
import type { World } from './world.ts';

/** What a schema is left with that `not` refuses: alternatives, each a schema that says so without `not`. */
export type Exclusion = readonly Schema[];

const types = ['null', 'boolean', 'number', 'string', 'array', 'object'];

/** Keywords that say nothing of a value. */
const silent = new Set([
  'title',
  'description',
  'example',
  'examples',
  'default',
  'deprecated',
  '$comment',
  'xml',
]);

/**
 * Writes what `not` leaves as schemas without `not`, where that is possible: the complement of types, of required members,
 * of combinations of these. Undefined where it is not; leaving it out then widens what may come. The schemas made here
 * stand nowhere in the document: their pointers are those of what they come from, with a mark that no pointer has.
 */
export function exclusionOf(refused: Schema, world: World, depth = 0): Exclusion | undefined {
  const { json, pointer } = refused;
  if (json === true) return [];
  if (json === false) return [{ pointer: `${pointer}~not`, json: true }];
  if (depth > 8) return undefined;
  const referring = referringOf(refused, world);
  if (referring.references.length > 0) return ofTarget(referring, world, depth);
  const keywords = Object.keys(json).filter((keyword) => !silent.has(keyword) && !keyword.startsWith('x-'));
  // `nullable` widens the type beside it.
  if (json['nullable'] === true) return undefined;
  const only = (...wanted: readonly string[]) => keywords.every((keyword) => wanted.includes(keyword));
  const [first] = keywords;
  if (first === undefined) return [];
  if (only('type')) return ofTypes(json, pointer);
  if (only('type', 'required')) return ofRequired(json, pointer);
  if (only('type', 'properties', 'required')) return ofMember(json, pointer);
  if (keywords.length > 1) return undefined;
  if (first === 'not') return inner(refused, json, 'not');
  if (first === 'allOf') return ofAll(refused, json, world, depth);
  if (first === 'anyOf') return ofAny(json, pointer);
  return undefined;
}

function ofTarget({ references, alone }: Referring, world: World, depth: number): Exclusion | undefined {
  const [reference] = references;
  return alone && references.length === 1 && reference?.target
    ? exclusionOf(reference.target, world, depth + 1)
    : undefined;
}

function made(pointer: string, i: number, json: JsonObject): Schema {
  return { pointer: `${pointer}~not${i}`, json };
}

function ofTypes(json: JsonObject, pointer: string): Exclusion | undefined {
  const refused = [json['type'] ?? []].flat();
  // What is a number and no integer has no name.
  if (refused.some((type) => typeof type !== 'string' || !types.includes(type))) return undefined;
  const left = types.filter((type) => !refused.includes(type));
  return left.length === 0 ? [] : [made(pointer, 0, { type: left })];
}

/** One of the names is missing; of what is no object all are said to be there. */
function ofRequired(json: JsonObject, pointer: string): Exclusion | undefined {
  const names = namesOf(json['required']);
  if (!names || (json['type'] !== undefined && json['type'] !== 'object')) return undefined;
  const others =
    json['type'] === undefined ? [] : [made(pointer, names.length, { type: types.slice(0, -1) })];
  return [...names.map((name, i) => made(pointer, i, without(name))), ...others];
}

/** A member that has to be there, with one of the values: it is missing, or has another. */
function ofMember(json: JsonObject, pointer: string): Exclusion | undefined {
  const { properties, required, type } = json;
  const names = namesOf(required);
  if (!isObject(properties) || !names || (type !== undefined && type !== 'object')) return undefined;
  const described = Object.keys(properties);
  if (described.some((name) => !names.includes(name))) return undefined;
  const missing = ofRequired(type === undefined ? { required: names } : { type, required: names }, pointer);
  const other = described.map((name, i) => {
    const value: JsonObject = { not: properties[name] ?? true };
    const schema = { type: 'object', required: [name], properties: Object.fromEntries([[name, value]]) };
    return made(`${pointer}~member`, i, schema);
  });
  return missing && [...missing, ...other];
}

function ofAll(refused: Schema, json: JsonObject, world: World, depth: number): Exclusion | undefined {
  const list = json['allOf'];
  const all = isArray(list)
    ? list.map((_, i) => {
        const branch = inner(refused, json, 'allOf', i)?.[0];
        return branch && exclusionOf(branch, world, depth + 1);
      })
    : [undefined];
  return all.some((one) => one === undefined) ? undefined : all.flatMap((one) => one ?? []);
}

/** None of them: each is refused by itself. */
function ofAny(json: JsonObject, pointer: string): Exclusion | undefined {
  const list = json['anyOf'];
  return isArray(list) ? [made(pointer, 0, { allOf: list.map((branch) => ({ not: branch })) })] : undefined;
}

function inner(schema: Schema, json: JsonObject, keyword: string, i?: number): Exclusion | undefined {
  const list = json[keyword];
  const found: Json | undefined = i === undefined ? list : isArray(list) ? list[i] : undefined;
  if (!isObject(found) && typeof found !== 'boolean') return undefined;
  return [{ pointer: `${schema.pointer}/${keyword}${i === undefined ? '' : `/${i}`}`, json: found }];
}

function namesOf(required: Json | undefined): readonly string[] | undefined {
  const names = isArray(required) ? required.filter((name) => typeof name === 'string') : [];
  return names.length > 0 ? names : undefined;
}

function without(name: string): JsonObject {
  return { type: 'object', properties: Object.fromEntries([[name, false]]) };
}
