import type { Section, Table } from '../../markdown/page.ts';
import { sectionsBelow } from '../../markdown/sections.ts';
import { markdownAnchor } from '../../model/printers/markdown.ts';
import type { TypeSubject } from '../fact.ts';
import { isValuesSection, pushTableMembers } from './enum-members.ts';
import type { Reading } from './reading.ts';

/**
 * Tables of members below headings that name no enumeration ("Possible values", "Details of the rig"): they are those
 * of the type of the one row that links to the heading by it.
 */
export function readLinkedMembers(reading: Reading, section: Section, subject: TypeSubject): void {
  const types = typesByAnchor(reading, subject);
  if (types.size === 0) return;
  for (const part of sectionsBelow(section)) {
    const name = part === section ? undefined : types.get(markdownAnchor(part.title));
    if (name === undefined || isValuesSection(part)) continue;
    const namespace = subject.name.slice(0, subject.name.lastIndexOf('.') + 1);
    const own = { ...subject, name: name.includes('.') ? name : namespace + name };
    const tables = part.blocks.filter((block): block is Table => block.kind === 'table');
    for (const table of tables) pushTableMembers(reading, table, own);
  }
}

/** `#possible-values` → the type of the rows that link to it; undefined for one that rows of several types do. */
function typesByAnchor(
  { page, facts }: Reading,
  subject: TypeSubject,
): ReadonlyMap<string, string | undefined> {
  const found = new Map<string, string | undefined>();
  const file = page.file.slice(page.file.lastIndexOf('/') + 1).toLowerCase();
  for (const { predicate, value, subject: of } of facts) {
    if (predicate !== 'property' || of !== subject || !value.type) continue;
    const { name, target = '' } = value.type;
    const at = target.indexOf('#');
    const path = target.slice(0, Math.max(0, at)).toLowerCase();
    const here = path === '' || path.slice(path.lastIndexOf('/') + 1) === file;
    if (at === -1 || !here || !/^[a-z][\w.]*$/.test(name)) continue;
    const anchor = target.slice(at).toLowerCase();
    found.set(anchor, found.has(anchor) && found.get(anchor) !== name ? undefined : name);
  }
  return found;
}
