import type { JsonObject } from '../../../generator/model/json.ts';
import { answer, type View } from '../answer.ts';
import { refuse } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import type { MockResponse } from '../record.ts';
import type { Resource } from '../resources.ts';
import { contextOf } from './address.ts';
import { admits, type Use, useOf } from './applies.ts';
import { askedOf, keyNames, nothing, readOptions } from './asked.ts';
import { presented, pruned, worldOf } from './rows.ts';

/** One entity as OData answers it. */
export function answerEntity(
  exchange: Exchange,
  resource: Resource,
  use: Use,
  entity: JsonObject,
): MockResponse {
  const options = readOptions(exchange, resource);
  if ('status' in options) return refuse(exchange, options);
  const { query, bare } = options;
  const { api } = exchange.parts;
  const { type } = askedOf(exchange, resource);
  const world = worldOf(exchange);
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
    tagged: true,
    view: {
      show: (stored) => {
        const shown = presented(api, { entity: stored, place }, type, query.expand, world);
        return context === undefined ? shown : { '@odata.context': context, ...shown };
      },
      finish: (body) => pruned(body, query, keyNames(resource)),
    },
  });
}

/** How OData shows what was written: as it would be read. Undefined: the resource is not OData's. */
export function writtenView(exchange: Exchange, resource: Resource): View | undefined {
  const { parts } = exchange;
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
      const shown = presented(parts.api, { entity: stored, place: undefined }, type, [], worldOf(exchange));
      return context === undefined ? shown : { '@odata.context': context, ...shown };
    },
    finish: (body) => body,
  };
}
