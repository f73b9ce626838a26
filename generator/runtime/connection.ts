/**
 * For generated code: `ConnectionSettings<Schemes, Variables>`, with the document's security schemes by name, each
 * one of `TokenAuth` (http bearer, oauth2, openIdConnect), `BasicAuth` (http basic), `HttpAuth` (other http schemes)
 * and `KeyAuth` (apiKey), and its server variables by name, each the union of its values or `string`.
 */
import type { Descriptor } from './descriptor.ts';
import type { RequestSettings } from './request.ts';

/** Sends a request; `globalThis.fetch` is one. */
export type Fetch = (request: Request) => Promise<Response>;

/** What credentials are needed for. */
export interface CredentialsRequest {
  /** The operation's id. */
  readonly operation: string;
  /** The name of the security scheme; empty where the document describes none. */
  readonly scheme: string;
  /** The least that the document says the operation needs. */
  readonly scopes: readonly string[];
  readonly signal: AbortSignal;
}

/** Credentials, or what fetches them each time that a request is sent; undefined: there are none. */
export type Credentials<Value> =
  | Value
  | ((wanted: CredentialsRequest) => Value | undefined | Promise<Value | undefined>);

/** A bearer token: http bearer, oauth2, openIdConnect. */
export type TokenAuth = Credentials<string>;

/** An API key. */
export type KeyAuth = Credentials<string>;

/** HTTP basic authentication. */
export type BasicAuth = Credentials<{ readonly username: string; readonly password: string }>;

/** Another HTTP scheme: what follows its name in the `Authorization` header. */
export type HttpAuth = Credentials<string>;

/** Credentials of any kind by the names of security schemes. */
export type AnySchemes = Readonly<Record<string, TokenAuth | KeyAuth | BasicAuth | HttpAuth | undefined>>;

/** Values by the names of server variables. */
export type AnyVariables = Readonly<Record<string, string | undefined>>;

export interface ConnectionSettings<Schemes = AnySchemes, Variables = AnyVariables>
  extends RequestSettings<Variables> {
  /** A token or key for whichever scheme an operation needs, or credentials by scheme. */
  readonly auth?: TokenAuth | { readonly [Name in keyof Schemes]?: Schemes[Name] | undefined } | undefined;
  readonly fetch?: Fetch | undefined;
}

/** What operations are called with: where to send, and how. */
export interface Connection extends RequestSettings {
  send(request: Request, descriptor: Descriptor): Promise<Response>;
}

/** Makes a connection for importable operations; `createClient` makes one for the fluent path. */
export function connect<Schemes = AnySchemes, Variables = AnyVariables>(
  settings: ConnectionSettings<Schemes, Variables> = {},
): Connection {
  const { baseUrl, variables, headers, auth } = settings as ConnectionSettings;
  return {
    baseUrl,
    variables,
    headers,
    async send(request, descriptor) {
      await authorize(request, descriptor, auth);
      // Looked up at each call, so that a fetch that is put in place later (tests, instrumentation) is used.
      const fetch: Fetch = settings.fetch ?? globalThis.fetch;
      return fetch(request);
    },
  };
}

/** A header that the caller set stays; an operation that the document declares open gets no credentials. */
async function authorize(
  request: Request,
  descriptor: Descriptor,
  auth: ConnectionSettings['auth'],
): Promise<void> {
  const { api, security = api.security ?? [] } = descriptor;
  const [scheme, scopes] = Object.entries(security[0] ?? {})[0] ?? [];
  if (auth === undefined || scheme === undefined || request.headers.has('Authorization')) return;
  const { signal } = request;
  const given = typeof auth === 'object' ? auth[scheme] : auth;
  const wanted = { operation: descriptor.id, scheme, scopes: scopes ?? [], signal };
  const token = typeof given === 'function' ? await given(wanted) : given;
  if (token !== undefined) request.headers.set('Authorization', `Bearer ${token}`);
}
