import type { Diagnostic } from '../../generator/model/diagnostic.ts';
import type { Files } from './files.ts';

/** What is kept in a file while a program runs. */
export interface Kept {
  /** Goes up with every change. */
  revision(): number;
  content(): string;
}

/** In milliseconds: what a program that is killed may lose. */
const interval = 1000;

/**
 * Keeps something in a file: written beside it and renamed, so that there is always a whole one, at most once a second
 * and only when something has changed.
 */
export class KeptFile {
  readonly #files: Files;
  readonly #path: string;
  readonly #kept: Kept;
  #written: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #fault: Diagnostic | undefined;

  constructor(files: Files, path: string, kept: Kept) {
    this.#files = files;
    this.#path = path;
    this.#kept = kept;
  }

  /** Writes for the first time, or says why that cannot be done; `trouble` is told when it cannot be any more. */
  start(trouble: (fault: Diagnostic) => void): Diagnostic | undefined {
    const fault = this.#write();
    if (fault) return fault;
    this.#timer = setInterval(() => {
      if (this.#kept.revision() === this.#written) return;
      const known = this.#fault !== undefined;
      this.#fault = this.#write();
      if (this.#fault && !known) trouble(this.#fault);
    }, interval);
    return undefined;
  }

  /** Writes what there is at the end, also what counts as no change of its own. */
  stop(): Diagnostic | undefined {
    clearInterval(this.#timer);
    return this.#write();
  }

  #write(): Diagnostic | undefined {
    const revision = this.#kept.revision();
    const draft = this.#files.draft(this.#path);
    if ('fault' in draft) return draft.fault;
    try {
      draft.fill(this.#kept.content());
    } catch (error) {
      draft.drop();
      return this.#files.unwritable(this.#path, error);
    }
    const fault = this.#files.keep([draft]);
    if (fault) draft.drop();
    else this.#written = revision;
    return fault;
  }
}
