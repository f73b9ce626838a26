import { TimeoutError } from './error.ts';

/**
 * Does work that ends with a signal or after some milliseconds, whether or not everything in it listens: what
 * `AbortSignal.any` and `AbortSignal.timeout` do, and more. Done, it lets go of its timer and of the outer signal, which
 * may live as long as the program.
 */
export function within<Result>(
  operation: string,
  outer: AbortSignal | undefined,
  milliseconds = Infinity,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const inner = new AbortController();
    const { signal } = inner;
    const end = (reason?: unknown) => {
      clearTimeout(timer);
      reject(reason);
      inner.abort(reason);
    };
    const late = () => end(new TimeoutError(operation, `no answer within ${milliseconds} ms`));
    // Timers of more than 2^31 milliseconds fire at once.
    const timer = milliseconds < 2 ** 31 ? setTimeout(late, milliseconds) : undefined;
    outer?.addEventListener('abort', () => end(outer.reason), { signal });
    if (outer?.aborted) end(outer.reason);
    else work(signal).then(resolve, reject).finally(end);
  });
}
