import type { Block, Fence, Section, Table } from '../../markdown/page.ts';
import { blocksBelow, sectionsBelow } from '../../markdown/sections.ts';
import { entries, isArray, isObject, stringMember } from '../../model/json.ts';
import type { Span } from '../../model/place.ts';
import { pointer } from '../../model/pointer.ts';
import { exampleBody } from '../example-body.ts';
import type { Fact, TypeSubject } from '../fact.ts';
import type { Annotation } from './annotations.ts';
import { readEnum } from './enum-members.ts';
import { reportJson } from './examples.ts';
import { titleSection } from './head.ts';
import { propertyRows } from './property-rows.ts';
import { isCalled, type Reading } from './reading.ts';
import { columnsOf, usable } from './tables.ts';
import { typeText } from './type-text.ts';

/** A page that describes a type: properties, relationships, methods, representation. */
export function readResource(reading: Reading, annotations: ReadonlyMap<Fence, Annotation>): void {
  const section = titleSection(reading);
  const blocks = resourceBlocks(reading, annotations);
  const subject = subjectOf(reading, section, blocks[0]?.annotation);
  const isEnum =
    /\benum(?:eration)?\b/i.test(section.title) || section.sections.some((s) => isCalled(s, /^members$/));
  const title = typeName(section.title);
  const description = firstText(reading);
  reading.facts.push({
    predicate: 'type',
    subject,
    value: { kind: isEnum ? 'enum' : 'resource', title, description },
    kind: 'prose',
    at: reading.page.place(section.heading?.inline.range ?? { start: 0, end: 0 }),
  });
  for (const part of sectionsBelow(section)) readPart(reading, part, subject);
  for (const [i, block] of blocks.entries()) {
    const name = typeOf(block.annotation);
    const own = i === 0 || name === undefined ? subject : { ...subject, name: name.value };
    readRepresentation(reading, block, own);
  }
}

function readPart(reading: Reading, part: Section, subject: TypeSubject): void {
  const tables = part.blocks.filter((block): block is Table => block.kind === 'table');
  if (isCalled(part, /^propert(?:y|ies)$/))
    for (const table of tables) readProperties(reading, table, subject, 'property');
  else if (isCalled(part, /^relationships?$/))
    for (const table of tables) readProperties(reading, table, subject, 'navigation-property');
  else if (isCalled(part, /^(?:methods|tasks|functions)\b/))
    for (const table of tables) readMethods(reading, table, subject);
  else readEnum(reading, part, subject);
}

function readProperties(
  reading: Reading,
  table: Table,
  subject: TypeSubject,
  predicate: 'property' | 'navigation-property',
): void {
  for (const { row, value } of propertyRows(reading, table))
    reading.facts.push({ predicate, subject, value, kind: 'table', at: reading.page.place(row.range) });
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

interface ResourceBlock {
  readonly fence: Fence;
  readonly annotation: Annotation | undefined;
}

/** The JSON representations of a page: blocks annotated as such, and the one below that heading. */
function resourceBlocks(reading: Reading, annotations: ReadonlyMap<Fence, Annotation>): ResourceBlock[] {
  const below = [...sectionsBelow(reading.page.root)].filter((section) =>
    isCalled(section, /^json representation/),
  );
  const titled = new Set<Block>(below.flatMap(blocksBelow));
  return reading.page.blocks.flatMap((block) => {
    if (block.kind !== 'fence' || !/^\s*[{[]/.test(block.content)) return [];
    const annotation = annotations.get(block);
    const type = stringMember(annotation?.json, 'blockType');
    return type === 'resource' || (titled.has(block) && type !== 'example')
      ? [{ fence: block, annotation }]
      : [];
  });
}

function readRepresentation(reading: Reading, block: ResourceBlock, subject: TypeSubject): void {
  const { page, facts } = reading;
  const content = block.fence.content;
  const start = content.length - content.trimStart().length;
  const body = exampleBody(page, block.fence, start, content.trimEnd().length);
  reportJson(reading, body, []);
  facts.push({ predicate: 'representation', subject, value: body, kind: 'representation', at: body.at });
  for (const [name, value] of entries(body.json)) {
    if (name.startsWith('@')) continue;
    const at = body.place(pointer('', name), 'key');
    facts.push({
      predicate: 'representation-property',
      subject,
      value: { name, value },
      kind: 'representation',
      at,
    });
  }
  if (block.annotation) facts.push(...annotated(block.annotation, subject));
}

function annotated(annotation: Annotation, subject: TypeSubject): Fact[] {
  const facts: Fact[] = [];
  const { json } = annotation;
  const kind = 'annotation';
  const text = (key: string) => stringMember(json, key)?.replace(/^#/, '').trim();
  const key = text('keyProperty');
  if (key) facts.push({ predicate: 'key', subject, value: key, kind, at: annotation.place('keyProperty') });
  const parent = text('baseType');
  if (parent)
    facts.push({ predicate: 'base-type', subject, value: parent, kind, at: annotation.place('baseType') });
  if (json['openType'] === true || json['openType'] === 'true')
    facts.push({ predicate: 'open-type', subject, value: true, kind, at: annotation.place('openType') });
  for (const word of ['abstract', 'isAbstract'])
    if (json[word] === true)
      facts.push({ predicate: 'abstract', subject, value: true, kind, at: annotation.place(word) });
  const optional = json['optionalProperties'];
  for (const name of isArray(optional) ? optional : [])
    if (typeof name === 'string')
      facts.push({
        predicate: 'optional-property',
        subject,
        value: name,
        kind,
        at: annotation.place('optionalProperties'),
      });
  return facts;
}

function typeOf(annotation: Annotation | undefined): { value: string; at: Span } | undefined {
  if (!isObject(annotation?.json)) return undefined;
  for (const key of ['@odata.type', '@type']) {
    const value = stringMember(annotation.json, key)?.replace(/^#/, '').trim();
    if (value) return { value, at: annotation.place(key) };
  }
  return undefined;
}

/** The annotation's name wins over the heading: 52 pages of Graph have a heading that is not the type's name. */
function subjectOf(reading: Reading, section: Section, annotation: Annotation | undefined): TypeSubject {
  const file = reading.page.file;
  const annotatedName = typeOf(annotation)?.value;
  if (annotatedName !== undefined) return { of: 'type', name: annotatedName, file };
  const namespace = reading.facts.find((fact) => fact.predicate === 'namespace')?.value ?? 'microsoft.graph';
  return { of: 'type', name: `${namespace}.${typeName(section.title)}`, file };
}

/** `enterpriseCertificate resource type` → `enterpriseCertificate`. */
function typeName(title: string): string {
  return title.trim().split(/\s+/)[0] ?? title;
}

function firstText(reading: Reading): string {
  return reading.facts.find((fact) => fact.predicate === 'description')?.value ?? '';
}
