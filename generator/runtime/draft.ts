/** Sends a request; `globalThis.fetch` is one. */
export type Fetch = (request: Request) => Promise<Response>;

/** A body that is sent as it is given. */
export type RawBody =
  | Blob
  | ArrayBuffer
  | Uint8Array<ArrayBuffer>
  | FormData
  | URLSearchParams
  | ReadableStream<Uint8Array>
  | string;

/** A request before its credentials join. */
export interface Draft {
  url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: RawBody | null;
  /** Headers that fetch does not know to be secret. */
  secrets?: readonly string[];
  /** How it is sent, where calling fetch is not enough. */
  send?: (fetch: Fetch, request: Request) => Promise<Response>;
}

/** A token or key, or what HTTP's basic authentication needs. */
export type Secret = string | { readonly username: string; readonly password: string };

/** A security scheme: gives what puts its credentials into a draft, or nothing where the caller has done so. */
export type Scheme = (draft: Draft) => ((secret: Secret) => void) | undefined;

/** How lists in a `deepObject` are written, which OpenAPI leaves open: `a=1&a=2`, `a[]=1&a[]=2`, `a[0]=1&a[1]=2`. */
export type Lists = 'repeat' | 'brackets' | 'indices';

/** A request body that is neither JSON nor sent as it is given. */
export interface BodyType {
  /** Its media type. */
  readonly type: string;
  encode(value: unknown, headers: Headers, lists: Lists | undefined): RawBody;
}

/** How some parameters of a place are written; undefined: as usual there. */
export type Writer = (name: string, value: unknown, lists?: Lists) => string | undefined;

/** The parameters that are not written as is usual in their place. */
export type Styles = { readonly [place in 'path' | 'query' | 'headers' | 'cookies']?: Writer };
