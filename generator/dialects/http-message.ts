import type { Fence, Page } from '../markdown/page.ts';
import { exampleBody } from './example-body.ts';
import type { ExampleBody, ExampleHeader } from './fact.ts';

/** A code block that holds an HTTP message: its first line, its headers and its body. */
export interface HttpMessage {
  readonly start: RequestStart | ResponseStart;
  readonly headers: readonly ExampleHeader[];
  readonly body: ExampleBody | undefined;
}

interface RequestStart {
  readonly kind: 'request';
  readonly method: string;
  readonly url: string;
}

interface ResponseStart {
  readonly kind: 'response';
  readonly status: number;
  readonly reason: string;
}

const requestStart =
  /^(GET|POST|PATCH|PUT|DELETE|HEAD|OPTIONS)[ \t\u00a0]+(\S.*?)(?:[ \t]+HTTP\/\d(?:\.\d)?)?$/i;
const responseStart = /^HTTP(?:\/\d(?:\.\d)?)?[ \t\u00a0]+(\d{3})\b[ \t\u00a0,]*(.*)$/i;
const headerLine = /^([!#$%&'*+.^_`|~A-Za-z0-9-]+)[ \t\u00a0]*:[ \t\u00a0]*(.*)$/;
/** What is a header also behind a blank line that does not belong there: no body begins so. */
const plainHeader =
  /^(?:accept(?:-[a-z]+)?|authorization|content-(?:type|length|range)|consistencylevel|etag|if-(?:none-)?match|location|prefer|retry-after)[ \t\u00a0]*:/i;

interface Line {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Reads a code block by its first line, because most blocks carry no annotation. Undefined if it is no message. */
export function httpMessage(page: Page, fence: Fence): HttpMessage | undefined {
  if (!/\bHTTP[/ ]|^\s*(?:GET|POST|PATCH|PUT|DELETE|HEAD|OPTIONS)\b/im.test(fence.content.slice(0, 400)))
    return undefined;
  const lines = contentLines(fence.content);
  let at = lines.findIndex((line) => line.text !== '');
  const first = lines[at]?.text ?? '';
  const response = responseStart.exec(first);
  const request = response ? null : requestStart.exec(first);
  if (!response && !request) return undefined;
  at++;
  let url = request?.[2] ?? '';
  // A long URL may go on in the lines below it.
  while (request && /^[?&]/.test(lines[at]?.text ?? '')) url += lines[at++]?.text ?? '';
  if (lines[at]?.text === '' && plainHeader.test(lines[at + 1]?.text ?? '')) at++;
  const headers: ExampleHeader[] = [];
  for (let line = lines[at]; line && line.text !== ''; line = lines[++at]) {
    const header = headerOf(page, fence, line);
    if (!header) break;
    headers.push(header);
  }
  const body = bodyOf(page, fence, lines.slice(at));
  const start: HttpMessage['start'] = response
    ? { kind: 'response', status: Number(response[1]), reason: (response[2] ?? '').trim() }
    : { kind: 'request', method: (request?.[1] ?? '').toUpperCase(), url };
  return { start, headers, body };
}

function contentLines(content: string): Line[] {
  const lines: Line[] = [];
  let at = 0;
  for (const raw of content.split('\n')) {
    const text = raw.trim();
    const start = at + (raw.length - raw.trimStart().length);
    lines.push({ text, start, end: start + text.length });
    at += raw.length + 1;
  }
  return lines;
}

function headerOf(page: Page, fence: Fence, line: Line): ExampleHeader | undefined {
  const match = headerLine.exec(line.text);
  if (!match?.[1] || match[2] === undefined) return undefined;
  const place = (start: number, end: number) =>
    page.place({ start: fence.offsetOf(start), end: fence.offsetOf(end) });
  return {
    name: match[1],
    value: match[2],
    at: place(line.start, line.end),
    valueAt: place(line.end - match[2].length, line.end),
  };
}

function bodyOf(page: Page, fence: Fence, lines: readonly Line[]): ExampleBody | undefined {
  const filled = lines.filter((line) => line.text !== '');
  const first = filled[0];
  const last = filled.at(-1);
  return first && last ? exampleBody(page, fence, first.start, last.end) : undefined;
}
