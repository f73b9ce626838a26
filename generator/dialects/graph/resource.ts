import type { Fence, Section, Table } from '../../markdown/page.ts';
import { sectionsBelow } from '../../markdown/sections.ts';
import { defineProblem } from '../../model/diagnostic.ts';
import { gather } from '../../model/gather.ts';
import { camelCase } from '../../model/printers/identifier.ts';
import { columnsOf } from '../columns.ts';
import type { PropertyRow, TypeSubject } from '../fact.ts';
import type { Annotation } from './annotations.ts';
import {
  isValuesSection,
  lowerFirst,
  readAnnounced,
  readEnum,
  readFlags,
  readHeadMembers,
} from './enum-members.ts';
import { titleSection } from './head.ts';
import { includedSections } from './included.ts';
import { readInheritance } from './inheritance.ts';
import { readLinkedMembers } from './linked-members.ts';
import { headOf, propertyRows, type ReadRow } from './property-rows.ts';
import { isCalled, prose, type Reading } from './reading.ts';
import {
  type ResourceBlock,
  readRepresentation,
  resourceBlocks,
  showsSamples,
  typeOf,
} from './representation.ts';
import { usable } from './tables.ts';
import { typeText } from './type-text.ts';

const anotherSchema = defineProblem<{ name: string }>({
  code: 'docs/table-of-another-schema',
  severity: 'info',
  summary: "A further table of properties holds none that the type's representation shows.",
  message: (p) => `this table shares no name with the representation of ${p.name}; it was left out`,
  help: 'Describe the other schema on a page of its own, or show its properties in the representation.',
});
const noName = defineProblem<{ text: string; meant: string | undefined }>({
  code: 'docs/property-name-unreadable',
  severity: 'warning',
  summary: 'A row of a property table has no name of a property in its first cell.',
  message: (p) =>
    `"${p.text}" is no name of a property; the row was ${p.meant === undefined ? 'left out' : `read as that of ${p.meant}`}`,
});

/** A page that describes a type: properties, relationships, methods, representation. */
export function readResource(reading: Reading, annotations: ReadonlyMap<Fence, Annotation>): void {
  const section = titleSection(reading);
  const blocks = resourceBlocks(reading, annotations);
  const several = blocks.length === 0 ? sectionsOfTypes(section) : [];
  if (several.length > 0) for (const own of several) readType(reading, own, []);
  else readType(reading, section, blocks);
}

/** Sections of a page without a type of its own that each describe one: they hold "Properties". */
function sectionsOfTypes(section: Section): Section[] {
  if (section.sections.some((child) => isCalled(child, ownProperties))) return [];
  return section.sections.filter((child) => child.sections.some((part) => isCalled(part, ownProperties)));
}

function readType(reading: Reading, section: Section, blocks: readonly ResourceBlock[]): void {
  const title = typeName(section.title);
  const main = mainBlock(blocks, title);
  const subject = subjectOf(reading, section, main?.annotation);
  const isEnum =
    /\benum(?:eration)?\b/i.test(section.title) ||
    (section.sections.some((part) => isCalled(part, /^members$/)) &&
      !section.sections.some((part) => isCalled(part, ownProperties)));
  const description = firstText(reading);
  const at = reading.page.place(section.heading?.inline.range ?? { start: 0, end: 0 });
  const value = {
    kind: isEnum ? 'enum' : 'resource',
    title,
    byTitle: typeOf(main?.annotation) === undefined,
    complex: /\bcomplex type\b/i.test(section.title),
    description,
  } as const;
  const start = reading.facts.length;
  if (isEnum) readFlags(reading, gather(section.blocks, prose), subject);
  else readInheritance(reading, section, subject, title);
  const before = reading.facts.length;
  readParts(reading, section, subject, shownNames(main));
  const rows = reading.facts.slice(before).some((fact) => fact.predicate === 'property');
  if (!rows && !isEnum) readUntitled(reading, section, subject, shownNames(main));
  const listed = reading.facts.slice(before).some((fact) => fact.predicate === 'enum-member');
  if (!isEnum) {
    readAnnounced(reading, section, subject);
    readLinkedMembers(reading, section, subject);
  } else if (!listed) readHeadMembers(reading, section, subject);
  for (const own of gather(section.sections, (part) => includedSections(reading, part)))
    readParts(own.reading, { ...section, blocks: [], sections: [own.section] }, subject, undefined);
  const declares = reading.facts
    .slice(start)
    .some(({ predicate }) => predicate === 'property' || predicate === 'navigation-property');
  const samples = !declares && (showsSamples(blocks) || leavesNamesToClients(section));
  for (const block of blocks) {
    const name = typeOf(block.annotation);
    const own = block === main || name === undefined ? subject : { ...subject, name: name.value };
    readRepresentation(reading, block, own, samples);
  }
  const spoken = reading.facts
    .slice(start)
    .some((fact) => fact.subject.of === 'type' && fact.predicate !== 'method');
  if (!(spoken || describesType(section, main)) || isListOfEnums(section)) return;
  reading.facts.splice(start, 0, { predicate: 'type', subject, value, kind: 'prose', at });
  // What a page's head says is said of its type; of several types it is not clear of which.
  const said = section.level > 1 ? undefined : reading.facts.find((fact) => fact.predicate === 'deprecated');
  if (said?.predicate === 'deprecated') reading.facts.push({ ...said, subject });
}

