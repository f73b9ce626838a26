import type { Page } from '../../generator/markdown/page.ts';
import type { Span } from '../../generator/model/place.ts';

/** Where words stand within a span: the first line that holds them; the whole span where none does. */
export function placeOfWords(page: Page, within: Span, words: string): Span {
  for (let line = within.line; words !== '' && line <= within.endLine; line++) {
    const from = line === within.line ? within.column - 1 : 0;
    const at = page.lines.line(line).indexOf(words, from);
    if (at === -1) continue;
    return { file: within.file, line, column: at + 1, endLine: line, endColumn: at + 1 + words.length };
  }
  return within;
}

/** The first line of a span that is not blank: of an example, its request or status line. */
export function firstLine(page: Page, within: Span): Span {
  for (let line = within.line; line <= within.endLine; line++) {
    const text = page.lines.line(line);
    const trimmed = text.trim();
    if (trimmed === '') continue;
    const column = text.indexOf(trimmed) + 1;
    return { file: within.file, line, column, endLine: line, endColumn: column + trimmed.length };
  }
  return within;
}

/** The text that stands at a span. */
export function textAt(page: Page, { line, column, endLine, endColumn }: Span): string {
  const rows: string[] = [];
  for (let n = line; n <= endLine; n++) {
    const text = page.lines.line(n);
    rows.push(text.slice(n === line ? column - 1 : 0, n === endLine ? endColumn - 1 : undefined));
  }
  return rows.join('\n');
}
