import { Worker } from 'node:worker_threads';
import type { Validate } from '../../generator/import-pages.ts';
import type { Fault } from '../../generator/openapi/validate.ts';

/** What the thread is sent. */
export interface ToValidate {
  readonly text: string;
  readonly corrected: boolean;
}

/**
 * A validator on a second core: it makes itself ready while pages are read, and judges the very text that will be
 * written while the source map is made. Worth its start only where there is much to judge.
 */
export class ValidationThread {
  readonly #worker: Worker;
  /** Why the thread ended before it was asked to. */
  #failure: Error | undefined;

  constructor() {
    // From sources there is only TypeScript, which the thread must be taught to load.
    const source = import.meta.url.endsWith('.ts');
    const file = new URL(`./validation-worker.${source ? 'ts' : 'js'}`, import.meta.url);
    this.#worker = new Worker(file, source ? { execArgv: ['--import', 'tsx'] } : {});
    this.#worker.once('error', (error) => {
      this.#failure = error instanceof Error ? error : new Error(String(error));
    });
    // An import that ends before it comes to this must not wait for a thread that nobody asks.
    this.#worker.unref();
  }

  readonly validate: Validate = (_document, text, corrected) =>
    new Promise<readonly Fault[]>((resolve, reject) => {
      if (this.#failure) return reject(this.#failure);
      this.#worker.ref();
      this.#worker.once('message', (faults: readonly Fault[]) => {
        this.#worker.unref();
        resolve(faults);
      });
      this.#worker.once('error', reject);
      this.#worker.once('exit', (code) => reject(new Error(`the validating thread ended with ${code}`)));
      this.#worker.postMessage({ text: text(), corrected } satisfies ToValidate);
    });

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}
