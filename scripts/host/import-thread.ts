import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { type FileFacts, factsOfText } from '../../generator/dialects/fact-text.ts';
import type { Fault } from '../../generator/openapi/validate.ts';
import type { Section } from '../../generator/openapi/write-text.ts';
import type { PageReader, SourceFile } from '../../generator/read-documentation.ts';
import { startWorker } from './worker.ts';

/** What the thread is sent. Facts and faults go back, in the order of the questions. */
export type ToImport =
  /** The parts that pages may include. */
  | { readonly kind: 'includes'; readonly files: readonly SourceFile[] }
  /** Answered with `factsText`. */
  | { readonly kind: 'pages'; readonly files: readonly SourceFile[] }
  /**
   * A piece of a file that somebody else has opened, of a document that is judged, or both; `section` as
   * `TextJudge` takes it.
   */
  | {
      readonly kind: 'text';
      /** In UTF-8. */
      readonly text: Uint8Array;
      readonly descriptor: number | undefined;
      readonly section: Section | undefined;
    }
  /** There are no more pages: whatever judging needs is made ready. */
  | { readonly kind: 'prepare' }
  /** Answered with the faults of the document. */
  | { readonly kind: 'end' };

export type FromImport =
  | { readonly facts: string }
  | { readonly faults: readonly Fault[]; readonly unwritten: Unwritten | undefined };

/** What the system says of a file that could not be written. */
export interface Unwritten {
  readonly descriptor: number;
  readonly message: string;
  /** `ENOSPC`, say. */
  readonly code: string;
}

/**
 * A second core for a large import: it writes and judges the text of the spec while that is being made, and reads its
 * share of the pages where there are cores enough. Worth its start only where there is much to do.
 */
export class ImportThread implements PageReader {
  readonly #worker: Worker;
  /** Those who wait for an answer, in the order of their questions. */
  readonly #waiting: { resolve(answer: FromImport): void; reject(error: Error): void }[] = [];
  /** Why the thread ended before it was asked to. */
  #failure: Error | undefined;

  constructor() {
    this.#worker = startWorker('import-worker');
    this.#worker.on('message', (answer: FromImport) => this.#waiting.shift()?.resolve(answer));
    this.#worker.once('error', (error) =>
      this.#fail(error instanceof Error ? error : new Error(String(error))),
    );
    this.#worker.once('exit', (code) => this.#fail(new Error(`the importing thread ended with ${code}`)));
    // An import that ends before it comes to this must not wait for a thread that nobody asks.
    this.#worker.unref();
  }

  /**
   * This one, where it helps: on two cores the compiler and the collector of a single thread keep the second one busy
   * while pages are read, and a reader more makes an import no quicker (docs/decisions/0004-large-imports.md).
   */
  readers(mayRead: boolean): readonly PageReader[] {
    if (mayRead && availableParallelism() > 2) return [this];
    this.done();
    return [];
  }

  begin(files: readonly SourceFile[]): void {
    this.#post({ kind: 'includes', files: files.map(ownBytes) });
  }

  async read(files: readonly SourceFile[]): Promise<readonly FileFacts[]> {
    const answer = await this.#ask({ kind: 'pages', files: files.map(ownBytes) });
    if (!('facts' in answer)) throw new Error('the importing thread answers another question');
    return factsOfText(answer.facts);
  }

  done(): void {
    this.#post({ kind: 'prepare' });
  }

  /** With `section` the text is one of a document and is judged as well. The bytes are given away. */
  write(descriptor: number, text: Uint8Array<ArrayBuffer>, section?: Section): void {
    this.#worker.postMessage({ kind: 'text', text, descriptor, section } satisfies ToImport, [text.buffer]);
  }

  judge(text: string, section: Section): void {
    this.#post({ kind: 'text', text: Buffer.from(text), descriptor: undefined, section });
  }

  /** What OpenAPI forbids of all that was judged, and the file that could not be written. */
  async end(): Promise<{ faults: readonly Fault[]; unwritten: Unwritten | undefined }> {
    const answer = await this.#ask({ kind: 'end' });
    if (!('faults' in answer)) throw new Error('the importing thread answers another question');
    return answer;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #ask(question: ToImport): Promise<FromImport> {
    return new Promise((resolve, reject) => {
      if (this.#failure) return reject(this.#failure);
      this.#worker.ref();
      this.#waiting.push({ resolve, reject });
      this.#post(question);
    });
  }

  #post(message: ToImport): void {
    this.#worker.postMessage(message);
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }
}

/** Small files lie in memory that others use too, which would be copied with them. */
function ownBytes({ file, bytes }: SourceFile): SourceFile {
  return { file, bytes: bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes) };
}
