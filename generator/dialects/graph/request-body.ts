import type { Inline, Section } from '../../markdown/page.ts';
import { blocksBelow } from '../../markdown/sections.ts';
import type { TypeText } from '../fact.ts';
import { propertyRows } from './property-rows.ts';
import { placeWithin, prose, type Reading, within } from './reading.ts';

/** "Request body": that there is none, or of which type it is, the sentence about what is required, and the rows. */
export function readRequestBody(reading: Reading, section: Section): void {
  const { page, subject } = reading;
  for (const block of blocksBelow(section)) {
    for (const inline of prose(block)) readSentences(reading, inline);
    if (block.kind !== 'table') continue;
    for (const { row, value } of propertyRows(reading, block))
      reading.facts.push({
        predicate: 'body-property',
        subject,
        value,
        kind: 'table',
        at: page.place(row.range),
      });
  }
}

function readSentences(reading: Reading, inline: Inline): void {
  const { page, subject } = reading;
  const { text } = inline;
  const at = page.place(inline.range);
  if (/\bdo(?:es)? not (?:supply|require|have|need|specify|provide) (?:a |any )?request body/i.test(text)) {
    reading.facts.push({ predicate: 'request-body-none', subject, value: text, kind: 'prose', at });
    return;
  }
  const type = bodyType(inline);
  if (type) {
    const value = { type, text };
    reading.facts.push({ predicate: 'request-body', subject, value, kind: 'prose', at });
  }
  const required = /\bproperties that are required when you (create|update)\b/i.exec(text);
  if (!required?.[1]) return;
  const sentence = within(page, inline.range, required[0]);
  const when = required[1].toLowerCase() === 'create' ? 'create' : 'update';
  const wordAt = placeWithin(
    page,
    { start: sentence.start + required[0].length - required[1].length, end: sentence.end },
    required[1],
  );
  const value = { when, wording: required[0], wordAt } as const;
  reading.facts.push({ predicate: 'required-when', subject, value, kind: 'prose', at: page.place(sentence) });
}

/** "supply a JSON representation of a [user](../resources/user.md) object". */
function bodyType(inline: Inline): TypeText | undefined {
  const match = /\b(?:json )?representation (?:of|for) (?:an?|the|one or more|new|\s)*\s*([\w.]+)/i.exec(
    inline.text,
  );
  if (!match?.[1]) return undefined;
  const link = inline.links.find((candidate) => candidate.text.split(/\s/)[0] === match[1]);
  return {
    text: match[0],
    name: match[1],
    collection: /\bcollection of\b/i.test(inline.text),
    target: link?.target,
  };
}
