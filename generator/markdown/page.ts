import type { Lines } from '../model/lines.ts';
import type { Span } from '../model/place.ts';

/**
 * A documentation page as text with structure: what stands where, and nothing about what it means. Nodes carry
 * ranges of the page's text; `page.place(range)` makes a place of one when somebody needs it.
 */
export interface Page {
  /** Path as the user gave it, `/`-separated. */
  readonly file: string;
  /** The decoded text without its byte order mark; CR alone as LF, other line ends as they stand. Ranges are offsets of it. */
  readonly text: string;
  readonly lines: Lines;
  /** The `---` block at the top, if there is one. */
  readonly frontMatter: FrontMatter | undefined;
  /** Every block in document order, headings included; blocks inside quotes and list items stand flat among them. */
  readonly blocks: readonly Block[];
  /** What stands above the first heading, and below it the tree of headings. */
  readonly root: Section;
  /** Link reference definitions (`[label]: target`) by normalised label (`labelKey`). The first one wins. */
  readonly definitions: ReadonlyMap<string, Definition>;
  place(range: Range): Span;
}

/** Offsets of `page.text`; `end` is exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface FrontMatter {
  readonly range: Range;
  /** Top-level `key: value` lines in order; quotes around a value are dropped. */
  readonly entries: readonly { readonly key: string; readonly value: string; readonly range: Range }[];
}

export type Block =
  | Heading
  | Tab
  | Paragraph
  | Quote
  | List
  | Table
  | Fence
  | Comment
  | Include
  | Definition
  | ThematicBreak;

interface Node {
  readonly range: Range;
}

export interface Heading extends Node {
  readonly kind: 'heading';
  /** 1 to 6. */
  readonly level: number;
  readonly inline: Inline;
}

/** `# [HTTP](#tab/http)`: looks like a heading of level 1, but opens a tab and closes no section. */
export interface Tab extends Node {
  readonly kind: 'tab';
  readonly title: string;
  readonly id: string;
}

export interface Paragraph extends Node {
  readonly kind: 'paragraph';
  readonly inline: Inline;
}

/** Lines that begin with `>`. */
export interface Quote extends Node {
  readonly kind: 'quote';
  /** `NOTE`, `IMPORTANT` … of `> [!NOTE]`, upper case. */
  readonly alert: string | undefined;
  readonly inline: Inline;
}

export interface List extends Node {
  readonly kind: 'list';
  readonly ordered: boolean;
  readonly items: readonly ListItem[];
}

export interface ListItem extends Node {
  /** Columns of white space before the bullet. */
  readonly indent: number;
  readonly inline: Inline;
}

export interface Table extends Node {
  readonly kind: 'table';
  readonly header: Row;
  /** The `|---|---|` line. Its cell count may differ from the header's (GFM would then see no table; pages have them). */
  readonly delimiter: Row;
  readonly rows: readonly Row[];
}

/** A row as it stands: it may have fewer or more cells than the header. */
export interface Row extends Node {
  readonly cells: readonly Inline[];
}

/** A fenced code block. */
export interface Fence extends Node {
  readonly kind: 'fence';
  /** First word of the info string, lower case; `''` when there is none. */
  readonly language: string;
  readonly info: string;
  /** From the first character after the opening line to the start of the closing line. */
  readonly body: Range;
  /** False when the page ends before the fence does. */
  readonly closed: boolean;
  /** Whether the lines of the content begin where those of the page do: no indentation or quote mark was taken away. */
  readonly plain: boolean;
  /** The content: lines joined by `\n`, without the indentation or `>` of the fence; no line end after the last. */
  readonly content: string;
  /** Offset in `page.text` of an offset in `content`. */
  offsetOf(contentOffset: number): number;
}

/** `<!-- … -->` that begins a line. */
export interface Comment extends Node {
  readonly kind: 'comment';
  /** Between `<!--` and `-->`. */
  readonly body: Range;
  readonly closed: boolean;
}

/** `[!INCLUDE [title](path)]` on a line of its own. */
export interface Include extends Node {
  readonly kind: 'include';
  readonly title: string;
  readonly target: string;
}

/** `[label]: target`. */
export interface Definition extends Node {
  readonly kind: 'definition';
  readonly label: string;
  readonly target: string;
}

export interface ThematicBreak extends Node {
  readonly kind: 'break';
}

/** A heading with all that stands below it, down to the next heading of its level or above. */
export interface Section {
  /** Undefined for the page's root. */
  readonly heading: Heading | undefined;
  /** 0 for the root. */
  readonly level: number;
  /** The heading's plain text; `''` for the root. */
  readonly title: string;
  /** The same in lower case: vintages of pages differ in that alone. */
  readonly name: string;
  /** From the heading to the end of the last block below it. */
  readonly range: Range;
  /** The blocks between this heading and the next, of whatever level; the heading itself is not among them. */
  readonly blocks: readonly Block[];
  readonly sections: readonly Section[];
}

/** A run of text with its inline Markdown. `text` and `links` are made when they are first asked for. */
export interface Inline {
  readonly range: Range;
  /** As it stands, but that line ends are one space and the `>` of quotes is gone. */
  readonly raw: string;
  /**
   * What a reader sees: links as their label, entities decoded, emphasis and code marks gone, escapes resolved,
   * `<br>` and no-break spaces as spaces, zero-width characters gone, white space collapsed and trimmed.
   */
  readonly text: string;
  /** Links in order; images are not links. */
  readonly links: readonly Link[];
  /** Contents of code spans in order. */
  readonly codes: readonly string[];
}

export interface Link {
  /** What a reader sees. */
  readonly text: string;
  /** Where it leads, `undefined` for a reference without a definition. */
  readonly target: string | undefined;
  /** `inline` `[a](b)`, `full` `[a][b]`, `collapsed` `[a][]`, `shortcut` `[a]` (only if `a` is defined). */
  readonly form: 'inline' | 'full' | 'collapsed' | 'shortcut';
}
