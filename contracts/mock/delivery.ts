import type { Delivery, MockResponse } from './record.ts';

/** Resolves after some time; rejects as soon as the signal says that nobody waits any more. */
export function waited(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** As `fetch` has it when a connection is cut before the answer. */
export function cut(): TypeError {
  return new TypeError('fetch failed', {
    cause: new Error('the connection was cut, as a fault of the mock says'),
  });
}

/** `Response` refuses a body, even an empty one, with these (Fetch, 2.2.3): whatever the spec documents, none goes out. */
const bodiless = new Set([204, 205, 304]);

export function toResponse({ status, headers, body, delivery }: MockResponse): Response {
  if (bodiless.has(status)) return new Response(null, { status, headers });
  const part = delivery && truncated(delivery, body ?? '');
  return new Response(part ?? body ?? null, { status, headers });
}

/** A body that ends in its midst: whoever reads it is told so where the connection is cut. */
function truncated({ truncate }: Delivery, body: string): ReadableStream<Uint8Array> | undefined {
  if (truncate === undefined) return undefined;
  const parts = [new TextEncoder().encode(body).slice(0, truncate)].filter(({ length }) => length > 0);
  return new ReadableStream({
    // Asked for more when what was given is read: to fail at once would take that back.
    pull(controller) {
      const part = parts.pop();
      if (part) controller.enqueue(part);
      else controller.error(new TypeError('terminated'));
    },
  });
}
