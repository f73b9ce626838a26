import { isObject, type Json, type JsonObject } from '../../generator/model/json.ts';
import type { Api, Schema } from '../../generator/openapi/api.ts';
import {
  isReadOnly,
  keywordOf,
  propertiesOf,
  requiredOf,
  typesOf,
  writeOnlyNames,
} from '../../generator/openapi/schema-walk.ts';
import type { Resource } from './resources.ts';
import { type Moment, sample } from './sample.ts';
import { merge, objectOf } from './store.ts';

/** The key of an entity as it stands in a URL. */
export function keyOf(resource: Resource, entity: JsonObject): string | undefined {
  if (resource.kind === 'singleton' || !resource.key) return undefined;
  const value = Object.hasOwn(entity, resource.key.property) ? entity[resource.key.property] : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/**
 * The entity with what the service adds: required members that are not there, read-only ones that the service
 * computes, defaults. Members stand in the schema's order, so that an answer does not show who sent what.
 */
export function complete(
  api: Api,
  schema: Schema | undefined,
  given: JsonObject,
  moment: Moment,
  resource: Resource,
): JsonObject {
  const properties = propertiesOf(api, schema);
  const required = requiredOf(api, schema);
  const members = new Map<string, Json>();
  for (const [name, property] of properties) {
    const value = Object.hasOwn(given, name) ? given[name] : added(api, property, required.has(name), moment);
    if (value !== undefined) members.set(name, value);
  }
  for (const name of required) if (!members.has(name) && !Object.hasOwn(given, name)) members.set(name, null);
  for (const [name, value] of Object.entries(given)) if (!members.has(name)) members.set(name, value);
  const isKey = resource.kind === 'collection' ? resource.key?.property : undefined;
  if (isKey !== undefined && !Object.hasOwn(given, isKey)) members.delete(isKey);
  return objectOf(members);
}

function added(api: Api, property: Schema, required: boolean, moment: Moment): Json | undefined {
  if (keywordOf(api, property, 'writeOnly') === true) return undefined;
  const preset = keywordOf(api, property, 'default');
  if (preset !== undefined) return preset;
  const types = typesOf(api, property);
  if (!required && !(isReadOnly(api, property) && types.some((type) => scalars.has(type)))) return undefined;
  if (types.includes('null') && !isReadOnly(api, property)) return null;
  return sample(api, property, moment);
}

const scalars = new Set(['string', 'integer', 'number', 'boolean']);

/** What a PATCH makes of an entity. A null clears: it stands as null where the schema knows null, else the member goes. */
export function patched(
  api: Api,
  schema: Schema | undefined,
  before: JsonObject,
  patch: JsonObject,
  removes: boolean,
): JsonObject {
  const properties = propertiesOf(api, schema);
  return merge(before, patch, (name) => {
    const property = properties.get(name);
    return removes || (property && !typesOf(api, property).includes('null')) ? undefined : null;
  });
}

/** A stored entity as another schema shows it: members that it declares, those it requires made up where absent. */
export function projected(api: Api, schema: Schema, entity: JsonObject, moment: Moment): Json {
  const properties = propertiesOf(api, schema);
  if (properties.size === 0) return entity;
  const made = sample(api, schema, moment);
  const members = new Map(isObject(made) ? Object.entries(made) : []);
  for (const name of properties.keys()) {
    const value = Object.hasOwn(entity, name) ? entity[name] : undefined;
    if (value !== undefined) members.set(name, value);
  }
  return objectOf(members);
}

/** Write-only members are kept and never answered. */
export function shown(api: Api, schema: Schema | undefined, entity: JsonObject): JsonObject {
  const hidden = schema && writeOnlyNames(api, schema);
  if (!hidden || hidden.size === 0) return entity;
  return objectOf(Object.entries(entity).filter(([name]) => !hidden.has(name)));
}
