/** A request on its way to the provider; a filter changes it in place. Header names are in lower case. */
export interface Filtered {
  method: string;
  /** Path and query. */
  url: string;
  headers: Record<string, string | string[] | undefined>;
  /** What goes over the wire. */
  body: Uint8Array;
}

/**
 * Changes requests before they reach the provider: real tokens in place of those of the examples. Called as pact-js
 * calls its own: one that takes three parameters says `next()` when it is done, any other one is waited for.
 */
export type RequestFilter = (
  request: Filtered,
  response: unknown,
  next: (error?: unknown) => void,
) => unknown;

export async function filtered(request: Filtered, filter: RequestFilter): Promise<Filtered> {
  const changed = { ...request, headers: { ...request.headers } };
  await new Promise<void>((resolve, reject) => {
    const next = (error?: unknown) => (error === undefined ? resolve() : reject(asError(error)));
    Promise.resolve(filter(changed, {}, next)).then(filter.length < 3 ? () => resolve() : undefined, reject);
  });
  const { 'content-length': _measured, ...headers } = changed.headers;
  const length = changed.body.length > 0 ? { 'content-length': String(changed.body.length) } : {};
  return { ...changed, headers: { ...headers, ...length } };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
