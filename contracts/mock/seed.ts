import { isArray, isObject, type Json, type JsonObject, member } from '../../generator/model/json.ts';
import type { Api, MediaType, Operation, Schema } from '../../generator/openapi/api.ts';
import { complete, keyOf } from './entity.ts';
import { exemplifiedKey } from './entity-key.ts';
import { firstKey } from './fresh-key.ts';
import type { Seed } from './options.ts';
import { jsonContent, listShape, type Resource, type Resources } from './resources.ts';
import type { Routes } from './routes.ts';
import { type Row, rowsOf } from './store.ts';
import type { Validators } from './validator.ts';

/** The singleton's row; a key that no URL can name. */
export const only = '';

interface SeedParts {
  readonly api: Api;
  readonly routes: Routes;
  readonly resources: Resources;
  readonly validators: Validators;
}

/** The first rows of a set: what the seed says, else the spec's examples, else one row made from the schema. */
export function seedRows(
  parts: SeedParts,
  path: string,
  seed: Seed | undefined,
  now: string,
  isBelowMade = false,
): readonly Row[] {
  const resource = resourceOf(parts, path);
  if (!resource) return [];
  // What a service makes by itself for a new entity is a thing of its own (its settings), never a list of others.
  if (isBelowMade && resource.kind === 'collection') return [];
  if (seed) return Object.hasOwn(seed, path) ? seeded(resource, seed[path]) : [];
  const found = examples(parts, resource, now);
  if (found.length > 0) return found;
  const made = complete(parts.api, resource.entity, {}, { now }, resource);
  const key = madeKey(parts, resource, now);
  return isObject(made) ? [row(resource, withKey(resource, made, key), key)] : [];
}

/** What a set holds; the spec may have a path for its items alone: `/repos/{owner}/{repo}` without `/repos/{owner}`. */
function resourceOf({ routes, resources }: SeedParts, path: string): Resource | undefined {
  const at = (one: string) => {
    const match = routes.match(one);
    return match && match !== 'malformed' ? resources.at(match.template) : undefined;
  };
  const own = at(path);
  if (own) return own;
  const item = at(`${path}/-`);
  return item?.kind === 'collection' ? item : undefined;
}

/** As the schema exemplifies it; else the first that counting gives. */
function madeKey({ api, validators }: SeedParts, resource: Resource, now: string): string {
  if (resource.kind === 'singleton') return only;
  const example = resource.key && exemplifiedKey(api, resource.entity, resource.key);
  return example ?? firstKey({ api, validators }, resource, { now });
}

function withKey(resource: Resource, entity: JsonObject, key: string): JsonObject {
  if (resource.kind !== 'collection' || !resource.key) return entity;
  return { ...entity, [resource.key.property]: resource.key.numeric ? Number(key) : key };
}

function seeded(resource: Resource, value: Json | undefined): readonly Row[] {
  if (resource.kind === 'singleton') return isObject(value) ? [row(resource, value, only)] : [];
  return (rowsOf(value) ?? []).map((entity, i) => row(resource, entity, String(i + 1)));
}

function row(resource: Resource, entity: JsonObject, otherwise: string): Row {
  return { key: resource.kind === 'singleton' ? only : (keyOf(resource, entity) ?? otherwise), entity };
}

/** Documented examples of whole entities, in document order, each key once. Those that break the schema are left out. */
function examples(parts: SeedParts, resource: Resource, now: string): readonly Row[] {
  const paths =
    resource.kind === 'singleton' ? [resource.path] : [resource.collectionPath, resource.itemPath];
  const media = paths.flatMap((path) => parts.api.operationsAt(path).flatMap(successContent));
  const rows = new Map<string, Row>();
  for (const content of media) {
    for (const entity of content.examples.flatMap(({ value }) =>
      entitiesOf(parts.api, content.schema, value),
    )) {
      const whole = complete(parts.api, resource.entity, entity, { now }, resource);
      const found = row(resource, whole, String(rows.size + 1));
      const sound = resource.entity && parts.validators.accepts(resource.entity, 'response', whole);
      const keyed =
        resource.kind === 'singleton' || resource.key === undefined || keyOf(resource, entity) !== undefined;
      if (sound && keyed && !rows.has(found.key)) rows.set(found.key, found);
    }
  }
  return [...rows.values()];
}

function successContent(operation: Operation): readonly MediaType[] {
  return operation.responses
    .filter(({ status }) => /^2/.test(status))
    .map(({ content }) => jsonContent(content))
    .filter((content) => content !== undefined);
}

function entitiesOf(api: Api, schema: Schema | undefined, value: Json): readonly JsonObject[] {
  const shape = schema && listShape(api, schema);
  if (!shape) return isObject(value) ? [value] : [];
  const list = shape.property === undefined ? value : member(value, shape.property);
  return isArray(list) ? list.filter(isObject) : [];
}
