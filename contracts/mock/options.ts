import type { Json } from '../../generator/model/json.ts';
import type { ClockSetting } from './clock.ts';
import type { Fault } from './faults.ts';
import type { Handlers } from './handlers.ts';
import type { RateLimit } from './rate-limit.ts';

/** Rows by collection path (`/users`), as a list or as the API answers it (`{ "value": [ … ] }`); one object for a singleton. */
export type Seed = Readonly<Record<string, Json>>;

/** How a mock behaves; without any it answers as the spec says. */
export interface MockOptions {
  /** What is there at the start. Default: the spec's examples, or one row made from the schema. */
  readonly seed?: Seed;
  /**
   * The mock's time. Default: it starts with 2026 and moves on by a second with each request. `real`: the machine's,
   * and no two runs are alike.
   */
  readonly clock?: ClockSetting;
  /** A read-only property in a request body: answered with 400 (the default), or dropped without a word. */
  readonly readOnly?: 'refuse' | 'ignore';
  /** Bytes of a request body; more is 413. */
  readonly bodyLimit?: number;
  /** Checks each success answer against the spec, and answers 500 saying what is wrong rather than break it. */
  readonly selfCheck?: boolean;
  /**
   * Which OData options operations of OData take: those that they declare, or all. Default: those declared, or all where
   * an operation declares none.
   */
  readonly odata?: 'declared' | 'all';
  /** Rows of a page where a list can say that it goes on. Default: all rows. */
  readonly pageSize?: number;
  /** Milliseconds before every answer. */
  readonly latency?: number;
  /** What goes wrong, and when. */
  readonly faults?: readonly Fault[];
  /** Beyond it requests are answered with 429. */
  readonly rateLimit?: RateLimit;
  /** Answers of a test's own, by operation id. */
  readonly handlers?: Handlers;
  /** Whether `/_docpact/…` shows and changes state, faults and the requests seen. */
  readonly control?: boolean;
}

export const standard = {
  clock: { start: '2026-01-01T00:00:00.000Z', step: 1000 },
  readOnly: 'refuse',
  bodyLimit: 4 * 1024 * 1024,
  selfCheck: false,
  latency: 0,
  faults: [],
  rateLimit: undefined,
  handlers: {},
  control: false,
} as const;
