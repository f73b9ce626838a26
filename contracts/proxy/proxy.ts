import type { MockRequest } from '../mock/record.ts';
import type { Served, ServedResponse } from '../mock/server.ts';
import type { Exchanged, HeaderField } from './exchanged.ts';
import { Forwarder, type ForwardOptions } from './forward.ts';

export interface ProxyOptions {
  readonly upstream: URL;
  /** The moment, for recordings. */
  readonly now: () => Date;
  /** Told of each exchange when its answer has gone out. */
  readonly seen: (exchanged: Exchanged) => void;
  /** Told of a request that had no answer. */
  readonly failed: (request: string, reason: string) => void;
  readonly forward?: Partial<ForwardOptions>;
  /** Bytes of a request body. */
  readonly bodyLimit?: number;
}

export interface Forwarding extends Served {
  /** When all exchanges were told of. */
  close(): Promise<void>;
}

/** What forwards each request to another server and tells what went by. */
export function createProxy(options: ProxyOptions): Forwarding {
  const forwarder = new Forwarder(options.upstream, options.forward);
  let number = 0;
  const pending = new Set<Promise<void>>();
  return {
    bodyLimit: options.bodyLimit ?? 64 * 1024 * 1024,
    async handle(request): Promise<ServedResponse> {
      if (request.oversized) return refusal(413, 'the request body is too large for the proxy');
      const at = options.now();
      const forwarded = await forwarder.forward(request);
      number++;
      if ('failed' in forwarded) {
        options.failed(`${request.method} ${forwarded.url.pathname}`, forwarded.reason);
        return refusal(forwarded.failed, forwarded.reason);
      }
      const { url, sent, status, headers, body, decoded } = forwarded;
      const exchanged: Exchanged = {
        number,
        at,
        took: Math.max(0, options.now().getTime() - at.getTime()),
        request: { method: request.method, url, headers: sent, body: bytesOf(request.body) },
        response: { status, headers, body: decoded },
      };
      const told = new Promise<void>((resolve) => {
        // The caller does not wait for what is made of its exchange.
        setImmediate(() => {
          try {
            options.seen(exchanged);
          } finally {
            pending.delete(told);
            resolve();
          }
        });
      });
      pending.add(told);
      return { status, headers: joined(headers, body, request), body };
    },
    async close() {
      await Promise.all(pending);
      forwarder.close();
    },
  };
}

function bytesOf(body: MockRequest['body']): Uint8Array {
  return typeof body === 'string' ? new TextEncoder().encode(body) : (body ?? new Uint8Array());
}

/** Fields of one name are sent as often as they came; the length of an answer to HEAD is not that of its body. */
function joined(
  headers: readonly HeaderField[],
  body: Uint8Array,
  request: MockRequest,
): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = {};
  for (const [name, value] of headers) {
    if (name === 'content-length' && request.method !== 'HEAD') continue;
    const before = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (before === undefined) fields[name] = value;
    else fields[name] = [...[before].flat(), value];
  }
  if (request.method !== 'HEAD' && body.length > 0) fields['content-length'] = String(body.length);
  return fields;
}

function refusal(status: number, reason: string): ServedResponse {
  const body = JSON.stringify({ title: reason, status });
  return { status, headers: { 'content-type': 'application/problem+json' }, body };
}
