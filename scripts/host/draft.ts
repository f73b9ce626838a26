import {
  closeSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** A file that is written beside its place, and takes the place when all is well. */
export class Draft {
  /** Relative to the working folder, as it was asked for. */
  readonly path: string;
  readonly #to: string;
  readonly #from: string;
  /** What stood there before, while it may be wanted again. */
  readonly #before: string;
  #kept = false;
  #descriptor: number | undefined;

  constructor(path: string, absolute: string) {
    this.path = path;
    this.#to = absolute;
    const beside = () => join(dirname(absolute), `.docpact-${process.pid}-${crypto.randomUUID()}.tmp`);
    this.#from = beside();
    this.#before = beside();
    mkdirSync(dirname(absolute), { recursive: true });
    this.#descriptor = openSync(this.#from, 'wx');
    drafts.add(this);
    if (drafts.size === 1) for (const signal of signals) process.once(signal, interrupted);
  }

  /** Whether a file that lies beside others is this draft's. */
  owns(file: string): boolean {
    return file === this.#from || file === this.#before;
  }

  /** For whoever writes the content, in whatever thread. */
  get descriptor(): number {
    if (this.#descriptor === undefined) throw new Error(`${this.path} is closed`);
    return this.#descriptor;
  }

  /** The whole content at once; nothing can be written after it. */
  fill(content: string): void {
    writeFileSync(this.descriptor, content);
    this.#close();
  }

  /**
   * Puts the draft in its place; nothing is touched when the same content stands there already. What stood there is kept
   * for `undo` until `settle` is called.
   */
  keep(): void {
    this.#close();
    if (this.#sameAsThere()) return;
    if (existsSync(this.#to)) sameUnder(this.#to, this.#before);
    renameSync(this.#from, this.#to);
    this.#kept = true;
  }

  /** Puts back what stood there before. */
  undo(): void {
    if (!this.#kept) return;
    if (existsSync(this.#before)) renameSync(this.#before, this.#to);
    else rmSync(this.#to, { force: true });
    this.#kept = false;
  }

  /** The end: nothing is left beside the file. */
  settle(): void {
    this.#close();
    for (const file of [this.#from, this.#before]) rmSync(file, { force: true });
    drafts.delete(this);
    if (drafts.size === 0) for (const signal of signals) process.off(signal, interrupted);
  }

  /** The end of a draft that nobody wants: its place is as it was. */
  drop(): void {
    this.undo();
    this.settle();
  }

  #close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #sameAsThere(): boolean {
    const there = statSync(this.#to, { throwIfNoEntry: false });
    const { size } = statSync(this.#from);
    if (!there?.isFile() || there.size !== size) return false;
    const ours = openSync(this.#from, 'r');
    const theirs = openSync(this.#to, 'r');
    try {
      const [a, b] = [Buffer.alloc(1 << 20), Buffer.alloc(1 << 20)];
      for (let at = 0; at < size; at += a.length) {
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

/** Removes what a process that was killed has left in a folder; the drafts of one that still runs stay. */
export function removeAbandoned(folder: string): void {
  try {
    for (const name of readdirSync(folder)) {
      const pid = /^\.docpact-(\d+)-[0-9a-f-]{36}\.tmp$/.exec(name)?.[1];
      const file = join(folder, name);
      if (pid !== undefined && !isInUse(file, Number(pid))) rmSync(file, { force: true });
    }
  } catch {
    // There is no such folder, or nothing may be removed there: whoever writes into it says so.
  }
}

/** The number of a process that ended may be given to another one, ours too. */
function isInUse(file: string, pid: number): boolean {
  if (pid === process.pid) return [...drafts].some((draft) => draft.owns(file));
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code !== 'ESRCH';
  }
}

/** A second name for a file; a copy where the file system knows no second names. */
function sameUnder(file: string, name: string): void {
  try {
    linkSync(file, name);
  } catch {
    copyFileSync(file, name);
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
