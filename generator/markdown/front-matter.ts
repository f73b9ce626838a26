import type { FrontMatter } from './page.ts';
import { type TextLine, textLines } from './text-lines.ts';

/**
 * The `---` block at the top of a page: top-level `key: value` lines only, which is all that doc sets put there.
 * Not read as YAML: a page is worth reading even when its front matter is not well-formed.
 */
export function readFrontMatter(text: string): FrontMatter | undefined {
  if (!/^---[ \t]*\r?\n/.test(text)) return undefined;
  const closing = /^(?:---|\.\.\.)[ \t]*\r?$/m;
  const first = text.indexOf('\n') + 1;
  const found = closing.exec(text.slice(first));
  if (!found) return undefined;
  const end = first + found.index;
  const entries = textLines(text.slice(0, end), first).flatMap((line) => entryOf(text, line));
  return { range: { start: 0, end: end + found[0].trimEnd().length }, entries };
}

function entryOf(text: string, line: TextLine): FrontMatter['entries'][number][] {
  const raw = text.slice(line.start, line.end);
  const match = /^([\w.-]+)[ \t]*:[ \t]*(.*?)[ \t]*$/.exec(raw);
  if (!match?.[1] || match[2] === undefined) return [];
  const value = match[2].replace(/^(["'])(.*)\1$/, '$2');
  return [{ key: match[1], value, range: { start: line.start, end: line.start + raw.trimEnd().length } }];
}
