import type { BodyType, Scheme, Styles } from './draft.ts';

/** Facts of the whole document, shared by its operations. */
export interface Api {
  /** The server, template variables as `{name}`; absent when the document names no absolute one. */
  readonly server?: string;
  /** The defaults of the server's variables. */
  readonly variables?: Readonly<Record<string, string>>;
  /** The security schemes by name; absent when the document describes none. */
  readonly schemes?: Readonly<Record<string, Scheme>>;
  /** The alternatives that hold for operations without their own; absent or empty: none is needed. */
  readonly security?: Security;
}

/** Alternatives, each with the schemes that belong together and the scopes that they need. */
export type Security = readonly Readonly<Record<string, readonly string[]>>[];

/** What of an operation differs from the usual. */
export interface More {
  /** The operation's own server, and the defaults of its variables. */
  readonly server?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** The media type of the request body, or a `formBody` or `multipartBody` of it; absent: there is none. */
  readonly body?: string | BodyType;
  /** The media types of the answers, as the `Accept` header has them; absent: `application/json`. */
  readonly accept?: string;
  /** `styled({ query: { ids: { explode: false } } })`: parameters that are not written as is usual in their place. */
  readonly styles?: Styles;
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
  /** A link that an answer gave, in the place of server, path and query. */
  readonly url?: string;
}

/** What any call may be given beside the operation's own parameters. What is left out is as the connection has it. */
export interface CallOptions {
  /** Sent as they are; they win over those that the call would set. */
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for the whole call, its repetitions and pauses included. */
  readonly timeout?: number | undefined;
  /** Milliseconds for each try. */
  readonly tryTimeout?: number | undefined;
  /** How often the request may be sent again. */
  readonly retries?: number | undefined;
  /** Sending it again does no harm, whatever its method. */
  readonly repeatable?: boolean | undefined;
  /** The ETag that the resource must still have (`If-Match`). */
  readonly ifMatch?: string | null | undefined;
  /** The ETag that the resource must not have (`If-None-Match`). */
  readonly ifNoneMatch?: string | null | undefined;
  /** Preferences (RFC 7240): `return=minimal`, or several. */
  readonly prefer?: string | readonly string[] | undefined;
}

/** The form of every operation's input; the operation's types narrow it. */
export interface CallInput extends CallOptions {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly cookies?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}
