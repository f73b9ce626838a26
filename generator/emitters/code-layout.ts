import { isArray, isObject, type Json } from '../model/json.ts';
import { jsonLiteral } from '../model/printers/json-literal.ts';
import { propertyKey } from '../model/printers/property-key.ts';

/** An expression to be laid out: text that stays together, a list in brackets, or text in front of either. */
export type Code = string | List | readonly [text: string, code: Code];

interface List {
  readonly open: string;
  readonly items: readonly Code[];
  readonly close: string;
}

const width = 110;

export function call(name: string, ...items: readonly Code[]): Code {
  return { open: `${name}(`, items, close: ')' };
}

export function object(members: readonly (readonly [name: string, code: Code])[]): Code {
  const items = members.map(([name, code]): Code => [`${propertyKey(name)}: `, code]);
  return { open: '{', items, close: '}' };
}

export function jsonCode(value: Json): Code {
  if (isArray(value)) return { open: '[', items: value.map(jsonCode), close: ']' };
  if (isObject(value)) return object(Object.entries(value).map(([name, one]) => [name, jsonCode(one)]));
  return jsonLiteral(value);
}

/**
 * On one line where it fits behind what stands there (`column`) and before what follows (`after`), else one item a
 * line, as formatters write it.
 */
export function layOut(code: Code, { indent = 0, column = indent, after = 1 }: Place = {}): string {
  if (typeof code === 'string') return code;
  if (!('open' in code)) {
    const [text, rest] = code;
    return text + layOut(rest, { indent, column: column + text.length, after });
  }
  const { open, items, close } = code;
  const line = onOneLine(code);
  if (column + line.length + after <= width || items.length === 0) return line;
  const [only] = items;
  // The only argument of a call opens where the call does.
  if (only !== undefined && items.length === 1 && typeof only !== 'string' && open.endsWith('('))
    return open + layOut(only, { indent, column: column + open.length, after: after + 1 }) + close;
  const inner = indent + 2;
  const lines = items.map((item) => `${' '.repeat(inner)}${layOut(item, { indent: inner })},`);
  return [open, ...lines, `${' '.repeat(indent)}${close}`].join('\n');
}

interface Place {
  readonly indent?: number;
  readonly column?: number;
  readonly after?: number;
}

function onOneLine(code: Code): string {
  if (typeof code === 'string') return code;
  if (!('open' in code)) return code[0] + onOneLine(code[1]);
  const items = code.items.map(onOneLine).join(', ');
  const blank = code.open === '{' && items !== '' ? ' ' : '';
  return code.open + blank + items + blank + code.close;
}
