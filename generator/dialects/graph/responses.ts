import { parseInline } from '../../markdown/inline.ts';
import type { Fence, Inline, Section, Table } from '../../markdown/page.ts';
import { blocksBelow, sectionsBelow } from '../../markdown/sections.ts';
import type { Span } from '../../model/place.ts';
import { exampleBody } from '../example-body.ts';
import type { ResponseDescription } from '../fact.ts';
import { type NamedTypes, namedTypes } from './body-type.ts';
import { headerRows } from './headers.ts';
import { propertyRows } from './property-rows.ts';
import { placeWithin, prose, type Reading } from './reading.ts';

const reasons =
  'OK|Created|Accepted|No Content|Partial Content|Multi-Status|Moved Permanently|Found|See Other|Not Modified|Temporary Redirect|Bad Request|Unauthorized|Forbidden|Not Found|Method Not Allowed|Not Acceptable|Conflict|Gone|Length Required|Precondition Failed|Payload Too Large|Unsupported Media Type|Unprocessable Entity|Locked|Too Many Requests|Internal Server Error|Not Implemented|Bad Gateway|Service Unavailable|Gateway Timeout|Insufficient Storage';
const statusText = new RegExp(
  `\`(?:HTTP/\\d(?:\\.\\d)?\\s+)?([1-5]\\d\\d)\\b[\\s,:-]*([^\`]{0,60})\`|\\b([1-5]\\d\\d)[\\s,:*-]+(${reasons})\\b|\\bHTTP (?:status )?(?:code )?([1-5]\\d\\d)\\b|\\b([1-5]\\d\\d)(?= (?:HTTP )?(?:response|status) code\\b)`,
  'gi',
);

/**
 * "Response": status codes with the types that their sentences name, bodies without a code, tables of either. `heading`
 * is the page's own for the request lines that the section stands beside.
 */
