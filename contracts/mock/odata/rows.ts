import { isArray, isObject, type Json, type JsonObject } from '../../../generator/model/json.ts';
import type { Api } from '../../../generator/openapi/api.ts';
import { rememberedBySchema } from '../../../generator/openapi/remembered-by-schema.ts';
import { keywordOf, requiredOf, typesOf } from '../../../generator/openapi/schema-walk.ts';
import { shown } from '../entity.ts';
import { concretePath, type Exchange, type Parts } from '../exchange.ts';
import type { Collection } from '../resources.ts';
import { only } from '../seed.ts';
import { objectOf } from '../store.ts';
import { admits } from './applies.ts';
import type { World } from './bound.ts';
import { readMoment } from './instants.ts';
import { inOrder } from './order.ts';
import type { Expand, Query } from './query.ts';
import { selected } from './select.ts';
import { isNavigation, propertiesOfType, propertyNamed, type Type } from './types.ts';
import { isList, isNode, type Node, type Place } from './values.ts';

export interface Row {
  readonly key: string;
  readonly node: Node;
}

/** The rows of a set as a query sees them. */
export function rowsAt(
  { store, resources }: Parts,
  collectionPath: string,
  parameters: Place['parameters'],
): readonly Row[] {
  const resource = resources.at(collectionPath);
  const set = store.rows(concretePath(collectionPath, { template: '', parameters, prefix: '' }));
  const rows: Row[] = [];
  for (const [key, entity] of set) {
    const place = resource?.kind === 'collection' ? new RowPlace(resource, parameters, key) : undefined;
    rows.push({ key, node: { entity, place } });
  }
  return rows;
}

/** Most rows are never asked for their parameters: they are put together when one is. */
class RowPlace implements Place {
  readonly #collection: Collection;
  readonly #above: Place['parameters'];
  readonly #key: string;

  constructor(collection: Collection, above: Place['parameters'], key: string) {
    this.#collection = collection;
    this.#above = above;
    this.#key = key;
  }

  get template(): string {
    return this.#collection.itemPath;
  }

