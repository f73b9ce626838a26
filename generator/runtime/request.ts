import { encodeBody } from './body.ts';
import type { CallInput, Descriptor } from './descriptor.ts';
import type { Draft, Lists, Writer } from './draft.ts';
import { expandPath } from './path.ts';
import { defined, form, given, pair, simple } from './text.ts';

/** Where a request goes and what every request carries. */
export interface RequestSettings<Variables = Readonly<Record<string, string | undefined>>> {
  /** Wins over the server that the document names; an absolute URL, with or without a path. */
  readonly baseUrl?: string | undefined;
  /** The values of the server's variables; those that are left out have the document's defaults. */
  readonly variables?: { readonly [Name in keyof Variables]?: Variables[Name] | undefined } | undefined;
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
  /** How lists in a `deepObject` are written: `repeat` (the default), `brackets` or `indices`. */
  readonly lists?: Lists | undefined;
}

/** The request of a call. A missing base URL or path value is a TypeError. */
export function draftOf(
  descriptor: Descriptor,
  input: CallInput = {},
  settings: RequestSettings = {},
): Draft {
  const { accept = 'application/json', body: media, method, styles = {} } = descriptor;
  const { lists } = settings;
  const texts = (values: object | undefined, write: Writer | undefined, usual: Writer) =>
    given(values).flatMap(([name, value]) => (write?.(name, value, lists) ?? usual(name, value)) || []);
  const headers = new Headers({ Accept: accept });
  const sent = input.body === undefined || !media ? null : encodeBody(media, input.body, headers, lists);
  const Cookie = texts(input.cookies, styles.cookies, pair).join('; ') || null;
  const preset = {
    Cookie,
    'If-Match': input.ifMatch,
    'If-None-Match': input.ifNoneMatch,
    Prefer: input.prefer,
  };
  for (const [name, value] of [settings.headers, preset, input.headers].flatMap(given)) {
    // Header values are not encoded; one that is null is not sent.
    if (value !== null) headers.set(name, styles.headers?.(name, value) ?? simple(value, String));
  }
  const query = texts(input.query, styles.query, form).join('&');
  const { server, variables } = descriptor.server ? descriptor : descriptor.api;
  const base = settings.baseUrl ?? server;
  if (!base) throw new TypeError(`${descriptor.id} must have baseUrl`);
  const path = expandPath(descriptor.path, input.path, styles.path);
  const url =
    descriptor.url ??
    expandPath(
      base.replace(/\/+$/, ''),
      { ...variables, ...defined(settings.variables) },
      (_, value) => `${value}`,
    ) +
      path +
      // A path may bring a query of its own: `/jobs?op=list`.
      (query && (path.includes('?') ? '&' : '?') + query);
  return { url, method, headers, body: sent };
}

/** The standard request of a draft. */
export function requestOf({ url, method, headers, body }: Draft, signal: AbortSignal | undefined): Request {
  // `duplex` is what lets a stream be a body; the browser's type library does not know it.
  const init = { method, headers, body, signal: signal ?? null, duplex: 'half' };
  return new Request(url, init);
}
