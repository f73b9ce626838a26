import { spawnSync } from 'node:child_process';

/** Two commands timed in turn (A B A B …) as whole processes, so that noise of the machine hits both alike. */
export interface Ratio {
  readonly a: number;
  readonly b: number;
  /** Median of the pairs' ratios A/B. */
  readonly ratio: number;
}

export function pairedRatio(a: readonly string[], b: readonly string[], rounds = 15): Ratio {
  const timed = Array.from({ length: rounds + 2 }, () => ({ a: seconds(a), b: seconds(b) })).slice(2);
  return {
    a: median(timed.map((pair) => pair.a)),
    b: median(timed.map((pair) => pair.b)),
    ratio: median(timed.map((pair) => pair.a / pair.b)),
  };
}

function seconds(command: readonly string[]): number {
  const [program = '', ...args] = command;
  const start = performance.now();
  const run = spawnSync(program, args, { stdio: 'ignore' });
  if (run.status !== 0) throw new Error(`${command.join(' ')} ended with ${run.status}`);
  return (performance.now() - start) / 1000;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((x, y) => x - y);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
