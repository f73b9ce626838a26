import { lastAtMost } from './ascending.ts';
import { once } from './once.ts';

/** A mark within a text is a character. */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
/** Bytes between two counts of what stands before. */
const block = 1 << 14;

/**
 * `Lines` of a text that is kept as UTF-8: a large document takes two or three times its bytes as a text. Columns are
 * counted in UTF-16 units, as everywhere.
 */
export class Utf8Lines {
  readonly #bytes: Uint8Array;
  /** Offsets of the lines' first bytes. */
  readonly #starts: number[] = [0];
  /** UTF-16 units before each block; counted when a column far out in a line is asked for. */
  readonly #units = once(() => this.#count());

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1))
      this.#starts.push(at + 1);
  }

  /** The 1-based line and column of a byte. */
  position(offset: number): { line: number; column: number } {
    const line = lastAtMost(this.#starts, offset);
    return { line: line + 1, column: this.#unitsBetween(this.#starts[line] ?? 0, offset) + 1 };
  }

  /** The line's text without its line end; `''` for a line that does not exist. */
  line(number: number): string {
    const { start, end } = this.#span(number);
    return this.#text(start, end);
  }

  /** What stands from one column of a line to before another: a line may be a whole document. */
  slice(number: number, from: number, to: number): string {
    const { start, end } = this.#span(number);
    const first = this.#offset(start, end, from - 1);
    return this.#text(first, this.#offset(start, end, to - 1));
  }

  #span(number: number): { start: number; end: number } {
    const start = this.#starts[number - 1];
    if (start === undefined) return { start: 0, end: 0 };
    const end = (this.#starts[number] ?? this.#bytes.length + 1) - 1;
    return { start, end: this.#bytes[end - 1] === carriageReturn && end > start ? end - 1 : end };
  }

  #text(start: number, end: number): string {
    return utf8.decode(this.#bytes.subarray(start, end));
  }

  /** The byte that so many UTF-16 units stand before, from the start of a line; the line's end where it is shorter. */
  #offset(start: number, end: number, units: number): number {
    let at = start;
    let left = units;
    if (end - start >= block) {
      const wanted = this.#before(start) + units;
      const full = lastAtMost(this.#units(), wanted);
      if (full * block > start) {
        at = full * block;
        left = wanted - (this.#units()[full] ?? 0);
        // A block may begin within a character, which counts where it begins.
        while (isContinuation(this.#bytes[at])) at++;
      }
    }
    for (; at < end && left > 0; at++) left -= unitsOf(this.#bytes[at] ?? 0);
    while (at < end && isContinuation(this.#bytes[at])) at++;
    return Math.min(at, end);
  }

  #count(): readonly number[] {
    let units = 0;
    const counts = [units];
    for (let at = 0; at + block <= this.#bytes.length; at += block) {
      units += unitsIn(this.#bytes, at, at + block);
      counts.push(units);
    }
    return counts;
  }

  #unitsBetween(from: number, to: number): number {
    if (to - from < block) return unitsIn(this.#bytes, from, to);
    return this.#before(to) - this.#before(from);
  }

  #before(offset: number): number {
    const full = Math.floor(offset / block);
    return (this.#units()[full] ?? 0) + unitsIn(this.#bytes, full * block, offset);
  }
}

function unitsIn(bytes: Uint8Array, from: number, to: number): number {
  let units = 0;
  for (let i = from; i < to; i++) units += unitsOf(bytes[i] ?? 0);
  return units;
}

/** A character is one UTF-16 unit, one of four bytes two (RFC 3629, section 3; RFC 2781, section 2.1). */
function unitsOf(byte: number): number {
  return isContinuation(byte) ? 0 : byte >= 0xf0 ? 2 : 1;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** UTF-8 without a byte order mark at its start, as decoders leave it. */
export function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}
