import type { Style } from './style.ts';

/** What an operation's code knows of it at run time: everything else has gone into its types. */
export interface Descriptor {
  readonly id: string;
  /** In capitals. */
  readonly method: string;
  /** The path template, its fixed parts already encoded. */
  readonly path: string;
  /** The server that the document names for it, if that is an absolute URL. */
  readonly server?: string;
  /** The media type of the request body. */
  readonly body?: string;
  /** The media types of the answers. */
  readonly accept?: string;
  /** How parameters are written, where that is not the default of their place. */
  readonly styles?: {
    readonly [place in 'path' | 'query' | 'headers' | 'cookies']?: Readonly<Record<string, Style>>;
  };
  /** The scopes of the first alternative of its security requirements, for the token provider. */
  readonly scopes?: readonly string[];
  /** `none`: the document says that it needs no credentials, so none are sent. */
  readonly auth?: 'none';
  /** The documented answers that are no success, by status, with the media types of their bodies. */
  readonly errors?: Readonly<Record<string, readonly string[]>>;
}

/** What any call may be given beside the operation's own parameters. */
export interface CallOptions {
  /** Sent as they are; they win over those that the call would set. */
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly signal?: AbortSignal | undefined;
}

/** The form of every operation's input; generated types narrow it. */
export interface CallInput extends CallOptions {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly cookies?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** A body that docpact sends as it is given. */
export type RawBody = Blob | ArrayBuffer | Uint8Array<ArrayBuffer> | FormData | URLSearchParams | string;
