import type { Diagnostic } from '../../generator/model/diagnostic.ts';
import { pointer as at } from '../../generator/model/pointer.ts';
import type { Api } from '../../generator/openapi/api.ts';
import type { SourceMap } from '../../generator/openapi/source-map.ts';
import { exchangeOf, type RecordedBody, type RecordedField, recordedBytes } from '../exchanges/exchange.ts';
import { verifyExchanges } from '../verify.ts';

/** A request and its answer, as they went through the proxy. Bodies are decoded. */
export interface Exchanged {
  /** Counted from 1. */
  readonly number: number;
  /** When the request came, and how many milliseconds the answer took. */
  readonly at: Date;
  readonly took: number;
  readonly request: {
    readonly method: string;
    /** As it was sent to the server behind. */
    readonly url: URL;
    readonly headers: readonly HeaderField[];
    readonly body: Uint8Array;
  };
  readonly response: {
    readonly status: number;
    readonly headers: readonly HeaderField[];
    /** Undefined: it came in a coding that is not known here. */
    readonly body: Uint8Array | undefined;
  };
}

export type HeaderField = readonly [name: string, value: string];

export function headerValue(headers: readonly HeaderField[], name: string): string | undefined {
  return headers.find(([one]) => one.toLowerCase() === name)?.[1];
}

/** What is wrong with an exchange, by the rules of `docpact verify`. */
export function findingsOf(
  api: Api,
  sources: SourceMap | undefined,
  exchanged: Exchanged,
): readonly Diagnostic[] {
  const { request, response } = exchanged;
  const name = `${request.method} ${request.url.pathname}`;
  const exchange = exchangeOf({
    pointer: '',
    description: name,
    request: {
      pointer: '/request',
      method: request.method,
      path: { value: request.url.pathname, pointer: '/request/url' },
      query: [...request.url.searchParams].map(([key, value]) => ({
        name: key,
        value,
        pointer: '/request/url',
      })),
      headers: fieldsOf(request.headers, '/request/headers'),
      body: bodyOf(request.body, request.headers, '/request/body'),
    },
    response: {
      pointer: '/response',
      status: response.status,
      headers: fieldsOf(response.headers, '/response/headers'),
      body: bodyOf(response.body, response.headers, '/response/body'),
    },
  });
  const place = (pointer: string) => ({ file: name, line: 1, column: 1, pointer });
  return verifyExchanges(api, sources, [
    { file: name, source: 'the proxy', exchanges: [() => exchange], place },
  ]).diagnostics;
}

function fieldsOf(headers: readonly HeaderField[], pointer: string): readonly RecordedField[] {
  return headers.map(([name, value]) => ({ name, value, pointer: at(pointer, name.toLowerCase()) }));
}

function bodyOf(
  body: Uint8Array | undefined,
  headers: readonly HeaderField[],
  pointer: string,
): RecordedBody {
  const contentType = headerValue(headers, 'content-type');
  return { pointer, value: body && recordedBytes(body, contentType), contentType };
}
