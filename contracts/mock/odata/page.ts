import type { Refusal } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import { localPath, serviceRoot } from './address.ts';
import { pagesOf, type Remaining, readToken, rememberPages, tokenOf } from './page-memory.ts';
import type { Row } from './rows.ts';
import type { SystemOptions } from './system-options.ts';

export interface Plan {
  /** Rows of a page; undefined: all are on one. */
  readonly size: number | undefined;
  readonly skip: number;
  readonly top: number | undefined;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Of all that was found. */
  readonly count: number;
  /** Where the next page begins; undefined: this is the last one. */
  readonly token: string | undefined;
}

/**
 * A page of rows. Which rows an answer has is settled when its first page is asked for: rows that come later are not on
 * its later pages, rows that are gone are left out, and none is there twice.
 */
export function pageOf(
  exchange: Exchange,
  system: SystemOptions,
  { size, skip, top }: Plan,
  all: readonly Row[],
  find: () => readonly Row[],
): Page<Row> | Refusal {
  const { store } = exchange.parts;
  const token = system.get('$skiptoken');
  if (token !== undefined) {
    const remaining = remainingOf(exchange, system, token);
    if ('status' in remaining) return remaining;
    const known = new Map(all.map((row) => [row.key, row]));
    return following(remaining, size, (key) => known.get(key));
  }
  const found = find();
  const cut = found.slice(skip, top === undefined ? undefined : skip + top);
  if (size === undefined || size === 0 || cut.length <= size)
    return { items: size === 0 ? [] : cut, count: found.length, token: undefined };
  const keys = cut.map(({ key }) => key);
  const query = queryName(exchange, system);
  const id = rememberPages(store, { query, keys, count: found.length, delta: undefined });
  return { items: cut.slice(0, size), count: found.length, token: tokenOf(id, size) };
}

export interface Continued extends Remaining {
  readonly id: string;
  readonly offset: number;
}

/** What a token goes on with; a token that is none of ours, or of another query, is the caller's fault. */
export function remainingOf(exchange: Exchange, system: SystemOptions, token: string): Continued | Refusal {
  const read = readToken(token);
  if (!read) return { status: 400, message: 'The value of $skiptoken is malformed.' };
  const remaining = pagesOf(exchange.parts.store, read.id);
  if (!remaining || read.offset > remaining.keys.length)
    return { status: 400, message: 'The value of $skiptoken is not known, or no longer.' };
  return remaining.query === queryName(exchange, system)
    ? { ...remaining, ...read }
    : { status: 400, message: 'The value of $skiptoken belongs to another query.' };
}

/** The items from an offset on that are still there, as many as a page holds. */
export function following<T>(
  { id, offset, keys, count }: Continued,
  size: number | undefined,
  find: (key: string) => T | undefined,
): Page<T> {
  const items: T[] = [];
  for (let next = offset; next < keys.length; next++) {
    const item = find(keys[next] ?? '');
    if (item === undefined) continue;
    if (size !== undefined && items.length >= Math.max(1, size))
      return { items, count, token: tokenOf(id, next) };
    items.push(item);
  }
  return { items, count, token: undefined };
}

/** The path and the options but tokens: what has to be the same on all pages. */
export function queryName(exchange: Exchange, system: SystemOptions): string {
  const options = [...system]
    .filter(([name]) => name !== '$skiptoken' && name !== '$deltatoken')
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  return [localPath(exchange), ...options].join('\n');
}

/** The address of the request, with a token in the place of those it came with. */
export function linkWith(exchange: Exchange, option: string, token: string): string {
  const query = new URLSearchParams();
  for (const [name, value] of exchange.query)
    if (!/^\$?(skiptoken|deltatoken)$/i.test(name)) query.append(name, value);
  query.append(option, token);
  // A dollar sign needs no escape, and whoever reads the link knows the options by it.
  return `${serviceRoot(exchange)}${localPath(exchange)}?${query.toString().replaceAll('%24', '$')}`;
}
