import type { RequestLine } from '../fact.ts';

/** A request with where it stands in its line. */
export interface FoundTarget {
  readonly method: string;
  readonly target: string;
  readonly from: number;
  readonly to: number;
}

const verb = /^(GET|POST|PATCH|PUT|DELETE|HEAD|OPTIONS)(?=[\s:`*/]|$)[\s:`*]*/i;
const rooted = /^(?:~?\/|https?:\/\/|\{\{?[\w-]+\}\}?\/)/i;
/** What parts alternatives on one line; a request follows. Runs of blanks are bounded: each is tried once. */
const separator =
  /(?:\s{1,8}or\s{1,8}|[,;]\s{0,8}(?:or\s{1,8})?|\s{1,8}\|\s{1,8}|\s{1,8})(?=(?:(?:GET|POST|PATCH|PUT|DELETE)\s{1,8})?(?:\/|https?:\/\/))/gi;
const longest = 8000;

/**
 * The requests of one line: `GET /ships HTTP/1.1`, `GET /me/crew or GET /ships/{id}/crew`, `GET ships`. A path without
 * a method takes the one before it in its line or, if there is one, of the line before.
 */
export function readTargets(line: string, before: string | undefined): FoundTarget[] {
  const found: FoundTarget[] = [];
  let method = before;
  for (const part of parts(line)) {
    const lead = /^[-*+>`\s]*/.exec(part.text)?.[0] ?? '';
    const plain = part.text.slice(lead.length);
    const match = verb.exec(plain);
    if (match?.[1]) method = match[1].toUpperCase();
    const target = withoutRemarks(plain.slice(match?.[0].length ?? 0));
    if (method === undefined || !(match ? isTarget(target) : rooted.test(target))) continue;
    found.push({ method, target, from: part.from + lead.length, to: part.from + part.text.length });
  }
  return found;
}

function parts(line: string): { text: string; from: number }[] {
  if (line.length > longest) return [{ text: line, from: 0 }];
  const found: { text: string; from: number }[] = [];
  let from = 0;
  for (const match of line.matchAll(separator)) {
    const next = match.index + match[0].length;
    const text = line.slice(from, match.index);
    // The blank between a method and its own path parts nothing.
    if (text === '' || verb.exec(text.replace(/^[-*+>`\s]*/, ''))?.[0].length === text.trim().length)
      continue;
    // Nor does one inside a query or a call, or before a remark.
    if (/^\s+$/.test(match[0]) && (line.startsWith('//', next) || !/[A-Z]/.test(line[next] ?? ''))) continue;
    found.push({ text, from });
    from = next;
  }
  found.push({ text: line.slice(from), from });
  return found;
}

/** Without `HTTP/1.1`, comments, "(preview)", quotes and marks around it. */
function withoutRemarks(text: string): string {
  const typed = text.slice(0, longest).replace(/[\u200b-\u200d\u2060\ufeff]/g, '');
  // Apostrophes that an editor made curly, and a blank before what a function is called with.
  const plain = trimmed(typed.replace(/[\u2018\u2019]/g, "'").replace(/(\w) \((?=@?\w{1,100}=)/, '$1('));
  const bare = plain.replace(/[\s\u00a0]HTTP\/\d(?:\.\d)?$/i, '').replace(/\s(?:\/\/|#|<!--)[\s\S]*$/, '');
  return trimmed(bare.replace(/\s\([A-Za-z][\w ,-]{0,60}\)$/, ''));
}

/** Without marks and blanks at both ends. */
function trimmed(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && /[\s`"]/.test(text[start] ?? '')) start++;
  while (end > start && /[\s`"*,;]/.test(text[end - 1] ?? '')) end--;
  return text.slice(start, end);
}

/** Whether something is meant to be a URL or a path; how well it is one is seen later. */
export function isTarget(text: string): boolean {
  if (rooted.test(text)) return true;
  const path = text.replace(/\{[^{}]*\}|<[^<>]*>|\([^()]*\)/g, 'x').split('?')[0] ?? '';
  return (
    /^(?:\.\.\.)?[A-Za-z$][\w.$:-]*(?:\/\S*)?$/.test(path) && (path.includes('/') || /^[a-z]/.test(path))
  );
}

/** Takes a target apart: `https://host/beta/path?query`. */
export function requestLine(method: string, target: string): RequestLine {
  // `~/ships`: from the service's root.
  const plain = target.trim().replace(/^~(?=\/)/, '');
  const absolute = /^(https?:\/\/[^/?\s]+(?:\/(?:v1\.0|beta|[{<]version[}>])(?=[/?]|$))?)/i.exec(plain);
  const relative = absolute
    ? plain.slice(absolute[0].length)
    : plain.replace(/^\{\{?[\w-]+\}\}?(?=\/)/, '').replace(/^\/?(?:v1\.0|beta|[{<]version[}>])(?=\/)/i, '');
  const mark = queryStart(relative);
  const path = (mark === -1 ? relative : relative.slice(0, mark)).trim();
  return {
    method,
    path: path.startsWith('/') ? path : `/${path}`,
    query: mark === -1 ? '' : relative.slice(mark + 1),
    origin: absolute?.[0],
  };
}

/** The first `?` outside braces and parentheses. */
function queryStart(text: string): number {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '{' || c === '(') depth++;
    else if (c === '}' || c === ')') depth--;
    else if (c === '?' && depth <= 0) return i;
  }
  return text.lastIndexOf('?') > text.lastIndexOf(')') ? text.indexOf('?') : -1;
}
