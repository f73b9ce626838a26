import { within } from './deadline.ts';
import type { Draft } from './draft.ts';
import { ApiError, NetworkError } from './error.ts';

/** How a connection sends requests again. */
export interface RetrySettings {
  /** How often a request may be sent again; 2 where nothing is said, 0 for never. */
  readonly retries?: number | undefined;
  /** Sending again does no harm, whatever the method. */
  readonly repeatable?: boolean | undefined;
  /** The pause before the first repetition, in milliseconds: 500; it doubles with each, up to 8,000, and chance shortens it. */
  readonly retryDelay?: number | undefined;
  /** The longest pause that a service may ask for: 60,000. One that asks for more is not asked again. */
  readonly maxRetryAfter?: number | undefined;
  /** For tests: a number from 0 to 1, `Math.random`. */
  readonly random?: (() => number) | undefined;
  /** For tests: waits, or throws the signal's reason. */
  readonly sleep?: ((milliseconds: number, signal: AbortSignal) => Promise<void>) | undefined;
}

/**
 * The pause before a request is sent again; undefined: it is not. Only what may pass is tried again: a lost connection,
 * 408, 429, 502, 503, 504. A method that is not idempotent needs the caller's word, a key that the service knows
 * repetitions by, or a service that said when to come back: then it has not done the work.
 */
export function pauseBefore(
  error: unknown,
  { method, headers, body }: Draft,
  settings: RetrySettings,
  attempt: number,
): number | undefined {
  const { retries = 2, retryDelay = 500, maxRetryAfter = 60_000, random = Math.random } = settings;
  const answer = error instanceof ApiError ? error : undefined;
  // A lost connection is as good as 408: the service may have the request or not.
  const status = answer?.status ?? (error instanceof NetworkError ? 408 : 0);
  const asked = answer ? retryAfter(answer.headers) : -1;
  const refused = asked >= 0 && (status === 429 || status === 503);
  // Of the methods that OpenAPI knows, these two are not idempotent (RFC 9110, 9.2.2).
  const repeatable = settings.repeatable || !/^P(OST|ATCH)$/.test(method) || headers.has('Idempotency-Key');
  if (attempt > retries || asked > maxRetryAfter || !(refused || repeatable)) return undefined;
  if (!/408|429|50[234]/.test(`${status}`) || body instanceof ReadableStream) return undefined;
  return asked < 0 ? random() * Math.min(8_000, retryDelay * 2 ** (attempt - 1)) : asked;
}

/** Milliseconds that the service asks for, some in a header of their own, others as RFC 9110 has it; else -1. */
export function retryAfter(headers: Headers): number {
  const text = (name: string) => headers.get(name) ?? '';
  const after = text('Retry-After');
  const pauses = [
    parseFloat(text('Retry-After-Ms')),
    parseFloat(after) * 1000,
    Date.parse(after) - Date.now(),
  ];
  return pauses.find((pause) => pause >= 0) ?? -1;
}

/** Waits, unless the signal ends it. */
export function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return within('', signal, milliseconds, () => new Promise<never>(() => {})).catch(() => {});
}
