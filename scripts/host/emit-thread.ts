import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import type { EmitOptions, EmittedPart } from '../../generator/emit.ts';
import { startWorker } from './worker.ts';

/** What the thread is sent: a document, and the emitters that it runs. It answers with what they made. */
export interface ToEmit {
  readonly bytes: Uint8Array;
  readonly file: string;
  /** The part of it that is meant; empty: all. */
  readonly include: readonly string[];
  readonly options: EmitOptions;
  readonly emitters: readonly string[];
}

/**
 * A second core for `generate`: two compilers are at work there, TypeScript's for types and ts-morph's for functions,
 * and either takes as long to load as to do its part of a middling document. Stays for the next run of a `--watch`.
 */
export class EmitThread {
  #worker: Worker | undefined;
  /** Who waits for the answer to the one question that is asked. */
  #waiting: { resolve(part: EmittedPart): void; reject(error: Error): void } | undefined;

  /** Whether there is a core for it. */
  static get helps(): boolean {
    return availableParallelism() > 1;
  }

  /** Throws what the thread throws: faults of the document were told when it was read. */
  emit(question: ToEmit): Promise<EmittedPart> {
    if (this.#waiting) throw new Error('the emitting thread is asked before it has answered');
    const worker = this.#worker ?? this.#start();
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      worker.ref();
      worker.postMessage(question);
    });
  }

  #start(): Worker {
    const worker = startWorker('emit-worker');
    this.#worker = worker;
    const settle = () => {
      const waiting = this.#waiting;
      this.#waiting = undefined;
      // A thread that waits for the next run keeps no process alive.
      worker.unref();
      return waiting;
    };
    const failed = (error: Error) => {
      this.#worker = undefined;
      settle()?.reject(error);
    };
    worker.on('message', (part: EmittedPart) => settle()?.resolve(part));
    worker.on('error', (error) => failed(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', (code) => failed(new Error(`the emitting thread ended with ${code}`)));
    return worker;
  }
}
