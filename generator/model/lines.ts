import { lastAtMost } from './ascending.ts';

/** Turns offsets of one text into 1-based lines and columns. Made once a text, asked many times. */
export class Lines {
  readonly text: string;
  /** Made when first asked for: most texts are never asked. */
  #starts: number[] | undefined;
  /** Index of the line that was found last: questions come in the order of the text. */
  #last = 0;

  constructor(text: string) {
    this.text = text;
  }

  get count(): number {
    return this.#all().length;
  }

  position(offset: number): { line: number; column: number } {
    const starts = this.#all();
    const index = this.#indexOf(starts, offset);
    this.#last = index;
    return { line: index + 1, column: offset - (starts[index] ?? 0) + 1 };
  }

  /** Offset of a line's first character; that of the end of the text for a line that does not exist. */
  start(number: number): number {
    return this.#all()[number - 1] ?? this.text.length;
  }

  /** The line's text without its line end; `''` for a line that does not exist. */
  line(number: number): string {
    const starts = this.#all();
    const start = starts[number - 1];
    if (start === undefined) return '';
    const end = starts[number] ?? this.text.length + 1;
    return this.text.slice(start, end - 1).replace(/\r$/, '');
  }

  #all(): number[] {
    if (this.#starts) return this.#starts;
    const starts = [0];
    for (let at = this.text.indexOf('\n'); at !== -1; at = this.text.indexOf('\n', at + 1))
      starts.push(at + 1);
    this.#starts = starts;
    return starts;
  }

  /** The last line that begins at or before the offset. */
  #indexOf(starts: readonly number[], offset: number): number {
    let low = 0;
    let high = starts.length - 1;
    const last = this.#last;
    if ((starts[last] ?? 0) <= offset) {
      low = last;
      const beyond = starts[last + 2];
      if (beyond !== undefined && offset < beyond) high = last + 1;
    } else high = last - 1;
    return lastAtMost(starts, offset, low, high);
  }
}
