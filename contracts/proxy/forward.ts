import { Agent, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps, Agent as SecureAgent } from 'node:https';
import { decoded } from '../exchanges/content-coding.ts';
import type { MockRequest } from '../mock/record.ts';
import type { HeaderField } from './exchanged.ts';

/** An answer of the server behind, or why there is none. */
export type Forwarded =
  | {
      readonly url: URL;
      /** What was sent on. */
      readonly sent: readonly HeaderField[];
      readonly status: number;
      readonly headers: readonly HeaderField[];
      /** As it came. */
      readonly body: Uint8Array;
      /** Without its coding; undefined where that is not known. */
      readonly decoded: Uint8Array | undefined;
    }
  | {
      readonly url: URL;
      readonly failed: 502 | 504;
      readonly reason: string;
      /** The system's word for it: `ECONNREFUSED`. */
      readonly code?: string;
    };

export interface ForwardOptions {
  /** Milliseconds without a byte from the server behind. */
  readonly within: number;
  /** Bytes of an answer. */
  readonly limit: number;
}

const usual: ForwardOptions = { within: 30_000, limit: 64 * 1024 * 1024 };

/** Fields that are about one connection and not about the message (RFC 9110, 7.6.1). */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Sends requests on to another server. */
export class Forwarder {
  readonly #upstream: URL;
  readonly #options: ForwardOptions;
  readonly #agent: Agent | SecureAgent;

  constructor(upstream: URL, options: Partial<ForwardOptions> = {}) {
    this.#upstream = upstream;
    this.#options = { ...usual, ...options };
    this.#agent =
      upstream.protocol === 'https:' ? new SecureAgent({ keepAlive: true }) : new Agent({ keepAlive: true });
  }

  /** Ends connections that are kept for what may come. */
  close(): void {
    this.#agent.destroy();
  }

  async forward(request: MockRequest): Promise<Forwarded> {
    const url = targetOf(this.#upstream, request.url);
    try {
      return await this.#send(url, request);
    } catch (error) {
      if (error instanceof Late)
        return { url, failed: 504, reason: 'the server behind the proxy does not answer' };
      const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
      const shown = code === undefined ? '' : ` (${code})`;
      const reason = `the server behind the proxy cannot be asked${shown}`;
      return { url, failed: 502, reason, ...(code === undefined ? {} : { code }) };
    }
  }

  #send(url: URL, request: MockRequest): Promise<Forwarded> {
    const sent = forwardedFields(request, url);
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const { method } = request;
    return new Promise((resolve, reject) => {
      const outgoing = send(url, { method, headers: Object.fromEntries(sent), agent: this.#agent });
      outgoing.setTimeout(this.#options.within, () => outgoing.destroy(new Late()));
      outgoing.once('error', reject);
      outgoing.once('response', (incoming) => {
        read(incoming, this.#options.limit).then((body) => {
          const headers = fieldPairs(incoming);
          const plain = decoded(body, incoming.headers['content-encoding'], this.#options.limit);
          resolve({ url, sent, status: incoming.statusCode ?? 502, headers, body, decoded: plain });
        }, reject);
      });
      outgoing.end(request.body);
    });
  }
}

class Late extends Error {}

/** The base path of the server behind goes before the path, unless the path begins with it already. */
function targetOf(upstream: URL, asked: string): URL {
  const base = upstream.pathname.replace(/\/+$/, '');
  // Whatever an absolute address in the request line names: the server behind is the one that was chosen.
  const local = asked.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '');
  const path = local.startsWith('/') ? local : `/${local}`;
  const whole = path === base || path.startsWith(`${base}/`) || path.startsWith(`${base}?`);
  return new URL(`${upstream.origin}${whole ? '' : base}${path}`);
}

/** What is said of the message itself. No coding is asked for: what goes by is to be read. */
function forwardedFields(request: MockRequest, url: URL): readonly HeaderField[] {
  const named = connectionFields(request.headers['connection']);
  const kept = Object.entries(request.headers).flatMap(([name, value]): HeaderField[] => {
    const lower = name.toLowerCase();
    const dropped =
      hopByHop.has(lower) || named.has(lower) || lower === 'host' || lower === 'accept-encoding';
    if (value === undefined || dropped || lower === 'content-length' || lower === 'expect') return [];
    return [[lower, typeof value === 'string' ? value : value.join(', ')]];
  });
  const length = request.body?.length ?? 0;
  const framed: HeaderField[] = length > 0 ? [['content-length', String(length)]] : [];
  return [['host', url.host], ...kept, ...framed];
}

function connectionFields(value: string | readonly string[] | undefined): ReadonlySet<string> {
  const text = value === undefined || typeof value === 'string' ? (value ?? '') : value.join(',');
  return new Set(text.split(',').map((name) => name.trim().toLowerCase()));
}

/** In the order and as often as they came, without those of the connection. */
function fieldPairs({ rawHeaders, headers }: IncomingMessage): readonly HeaderField[] {
  const named = connectionFields(headers.connection);
  const pairs: HeaderField[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]?.toLowerCase() ?? '';
    if (!hopByHop.has(name) && !named.has(name)) pairs.push([name, rawHeaders[i + 1] ?? '']);
  }
  return pairs;
}

function read(incoming: IncomingMessage, limit: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    incoming.on('data', (chunk: Uint8Array) => {
      length += chunk.length;
      chunks.push(chunk);
      if (length > limit) incoming.destroy(new RangeError('the answer is too large'));
    });
    incoming.once('end', () => resolve(Buffer.concat(chunks)));
    incoming.once('error', reject);
    incoming.once('aborted', () => reject(new Error('the answer ends before it is whole')));
  });
}
