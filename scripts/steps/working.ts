import type { Host } from '../host/host.ts';

/** Says on a terminal what is being done, for as long as it is done: of a large document that is seconds. */
export async function working<T>(host: Host, line: string, work: () => T | Promise<T>): Promise<T> {
  if (!host.progress) return work();
  host.progress(line);
  // The terminal gets its turn: what follows may not leave one.
  await new Promise((resolve) => setImmediate(resolve));
  try {
    return await work();
  } finally {
    host.progress('');
  }
}
