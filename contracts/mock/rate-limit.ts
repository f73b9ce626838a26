import type { Operation } from '../../generator/openapi/api.ts';
import { rememberedByOperation } from './remembered.ts';

/** So many requests in a window of so many seconds, counted over all callers by the mock's clock. */
export interface RateLimit {
  readonly requests: number;
  readonly seconds: number;
}

/** Where a request stands within its window. */
export interface Allowance {
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until the window ends. */
  readonly reset: number;
  /** When it ends, in seconds since 1970. */
  readonly resetAt: number;
  readonly exceeded: boolean;
}

export class RateLimiter {
  readonly #limit: RateLimit;
  #start: number | undefined;
  #used = 0;

  constructor(limit: RateLimit) {
    this.#limit = limit;
  }

  rewind(): void {
    this.#start = undefined;
  }

  take(now: number): Allowance {
    const { requests, seconds } = this.#limit;
    if (this.#start === undefined || now >= this.#start + seconds * 1000 || now < this.#start) {
      this.#start = now;
      this.#used = 0;
    }
    const exceeded = this.#used >= requests;
    if (!exceeded) this.#used++;
    const end = this.#start + seconds * 1000;
    return {
      limit: requests,
      remaining: requests - this.#used,
      reset: Math.max(1, Math.ceil((end - now) / 1000)),
      resetAt: Math.ceil(end / 1000),
      exceeded,
    };
  }
}

const parts = ['limit', 'remaining', 'reset'] as const;

/** The names under which an operation documents its limit (`X-RateLimit-Limit` …), else those of the IETF's draft. */
const namesOf = rememberedByOperation((operation: Operation) => {
  const documented = operation.responses.flatMap(({ headers }) =>
    headers.map(({ name }) => name.toLowerCase()),
  );
  return parts.map(
    (part) => documented.find((name) => new RegExp(`rate-?limit-${part}$`).test(name)) ?? `ratelimit-${part}`,
  );
});

/** `X-…-Reset` is by habit a moment in seconds since 1970, the draft's field the seconds that are left. */
export function allowanceFields(
  operation: Operation,
  { limit, remaining, reset, resetAt }: Allowance,
): Record<string, string> {
  const values = [limit, remaining, reset];
  return Object.fromEntries(
    namesOf(operation).map((name, i) => [
      name,
      String(name.startsWith('x-') && name.endsWith('-reset') ? resetAt : values[i]),
    ]),
  );
}
