import { entityAt } from './entities.ts';
import type { Definition, Inline, Link, Range } from './page.ts';

/** CommonMark matches link labels without regard to case and to runs of white space. */
export function labelKey(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase();
}

type Definitions = ReadonlyMap<string, Definition>;

/** Makes the runs of text of one page; references are looked up when `text` is asked for, so the map may grow. */
export class Inlines {
  readonly #source: string;
  readonly #definitions: Definitions;

  constructor(source: string, definitions: Definitions) {
    this.#source = source;
    this.#definitions = definitions;
  }

  /** A run made of pieces of the page (the lines of a paragraph, without quote marks). At least one piece. */
  of(...pieces: readonly Range[]): Inline {
    const start = pieces[0]?.start ?? 0;
    if (pieces.length === 1) {
      const end = pieces[0]?.end ?? start;
      return new InlineText({ start, end }, this.#source.slice(start, end), this.#definitions);
    }
    const raw = pieces.map((piece) => this.#source.slice(piece.start, piece.end)).join(' ');
    return new InlineText({ start, end: pieces.at(-1)?.end ?? start }, raw, this.#definitions);
  }
}

class InlineText implements Inline {
  readonly range: Range;
  readonly raw: string;
  readonly #definitions: Definitions;
  #parsed: Parsed | undefined;

  constructor(range: Range, raw: string, definitions: Definitions) {
    this.range = range;
    this.raw = raw;
    this.#definitions = definitions;
  }

  get text(): string {
    return this.#parse().text;
  }

  get links(): readonly Link[] {
    return this.#parse().links;
  }

  get codes(): readonly string[] {
    return this.#parse().codes;
  }

  #parse(): Parsed {
    this.#parsed ??= parseInline(this.raw, this.#definitions);
    return this.#parsed;
  }
}

interface Parsed {
  readonly text: string;
  readonly links: readonly Link[];
  readonly codes: readonly string[];
}

/** Nothing in most runs of a page needs more than trimming: no `\\[]*_<&!` or backtick, no line end, no double blank. */
const marked = /[^ "-%'-)+-;=-Z^a-~]| {2}/;

export function parseInline(raw: string, definitions: Definitions): Parsed {
  if (!marked.test(raw)) return { text: raw.trim(), links: [], codes: [] };
  const scan = new InlineScan(raw, definitions, 0);
  scan.run();
  return { text: tidy(scan.output()), links: scan.links, codes: scan.codes };
}

const untidy = /[^ -~]| {2}/;

/** No-break spaces are typing accidents, zero-width characters too. */
function tidy(text: string): string {
  if (!untidy.test(text)) return text.trim();
  return text
    .replace(/[\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A run of `*` or `_` that may be emphasis; what no partner takes away is printed. */
interface Delimiter {
  readonly mark: string;
  left: number;
  readonly opens: boolean;
}

const spacing = /^(?:br|p|li|ul|ol|tr|td|th|div|hr)$/i;
const tag =
  /<\/?(a|b|i|u|em|strong|code|sub|sup|ul|ol|li|p|br|hr|div|span|font|img|table|thead|tbody|tr|td|th|pre|kbd|nobr|small|h[1-6])(?=[\s/>])[^<>]*>/iy;
const autolink = /<((?:https?|mailto):[^\s<>]*)>/iy;
/** What may begin something else than plain text. */
const mark = /[\\`<&![*_]/g;
const punctuation = /[!-/:-@[-`{-~]/;

/** One pass over a run of text, from left to right. */
class InlineScan {
  readonly links: Link[] = [];
  readonly codes: string[] = [];
  readonly #raw: string;
  readonly #definitions: Definitions;
  readonly #depth: number;
  readonly #out: (string | Delimiter)[] = [];
  #at = 0;
  /** No `-->` follows: not looked for again at each `<!--`. */
  #unclosed = false;

  constructor(raw: string, definitions: Definitions, depth: number) {
    this.#raw = raw;
    this.#definitions = definitions;
    this.#depth = depth;
  }

  run(): void {
    while (this.#at < this.#raw.length) {
      const c = this.#raw[this.#at] ?? '';
      const taken =
        (c === '\\' && this.#escape()) ||
        (c === '`' && this.#code()) ||
        (c === '<' && this.#html()) ||
        (c === '&' && this.#entity()) ||
        (c === '!' && this.#raw[this.#at + 1] === '[' && this.#image()) ||
        (c === '[' && this.#link()) ||
        ((c === '*' || c === '_') && this.#emphasis(c));
      if (!taken) this.#plain();
    }
  }

  output(): string {
    if (this.#out.length === 1 && typeof this.#out[0] === 'string') return this.#out[0];
    return this.#out.map((part) => (typeof part === 'string' ? part : part.mark.repeat(part.left))).join('');
  }

  #plain(): void {
    mark.lastIndex = this.#at + 1;
    const end = mark.exec(this.#raw)?.index ?? this.#raw.length;
    this.#out.push(this.#raw.slice(this.#at, end));
    this.#at = end;
  }

  #escape(): boolean {
    const next = this.#raw[this.#at + 1] ?? '';
    if (!punctuation.test(next)) return false;
    this.#out.push(next);
    this.#at += 2;
    return true;
  }

  #code(): boolean {
    let open = this.#at;
    while (this.#raw[open] === '`') open++;
    const fence = this.#raw.slice(this.#at, open);
    let close = this.#raw.indexOf(fence, open);
    while (close !== -1 && this.#raw[close + fence.length] === '`') {
      let past = close;
      while (this.#raw[past] === '`') past++;
      close = this.#raw.indexOf(fence, past);
    }
    if (close === -1) {
      this.#out.push(fence);
      this.#at = open;
      return true;
    }
    const content = this.#raw.slice(open, close).replaceAll('\\|', '|').trim();
    this.codes.push(content);
    this.#out.push(content);
    this.#at = close + fence.length;
    return true;
  }

  #html(): boolean {
    if (this.#raw.startsWith('<!--', this.#at)) {
      const end = this.#unclosed ? -1 : this.#raw.indexOf('-->', this.#at + 4);
      this.#unclosed = end === -1;
      if (end === -1) return false;
      this.#at = end + 3;
      return true;
    }
    autolink.lastIndex = this.#at;
    const link = autolink.exec(this.#raw);
    if (link?.[1] !== undefined) {
      this.links.push({ text: link[1], target: link[1], form: 'inline' });
      this.#out.push(link[1]);
      this.#at += link[0].length;
      return true;
    }
    tag.lastIndex = this.#at;
    const found = tag.exec(this.#raw);
    if (!found?.[1]) return false;
    if (spacing.test(found[1])) this.#out.push(' ');
    this.#at += found[0].length;
    return true;
  }

  #entity(): boolean {
    const entity = entityAt(this.#raw, this.#at);
    if (!entity) return false;
    this.#out.push(entity.text);
    this.#at += entity.length;
    return true;
  }

  #image(): boolean {
    const label = this.#bracketed(this.#at + 1);
    const target = label && targetAt(this.#raw, label.end);
    if (!target) return false;
    this.#at = target.end;
    return true;
  }

  #link(): boolean {
    const label = this.#bracketed(this.#at);
    if (!label) return false;
    if (/^\[!include\b/i.test(this.#raw.slice(this.#at, label.end))) {
      this.#at = label.end;
      return true;
    }
    const form = this.#form(label.text, label.end);
    if (!form) return false;
    // Links do not nest (CommonMark, 6.3), so a label is read one level deep only; brackets in it are text.
    let shown = label.text;
    if (marked.test(shown)) {
      const inner = new InlineScan(shown, this.#definitions, this.#depth + 1);
      inner.run();
      this.codes.push(...inner.codes);
      shown = inner.output();
    }
    this.links.push({ text: tidy(shown), target: form.target, form: form.form });
    this.#out.push(shown);
    this.#at = form.end;
    return true;
  }

  #form(label: string, after: number): (Pick<Link, 'target' | 'form'> & { end: number }) | undefined {
    if (this.#depth > 0) return undefined;
    const inline = targetAt(this.#raw, after);
    if (inline) return { target: inline.target, form: 'inline', end: inline.end };
    const second = this.#raw[after] === '[' ? this.#bracketed(after) : undefined;
    const key = labelKey(second?.text ? second.text : label);
    const target = this.#definitions.get(key)?.target;
    if (second) return { target, form: second.text === '' ? 'collapsed' : 'full', end: second.end };
    return target === undefined ? undefined : { target, form: 'shortcut', end: after };
  }

  /** `[…]` at an offset, brackets inside balanced. `end` is after the closing bracket. */
  #bracketed(at: number): { text: string; end: number } | undefined {
    let depth = 0;
    const last = Math.min(this.#raw.length, at + longestLabel);
    for (let i = at; i < last; i++) {
      const c = this.#raw[i];
      if (c === '\\') i++;
      else if (c === '[') depth++;
      else if (c === ']' && --depth === 0) return { text: this.#raw.slice(at + 1, i), end: i + 1 };
    }
    return undefined;
  }

  /** Pairs runs of one mark, nearest first; `_` inside a word is text (CommonMark, 6.2). */
  #emphasis(mark: string): boolean {
    const start = this.#at;
    while (this.#raw[this.#at] === mark) this.#at++;
    const before = this.#raw[start - 1] ?? ' ';
    const after = this.#raw[this.#at] ?? ' ';
    const word = /[\p{L}\p{N}]/u;
    const closes = /\S/.test(before) && (mark === '*' || !word.test(after));
    const opens = /\S/.test(after) && (mark === '*' || !word.test(before));
    const run: Delimiter = { mark, left: this.#at - start, opens };
    for (
      let i = this.#out.length - 1;
      closes && run.left > 0 && i >= Math.max(0, this.#out.length - 64);
      i--
    ) {
      const open = this.#out[i];
      if (open === undefined || typeof open === 'string' || open.mark !== mark || !open.opens) continue;
      const pairs = Math.min(open.left, run.left);
      open.left -= pairs;
      run.left -= pairs;
    }
    this.#out.push(run);
    return true;
  }
}

/** Bounds what a page of nothing but `[` costs (CommonMark allows labels of 999 characters). */
const longestLabel = 1000;

/** `(target "title")` at an offset; `<target>` and balanced parentheses are read, a title is dropped. */
function targetAt(raw: string, at: number): { target: string; end: number } | undefined {
  if (raw[at] !== '(') return undefined;
  let depth = 0;
  const last = Math.min(raw.length, at + 2 * longestLabel);
  for (let i = at; i < last; i++) {
    const c = raw[i];
    if (c === '\\') i++;
    else if (c === '(') depth++;
    else if (c === ')' && --depth === 0) {
      const inside = raw.slice(at + 1, i).trim();
      return { target: inside.replace(/\s+["'(].*$/, '').replace(/^<(.*)>$/, '$1'), end: i + 1 };
    }
  }
  return undefined;
}
