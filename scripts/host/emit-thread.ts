import { once } from 'node:events';
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
  /** Whether another question may follow. */
  readonly stays: boolean;
}

/** A third of what V8 gives to young objects: garbage takes as much less, and the work no longer. */
const resourceLimits = { maxYoungGenerationSizeMb: 16 };

/**
 * A second core for `generate`: two compilers are at work there, TypeScript's for types and ts-morph's for functions,
 * and either takes as long to load as to do its part of a middling document. Stays for the next run of a `--watch`.
 */
export class EmitThread {
  #worker: Worker | undefined;
  #asked = false;

  /** Whether there is a core for it. */
  static get helps(): boolean {
    return availableParallelism() > 1;
  }

  /** Starts the thread before it is asked: it loads what it needs while the document is being read. */
  start(): Worker {
    if (this.#worker) return this.#worker;
    const worker = startWorker('emit-worker', resourceLimits);
    // A thread that nobody asks keeps no process alive.
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  /**
   * Throws what the thread throws: faults of the document were told when it was read. A thread that does not stay ends
   * with its answer, and its memory goes while the rest of the document is still at work.
   */
  async emit(question: Omit<ToEmit, 'stays'>, stays: boolean): Promise<EmittedPart> {
    if (this.#asked) throw new Error('the emitting thread is asked before it has answered');
    const worker = this.start();
    if (!stays) this.#worker = undefined;
    this.#asked = true;
    const answered = new AbortController();
    const { signal } = answered;
    const asked: ToEmit = { ...question, stays };
    worker.ref();
    worker.postMessage(asked);
    try {
      const ended = once(worker, 'exit', { signal }).then(([code]) => {
        throw new Error(`the emitting thread ended with ${code}`);
      });
      const [part] = await Promise.race([once(worker, 'message', { signal }), ended]);
      return part;
    } catch (error) {
      this.#worker = undefined;
      throw error;
    } finally {
      answered.abort();
      this.#asked = false;
      worker.unref();
    }
  }
}
