import {
  isArray,
  isObject,
  type Json,
  type JsonObject,
  member,
  setMember,
} from '../../generator/model/json.ts';
import type { Api, Schema } from '../../generator/openapi/api.ts';
import { fits } from '../../generator/openapi/fits.ts';
import { rememberedBySchema } from '../../generator/openapi/remembered-by-schema.ts';
import {
  isReadOnly,
  keywordOf,
  ownKeyword,
  partsOf,
  propertiesOf,
  requiredOf,
  typesOf,
  writeOnlyNames,
} from '../../generator/openapi/schema-walk.ts';
import { worldOf } from '../../generator/openapi/world.ts';
import { itemsOf, type Resource } from './resources.ts';
import { type Moment, sample } from './sample.ts';
import { objectOf } from './store.ts';

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
  for (const [name, value] of Object.entries(given)) members.set(name, value);
  const isKey = resource.kind === 'collection' ? resource.key?.property : undefined;
  if (isKey !== undefined && !Object.hasOwn(given, isKey)) members.delete(isKey);
  return objectOf(members);
}

function added(api: Api, property: Schema, required: boolean, moment: Moment): Json | undefined {
  if (keywordOf(api, property, 'writeOnly') === true) return undefined;
  const preset = keywordOf(api, property, 'default');
  if (preset !== undefined && fits([property], preset, worldOf(api, 'response', false)) !== 'no')
    return preset;
  const types = typesOf(api, property);
  if (!required && !(isReadOnly(api, property) && types.some((type) => scalars.has(type)))) return undefined;
  if (types.includes('null') && !isReadOnly(api, property)) return null;
  return sample(api, property, moment);
}

const scalars = new Set(['string', 'integer', 'number', 'boolean']);

/** Read-only times by what they tell: when an entity was made, and when it was changed last. */
const stamps = rememberedBySchema((api, schema) => {
  const times = [...propertiesOf(api, schema)].filter(
    ([, property]) => isReadOnly(api, property) && keywordOf(api, property, 'format') === 'date-time',
  );
  const named = (words: RegExp) => times.map(([name]) => name).filter((name) => words.test(name));
  return { made: named(/creat/i), changed: named(/modif|updat|chang/i) };
});

/** The entity with its times: those of the change, and when it is new that of its making, whatever examples say. */
export function stamped(
  api: Api,
  schema: Schema | undefined,
  entity: JsonObject,
  { now }: Moment,
  isNew: boolean,
): JsonObject {
  const { made, changed } = schema ? stamps(api, schema) : { made: [], changed: [] };
  const names = isNew ? [...made, ...changed] : changed;
  if (names.length === 0) return entity;
  const members = new Map(Object.entries(entity));
  for (const name of names) members.set(name, now);
  return objectOf(members);
}

/** What an answer says of itself and a client may send back: no member of the entity (OData JSON Format 4.01, 4.6). */
export function withoutAnnotations(entity: JsonObject): JsonObject {
  if (!Object.hasOwn(entity, '@odata.etag') && !Object.hasOwn(entity, '@odata.context')) return entity;
  return objectOf(
    Object.entries(entity).filter(([name]) => name !== '@odata.etag' && name !== '@odata.context'),
  );
}

/** The members that only the service sets. */
export function readOnlyMembers(api: Api, schema: Schema | undefined, entity: JsonObject): JsonObject {
  const properties = propertiesOf(api, schema);
  return objectOf(
    Object.entries(entity).filter(([name]) => {
      const property = properties.get(name);
      return property !== undefined && isReadOnly(api, property);
    }),
  );
}

/** How a PATCH is read: by its media type, and by what the schemas let stand as null. */
export interface PatchReading {
  readonly api: Api;
  /** A null takes the member away, at any depth (RFC 7396). */
  readonly removes: boolean;
  readonly admitsNull: (schema: Schema) => boolean;
}

