import type { Expression, Literal, Path } from './expression.ts';
import { QueryFault } from './fault.ts';
import { type Token, tokensOf } from './lexer.ts';

/** Characters of an expression, and levels that one may nest: what comes after walks it by recursion. */
const longest = 16_384;
const deepest = 100;

/** OData's precedence, the weakest first (URL Conventions 4.01, 5.1.1.16). `has` and `in` bind like a path. */
const strength: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  eq: 3,
  ne: 3,
  gt: 4,
  ge: 4,
  lt: 4,
  le: 4,
  add: 5,
  sub: 5,
  mul: 6,
  div: 6,
  divby: 6,
  mod: 6,
  has: 8,
  in: 8,
};
const unary = 7;

/** Reads an expression; words may be written in any letter case, as Graph reads them. `offset` is added to every place. */
export function parseExpression(text: string, offset = 0): Expression {
  if (text.length > longest) throw new QueryFault(`The expression is longer than ${longest} characters`);
  return new Parser(tokensOf(text), offset).whole();
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #offset: number;
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], offset: number) {
    this.#tokens = tokens.map((token) => ({ ...token, at: token.at + offset }));
    this.#offset = offset;
  }

  whole(): Expression {
    const expression = this.#binary(0);
    const rest = this.#peek();
    if (rest.kind !== 'end') throw this.#unexpected(rest, 'an operator');
    return expression;
  }

  #binary(weakest: number): Expression {
    return this.#deeper(() => {
      let left = this.#unary();
      for (let chain = 0; ; ) {
        const token = this.#peek();
        const operator = token.kind === 'word' ? token.text.toLowerCase() : '';
        const binding = Object.hasOwn(strength, operator) ? (strength[operator] ?? 0) : 0;
        if (binding <= weakest) return left;
        this.#next++;
        left = this.#join(left, operator, binding, token.at);
        // A chain of `and` is one node; one of other operators is as deep as it is long.
        if (left.kind !== 'and' && left.kind !== 'or' && ++chain > deepest) throw this.#tooDeep(token.at);
      }
    });
  }

  #join(left: Expression, operator: string, binding: number, at: number): Expression {
    if (operator === 'in') return { kind: 'in', at, value: left, list: this.#list() };
    const right = this.#binary(binding);
    if (operator === 'and' || operator === 'or') {
      const before = left.kind === operator ? left.of : [left];
      return { kind: operator, at: left.kind === operator ? left.at : at, of: [...before, right] };
    }
    const kind = binding === 5 || binding === 6 ? 'arithmetic' : 'compare';
    return { kind, at, operator, left, right };
  }

  #unary(): Expression {
    const token = this.#peek();
    const isNot = token.kind === 'word' && token.text.toLowerCase() === 'not';
    if (!isNot && !this.#isMark('-')) return this.#primary();
    this.#next++;
    return { kind: isNot ? 'not' : 'negate', at: token.at, of: this.#binary(unary) };
  }

  #primary(): Expression {
    const token = this.#peek();
    if (token.kind === 'literal' && token.literal) {
      this.#next++;
      return { kind: 'literal', at: token.at, literal: token.literal };
    }
    if (this.#isMark('(')) {
      this.#next++;
      const inner = this.#binary(0);
      this.#expect(')');
      return inner;
    }
    if (token.kind !== 'word') throw this.#unexpected(token, 'an expression');
    this.#next++;
    if (this.#isMark('(')) return this.#call(token);
    const named = this.#isMark('/') ? undefined : namedLiteral(token.text);
    return named ? { kind: 'literal', at: token.at, literal: named } : this.#path(token);
  }

  #call({ text, at }: Token): Expression {
    return { kind: 'call', at, name: text.toLowerCase(), of: this.#arguments() };
  }

  #arguments(): readonly Expression[] {
    this.#expect('(');
    const found: Expression[] = [];
    if (!this.#isMark(')')) {
      found.push(this.#binary(0));
      while (this.#isMark(',')) {
        this.#next++;
        found.push(this.#binary(0));
      }
    }
    this.#expect(')');
    return found;
  }

  #list(): Expression | readonly Expression[] {
    const at = this.#peek().at;
    if (!this.#isMark('(')) return this.#primary();
    const list = this.#arguments();
    if (list.length === 0) throw new QueryFault('Syntax error: the list of `in` is empty', at);
    return list;
  }

  /** `a/b`, `a/any(x:…)`; the first segment has been read. */
  #path(first: Token): Expression {
    const segments = [{ name: first.text, at: first.at }];
    while (this.#isMark('/')) {
      this.#next++;
      const token = this.#peek();
      if (token.kind !== 'word') throw this.#unexpected(token, 'the name of a property');
      this.#next++;
      const quantifier = token.text.toLowerCase();
      if (this.#isMark('(')) {
        if (quantifier !== 'any' && quantifier !== 'all')
          throw new QueryFault(`Syntax error: '${token.text}' cannot be called on a path`, token.at);
        return this.#lambda({ kind: 'path', at: first.at, segments }, quantifier, token.at);
      }
      segments.push({ name: token.text, at: token.at });
    }
    return { kind: 'path', at: first.at, segments };
  }

  #lambda(over: Path, quantifier: 'any' | 'all', at: number): Expression {
    this.#expect('(');
    if (this.#isMark(')') && quantifier === 'any') {
      this.#next++;
      return { kind: 'lambda', at, over, quantifier, each: undefined };
    }
    const variable = this.#peek();
    if (variable.kind !== 'word') throw this.#unexpected(variable, 'a range variable');
    this.#next++;
    this.#expect(':');
    const condition = this.#binary(0);
    this.#expect(')');
    return { kind: 'lambda', at, over, quantifier, each: { variable: variable.text, condition } };
  }

  #deeper<T>(work: () => T): T {
    if (++this.#depth > deepest) throw this.#tooDeep(this.#peek().at);
    const made = work();
    this.#depth--;
    return made;
  }

  #tooDeep(at: number): QueryFault {
    return new QueryFault(`The expression nests deeper than ${deepest} levels`, at);
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { kind: 'end', text: '', at: this.#offset };
  }

  #isMark(mark: string): boolean {
    const token = this.#peek();
    return token.kind === 'mark' && token.text === mark;
  }

  #expect(mark: string): void {
    if (!this.#isMark(mark)) throw this.#unexpected(this.#peek(), `'${mark}'`);
    this.#next++;
  }

  #unexpected(token: Token, wanted: string): QueryFault {
    const found = token.kind === 'end' ? 'the expression ends' : `'${token.text}' stands`;
    return new QueryFault(`Syntax error: ${found} where ${wanted} is expected`, token.at);
  }
}

const named: Readonly<Record<string, Literal['value']>> = {
  null: null,
  true: true,
  false: false,
  inf: Number.POSITIVE_INFINITY,
  nan: Number.NaN,
};

function namedLiteral(text: string): Literal | undefined {
  const word = text.toLowerCase();
  if (!Object.hasOwn(named, word)) return undefined;
  const value = named[word] ?? null;
  const kind = value === null ? 'null' : typeof value === 'boolean' ? 'boolean' : 'number';
  return { kind, value, text };
}
