import type { Fence, Section } from '../../markdown/page.ts';
import { blocksBelow } from '../../markdown/sections.ts';
import { defineProblem } from '../../model/diagnostic.ts';
import type { RequestLine } from '../fact.ts';
import type { Reading } from './reading.ts';

const withoutVerb = defineProblem<{ text: string }>({
  code: 'docs/request-line-without-verb',
  severity: 'error',
  summary: 'A request line does not begin with an HTTP method.',
  message: (p) => `"${p.text}" names no HTTP method, so no operation was made of it`,
  help: 'Begin the line with GET, POST, PATCH, PUT or DELETE.',
});
const noRequest = defineProblem<{ title: string }>({
  code: 'docs/request-line-missing',
  severity: 'warning',
  summary: 'An API page has no request line below "HTTP request".',
  message: (p) => `no request line was found below "${p.title}"`,
});

const verb = /^(GET|POST|PATCH|PUT|DELETE|HEAD|OPTIONS)[ \t\u00a0]+(\S.*)$/i;
const pathLike = /^(?:[A-Za-z]+[ \t]+)?(?:\/|https?:\/\/)\S/;

/** Request lines of an "HTTP request" section: every line of its code blocks that begins with a method. */
export function readRequestBlock(reading: Reading, section: Section): void {
  const before = reading.facts.length;
  const fences = blocksBelow(section).filter((block): block is Fence => block.kind === 'fence');
  for (const fence of fences) readLines(reading, fence);
  if (reading.facts.length > before || !section.heading) return;
  reading.diagnostics.push(noRequest.at(reading.page.place(section.heading.range), { title: section.title }));
}

function readLines(reading: Reading, fence: Fence): void {
  let offset = 0;
  for (const line of fence.content.split('\n')) {
    const text = line.trim();
    const start = offset + (line.length - line.trimStart().length);
    offset += line.length + 1;
    // A body or headers below the request line end what is of interest in this block.
    if (text.startsWith('{')) break;
    const range = { start: fence.offsetOf(start), end: fence.offsetOf(start + text.length) };
    const at = reading.page.place(range);
    const match = verb.exec(text);
    if (match?.[1] && match[2]) {
      const value = requestLine(match[1], match[2]);
      reading.facts.push({ predicate: 'request-line', subject: reading.subject, value, kind: 'request', at });
    } else if (pathLike.test(text)) {
      reading.diagnostics.push(withoutVerb.at(at, { text }));
      const value = { what: 'request-line', text, reason: 'no HTTP method' } as const;
      reading.facts.push({ predicate: 'malformed', subject: reading.subject, value, kind: 'request', at });
    }
  }
}

/** Takes a target apart: `https://host/beta/path?query HTTP/1.1`. */
export function requestLine(method: string, target: string): RequestLine {
  const plain = target.replace(/\s+HTTP\/\d(?:\.\d)?$/i, '').trim();
  const absolute = /^(https?:\/\/[^/?\s]+(?:\/(?:v1\.0|beta)(?=[/?]|$))?)/i.exec(plain);
  const relative = absolute ? plain.slice(absolute[0].length) : plain.replace(/^\/(?:v1\.0|beta)(?=\/)/i, '');
  const mark = queryStart(relative);
  const path = mark === -1 ? relative : relative.slice(0, mark);
  return {
    method: method.toUpperCase(),
    path: path.startsWith('/') ? path.trim() : `/${path.trim()}`,
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
  return -1;
}
