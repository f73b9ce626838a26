import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A file that is written piece by piece beside its place, and takes the place when all is well. For content that is too
 * large to be held as one string.
 */
export class Draft {
  /** Relative to the working folder, as it was asked for. */
  readonly path: string;
  readonly #to: string;
  readonly #from: string;
  #descriptor: number | undefined;
  #size = 0;

  constructor(path: string, absolute: string) {
    this.path = path;
    this.#to = absolute;
    this.#from = join(dirname(absolute), `.docpact-${randomUUID()}.tmp`);
    mkdirSync(dirname(absolute), { recursive: true });
    this.#descriptor = openSync(this.#from, 'wx');
    drafts.add(this);
    if (drafts.size === 1) for (const signal of signals) process.once(signal, interrupted);
  }

  write(bytes: Uint8Array): void {
    if (this.#descriptor === undefined) throw new Error(`${this.path} is closed`);
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#descriptor, bytes, at);
    this.#size += bytes.length;
  }

  /** Puts the draft in its place; false, and nothing is touched, when the same content stands there already. */
  keep(): boolean {
    this.#close();
    const same = this.#sameAsThere();
    if (same) rmSync(this.#from, { force: true });
    else renameSync(this.#from, this.#to);
    this.#forget();
    return !same;
  }

  drop(): void {
    this.#close();
    rmSync(this.#from, { force: true });
    this.#forget();
  }

  #close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #forget(): void {
    drafts.delete(this);
    if (drafts.size === 0) for (const signal of signals) process.off(signal, interrupted);
  }

  #sameAsThere(): boolean {
    const there = statSync(this.#to, { throwIfNoEntry: false });
    if (!there?.isFile() || there.size !== this.#size) return false;
    const ours = openSync(this.#from, 'r');
    const theirs = openSync(this.#to, 'r');
    try {
      const [a, b] = [Buffer.alloc(1 << 20), Buffer.alloc(1 << 20)];
      for (let at = 0; at < this.#size; at += a.length) {
        const length = readSync(ours, a, 0, a.length, at);
        if (readSync(theirs, b, 0, b.length, at) !== length) return false;
        if (!a.subarray(0, length).equals(b.subarray(0, length))) return false;
      }
      return true;
    } finally {
      closeSync(ours);
      closeSync(theirs);
    }
  }
}

/** Those that would be left behind if somebody stopped us now. */
const drafts = new Set<Draft>();
const signals = ['SIGINT', 'SIGTERM'] as const;

function interrupted(signal: (typeof signals)[number]): void {
  for (const draft of [...drafts]) draft.drop();
  // As if nobody had listened: the shell must learn what ended us.
  process.kill(process.pid, signal);
}
