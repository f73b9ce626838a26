import { closesFence, FenceBlock, type FenceOpening, fenceOpening } from './fence.ts';
import { Inlines, labelKey } from './inline.ts';
import type { Block, Definition, List, ListItem, Range, Row } from './page.ts';
import { hasPipe, isDelimiterRow, readRow } from './table.ts';
import { skipSpace, type TextLine, textLines, trimEnd, unquoted } from './text-lines.ts';

/**
 * Text to blocks, line by line. Not CommonMark to the letter: what this field's pages hold, read as their authors
 * meant it, in one pass and without backtracking, because a reference has tens of thousands of pages.
 */
export class BlockScan {
  readonly blocks: Block[] = [];
  readonly definitions = new Map<string, Definition>();
  readonly #text: string;
  readonly #inlines: Inlines;
  #lines: TextLine[];
  #at = 0;
  /** No `-->` follows: not looked for again at each `<!--`. */
  #unclosed = false;

  constructor(text: string, from: number) {
    this.#text = text;
    this.#lines = textLines(text, from);
    this.#inlines = new Inlines(text, this.definitions);
  }

  run(): void {
    for (let line = this.#lines[this.#at]; line; line = this.#lines[this.#at]) {
      if (line.first === line.end) this.#at++;
      else this.#block(line);
    }
  }

