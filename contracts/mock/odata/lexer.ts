import type { Literal } from './expression.ts';
import { QueryFault } from './fault.ts';
import { readDate, readDuration, readMoment, readTime } from './instants.ts';

export interface Token {
  readonly kind: 'word' | 'literal' | 'mark' | 'end';
  readonly text: string;
  /** From 0. */
  readonly at: number;
  readonly literal?: Literal;
}

const word = /[$@]?[\p{L}_][\p{L}\p{N}_.]*/uy;
const guid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\p{L}\p{N}_-])/iuy;
const moment = /[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?(?![\p{L}\p{N}_])/iuy;
const date = /[+-]?\d{4,6}-\d\d-\d\d(?![\p{L}\p{N}_-])/iuy;
const time = /\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?![\p{L}\p{N}_:])/iuy;
const number = /-?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|INF(?![\p{L}\p{N}_]))/iuy;

/** Word processors turn apostrophes; Graph's own documentation has such ones. */
const quotes = "'\u2018\u2019";

/** Words that stand between operands: never the type of a quoted literal that follows without a space. */
const operators = new Set(
  'and or not eq ne gt ge lt le has in add sub mul div divby mod asc desc'.split(' '),
);

/** The tokens of an expression, `end` last. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; ; ) {
    while (/\s/.test(text.charAt(at))) at++;
    if (at >= text.length) {
      tokens.push({ kind: 'end', text: '', at });
      return tokens;
    }
    const token = tokenAt(text, at);
    tokens.push(token);
    at += token.text.length;
  }
}

function tokenAt(text: string, at: number): Token {
  if (quotes.includes(text.charAt(at))) {
    const { value, end } = quoted(text, at);
    const written = text.slice(at, end);
    return { kind: 'literal', text: written, at, literal: { kind: 'text', value, text: written } };
  }
  const literal = plainLiteral(text, at);
  if (literal) return { kind: 'literal', text: literal.text, at, literal };
  const name = matched(word, text, at);
  if (name !== undefined) return wordOrTyped(text, at, name);
  const mark = text.charAt(at);
  if ('(),:/-*'.includes(mark)) return { kind: 'mark', text: mark, at };
  throw new QueryFault(`Syntax error: unexpected character '${mark}'`, at);
}

function matched(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** The text between two apostrophes; a doubled one stands for itself. */
function quoted(text: string, at: number): { value: string; end: number } {
  const closing = text.charAt(at) === "'" ? "'" : quotes.slice(1);
  let value = '';
  for (let i = at + 1; i < text.length; i++) {
    const c = text.charAt(i);
    if (!closing.includes(c)) value += c;
    else if (c === text.charAt(i + 1)) value += text.charAt(i++);
    else return { value, end: i + 1 };
  }
  throw new QueryFault('Syntax error: unterminated string literal', at);
}

function plainLiteral(text: string, at: number): Literal | undefined {
  const id = matched(guid, text, at);
  if (id !== undefined) return { kind: 'guid', value: id.toLowerCase(), text: id };
  const dateTime = matched(moment, text, at);
  if (dateTime !== undefined) {
    if (!/(?:Z|[+-]\d\d:\d\d)$/i.test(dateTime))
      throw new QueryFault(
        `Syntax error: '${dateTime}' lacks its zone: Z, or an offset whose + is written %2B`,
        at,
      );
    return sound('dateTime', readMoment(dateTime), dateTime, at);
  }
  const day = matched(date, text, at);
  if (day !== undefined) return sound('date', readDate(day), day, at);
  const ofDay = matched(time, text, at);
  if (ofDay !== undefined) return sound('time', readTime(ofDay), ofDay, at);
  const digits = matched(number, text, at);
  if (digits === undefined || /[\p{L}_]/u.test(text.charAt(at + digits.length)) || /^inf/i.test(digits))
    return undefined;
  return { kind: 'number', value: numberOf(digits), text: digits };
}

function numberOf(text: string): number {
  return /^-inf$/i.test(text) ? Number.NEGATIVE_INFINITY : Number(text);
}

function sound(kind: Literal['kind'], value: bigint | undefined, text: string, at: number): Literal {
  if (value !== undefined) return { kind, value, text };
  throw new QueryFault(`Syntax error: '${text}' is no ${kind === 'dateTime' ? 'date and time' : kind}`, at);
}

function wordOrTyped(text: string, at: number, name: string): Token {
  const open = at + name.length;
  if (!quotes.includes(text.charAt(open)) || text.charAt(open) === '' || operators.has(name.toLowerCase()))
    return { kind: 'word', text: name, at };
  const { value, end } = quoted(text, open);
  const written = text.slice(at, end);
  return { kind: 'literal', text: written, at, literal: typedLiteral(name, value, written, at) };
}

/** `duration'PT1H'`, and the spellings of older versions of OData; any other word is the name of an enumeration. */
function typedLiteral(type: string, value: string, text: string, at: number): Literal {
  switch (type.toLowerCase()) {
    case 'duration':
      return sound('duration', readDuration(value), text, at);
    case 'datetimeoffset':
    case 'datetime':
      return sound('dateTime', readMoment(/Z|[+-]\d\d:\d\d$/i.test(value) ? value : `${value}Z`), text, at);
    case 'time':
      return sound('time', readTime(value), text, at);
    case 'guid':
      return { kind: 'guid', value: value.toLowerCase(), text };
    case 'binary':
      return { kind: 'binary', value: plainBase64(value), text };
    case 'geography':
    case 'geometry':
      throw new QueryFault(`The mock does not know literals of type '${type}'`, at);
    default:
      return { kind: 'enum', value, text };
  }
}

/** Both alphabets of base64 are one here, and padding says nothing. */
export function plainBase64(text: string): string {
  return text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
}
