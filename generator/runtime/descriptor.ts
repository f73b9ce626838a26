import type { Style } from './style.ts';

/** Facts of the whole document, shared by its operations. */
export interface Api {
  /** The server, template variables as `{name}`; absent when the document names no absolute one. */
  readonly server?: string;
  /** The defaults of the server's variables. */
  readonly variables?: Readonly<Record<string, string>>;
  /** The security schemes by name; absent when the document describes none. */
  readonly schemes?: Readonly<Record<string, SecurityScheme>>;
  /** The alternatives that hold for operations without their own; absent or empty: none is needed. */
  readonly security?: Security;
}

/** A security scheme, as far as requests show it (OpenAPI 3.1, 4.8.27). */
export type SecurityScheme =
  | { readonly type: 'http'; readonly scheme: string }
  | { readonly type: 'apiKey'; readonly in: 'header' | 'query' | 'cookie'; readonly name: string }
  | { readonly type: 'oauth2' | 'openIdConnect' | 'mutualTLS' };

/** Alternatives, each with the schemes that belong together and the scopes that they need. */
export type Security = readonly Readonly<Record<string, readonly string[]>>[];

/** What of an operation differs from the usual. */
export interface More {
  /** The operation's own server, and the defaults of its variables. */
  readonly server?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** The media type of the request body; absent: there is none. */
  readonly body?: string;
  /** The media types of the answers, as the `Accept` header has them; absent: `application/json`. */
  readonly accept?: string;
  /** How parameters, and the fields of a form, are written, where that is not the default of their place. */
  readonly styles?: {
    readonly [place in 'path' | 'query' | 'headers' | 'cookies' | 'body']?: Readonly<Record<string, Style>>;
  };
  /** The operation's own alternatives; empty: none is needed. */
  readonly security?: Security;
  /**
   * The documented answers that are no success, apart by blanks: `404 4XX default` with JSON bodies, `304:` without a
   * body, `406:text/plain` with another type, `500:application/json,text/plain` with several.
   */
  readonly errors?: string;
}

/** What an operation's code knows of it at run time: everything else has gone into its types. */
export interface Descriptor extends More {
  readonly api: Api;
  readonly id: string;
  /** In capitals. */
  readonly method: string;
  /** The path template, its fixed parts already encoded. */
  readonly path: string;
}

/** What any call may be given beside the operation's own parameters. */
export interface CallOptions {
  /** Sent as they are; they win over those that the call would set. */
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly signal?: AbortSignal | undefined;
}

/** The form of every operation's input; the operation's types narrow it. */
export interface CallInput extends CallOptions {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly cookies?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** A body that is sent as it is given. */
export type RawBody =
  | Blob
  | ArrayBuffer
  | Uint8Array<ArrayBuffer>
  | FormData
  | URLSearchParams
  | ReadableStream<Uint8Array>
  | string;
