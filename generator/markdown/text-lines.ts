import type { Range } from './page.ts';

/** One line of a page, without its line end and, where it is quoted, without its `>`. */
export interface TextLine extends Range {
  /** Where the line itself begins, quote marks included. */
  readonly from: number;
  /** Start of the next line. */
  readonly next: number;
  readonly quoted: boolean;
  /** Offset of the first character that is no white space; `end` in a blank line. */
  readonly first: number;
}

/** Cuts a text into lines from an offset on. A CR before LF belongs to the line end. */
export function textLines(text: string, from: number): TextLine[] {
  const lines: TextLine[] = [];
  for (let at = from; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const next = newline === -1 ? text.length : newline + 1;
    let end = newline === -1 ? text.length : newline;
    if (end > at && text[end - 1] === '\r') end--;
    lines.push(lineAt(text, at, end, next));
    at = next;
  }
  return lines;
}

function lineAt(text: string, from: number, end: number, next: number): TextLine {
  const first = skipSpace(text, from, end);
  if (text[first] !== '>' || first === end) return { from, start: from, end, next, quoted: false, first };
  let start = first + 1;
  while (text[skipSpace(text, start, end)] === '>' && start < end) start = skipSpace(text, start, end) + 1;
  if (text[start] === ' ' && start < end) start++;
  return { from, start, end, next, quoted: true, first: skipSpace(text, start, end) };
}

/** A line with its `>`, for places where that is text. */
export function unquoted(text: string, line: TextLine): TextLine {
  return { ...line, start: line.from, quoted: false, first: skipSpace(text, line.from, line.end) };
}

/** White space as pages have it: blanks, tabs, no-break spaces, zero-width characters. */
export function skipSpace(text: string, at: number, end: number): number {
  let i = at;
  while (i < end && isSpace(text.charCodeAt(i))) i++;
  return i;
}

/** The end of a range without white space before it. */
export function trimEnd(text: string, start: number, end: number): number {
  let i = end;
  while (i > start && isSpace(text.charCodeAt(i - 1))) i--;
  return i;
}

export function isSpace(code: number): boolean {
  return (
    code === 0x20 ||
    code === 0x09 ||
    code === 0xa0 ||
    code === 0x0d ||
    code === 0xfeff ||
    (code >= 0x200b && code <= 0x200d)
  );
}
