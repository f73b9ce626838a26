import type { Api, MediaType, Operation, Response, Schema } from '../../generator/openapi/api.ts';
import { rememberedBySchema } from '../../generator/openapi/remembered-by-schema.ts';
import { partsOf, propertiesOf, typesOf } from '../../generator/openapi/schema-walk.ts';
import { type EntityKey, entityKey } from './entity-key.ts';
import { isJsonType } from './record.ts';
import { rememberedByOperation } from './remembered.ts';

/**
 * What a path of the spec is about, read from the paths themselves: a collection and its items stand as `…/things` and
 * `…/things/{id}` (or OData's `…/things('{id}')`), whatever the API's fashion.
 */
export type Resource = Collection | Singleton;

export interface Collection {
  readonly kind: 'collection';
  readonly entity: Schema | undefined;
  readonly collectionPath: string;
  readonly itemPath: string;
  /** The path parameter that holds the key. */
  readonly keyParameter: string;
  /** The property of the entity that is the key; undefined: the key lives beside the entity. */
  readonly key: EntityKey | undefined;
}

export interface Singleton {
  readonly kind: 'singleton';
  readonly entity: Schema | undefined;
  readonly path: string;
}

/** How a list answer is dressed: `[…]`, or an object with the array under a property (OData's `value`). */
export interface ListShape {
  readonly property: string | undefined;
  readonly items: Schema | undefined;
}

/** Resources by path template, found when first asked for: a large spec pays for the paths that are used. */
export class Resources {
  readonly #api: Api;
  readonly #items: ReadonlyMap<string, { readonly collectionPath: string; readonly parameter: string }>;
  readonly #itemOf = new Map<string, string>();
  readonly #found = new Map<string, Resource | null>();
  readonly #above = new Map<string, readonly Collection[]>();

  constructor(api: Api) {
    this.#api = api;
    const items = new Map<string, { collectionPath: string; parameter: string }>();
    for (const path of api.paths) {
      const split = splitItem(path);
      if (!split) continue;
      items.set(path, split);
      if (!this.#itemOf.has(split.collectionPath)) this.#itemOf.set(split.collectionPath, path);
    }
    this.#items = items;
  }

  at(path: string): Resource | undefined {
    const known = this.#found.get(path);
    if (known !== undefined) return known === null ? undefined : known;
    const found = this.#find(path);
    this.#found.set(path, found ?? null);
    return found;
  }

  /** The collections whose items stand above a path, the outermost first. */
  above(path: string): readonly Collection[] {
    let found = this.#above.get(path);
    if (!found) {
      const segments = path.split('/');
      const starts = segments.slice(2).map((_, i) => segments.slice(0, i + 2).join('/'));
      found = starts.flatMap((start) => {
        const resource = this.at(start);
        return resource?.kind === 'collection' && resource.itemPath === start ? [resource] : [];
      });
      this.#above.set(path, found);
    }
    return found;
  }

  #find(path: string): Resource | undefined {
    const item = this.#items.get(path);
    if (item) return this.#collection(item.collectionPath, path, item.parameter);
    const itemPath = this.#itemOf.get(path);
    const parameter = itemPath === undefined ? undefined : this.#items.get(itemPath)?.parameter;
    if (itemPath !== undefined && parameter !== undefined) {
      const found = this.#collection(path, itemPath, parameter);
      if (found) return found;
    }
    return this.#singleton(path);
  }

