import type { Connection } from './connection.ts';
import type { Api, CallInput, Descriptor, More } from './descriptor.ts';
import { ApiError } from './error.ts';
import { draftOf, type RequestSettings, requestOf } from './request.ts';
import { settle } from './response.ts';
import type { ErrorOf, InputArgs, ResultOf } from './types.ts';

/**
 * One operation of the document. Called, it sends its request and resolves with the body of the success; whatever
 * else comes back is thrown as an `ApiError`, which `isError` gives its documented types.
 */
export interface Operation<T> {
  (connection: Connection, ...input: InputArgs<T>): Promise<ResultOf<T>>;
  /** The body of the success together with its response: status, headers, the ETag. */
  response(connection: Connection, ...input: InputArgs<T>): Promise<Answer<ResultOf<T>>>;
  /** Builds the standard request and sends nothing. It carries no credentials: those join when it is sent. */
  request(...args: readonly [...input: InputArgs<T>, settings?: RequestSettings]): Request;
  /** Whether this is an answer that the document describes for this operation: then its status tells the body's type. */
  isError(error: unknown): error is ErrorOf<T>;
  readonly descriptor: Descriptor;
}

/** What came back: `data` is the body of `response`, which is read already. */
export interface Answer<Data> {
  readonly data: Data;
  readonly response: Response;
}

/** Makes an operation; generated code calls this with the operation's types and facts. */
export function operation<T>(api: Api, id: string, method: string, path: string, more?: More): Operation<T> {
  const descriptor: Descriptor = { ...more, api, id, method, path };
  const read = async (response: Response) => ({ data: await settle(descriptor, response), response });
  const response = (connection: Connection, input?: CallInput) => connection.send(descriptor, input, read);
  const call = async (connection: Connection, input?: CallInput) => (await response(connection, input)).data;
  const made = Object.assign(call, {
    response,
    request: (input?: CallInput, settings?: RequestSettings) =>
      requestOf(draftOf(descriptor, input, settings), input?.signal),
    isError: (error: unknown) => error instanceof ApiError && error.documented && error.operation === id,
    descriptor,
  });
  // The document promises these types; whether the service keeps them is what `docpact verify` is for.
  return made as unknown as Operation<T>;
}
