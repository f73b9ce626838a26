import { once } from './once.ts';

const lineFeed = 0x0a;
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
    const starts = this.#starts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: this.#unitsBetween(starts[low] ?? 0, offset) + 1 };
  }

  /** The line's text without its line end; `''` for a line that does not exist. */
  line(number: number): string {
    const start = this.#starts[number - 1];
    if (start === undefined) return '';
    const end = this.#starts[number] ?? this.#bytes.length + 1;
    return new TextDecoder().decode(this.#bytes.subarray(start, end - 1)).replace(/\r$/, '');
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

/** A character is one UTF-16 unit, one of four bytes two (RFC 3629, section 3; RFC 2781, section 2.1). */
function unitsIn(bytes: Uint8Array, from: number, to: number): number {
  let units = 0;
  for (let i = from; i < to; i++) {
    const byte = bytes[i] ?? 0;
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}
