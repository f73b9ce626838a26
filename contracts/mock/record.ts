import { remembered } from '../../generator/model/remembered.ts';

/**
 * What the mock's core reads and answers: plain records, so that a test, a service worker and a socket can all feed
 * it, and a core that never builds `Request` objects stays fast.
 */
export interface MockRequest {
  readonly method: string;
  /** Path and query as they travel (`/a/b%20c?$top=1`), or an absolute URL. */
  readonly url: string;
  /** Any letter case; repeated fields as a list, or joined by `, ` (RFC 9110, 5.3). */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Absent and empty are the same. */
  readonly body?: string | Uint8Array;
  /** The body was larger than the limit and is not here. */
  readonly oversized?: boolean;
}

/** What the mock answers. */
export interface MockResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** What happens to the answer on its way: the shells see to it. */
  readonly delivery?: Delivery;
}

/** What happens to an answer on its way: times in milliseconds, sizes in bytes. */
export interface Delivery {
  /** Milliseconds before anything goes out. */
  readonly delay?: number;
  /** The connection is cut in place of an answer. */
  readonly drop?: boolean;
  /** So many bytes of the body go out, then the connection is cut. */
  readonly truncate?: number;
}

/** Header fields by lower-case name; the prototype-less table makes `__proto__` a name like any other. */
export function fieldsOf(headers: MockRequest['headers']): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (value !== undefined)
      fields.set(name.toLowerCase(), typeof value === 'string' ? value : value.join(', '));
  }
  return fields;
}

/** `application/JSON; charset=utf-8` → `application/json` (RFC 9110, 8.3.1). */
export const essence = remembered((mediaType) => {
  const end = mediaType.indexOf(';');
  return (end === -1 ? mediaType : mediaType.slice(0, end)).trim().toLowerCase();
}, 1000);

export const isJsonType = remembered((type) => /^application\/(.+\+)?json$/.test(essence(type)), 1000);
