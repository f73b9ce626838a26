import { complement, type Expression, type Interval, union } from './expression.ts';

/**
 * Which strings the shorthand classes stand for. `exact` is ECMA-262, which JSON Schema prescribes. Other engines have
 * Unicode's classes (the Pact core is written in Rust): `narrow` is a lower bound of both readings, `wide` an upper one.
 */
export type Width = 'exact' | 'narrow' | 'wide';

/**
 * Parses the regular subset of ECMA-262 patterns. Undefined for what is not regular or not followed here:
 * look-around, back references, word boundaries, inline flags, Unicode properties, broken patterns.
 */
export function parseExpression(source: string, width: Width = 'exact'): Expression | undefined {
  const reader = new Reader([...source], width);
  try {
    const expression = reader.choice(0);
    return reader.done ? expression : undefined;
  } catch (error) {
    if (error instanceof NotRegular) return undefined;
    throw error;
  }
}

class NotRegular extends Error {}

const beyondAscii: Interval = [0x80, 0x10ffff];
const digits: Interval[] = [[48, 57]];
const letters: Interval[] = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const spaces: Interval[] = [
  [9, 13],
  [32, 32],
  [160, 160],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
const lineEnds: Interval[] = [
  [10, 10],
  [13, 13],
  [0x2028, 0x2029],
];
const controls: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13 };

class Reader {
  #at = 0;
  readonly #text: readonly string[];
  readonly #width: Width;

  constructor(text: readonly string[], width: Width) {
    this.#text = text;
    this.#width = width;
  }

  get done(): boolean {
    return this.#at >= this.#text.length;
  }

  choice(depth: number): Expression {
    if (depth > 50) throw new NotRegular();
    const of = [this.#sequence(depth)];
    while (this.#take('|')) of.push(this.#sequence(depth));
    const [only] = of;
    return of.length === 1 && only ? only : { kind: 'choice', of };
  }

  #sequence(depth: number): Expression {
    const of: Expression[] = [];
    while (!this.done && this.#peek() !== '|' && this.#peek() !== ')') of.push(this.#quantified(depth));
    return { kind: 'sequence', of };
  }

  #quantified(depth: number): Expression {
    let atom = this.#atom(depth);
    for (let bounds = this.#quantifier(); bounds; bounds = this.#quantifier()) {
      if (atom.kind === 'start' || atom.kind === 'end') throw new NotRegular();
      atom = { kind: 'repeat', of: atom, min: bounds[0], max: bounds[1] };
      this.#take('?');
      // Possessive quantifiers are another engine's; they change the language.
      if (this.#peek() === '+') throw new NotRegular();
    }
    return atom;
  }

  #quantifier(): [number, number] | undefined {
    if (this.#take('*')) return [0, Number.POSITIVE_INFINITY];
    if (this.#take('+')) return [1, Number.POSITIVE_INFINITY];
    if (this.#take('?')) return [0, 1];
    if (this.#peek() !== '{') return undefined;
    const rest = this.#text.slice(this.#at).join('');
    const match = /^\{(\d+)(?:(,)(\d*))?\}/.exec(rest);
    if (!match) throw new NotRegular();
    this.#at += match[0].length;
    const min = Number(match[1]);
    const max = match[2] === undefined ? min : match[3] ? Number(match[3]) : Number.POSITIVE_INFINITY;
    if (min > max) throw new NotRegular();
    return [min, max];
  }

  #atom(depth: number): Expression {
    const symbol = this.#next();
    if (symbol === '(') return this.#group(depth);
    if (symbol === '[') return this.#set();
    // ECMA-262's dot leaves out all line ends, Rust's only the line feed.
    if (symbol === '.') return set(complement(this.#width === 'wide' ? [[10, 10]] : lineEnds));
    if (symbol === '^') return { kind: 'start' };
    if (symbol === '$') return { kind: 'end' };
    if (symbol === '\\') return set(this.#escape(false));
    if ('*+?{}]'.includes(symbol)) throw new NotRegular();
    return set([single(symbol)]);
  }

  #group(depth: number): Expression {
    if (this.#take('?')) {
      const named = this.#take('<');
      if (named && (this.#peek() === '=' || this.#peek() === '!')) throw new NotRegular();
      if (named) while (this.#next() !== '>');
      else if (!this.#take(':')) throw new NotRegular();
    }
    const inner = this.choice(depth + 1);
    if (!this.#take(')')) throw new NotRegular();
    return inner;
  }

  #set(): Expression {
    const negated = this.#take('^');
    const intervals: Interval[] = [];
    while (!this.#take(']')) {
      const low = this.#member();
      const [only] = low;
      const range = this.#peek() === '-' && this.#text[this.#at + 1] !== ']';
      if (!range || low.length !== 1 || !only || only[0] !== only[1]) {
        intervals.push(...low);
        continue;
      }
      this.#at++;
      const [high] = this.#member();
      if (!high || high[0] !== high[1] || high[0] < only[0]) throw new NotRegular();
      intervals.push([only[0], high[0]]);
    }
    return set(negated ? complement(intervals) : union(intervals));
  }

  #member(): readonly Interval[] {
    const symbol = this.#next();
    // Other engines know nested classes and class operators here.
    if (symbol === '[' || (symbol === '&' && this.#peek() === '&')) throw new NotRegular();
    return symbol === '\\' ? this.#escape(true) : [single(symbol)];
  }

  #escape(inSet: boolean): readonly Interval[] {
    const symbol = this.#next();
    const shorthand = { d: digits, w: letters, s: spaces }[symbol.toLowerCase()];
    if (shorthand) {
      const lower = symbol === symbol.toLowerCase();
      if (this.#width === 'wide') return union([...(lower ? shorthand : complement(shorthand)), beyondAscii]);
      if (lower) return this.#width === 'exact' ? shorthand : union(shorthand.filter(([low]) => low < 0x80));
      return complement(this.#width === 'exact' ? shorthand : [...shorthand, beyondAscii]);
    }
    const control = controls[symbol];
    if (control !== undefined) return [[control, control]];
    if (symbol === 'b' && inSet) return [[8, 8]];
    if (symbol === 'x') return [this.#hex(2)];
    if (symbol === 'u') return [this.#hex(4)];
    if (/[A-Za-z0-9]/.test(symbol)) throw new NotRegular();
    return [single(symbol)];
  }

  #hex(length: number): Interval {
    const text = this.#text.slice(this.#at, this.#at + length).join('');
    if (text.length !== length || !/^[0-9a-f]+$/i.test(text)) throw new NotRegular();
    this.#at += length;
    const code = Number.parseInt(text, 16);
    return [code, code];
  }

  #peek(): string | undefined {
    return this.#text[this.#at];
  }

  #next(): string {
    const symbol = this.#text[this.#at++];
    if (symbol === undefined) throw new NotRegular();
    return symbol;
  }

  #take(symbol: string): boolean {
    if (this.#peek() !== symbol) return false;
    this.#at++;
    return true;
  }
}

function single(symbol: string): Interval {
  const code = symbol.codePointAt(0) ?? 0;
  return [code, code];
}

function set(intervals: readonly Interval[]): Expression {
  return { kind: 'set', intervals };
}
