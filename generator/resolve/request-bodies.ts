import type { FactAbout } from '../dialects/fact.ts';
import type {
  Example,
  Property,
  RequestBody,
  Response,
  Sourced,
  TypeReference,
} from '../model/description.ts';
import { gather } from '../model/gather.ts';
import { isObject, stringMember } from '../model/json.ts';
import type { Place } from '../model/place.ts';
import { camelCase, UniqueNames } from '../model/printers/identifier.ts';
import { exampleOf, mediaTypeOf } from './examples.ts';
import { about, inferredBy, originOf } from './facts-of.ts';
import { type MessageInput, namedType } from './message-input.ts';
import type { PageContent } from './page-content.ts';
import { propertyOf, propertyOfValue } from './properties.ts';
import { wrappingParameter } from './wrapped-parameters.ts';

type Sent = FactAbout<'example-request'>;
type Stated = FactAbout<'request-body'>;

/** What is sent; undefined where the pages say that nothing is, or show nothing. */
export function requestBodyOf(input: MessageInput, responses: readonly Response[]): RequestBody | undefined {
  const { method, kind, pages, pairs } = input;
  const [page] = pages;
  if (!page || method === 'get' || method === 'delete') return undefined;
  const sent = gather(pairs, ({ request }) => (request?.value.body ? [request] : []));
  const none = about(page.facts, 'request-body-none')[0];
  if (none && kind !== 'ref') return undefined;
  if (kind === 'ref') return referenceBody(page, sent, input);
  const stated = about(page.facts, 'request-body');
  const type = bodyType(page, stated, responses, input);
  const others = otherTypes(type, input, responses, sent);
  const listed = withMoreRows(bodyRows(page, stated, type, sent, input), type, input, responses);
  const wraps = kind === 'action' ? wrappingParameter(listed, sent, input.contextOf(page.file)) : undefined;
  const rows = wraps ? [wraps] : listed;
  const binary = stated.some((fact) => fact.value.binary);
  const media = (kind === 'media' || (binary && rows.length === 0)) && !type;
  if (!type && rows.length === 0 && sent.length === 0 && !media) return undefined;
  const { main: sentAs, beside } = mediaTypes(sent, page, media);
  // What is not JSON has no members, whatever the answer is made of.
  const json = /\bjson\b/.test(sentAs);
  const places = [
    stated.find((fact) => fact.value.type)?.at ?? stated[0]?.at,
    rows[0]?.origin.places[0],
    sent[0]?.at,
  ].filter((place) => place !== undefined);
  return {
    type: json ? type : undefined,
    others: json ? others : [],
    properties: json ? rows : [],
    nested: wraps ? new Map([[wraps.name, listed]]) : nestedRows(page, input),
    required: !stated.some((fact) => fact.value.optional),
    mediaType: sentAs,
    beside,
    examples: examplesOf(sent, input),
    origin: places.length > 0 ? originOf(...places) : inferredBy('body-of-method'),
  };
}

/** A reference is added by the address of the other entity, also where the page does not say so (irregularity 11). */
function referenceBody(page: PageContent, sent: readonly Sent[], input: MessageInput): RequestBody {
  const stated = about(page.facts, 'request-body')[0]?.at;
  const places = [stated, sent[0]?.at].filter((place) => place !== undefined);
  return {
    type: undefined,
    others: [],
    properties: [],
    nested: new Map(),
    required: true,
    mediaType: mediaTypes(sent, page, false).main,
    examples: examplesOf(sent, input),
    origin: places.length > 0 ? originOf(...places) : inferredBy('reference-body'),
  };
}

interface MediaTypes {
  readonly main: string;
  readonly beside: readonly Sourced<string>[];
}

/**
 * By the examples, of several by the JSON, which alone has members; else by the page's own headers, and binary content
 * as bytes. A header that names several takes the others, too.
 */
function mediaTypes(sent: readonly Sent[], page: PageContent, media: boolean): MediaTypes {
  const shown = gather(sent, (request) => mediaTypeOf(request.value) ?? []);
  const header = page.headers.find(({ name }) => /^content-type$/i.test(name));
  const text = header?.description ?? '';
  const named = gather(
    text.matchAll(/\b(?:image|text|application|audio|video|multipart)\/[\w.+-]*\w/gi),
    ([type]) => type.toLowerCase(),
  );
  const silent = media ? 'application/octet-stream' : 'application/json';
  const said = /\bjson\b/i.test(text) ? silent : (named[0] ?? silent);
  const main = shown.find((type) => /\bjson\b/.test(type)) ?? shown[0] ?? said;
  const others = header && named.includes(main) ? new Set(named) : new Set<string>();
  others.delete(main);
  return {
    main,
    beside: [...others].flatMap((value) =>
      header && !/\bjson\b/.test(value) ? [{ value, origin: header.origin }] : [],
    ),
  };
}

function examplesOf(sent: readonly Sent[], input: MessageInput): Example[] {
  const names = new UniqueNames();
  const main = input.pages[0]?.file;
  return gather(sent, (request) => {
    const example = exampleOf(request, input.kind);
    if (!example) return [];
    const { file } = request.subject;
    const stem = camelCase(file.slice(file.lastIndexOf('/') + 1).replace(/\.md$/i, ''));
    return [{ ...example, name: names.take(file === main ? example.name : `${stem}.${example.name}`) }];
  });
}

