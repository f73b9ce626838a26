/**
 * The answer was no success. `status` and `body` have the types that the document gives them when the error passed
 * an operation's `isError`; before that nothing is known of the body.
 */
export class ApiError<Status extends number = number, Body = unknown> extends Error {
  override readonly name = 'ApiError';
  /** The operation's id. */
  readonly operation: string;
  readonly status: Status;
  readonly headers: Headers;
  /** Parsed JSON, text, a `Blob`, or undefined when there was none. */
  readonly body: Body;
  /** Whether the document describes this status with this kind of body. */
  readonly documented: boolean;
  /** The service's own code: `error.code` of OData, `type` of a problem (RFC 9457), `error` of OAuth (RFC 6749). */
  readonly code: string | undefined;

  constructor(answer: {
    readonly operation: string;
    readonly status: Status;
    readonly statusText: string;
    readonly headers: Headers;
    readonly body: Body;
    readonly documented: boolean;
  }) {
    const { code, message } = serviceError(answer.body);
    const said = [code, message].filter((part) => part !== undefined).join(': ');
    super(`${answer.operation}: ${answer.status} ${answer.statusText}${said === '' ? '' : ` (${said})`}`);
    this.operation = answer.operation;
    this.status = answer.status;
    this.headers = answer.headers;
    this.body = answer.body;
    this.documented = answer.documented;
    this.code = code;
  }
}

/** What the service says went wrong, in the forms that are common: OData 4.01 (9.4), RFC 9457, RFC 6749. */
function serviceError(body: unknown): { code: string | undefined; message: string | undefined } {
  const error = own(body, 'error');
  if (typeof error === 'object')
    return { code: text(own(error, 'code')), message: text(own(error, 'message')) };
  return {
    code: text(error) ?? text(own(body, 'type')),
    message: text(own(body, 'error_description')) ?? text(own(body, 'detail')) ?? text(own(body, 'title')),
  };
}

function own(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
