import type { Descriptor } from './descriptor.ts';
import type { RequestSettings } from './request.ts';

/** Sends a request; `globalThis.fetch` is one. */
export type Fetch = (request: Request) => Promise<Response>;

/** A bearer token, or what fetches one for a call; undefined sends none. */
export type Auth = string | ((wanted: TokenRequest) => string | undefined | Promise<string | undefined>);

/** What a token is needed for. */
export interface TokenRequest {
  /** The operation's id. */
  readonly operation: string;
  /** The least that the document says the operation needs. */
  readonly scopes: readonly string[];
  readonly signal: AbortSignal;
}

export interface ConnectionSettings extends RequestSettings {
  readonly auth?: Auth | undefined;
  readonly fetch?: Fetch | undefined;
}

/** What operations are called with: where to send, and how. */
export interface Connection extends RequestSettings {
  send(request: Request, descriptor: Descriptor): Promise<Response>;
}

/** Makes a connection for importable operations; `createClient` makes one for the fluent path. */
export function connect(settings: ConnectionSettings = {}): Connection {
  return {
    baseUrl: settings.baseUrl,
    headers: settings.headers,
    async send(request, descriptor) {
      await authorize(request, descriptor, settings.auth);
      // Looked up at each call, so that a fetch that is put in place later (tests, instrumentation) is used.
      const fetch: Fetch = settings.fetch ?? globalThis.fetch;
      return fetch(request);
    },
  };
}

/** A header that the caller set stays; an operation that the document declares open gets no credentials. */
async function authorize(request: Request, descriptor: Descriptor, auth: Auth | undefined): Promise<void> {
  if (auth === undefined || descriptor.auth === 'none' || request.headers.has('Authorization')) return;
  const { signal } = request;
  const wanted = { operation: descriptor.id, scopes: descriptor.scopes ?? [], signal };
  const token = typeof auth === 'string' ? auth : await auth(wanted);
  if (token !== undefined) request.headers.set('Authorization', `Bearer ${token}`);
}
