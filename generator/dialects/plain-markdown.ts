import { defineDialect } from './dialect.ts';
import { isMarked } from './graph/marks.ts';
import { marksEndpoints } from './plain/endpoint.ts';
import { PartScan } from './plain/part.ts';
import { readOutside } from './plain/read-outside.ts';
import { PartReader } from './plain/read-part.ts';
import type { Reading } from './plain/reading.ts';

/**
 * Pages that document endpoints one after another: READMEs and API pages of projects and gateways, written by hand or
 * by generators. Nothing of OData holds for them.
 */
export const plainMarkdown = defineDialect({
  name: 'plain-markdown',
  summary: 'READMEs and API pages with endpoints in headings, lines or tables (`GET /things/{id}`).',
  general: true,
  // Overviews of a reference name endpoints in passing; its marks say that they document none.
  recognises: (page) => marksEndpoints(page) && !isMarked(page),
  read(page) {
    const reading: Reading = { page, facts: [], diagnostics: [] };
    const { parts, outside } = new PartScan(page);
    const subject = { of: 'page', file: page.file } as const;
    const start = page.place({ start: 0, end: 0 });
    reading.facts.push({
      predicate: 'conventions',
      subject,
      value: 'plain',
      kind: 'inferred',
      rule: 'dialect',
      at: start,
    });
    const title = page.blocks.find((block) => block.kind === 'heading' && block.level === 1);
    if (title?.kind === 'heading')
      reading.facts.push({
        predicate: 'title',
        subject,
        value: title.inline.text,
        kind: 'prose',
        at: page.place(title.inline.range),
      });
    readOutside(reading, outside);
    for (const part of parts) new PartReader(reading, part).read();
    return { value: reading.facts, diagnostics: reading.diagnostics };
  },
});
