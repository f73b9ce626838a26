import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Fault } from '../../generator/openapi/validate.ts';

/** What the thread is sent: pieces of a document's text, and then the question. */
export type ToValidate = { readonly bytes: Uint8Array; readonly paths: boolean } | { readonly end: true };

/**
 * A validator on a second core: it makes itself ready while pages are read, and judges the very text that will be
 * written while the source map is made. Worth its start only where there is much to judge.
 */
export class ValidationThread {
  readonly #worker: Worker;
  /** Why the thread ended before it was asked to. */
  #failure: Error | undefined;

  constructor() {
    this.#worker = started();
    this.#worker.once('error', (error) => {
      this.#failure = error instanceof Error ? error : new Error(String(error));
    });
    // An import that ends before it comes to this must not wait for a thread that nobody asks.
    this.#worker.unref();
  }

  /** Takes the bytes away: their memory is the thread's from now on. */
  take(bytes: Uint8Array<ArrayBuffer>, paths: boolean): void {
    this.#worker.postMessage({ bytes, paths } satisfies ToValidate, [bytes.buffer]);
  }

  /** What OpenAPI forbids of all that was taken. */
  faults(): Promise<readonly Fault[]> {
    return new Promise((resolve, reject) => {
      if (this.#failure) return reject(this.#failure);
      this.#worker.ref();
      this.#worker.once('message', resolve);
      this.#worker.once('error', reject);
      this.#worker.once('exit', (code) => reject(new Error(`the validating thread ended with ${code}`)));
      this.#worker.postMessage({ end: true } satisfies ToValidate);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}

/** Of the built package this is a worker and no more. From sources there is only TypeScript, which it must learn first. */
function started(): Worker {
  const here = import.meta.url;
  if (!here.endsWith('.ts')) return new Worker(new URL('./validation-worker.js', here));
  const workerData = {
    loader: pathToFileURL(
      createRequire(here)
        .resolve('tsx/esm/api')
        .replace(/\.cjs$/, '.mjs'),
    ).href,
    file: new URL('./validation-worker.ts', here).href,
  };
  const learning = `
    const { loader, file } = require('node:worker_threads').workerData;
    import(loader).then(({ register }) => {
      register();
      return import(file);
    });
  `;
  return new Worker(learning, { eval: true, workerData });
}
