import {
  isArray,
  isObject,
  type Json,
  type JsonObject,
  stringMember,
} from '../../../generator/model/json.ts';
import type { Store } from '../store.ts';

/** The keys of an answer that goes on, in their order, as they were when it was first asked for. */
export interface Remaining {
  /** Path and options: what the token may be used for. */
  readonly query: string;
  readonly keys: readonly string[];
  readonly count: number;
  /** Undefined: no delta. Else the token of the state that the last page ends with. */
  readonly delta: string | undefined;
}

/** What a client knows of a collection since a delta answer: the tag of each row by its key. */
export interface Seen {
  readonly query: string;
  readonly rows: JsonObject;
}

/** Sets of the store that no path can name: what is remembered is state like any other, kept and restored with it. */
const pages = '$odata/pages';
const deltas = '$odata/deltas';

/** Whether a set is the memory of pages and deltas, which no spec describes. */
export function isRemembered(set: string): boolean {
  return set === pages || set === deltas;
}

const mostEntries = 200;
const mostKeys = 100_000;

export function rememberPages(store: Store, remaining: Remaining): string {
  const { query, keys, count, delta } = remaining;
  return remember(store, pages, { query, keys, count, ...(delta === undefined ? {} : { delta }) });
}

export function rememberSeen(store: Store, seen: Seen): string {
  return remember(store, deltas, { query: seen.query, rows: seen.rows });
}

export function pagesOf(store: Store, id: string): Remaining | undefined {
  const entry = store.rows(pages).get(id);
  const keys = entry?.['keys'];
  if (!entry || !isArray(keys)) return undefined;
  return {
    query: stringMember(entry, 'query') ?? '',
    keys: keys.filter((key) => typeof key === 'string'),
    count: Number(entry['count']),
    delta: stringMember(entry, 'delta'),
  };
}

export function seenOf(store: Store, id: string): Seen | undefined {
  const entry = store.rows(deltas).get(id);
  const rows = entry?.['rows'];
  return entry && isObject(rows) ? { query: stringMember(entry, 'query') ?? '', rows } : undefined;
}

/** The oldest are forgotten when there are too many: a mock may run for long. */
function remember(store: Store, set: string, entry: JsonObject): string {
  const known = store.rows(set);
  const id = String(store.requests);
  store.put(set, id, entry);
  let keys = 0;
  for (const one of known.values()) keys += sizeOf(one);
  for (const [oldest, one] of known) {
    if (oldest === id || (known.size <= mostEntries && keys <= mostKeys)) break;
    store.remove(set, oldest);
    keys -= sizeOf(one);
  }
  return id;
}

function sizeOf(entry: JsonObject): number {
  const keys: Json | undefined = entry['keys'];
  const rows: Json | undefined = entry['rows'];
  return (isArray(keys) ? keys.length : 0) + (isObject(rows) ? Object.keys(rows).length : 0);
}

/** A token says nothing to whoever holds it. */
export function tokenOf(id: string, offset: number): string {
  return btoa(`${id}.${offset}`).replace(/=+$/, '');
}

export function readToken(token: string): { readonly id: string; readonly offset: number } | undefined {
  if (!/^[A-Za-z0-9+/]{1,64}$/.test(token) || token.length % 4 === 1) return undefined;
  const match = /^(\d{1,15})\.(\d{1,15})$/.exec(atob(token));
  return match ? { id: match[1] ?? '', offset: Number(match[2]) } : undefined;
}
