import type { Block, Fence } from '../../markdown/page.ts';
import { blocksBelow, sectionsBelow } from '../../markdown/sections.ts';
import { defineProblem } from '../../model/diagnostic.ts';
import { gather } from '../../model/gather.ts';
import { entries, isArray, isObject, type Json, stringMember } from '../../model/json.ts';
import type { Span } from '../../model/place.ts';
import { pointer } from '../../model/pointer.ts';
import { exampleBody } from '../example-body.ts';
import type { Fact, TypeSubject } from '../fact.ts';
import { reportJson } from '../report-json.ts';
import type { Annotation } from './annotations.ts';
import { isCalled, type Reading } from './reading.ts';

const clientName = defineProblem<{ name: string }>({
  code: 'docs/name-of-client-left-out',
  severity: 'info',
  summary: 'A representation shows a member whose name is made by clients, or is no name.',
  message: (p) => `"${p.name}" is no name that the type declares; it is no property of it`,
});

export interface ResourceBlock {
  readonly fence: Fence;
  readonly annotation: Annotation | undefined;
}

/** The JSON representations of a page: blocks annotated as such, and the one below that heading. */
export function resourceBlocks(
  reading: Reading,
  annotations: ReadonlyMap<Fence, Annotation>,
): ResourceBlock[] {
  const below = [...sectionsBelow(reading.page.root)].filter((section) =>
    isCalled(section, /^json representation/),
  );
  const titled = new Set<Block>(gather(below, blocksBelow));
  return gather(reading.page.blocks, (block) => {
    if (block.kind !== 'fence' || !/^\s*[{[]/.test(block.content)) return [];
    const annotation = annotations.get(block);
    const type = stringMember(annotation?.json, 'blockType');
    return type === 'resource' || (titled.has(block) && type !== 'example')
      ? [{ fence: block, annotation }]
      : [];
  });
}

/**
 * Whether all that the blocks show is what clients put into an open type: values ("Red", 350) where a representation
 * of declared properties has words for their types. It says nothing where a table declares some.
 */
export function showsSamples(blocks: readonly ResourceBlock[]): boolean {
  return (
    blocks.some(({ annotation }) => isTrue(annotation?.json['openType'])) &&
    !blocks.some(({ fence }) => typeWord.test(fence.content))
  );
}

const typeWord =
  /"@odata\.type"|:\s*(?:\[\s*)?"(?:edm\.|(?:string|boolean|bool|int|integer|int\d\d|double|number|guid|binary|stream|date|datetime|datetimeoffset|timestamp)\b)/i;

export function readRepresentation(
  reading: Reading,
  block: ResourceBlock,
  subject: TypeSubject,
  samples: boolean,
): void {
  const { page, facts } = reading;
  const content = block.fence.content;
  const start = content.length - content.trimStart().length;
  const body = exampleBody(page, block.fence, start, content.trimEnd().length);
  reportJson(reading, body, []);
  facts.push({ predicate: 'representation', subject, value: body, kind: 'representation', at: body.at });
  for (const [name, value] of entries(body.json)) {
    // In the place of a name of the schema: what a client makes one of, in an open type (an id, an address).
    if (/^[^@]*@(?:odata|microsoft)\./.test(name) || name.startsWith('@')) continue;
    if (name === 'openType' && value === true) continue;
    const at = body.place(pointer('', name), 'key');
    if (samples || !/^[A-Za-z_][\w.]*$/.test(name)) {
      reading.diagnostics.push(clientName.at(at, { name: name.slice(0, 80) }));
      continue;
    }
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
  if (isTrue(json['openType']))
    facts.push({ predicate: 'open-type', subject, value: true, kind, at: annotation.place('openType') });
  for (const word of ['isMediaEntity', 'hasStream'])
    if (isTrue(json[word]))
      facts.push({ predicate: 'media-entity', subject, value: true, kind, at: annotation.place(word) });
  for (const word of ['abstract', 'isAbstract'])
    if (isTrue(json[word]))
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

/** Annotations write booleans as strings, too. */
function isTrue(value: Json | undefined): boolean {
  return value === true || (typeof value === 'string' && value.toLowerCase() === 'true');
}

export function typeOf(annotation: Annotation | undefined): { value: string; at: Span } | undefined {
  if (!isObject(annotation?.json)) return undefined;
  for (const key of ['@odata.type', '@type']) {
    const value = stringMember(annotation.json, key)?.replace(/^#/, '').trim();
    if (value) return { value, at: annotation.place(key) };
  }
  return undefined;
}
