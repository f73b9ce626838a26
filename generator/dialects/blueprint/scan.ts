import type { Fence, Page, Range } from '../../markdown/page.ts';

/** A heading, a list item, or the lines between them, as API Blueprint counts: indentation says what belongs to what. */
export type Piece = HeadingPiece | ItemPiece | TextPiece;

export interface HeadingPiece {
  readonly kind: 'heading';
  readonly level: number;
  readonly text: string;
  readonly range: Range;
}

export interface ItemPiece {
  readonly kind: 'item';
  readonly indent: number;
  readonly text: string;
  readonly range: Range;
}

/** Lines in a row, without the indentation that they share and without a fence around them. */
export interface TextPiece {
  readonly kind: 'text';
  readonly block: Fence;
}

interface Line {
  readonly start: number;
  readonly text: string;
  readonly indent: number;
}

const heading = /^(#{1,6})[ \t]*(.*?)[ \t]*#*[ \t]*$/;
const bullet = /^[+*-][ \t]+(.*?)[ \t]*$/;
const fenceMark = /^(?:`{3,}|~{3,})/;
/** What is indented this much beyond an item is its code. */
const code = 8;

/** A heading or an item that is longer is none that anybody wrote. */
const longest = 2000;

/** Takes a page apart, in its order. */
export function piecesOf(page: Page): readonly Piece[] {
  const pieces: Piece[] = [];
  let run: Line[] = [];
  let fence: string | undefined;
  let level = 0;
  const close = () => {
    const text = textPiece(run);
    if (text) pieces.push(text);
    run = [];
  };
  for (const line of linesOf(page)) {
    const { text, indent, start } = line;
    const bare = text.trimStart();
    const mark = fenceMark.exec(bare)?.[0];
    if (mark !== undefined || fence !== undefined) {
      if (fence === undefined) fence = mark;
      else if (mark?.startsWith(fence)) fence = undefined;
      run.push(line);
      continue;
    }
    const isShort = text.length <= longest;
    const head = isShort ? heading.exec(text) : null;
    const item = isShort && indent < level + code ? bullet.exec(bare) : null;
    if (!head && !item) {
      run.push(line);
      continue;
    }
    close();
    const range = { start: start + text.length - bare.length, end: start + text.length };
    if (head) pieces.push({ kind: 'heading', level: head[1]?.length ?? 1, text: head[2] ?? '', range });
    else pieces.push({ kind: 'item', indent, text: item?.[1] ?? '', range });
    level = head ? -code + 4 : indent;
  }
  close();
  return pieces;
}

function* linesOf({ text }: Page): Generator<Line> {
  for (const match of text.matchAll(/[^\n]*(?:\n|$)/g)) {
    const line = match[0].replace(/\r?\n$/, '');
    const space = /^[ \t]*/.exec(line)?.[0] ?? '';
    yield { start: match.index, text: line, indent: space.replaceAll('\t', '    ').length };
  }
}

function textPiece(run: readonly Line[]): TextPiece | undefined {
  const isBlank = ({ text }: Line) => text.trim() === '';
  const isMark = ({ text }: Line) => fenceMark.test(text.trimStart());
  const told = run.filter((line) => !isBlank(line) && !isMark(line));
  const [first] = told;
  const last = told.at(-1);
  if (!first || !last) return undefined;
  const lines = run.slice(run.indexOf(first), run.indexOf(last) + 1).filter((line) => !isMark(line));
  const shared = told.reduce(
    (least, { text }) => Math.min(least, text.length - text.trimStart().length),
    first.text.length,
  );
  const shown = lines.map((line) => line.text.slice(shared));
  const offsetOf = (offset: number) => {
    const before = shown.join('\n').slice(0, offset).split('\n');
    const line = lines[before.length - 1] ?? last;
    return line.start + shared + (before.at(-1)?.length ?? 0);
  };
  const body = { start: first.start + shared, end: last.start + last.text.length };
  const content = shown.join('\n');
  const plain = shared === 0;
  const block = { language: '', info: '', closed: true, body, range: body, plain, content, offsetOf };
  return { kind: 'text', block: { kind: 'fence', ...block } };
}