/** "You define the properties of this open type." below "Properties": what is shown there are examples of them. */
function leavesNamesToClients(section: Section): boolean {
  const parts = [...sectionsBelow(section)].filter((part) => isCalled(part, ownProperties));
  return gather(parts, (part) => gather(part.blocks, prose)).some(({ text }) => /\bopen type\b/i.test(text));
}

/** The page's own representation: the one whose type the heading names, else the first. */
function mainBlock(blocks: readonly ResourceBlock[], title: string): ResourceBlock | undefined {
  const named = blocks.find((block) => {
    const name = typeOf(block.annotation)?.value ?? '';
    return name.slice(name.lastIndexOf('.') + 1).toLowerCase() === title.toLowerCase();
  });
  return named ?? blocks[0];
}

/** Whether a page describes a type at all: overviews have tables of methods, but nothing of a type. */
function describesType(section: Section, block: ResourceBlock | undefined): boolean {
  if (block || /\b(?:resource|type|enum(?:eration)?|facet|entity)s?$/i.test(section.title.trim()))
    return true;
  const parts = [...sectionsBelow(section)];
  return parts.some((part) =>
    isCalled(part, ownProperties, relationships, /^(?:json representation|members)$/),
  );
}

/** A page of "x values" sections describes their enumerations and nothing of its own name. */
function isListOfEnums(section: Section): boolean {
  const parts = [...sectionsBelow(section)].slice(1);
  return parts.length > 0 && parts.filter(isValuesSection).length > parts.length / 2;
}

const ownProperties =
  /^(?:(?:common|basic|general|base|own|declared|entity|resource|key|core|other|additional) )?propert(?:y|ies)$/;
const relationships = /^relation(?:ship)?s?$|^navigation(?:s| propert(?:y|ies))?$/;

/** Lower-case names that the representation shows; undefined where there is none. */
function shownNames(block: ResourceBlock | undefined): ReadonlySet<string> | undefined {
  if (!block) return undefined;
  const names = [...block.fence.content.slice(0, 100_000).matchAll(/"([\w.@-]{1,200})"\s*:/g)];
  return names.length === 0 ? undefined : new Set(names.map((match) => (match[1] ?? '').toLowerCase()));
}

function readParts(
  reading: Reading,
  section: Section,
  subject: TypeSubject,
  shown: ReadonlySet<string> | undefined,
): void {
  for (const part of section.sections) {
    const tables = part.blocks.filter((block): block is Table => block.kind === 'table');
    if (isCalled(part, ownProperties)) {
      for (const [i, table] of tables.entries())
        readProperties(reading, table, subject, 'property', i === 0 ? undefined : shown);
      readSubsections(reading, part, subject, 'property', shown);
    } else if (isCalled(part, relationships)) {
      for (const table of tables) readProperties(reading, table, subject, 'navigation-property', undefined);
      readSubsections(reading, part, subject, 'navigation-property', undefined);
    } else {
      if (isCalled(part, /^(?:methods|tasks|functions|actions)\b/))
        for (const table of tables) readMethods(reading, table, subject);
      else readEnum(reading, part, subject);
      readParts(reading, part, subject, shown);
    }
  }
}

