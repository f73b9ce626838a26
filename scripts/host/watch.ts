import { type FSWatcher, statSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** An editor writes a file in several steps, and a checkout many files: one change, when it has been quiet so long. */
const quietFor = 60;

/**
 * Tells when something was changed in folders (Markdown pages, at any depth) or files. Files are watched by their
 * folder: many editors put a new file in the place of the old one.
 */
export class Watch {
  readonly #watchers: FSWatcher[] = [];
  #changed = false;
  #timer: NodeJS.Timeout | undefined;
  #tell: (() => void) | undefined;

  /** Absolute paths; what does not exist cannot be watched, and throws. */
  constructor(paths: readonly string[]) {
    try {
      for (const path of paths) {
        const folder = statSync(path).isDirectory();
        const concerns = folder
          ? (name: string | null) => name === null || /\.md$/i.test(name)
          : (name: string | null) => name === null || name === basename(path);
        const watcher = watch(folder ? path : dirname(path), { recursive: folder }, (_, name) => {
          if (concerns(name)) this.#note();
        });
        // A folder that is taken away while it is watched: what is read next says so.
        watcher.on('error', () => this.#note());
        this.#watchers.push(watcher);
      }
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Resolves when there was a change since it did so last. */
  changed(): Promise<void> {
    return new Promise((resolve) => {
      this.#tell = () => {
        this.#tell = undefined;
        this.#changed = false;
        resolve();
      };
      if (this.#changed && this.#timer === undefined) this.#tell();
    });
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers) watcher.close();
  }

  #note(): void {
    this.#changed = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#tell?.();
    }, quietFor);
  }
}
