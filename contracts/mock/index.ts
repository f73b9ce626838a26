import { readSpec, type Spec } from '../../generator/openapi/spec-input.ts';
import { type Controls, type Core, createCore } from './core.ts';
import { cut, toResponse, waited } from './delivery.ts';
import type { MockOptions } from './options.ts';
import type { MockResponse } from './record.ts';

export { type Spec, SpecRefused } from '../../generator/openapi/spec-input.ts';
export type { ClockSetting } from './clock.ts';
export type { Fault, FaultAnswer, FaultMatch } from './faults.ts';
export type {
  Handler,
  HandlerAnswer,
  HandlerRequest,
  Handlers,
  OperationName,
  OperationTypes,
} from './handlers.ts';
export type { MockOptions, Seed } from './options.ts';
export type { RateLimit } from './rate-limit.ts';
export type { Delivery, MockRequest, MockResponse } from './record.ts';
export type { SeenRequest } from './seen.ts';
export type { Row, Snapshot } from './store.ts';

/** A mock of one API. */
export interface Mock extends Controls {
  /** Stands in for the global one: hand it to a client, call it in a test. */
  fetch(input: Request | URL | string, init?: RequestInit): Promise<Response>;
  /** The resolver of these handlers, for `http.all('*', mock.resolve)`. */
  resolve(info: { readonly request: Request }): Promise<Response>;
  /**
   * Request handlers for MSW, of its version 2 and later: `setupServer(...mock.handlers(msw))`, where `msw` is what
   * `import * as msw from 'msw'` gives. They take what goes to the servers of the spec, or to `base`.
   */
  handlers<H>(msw: Msw<H>, where?: { readonly base?: string }): H[];
}

/** What is used of MSW: this package does not depend on it. */
export interface Msw<H> {
  readonly http: {
    all(path: string, resolver: (info: { readonly request: Request }) => Promise<Response>): H;
  };
}

/**
 * Makes a stateful mock of an API in this process: no port, no files.
 *
 *     const mock = createMock(spec);
 *     const client = createClient({ baseUrl: 'https://graph.microsoft.com/beta', auth: 'token', fetch: mock.fetch });
 *
 * Throws a `SpecRefused` when the spec cannot be read or served; it carries the diagnostics.
 */
export function createMock(spec: Spec, options: MockOptions = {}): Mock {
  const core = createCore(readSpec(spec), options);
  const resolve: Mock['resolve'] = async ({ request }) => {
    const response = await handled(core, request);
    // MSW's word for a request that fails on the network.
    return response.delivery?.drop ? Response.error() : toResponse(response);
  };
  return {
    ...core,
    async fetch(input, init) {
      const response = await handled(core, new Request(input, init));
      if (response.delivery?.drop) throw cut();
      return toResponse(response);
    },
    resolve,
    handlers: (msw, { base } = {}) =>
      (base === undefined ? serverPatterns(core) : [`${base.replace(/\/+$/, '')}/*`]).map((pattern) =>
        msw.http.all(pattern, resolve),
      ),
  };
}

/** Whatever goes to a server of the spec; to any host where none is named. */
function serverPatterns({ api }: Core): readonly string[] {
  const urls = api.servers.map(({ url }) => url.replace(/\/+$/, ''));
  const named = [...new Set(urls)].filter((url) => /^https?:\/\//i.test(url));
  return named.length === 0 ? ['*'] : named.map((url) => `${url}/*`);
}

async function handled(core: Core, request: Request): Promise<MockResponse> {
  request.signal.throwIfAborted();
  const bytes = new Uint8Array(await request.arrayBuffer());
  const headers = Object.fromEntries(request.headers);
  const answered = core.handle({ method: request.method, url: request.url, headers, body: bytes });
  if (answered.delivery?.delay !== undefined) await waited(answered.delivery.delay, request.signal);
  return answered;
}
