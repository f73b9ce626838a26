import type { Connection } from './connection.ts';
import type { CallInput, Descriptor } from './descriptor.ts';
import { ApiError } from './error.ts';
import { buildRequest, type RequestSettings } from './request.ts';
import { settle } from './response.ts';

/**
 * One operation of the document. Called, it sends its request and resolves with the body of the success; whatever
 * else comes back is thrown as an `ApiError`, which `isError` gives its documented types.
 */
export interface Operation<Args extends readonly [input?: CallInput], Result, Failure> {
  (connection: Connection, ...args: Args): Promise<Result>;
  /** Builds the standard request and sends nothing. It carries no credentials: those join when it is sent. */
  request(...args: readonly [...args: Args, settings?: RequestSettings]): Request;
  /** Whether this is an answer that the document describes for this operation: then its status tells the body's type. */
  isError(error: unknown): error is Failure;
  readonly descriptor: Descriptor;
}

/** Makes an operation; generated code calls this with the types that belong to the descriptor. */
export function operation<Args extends readonly [input?: CallInput], Result, Failure>(
  descriptor: Descriptor,
): Operation<Args, Result, Failure> {
  const call = async (connection: Connection, ...[input]: Args): Promise<Result> => {
    const request = buildRequest(descriptor, input, connection);
    const answer = await settle(descriptor, await connection.send(request, descriptor));
    // The document promises this type; whether the service keeps it is what `docpact verify` is for.
    return answer as Result;
  };
  return Object.assign(call, {
    request: (...[input, settings]: readonly [input?: CallInput, settings?: RequestSettings]) =>
      buildRequest(descriptor, input, settings),
    isError: (error: unknown): error is Failure =>
      error instanceof ApiError && error.documented && error.operation === descriptor.id,
    descriptor,
  });
}