  /** Items that can be neither read nor changed nor deleted are no collection: `POST /things/{action}`. */
  #collection(collectionPath: string, itemPath: string, keyParameter: string): Collection | undefined {
    const item = this.#operations(itemPath);
    if (!['get', 'patch', 'put', 'delete'].some((method) => item.has(method))) return undefined;
    const collection = this.#operations(collectionPath);
    const list = successSchema(collection.get('get'));
    const shape = list && listShape(this.#api, list);
    const shown = [
      successSchema(item.get('get')),
      shape?.items,
      this.#written(item),
      successSchema(collection.get('post')),
    ].filter((schema) => schema !== undefined);
    // Where an item is one of several (`anyOf` a thing and one that was deleted) the list says what a thing is.
    const declared = [...item.values()].flatMap(({ parameters }) => parameters);
    const { schema } = declared.find((one) => one.in === 'path' && one.name === keyParameter) ?? {};
    const keyOf = (one: Schema | undefined) => entityKey(this.#api, one, { name: keyParameter, schema });
    const entity = shown.find(keyOf) ?? shown[0];
    return {
      kind: 'collection',
      entity,
      collectionPath,
      itemPath,
      keyParameter,
      key: keyOf(entity),
    };
  }

  #written(item: ReadonlyMap<string, Operation>): Schema | undefined {
    return successSchema(item.get('patch')) ?? successSchema(item.get('put'));
  }

  #singleton(path: string): Singleton | undefined {
    const operations = this.#operations(path);
    const entity = successSchema(operations.get('get'));
    if (!entity || listShape(this.#api, entity)) return undefined;
    if (!['patch', 'put'].some((method) => operations.has(method))) return undefined;
    return { kind: 'singleton', entity, path };
  }

  #operations(path: string): ReadonlyMap<string, Operation> {
    return new Map(this.#api.operationsAt(path).map((operation) => [operation.method, operation]));
  }
}

/** `/a/{id}` → `/a` and `id`; `/a('{id}')` and `/a({id})` too. */
function splitItem(path: string): { collectionPath: string; parameter: string } | undefined {
  const match = /^(.+?)(?:\/\{([^{}]+)\}|\((?:[\w-]+=)?'?\{([^{}]+)\}'?\))$/.exec(path);
  const parameter = match?.[2] ?? match?.[3];
  return match?.[1] === undefined || parameter === undefined
    ? undefined
    : { collectionPath: match[1], parameter };
}

/** A list is an array, or an object with `value` or just one array among its members. */
export const listShape = rememberedBySchema((api, schema): ListShape | undefined => {
  if (typesOf(api, schema).includes('array')) return { property: undefined, items: itemsOf(api, schema) };
  const arrays = [...propertiesOf(api, schema)].filter(([, property]) =>
    typesOf(api, property).includes('array'),
  );
  const chosen = arrays.find(([name]) => name === 'value') ?? wrapper(api, schema, arrays);
  return chosen && { property: chosen[0], items: itemsOf(api, chosen[1]) };
});

/** `{ items: […], total }` is a list; an entity with one array among its members and an `id` is not. Lists of texts do not count. */
function wrapper(
  api: Api,
  schema: Schema,
  arrays: readonly [string, Schema][],
): [string, Schema] | undefined {
  const ofObjects = arrays.filter(([, array]) => propertiesOf(api, itemsOf(api, array)).size > 0);
  const [only] = ofObjects;
  return ofObjects.length === 1 && !propertiesOf(api, schema).has('id') ? only : undefined;
}

/** What a list holds, by the first that says it of those that apply: `allOf` of a list and a description is that list. */
export function itemsOf(api: Api, schema: Schema): Schema | undefined {
  for (const part of partsOf(api, schema)) {
    const items = api.child(part, 'items');
    if (items) return items;
  }
  return undefined;
}

const successesOf = rememberedByOperation(({ responses }) =>
  responses.filter(({ status }) => /^2/.test(status)),
);

/** The success answer that an operation documents, the codes that fit its kind first. */
export function successResponse(operation: Operation, preferred: readonly string[]): Response | undefined {
  const successes = successesOf(operation);
  for (const status of preferred) {
    const found = successes.find((response) => response.status === status);
    if (found) return found;
  }
  return successes[0] ?? operation.responses.find(({ status }) => status === 'default');
}

export function jsonContent(content: readonly MediaType[]): MediaType | undefined {
  return (
    content.find(({ type }) => isJsonType(type)) ??
    content.find(({ type }) => /^(\*|application)\/\*/.test(type))
  );
}

function successSchema(operation: Operation | undefined): Schema | undefined {
  const response = operation && successResponse(operation, ['200', '201']);
  return response && jsonContent(response.content)?.schema;
}
