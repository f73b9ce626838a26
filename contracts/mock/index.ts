import { readSpec, type Spec } from '../../generator/openapi/spec-input.ts';
import { type Core, createCore } from './core.ts';
import type { MockOptions } from './options.ts';
import type { MockResponse } from './record.ts';

export { type Spec, SpecRefused } from '../../generator/openapi/spec-input.ts';
export type { MockOptions, Seed } from './options.ts';
export type { MockRequest, MockResponse } from './record.ts';
export type { Row, Snapshot } from './store.ts';

/** A mock of one API. `fetch` stands in for the global one: hand it to a client, call it in a test. */
export interface Mock extends Core {
  fetch(input: Request | URL | string, init?: RequestInit): Promise<Response>;
}

/**
 * Makes a stateful mock of an API in this process: no port, no files.
 *
 *     const mock = createMock(spec);
 *     const client = createClient({ baseUrl: 'https://graph.microsoft.com/beta', auth: 'token', fetch: mock.fetch });
 *
 * Throws a `SpecRefused` when the spec cannot be read; it carries the diagnostics.
 */
export function createMock(spec: Spec, options: MockOptions = {}): Mock {
  const core = createCore(readSpec(spec), options);
  return { ...core, fetch: async (input, init) => handleFetch(core, new Request(input, init)) };
}

async function handleFetch(core: Core, request: Request): Promise<Response> {
  request.signal.throwIfAborted();
  const bytes = new Uint8Array(await request.arrayBuffer());
  const headers = Object.fromEntries(request.headers);
  const answered = core.handle({ method: request.method, url: request.url, headers, body: bytes });
  return toResponse(answered);
}

/** `Response` refuses a body, even an empty one, with 204 and its like (Fetch, 6.4); the core gives none there. */
function toResponse({ status, headers, body }: MockResponse): Response {
  return new Response(body ?? null, { status, headers });
}
