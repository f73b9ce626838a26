import type { FrontMatter } from './page.ts';
import { type TextLine, textLines } from './text-lines.ts';

/**
 * The `---` block at the top of a page: top-level `key: value` lines only, which is all that doc sets put there.
 * Not read as YAML: a page is worth reading even when its front matter is not well-formed.
 */
export function readFrontMatter(text: string): FrontMatter | undefined {
  if (!text.startsWith('---') || !/^---[ \t]*\r?\n/.test(text)) return undefined;
  const first = text.indexOf('\n') + 1;
  closing.lastIndex = first;
  const found = closing.exec(text);
  if (!found) return undefined;
  const end = found.index;
  const entries = textLines(text.slice(0, end), first).flatMap((line) => entryOf(text, line));
  return { range: { start: 0, end: end + found[0].trimEnd().length }, entries };
}

const closing = /^(?:---|\.\.\.)[ \t]*\r?$/gm;
const entry = /^([\w.-]+)[ \t]*:[ \t]*(.*?)[ \t]*$/;

function entryOf(text: string, line: TextLine): FrontMatter['entries'][number][] {
  const raw = text.slice(line.start, line.end);
  const match = entry.exec(raw);
  if (!match?.[1] || match[2] === undefined) return [];
  const value = match[2].replace(/^(["'])(.*)\1$/, '$2');
  return [{ key: match[1], value, range: { start: line.start, end: line.start + raw.trimEnd().length } }];
}
