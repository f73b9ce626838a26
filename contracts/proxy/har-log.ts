import type { Json } from '../../generator/model/json.ts';
import type { Api } from '../../generator/openapi/api.ts';
import { isTextual } from '../exchanges/exchange.ts';
import { maskedBody, maskedHeader, maskedUrl } from '../exchanges/masked.ts';
import { secretNames } from '../exchanges/secrets.ts';
import { type Exchanged, type HeaderField, headerValue } from './exchanged.ts';

/** Bytes of bodies that a recording holds at most; it is written anew with every change. */
const largest = 32 * 1024 * 1024;

/** What went by, as an HTTP Archive 1.2 that `docpact verify --exchanges` reads. Secrets are hidden. */
export class HarLog {
  readonly #entries: Json[] = [];
  readonly #version: string;
  readonly #secrets: ReadonlySet<string>;
  #bytes = 0;
  #leftOut = 0;

  constructor(version: string, api: Api) {
    this.#version = version;
    this.#secrets = secretNames(api);
  }

  get leftOut(): number {
    return this.#leftOut;
  }

  add(exchanged: Exchanged): void {
    this.#bytes += exchanged.request.body.length + (exchanged.response.body?.length ?? 0);
    if (this.#bytes > largest) this.#leftOut++;
    else this.#entries.push(entryOf(exchanged, this.#secrets));
  }

  text(): string {
    const log = {
      version: '1.2',
      creator: { name: 'docpact', version: this.#version },
      entries: this.#entries,
    };
    return `${JSON.stringify({ log }, null, 1)}\n`;
  }
}

function entryOf({ at, took, request, response }: Exchanged, secrets: ReadonlySet<string>): Json {
  const url = new URL(maskedUrl(request.url.href, secrets));
  return {
    startedDateTime: at.toISOString(),
    time: took,
    request: {
      method: request.method,
      url: url.href,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: headersOf(request.headers, secrets),
      queryString: [...url.searchParams].map(([name, value]) => ({ name, value })),
      ...postData(request),
      headersSize: -1,
      bodySize: request.body.length,
    },
    response: {
      status: response.status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: headersOf(response.headers, secrets),
      content: content(response),
      redirectURL: headerValue(response.headers, 'location') ?? '',
      headersSize: -1,
      bodySize: response.body?.length ?? -1,
    },
    cache: {},
    timings: { send: 0, wait: took, receive: 0 },
  };
}

function headersOf(headers: readonly HeaderField[], secrets: ReadonlySet<string>): Json {
  return headers.map(([name, value]) => ({ name, value: maskedHeader(name, value, secrets) }));
}

function postData({ headers, body }: Exchanged['request']): { readonly [member: string]: Json } {
  if (body.length === 0) return {};
  const mimeType = headerValue(headers, 'content-type') ?? '';
  // The format has no place for bytes of a request: that there were some is told by `bodySize`.
  if (!isTextual(mimeType)) return {};
  return { postData: { mimeType, text: maskedBody(new TextDecoder().decode(body), mimeType) } };
}

function content({ headers, body }: Exchanged['response']): Json {
  const mimeType = headerValue(headers, 'content-type') ?? '';
  if (body === undefined) return { size: -1, mimeType };
  if (body.length === 0) return { size: 0, mimeType };
  const size = body.length;
  if (isTextual(mimeType))
    return { size, mimeType, text: maskedBody(new TextDecoder().decode(body), mimeType) };
  return { size, mimeType, text: Buffer.from(body).toString('base64'), encoding: 'base64' };
}
