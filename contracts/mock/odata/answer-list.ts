import { isArray, isObject, type Json, type JsonObject } from '../../../generator/model/json.ts';
import { answer } from '../answer.ts';
import { refuse } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import type { MockResponse } from '../record.ts';
import type { Collection } from '../resources.ts';
import { objectOf } from '../store.ts';
import { contextOf } from './address.ts';
import { admits, isGraph, type Use } from './applies.ts';
import { askedOf, keyNames, type ReadOptions, readOptions } from './asked.ts';
import { answerText } from './beyond.ts';
import { linkWith, type Plan, pageOf } from './page.ts';
import { chosen, presented, pruned, type Row, rowsAt, StoreWorld } from './rows.ts';

/** A list as OData answers it: what the query asks of the rows, page by page. */
export function answerList(
  exchange: Exchange,
  resource: Collection,
  use: Use,
  all = rowsAt(exchange.parts, resource.collectionPath, exchange.match.parameters),
): MockResponse {
  const options = readOptions(exchange, resource);
  if ('status' in options) return refuse(exchange, options);
  const plan = planOf(exchange, use, options);
  const page = pageOf(exchange, options.system, plan, all, () =>
    chosen(all, options.query, new StoreWorld(exchange)),
  );
  if ('status' in page) return refuse(exchange, page);
  const nextLink = page.token === undefined ? undefined : linkWith(exchange, '$skiptoken', page.token);
  const count = options.query.count ? page.count : undefined;
  const response = answerRows(exchange, resource, use, options, { rows: page.items, nextLink, count });
  return preferenceApplied(response, plan, options);
}

/** Says that the caller's number of rows is the one that was taken (RFC 7240, 3). */
function preferenceApplied(
  response: MockResponse,
  { size }: Plan,
  { maxPageSize }: ReadOptions,
): MockResponse {
  if (maxPageSize === undefined || size !== maxPageSize || response.status !== 200) return response;
  const applied = { 'preference-applied': `odata.maxpagesize=${maxPageSize}` };
  return { ...response, headers: { ...response.headers, ...applied } };
}

/** How many rows a page has. In Graph `$top` is such a number, and the list goes on behind it; in OData it is the end. */
export function planOf(exchange: Exchange, use: Use, { query, maxPageSize }: ReadOptions): Plan {
  const { api, options } = exchange.parts;
  // Without a word for it no answer can say that it goes on: then there is one page.
  const goesOn = admits(api, use.schema, '@odata.nextLink');
  const isSize = goesOn && isGraph(api) && query.top !== undefined;
  const wished = [maxPageSize, options.pageSize].filter((size) => size !== undefined && size > 0);
  const sizes = isSize ? [...wished, query.top] : wished;
  return {
    size: goesOn && sizes.length > 0 ? Math.min(...sizes.map(Number)) : undefined,
    skip: query.skip,
    top: isSize ? undefined : query.top,
  };
}

export interface Listed {
  readonly rows: readonly Row[];
  readonly count?: number | undefined;
  readonly nextLink?: string | undefined;
  readonly deltaLink?: string | undefined;
  /** Rows that are gone: no schema knows them. */
  readonly removed?: readonly JsonObject[];
}

export function answerRows(
  exchange: Exchange,
  resource: Collection,
  use: Use,
  { query, bare }: ReadOptions,
  { rows, count, nextLink, deltaLink, removed = [] }: Listed,
): MockResponse {
  const { api } = exchange.parts;
  const { type } = askedOf(exchange, resource);
  const world = new StoreWorld(exchange);
  const keys = keyNames(resource);
  const context =
    !bare && admits(api, use.schema, '@odata.context')
      ? contextOf(exchange, resource.collectionPath, query, false)
      : undefined;
  const annotations = new Map<string, Json>();
  const said = { context, count, nextLink, deltaLink };
  for (const [name, value] of Object.entries(said))
    if (value !== undefined && admits(api, use.schema, `@odata.${name}`))
      annotations.set(`@odata.${name}`, value);
  return answer(exchange, {
    prefer: ['200'],
    list: rows.map(({ node }) => node.entity),
    schema: resource.entity,
    view: {
      annotations,
      show: (entity, index) =>
        presented(api, rows[index]?.node ?? { entity, place: undefined }, type, query.expand, world),
      finish: (body) => withRows(body, (row) => pruned(row, query, keys), removed),
    },
  });
}

function withRows(body: Json, prune: (row: Json) => Json, removed: readonly JsonObject[]): Json {
  const value = isObject(body) ? body['value'] : undefined;
  if (!isObject(body) || !isArray(value)) return body;
  return objectOf(
    Object.entries(body).map(([name, member]) =>
      name === 'value' ? [name, [...value.map(prune), ...removed]] : [name, member],
    ),
  );
}

/** The number of rows alone, as text. Which types of answer the list has does not matter here. */
export function answerCount(exchange: Exchange, resource: Collection): MockResponse {
  const options = readOptions(exchange, resource);
  if ('status' in options) return refuse(exchange, options);
  const rows = rowsAt(exchange.parts, resource.collectionPath, exchange.match.parameters);
  return answerText(exchange, String(chosen(rows, options.query, new StoreWorld(exchange)).length));
}
