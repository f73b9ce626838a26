import { isArray, isObject, type Json, type JsonObject } from '../../../generator/model/json.ts';
import type { Api } from '../../../generator/openapi/api.ts';
import { QueryFault } from './fault.ts';
import { propertyNamed, type Type } from './types.ts';

/** A `$search`, ready to be asked of a row. */
export type Search = (entity: JsonObject) => boolean;

interface Token {
  readonly kind: 'term' | 'and' | 'or' | 'not' | '(' | ')' | 'end';
  readonly text: string;
  readonly at: number;
}

const deepest = 50;

/**
 * Reads `$search`: words and quoted terms, joined by AND, OR, NOT and parentheses; terms beside each other are joined by
 * AND. `"displayName:wa"` asks one property. A term is found where a word of a text begins with it, whatever the letter case.
 */
export function readSearch(api: Api, type: Type, value: string): Search {
  const tokens = tokensOf(value);
  let next = 0;
  const peek = (): Token => tokens[next] ?? { kind: 'end', text: '', at: value.length };
  const any = (depth: number): Search => {
    if (depth > deepest) throw new QueryFault(`The search nests deeper than ${deepest} levels`, peek().at);
    const alternatives = [every(depth)];
    while (peek().kind === 'or') {
      next++;
      alternatives.push(every(depth));
    }
    return (entity) => alternatives.some((search) => search(entity));
  };
  const every = (depth: number): Search => {
    const parts = [one(depth)];
    for (; ['and', 'term', 'not', '('].includes(peek().kind); parts.push(one(depth)))
      if (peek().kind === 'and') next++;
    return (entity) => parts.every((search) => search(entity));
  };
  const one = (depth: number): Search => {
    if (depth > deepest) throw new QueryFault(`The search nests deeper than ${deepest} levels`, peek().at);
    const token = peek();
    next++;
    if (token.kind === 'term') return termOf(api, type, token.text);
    if (token.kind === 'not') {
      const search = one(depth + 1);
      return (entity) => !search(entity);
    }
    if (token.kind !== '(') throw new QueryFault('Syntax error in $search: a term is expected', token.at);
    const inner = any(depth + 1);
    if (peek().kind !== ')') throw new QueryFault("Syntax error in $search: ')' is expected", peek().at);
    next++;
    return inner;
  };
  const search = any(0);
  if (peek().kind !== 'end')
    throw new QueryFault(`Syntax error in $search: '${peek().text}' is unexpected`, peek().at);
  return search;
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const pattern = /"((?:[^"\\]|\\.)*)"|[()]|[^\s()"]+|"/gs;
  for (const match of text.matchAll(pattern)) {
    const [whole, quoted] = match;
    const at = match.index;
    if (whole === '"') throw new QueryFault('Syntax error in $search: unterminated quotation', at);
    if (quoted !== undefined) tokens.push({ kind: 'term', text: quoted.replace(/\\(.)/gs, '$1'), at });
    else if (whole === '(' || whole === ')') tokens.push({ kind: whole, text: whole, at });
    else if (whole === 'AND' || whole === 'OR' || whole === 'NOT')
      tokens.push({ kind: whole === 'AND' ? 'and' : whole === 'OR' ? 'or' : 'not', text: whole, at });
    else tokens.push({ kind: 'term', text: whole, at });
  }
  return tokens;
}

/** A colon after what is no property is a colon. */
function termOf(api: Api, type: Type, term: string): Search {
  const colon = term.indexOf(':');
  const property =
    colon > 0 && type.kind === 'object' ? propertyNamed(api, type, term.slice(0, colon).trim()) : undefined;
  if (property === undefined || property === 'open') {
    const sought = term.toLowerCase();
    return (entity) => holds(entity, sought);
  }
  const sought = term
    .slice(colon + 1)
    .trim()
    .toLowerCase();
  return (entity) => Object.hasOwn(entity, property.name) && holds(entity[property.name] ?? null, sought);
}

function holds(value: Json, sought: string): boolean {
  if (typeof value === 'string') return startsAWord(value.toLowerCase(), sought);
  if (isArray(value)) return value.some((item) => holds(item, sought));
  if (!isObject(value)) return false;
  return Object.entries(value).some(([name, member]) => !name.includes('@') && holds(member, sought));
}

function startsAWord(text: string, sought: string): boolean {
  for (let at = text.indexOf(sought); at !== -1; at = text.indexOf(sought, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return true;
  }
  return false;
}
