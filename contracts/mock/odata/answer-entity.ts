import type { JsonObject } from '../../../generator/model/json.ts';
import type { Api, Schema } from '../../../generator/openapi/api.ts';
import { answer, type View } from '../answer.ts';
import { refuse } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import type { MockResponse } from '../record.ts';
import type { Resource } from '../resources.ts';
import { objectOf } from '../store.ts';
import { contextOf } from './address.ts';
import { admits, type Use, useOf } from './applies.ts';
import { askedOf, keyNames, nothing, readOptions } from './asked.ts';
import { hidden, presented, pruned, StoreWorld } from './rows.ts';

/** One entity as OData answers it. */
export function answerEntity(
  exchange: Exchange,
  resource: Resource,
  use: Use,
  entity: JsonObject,
  tagged = true,
): MockResponse {
  const options = readOptions(exchange, resource);
  if ('status' in options) return refuse(exchange, options);
  const { query, bare, system } = options;
  const { api } = exchange.parts;
  if (system.size === 0 && isShownAsStored(api, use.schema, resource.entity))
    return answer(exchange, { prefer: ['200'], entity, schema: resource.entity, tagged });
  const { type } = askedOf(exchange, resource);
  const world = new StoreWorld(exchange);
  const template = resource.kind === 'collection' ? resource.collectionPath : resource.path;
  const context =
    !bare && admits(api, use.schema, '@odata.context')
      ? contextOf(exchange, template, query, resource.kind === 'collection')
      : undefined;
  const place = { template: exchange.operation.path, parameters: exchange.match.parameters };
  return answer(exchange, {
    prefer: ['200'],
    entity,
    schema: resource.entity,
    tagged,
    view: {
      show: (stored) => {
        const shown = presented(api, { entity: stored, place }, type, query.expand, world);
        return withContext(context, shown);
      },
      finish: (body) => pruned(body, query, keyNames(resource)),
    },
  });
}

/** Whether nothing is added and nothing hidden: most answers of most specs, which must not pay for the rest. */
function isShownAsStored(api: Api, answered: Schema | undefined, stored: Schema | undefined): boolean {
  return !admits(api, answered, '@odata.context') && (!stored || hidden(api, stored).size === 0);
}

/** How OData shows what was written: as it would be read. Undefined: the resource is not OData's. */
export function writtenView(exchange: Exchange, resource: Resource): View | undefined {
  const { parts } = exchange;
  if (isShownAsStored(parts.api, resource.entity, resource.entity)) return undefined;
  const isItem = resource.kind === 'collection';
  const paths = isItem ? [resource.itemPath, resource.collectionPath] : [resource.path];
  const speaks = paths.some((path) => parts.api.operationsAt(path).some((one) => useOf(parts, one)));
  if (!speaks) return undefined;
  const { type } = askedOf(exchange, resource);
  const context = admits(parts.api, resource.entity, '@odata.context')
    ? contextOf(exchange, isItem ? resource.collectionPath : resource.path, nothing, isItem)
    : undefined;
  return {
    show: (stored) => {
      const shown = presented(
        parts.api,
        { entity: stored, place: undefined },
        type,
        [],
        new StoreWorld(exchange),
      );
      return withContext(context, shown);
    },
    finish: (body) => body,
  };
}

/** A seed or an example may bring the context of where it was taken from. */
function withContext(context: string | undefined, entity: JsonObject): JsonObject {
  const own = Object.hasOwn(entity, '@odata.context')
    ? objectOf(Object.entries(entity).filter(([name]) => name !== '@odata.context'))
    : entity;
  return context === undefined ? own : { '@odata.context': context, ...own };
}