  #block(line: TextLine): void {
    const opening = fenceOpening(this.#text, line);
    if (opening) this.#fence(line, opening);
    else if (this.#text.startsWith('<!--', line.first)) this.#comment(line);
    else if (this.#isTable(this.#at)) this.#table(line);
    else if (this.#single(line)) this.#at++;
    else if (listMark(this.#text, line)) this.#list(line);
    else this.#paragraph(line);
  }

  #fence(line: TextLine, opening: FenceOpening): void {
    const first = ++this.#at;
    let closing: TextLine | undefined;
    for (let next = this.#lines[this.#at]; next && !closing; next = this.#lines[this.#at]) {
      if (line.quoted && !next.quoted) break;
      if (line.quoted === next.quoted && closesFence(this.#text, next, opening)) closing = next;
      this.#at++;
    }
    const inside = this.#lines.slice(first, closing ? this.#at - 1 : this.#at);
    // Outside a quote `>` is content.
    const lines = line.quoted
      ? inside
      : inside.map((each) => (each.quoted ? unquoted(this.#text, each) : each));
    const bodyStart = Math.min(line.next, this.#text.length);
    const bodyEnd = closing?.from ?? lines.at(-1)?.end ?? line.end;
    const range = {
      start: line.first,
      end: closing ? trimEnd(this.#text, closing.first, closing.end) : bodyEnd,
    };
    const body = { start: Math.min(bodyStart, bodyEnd), end: bodyEnd };
    this.blocks.push(new FenceBlock(this.#text, range, body, opening, lines, closing !== undefined));
  }

  /** A comment that nothing closes before the next one begins ends at the first blank line or fence. */
  #comment(line: TextLine): void {
    const start = line.first;
    const close = this.#unclosed ? -1 : this.#text.indexOf('-->', start + 4);
    this.#unclosed = close === -1;
    const another = this.#text.indexOf('<!--', start + 4);
    const own = another === -1 || close < another || hidesText(this.#text, start + 4);
    const closed = close !== -1 && own;
    const end = closed ? close + 3 : this.#commentEnd();
    const body = { start: start + 4, end: closed ? close : end };
    this.blocks.push({ kind: 'comment', range: { start, end }, body, closed });
    while ((this.#lines[this.#at]?.next ?? end) < end) this.#at++;
    const last = this.#lines[this.#at];
    if (!last) return;
    const rest = skipSpace(this.#text, Math.max(end, last.start), last.end);
    // What stands behind the comment on its last line is a line of its own.
    if (rest < last.end && rest > last.first)
      this.#lines[this.#at] = { ...last, from: rest, start: rest, first: rest };
    else this.#at++;
  }

  #commentEnd(): number {
    let end = this.#lines[this.#at]?.end ?? this.#text.length;
    for (let i = this.#at + 1; i < this.#lines.length; i++) {
      const line = this.#lines[i];
      if (!line || line.first === line.end || fenceOpening(this.#text, line)) break;
      if (this.#text.startsWith('<!--', line.first)) break;
      end = line.end;
    }
    return end;
  }

  #isTable(at: number): boolean {
    const line = this.#lines[at];
    const next = this.#lines[at + 1];
    if (!line || !next || line.quoted !== next.quoted) return false;
    return isDelimiterRow(this.#text, next) && hasPipe(this.#text, line) && !isDelimiterRow(this.#text, line);
  }

  #table(line: TextLine): void {
    const header = readRow(this.#text, line, this.#inlines);
    const second = this.#lines[this.#at + 1] ?? line;
    const delimiter = readRow(this.#text, second, this.#inlines);
    const rows: Row[] = [];
    this.#at += 2;
    for (let next = this.#lines[this.#at]; next; next = this.#lines[this.#at]) {
      if (next.quoted !== line.quoted || next.first === next.end || this.#interrupts(this.#at)) break;
      rows.push(readRow(this.#text, next, this.#inlines));
      this.#at++;
    }
    const end = (rows.at(-1) ?? delimiter).range.end;
    this.blocks.push({ kind: 'table', range: { start: header.range.start, end }, header, delimiter, rows });
  }

  /** Blocks of one line: heading, tab, include, definition, break. */
  #single(line: TextLine): boolean {
    const block = singleLine(this.#text, line, this.#inlines);
    if (!block) return false;
    if (block.kind === 'definition') {
      const key = labelKey(block.label);
      if (!this.definitions.has(key)) this.definitions.set(key, block);
    }
    this.blocks.push(block);
    return true;
  }

  #list(first: TextLine): void {
    const items: ListItem[] = [];
    const ordered = /\d/.test(this.#text[first.first] ?? '');
    for (let line = this.#lines[this.#at]; line; line = this.#lines[this.#at]) {
      const mark = listMark(this.#text, line);
      if (!mark) break;
      this.#at++;
      const pieces = [{ start: mark, end: trimEnd(this.#text, mark, line.end) }, ...this.#continuation(line)];
      const range = { start: line.first, end: pieces.at(-1)?.end ?? line.end };
      items.push({ range, indent: line.first - line.start, inline: this.#inlines.of(...pieces) });
      const following = this.#lines[this.#at];
      const afterBlank = this.#lines[this.#at + 1];
      if (following && following.first === following.end && afterBlank && listMark(this.#text, afterBlank))
        this.#at++;
    }
    const range = { start: first.first, end: items.at(-1)?.range.end ?? first.end };
    const list: List = { kind: 'list', range, ordered, items };
    this.blocks.push(list);
  }

  #paragraph(line: TextLine): void {
    this.#at++;
    const pieces = [trimmedLine(this.#text, line), ...this.#continuation(line)];
    const underline = this.#lines[this.#at];
    const range = { start: line.first, end: pieces.at(-1)?.end ?? line.end };
    if (line.quoted) this.#quote(pieces, range);
    else if (underline && isUnderline(this.#text, underline)) {
      const level = this.#text[underline.first] === '=' ? 1 : 2;
      this.blocks.push({ kind: 'heading', range, level, inline: this.#inlines.of(...pieces) });
      this.#at++;
    } else this.blocks.push({ kind: 'paragraph', range, inline: this.#inlines.of(...pieces) });
  }

  #quote(pieces: readonly Range[], range: Range): void {
    const [first, ...rest] = pieces;
    const alert = first && /^\[!([A-Za-z]+)\]/.exec(this.#text.slice(first.start, first.end));
    if (!first || !alert?.[1]) {
      this.blocks.push({ kind: 'quote', range, alert: undefined, inline: this.#inlines.of(...pieces) });
      return;
    }
    const start = skipSpace(this.#text, first.start + alert[0].length, first.end);
    const inside = start < first.end || rest.length === 0 ? [{ start, end: first.end }, ...rest] : rest;
    this.blocks.push({
      kind: 'quote',
      range,
      alert: alert[1].toUpperCase(),
      inline: this.#inlines.of(...inside),
    });
  }

  /** The lines that go on with what `line` began: up to a blank line or to another block. */
  #continuation(line: TextLine): Range[] {
    const pieces: Range[] = [];
    for (let next = this.#lines[this.#at]; next; next = this.#lines[this.#at]) {
      const other = next.quoted && !line.quoted;
      if (other || next.first === next.end || this.#interrupts(this.#at) || this.#isTable(this.#at)) break;
      pieces.push(trimmedLine(this.#text, next));
      this.#at++;
    }
    return pieces;
  }

  /** Whether a line begins a block of its own where text or a table runs. */
  #interrupts(at: number): boolean {
    const line = this.#lines[at];
    if (!line) return true;
    if (fenceOpening(this.#text, line) || this.#text.startsWith('<!--', line.first)) return true;
    if (this.#text[line.first] === '|') return false;
    if (listMark(this.#text, line)) return true;
    return isUnderline(this.#text, line) || singleLine(this.#text, line, this.#inlines) !== undefined;
  }
}

function trimmedLine(text: string, line: TextLine): Range {
  return { start: line.first, end: trimEnd(text, line.first, line.end) };
}

/**
 * Whether what a comment hides is text of the page ("<!--### Example 2") and no annotation. Comments inside such text
 * are part of it, and the first `-->` ends it (CommonMark, 4.6).
 */
function hidesText(text: string, from: number): boolean {
  return /^(?:[ \t]*[#`|>*]|[ \t]*\r?\n\s*(?![\s{"]))/.test(text.slice(from, from + 200));
}

const bullet = /(?:[-*+]|\d{1,9}[.)])[ \t\u00a0]+(?=\S)/y;

/** The offset after a list bullet, or undefined. `* * *` and `---` are breaks. */
function listMark(text: string, line: TextLine): number | undefined {
  bullet.lastIndex = line.first;
  const match = bullet.exec(text);
  const end = line.first + (match?.[0].length ?? 0);
  return match && end < line.end && !isBreak(text, line) ? end : undefined;
}

function isBreak(text: string, line: TextLine): boolean {
  const mark = text[line.first];
  if (mark !== '-' && mark !== '*' && mark !== '_') return false;
  return /^([-*_])(?:[ \t]*\1){2,}\s*$/.test(text.slice(line.first, line.end));
}

/** The second line of a setext heading (CommonMark, 4.3). */
function isUnderline(text: string, line: TextLine): boolean {
  const mark = text[line.first];
  return (mark === '=' || mark === '-') && /^(?:=+|-{2,})\s*$/.test(text.slice(line.first, line.end));
}

function singleLine(text: string, line: TextLine, inlines: Inlines): Block | undefined {
  const range = trimmedLine(text, line);
  const mark = text[line.first];
  if (mark === '#') return headingOrTab(text, range, inlines);
  if (mark === '[') return bracketLine(text.slice(range.start, range.end), range);
  return isBreak(text, line) ? { kind: 'break', range } : undefined;
}

/** `#Ship resource type`: a line of several words and nothing else. */
const onlyWords = /^#{1,6}[A-Za-z]\w*:?(?: [\w:()'-]+){1,7}$/;

/**
 * `##Response` without a blank is meant as a heading; a single `#` before one word may begin a name
 * (`#microsoft.graph.user`).
 */
function headingOrTab(text: string, range: Range, inlines: Inlines): Block | undefined {
  const raw = text.slice(range.start, range.end);
  const words = onlyWords.test(raw);
  const match = /^(#{1,6})(?:[ \t\u00a0]+|(?=[A-Z])|(?=[a-z])|$)/.exec(raw);
  const blank = match?.[0] !== match?.[1];
  if (!match?.[1] || (!blank && !words && !/^#{2,6}(?:[A-Z]|$)|^#$/.test(raw))) return undefined;
  const tab = /^#+\s*\[([^\]]*)\]\(#tab\/([^)]*)\)\s*$/.exec(raw);
  if (tab) return { kind: 'tab', range, title: tab[1] ?? '', id: tab[2] ?? '' };
  const start = range.start + match[0].length;
  const closing = /[ \t]+#+$/.exec(raw.slice(match[0].length));
  const end = closing ? start + closing.index : range.end;
  return {
    kind: 'heading',
    range,
    level: match[1].length,
    inline: inlines.of({ start, end: Math.max(start, end) }),
  };
}

function bracketLine(raw: string, range: Range): Block | undefined {
  const include = /^\[!include\s*\[([^\]]*)\]\s*\(([^)]*)\)\s*\]$/i.exec(raw);
  if (include) return { kind: 'include', range, title: include[1] ?? '', target: (include[2] ?? '').trim() };
  const definition = /^\[([^\][]+)\]:\s*<?([^\s>]+)>?/.exec(raw);
  if (!definition?.[1] || definition[2] === undefined) return undefined;
  return { kind: 'definition', range, label: definition[1], target: definition[2] };
}
