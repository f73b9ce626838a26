import { lastAtMost } from '../model/ascending.ts';
import type { Fence, Range } from './page.ts';
import type { TextLine } from './text-lines.ts';

export interface FenceOpening {
  readonly mark: string;
  readonly length: number;
  /** Columns before the fence, which its content may lose. */
  readonly indent: number;
  readonly info: string;
}

/** CommonMark, 4.5. Indentation may be deeper than three columns: fences stand in list items. */
export function fenceOpening(text: string, line: TextLine): FenceOpening | undefined {
  const mark = text[line.first];
  if (mark !== '`' && mark !== '~') return undefined;
  let after = line.first;
  while (after < line.end && text[after] === mark) after++;
  const length = after - line.first;
  const info = text.slice(after, line.end).trim();
  if (length < 3 || (mark === '`' && info.includes('`'))) return undefined;
  return { mark, length, indent: line.first - line.start, info };
}

export function closesFence(text: string, line: TextLine, opening: FenceOpening): boolean {
  if (text[line.first] !== opening.mark) return false;
  const rest = text.slice(line.first, line.end).trimEnd();
  return rest.length >= opening.length && rest === opening.mark.repeat(rest.length);
}

/** The fence that `lines` fill; the content is put together when somebody asks for it. */
export class FenceBlock implements Fence {
  readonly kind = 'fence';
  readonly range: Range;
  readonly body: Range;
  readonly language: string;
  readonly info: string;
  readonly closed: boolean;
  readonly #text: string;
  readonly #lines: readonly TextLine[];
  readonly #indent: number;
  #made: { content: string; starts: number[]; sources: number[] } | undefined;

  constructor(
    text: string,
    range: Range,
    body: Range,
    opening: FenceOpening,
    lines: readonly TextLine[],
    closed: boolean,
  ) {
    this.#text = text;
    this.#lines = lines;
    this.#indent = opening.indent;
    this.range = range;
    this.body = body;
    this.info = opening.info;
    this.language = (/^[^\s{]+/.exec(opening.info)?.[0] ?? '').toLowerCase();
    this.closed = closed;
  }

  get content(): string {
    return this.#make().content;
  }

  get plain(): boolean {
    return this.#indent === 0 && !this.#lines.some((line) => line.quoted);
  }

  offsetOf(contentOffset: number): number {
    const { starts, sources } = this.#make();
    const at = lastAtMost(starts, contentOffset);
    const offset = (sources[at] ?? this.body.start) + contentOffset - (starts[at] ?? 0);
    return Math.min(offset, this.range.end);
  }

  #make(): { content: string; starts: number[]; sources: number[] } {
    if (this.#made) return this.#made;
    const starts: number[] = [];
    const sources: number[] = [];
    const parts: string[] = [];
    let length = 0;
    for (const line of this.#lines) {
      const source = Math.min(line.start + this.#indent, line.first);
      const part = this.#text.slice(source, line.end);
      starts.push(length);
      sources.push(source);
      parts.push(part);
      length += part.length + 1;
    }
    this.#made = { content: parts.join('\n'), starts, sources };
    return this.#made;
  }
}
