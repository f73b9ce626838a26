import type { JsonObject } from '../../../generator/model/json.ts';
import { type Refusal, refuse } from '../errors.ts';
import { etagOf, keepMade } from '../etag.ts';
import type { Exchange } from '../exchange.ts';
import type { MockResponse } from '../record.ts';
import type { Collection } from '../resources.ts';
import { answerRows, planOf } from './answer-list.ts';
import type { Use } from './applies.ts';
import { type ReadOptions, readOptions } from './asked.ts';
import { following, linkWith, type Page, queryName, remainingOf } from './page.ts';
import { readToken, rememberPages, rememberSeen, seenOf, tokenOf } from './page-memory.ts';
import { chosen, type Row, rowsAt, StoreWorld } from './rows.ts';

/** A row that is there, or one that is gone. */
type Change = Row | { readonly gone: JsonObject };

interface Round extends Page<Change> {
  /** Of the state that the last page ends with. */
  readonly delta: string;
}

/**
 * What changed in a collection since a token: all rows without one, none with `latest`. The last page has the token for
 * the next round. A row that is deleted, or no longer among those that the filter chooses, is told by `@removed`.
 */
export function answerDelta(exchange: Exchange, resource: Collection, use: Use): MockResponse {
  const options = readOptions(exchange, resource);
  if ('status' in options) return refuse(exchange, options);
  const all = rowsAt(exchange.parts, resource.collectionPath, exchange.match.parameters);
  const rows = new Map(chosen(all, options.query, new StoreWorld(exchange)).map((row) => [row.key, row]));
  const there = new Set(all.map(({ key }) => key));
  const change = (key: string): Change =>
    rows.get(key) ?? { gone: removed(resource, key, there.has(key) ? 'changed' : 'deleted') };
  const { size } = planOf(exchange, use, options);
  const round = roundOf(exchange, options, rows, size, change);
  if ('status' in round) return refuse(exchange, round);
  const { items, token, delta } = round;
  return answerRows(exchange, resource, use, options, {
    rows: items.filter((item) => 'node' in item),
    removed: items.flatMap((item) => ('gone' in item ? [item.gone] : [])),
    nextLink: token === undefined ? undefined : linkWith(exchange, '$skiptoken', token),
    deltaLink: token === undefined ? linkWith(exchange, '$deltatoken', delta) : undefined,
  });
}

function roundOf(
  exchange: Exchange,
  { system }: ReadOptions,
  rows: ReadonlyMap<string, Row>,
  size: number | undefined,
  change: (key: string) => Change,
): Round | Refusal {
  const { store } = exchange.parts;
  const skip = system.get('$skiptoken');
  if (skip !== undefined) {
    const remaining = remainingOf(exchange, system, skip);
    if ('status' in remaining) return remaining;
    return { ...following(remaining, size, change), delta: remaining.delta ?? '' };
  }
  const query = queryName(exchange, system);
  const keys = changedKeys(exchange, query, system.get('$deltatoken'), rows);
  if ('status' in keys) return keys;
  for (const { node } of rows.values()) keepMade(node.entity);
  const seen = Object.fromEntries([...rows].map(([key, { node }]) => [key, etagOf(node.entity)]));
  const delta = tokenOf(rememberSeen(store, { query, rows: seen }), 0);
  if (size === undefined || keys.length <= size)
    return { items: keys.map(change), count: keys.length, token: undefined, delta };
  const id = rememberPages(store, { query, keys, count: keys.length, delta });
  return { ...following({ query, keys, count: keys.length, delta, id, offset: 0 }, size, change), delta };
}

function changedKeys(
  exchange: Exchange,
  query: string,
  token: string | undefined,
  rows: ReadonlyMap<string, Row>,
): readonly string[] | Refusal {
  if (token === undefined) return [...rows.keys()];
  if (token.toLowerCase() === 'latest') return [];
  const read = readToken(token);
  if (!read) return { status: 400, message: 'The value of $deltatoken is malformed.' };
  const seen = seenOf(exchange.parts.store, read.id);
  // Graph's way to say that a client has to begin anew.
  if (!seen) return { status: 410, message: 'The value of $deltatoken is not known, or no longer.' };
  if (seen.query !== query)
    return { status: 400, message: 'The value of $deltatoken belongs to another query.' };
  const before = new Map(Object.entries(seen.rows));
  const changed = [...rows].filter(([key, { node }]) => before.get(key) !== etagOf(node.entity));
  const gone = [...before.keys()].filter((key) => !rows.has(key));
  return [...changed.map(([key]) => key), ...gone];
}

function removed({ key: named }: Collection, key: string, reason: 'changed' | 'deleted'): JsonObject {
  const id = named?.numeric ? Number(key) : key;
  return { [named?.property ?? 'id']: id, '@removed': { reason } };
}