/**
 * Tables of properties that stand above or below the representation, without a heading of their own, or below one that
 * does not call them so ("Attributes"): then the representation says whose they are.
 */
function readUntitled(
  reading: Reading,
  section: Section,
  subject: TypeSubject,
  shown: ReadonlySet<string> | undefined,
): void {
  for (const part of sectionsBelow(section)) {
    const own = part === section || isCalled(part, /^json representation/);
    if (!own && isCalled(part, relationships, /^(?:methods|tasks|functions|actions|examples?|see also)\b/))
      continue;
    for (const block of part.blocks) {
      if (block.kind !== 'table') continue;
      const heads = block.header.cells.map((cell) => cell.text.toLowerCase());
      if (
        /^(?:propert(?:y|ies)(?: name)?|fields?|attributes?)$/.test(heads[0] ?? '') &&
        heads.includes('type')
      )
        readProperties(reading, block, subject, 'property', own ? undefined : shown);
    }
  }
}

/** Groups of properties below "Properties", and tables there that describe something else. */
function readSubsections(
  reading: Reading,
  section: Section,
  subject: TypeSubject,
  predicate: 'property' | 'navigation-property',
  shown: ReadonlySet<string> | undefined,
): void {
  for (const part of [...sectionsBelow(section)].slice(1)) {
    readEnum(reading, part, subject);
    if (isValuesSection(part) || isCalled(part, /^(?:members|.*\bvalues)$/)) continue;
    const related = isCalled(part, relationships);
    for (const block of part.blocks)
      if (block.kind === 'table')
        readProperties(
          reading,
          block,
          subject,
          related ? 'navigation-property' : predicate,
          related ? undefined : shown,
        );
  }
}

/**
 * The rows of one table. One that is not the type's first is another schema's (of a JSON text in a string, say)
 * unless the representation shows one of its names.
 */
function readProperties(
  reading: Reading,
  table: Table,
  subject: TypeSubject,
  predicate: 'property' | 'navigation-property',
  shown: ReadonlySet<string> | undefined,
): void {
  const rows = withoutParts(propertyRows(reading, table));
  // A table of instance annotations belongs to the type, though its representation shows none of them.
  const named = rows.filter(({ value }) => !value.name.startsWith('@'));
  const known = named.length === 0 || !shown || rows.some(({ value }) => shown.has(value.name.toLowerCase()));
  if (!known) {
    const at = reading.page.place(table.range);
    reading.diagnostics.push(anotherSchema.at(at, { name: subject.name }));
    return;
  }
  const labelled = predicate === 'navigation-property' && rows.some(isLabel);
  for (const one of rows) {
    const { row, value } = one;
    const at = reading.page.place(row.range);
    if (/^(?:none|n\/a|-|tbd)\.?$/i.test(value.name)) continue;
    // Instance annotations are no properties of the type.
    if (value.name.includes('@')) continue;
    const meant = labelled && (isLabel(one) || /^[A-Z][a-z]+$/.test(value.name));
    const name = meant ? camelCase(value.name) : value.name;
    if (!propertyNamed.test(value.name)) {
      const text = value.name.slice(0, 80);
      reading.diagnostics.push(noName.at(at, { text, meant: meant ? name : undefined }));
    }
    if (propertyNamed.test(name))
      reading.facts.push({ predicate, subject, value: { ...value, name }, kind: 'table', at });
    else {
      const broken = { what: 'table-row', text: value.name, reason: 'no name of a property' } as const;
      reading.facts.push({
        predicate: 'malformed',
        subject: reading.subject,
        value: broken,
        kind: 'table',
        at,
      });
    }
  }
}

