import type { Block, Inline, Section } from '../../markdown/page.ts';
import { blocksBelow } from '../../markdown/sections.ts';
import { gather } from '../../model/gather.ts';
import { placeWithin, prose, type Reading } from './reading.ts';

/**
 * The types that sentences, lists and tables link to, each once. They tell lines of several things apart where no
 * answer does ("Supported are [event](../resources/event.md), …"); a page of one line has a sentence about it.
 */
export function readLinkedTypes(reading: Reading, section: Section): void {
  const { page, subject, facts } = reading;
  if (facts.filter((fact) => fact.predicate === 'request-line').length < 2) return;
  const known = new Set<string>();
  for (const inline of gather(blocksBelow(section), textsOf)) {
    if (!inline.raw.includes('resources/')) continue;
    for (const { text, target } of inline.links) {
      // Another label than the page's own name ("[task](../resources/todotask.md)") is a word.
      const name = /(?:^|\/)resources\/(?:[^/]*-)?(\w+)\.md(?:#|$)/i.exec(target ?? '')?.[1]?.toLowerCase();
      if (name === undefined || name !== text.toLowerCase() || known.has(name)) continue;
      known.add(name);
      const at = placeWithin(page, inline.range, text);
      const value = { text, name: text, collection: false, target };
      facts.push({ predicate: 'linked-type', subject, value, kind: 'prose', at });
    }
  }
}

function textsOf(block: Block): readonly Inline[] {
  return block.kind === 'table' ? gather(block.rows, (row) => row.cells) : prose(block);
}