/**
 * What a PATCH makes of an entity: absent members keep, complex ones are merged, lists and everything else replaced
 * (OData 4.01 Protocol, 11.4.3). A null clears: it stands as null where the schema knows null, else the member goes.
 */
export function patched(
  reading: PatchReading,
  schema: Schema | undefined,
  before: JsonObject,
  patch: JsonObject,
): JsonObject {
  const properties = propertiesOf(reading.api, schema);
  const after: Record<string, Json> = { ...before };
  for (const name of Object.keys(patch)) {
    const value = patch[name] ?? null;
    const isPlain = typeof value !== 'object' || isArray(value);
    const next = isPlain ? value : patchedMember(reading, properties.get(name), member(before, name), value);
    if (next === undefined) delete after[name];
    else setMember(after, name, next);
  }
  return after;
}

function patchedMember(
  reading: PatchReading,
  schema: Schema | undefined,
  old: Json | undefined,
  value: JsonObject | null,
): Json | undefined {
  if (value === null)
    return reading.removes || (schema !== undefined && !reading.admitsNull(schema)) ? undefined : null;
  const kept = isObject(old) && !changesType(old, value) ? old : undefined;
  return kept || reading.removes ? patched(reading, schema, kept ?? {}, value) : value;
}

/** A complex value of another type has nothing in common with the one before. */
function changesType(old: JsonObject, value: JsonObject): boolean {
  const type = member(value, '@odata.type');
  return type !== undefined && type !== (member(old, '@odata.type') ?? type);
}

/**
 * A stored entity as another schema shows it: members that it declares, those it requires made up where absent. A list has it
 * as its one item; what can be no object is made up.
 */
export function projected(api: Api, schema: Schema, entity: JsonObject, moment: Moment): Json {
  const properties = propertiesOf(api, schema);
  const types = typesOf(api, schema);
  if (properties.size === 0 && types.length > 0 && !types.includes('object')) {
    const items = types.includes('array') && itemsOf(api, schema);
    return items ? [projected(api, items, entity, moment)] : sample(api, schema, moment);
  }
  if (properties.size === 0 && keywordOf(api, schema, 'properties') === undefined) return entity;
  const made = sample(api, schema, moment);
  const members = new Map(isObject(made) ? Object.entries(made) : []);
  for (const name of properties.keys()) {
    const value = Object.hasOwn(entity, name) ? entity[name] : undefined;
    if (value !== undefined) members.set(name, value);
  }
  return objectOf(members);
}

/**
 * The names that a schema knows, where it says that much: not where it takes others, or has alternatives that may know more.
 */
const knownNames = rememberedBySchema((api, schema): ReadonlySet<string> | undefined => {
  const isOpen = partsOf(api, schema).some((part) =>
    openers.some((name) => isOpener(ownKeyword(part, name))),
  );
  const names = new Set(propertiesOf(api, schema).keys());
  return isOpen || names.size === 0 ? undefined : names;
});

const openers = [
  ...['additionalProperties', 'unevaluatedProperties', 'patternProperties', 'discriminator'],
  ...['anyOf', 'oneOf', 'if', 'dependentSchemas', '$dynamicRef'],
];

function isOpener(value: Json | undefined): boolean {
  return value !== undefined && value !== false;
}

/** The entity without what it was given and its schema does not know. */
export function declared(api: Api, schema: Schema | undefined, entity: JsonObject): JsonObject {
  const names = schema && knownNames(api, schema);
  if (!names || Object.keys(entity).every((name) => names.has(name))) return entity;
  return objectOf(Object.entries(entity).filter(([name]) => names.has(name)));
}

/** Write-only members are kept and never answered. */
export function shown(api: Api, schema: Schema | undefined, entity: JsonObject): JsonObject {
  const hidden = schema && writeOnlyNames(api, schema);
  if (!hidden || hidden.size === 0) return entity;
  return objectOf(Object.entries(entity).filter(([name]) => !hidden.has(name)));
}