  get parameters(): Place['parameters'] {
    return new Map([...this.#above, [this.#collection.keyParameter, this.#key]]);
  }
}

/** The moment of an exchange, and what the store keeps below an entity at an address of its own. */
export class StoreWorld implements World {
  readonly #exchange: Exchange;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  now(): bigint {
    return readMoment(this.#exchange.now) ?? 0n;
  }

  related({ place, entity }: Node, property: string): readonly Node[] | Node | undefined {
    if (!place) return undefined;
    const { parts } = this.#exchange;
    const template = `${place.template}/${property}`;
    const resource = parts.resources.at(template);
    if (resource?.kind === 'collection' && resource.collectionPath === template) {
      const rows = rowsAt(parts, template, place.parameters);
      // A seed may write them into the entity.
      return rows.length === 0 && Object.hasOwn(entity, property) ? undefined : rows.map(({ node }) => node);
    }
    if (resource?.kind !== 'singleton') return undefined;
    const { parameters } = place;
    const found = parts.store.rows(concretePath(template, { template, parameters, prefix: '' })).get(only);
    return found && { entity: found, place: { template, parameters } };
  }
}

/** Filtered, searched and ordered; not yet cut. */
export function chosen<T extends { readonly node: Node }>(
  rows: readonly T[],
  { filter, search, orders }: Query,
  world: World,
): readonly T[] {
  const found =
    filter || search
      ? rows.filter(
          ({ node }) =>
            (!filter || filter.run({ it: node, each: [], world }) === true) &&
            (!search || search(node.entity)),
        )
      : rows;
  return inOrder(found, orders, world);
}

/** An entity with what is expanded and without what could be, but is not. Nothing is left out yet by `$select`. */
export function presented(
  api: Api,
  node: Node,
  type: Type,
  expand: readonly Expand[],
  world: World,
): JsonObject {
  const entity = type.kind === 'object' ? withoutNavigation(api, type, node.entity, expand) : node.entity;
  if (expand.length === 0) return entity;
  const members = new Map(Object.entries(entity));
  for (const one of expand) {
    const value = expanded(api, node, one, world);
    const property = type.kind === 'object' ? propertyNamed(api, type, one.name) : undefined;
    const schema = property === 'open' ? undefined : property?.schema;
    if (value.json !== undefined) members.set(one.name, value.json);
    else if (schema && isNullable(api, schema)) members.set(one.name, null);
    else members.delete(one.name);
    const counted = `${one.name}@odata.count`;
    if (
      one.query.count &&
      value.count !== undefined &&
      type.kind === 'object' &&
      admits(api, type.schema, counted)
    )
      members.set(counted, value.count);
  }
  return objectOf(members);
}

function isNullable(api: Api, schema: Parameters<typeof typesOf>[1] & object): boolean {
  if (typesOf(api, schema).includes('null')) return true;
  return ['anyOf', 'oneOf'].some((keyword) => {
    const branches = keywordOf(api, schema, keyword);
    return isArray(branches) && branches.some((branch) => isObject(branch) && branch['type'] === 'null');
  });
}

/** Navigation properties that an answer need not have. */
export const hidden = rememberedBySchema((api, schema): ReadonlySet<string> => {
  const required = requiredOf(api, schema);
  const names = [...propertiesOfType(api, { kind: 'object', name: '', schema })]
    .filter((property) => isNavigation(api, property.schema) && !required.has(property.name))
    .map(({ name }) => name);
  return new Set(names);
});

function withoutNavigation(
  api: Api,
  { schema }: Type & { kind: 'object' },
  entity: JsonObject,
  expand: readonly Expand[],
): JsonObject {
  const names = hidden(api, schema);
  if (names.size === 0 || !Object.keys(entity).some((name) => names.has(name))) return entity;
  const kept = new Set(expand.map(({ name }) => name));
  return objectOf(Object.entries(entity).filter(([name]) => !names.has(name) || kept.has(name)));
}

/** What is asked of the entities that a property leads to; with `$levels`, to follow it once more from there. */
function queryBelow(expand: Expand): Query {
  const { query, levels } = expand;
  return levels > 1 ? { ...query, expand: [...query.expand, { ...expand, levels: levels - 1 }] } : query;
}

function expanded(
  api: Api,
  node: Node,
  expand: Expand,
  world: World,
): { readonly json: Json | undefined; readonly count?: number } {
  const { name, type } = expand;
  if (expand.levels === 0) return { json: undefined };
  const query = queryBelow(expand);
  const item = type.kind === 'list' ? type.of : type;
  const show = (one: Node): JsonObject => {
    const entity = presented(api, one, item, query.expand, world);
    return item.kind === 'object' ? shown(api, item.schema, entity) : entity;
  };
  const value = world.related(node, name) ?? embedded(node, name);
  if (type.kind !== 'list') return { json: value !== undefined && isNode(value) ? show(value) : undefined };
  const nodes = value !== undefined && isList(value) ? value.filter(isNode) : [];
  const rows = chosen(
    nodes.map((one) => ({ node: one })),
    query,
    world,
  );
  const end = query.top === undefined ? undefined : query.skip + query.top;
  return { json: rows.slice(query.skip, end).map((row) => show(row.node)), count: rows.length };
}

function embedded({ entity }: Node, name: string): Node | readonly Node[] | undefined {
  const value = Object.hasOwn(entity, name) ? entity[name] : undefined;
  if (isArray(value)) return value.filter(isObject).map((one) => ({ entity: one, place: undefined }));
  return isObject(value) ? { entity: value, place: undefined } : undefined;
}

/** What `$select` leaves of a finished answer, within expanded entities too. */
export function pruned(value: Json, { select, expand }: Query, keys: ReadonlySet<string>): Json {
  if (!isObject(value) || (!select && expand.length === 0)) return value;
  const names = new Set([...keys, ...expand.map(({ name }) => name)]);
  const left = select ? selected(value, select, names) : value;
  if (!isObject(left) || expand.length === 0) return left;
  const members = new Map(Object.entries(left));
  for (const one of expand) {
    const member = members.get(one.name);
    const below = queryBelow(one);
    if (isArray(member))
      members.set(
        one.name,
        member.map((item) => pruned(item, below, ids)),
      );
    else if (member !== undefined) members.set(one.name, pruned(member, below, ids));
  }
  return objectOf(members);
}

const ids: ReadonlySet<string> = new Set(['id']);
