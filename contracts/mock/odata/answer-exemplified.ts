import { isArray, isObject, type Json, member } from '../../../generator/model/json.ts';
import type { Schema } from '../../../generator/openapi/api.ts';
import { propertiesOf } from '../../../generator/openapi/schema-walk.ts';
import type { Exchange } from '../exchange.ts';
import type { MockResponse } from '../record.ts';
import { type Collection, jsonContent, listShape, type Singleton, successResponse } from '../resources.ts';
import { sample } from '../sample.ts';
import { answerEntity } from './answer-entity.ts';
import { answerList } from './answer-list.ts';
import type { Use } from './applies.ts';

/**
 * What the store does not hold, a function's answer or a list without items of its own, is what the spec exemplifies; the
 * query is asked of that. Undefined: there are no objects in it.
 */
export function answerExemplified(exchange: Exchange, use: Use): MockResponse | undefined {
  const { parts, operation } = exchange;
  const media = jsonContent(successResponse(operation, ['200'])?.content ?? []);
  const schema = media?.schema;
  if (!schema || (use.of !== 'list' && use.of !== 'entity')) return undefined;
  const value = media.examples[0]?.value ?? sample(parts.api, schema, exchange);
  if (use.of === 'list') return listed(exchange, use, member(value, 'value') ?? [], schema);
  if (!isObject(value)) return undefined;
  const single: Singleton = { kind: 'singleton', entity: schema, path: operation.path };
  return answerEntity(exchange, single, use, value, false);
}

function listed(exchange: Exchange, use: Use, value: Json, schema: Schema): MockResponse | undefined {
  const { api } = exchange.parts;
  if (!isArray(value) || !value.every(isObject)) return undefined;
  const entity = listShape(api, schema)?.items;
  const key = propertiesOf(api, entity).has('id') ? 'id' : undefined;
  const path = exchange.operation.path;
  const resource: Collection = {
    kind: 'collection',
    entity,
    collectionPath: path,
    itemPath: path,
    keyParameter: '',
    key: key === undefined ? undefined : { property: key, numeric: false, writable: false },
  };
  const rows = value.map((row, i) => ({ key: String(i), node: { entity: row, place: undefined } }));
  return answerList(exchange, resource, use, rows);
}