export function readResponses(reading: Reading, section: Section, heading = ''): void {
  for (const part of sectionsBelow(section)) {
    const circumstance = part === section ? heading : part.title;
    let lead = part.title;
    for (const block of part.blocks) {
      if (block.kind === 'table') readTable(reading, block, lead, circumstance);
      if (block.kind === 'fence' && /^\s*\{/.test(block.content)) readShape(reading, block);
      const spoken = block.kind === 'paragraph' || block.kind === 'list';
      for (const inline of prose(block)) {
        readRun(reading, inline, spoken, circumstance);
        lead = inline.text;
      }
    }
  }
}

/** Of a page without a "Response" section: sentences elsewhere that say what is returned with which code. */
export function readStrayResponses(reading: Reading, section: Section): void {
  for (const block of blocksBelow(section)) {
    if (block.kind !== 'paragraph' || !/\breturns?\b/i.test(block.inline.raw)) continue;
    if (/^(?:if successful|this (?:method|action|function)|returns)\b/i.test(block.inline.text.trim()))
      readRun(reading, block.inline, false, '');
  }
}

const nothing =
  /\b(?:does not|doesn't|do not|don't|will not|won't) (?:return|contain|include|have) (?:anything|any(?: content| data)?|a (?:response )?body|content|a response)\b|\bno (?:response )?body\b|\bempty (?:response )?body\b|\bno content\b(?! response code)|\bresponse body is empty\b|\bno response body\b/i;

function readRun(reading: Reading, inline: Inline, spoken: boolean, circumstance: string): void {
  const { raw } = inline;
  const found = /\d{3}/.test(raw) ? [...raw.matchAll(statusText)] : [];
  const common = found.length > 1 ? (inAllCases.exec(raw)?.[0] ?? '') : '';
  for (const [i, match] of found.entries()) {
    // The first code's type may stand before it ("returns a user object and 200 OK").
    const from = i === 0 ? 0 : match.index;
    const part = raw.slice(from, found[i + 1]?.index ?? raw.length);
    const own = raw.slice(match.index, found[i + 1]?.index ?? raw.length);
    const after = own.endsWith(common) ? own : `${own} ${common}`;
    const { value, at } = statusOf(reading, inline, match, part, after);
    pushResponse(reading, value, circumstance, 'prose', at);
  }
  if (found.length > 0 || !spoken) return;
  const { text } = inline;
  const types = namedTypes(inline, raw);
  const empty = nothing.test(text);
  if (!empty && !(types.type && saysReturned(text, types.type.text))) return;
  reading.facts.push({
    predicate: 'response-body',
    subject: reading.subject,
    value: { ...types, empty, circumstance, text },
    kind: 'prose',
    at: reading.page.place(inline.range),
  });
}

/** "`201 Created` if … or `200 OK` if …. In both cases, a [user] object is returned": what all codes come with. */
const inAllCases = /\bin (?:both|either|all|any) cases?\b.*/is;

/** "… returns a [user] object", "The [user] object in the response body": the type is that of the answer. */
function saysReturned(text: string, name: string): boolean {
  const at = text.indexOf(name);
  const before = /\b(?:returns?|returned|includes?|contains?|provides?|retrieves?|respon(?:se|ds?)|body)\b/i;
  const after = /^[^.;]*\b(?:in the (?:response|body|reply)|is returned|are returned|will be returned)\b/i;
  return before.test(text.slice(0, at)) || after.test(text.slice(at + name.length));
}

/** What stands after the code is about it; what stands before it, only where nothing after it names a type. */
function statusOf(
  { page }: Reading,
  inline: Inline,
  match: RegExpExecArray | RegExpMatchArray,
  whole: string,
  after: string,
): { value: ResponseDescription; at: Span } {
  const run = parseInline(whole, page.definitions);
  const status = Number(match[1] ?? match[3] ?? match[5] ?? match[6]);
  const reason = (match[2] ?? match[4] ?? '')
    .replace(/[`*]/g, '')
    .replace(/[.,;:]+$/, '')
    .trim();
  const bodyless = status === 204 || status === 205 || status === 304;
  const types = bodyless ? none : typesOf(parseInline(after, page.definitions), after, run, whole);
  const value = {
    status,
    reason,
    ...types,
    empty: bodyless || (types.type === undefined && nothing.test(run.text.replace(statusWords, ''))),
    headers: headerNames(run.text),
    text: run.text,
  };
  return { value, at: placeWithin(page, inline.range, match[0]) };
}

function pushResponse(
  { facts, subject }: Reading,
  value: ResponseDescription,
  circumstance: string,
  kind: 'prose' | 'table',
  at: Span,
): void {
  const said = circumstance === '' ? value : { ...value, circumstance };
  facts.push({ predicate: 'response', subject, value: said, kind, at });
}

/** The reason itself says nothing of the body of another code. */
const statusWords = /\b[1-5]\d\d[\s,:-]+no content\b/gi;
const none = { type: undefined, others: [] } as const;

type Run = ReturnType<typeof parseInline>;

function typesOf(after: Run, afterRaw: string, whole: Run, wholeRaw: string): NamedTypes {
  const types = namedTypes(after, afterRaw);
  const named = types.type || afterRaw === wholeRaw ? types : namedTypes(whole, wholeRaw);
  const bytes = named.type ? null : stream.exec(after.text);
  return bytes
    ? { type: { text: bytes[0], name: 'Stream', collection: false, target: undefined }, others: [] }
    : named;
}

/** "the binary data of the photo": a body that is no JSON. */
const stream = /\b(?:binary|raw) (?:contents?|data|value|stream|file|image)\b|\b(?:byte|file) stream\b/i;

/** "a `Location` header", "a Location: header", "an Operation-Location header". */
function headerNames(text: string): string[] {
  if (!/\bheader\b/i.test(text)) return [];
  const found = [...text.matchAll(/\b([A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)*|ETag):? (?:response )?header\b/g)];
  const names = found
    .map((match) => match[1] ?? '')
    .filter((name) => /^(?:Location|ETag|Retry-After|Warning)$|-/.test(name));
  return [...new Set(names)];
}

const reasonText = new RegExp(`^(?:${reasons})\\b`, 'i');

/** A table of status codes, or one of the members of the body. */
function readTable(reading: Reading, table: Table, lead: string, circumstance: string): void {
  const { page, subject } = reading;
  if (isHeaderTable(table, lead)) {
    for (const { row, value } of headerRows(reading, table))
      reading.facts.push({
        predicate: 'response-header',
        subject,
        value,
        kind: 'table',
        at: page.place(row.range),
      });
    return;
  }
  for (const row of table.rows) {
    const code = /^`?(?:HTTP\/\d(?:\.\d)?\s+)?([1-5]\d\d)\b[\s,:-]*([^`]*)/.exec(row.cells[0]?.text ?? '');
    if (!code?.[1]) continue;
    const status = Number(code[1]);
    const rest = row.cells.slice(1);
    const text = rest.map((cell) => cell.text).join(' ');
    const stated = rest.find((cell) => namedTypes(cell, cell.raw).type);
    const bodyless = status === 204 || status >= 300;
    const types = bodyless || !stated ? none : namedTypes(stated, stated.raw);
    const reason = (code[2] ?? '').trim() || (reasonText.exec(text)?.[0] ?? '');
    const value = { status, reason, ...types, empty: status === 204, headers: headerNames(text), text };
    pushResponse(reading, value, circumstance, 'table', page.place(row.range));
  }
  if (table.rows.some((row) => /^`?(?:HTTP\/\d(?:\.\d)?\s+)?[1-5]\d\d\b/.test(row.cells[0]?.text ?? '')))
    return;
  for (const { row, value } of propertyRows(reading, table))
    reading.facts.push({
      predicate: 'response-property',
      subject,
      value,
      kind: 'table',
      at: page.place(row.range),
    });
}

function isHeaderTable(table: Table, lead: string): boolean {
  const first = table.header.cells[0]?.text ?? '';
  return (
    /\bheader\b/i.test(first) || (/^(?:name|key)$/i.test(first) && /\bheaders\b[^.]{0,30}[.:]?$/i.test(lead))
  );
}

/** JSON without a status line: what a body looks like. */
function readShape(reading: Reading, fence: Fence): void {
  const value = exampleBody(reading.page, fence, 0, fence.content.length);
  const at = reading.page.place(fence.body);
  reading.facts.push({
    predicate: 'response-shape',
    subject: reading.subject,
    value,
    kind: 'representation',
    at,
  });
}
