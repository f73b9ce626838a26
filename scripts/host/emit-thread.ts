import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import type { EmitOptions, EmittedPart } from '../../generator/emit.ts';
import { startWorker } from './worker.ts';

/** What the thread is sent: a document, and the emitters that it runs. It answers with what they made. */
export interface ToEmit {
  readonly bytes: Uint8Array;
  readonly file: string;
  readonly options: EmitOptions;
  readonly emitters: readonly string[];
}

/**
 * A second core for `generate`: two compilers are at work there, TypeScript's for types and ts-morph's for functions,
 * and either takes as long to load as to do its part of a middling document. Stays for the next run of a `--watch`.
 */
export class EmitThread {
  #worker: Worker | undefined;

  /** Whether there is a core for it. */
  static get helps(): boolean {
    return availableParallelism() > 1;
  }

  /** Throws what the thread throws: faults of the document were told when it was read. */
  emit(question: ToEmit): Promise<EmittedPart> {
    const worker = this.#worker ?? startWorker('emit-worker');
    this.#worker = worker;
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        worker.removeAllListeners();
        // A thread that waits for the next run keeps no process alive.
        worker.unref();
        act();
      };
      worker.ref();
      worker.once('message', (part: EmittedPart) => settle(() => resolve(part)));
      worker.once('error', (error) => settle(() => reject(error)));
      worker.once('exit', (code) =>
        settle(() => reject(new Error(`the emitting thread ended with ${code}`))),
      );
      worker.postMessage(question);
    });
  }
}
