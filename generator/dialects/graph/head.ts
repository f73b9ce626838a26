import type { Block, Quote, Section } from '../../markdown/page.ts';
import type { Note } from '../fact.ts';
import { deprecation } from './deprecation.ts';
import type { Reading } from './reading.ts';

/**
 * The section that the page's title opens; the root where a page has no heading of level 1. Further headings of that
 * level are sections of the page one level too high ("# Response"), unless they are the title of another type.
 */
export function titleSection(reading: Reading): Section {
  const { root } = reading.page;
  const [first, ...others] = root.sections.filter((section) => section.level === 1);
  if (!first) return root;
  const own = others.filter(({ title }) => !/\b(?:resource|type|enum(?:eration)?)s?$/i.test(title.trim()));
  return own.length === 0 ? first : { ...first, sections: [...first.sections, ...own] };
}

/** Title, namespace, description and notes: what stands above the first section. */
export function readHead(reading: Reading): void {
  const { page, subject, facts } = reading;
  const section = titleSection(reading);
  if (section.heading) {
    const at = page.place(section.heading.inline.range);
    facts.push({ predicate: 'title', subject, value: section.title, kind: 'prose', at });
    if (/\(deprecated\)/i.test(section.title))
      facts.push({ predicate: 'deprecated', subject, value: section.title, kind: 'prose', at });
  }
  readHeadBlocks(reading, section.blocks);
}

/** The blocks of a page's head, its own or included ones. */
export function readHeadBlocks(reading: Reading, blocks: readonly Block[]): void {
  const { page, subject, facts } = reading;
  for (const block of blocks) {
    if (block.kind === 'quote') {
      const value = noteOf(block);
      facts.push({ predicate: 'note', subject, value, kind: 'prose', at: page.place(block.range) });
      readDeprecation(reading, block, value.text, /^(?:caution|warning|important)$/i.test(value.label));
    } else if (block.kind === 'paragraph') {
      const { text } = block.inline;
      const namespace = /^namespace:\s*([\w.]+)$/i.exec(text)?.[1];
      const at = page.place(block.range);
      if (namespace !== undefined)
        facts.push({ predicate: 'namespace', subject, value: namespace, kind: 'prose', at });
      else if (!/^not yet documented\.?$/i.test(text) && text !== '') {
        facts.push({ predicate: 'description', subject, value: text, kind: 'prose', at });
        readDeprecation(reading, block, text, false);
      }
    }
  }
}

function readDeprecation(reading: Reading, block: Block, text: string, warns: boolean): void {
  const { page, subject, facts } = reading;
  const about = `${page.root.sections[0]?.title ?? ''} ${subject.file}`;
  const value = deprecation(text, about, warns);
  if (value === undefined) return;
  facts.push({ predicate: 'deprecated', subject, value, kind: 'prose', at: page.place(block.range) });
}

/** `> **Note:** text`, `> **Important**: text`, `> [!NOTE] text`. */
function noteOf(quote: Quote): Note {
  const { raw, text } = quote.inline;
  const match = /^\s*\*\*\s*([A-Za-z]+)\s*:?\s*\*\*\s*:?\s*/.exec(raw);
  const label = match?.[1] ?? (quote.alert ? quote.alert[0] + quote.alert.slice(1).toLowerCase() : '');
  const markdown = match ? raw.slice(match[0].length) : raw;
  return { label, markdown: markdown.trim(), text: match ? text.replace(/^[A-Za-z]+\s*:?\s*/, '') : text };
}
