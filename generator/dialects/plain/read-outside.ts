import type { Block, Heading } from '../../markdown/page.ts';
import type { PageSubject } from '../fact.ts';
import type { Reading } from './reading.ts';
import { rowsOf } from './rows.ts';

const models =
  /\b(?:models?|schemas?|objects?|(?:data )?(?:types?|structures?)|entities|definitions|messages?)\b/i;
const named = /^(?:the\s+)?([A-Za-z]\w*)(?:\s+(object|model|schema|type|entity|structure|message))?$/i;
const base = /\b(?:base (?:url|uri)|URIs are relative to|api root)\b[^/]{0,30}?(https?:\/\/[^\s)>,"'|*]+)/i;

/** What stands outside all endpoints: the server's address, and sections that describe a type by a table of fields. */
export function readOutside(reading: Reading, blocks: readonly Block[]): void {
  const headings: Heading[] = [];
  const subject: PageSubject = { of: 'page', file: reading.page.file };
  for (const block of blocks) {
    if (block.kind === 'heading') {
      while ((headings.at(-1)?.level ?? 0) >= block.level) headings.pop();
      headings.push(block);
    } else if (block.kind === 'table') readModel(reading, block, headings);
    else readServer(reading, subject, block, headings.at(-1)?.inline.text ?? '');
  }
}

function readServer(reading: Reading, subject: PageSubject, block: Block, heading: string): void {
  const lead = /^(?:base )?(?:url|uri|endpoint|server)s?$/i.test(heading) ? 'Base URL ' : '';
  for (const { text, range } of texts(block)) {
    const found = base.exec(lead + text)?.[1];
    if (found === undefined) continue;
    const value = found.replace(/[/.`]+$/, '');
    reading.facts.push({ predicate: 'server', subject, value, kind: 'prose', at: reading.page.place(range) });
  }
}

function texts(block: Block): { text: string; range: Block['range'] }[] {
  switch (block.kind) {
    case 'paragraph':
    case 'quote':
      return [{ text: block.inline.text, range: block.range }];
    case 'list':
      return block.items.map((item) => ({ text: item.inline.text, range: item.range }));
    case 'fence':
      return [{ text: block.content.slice(0, 300).trim(), range: block.body }];
    default:
      return [];
  }
}

function readModel(reading: Reading, table: Block & { kind: 'table' }, headings: readonly Heading[]): void {
  const heading = headings.at(-1);
  const match = named.exec(heading?.inline.text ?? '');
  const inModels = headings.slice(0, -1).some(({ inline }) => models.test(inline.text));
  if (!heading || !match?.[1] || (match[2] === undefined && !inModels)) return;
  const rows = rowsOf(reading, table)?.filter(({ value }) => /^[\w$@-]+$/.test(value.name));
  if (!rows?.some(({ value }) => value.type !== undefined)) return;
  const { page, facts } = reading;
  const subject = { of: 'type', name: match[1], file: page.file } as const;
  const value = { kind: 'resource', title: match[1], description: '' } as const;
  facts.push({ predicate: 'type', subject, value, kind: 'prose', at: page.place(heading.inline.range) });
  for (const row of rows)
    facts.push({
      predicate: 'property',
      subject,
      value: row.value,
      kind: 'table',
      at: page.place(row.range),
    });
}
