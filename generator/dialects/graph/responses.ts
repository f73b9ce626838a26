import { parseInline } from '../../markdown/inline.ts';
import type { Inline, Section } from '../../markdown/page.ts';
import { blocksBelow } from '../../markdown/sections.ts';
import type { TypeText } from '../fact.ts';
import { placeWithin, prose, type Reading } from './reading.ts';

const reasons =
  'OK|Created|Accepted|No Content|Partial Content|Multi-Status|Found|Not Modified|Bad Request|Unauthorized|Forbidden|Not Found|Conflict|Gone|Precondition Failed|Too Many Requests|Internal Server Error|Service Unavailable';
const statusText = new RegExp(
  `\`(?:HTTP/\\d(?:\\.\\d)?\\s+)?([1-5]\\d\\d)\\b[\\s,:-]*([^\`]*)\`|\\b([1-5]\\d\\d)[\\s,:-]+(${reasons})\\b`,
  'gi',
);

/** The status codes of a "Response" section, each with the type that its sentence names. */
export function readResponses(reading: Reading, section: Section): void {
  for (const block of blocksBelow(section)) for (const inline of prose(block)) readStatuses(reading, inline);
}

function readStatuses(reading: Reading, inline: Inline): void {
  const { page, subject } = reading;
  const found = [...inline.raw.matchAll(statusText)];
  for (const [i, match] of found.entries()) {
    // One code: its type may stand before it ("returns a user object and 200 OK").
    const from = found.length === 1 ? 0 : match.index;
    const part = inline.raw.slice(from, found[i + 1]?.index ?? inline.raw.length);
    const status = Number(match[1] ?? match[3]);
    const reason = (match[2] ?? match[4] ?? '').trim();
    const text = found.length === 1 ? inline.text : parseInline(part, page.definitions).text;
    const type = status === 204 ? undefined : responseType(reading, part);
    const at = placeWithin(page, inline.range, match[0]);
    reading.facts.push({
      predicate: 'response',
      subject,
      value: { status, reason, type, text },
      kind: 'prose',
      at,
    });
  }
}

function responseType(reading: Reading, raw: string): TypeText | undefined {
  const { text, links } = parseInline(raw, reading.page.definitions);
  const link = links.find((candidate) => /(?:^|\/)resources\/|^[\w-]+\.md/i.test(candidate.target ?? ''));
  const bold = /\*\*([A-Za-z][\w.]*)\*\*\s+(?:object|resource|collection)/.exec(raw);
  const plain = /\b(?:an?|the|updated|new|of)\s+([a-z][\w.]*)\s+(?:objects?|resource)\b/.exec(text);
  const name = link?.text ?? bold?.[1] ?? plain?.[1];
  if (name === undefined) return undefined;
  const first = name.split(/\s/)[0] ?? name;
  const before = text.slice(0, text.indexOf(name));
  const after = text.slice(text.indexOf(name) + name.length);
  const collection =
    /\b(?:collection|list|array)\s+(?:of|containing)\b[^.]*$/i.test(before) ||
    /^\s*collection\b/i.test(after);
  return { text: name, name: first.replace(/^#/, ''), collection, target: link?.target };
}
