import { appendFileSync } from 'node:fs';

/** One line of docs/benchmarks.md: what was measured, beside whom in the same run, and what was promised. */
export interface Figure {
  readonly what: string;
  /** Ours, for people: `2.06 s`. */
  readonly measured: string;
  /** The peer or the floor, with its own: `typed-openapi 2.41 s`. */
  readonly beside?: string;
  /** What the bar is held against: ours as a ratio to the peer's, or ours where there is none. */
  readonly value: number;
  readonly unit: 'times' | 'MB' | 'ms' | 's' | 'pages/s' | '%' | '';
  readonly atMost?: number;
  readonly atLeast?: number;
  /** Why the bar is missed where it is, and what would be needed. */
  readonly missed?: string;
}

/** Tells the runner (`run.ts`) what was measured; a bench that is started by itself only prints. */
export function figure(one: Figure): void {
  const file = process.env['DOCPACT_BENCH_FIGURES'];
  if (file) appendFileSync(file, `${JSON.stringify(one)}\n`);
}

export function isMet({ value, atMost, atLeast }: Figure): boolean | undefined {
  if (atMost === undefined && atLeast === undefined) return undefined;
  return value <= (atMost ?? Number.POSITIVE_INFINITY) && value >= (atLeast ?? Number.NEGATIVE_INFINITY);
}
