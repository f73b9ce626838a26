/** One place where a text was not JSON, and what it was taken for. */
export interface JsonRepair {
  /** `a comment`, `a comma after the last member` … */
  readonly what: string;
  readonly offset: number;
  readonly length: number;
}

export interface RepairedJson {
  /** JSON by its grammar; it is still to be parsed. */
  readonly text: string;
  readonly repairs: readonly JsonRepair[];
  /** Where an offset of `text` stands in the text as it was. */
  sourceOf(offset: number): number;
}

/** Nobody documents a deeper value; a bound for hostile text. */
const deepest = 200;

/**
 * Mends what has one plain meaning: comments, ellipses and spare commas are left out, missing commas and closing
 * brackets put in, other quotes read as quotes, control characters in strings escaped, words without quotes (`String`,
 * `{id}`, `<date>`) read as the text that they are. Undefined where anything would have to be guessed.
 */
export function repairJson(source: string): RepairedJson | undefined {
  const reader = new Repairer(source);
  return reader.run() ? reader.result() : undefined;
}

const openQuote = /["'\u201c\u201d\u201e\u2018\u2019\u00ab]/;
const typographic = /[\u201c\u201d\u201e]/;
const blank = /[\s\u00a0\u200b-\u200d\u2060\ufeff]/;
const wordStart = /[A-Za-z_$@#<{/%\u00c0-\uffff]/;

const dateOrGuid =
  /^(?:\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,12})?)?(?:Z|[+-]\d\d:\d\d)?)?|[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12})(?=\s*[,}\]])/i;

class Repairer {
  readonly #source: string;
  readonly #out: string[] = [];
  readonly #repairs: JsonRepair[] = [];
  /** Pairs of an offset of the output and the one of the source from which on they run together. */
  readonly #shifts: [number, number][] = [];
  #length = 0;
  #at = 0;
  /** Line ends inside strings that may still be looked behind: text of nothing else costs no more than other text. */
  #looks = 1000;

  constructor(source: string) {
    this.#source = source;
  }

  result(): RepairedJson {
    const shifts = this.#shifts;
    return {
      text: this.#out.join(''),
      repairs: this.#repairs,
      sourceOf(offset) {
        let low = 0;
        let high = shifts.length - 1;
        while (low < high) {
          const middle = (low + high + 1) >> 1;
          if ((shifts[middle]?.[0] ?? 0) <= offset) low = middle;
          else high = middle - 1;
        }
        const [out, source] = shifts[low] ?? [0, 0];
        return source + Math.max(0, offset - out);
      },
    };
  }

  run(): boolean {
    this.#blanks();
    // `"a": 1, "b": 2` without braces around it.
    const bare = /^["\u201c][^"\u201c\u201d\n]{1,80}["\u201d]\s*:/.test(
      this.#source.slice(this.#at, this.#at + 100),
    );
    if (bare) {
      this.#repair('missing braces', this.#at, 0, '{');
      if (!this.#members(1)) return false;
      // Both braces are one repair.
      if (this.#repairs.at(-1)?.what === 'a missing closing bracket') this.#repairs.pop();
    } else if (!this.#value(0)) return false;
    this.#blanks();
    const rest = this.#source.slice(this.#at);
    if (rest === '') return true;
    // A closing bracket too many, or a further value: the first one is the body.
    if (/^[\]},;\s]+$/.test(rest)) this.#note('a closing bracket too many', this.#at, rest.length);
    else if (/^,?\s*[{[]/.test(rest)) this.#note('several values', this.#at, 1);
    else if (/^(?:\.{3}|\u2026)/.test(rest)) this.#note('an ellipsis', this.#at, 3);
    else return false;
    return true;
  }

  #char(): string {
    return this.#source[this.#at] ?? '';
  }

  #emit(text: string, from = this.#at): void {
    this.#shifts.push([this.#length, from]);
    this.#out.push(text);
    this.#length += text.length;
  }

  #note(what: string, offset: number, length: number): void {
    this.#repairs.push({ what, offset, length });
  }

