import type { Fence, Section } from '../../markdown/page.ts';
import { sectionsBelow } from '../../markdown/sections.ts';
import type { Annotation } from './annotations.ts';
import { isValuesSection, readEnum } from './enum-members.ts';
import { readExamples } from './examples.ts';
import { readHeaders } from './headers.ts';
import { includedSections } from './included.ts';
import { readLinkedTypes } from './linked-types.ts';
import { readParameters, readQueryOptions } from './parameters.ts';
import { readPermissions, readStrayPermissions } from './permissions.ts';
import { isCalled, type Reading } from './reading.ts';
import { readRequestLines } from './request-block.ts';
import { readRequestBody } from './request-body.ts';
import { readResponses, readStrayResponses } from './responses.ts';

type Reader = (reading: Reading, section: Section) => void;

const exampleTitle = /\bexamples?\b/;
const responseTitle = /^(?:http )?responses?(?: body)?$/;

/** The sections of an API page and who reads them. What no pattern names may still hold examples. */
const readers: readonly {
  readonly title: RegExp;
  readonly read: Reader;
}[] = [
  { title: /^(?:permissions|prerequisites)\b/, read: readPermissions },
  { title: /^(?:optional |required )?(?:request )?headers?$/, read: readHeaders },
  {
    title:
      /^(?:optional |supported |required )?(?:odata )?query (?:parameters?|options?|string parameters?)$/,
    read: readQueryOptions,
  },
  {
    title: /^(?:request )?path parameters?$/,
    read: (reading, section) => readParameters(reading, section, 'path-parameter'),
  },
  {
    title: /^function parameters?$/,
    read: (reading, section) => readParameters(reading, section, 'function-parameter'),
  },
  {
    title: /^(?:request )?(?:body(?: (?:parameters?|properties))?|payload)$|^request properties$/,
    read: readRequestBody,
  },
  {
    title: /^(?:(?:action|input|request|required|optional|ur[il]|ur[il] query) )*parameters?$/,
    read: readOwnParameters,
  },
  { title: responseTitle, read: readResponses },
];

/** "Parameters": of a function's call where the page's requests are GETs, else of the body. */
function readOwnParameters(reading: Reading, section: Section): void {
  const reads = reading.facts.some(
    (fact) => fact.predicate === 'request-line' && fact.value.method === 'GET',
  );
  if (reads) readParameters(reading, section, 'function-parameter');
  else readRequestBody(reading, section);
}

/**
 * Reads the sections below the title; those below "Example" called "Response" belong to the examples. Request lines
 * first: what else a page says is read in their light.
 */
export function readApiPage(
  reading: Reading,
  section: Section,
  annotations: ReadonlyMap<Fence, Annotation>,
): void {
  readRequestLines(reading, section, annotations);
  const rest: Section[] = [];
  for (const part of section.sections) {
    if (isCalled(part, /^http request/)) {
      readBeside(reading, part, '');
      rest.push(...part.sections.filter((child) => isCalled(child, responseTitle, exampleTitle)));
    } else {
      const reader = readers.find(({ title }) => isCalled(part, title));
      if (reader) {
        reader.read(reading, ownPart(part, reader.read));
        readMisplaced(reading, part, reader.read);
        for (const own of includedSections(reading, part)) reader.read(own.reading, own.section);
      } else if (part.sections.some((child) => isCalled(child, /^http request/)))
        readBeside(reading, part, part.title);
      rest.push(part);
    }
  }
  if (!reading.facts.some((fact) => /^permission/.test(fact.predicate)))
    readStrayPermissions(reading, section);
  readValues(reading, section);
  const silent = () => !reading.facts.some((fact) => /^response/.test(fact.predicate));
  if (silent()) for (const part of rest) readDeepResponses(reading, part);
  if (silent()) for (const part of rest) readStrayResponses(reading, part);
  readLinkedTypes(reading, section);
  readExamples(reading, rest, annotations);
}

/** "*x* values" below a table whose rows are of the type x: the members of an enumeration without a page of its own. */
function readValues(reading: Reading, section: Section): void {
  const types = new Set<string>();
  for (const { predicate, value } of reading.facts)
    if (predicate === 'body-property' || predicate === 'function-parameter' || predicate === 'path-parameter')
      if (value.type) types.add(value.type.name.toLowerCase());
  if (types.size === 0) return;
  const namespace = reading.facts.find((fact) => fact.predicate === 'namespace')?.value ?? 'microsoft.graph';
  const subject = { of: 'type', name: `${namespace}.`, file: reading.page.file } as const;
  for (const part of sectionsBelow(section))
    if (isValuesSection(part) && types.has(part.title.trim().split(/\s/)[0]?.toLowerCase() ?? ''))
      readEnum(reading, part, subject);
}

/** "Response" one level too deep, below "Request body": a section of its own all the same. */
function readMisplaced(reading: Reading, section: Section, own: Reader): void {
  for (const part of section.sections) {
    const reader = misplacedReader(part, own);
    if (reader) reader(reading, part);
  }
}

/** A section without those below it that are sections of their own: their tables say nothing of this one. */
function ownPart(section: Section, own: Reader): Section {
  if (!section.sections.some((part) => misplacedReader(part, own))) return section;
  return { ...section, sections: section.sections.filter((part) => !misplacedReader(part, own)) };
}

function misplacedReader(part: Section, own: Reader): Reader | undefined {
  const read = readers.find(({ title }) => isCalled(part, title))?.read;
  return read === own ? undefined : read;
}

/**
 * "Path parameters", "Request headers", "Response" … further down, beside or below an "HTTP request", `heading` being
 * the page's own for that.
 */
function readBeside(reading: Reading, section: Section, heading: string): void {
  for (const part of withoutExamples(section)) {
    const read = readers.find(({ title }) => isCalled(part, title))?.read;
    if (read === readResponses) readResponses(reading, part, heading);
    else if (read) read(reading, part);
    else if (!isCalled(part, /^http request/)) readBeside(reading, part, part.title);
  }
}

/** Of a page that has no "Response" of its own: one that stands in a section of whatever name, and is no example's. */
function readDeepResponses(reading: Reading, section: Section): void {
  if (isCalled(section, exampleTitle) || section.blocks.some((block) => block.kind === 'fence')) return;
  for (const part of withoutExamples(section)) {
    if (isCalled(part, responseTitle)) readResponses(reading, part);
    else readDeepResponses(reading, part);
  }
}

/** The sections below one, without examples: those called so, and a "Response" that follows a "Request". */
function withoutExamples(section: Section): Section[] {
  const request = section.sections.findIndex((part) => isCalled(part, /^requests?\s*\d*:?$/, exampleTitle));
  return section.sections.filter(
    (part, i) =>
      !isCalled(part, exampleTitle) && !(request !== -1 && i > request && isCalled(part, responseTitle)),
  );
}
