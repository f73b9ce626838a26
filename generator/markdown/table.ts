import type { Inlines } from './inline.ts';
import type { Inline, Range, Row } from './page.ts';
import { skipSpace, type TextLine, trimEnd } from './text-lines.ts';

/** Whether a line is the `|---|:--:|` of a table (GFM, 4.10). A single column needs a pipe to tell it from a break. */
export function isDelimiterRow(text: string, line: TextLine): boolean {
  let dashes = false;
  let pipes = false;
  for (let i = line.first; i < line.end; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x2d) dashes = true;
    else if (c === 0x7c) pipes = true;
    else if (c !== 0x3a && c !== 0x20 && c !== 0x09 && c !== 0xa0) return false;
  }
  return dashes && pipes;
}

export function hasPipe(text: string, line: TextLine): boolean {
  const at = text.indexOf('|', line.first);
  return at !== -1 && at < line.end;
}

export function readRow(text: string, line: TextLine, inlines: Inlines): Row {
  const end = trimEnd(text, line.first, line.end);
  const cells: Inline[] = cellRanges(text, line.first, end).map((range) => inlines.of(range));
  return { range: { start: line.first, end }, cells };
}

/** Pipes part cells unless a backslash stands before them; those at the ends of the row part nothing. */
function cellRanges(text: string, start: number, end: number): Range[] {
  const ranges: Range[] = [];
  let from = text[start] === '|' ? start + 1 : start;
  for (let i = from; i < end; i++) {
    const c = text[i];
    if (c === '\\') i++;
    else if (c === '|') {
      ranges.push(trimmed(text, from, i));
      from = i + 1;
    }
  }
  if (from < end || ranges.length === 0) ranges.push(trimmed(text, from, end));
  return ranges;
}

function trimmed(text: string, start: number, end: number): Range {
  const first = Math.min(skipSpace(text, start, end), end);
  return { start: first, end: trimEnd(text, first, end) };
}
