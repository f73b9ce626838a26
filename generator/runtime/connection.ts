/**
 * For generated code: `ConnectionSettings<Schemes, Variables>`, with the document's security schemes by name, each
 * one of `TokenAuth` (http bearer, oauth2, openIdConnect), `BasicAuth` (http basic), `HttpAuth` (other http schemes)
 * and `KeyAuth` (apiKey), and its server variables by name, each the union of its values or `string`.
 */
import { type AnySchemes, authorize, type TokenAuth } from './auth.ts';
import { within } from './deadline.ts';
import type { CallInput, Descriptor } from './descriptor.ts';
import type { Draft, Fetch } from './draft.ts';
import { ApiError, NetworkError } from './error.ts';
import { draftOf, type RequestSettings, requestOf } from './request.ts';
import { pauseBefore, type RetrySettings, sleep } from './retry.ts';
import { defined } from './text.ts';

/** Values by the names of server variables. */
export type AnyVariables = Readonly<Record<string, string | undefined>>;

/** What a hook is told of the call. */
export interface HookContext {
  readonly operation: Descriptor;
  /** 1 for the first. */
  readonly attempt: number;
  readonly signal: AbortSignal;
}

/** How a client speaks to its service: where, with which credentials, for how long, and who looks on. */
export interface ConnectionSettings<Schemes = AnySchemes, Variables = AnyVariables>
  extends RequestSettings<Variables>,
    RetrySettings {
  /** A token or key for whichever scheme an operation needs, or credentials by scheme. */
  readonly auth?: TokenAuth | { readonly [Name in keyof Schemes]?: Schemes[Name] | undefined } | undefined;
  readonly fetch?: Fetch | undefined;
  /** Milliseconds for a whole call, its repetitions and pauses included; no limit where nothing is said. */
  readonly timeout?: number | undefined;
  /** Milliseconds for each try; no limit where nothing is said. */
  readonly tryTimeout?: number | undefined;
  /** Sees each request before it is sent, credentials included, and may return another. */
  readonly onRequest?: Hook<Request> | undefined;
  /** Sees each answer before it is read, and may return another. */
  readonly onResponse?: Hook<Response> | undefined;
}

/** It need not return anything. */
type Hook<Subject> =
  | ((subject: Subject, context: HookContext) => Subject | undefined | Promise<Subject | undefined>)
  | ((subject: Subject, context: HookContext) => void | Promise<void>);

/** What holds for one call. */
type Options = ConnectionSettings & Pick<CallInput, 'signal'>;

/** What operations are called with: where to send, and how. */
export interface Connection extends RequestSettings, RetrySettings {
  /** Sends the request of a call, again where that helps, and resolves with what `read` makes of the answer. */
  send<Result>(
    descriptor: Descriptor,
    input: CallInput | undefined,
    read: (response: Response) => Promise<Result>,
  ): Promise<Result>;
}

/** Makes a connection for importable operations; `createClient` makes one for the fluent path. */
export function connect<Schemes = AnySchemes, Variables = AnyVariables>(
  given: ConnectionSettings<Schemes, Variables> = {},
): Connection {
  // Of the names of schemes and variables nothing is left at run time.
  const settings = given as ConnectionSettings;
  return {
    ...settings,
    send(operation, input = {}, read) {
      const options: Options = { ...settings, ...defined(input) };
      const { signal, timeout = Infinity, tryTimeout } = options;
      const end = Date.now() + timeout;
      return within(operation.id, signal, timeout, async (whole) => {
        for (let attempt = 1; ; attempt++) {
          const draft = draftOf(operation, input, settings);
          try {
            return await within(operation.id, whole, tryTimeout, (signal) =>
              once(draft, { operation, attempt, signal }, options, read),
            );
          } catch (error) {
            const pause = pauseBefore(error, draft, options, attempt);
            // Who would have to wait beyond the end is told at once what is wrong.
            if (pause === undefined || Date.now() + pause > end) throw error;
            await (options.sleep ?? sleep)(pause, whole);
          }
        }
      });
    },
  };
}

/** Sends a request once. */
async function once<Result>(
  draft: Draft,
  context: HookContext,
  // Looked up at each call, so that a fetch that is put in place later (tests, instrumentation) is used.
  { auth, fetch: send = fetch, onRequest, onResponse }: Options,
  read: (response: Response) => Promise<Result>,
): Promise<Result> {
  const { operation, signal } = context;
  const lost = (cause: unknown) => {
    throw cause instanceof ApiError ? cause : new NetworkError(operation.id, cause);
  };
  await authorize(draft, operation, auth, signal);
  // Credentials may come too late.
  signal.throwIfAborted();
  // What a hook returns is another of its kind or nothing, which is undefined here.
  const drafted = requestOf(draft, signal);
  const request = ((await onRequest?.(drafted, context)) as Request | undefined) ?? drafted;
  const answer = await (draft.send?.(send, request) ?? send(request)).catch(lost);
  return read(((await onResponse?.(answer, context)) as Response | undefined) ?? answer).catch(lost);
}
