import { isArray, isObject, type Json, type JsonObject, member } from '../model/json.ts';
import type { Api, Schema } from './api.ts';
import { rememberedBySchema } from './remembered-by-schema.ts';

/** The properties that a schema declares, its `$ref` and `allOf` followed; the first declaration of a name stands. */
export function propertiesOf(api: Api, schema: Schema | undefined): ReadonlyMap<string, Schema> {
  return schema ? declaredProperties(api, schema) : none;
}

const none: ReadonlyMap<string, Schema> = new Map();

const declaredProperties = rememberedBySchema((api, schema): ReadonlyMap<string, Schema> => {
  const found = new Map<string, Schema>();
  for (const part of partsOf(api, schema)) {
    for (const name of Object.keys(objectMember(part, 'properties'))) {
      const property = api.child(part, 'properties', name);
      if (property && !found.has(name)) found.set(name, property);
    }
  }
  return found;
});

/** Where a schema's `$ref` leads: two schemas of one pointer are one. */
export const targetPointer = rememberedBySchema((api, schema) => api.resolve(schema).pointer);

/** The properties that no answer shows. */
export const writeOnlyNames = rememberedBySchema((api, schema): ReadonlySet<string> => {
  const hidden = [...propertiesOf(api, schema)].filter(
    ([, property]) => keywordOf(api, property, 'writeOnly') === true,
  );
  return new Set(hidden.map(([name]) => name));
});

export function requiredOf(api: Api, schema: Schema | undefined): ReadonlySet<string> {
  const names = partsOf(api, schema).flatMap((part) => {
    const required = ownKeyword(part, 'required');
    return isArray(required) ? required.filter((name) => typeof name === 'string') : [];
  });
  return new Set(names);
}

/** A schema and those that apply beside it by `$ref` and `allOf`, each once. */
export function partsOf(api: Api, schema: Schema | undefined): readonly Schema[] {
  const parts = new Map<string, Schema>();
  const add = (next: Schema | undefined): void => {
    if (!next || parts.has(next.pointer)) return;
    parts.set(next.pointer, next);
    const target = api.resolve(next);
    if (target.pointer !== next.pointer) add(target);
    const all = ownKeyword(next, 'allOf');
    if (isArray(all)) for (const i of all.keys()) add(api.child(next, 'allOf', i));
  };
  add(schema);
  return [...parts.values()];
}

/** The first value of a keyword among a schema's parts. */
export function keywordOf(api: Api, schema: Schema | undefined, name: string): Json | undefined {
  for (const part of partsOf(api, schema)) {
    const value = ownKeyword(part, name);
    if (value !== undefined) return value;
  }
  return undefined;
}

export function isReadOnly(api: Api, schema: Schema): boolean {
  return keywordOf(api, schema, 'readOnly') === true;
}

/** The types that a schema names; empty: it names none. OpenAPI 3.0's `nullable` counts as the type `null`. */
export function typesOf(api: Api, schema: Schema | undefined): readonly string[] {
  const type = keywordOf(api, schema, 'type');
  const types = isArray(type) ? type.filter((name) => typeof name === 'string') : [];
  if (typeof type === 'string') types.push(type);
  if (api.version === '3.0' && keywordOf(api, schema, 'nullable') === true) types.push('null');
  return types;
}

/** A keyword of the schema itself, without what it refers to. */
export function ownKeyword(schema: Schema, name: string): Json | undefined {
  return typeof schema.json === 'boolean' ? undefined : member(schema.json, name);
}

function objectMember(schema: Schema, name: string): JsonObject {
  const value = ownKeyword(schema, name);
  return isObject(value) ? value : {};
}

/** The numbers that a keyword has among schemas. */
export function numbersOf(parts: readonly Schema[], name: string): number[] {
  return parts.map((part) => ownKeyword(part, name)).filter((value) => typeof value === 'number');
}
