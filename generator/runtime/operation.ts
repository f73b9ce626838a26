import type { Connection } from './connection.ts';
import type { Api, CallInput, Descriptor, More } from './descriptor.ts';
import { ApiError } from './error.ts';
import { buildRequest, type RequestSettings } from './request.ts';
import { settle } from './response.ts';
import type { ErrorOf, InputArgs, ResultOf } from './types.ts';

/**
 * One operation of the document. Called, it sends its request and resolves with the body of the success; whatever
 * else comes back is thrown as an `ApiError`, which `isError` gives its documented types.
 */
export interface Operation<T> {
  (connection: Connection, ...input: InputArgs<T>): Promise<ResultOf<T>>;
  /** Builds the standard request and sends nothing. It carries no credentials: those join when it is sent. */
  request(...args: readonly [...input: InputArgs<T>, settings?: RequestSettings]): Request;
  /** Whether this is an answer that the document describes for this operation: then its status tells the body's type. */
  isError(error: unknown): error is ErrorOf<T>;
  readonly descriptor: Descriptor;
}

/** Makes an operation; generated code calls this with the operation's types and facts. */
export function operation<T>(api: Api, id: string, method: string, path: string, more?: More): Operation<T> {
  const descriptor: Descriptor = { ...more, api, id, method, path };
  const call = async (connection: Connection, input?: CallInput): Promise<unknown> => {
    const request = buildRequest(descriptor, input, connection);
    return settle(descriptor, await connection.send(request, descriptor));
  };
  const made = Object.assign(call, {
    request: (input?: CallInput, settings?: RequestSettings) => buildRequest(descriptor, input, settings),
    isError: (error: unknown) =>
      error instanceof ApiError && error.documented && error.operation === descriptor.id,
    descriptor,
  });
  // The document promises these types; whether the service keeps them is what `docpact verify` is for.
  return made as unknown as Operation<T>;
}
