import { encodeBody } from './body.ts';
import type { CallInput, Descriptor } from './descriptor.ts';
import { encodeSegment, expandPath } from './path.ts';
import { queryString } from './query.ts';
import { type Style, styled } from './style.ts';

/** Where a request goes and what every request carries. */
export interface RequestSettings<Variables = Readonly<Record<string, string | undefined>>> {
  /** Wins over the server that the document names; an absolute URL, with or without a path. */
  readonly baseUrl?: string | undefined;
  /** The values of the server's variables; those that are left out have the document's defaults. */
  readonly variables?: { readonly [Name in keyof Variables]?: Variables[Name] | undefined } | undefined;
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
}

/** Builds the request that a call would send. Sends nothing; a missing base URL or path value is a TypeError. */
export function buildRequest(
  descriptor: Descriptor,
  input: CallInput = {},
  settings: RequestSettings = {},
): Request {
  const { method, styles = {} } = descriptor;
  const base = settings.baseUrl ?? serverOf(descriptor, settings.variables);
  const path = expandPath(descriptor.path, input.path ?? {}, styles.path);
  const url = base.replace(/\/+$/, '') + path + queryString(input.query, styles.query);
  const headers = new Headers();
  headers.set('Accept', descriptor.accept ?? 'application/json');
  const body = encodeBody(descriptor.body, input.body, headers);
  const cookie = cookieText(input.cookies, styles.cookies);
  if (cookie !== '') headers.set('Cookie', cookie);
  setHeaders(headers, settings.headers, {});
  setHeaders(headers, input.headers, styles.headers);
  return new Request(url, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
    ...(input.signal ? { signal: input.signal } : {}),
  });
}

/** The server that the document names, its variables filled in. */
function serverOf(descriptor: Descriptor, given: RequestSettings['variables'] = {}): string {
  const { server, variables = {} } = descriptor.server === undefined ? descriptor.api : descriptor;
  if (server === undefined)
    throw new TypeError(`${descriptor.id} needs a baseUrl: the document names no absolute server`);
  return server.replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const value = given[name] ?? variables[name];
    if (value === undefined) throw new TypeError(`the server variable ${name} must have a value`);
    return value;
  });
}

/** Header values are written in the `simple` style, unencoded; what is undefined is not sent. */
function setHeaders(
  headers: Headers,
  values: Readonly<Record<string, unknown>> = {},
  styles: Readonly<Record<string, Style>> = {},
): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const { style = 'simple', explode = false } = Object.hasOwn(styles, name) ? (styles[name] ?? {}) : {};
    headers.set(
      name,
      styled(name, value, style, explode, (text) => text),
    );
  }
}

function cookieText(
  values: Readonly<Record<string, unknown>> = {},
  styles: Readonly<Record<string, Style>> = {},
): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => {
      const { style = 'form', explode = false } = Object.hasOwn(styles, name) ? (styles[name] ?? {}) : {};
      return styled(name, value, style, explode, encodeSegment).replaceAll('&', '; ');
    })
    .join('; ');
}
