import type { OperationKind, RequestHeader } from '../model/description.ts';
import { words } from '../model/printers/identifier.ts';
import { joined } from './about.ts';

/** What a page tells of its operations' kind. */
export interface KindEvidence {
  readonly method: string;
  readonly path: string;
  readonly title: string;
  readonly statuses: readonly number[];
  /** Whether a success answer is a collection. */
  readonly collection: boolean;
  readonly headers: readonly RequestHeader[];
}

/** In OData's words, by path and method first; the title decides between creating and acting. */
export function kindOf(evidence: KindEvidence): OperationKind {
  const { method, path, title } = evidence;
  const last = path.slice(path.lastIndexOf('/') + 1);
  if (last === '$ref') return 'ref';
  if (last === '$count') return 'count';
  if (last === '$value' || last === 'content') return 'media';
  switch (method) {
    case 'get':
      if (/^[\w.]+\(|^(?:microsoft\.graph\.)?delta$/.test(last) || /\bfunction\b/i.test(title))
        return 'function';
      if (isCalledLike(title, last) && !evidence.path.endsWith('}')) return 'function';
      return evidence.collection ? 'list' : 'get';
    case 'patch':
      return 'update';
    case 'put':
      return 'replace';
    case 'delete':
      return 'delete';
    default:
      if (isCalledLike(title, last) || actionName.test(last)) return 'action';
      return evidence.statuses.includes(201) || /^(?:create|add|post|new)\b/i.test(title)
        ? 'create'
        : 'action';
  }
}

/** Collections are called by nouns, actions by verbs. */
const actionName =
  /^(?:microsoft\.graph\.)?(?:add|assign|cancel|check|copy|create|delete|get|invite|mark|move|publish|remove|reset|restore|send|set|start|stop|sync|unset|update|upload|validate|wipe)(?=[A-Z(]|$)/;

/** `ship: sink` of `…/sink`: the title of a page about an action or a function. */
function isCalledLike(title: string, last: string): boolean {
  const match = /^[\w ]+:\s*(?:(?:action|function)[:\s]+)?([A-Za-z]\w*)\s*$/.exec(title);
  const name = last.replace(/\(.*$/, '').replace(/^.*\./, '');
  return match?.[1] !== undefined && match[1].toLowerCase() === name.toLowerCase();
}

/** A request line as names see it. */
export interface NamedLine {
  readonly method: string;
  readonly path: string;
}

/**
 * What the ids of a page's request lines end with, so that they differ: nothing for the first, for others what they
 * have beside it (`/users/{id}/messages` of a page that begins with `/me/messages` → `users`). No other page can move
 * them.
 */
export function idSuffixes(lines: readonly NamedLine[]): string[] {
  const [first] = lines;
  if (!first) return [];
  if (lines.length === 1) return [''];
  const taken = new Set<string>(['']);
  const numbers = new Map<string, number>();
  const firsts = new Map<string, NamedLine>();
  for (const line of lines) if (!firsts.has(line.method)) firsts.set(line.method, line);
  return lines.map((line, i) => {
    if (i === 0) return '';
    const verb = line.method === first.method ? '' : `${line.method} `;
    const own = tokens(line.path);
    const start = firsts.get(line.method) ?? first;
    const differing = line === start ? [] : difference(own, tokens(start.path));
    const all = literals(own) || 'root';
    const keys = placeholders(own);
    const candidates = [literals(differing), placeholders(differing), all, `${all} by ${keys}`];
    if (verb !== '') candidates.unshift('');
    const named = candidates.map((candidate) => `${verb}${candidate}`.trim()).filter((text) => text !== '');
    let wanted = joined(named.at(-1) ?? all);
    for (const text of named) {
      if (taken.has(joined(text).toLowerCase())) continue;
      wanted = joined(text);
      break;
    }
    let name = wanted;
    let n = numbers.get(wanted.toLowerCase()) ?? 2;
    for (; taken.has(name.toLowerCase()); n++) name = `${wanted}${n}`;
    numbers.set(wanted.toLowerCase(), n);
    taken.add(name.toLowerCase());
    return name;
  });
}

/** A segment, or a part of a call: literal text, or a placeholder. */
interface Token {
  /** What makes it the same as another. */
  readonly key: string;
  readonly literal: string;
  readonly placeholder: string;
}

/** `/a/{x}/f(y={y})` → a, {}, f, y; namespaces of casts and calls left out. */
function tokens(path: string): Token[] {
  return path
    .split(/[/(,]/)
    .filter((part) => part !== '' && part !== ')')
    .map((part) => {
      const literal = part
        .replace(/\{[^{}]*\}/g, ' ')
        .replace(/^microsoft\.graph\./, '')
        .replace(/=.*$/, '');
      const placeholder = /^'?\{([^{}]*)\}/.exec(part)?.[1] ?? '';
      return { key: part.replace(/\{[^{}]*\}/g, '{}'), literal, placeholder };
    });
}

/** The tokens without those that it begins and ends with as the other does. */
function difference(own: readonly Token[], other: readonly Token[]): readonly Token[] {
  const shorter = Math.min(own.length, other.length);
  let start = 0;
  while (start < shorter && own[start]?.key === other[start]?.key) start++;
  let end = 0;
  while (end < shorter - start && own[own.length - 1 - end]?.key === other[other.length - 1 - end]?.key)
    end++;
  return own.slice(start, own.length - end);
}

function literals(list: readonly Token[]): string {
  return words(list.map((token) => token.literal).join(' ')).join(' ');
}

function placeholders(list: readonly Token[]): string {
  return list
    .map((token) => token.placeholder)
    .filter((name) => name !== '')
    .join(' ');
}
