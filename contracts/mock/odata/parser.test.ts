import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expression, Literal } from './expression.ts';
import { readOrFault } from './fault.ts';
import { parseExpression } from './parser.ts';

/** An expression as text, every operand in parentheses. */
function print(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return expression.literal.text;
    case 'path':
      return expression.segments.map(({ name }) => name).join('/');
    case 'call':
      return `${expression.name}(${expression.of.map(print).join(',')})`;
    case 'lambda': {
      const { over, quantifier, each } = expression;
      return `${print(over)}/${quantifier}(${each ? `${each.variable}:${print(each.condition)}` : ''})`;
    }
    case 'not':
      return `not (${print(expression.of)})`;
    case 'negate':
      return `- (${print(expression.of)})`;
    case 'and':
    case 'or':
      return expression.of.map((operand) => `(${print(operand)})`).join(` ${expression.kind} `);
    case 'in': {
      const { value, list } = expression;
      return `(${print(value)}) in ${'kind' in list ? print(list) : `(${list.map(print).join(',')})`}`;
    }
    default:
      return `(${print(expression.left)}) ${expression.operator} (${print(expression.right)})`;
  }
}

const printed = (text: string) => print(parseExpression(text));

/** Without places, which print cannot keep. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'at')
      .map(([key, member]) => [key, bare(member)]),
  );
}

describe('the parser of expressions', () => {
  it.each([
    ["displayName eq 'Ada'", "(displayName) eq ('Ada')"],
    ['a or b and not c', '(a) or ((b) and (not (c)))'],
    ['(a or b) and c', '((a) or (b)) and (c)'],
    ['a eq 1 and b gt 2 or c lt 3', '(((a) eq (1)) and ((b) gt (2))) or ((c) lt (3))'],
    ['a gt 1 eq true', '((a) gt (1)) eq (true)'],
    ['1 add 2 mul 3 sub -4', '((1) add ((2) mul (3))) sub (-4)'],
    ['-x mod 2 eq 1', '((- (x)) mod (2)) eq (1)'],
    ['not x eq true', '(not (x)) eq (true)'],
    ["not role in ('a')", "not ((role) in ('a'))"],
    [
      "STARTSWITH(Name,'J') AND NOT(endsWith(mail,'x'))",
      "(startswith(Name,'J')) and (not (endswith(mail,'x')))",
    ],
    ["members/Any (m: m/name eq 'x')", "members/any(m:(m/name) eq ('x'))"],
    ['tags/all(t:t ne null)', 'tags/all(t:(t) ne (null))'],
    ['tags/any()', 'tags/any()'],
    ['a/b/$count ge 2', '(a/b/$count) ge (2)'],
    ["ns.user/mail eq 'a' and $it/x eq 1", "((ns.user/mail) eq ('a')) and (($it/x) eq (1))"],
    ["level eq ns.riskLevel'high'", "(level) eq (ns.riskLevel'high')"],
    ['members/@odata.type ne null', '(members/@odata.type) ne (null)'],
    ["rights has 'read'", "(rights) has ('read')"],
    ["'x' in tags", "('x') in tags"],
    ["name eq 'let''s'", "(name) eq ('let''s')"],
    ['name eq \u2018x\u2019', '(name) eq (\u2018x\u2019)'],
    [
      "singleValueExtendedProperties/any(p: p/id eq 'String {00020329-0000-0000-c000-000000000046} Name Colour' and p/value eq 'Green')",
      "singleValueExtendedProperties/any(p:((p/id) eq ('String {00020329-0000-0000-c000-000000000046} Name Colour')) and ((p/value) eq ('Green')))",
    ],
    ["t gt now() sub duration'P1D'", "(t) gt ((now()) sub (duration'P1D'))"],
    ['year(a) eq 2020 and b div 2.5 le 1e3', '((year(a)) eq (2020)) and (((b) div (2.5)) le (1e3))'],
    ["isof('ns.user') or isof(manager,ns.user)", "(isof('ns.user')) or (isof(manager,ns.user))"],
    ['not_a eq 1 and order eq 2', '((not_a) eq (1)) and ((order) eq (2))'],
    ['größe eq 1', '(größe) eq (1)'],
  ])('reads %s', (text, expected) => {
    expect(printed(text)).toBe(expected);
  });

  it.each<[string, Literal['kind'], unknown]>([
    ["'a''b'", 'text', "a'b"],
    ["''", 'text', ''],
    ['184EFA21-98c3-4e5d-95ab-d07053a96e67', 'guid', '184efa21-98c3-4e5d-95ab-d07053a96e67'],
    ["guid'184efa21-98c3-4e5d-95ab-d07053a96e67'", 'guid', '184efa21-98c3-4e5d-95ab-d07053a96e67'],
    ['1970-01-01T00:00:01.0000001Z', 'dateTime', 1_000_000_100_000n],
    ['1970-01-01t01:00:00+01:00', 'dateTime', 0n],
    ['1969-12-31T23:59:59z', 'dateTime', -1_000_000_000_000n],
    ['1970-01-02', 'date', 86_400_000_000_000_000n],
    ['00:00:01.5', 'time', 1_500_000_000_000n],
    ["duration'-PT1M'", 'duration', -60_000_000_000_000n],
    ["binary'AP__'", 'binary', 'AP//'],
    ['-12.5e-1', 'number', -1.25],
    ['INF', 'number', Number.POSITIVE_INFINITY],
    ['-INF', 'number', Number.NEGATIVE_INFINITY],
    ['NaN', 'number', Number.NaN],
    ['TRUE', 'boolean', true],
    ['Null', 'null', null],
    ["ns.colour'red'", 'enum', 'red'],
  ])('reads the literal %s', (text, kind, value) => {
    const read = parseExpression(text);
    expect(read.kind === 'literal' && [read.literal.kind, read.literal.value]).toEqual([kind, value]);
  });

  it.each([
    ['', 'Syntax error: the expression ends where an expression is expected, at column 1'],
    ['a eq', 'Syntax error: the expression ends where an expression is expected, at column 5'],
    ['a eqq 1', "Syntax error: 'eqq' stands where an operator is expected, at column 3"],
    ["a eq 'x", 'Syntax error: unterminated string literal, at column 6'],
    ['(a eq 1', "Syntax error: the expression ends where ')' is expected, at column 8"],
    ['a eq 1)', "Syntax error: ')' stands where an operator is expected, at column 7"],
    ['a eq #', "Syntax error: unexpected character '#', at column 6"],
    ['a//b eq 1', "Syntax error: '/' stands where the name of a property is expected, at column 3"],
    ['a/f(1) eq 1', "Syntax error: 'f' cannot be called on a path, at column 3"],
    ['tags/all()', "Syntax error: ')' stands where a range variable is expected, at column 10"],
    ['tags/any(t t eq 1)', "Syntax error: 't' stands where ':' is expected, at column 12"],
    ['a in ()', 'Syntax error: the list of `in` is empty, at column 6'],
    ['a eq 2020-02-30', "Syntax error: '2020-02-30' is no date, at column 6"],
    ['a eq 2020-01-01T25:00:00Z', "Syntax error: '2020-01-01T25:00:00Z' is no date and time, at column 6"],
    [
      'a eq 2020-01-01T00:00:00',
      "Syntax error: '2020-01-01T00:00:00' lacks its zone: Z, or an offset whose + is written %2B, at column 6",
    ],
    ["a eq duration'P1M'", "Syntax error: 'duration'P1M'' is no duration, at column 6"],
    ["a eq geography'POINT(1 2)'", "The mock does not know literals of type 'geography', at column 6"],
    ["contains(a 'b')", "Syntax error: ''b'' stands where ')' is expected, at column 12"],
    ['a eq 1 eq', 'Syntax error: the expression ends where an expression is expected, at column 10'],
    ['$', "Syntax error: unexpected character '$', at column 1"],
  ])('refuses %j, saying where', (text, message) => {
    const read = readOrFault(() => parseExpression(text));
    expect('fault' in read && read.fault.message).toBe(message);
    expect('fault' in read && message.endsWith(`at column ${read.fault.column}`)).toBe(true);
  });

  it.each([
    ['parentheses', '('.repeat(10_000), 'The expression nests deeper than 100 levels, at column 101'],
    ['negations', `${'not '.repeat(3000)}a`, 'The expression nests deeper than 100 levels, at column 401'],
    ['calls', 'trim('.repeat(3000), 'The expression nests deeper than 100 levels, at column 501'],
    ['sums', `${'1 add '.repeat(2000)}1`, 'The expression nests deeper than 100 levels, at column 603'],
    ['length', `a eq '${'x'.repeat(20_000)}'`, 'The expression is longer than 16384 characters'],
  ])('bounds %s', (_, text, message) => {
    const read = readOrFault(() => parseExpression(text));
    expect('fault' in read && read.fault.message).toBe(message);
  });

  it('takes a long chain of alternatives as one', () => {
    const read = parseExpression(Array.from({ length: 1200 }, (_, i) => `a eq ${i}`).join(' or '));
    expect(read.kind === 'or' && read.of.length).toBe(1200);
  });

  it('reads back any tree that it prints', () => {
    fc.assert(
      fc.property(tree, (expression) => {
        expect(bare(parseExpression(print(expression)))).toEqual(bare(expression));
      }),
      { numRuns: 1000 },
    );
  });

  it('answers any text with a tree or a fault that has a place in it', () => {
    const pieces = fc.constantFrom(
      ..."a eq ne and or not in has ( ) , : / ' '' $count any( all(x: null true 1 -1.5e3 2020-01-01 12:30 contains( @p \u2018".split(
        ' ',
      ),
    );
    const garbage = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(garbage, (text) => {
        const read = readOrFault(() => parseExpression(text));
        if (!('fault' in read)) return;
        expect(read.fault.column).toBeGreaterThanOrEqual(1);
        expect(read.fault.column).toBeLessThanOrEqual(text.length + 1);
      }),
      { numRuns: 3000 },
    );
  });
});

const collected = new URL('../../../../shared/corpus/graph-filters.txt', import.meta.url);
describe.skipIf(!existsSync(collected))(
  'the values of $filter in the documentation of Graph (skipped when ../shared/corpus is not there)',
  () => {
    it('are all read', () => {
      const values = readFileSync(collected, 'utf8')
        .split('\n')
        .filter((line) => line.trim() !== '');
      expect(values.length).toBeGreaterThan(100);
      const refused = values.filter((value) => 'fault' in readOrFault(() => parseExpression(value)));
      expect(refused).toEqual([]);
    });
  },
);

const at = 0;
const word = fc
  .constantFrom('a', 'name', 'Tag', '_x', 'über', 'x1', 'order', 'nota', 'inner')
  .map((name) => ({ name, at }));
const path = fc
  .array(word, { minLength: 1, maxLength: 3 })
  .map((segments) => ({ kind: 'path' as const, at, segments }));
const text = fc.string({ unit: 'grapheme' }).map((value) => {
  const clean = value.replace(/[\u2018\u2019]/g, '');
  return { kind: 'text' as const, value: clean, text: `'${clean.replaceAll("'", "''")}'` };
});
const number = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .map((value) => ({ kind: 'number' as const, value: Object.is(value, -0) ? 0 : value }))
  .map(({ kind, value }) => ({ kind, value, text: String(value) }));
const guid = fc.uuid().map((value) => ({ kind: 'guid' as const, value, text: value.toUpperCase() }));
const word_ = fc.constantFrom(
  { kind: 'null' as const, value: null, text: 'null' },
  { kind: 'boolean' as const, value: true, text: 'true' },
);
const literal = fc
  .oneof(text, number, guid, word_)
  .map((made: Literal): Expression => ({ kind: 'literal', at, literal: made }));

const { tree } = fc.letrec<{ tree: Expression }>((tie) => {
  const any = tie('tree');
  const binary = (kind: 'compare' | 'arithmetic', operators: string[]) =>
    fc.record({
      kind: fc.constant(kind),
      at: fc.constant(at),
      operator: fc.constantFrom(...operators),
      left: any,
      right: any,
    });
  // A chain of one word is one node, so a tree has none of its own kind first.
  const logical = fc
    .record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      at: fc.constant(at),
      of: fc.array(any, { minLength: 2, maxLength: 4 }),
    })
    .filter(({ kind, of }) => of[0]?.kind !== kind);
  const condition = fc.record({ variable: fc.constantFrom('x', 'y'), condition: any });
  return {
    tree: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      literal,
      path,
      binary('compare', ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'has']),
      binary('arithmetic', ['add', 'sub', 'mul', 'div', 'mod']),
      logical,
      fc.record({ kind: fc.constantFrom('not' as const, 'negate' as const), at: fc.constant(at), of: any }),
      fc.record({
        kind: fc.constant('call' as const),
        at: fc.constant(at),
        name: fc.constantFrom('contains', 'now', 'year'),
        of: fc.array(any, { maxLength: 3 }),
      }),
      fc.record({
        kind: fc.constant('in' as const),
        at: fc.constant(at),
        value: any,
        list: fc.array(any, { minLength: 1, maxLength: 3 }),
      }),
      fc.record({
        kind: fc.constant('lambda' as const),
        at: fc.constant(at),
        over: path,
        quantifier: fc.constantFrom('any' as const, 'all' as const),
        each: condition,
      }),
    ),
  };
});
