import { isObject } from '../../../generator/model/json.ts';
import type { Api, Operation, Schema } from '../../../generator/openapi/api.ts';
import { rememberedBySchema } from '../../../generator/openapi/remembered-by-schema.ts';
import { ownKeyword, partsOf, propertiesOf } from '../../../generator/openapi/schema-walk.ts';
import type { Exchange, Parts } from '../exchange.ts';
import { jsonContent, listShape, type Resource, type Resources, successResponse } from '../resources.ts';

/** How a GET operation speaks OData: on a collection, on one entity, or as one of OData's own addresses. */
export interface Use {
  readonly of: 'list' | 'entity' | 'count' | 'delta';
  /** What the answer is checked by. */
  readonly schema: Schema | undefined;
  /** The system query options that the spec declares, in lower case and with `$`. */
  readonly declared: ReadonlySet<string>;
  /** The collection that `/$count` and `/delta` are about. */
  readonly base: string;
}

const known = new WeakMap<Operation, { readonly use: Use | undefined }>();

/**
 * OData applies to what the spec shows to be OData, and to nothing else: a list under `value` whose answer has `@odata.…`
 * members, whose operation declares `$…` options, or that goes on by `@odata.nextLink` (`x-ms-pageable`); the entities
 * of such lists; entities with `@odata.…` members or `$…` options of their own.
 */
export function odataUse({ operation, parts }: Pick<Exchange, 'operation' | 'parts'>): Use | undefined {
  return useOf(parts, operation);
}

export function useOf(
  { api, resources }: Pick<Parts, 'api' | 'resources'>,
  operation: Operation,
): Use | undefined {
  const before = known.get(operation);
  if (before) return before.use;
  const use = operation.method === 'get' ? find(api, resources, operation) : undefined;
  known.set(operation, { use });
  return use;
}

function find(api: Api, resources: Resources, operation: Operation): Use | undefined {
  const schema = jsonContent(successResponse(operation, ['200'])?.content ?? [])?.schema;
  const declared = new Set(
    operation.parameters
      .filter((parameter) => parameter.in === 'query' && parameter.name.startsWith('$'))
      .map(({ name }) => name.toLowerCase()),
  );
  const own = /^(.+)\/(?:\$count|(?:microsoft\.graph\.|graph\.)?(delta)(?:\(\))?)$/i.exec(operation.path);
  const base = own?.[1];
  if (base !== undefined && resources.at(base)?.kind === 'collection')
    return { of: own?.[2] === undefined ? 'count' : 'delta', schema, declared, base };
  if (!schema) return undefined;
  const marked = declared.size > 0 || hasControlInformation(api, schema);
  if (listShape(api, schema)?.property === 'value') {
    const isList = marked || goesOn(operation);
    return isList ? { of: 'list', schema, declared, base: operation.path } : undefined;
  }
  if (listShape(api, schema)) return undefined;
  const resource = resources.at(operation.path);
  const isEntity = marked || (resource && inODataList(api, resources, resource, operation));
  return isEntity ? { of: 'entity', schema, declared, base: operation.path } : undefined;
}

function hasControlInformation(api: Api, schema: Schema): boolean {
  return [...propertiesOf(api, schema).keys()].some((name) => name.startsWith('@odata.'));
}

function goesOn({ extensions }: Operation): boolean {
  const pageable = extensions['x-ms-pageable'];
  return isObject(pageable) && String(pageable['nextLinkName']).startsWith('@odata.');
}

/** Whether what is answered here is one of a list; not where the list itself should be and one object is answered. */
function inODataList(api: Api, resources: Resources, resource: Resource, operation: Operation): boolean {
  if (resource.kind !== 'collection' || resource.collectionPath === operation.path) return false;
  const list = api.operationsAt(resource.collectionPath).find(({ method }) => method === 'get');
  return list !== undefined && useOf({ api, resources }, list)?.of === 'list';
}

const graphs = new WeakMap<Api, boolean>();

/** Microsoft Graph, by its address or by the names of its types: it departs from OData in a few points. */
export function isGraph(api: Api): boolean {
  let graph = graphs.get(api);
  if (graph === undefined) {
    graph =
      api.servers.some(({ url }) => /^https:\/\/graph\.microsoft\./i.test(url)) ||
      [...api.schemas.keys()].some((name) => name.startsWith('microsoft.graph.'));
    graphs.set(api, graph);
  }
  return graph;
}

/** Whether any list of the spec is OData's; asked once, when somebody sends a `$batch`. */
export function speaksOData(parts: Pick<Parts, 'api' | 'resources'>): boolean {
  return parts.api.operations.some((operation) => useOf(parts, operation)?.of === 'list');
}

/** The members that a schema admits: those that it declares; of one that takes any, all. */
const admitted = rememberedBySchema((api, schema) => {
  const names = new Set(propertiesOf(api, schema).keys());
  const open = partsOf(api, schema).some((part) => {
    const others = ownKeyword(part, 'additionalProperties');
    return others === true || isObject(others);
  });
  return { names, open };
});

export function admits(api: Api, schema: Schema | undefined, name: string): boolean {
  if (!schema) return false;
  const { names, open } = admitted(api, schema);
  return open || names.has(name);
}
