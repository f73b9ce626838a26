import type { Section } from '../../markdown/page.ts';
import { blocksBelow } from '../../markdown/sections.ts';
import type { Located } from '../fact.ts';
import { parameterRows } from './property-rows.ts';
import { placeWithin, prose, type Reading } from './reading.ts';

/** "Optional query parameters": a table of them, or a sentence that names OData's options. */
export function readQueryOptions(reading: Reading, section: Section): void {
  const { page, subject } = reading;
  for (const block of blocksBelow(section)) {
    if (block.kind === 'table') {
      for (const { row, value } of parameterRows(reading, block))
        reading.facts.push({
          predicate: 'query-option',
          subject,
          value,
          kind: 'table',
          at: page.place(row.range),
        });
    }
    for (const inline of prose(block)) {
      const found = [
        ...new Set([...inline.text.matchAll(/\$[a-z]+\b/gi)].map((match) => match[0].toLowerCase())),
      ];
      if (found.length === 0 && !/odata query param/i.test(inline.text)) continue;
      const names: Located<string>[] = found.map((name) => ({
        value: name,
        at: placeWithin(page, inline.range, name),
      }));
      const value = { names, text: inline.text };
      reading.facts.push({
        predicate: 'query-options',
        subject,
        value,
        kind: 'prose',
        at: page.place(inline.range),
      });
    }
  }
}

export function readParameters(
  reading: Reading,
  section: Section,
  predicate: 'path-parameter' | 'function-parameter',
): void {
  for (const block of blocksBelow(section)) {
    if (block.kind !== 'table') continue;
    for (const { row, value } of parameterRows(reading, block)) {
      const at = reading.page.place(row.range);
      reading.facts.push({ predicate, subject: reading.subject, value, kind: 'table', at });
    }
  }
}
