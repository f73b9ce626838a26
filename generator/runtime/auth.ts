import type { Descriptor } from './descriptor.ts';
import type { Draft, Scheme } from './draft.ts';
import { own } from './text.ts';

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
export type AnySchemes = Readonly<Record<string, TokenAuth | BasicAuth | undefined>>;

/** The scheme of tokens: http bearer, oauth2, openIdConnect. */
export const bearer: Scheme = ({ headers }) =>
  headers.has('Authorization') ? undefined : (token) => headers.set('Authorization', `Bearer ${token}`);

/** Puts the credentials of the first alternative whose schemes all have some into a draft. What is set already stays. */
export async function authorize(
  draft: Draft,
  { id, api, security = api.security ?? [{ '': [] }] }: Descriptor,
  auth: TokenAuth | AnySchemes | undefined,
  signal: AbortSignal,
): Promise<void> {
  for (const alternative of security) {
    const puts = Object.entries(alternative).map(async ([scheme, scopes]) => {
      // A document without schemes says nothing of credentials: who has a token sends it.
      const put = (api.schemes ? own(api.schemes, scheme) : bearer)?.(draft);
      const given = typeof auth === 'object' ? own(auth, scheme) : auth;
      if (!put) return () => {};
      const secret =
        typeof given === 'function' ? await given({ operation: id, scheme, scopes, signal }) : given;
      return secret === undefined ? undefined : () => put(secret);
    });
    const ready = await Promise.all(puts);
    if (!ready[0] || ready.includes(undefined)) continue;
    for (const put of ready) put?.();
    return;
  }
}
