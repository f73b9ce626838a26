import { wholeString } from './anchors.ts';
import { type Expression, type Interval, union } from './expression.ts';
import { parseExpression, type Width } from './parse.ts';

/** A regular language as a nondeterministic automaton over code points. */
export interface Language {
  readonly start: number;
  readonly accept: number;
  /** By state: where it goes without reading, and where when it reads a symbol of the intervals. */
  readonly silent: readonly (readonly number[])[];
  readonly reading: readonly (readonly { readonly on: readonly Interval[]; readonly to: number }[])[];
}

/** States of one automaton; counted repetitions multiply, and a spec may come from anybody. */
const maxStates = 5000;

export interface LanguageOptions {
  /** `search`: the expression is found somewhere (JSON Schema's `pattern`); `whole`: it is the string (Pact). */
  readonly reading: 'search' | 'whole';
  readonly width?: Width;
}

const known = new Map<string, Language | undefined>();

/** The language of a pattern, or undefined if it is not regular or too large. Remembered: patterns repeat. */
export function languageOf(source: string, options: LanguageOptions): Language | undefined {
  const key = `${options.reading} ${options.width ?? 'exact'} ${source}`;
  if (known.has(key)) return known.get(key);
  if (known.size > 2000) known.clear();
  const parsed = parseExpression(source, options.width);
  const whole = parsed && wholeString(parsed, options.reading === 'search');
  const language = whole && compile(whole);
  known.set(key, language);
  return language;
}

/** Thompson's construction. */
export function compile(expression: Expression): Language | undefined {
  const builder = new Builder();
  const start = builder.state();
  const accept = builder.build(expression, start);
  return builder.size > maxStates
    ? undefined
    : { start, accept, silent: builder.silent, reading: builder.reading };
}

class Builder {
  readonly silent: number[][] = [];
  readonly reading: { on: readonly Interval[]; to: number }[][] = [];

  get size(): number {
    return this.silent.length;
  }

  state(): number {
    this.silent.push([]);
    this.reading.push([]);
    return this.size - 1;
  }

  /** Adds the expression behind `from` and returns the state in which it ends. */
  build(expression: Expression, from: number): number {
    if (this.size > maxStates) return from;
    switch (expression.kind) {
      case 'set': {
        const to = this.state();
        this.reading[from]?.push({ on: union(expression.intervals), to });
        return to;
      }
      case 'sequence':
        return expression.of.reduce((at, part) => this.build(part, at), from);
      case 'choice': {
        const ends = expression.of.map((part) => this.build(part, this.#after(from)));
        const to = this.state();
        for (const end of ends) this.silent[end]?.push(to);
        return to;
      }
      case 'repeat':
        return this.#repeat(expression.of, expression.min, expression.max, from);
      case 'start':
      case 'end':
        throw new Error('anchors are resolved by wholeString');
    }
  }

  #after(from: number): number {
    const to = this.state();
    this.silent[from]?.push(to);
    return to;
  }

  #repeat(of: Expression, min: number, max: number, from: number): number {
    let at = from;
    for (let i = 0; i < min && this.size <= maxStates; i++) at = this.build(of, at);
    if (max === Number.POSITIVE_INFINITY) {
      const loop = this.#after(at);
      const end = this.build(of, loop);
      this.silent[end]?.push(loop);
      return this.#after(loop);
    }
    const exits = [at];
    for (let i = min; i < max && this.size <= maxStates; i++) {
      at = this.build(of, this.#after(at));
      exits.push(at);
    }
    const to = this.state();
    for (const exit of exits) this.silent[exit]?.push(to);
    return to;
  }
}
