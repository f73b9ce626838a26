import type { JsonObject } from '../../generator/model/json.ts';
import { pathSegment } from '../../generator/model/printers/path.ts';
import { answer, notModified } from './answer.ts';
import { asObject, type ReadBody } from './body.ts';
import { complete, keyOf, patched, readOnlyMembers, stamped, withoutAnnotations } from './entity.ts';
import { refuse, unknownKey } from './errors.ts';
import { keepMade, precondition } from './etag.ts';
import { concretePath, type Exchange } from './exchange.ts';
import { freshKey } from './fresh-key.ts';
import { answerEntity, writtenView } from './odata/answer-entity.ts';
import { answerExemplified } from './odata/answer-exemplified.ts';
import { answerCount, answerList } from './odata/answer-list.ts';
import { odataUse } from './odata/applies.ts';
import { answerProperty } from './odata/beyond.ts';
import { answerDelta } from './odata/delta.ts';
import { essence, type MockResponse } from './record.ts';
import type { Collection, Resource, Singleton } from './resources.ts';
import { only } from './seed.ts';

/** What an operation does to the state: chosen by its method and by what its path is about. */
export type Behaviour = (exchange: Exchange, body: ReadBody) => MockResponse;

export function behaviourFor(exchange: Exchange, resource: Resource | undefined): Behaviour {
  const { method, path } = exchange.operation;
  const own = odataBehaviour(exchange);
  if (own) return own;
  if (resource?.kind === 'singleton') return onSingleton(method, resource) ?? documented;
  if (resource?.kind !== 'collection') return documented;
  return (
    (path === resource.itemPath ? onItem(method, resource) : onCollection(method, resource)) ?? documented
  );
}

/** Addresses that OData itself gives a meaning to. */
function odataBehaviour(exchange: Exchange): Behaviour | undefined {
  const { beyond, parts } = exchange;
  const use = odataUse(exchange);
  const kind = beyond?.kind ?? use?.of;
  if (!use || kind === 'list' || kind === 'entity' || kind === undefined) return undefined;
  const base = parts.resources.at(use.base);
  if (kind === 'property' || kind === 'value') return base && ((one) => part(one, base));
  if (base?.kind !== 'collection') return undefined;
  return (one) => (kind === 'count' ? answerCount(one, base) : answerDelta(one, base, use));
}

/** A property of an entity. */
function part(exchange: Exchange, resource: Resource): MockResponse {
  const { match, beyond, parts } = exchange;
  const isItem = resource.kind === 'collection';
  const set = isItem ? setPath(exchange, resource) : concretePath(resource.path, match);
  const key = isItem ? (match.parameters.get(resource.keyParameter) ?? '') : only;
  const entity = parts.store.rows(set).get(key);
  return entity && beyond ? answerProperty(exchange, beyond, entity) : notFound(exchange, set, key);
}

function onCollection(method: string, resource: Collection): Behaviour | undefined {
  if (method === 'get') return (exchange) => list(exchange, resource);
  return method === 'post' ? (exchange, body) => create(exchange, body, resource) : undefined;
}

function onItem(method: string, resource: Collection): Behaviour | undefined {
  const target = (exchange: Exchange): Target => {
    const key = exchange.match.parameters.get(resource.keyParameter) ?? '';
    return { set: setPath(exchange, resource), key, resource };
  };
  return onEntity(method, target);
}

function onSingleton(method: string, resource: Singleton): Behaviour | undefined {
  return onEntity(method, (exchange) => ({
    set: concretePath(resource.path, exchange.match),
    key: only,
    resource,
  }));
}

interface Target {
  readonly set: string;
  readonly key: string;
  readonly resource: Resource;
}

function onEntity(method: string, target: (exchange: Exchange) => Target): Behaviour | undefined {
  switch (method) {
    case 'get':
      return (exchange) => read(exchange, target(exchange));
    case 'patch':
      return (exchange, body) => update(exchange, body, target(exchange));
    case 'put':
      return (exchange, body) => replace(exchange, body, target(exchange));
    case 'delete':
      return (exchange) => remove(exchange, target(exchange));
    default:
      return undefined;
  }
}

/** Operations that touch no entity (actions, functions, reports) answer as the spec exemplifies. */
const documented: Behaviour = (exchange) => {
  const use = odataUse(exchange);
  return (
    (use && answerExemplified(exchange, use)) ?? answer(exchange, { prefer: ['200', '201', '202', '204'] })
  );
};

function setPath({ match }: Exchange, resource: Collection): string {
  return concretePath(resource.collectionPath, match);
}

function list(exchange: Exchange, resource: Collection): MockResponse {
  const use = odataUse(exchange);
  if (use?.of === 'list') return answerList(exchange, resource, use);
  const rows = [...exchange.parts.store.rows(setPath(exchange, resource)).values()];
  return answer(exchange, { prefer: ['200'], list: rows, schema: resource.entity });
}

function read(exchange: Exchange, { set, key, resource }: Target): MockResponse {
  const entity = exchange.parts.store.rows(set).get(key);
  if (!entity) return notFound(exchange, set, key);
  keepMade(entity);
  const refused = unmet(exchange, entity);
  if (refused) return refused;
  const use = odataUse(exchange);
  return use
    ? answerEntity(exchange, resource, use, entity)
    : answer(exchange, { prefer: ['200'], entity, schema: resource.entity, tagged: true });
}

