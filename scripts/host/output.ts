import { fstatSync, statSync, writeSync } from 'node:fs';
import type * as Tty from 'node:tty';
import { library } from '../../generator/model/library.ts';

const tty = library<typeof Tty>('node:tty');

/** Raised where what was to be told cannot be: the disk is full, the terminal is gone. */
export class OutputLost extends Error {}

/**
 * stdout or stderr, written as a file is: a short call needs none of Node's streams. They are asked for what they
 * alone can do: the consoles of Windows, the width of a terminal, a pipe that takes no more for now.
 */
export class Output {
  readonly #name: 'stdout' | 'stderr';
  readonly #descriptor: 1 | 2;
  #stream: NodeJS.WriteStream | undefined;
  /** Whoever reads may have enough (`| head`): the command goes on, and its exit code says what it found. */
  #isLeft = false;
  #isTerminal: boolean | undefined;

  constructor(name: 'stdout' | 'stderr') {
    this.#name = name;
    this.#descriptor = name === 'stdout' ? 1 : 2;
  }

  get isTerminal(): boolean {
    this.#isTerminal ??= isDevice(this.#descriptor) && tty().isatty(this.#descriptor);
    return this.#isTerminal;
  }

  /** How wide the terminal is; what is usual where nobody looks. */
  get columns(): number {
    return this.isTerminal ? process[this.#name].columns : 80;
  }

  /** Throws `OutputLost`. */
  write(text: string): void {
    if (process.platform === 'win32') this.#stream ??= this.#asStream();
    const bytes = Buffer.from(text);
    // What comes after what the stream was given goes the same way, so that it is not there sooner.
    const taken = this.#stream || this.#isLeft ? 0 : this.#taken(bytes);
    this.#stream?.write(bytes.subarray(taken));
  }

  /** How many bytes were taken: all, unless nobody reads or the stream has to wait until somebody does. */
  #taken(bytes: Buffer): number {
    let at = 0;
    try {
      while (at < bytes.length) at += writeSync(this.#descriptor, bytes, at);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'EAGAIN') this.#stream = this.#asStream();
      else if (code === 'EPIPE') this.#isLeft = true;
      else throw new OutputLost(`${this.#name} cannot be written: ${message}`);
    }
    return at;
  }

  #asStream(): NodeJS.WriteStream {
    return process[this.#name].on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

/** What may be a terminal: no file and no pipe, nor what swallows everything. */
function isDevice(descriptor: number): boolean {
  if (process.platform === 'win32') return true;
  const found = fstatSync(descriptor);
  return found.isCharacterDevice() && found.rdev !== statSync('/dev/null', { throwIfNoEntry: false })?.rdev;
}

export const stdout = new Output('stdout');
export const stderr = new Output('stderr');