/** A row of a part (`hull.length`) declares the property that holds it, unless that has a row of its own. */
function withoutParts(rows: readonly ReadRow<PropertyRow>[]): ReadRow<PropertyRow>[] {
  const names = new Set(rows.map(({ value }) => value.name));
  return gather(rows, (one) => {
    const value = headOf(one.value);
    if (value === one.value) return [one];
    if (names.has(value.name)) return [];
    names.add(value.name);
    return [{ row: one.row, value }];
  });
}

const propertyNamed = /^[A-Za-z_][\w.-]*$/;

/** "Deck hands" for `deckHands`: words beside a type that has a page. A link ("[List crew]") leads to a method. */
function isLabel({ row, value }: ReadRow<PropertyRow>): boolean {
  if (row.cells[0]?.links.length !== 0 || value.type?.target === undefined) return false;
  return /^[A-Za-z]+(?: [a-z]+){1,3}$/.test(value.name);
}

const methodColumns = {
  title: /^(?:method|function|task|name|operation)s?$/,
  returns: /^return(?:s|ed)? ?(?:type)?$/,
  description: /description/,
};

function readMethods(reading: Reading, table: Table, subject: TypeSubject): void {
  const found = columnsOf(table, methodColumns);
  for (const row of table.rows) {
    const title = found.cell(row, 'title') ?? row.cells[0];
    // Words without a link in a row of their own are a heading.
    if (row.cells.length === 1 && title?.links.length === 0) continue;
    if (!title || title.text === '' || !usable(reading, table, row, 1)) continue;
    const returns = found.cell(row, 'returns');
    const none = returns === undefined || /^(?:none|no content|void|n\/a)?\.?$/i.test(returns.text);
    const value = {
      title: title.text,
      target: title.links[0]?.target,
      returns: none ? undefined : typeText(returns),
      returnsText: returns?.text ?? '',
      description: found.cell(row, 'description')?.text ?? '',
    };
    reading.facts.push({
      predicate: 'method',
      subject,
      value,
      kind: 'table',
      at: reading.page.place(row.range),
    });
  }
}

/** The annotation's name wins over the heading: 52 pages of Graph have a heading that is not the type's name. */
function subjectOf(reading: Reading, section: Section, annotation: Annotation | undefined): TypeSubject {
  const file = reading.page.file;
  const annotatedName = typeOf(annotation)?.value;
  const title = typeName(section.title);
  const namespace = reading.facts.find((fact) => fact.predicate === 'namespace')?.value ?? 'microsoft.graph';
  // Headings begin with capitals; types do not.
  const small = /^[A-Z][a-z]/.test(title) ? lowerFirst(title) : title;
  if (annotatedName === undefined) return { of: 'type', name: `${namespace}.${small}`, file };
  const dot = annotatedName.lastIndexOf('.');
  const simple = annotatedName.slice(dot + 1);
  // Of two spellings that of the heading, if it is camel case and the annotation's is not.
  const sameButCase = simple !== title && simple.toLowerCase() === title.toLowerCase();
  const titled = sameButCase && /^[a-z]/.test(title);
  const name = titled && (simple === simple.toLowerCase() || lowerFirst(simple) === title) ? title : simple;
  // A page that states a namespace within that of its annotation is more exact.
  const annotated = annotatedName.slice(0, dot + 1);
  const prefix = dot === -1 || namespace.startsWith(annotated) ? `${namespace}.` : annotated;
  return { of: 'type', name: prefix + name, file };
}

/** `enterpriseCertificate resource type` → `enterpriseCertificate`, `Postal address` → `postalAddress`. */
function typeName(title: string): string {
  const plain = title
    .replace(/\s*\(deprecated\)\s*$/i, '')
    .replace(
      /\s+(?:complex |entity |resource |abstract |open )*(?:resource|enum(?:eration)?|entity|complex|object|facet)?\s*(?:type)?s?\s*$/i,
      '',
    )
    .trim();
  return /^[\w.]+$/.test(plain) ? plain.slice(plain.lastIndexOf('.') + 1) : camelCase(plain);
}

function firstText(reading: Reading): string {
  return reading.facts.find((fact) => fact.predicate === 'description')?.value ?? '';
}