/** Why the request is not carried out: a condition of its own. Asked when all else is in order (RFC 9110, 13.2.1). */
function unmet(exchange: Exchange, entity: JsonObject | undefined): MockResponse | undefined {
  const { fields, operation } = exchange;
  if (!fields.has('if-match') && !fields.has('if-none-match')) return undefined;
  const found = precondition(fields, operation.method, entity);
  if (found === 'not-modified') return entity && notModified(exchange, entity);
  return found && refuse(exchange, found);
}

function create(exchange: Exchange, body: ReadBody, resource: Collection): MockResponse {
  const { api, store } = exchange.parts;
  const set = setPath(exchange, resource);
  const rows = store.rows(set);
  const given = withoutAnnotations(asObject(body.value));
  const sent = keyOf(resource, given);
  if (sent !== undefined && rows.has(sent))
    return refuse(exchange, { status: 409, message: `A resource with the key '${sent}' already exists.` });
  const key = sent ?? freshKey(exchange, resource, rows);
  const keyed = resource.key ? { ...given, [resource.key.property]: keyValue(resource, key, given) } : given;
  const whole = complete(api, resource.entity, keyed, exchange, resource);
  const entity = stamped(api, resource.entity, whole, exchange, true);
  store.put(set, key, entity);
  store.begin(itemPath(exchange, resource, key));
  const location = `${exchange.match.prefix}${set}/${pathSegment(key)}`;
  return answer(exchange, {
    prefer: ['201', '200', '202', '204'],
    entity,
    schema: resource.entity,
    headers: { location },
    tagged: true,
    view: writtenView(exchange, resource),
  });
}

function keyValue(resource: Collection, key: string, given: JsonObject) {
  const property = resource.key?.property ?? '';
  if (Object.hasOwn(given, property) && given[property] !== null) return given[property] ?? key;
  return resource.key?.numeric ? Number(key) : key;
}

/** The concrete path of an item of a collection. */
function itemPath(
  { match }: Exchange,
  { itemPath: template, keyParameter }: Collection,
  key: string,
): string {
  return concretePath(template, {
    ...match,
    parameters: new Map([...match.parameters, [keyParameter, key]]),
  });
}

function update(exchange: Exchange, body: ReadBody, { set, key, resource }: Target): MockResponse {
  const { api, store, validators } = exchange.parts;
  const before = store.rows(set).get(key);
  if (!before) return notFound(exchange, set, key);
  const refused = unmet(exchange, before);
  if (refused) return refused;
  const removes = essence(exchange.fields.get('content-type') ?? '') === 'application/merge-patch+json';
  const reading = {
    api,
    removes,
    admitsNull: (schema: NonNullable<Resource['entity']>) => validators.accepts(schema, 'response', null),
  };
  const patch = withoutAnnotations(asObject(body.value));
  const merged = keepingKey(resource, before, patched(reading, resource.entity, before, patch));
  const entity = stamped(api, resource.entity, merged, exchange, false);
  store.put(set, key, entity);
  return answer(exchange, {
    prefer: ['200', '204', '202'],
    entity,
    schema: resource.entity,
    tagged: true,
    view: writtenView(exchange, resource),
  });
}

/** PUT replaces what clients may set; where nothing is, it creates, if the spec documents 201 for it. */
function replace(exchange: Exchange, body: ReadBody, { set, key, resource }: Target): MockResponse {
  const { api, store } = exchange.parts;
  const before = store.rows(set).get(key);
  const creates = exchange.operation.responses.some(({ status }) => status === '201');
  if (!before && !creates) return notFound(exchange, set, key);
  const refused = unmet(exchange, before);
  if (refused) return refused;
  const keyed =
    resource.kind === 'collection' && resource.key
      ? { [resource.key.property]: resource.key.numeric ? Number(key) : key }
      : {};
  const kept = before ? readOnlyMembers(api, resource.entity, before) : {};
  const given = { ...kept, ...withoutAnnotations(asObject(body.value)), ...keyed };
  const whole = complete(api, resource.entity, given, exchange, resource);
  const entity = stamped(api, resource.entity, whole, exchange, !before);
  store.put(set, key, entity);
  return answer(exchange, {
    prefer: before ? ['200', '204', '201'] : ['201'],
    entity,
    schema: resource.entity,
    tagged: true,
    view: writtenView(exchange, resource),
  });
}

function remove(exchange: Exchange, { set, key, resource }: Target): MockResponse {
  const { store } = exchange.parts;
  const entity = store.rows(set).get(key);
  if (!entity) return notFound(exchange, set, key);
  const refused = unmet(exchange, entity);
  if (refused) return refused;
  store.remove(set, key);
  store.removeBelow(concretePath(exchange.operation.path, exchange.match));
  return answer(exchange, { prefer: ['204', '200', '202'], entity, schema: resource.entity });
}

/** The key of an entity is its place: no PATCH moves it. */
function keepingKey(resource: Resource, before: JsonObject, after: JsonObject): JsonObject {
  const property = resource.kind === 'collection' ? resource.key?.property : undefined;
  const value = property === undefined ? undefined : before[property];
  return property === undefined || value === undefined || after[property] === value
    ? after
    : { ...after, [property]: value };
}

function notFound(exchange: Exchange, set: string, key: string): MockResponse {
  if (key !== only) return refuse(exchange, unknownKey(key, exchange.parts.store.rows(set)));
  return refuse(exchange, { status: 404, message: 'The resource does not exist.' });
}
