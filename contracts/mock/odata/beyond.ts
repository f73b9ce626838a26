import type { Json } from '../../../generator/model/json.ts';
import type { Operation } from '../../../generator/openapi/api.ts';
import { shown } from '../entity.ts';
import { correlation } from '../errors.ts';
import type { Beyond, Exchange, Parts } from '../exchange.ts';
import type { MockResponse } from '../record.ts';
import type { Match } from '../routes.ts';
import { keyed, serviceRoot } from './address.ts';
import { useOf } from './applies.ts';
import { isNavigation, propertyNamed, type Type, typeOf } from './types.ts';

interface Found {
  readonly match: Match;
  readonly operation: Operation;
  readonly beyond: Beyond;
}

const deepest = 4;

/** What lies beyond the paths of the spec at an address that matches none, or only a key's; undefined: nothing does. */
export function beyondPaths(parts: Parts, path: string, match: Match | undefined): Found | undefined {
  if (match && !(path.includes('/$') && match.template.endsWith('}'))) return undefined;
  if (path.endsWith('/$count')) return countAt(parts, path.slice(0, -'/$count'.length));
  const isValue = path.endsWith('/$value');
  const segments = (isValue ? path.slice(0, -'/$value'.length) : path).split('/');
  for (let length = 1; length <= deepest && length < segments.length - 1; length++) {
    const found = entityAt(parts, segments.slice(0, -length).join('/'));
    if (!found) continue;
    const names = propertyNames(parts, found, segments.slice(-length));
    return names && { ...found, beyond: { kind: isValue ? 'value' : 'property', names } };
  }
  return undefined;
}

function countAt(parts: Parts, path: string): Found | undefined {
  const match = parts.routes.match(path);
  if (!match || match === 'malformed') return undefined;
  const operation = getAt(parts, match);
  if (!operation || useOf(parts, operation)?.of !== 'list') return undefined;
  return parts.resources.at(match.template)?.kind === 'collection'
    ? { match, operation, beyond: { kind: 'count', names: [] } }
    : undefined;
}

function entityAt(parts: Parts, path: string): { match: Match; operation: Operation } | undefined {
  const match = parts.routes.match(path);
  if (!match || match === 'malformed') return undefined;
  const operation = getAt(parts, match);
  return operation && useOf(parts, operation)?.of === 'entity' ? { match, operation } : undefined;
}

function getAt({ api }: Parts, { template }: Match): Operation | undefined {
  return api.operationsAt(template).find(({ method }) => method === 'get');
}

function propertyNames(
  { api, resources }: Parts,
  { match }: { match: Match },
  segments: readonly string[],
): readonly string[] | undefined {
  const entity = resources.at(match.template)?.entity;
  let type: Type | undefined = entity && typeOf(api, entity);
  const names: string[] = [];
  for (const segment of segments) {
    const property = type?.kind === 'object' ? propertyNamed(api, type, segment) : undefined;
    if (!property || property === 'open' || isNavigation(api, property.schema)) return undefined;
    names.push(property.name);
    type = typeOf(api, property.schema);
  }
  return names;
}

/** `{ "value": … }`, an object itself, or for `/$value` the bare text; nothing (204) where the property is null. */
export function answerProperty(exchange: Exchange, { kind, names }: Beyond, entity: Json): MockResponse {
  const { parts, match } = exchange;
  const resource = parts.resources.at(match.template);
  const isEntity = typeof entity === 'object' && entity !== null && !Array.isArray(entity);
  const whole = isEntity ? shown(parts.api, resource?.entity, entity as Parameters<typeof shown>[2]) : entity;
  const value = names.reduce<Json>((json, name) => memberOf(json, name), whole);
  if (value === null) return { status: 204, headers: correlation(exchange), body: undefined };
  if (kind === 'value')
    return answerText(exchange, typeof value === 'object' ? JSON.stringify(value) : String(value));
  const context = `${serviceRoot(exchange)}/$metadata#${[keyed(exchange, match.template), ...names].join('/')}`;
  const said = { '@odata.context': context };
  const isObject = typeof value === 'object' && !Array.isArray(value);
  const body = JSON.stringify(isObject ? { ...said, ...value } : { ...said, value });
  return { status: 200, headers: { ...correlation(exchange), 'content-type': 'application/json' }, body };
}

function memberOf(json: Json, name: string): Json {
  const isObject = typeof json === 'object' && json !== null && Object.hasOwn(json, name);
  return isObject ? ((json as { readonly [key: string]: Json })[name] ?? null) : null;
}

export function answerText(exchange: Exchange, text: string): MockResponse {
  return { status: 200, headers: { ...correlation(exchange), 'content-type': 'text/plain' }, body: text };
}