/** The type that the page's sentence names; creating and updating else send what they answer with or lead to. */
function bodyType(
  page: PageContent,
  stated: readonly Stated[],
  responses: readonly Response[],
  input: MessageInput,
): TypeReference | undefined {
  const { kind, addressed, contextOf } = input;
  const context = contextOf(page.file);
  const writes = kind === 'create' || kind === 'update' || kind === 'replace';
  const takesParameters = stated.some((fact) => fact.value.parameters && !fact.value.type);
  for (const fact of stated) {
    const found = fact.value.type && namedType(fact.value.type, page, context, fact.at);
    // An action whose table lists what is sent takes those as parameters.
    if (found?.name !== undefined && (writes || page.bodyRows.length === 0))
      return kind === 'update' ? (changed(found.name, input) ?? found) : found;
  }
  if (!writes || (takesParameters && kind === 'create')) return undefined;
  const answered = responses.find(
    (response) => response.status < 300 && response.type?.name !== undefined,
  )?.type;
  if (answered && !answered.collection && !answered.name?.startsWith('Edm.')) return answered;
  if (addressed?.name !== undefined && !addressed.name.startsWith('Edm.'))
    return { name: addressed.name, collection: false };
  const noun = /^(?:update|create|add|new|set)\s+(?:an?\s+|the\s+)?([A-Za-z][\w.]*)$/i.exec(
    page.title.trim(),
  )?.[1];
  const named = noun === undefined ? undefined : context.names.named(noun, context.namespace);
  return named === undefined ? undefined : { name: named, collection: false };
}

/** What is changed is what the path leads to, where a sentence speaks of a part of that ("the values for rules"). */
function changed(said: string, { addressed, bases }: MessageInput): TypeReference | undefined {
  const name = addressed?.name;
  const isOther = name !== undefined && !name.startsWith('Edm.') && !bases.related(name, said);
  return isOther ? { name, collection: false } : undefined;
}

/**
 * Types that may be sent instead of the declared one: those that the page's sentence names beside it and, where they
 * are related to it, those that its examples say they are of, and those of further pages of the operation.
 */
function otherTypes(
  type: TypeReference | undefined,
  input: MessageInput,
  responses: readonly Response[],
  sent: readonly Sent[],
): TypeReference[] {
  const found = new Map<string, TypeReference>();
  const [main] = input.pages;
  if (type?.name === undefined || !main) return [];
  const { name: declared, collection } = type;
  const add = (name: string | undefined, named = false) => {
    if (name === undefined || name === declared) return;
    if (named || input.bases.common([declared, name]) !== undefined) found.set(name, { name, collection });
  };
  const context = input.contextOf(main.file);
  for (const { value, at } of about(main.facts, 'request-body'))
    for (const text of value.others ?? []) add(namedType(text, main, context, at)?.name, true);
  for (const { value } of sent) {
    const told = stringMember(value.body?.json, '@odata.type');
    if (told !== undefined) add(context.names.named(told, context.namespace));
  }
  for (const page of input.pages.slice(1)) {
    const one = bodyType(page, about(page.facts, 'request-body'), responses, input);
    add(one?.name);
  }
  return [...found.values()];
}

/** The table's rows; for actions without a table the members that examples send, or that the section's JSON has. */
function bodyRows(
  page: PageContent,
  stated: readonly Stated[],
  type: TypeReference | undefined,
  sent: readonly Sent[],
  input: MessageInput,
): Property[] {
  const required = input.kind === 'create' && page.requiredWhen === 'create';
  if (page.bodyRows.length > 0)
    return page.bodyRows.map((row) => {
      const needed = required && !isLeftOut(row.name, sent);
      return { ...row, required: row.required ?? (needed ? true : undefined) };
    });
  if (type || stated.some((fact) => fact.value.binary)) return [];
  const context = input.contextOf(page.file);
  const bodies = gather(sent, ({ value }) => (value.body ? [value.body] : []));
  const shapes = about(page.facts, 'body-shape').map((fact) => fact.value);
  const found = new Map<string, Property>();
  for (const body of bodies.length > 0 ? bodies : shapes) {
    if (!isObject(body.json)) continue;
    for (const [name, value] of Object.entries(body.json)) {
      if (name.includes('@') || found.has(name)) continue;
      const at: Place = body.at;
      const property = propertyOfValue({ name, value, at }, 'type-from-example', context);
      found.set(name, { ...property, origin: inferredBy('parameter-from-example', at) });
    }
  }
  return [...found.values()];
}

/** What a request that the page itself shows does without: a sentence about all rows does not mean it. */
function isLeftOut(name: string, sent: readonly Sent[]): boolean {
  return sent.some(({ value }) => isObject(value.body?.json) && !Object.hasOwn(value.body.json, name));
}

/** Each page of an operation may list what it alone knows of; a body of a type without any list is the whole type. */
function withMoreRows(
  known: Property[],
  type: TypeReference | undefined,
  input: MessageInput,
  responses: readonly Response[],
): Property[] {
  if (input.pages.length === 1 || (type && known.length === 0)) return known;
  const found = new Map(known.map((row) => [row.name, row]));
  for (const page of input.pages.slice(1)) {
    if (page.bodyRows.length === 0) continue;
    const sends = bodyType(page, about(page.facts, 'request-body'), responses, input);
    if (sends?.name !== type?.name) continue;
    for (const row of page.bodyRows) if (!found.has(row.name)) found.set(row.name, row);
  }
  return [...found.values()];
}

function nestedRows(page: PageContent, input: MessageInput): ReadonlyMap<string, readonly Property[]> {
  const context = input.contextOf(page.file);
  const found = new Map<string, Property[]>();
  for (const fact of about(page.facts, 'parameter-property')) {
    const known = found.get(fact.value.of);
    const property = propertyOf(fact, context);
    if (known) known.push(property);
    else found.set(fact.value.of, [property]);
  }
  return found;
}
