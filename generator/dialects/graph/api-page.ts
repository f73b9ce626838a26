import type { Fence, Section } from '../../markdown/page.ts';
import type { Annotation } from './annotations.ts';
import { readExamples } from './examples.ts';
import { readHeaders } from './headers.ts';
import { readParameters, readQueryOptions } from './parameters.ts';
import { readPermissions } from './permissions.ts';
import { isCalled, type Reading } from './reading.ts';
import { readRequestBlock } from './request-block.ts';
import { readRequestBody } from './request-body.ts';
import { readResponses } from './responses.ts';

/** The sections of an API page and who reads them. What no pattern names may still hold examples. */
const readers: readonly {
  readonly title: RegExp;
  readonly read: (reading: Reading, section: Section) => void;
}[] = [
  { title: /^(?:permissions|prerequisites)\b/, read: readPermissions },
  { title: /^http request/, read: readRequestBlock },
  { title: /request headers$/, read: readHeaders },
  { title: /^(?:optional )?query parameters$/, read: readQueryOptions },
  {
    title: /^path parameters$/,
    read: (reading, section) => readParameters(reading, section, 'path-parameter'),
  },
  {
    title: /^function parameters$/,
    read: (reading, section) => readParameters(reading, section, 'function-parameter'),
  },
  { title: /^request body$/, read: readRequestBody },
  { title: /^responses?$/, read: readResponses },
];

/** Reads the sections below the title; those below "Example" called "Response" belong to the examples. */
export function readApiPage(
  reading: Reading,
  section: Section,
  annotations: ReadonlyMap<Fence, Annotation>,
): void {
  const rest: Section[] = [];
  for (const part of section.sections) {
    const reader = readers.find(({ title }) => isCalled(part, title));
    reader?.read(reading, part);
    if (!isCalled(part, /^http request/)) rest.push(part);
  }
  readExamples(reading, rest, annotations);
}
