import { isObject } from './text.ts';

/** What a service answered that is no success. */
export interface Failure<Status extends number = number, Body = unknown> {
  /** The operation's id. */
  readonly operation: string;
  readonly status: Status;
  readonly statusText: string;
  readonly headers: Headers;
  /** Parsed JSON, text, a `Blob`, or undefined when there was none. */
  readonly body: Body;
  /** Whether the document describes this status with this kind of body. */
  readonly documented: boolean;
}

/**
 * The answer was no success. `status` and `body` have the types that the document gives them when the error passed
 * an operation's `isError`; before that nothing is known of the body.
 */
export class ApiError<Status extends number = number, Body = unknown> extends Error {
  override readonly name = 'ApiError';
  declare readonly operation: string;
  declare readonly status: Status;
  declare readonly statusText: string;
  declare readonly headers: Headers;
  declare readonly body: Body;
  declare readonly documented: boolean;
  /** The service's own code: `error.code` of OData, `type` of a problem (RFC 9457), `error` of OAuth (RFC 6749). */
  declare readonly code: string | undefined;
  /** What the service calls this request in its logs: `request-id`, `x-request-id`, `x-ms-request-id` and the like. */
  declare readonly requestId: string | undefined;

  constructor(failure: Failure<Status, Body>) {
    const { operation, status, statusText, headers, body } = failure;
    // OData nests its members in `error` (4.01, 9.4), where OAuth has its code.
    const said = isObject(body) ? { ...body, ...Object(Object(body).error) } : {};
    const [code, message] = [
      ['code', 'error', 'type'],
      ['message', 'error_description', 'detail', 'title'],
    ].map((keys) => keys.map((key) => said[key]).find((value) => typeof value === 'string'));
    const detail = [code, message].filter((part) => part).join(': ');
    super(`${operation}: ${status} ${statusText}`.trim() + (detail && ` (${detail})`));
    const requestId = [...headers].find(([name]) => /^(x-([a-z]+-)*)?request-?id$/.test(name))?.[1];
    Object.assign(this, failure, { code, requestId });
  }
}

/** No answer came, or not the whole of it. `cause` is what `fetch` said. */
export class NetworkError extends Error {
  override readonly name: string = 'NetworkError';
  /** The operation's id. */
  readonly operation: string;

  constructor(operation: string, cause: unknown) {
    super(`${operation}: ${Object(cause).message ?? cause}`, { cause });
    this.operation = operation;
  }
}

/** No answer came in time. */
export class TimeoutError extends NetworkError {
  override readonly name = 'TimeoutError';
}
