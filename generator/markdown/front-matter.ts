import { gather } from '../model/gather.ts';
import type { FrontMatter } from './page.ts';
import { type TextLine, textLines } from './text-lines.ts';

/**
 * The `---` block at the top of a page: top-level `key: value` lines only, which is all that doc sets put there.
 * Not read as YAML: a page is worth reading even when its front matter is not well-formed.
 */
export function readFrontMatter(text: string): FrontMatter | undefined {
  if (!text.startsWith('---') || !/^---[ \t]*\r?\n/.test(text)) return undefined;
  const first = text.indexOf('\n') + 1;
  const closing = closingLine(text, first);
  if (!closing) return undefined;
  const entries = gather(textLines(text.slice(0, closing.start), first), (line) => entryOf(text, line));
  return { range: { start: 0, end: closing.end }, entries };
}

/** The line `---` or `...`; its end without white space. */
function closingLine(text: string, from: number): { start: number; end: number } | undefined {
  for (let start = from; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    if (text.startsWith('---', start) || text.startsWith('...', start)) {
      if (text.slice(start + 3, end).trim() === '') return { start, end: start + 3 };
    }
    start = end + 1;
  }
  return undefined;
}

function entryOf(text: string, line: TextLine): FrontMatter['entries'][number][] {
  const raw = text.slice(line.start, line.end).trimEnd();
  const colon = raw.indexOf(':');
  const key = raw.slice(0, Math.max(0, colon)).trimEnd();
  if (!/^[\w.-]+$/.test(key)) return [];
  const value = raw.slice(colon + 1).trim();
  const quote = value[0];
  const quoted = value.length > 1 && (quote === '"' || quote === "'") && value.endsWith(quote);
  const range = { start: line.start, end: line.start + raw.length };
  return [{ key, value: quoted ? value.slice(1, -1) : value, range }];
}