  #repair(what: string, offset: number, length: number, text: string): void {
    this.#note(what, offset, length);
    this.#emit(text, offset);
  }

  /** White space as it stands; comments and ellipses, which are left out. Returns whether there was an ellipsis. */
  #blanks(): boolean {
    let ellipsis = false;
    for (;;) {
      const c = this.#char();
      if (c !== '' && blank.test(c)) {
        if (!/[ \t\n\r]/.test(c)) this.#note('a blank that JSON does not know', this.#at, 1);
        this.#at++;
      } else if (c === '/' && /[/*]/.test(this.#source[this.#at + 1] ?? '')) this.#comment();
      else if (this.#source.startsWith('...', this.#at) || c === '\u2026') {
        const length =
          c === '\u2026' ? 1 : (/^\.+/.exec(this.#source.slice(this.#at, this.#at + 80))?.[0].length ?? 3);
        this.#note('an ellipsis', this.#at, length);
        this.#at += length;
        ellipsis = true;
      } else return ellipsis;
    }
  }

  #comment(): void {
    const line = this.#source[this.#at + 1] === '/';
    const end = this.#source.indexOf(line ? '\n' : '*/', this.#at + 2);
    const stop = end === -1 ? this.#source.length : line ? end : end + 2;
    this.#note('a comment', this.#at, stop - this.#at);
    this.#at = stop;
  }

  #value(depth: number): boolean {
    if (depth > deepest) return false;
    const c = this.#char();
    if (c === '{') return depth > 0 && this.#isPlaceholder() ? this.#word() : this.#object(depth);
    if (c === '[') return this.#array(depth);
    if (openQuote.test(c)) return this.#string();
    const literal = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.:+-])/.exec(
      this.#source.slice(this.#at, this.#at + 400),
    );
    if (literal) {
      this.#emit(literal[0]);
      this.#at += literal[0].length;
      return true;
    }
    return depth > 0 && (wordStart.test(c) ? this.#word() : this.#dateOrGuid());
  }

  /** What begins with a digit and is no number: a date, a time, or a GUID without quotes. */
  #dateOrGuid(): boolean {
    const found = dateOrGuid.exec(this.#source.slice(this.#at, this.#at + 80))?.[0];
    if (found === undefined) return false;
    this.#repair('a value without quotes', this.#at, found.length, JSON.stringify(found));
    this.#at += found.length;
    return true;
  }

  /** `{id}` as a value: a name in braces and nothing else. */
  #isPlaceholder(): boolean {
    return /^\{[A-Za-z][\w .|-]{0,60}\}/.test(this.#source.slice(this.#at, this.#at + 64));
  }

  #object(depth: number): boolean {
    this.#emit('{');
    this.#at++;
    return this.#members(depth + 1);
  }

  #members(depth: number): boolean {
    for (let count = 0; ; ) {
      const state = this.#separator('}', count);
      if (state !== 'item') return state === 'closed';
      if (!this.#key()) return false;
      this.#blanks();
      if (this.#char() !== ':') return false;
      this.#emit(':');
      this.#at++;
      // `"a": ...` says nothing of the value.
      if (this.#blanks() || !this.#value(depth)) return false;
      count++;
    }
  }

  #array(depth: number): boolean {
    this.#emit('[');
    this.#at++;
    for (let count = 0; ; ) {
      const state = this.#separator(']', count);
      if (state !== 'item') return state === 'closed';
      if (!this.#value(depth + 1)) return false;
      count++;
    }
  }

  /** What stands before the next item: commas that belong there, or should, or should not; or the end. */
  #separator(close: string, count: number): 'item' | 'closed' | 'fault' {
    let ellipsis = this.#blanks();
    let comma = -1;
    while (this.#char() === ',') {
      if (comma !== -1 || count === 0) this.#note('a comma too many', this.#at, 1);
      if (comma === -1) comma = this.#at;
      this.#at++;
      ellipsis = this.#blanks() || ellipsis;
    }
    const c = this.#char();
    if (c === close || c === '') {
      if (c === '') this.#note('a missing closing bracket', this.#at, 0);
      else if (comma !== -1 && count > 0 && !ellipsis) this.#note('a comma after the last item', comma, 1);
      this.#emit(close);
      this.#at += c === '' ? 0 : 1;
      return 'closed';
    }
    if (/[\]};:]/.test(c)) return 'fault';
    if (count > 0) {
      if (comma === -1 && !ellipsis) this.#note('a missing comma', this.#at, 0);
      this.#emit(',', comma === -1 ? this.#at : comma);
    }
    return 'item';
  }

  #key(): boolean {
    if (openQuote.test(this.#char())) return this.#string();
    const word = /^[A-Za-z_$@][\w.$@-]*(?=\s*:)/.exec(this.#source.slice(this.#at, this.#at + 200))?.[0];
    if (word === undefined) return false;
    this.#repair('a name without quotes', this.#at, word.length, JSON.stringify(word));
    this.#at += word.length;
    return true;
  }

  /** A word without quotes as a value, up to the comma, bracket or line end behind it. */
  #word(): boolean {
    const line = this.#source.slice(this.#at, this.#at + 300);
    const found = /^(?:\{[^{}\n]*\}|<[^<>\n]*>|[^\s,{}[\]":][^,{}[\]\n":]*)/.exec(line)?.[0].trimEnd();
    if (found === undefined || found === '') return false;
    const literal = /^(?:true|false|null|none)$/i.test(found)
      ? found.toLowerCase().replace('none', 'null')
      : undefined;
    this.#repair('a value without quotes', this.#at, found.length, literal ?? JSON.stringify(found));
    this.#at += found.length;
    return true;
  }

  #string(): boolean {
    const start = this.#at;
    const quote = this.#char();
    if (quote !== '"') this.#note(typographic.test(quote) ? 'typographic quotes' : 'other quotes', start, 1);
    this.#emit('"');
    this.#at++;
    for (let from = this.#at; ; ) {
      const c = this.#char();
      if (c === '') return false;
      if (this.#closes(c, quote)) {
        this.#emit(this.#source.slice(from, this.#at), from);
        this.#emit('"');
        this.#at++;
        return true;
      }
      if (c === '\n' && this.#looks-- > 0 && this.#isForgotten()) return this.#closeBefore(from);
      const escaped = this.#escape(c, quote);
      if (escaped === undefined) this.#at += c === '\\' ? 2 : 1;
      else {
        this.#emit(this.#source.slice(from, this.#at), from);
        this.#repair(escaped.what, this.#at, 1, escaped.text);
        from = ++this.#at;
      }
    }
  }

  #closes(c: string, quote: string): boolean {
    if (quote === '"') return c === '"';
    if (typographic.test(quote)) return typographic.test(c) || c === '"';
    if (quote === '\u00ab') return c === '\u00bb';
    // An apostrophe inside of a text is no end of it.
    return /['\u2019]/.test(c) && /^\s*[,:}\]]|^\s*$/.test(this.#source.slice(this.#at + 1, this.#at + 40));
  }

  /** What a character of a string must be written as; undefined where it may stand. */
  #escape(c: string, quote: string): { what: string; text: string } | undefined {
    if (c === '\\' && !/["\\/bfnrtu]/.test(this.#source[this.#at + 1] ?? ''))
      return { what: 'a backslash that escapes nothing', text: '\\\\' };
    if (c < ' ') return { what: 'a control character in a string', text: JSON.stringify(c).slice(1, -1) };
    if (c === '"' && quote !== '"') return { what: 'other quotes', text: '\\"' };
    return undefined;
  }

  /** At a line end inside a string: whether the next line begins a member or closes, so that a quote was forgotten. */
  #isForgotten(): boolean {
    const next = this.#source.slice(this.#at + 1, this.#at + 200);
    return /^\s*(?:"[\w@.$-]{1,80}"\s*:|[}\]][\s,}\]]*(?:\n|$))/.test(next);
  }

  #closeBefore(from: number): boolean {
    const text = this.#source.slice(from, this.#at);
    const kept = text.replace(/[\s,]+$/, '');
    this.#emit(kept, from);
    this.#repair('a missing quote', from + kept.length, 0, '"');
    this.#at = from + kept.length;
    return true;
  }
}
