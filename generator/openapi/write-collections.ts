import type { ApiDescription, Operation, Response } from '../model/description.ts';
import type { JsonObject } from '../model/json.ts';
import { listAt } from '../model/list-at.ts';
import type { Place } from '../model/place.ts';
import { pointer } from '../model/pointer.ts';
import type { Draft, NamedSchema } from './write-draft.ts';
import { typeSchema } from './write-property.ts';

/** The names that Microsoft's own description gives to what all lists have. */
const pageName = 'BaseCollectionPaginationCountResponse';
const deltaName = 'BaseDeltaFunctionResponse';

const schemas = '/components/schemas';

export function collectionName(name: string): string {
  return `${name}CollectionResponse`;
}

/** Whether a list goes on behind `@odata.nextLink`. */
export function isPageable(operation: Operation): boolean {
  return (
    operation.method === 'get' &&
    operation.conventions !== 'plain' &&
    operation.kind !== 'count' &&
    operation.kind !== 'media' &&
    operation.responses.some((response) => response.status < 300 && response.type?.collection === true)
  );
}

/** `…/users/delta`, `…/users/delta()`: a list that says by `@odata.deltaLink` where to go on later. */
export function isDelta(operation: Operation): boolean {
  return (
    operation.method === 'get' &&
    /\/(?:microsoft\.graph\.|graph\.)?delta(?:\([^/]*\))?$/i.test(operation.path)
  );
}

/** The type whose shared list schema an answer is; undefined for lists of primitives, of several types, of changes. */
function sharedType(operation: Operation, response: Response): string | undefined {
  const { type, others } = response;
  if (!type?.collection || type.name === undefined || type.name.startsWith('Edm.') || others.length > 0)
    return undefined;
  return operation.kind === 'ref' || isDelta(operation) ? undefined : type.name;
}

/** The schemas of lists: one for each type that some operation answers with a list of, and what they have in common. */
export function collectionSchemas(description: ApiDescription, draft: Draft): NamedSchema[] {
  const found = new Map<string, Place[]>();
  const bases = new Set<string>();
  for (const operation of description.operations) {
    if (operation.conventions === 'plain') continue;
    for (const response of operation.responses) {
      if (!response.type?.collection || response.status >= 300) continue;
      bases.add(isDelta(operation) ? deltaName : pageName);
      const name = sharedType(operation, response);
      if (name === undefined) continue;
      listAt(found, name).push(...response.origin.places);
    }
  }
  for (const name of [...bases, ...[...found.keys()].map(collectionName)]) draft.declare(name);
  const ofType = ([name, places]: [string, Place[]]): NamedSchema => ({
    name: collectionName(name),
    write: (draft) => collectionOf(name, places, draft),
  });
  const ofAll = (name: string): NamedSchema => ({ name, write: (draft) => base(name, draft) });
  return [...[...found].map(ofType), ...[...bases].map(ofAll)];
}

function collectionOf(type: string, places: readonly Place[], draft: Draft): JsonObject {
  draft.mark(pointer(schemas, draft.key(collectionName(type))), { places, inferred: 'odata-collection' });
  return listOf(typeSchema({ name: type, collection: true }, draft), pageName, draft);
}

/** What a page of a list has beside its items (OData JSON 4.01, 4.5). */
function base(name: string, draft: Draft): JsonObject {
  draft.mark(pointer(schemas, draft.key(name)), { places: [], inferred: 'odata-collection' });
  const text: JsonObject = { type: 'string' };
  const count: JsonObject = { type: 'integer', format: 'int64' };
  const properties: JsonObject =
    name === deltaName
      ? { '@odata.context': text, '@odata.nextLink': text, '@odata.deltaLink': text }
      : { '@odata.context': text, '@odata.count': count, '@odata.nextLink': text };
  return { type: 'object', properties };
}

/** A list without `value` breaks the contract (OData JSON 4.01, 12). */
function listOf(value: JsonObject, name: string, draft: Draft): JsonObject {
  return { allOf: [draft.reference(name), { type: 'object', required: ['value'], properties: { value } }] };
}

/** The schema of an answer that is a list. `value` is the array. */
export function listSchema(
  operation: Operation,
  response: Response,
  value: JsonObject,
  at: string,
  draft: Draft,
): JsonObject {
  const shared = sharedType(operation, response);
  if (shared !== undefined) return draft.reference(collectionName(shared));
  draft.mark(at, { places: response.typeOrigin.places, inferred: 'odata-collection' });
  if (response.typeOrigin.inferred !== undefined)
    draft.mark(pointer(at, 'allOf', 1, 'properties', 'value'), response.typeOrigin);
  return listOf(value, isDelta(operation) ? deltaName : pageName, draft);
}
