import type { FactAbout } from '../dialects/fact.ts';
import type {
  Example,
  OperationKind,
  Origin,
  Response,
  ResponseHeader,
  Sourced,
  TypeReference,
} from '../model/description.ts';
import { gather } from '../model/gather.ts';
import { listAt } from '../model/list-at.ts';
import { camelCase, UniqueNames } from '../model/printers/identifier.ts';
import { alikeAnswers, sameCallAnswers } from './alike-answers.ts';
import { exampleOf, mediaTypeOf } from './examples.ts';
import { about, inferredBy, originOf } from './facts-of.ts';
import { type MessageInput, namedType } from './message-input.ts';
import type { PageContent } from './page-content.ts';
import { propertyOf, propertyOfValue } from './properties.ts';
import { type AnswerType, answerType, type Statement } from './response-types.ts';
import { looselySaidOf, saidOf } from './said-of-line.ts';

type Shown = FactAbout<'example-response'>;
type Stated = FactAbout<'response'>;

/** A response before its examples have names. */
export interface Answer extends Omit<Response, 'examples'> {
  readonly shown: readonly Shown[];
}

/** Kinds of operations whose answers follow from pages and method alone. */
export const plainKinds: ReadonlySet<OperationKind> = new Set(['get', 'list', 'update', 'replace', 'delete']);

/**
 * An operation's answers: those of the "Response" sections and those that examples show. Where a page has neither, one
 * that follows from the method. Sorted by status.
 */
export function answersOf(input: MessageInput): Answer[] {
  const stated = new Map<number, { page: PageContent; fact: Stated }[]>();
  for (const page of aboutTheSame(input))
    for (const fact of saidOf(page, input)) listAt(stated, fact.value.status).push({ page, fact });
  const shown = new Map<number, Shown[]>();
  for (const { response } of input.pairs) if (response) listAt(shown, response.value.status).push(response);
  const statuses = new Set([...stated.keys(), ...shown.keys()]);
  const redirects = [...statuses].some((status) => isRedirect(status));
  if (![...statuses].some((status) => status < 300))
    for (const { value } of alikeAnswers(input))
      if (value.status < (redirects ? 300 : 400)) statuses.add(value.status);
  const inferred = [...statuses].some((status) => status < 400)
    ? behindRedirect([...statuses], shown, input)
    : inferredStatus(input);
  if (inferred) statuses.add(inferred.status);
  return answersFrom(
    [...statuses].sort((a, b) => a - b),
    stated,
    shown,
    inferred,
    input,
  );
}

function usual(status: number): string {
  return status === 200 ? 'OK' : '';
}

/** Redirects that name the address by which to go on (RFC 9110, 15.4). */
function isRedirect(status: number): boolean {
  return /^30[12378]$/.test(String(status));
}

/**
 * A download that answers with a redirect alone: who follows it, as HTTP clients do by themselves, gets the bytes. Only
 * where the path or the example's annotation says that there are some.
 */
function behindRedirect(
  statuses: readonly number[],
  shown: ReadonlyMap<number, Shown[]>,
  input: MessageInput,
): Inferred | undefined {
  if (input.method !== 'get' || !statuses.some(isRedirect) || statuses.some((status) => status < 300))
    return undefined;
  const own = gather(statuses.filter(isRedirect), (status) => shown.get(status) ?? []);
  const examples = own.length > 0 ? own : sameCallAnswers(input);
  const streams = examples.filter(({ value }) =>
    /^#?(?:edm\.)?stream$/i.test(value.annotatedType?.value ?? ''),
  );
  if (input.kind !== 'media' && streams.length === 0) return undefined;
  const origin = inferredBy('stream-behind-redirect', ...streams.slice(0, 1).map((fact) => fact.at));
  return { status: 200, reason: 'OK', origin, stream: true };
}

interface Inferred {
  readonly status: number;
  readonly reason: string;
  readonly origin: Origin;
  readonly stream?: boolean;
}

type Said = ReadonlyMap<number, { page: PageContent; fact: Stated }[]>;

/** The same with their examples, which are named after what the operation does where nothing else says more. */
export function responsesOf(answers: readonly Answer[], input: MessageInput): Response[] {
  return answers.map((answer) => ({
    status: answer.status,
    reason: answer.reason,
    type: answer.type,
    typeOrigin: answer.typeOrigin,
    others: answer.others,
    properties: answer.properties,
    headers: answer.headers,
    mediaType: answer.mediaType,
    beside: answer.beside,
    examples: examplesOf(answer.shown, input),
    origin: answer.origin,
  }));
}

function answersFrom(
  statuses: readonly number[],
  stated: Said,
  shown: ReadonlyMap<number, Shown[]>,
  inferred: Inferred | undefined,
  input: MessageInput,
): Answer[] {
  const main = statuses.find(hasBody);
  // Examples with a success that no page states are of the only one that is stated, and that none shows.
  const success = onlyOf([...stated.keys()].filter((status) => status < 300));
  const meant = (status: number, examples: readonly Shown[]) =>
    examples.length > 0 || status !== success || !hasBody(status)
      ? examples
      : gather(
          [...shown.keys()].filter((other) => hasBody(other)),
          (other) => shown.get(other) ?? [],
        );
  const answers = statuses.map((status): Answer => {
    const said = stated.get(status) ?? [];
    const examples = shown.get(status) ?? [];
    const first = said[0];
    const reason = first?.fact.value.reason || examples[0]?.value.reason || inferred?.reason || usual(status);
    const places = [...said.map(({ fact }) => fact.at), ...examples.map((fact) => fact.at)];
    const own = originOf(...places.slice(0, said.length || 1));
    const guessed = inferred?.origin ?? inferredBy('status-of-sibling');
    const origin = places.length > 0 ? own : guessed;
    const answer =
      status === inferred?.status && inferred.stream
        ? streamOf(inferred.origin)
        : answerOf(status, said, meant(status, examples), status === main, input);
    const headers = headersOf(said, examples, status === main ? input : undefined, status);
    const { type, typeOrigin, others, properties, mediaType, beside } = bodyOf(
      status,
      answer,
      examples,
      input,
    );
    return {
      status,
      reason,
      type,
      typeOrigin,
      others,
      properties,
      headers: isRedirect(status) ? withLocation(headers) : headers,
      mediaType,
      beside,
      origin,
      shown: examples,
    };
  });
  const makes = input.method === 'put' || input.method === 'post';
  return makes ? answers.map((answer) => madeOrReplaced(answer, answers, stated)) : answers;
}

/**
 * "`201 Created` if it was created or `200 OK` if it was replaced": both answer with the same thing (RFC 9110, 9.3.4),
 * also where the page tells of one only.
 */
function madeOrReplaced(answer: Answer, answers: readonly Answer[], stated: Said): Answer {
  const { status, shown } = answer;
  const other = status === 201 ? 200 : status === 200 ? 201 : undefined;
  const known = answers.find((one) => one.status === other);
  if (!known || shown.length > 0 || stated.get(status)?.every(({ fact }) => fact.value.empty)) return answer;
  const file = known.shown.some(({ value }) => value.body !== undefined && isOtherMedia(value));
  if (!file && (answer.type || answer.properties.length > 0 || !known.type)) return answer;
  const { type, others, properties, mediaType, beside } = known;
  const typeOrigin = inferredBy('type-of-other-success', ...known.typeOrigin.places);
  return { ...answer, type, typeOrigin, others, properties, mediaType, beside };
}

/** The main page, and those of the others that speak of the same type or of one with the same base. */
function aboutTheSame(input: MessageInput): PageContent[] {
  const [main, ...others] = input.pages;
  if (!main || others.length === 0) return main ? [main] : [];
  const known = answeredName(main, input);
  const same = others.filter((page) => {
    const name = answeredName(page, input);
    return name !== undefined && (known === undefined || input.bases.common([known, name]) !== undefined);
  });
  return [main, ...same];
}

function answeredName(page: PageContent, input: MessageInput): string | undefined {
  for (const fact of [...saidOf(page, input), ...looselySaidOf(page, input)]) {
    const found = fact.value.type && namedType(fact.value.type, page, input.contextOf(page.file), fact.at);
    if (found?.name !== undefined) return found.name;
  }
  return undefined;
}

function onlyOf(statuses: readonly number[]): number | undefined {
  return statuses.length === 1 ? statuses[0] : undefined;
}

/** A success that may carry a body (RFC 9110, 15.3.5). */
function hasBody(status: number): boolean {
  return status < 300 && status !== 204 && status !== 205;
}

function inferredStatus(input: MessageInput): Inferred {
  const places = gather(input.pages, (page) => looselySaidOf(page, input).map((fact) => fact.at)).slice(0, 1);
  const origin = inferredBy('status-of-method', ...places);
  const empty = input.pages.some((page) => looselySaidOf(page, input).some((fact) => fact.value.empty));
  const silent = places.length === 0 && input.methods.of(input.pages[0]?.file ?? '') === undefined;
  if (input.kind === 'create' && !empty) return { status: 201, reason: 'Created', origin };
  const without =
    empty || input.method === 'delete' || input.kind === 'ref' || (input.kind === 'action' && silent);
  if (without && input.method !== 'get') return { status: 204, reason: 'No Content', origin };
  return { status: 200, reason: 'OK', origin };
}

const noAnswer: AnswerType = { type: undefined, others: [], origin: inferredBy('no-body-documented') };

function answerOf(
  status: number,
  said: readonly { page: PageContent; fact: Stated }[],
  shown: readonly Shown[],
  isMain: boolean,
  input: MessageInput,
): AnswerType {
  const streams = input.method === 'get' && (input.kind === 'media' || input.kind === 'count');
  if (!hasBody(status) || streams) return noAnswer;
  const statements: Statement[] = said.map(({ page, fact }) => ({ page, at: fact.at, ...fact.value }));
  // What is said without a code is said of the success; it adds to a sentence that has the code and no type.
  if ((isMain || status === 201) && !statements.some((statement) => statement.type))
    for (const page of input.pages)
      for (const fact of looselySaidOf(page, input)) statements.push({ page, at: fact.at, ...fact.value });
  // A body that an example shows with another success than the page states is of the same type.
  if (said.length === 0 && statements.length === 0 && showsBody(shown))
    statements.push(...otherSuccess(input));
  const emptied = said.length > 0 && said.every(({ fact }) => fact.value.empty);
  if (emptied && !showsBody(shown)) return noAnswer;
  return answerType(statements, shown, status, input);
}

function showsBody(shown: readonly Shown[]): boolean {
  return shown.some(({ value }) => value.body?.json !== undefined);
}

function otherSuccess(input: MessageInput): Statement[] {
  if (shownTypes(input)) return [];
  return gather(aboutTheSame(input), (page) =>
    saidOf(page, input)
      .filter(({ value }) => hasBody(value.status) && value.type !== undefined)
      .map((fact) => ({ page, at: fact.at, ...fact.value })),
  );
}

/** Whether an example's annotation says of which type it is. */
function shownTypes(input: MessageInput): boolean {
  return input.pairs.some(({ response }) => response?.value.annotatedType !== undefined);
}

type Body = Omit<Response, 'status' | 'reason' | 'headers' | 'origin' | 'examples'>;

function bodyOf(status: number, answer: AnswerType, shown: readonly Shown[], input: MessageInput): Body {
  const bodies = shown.filter(({ value }) => value.body !== undefined);
  // JSON is what a typed answer comes in, also where a further example shows a count or a file.
  const withBody =
    bodies.find(({ value }) => value.body?.json !== undefined && !isOtherMedia(value)) ?? bodies[0];
  const mediaType = withBody ? mediaTypeOf(withBody.value) : undefined;
  const streamed = answer.type?.name === 'Edm.Stream';
  const properties = answer.type?.name === undefined && hasBody(status) ? describedBody(input) : [];
  const single: TypeReference | undefined =
    properties.length > 0 ? { name: undefined, collection: false } : undefined;
  const beside = shown.length === 0 && input.method === 'get' ? mediaBeside(status, input) : [];
  const untyped = streamed || (!answer.type && !single);
  return {
    type: streamed ? undefined : (answer.type ?? single),
    typeOrigin: answer.origin,
    others: answer.others,
    properties,
    mediaType:
      mediaType ??
      (untyped ? beside[0]?.value : undefined) ??
      (streamed ? 'application/octet-stream' : 'application/json'),
    beside,
  };
}

/** A file that the page shows as the answer of the same call with other arguments. */
function mediaBeside(status: number, input: MessageInput): Sourced<string>[] {
  const found = new Map<string, Sourced<string>>();
  for (const fact of sameCallAnswers(input)) {
    const value = mediaTypeOf(fact.value);
    if (value === undefined || fact.value.status !== status || !fact.value.body || !isOtherMedia(fact.value))
      continue;
    const origin = inferredBy('type-from-example-of-sibling', fact.at);
    if (!found.has(value)) found.set(value, { value, origin });
  }
  return [...found.values()];
}

function isOtherMedia(message: Shown['value']): boolean {
  const media = mediaTypeOf(message);
  return media !== undefined && !/\bjson\b/.test(media);
}

/** The members of a body that has no type: the section's table, or the JSON that stands in it. */
function describedBody(input: MessageInput): Response['properties'] {
  if (input.kind === 'media' || input.kind === 'count' || input.kind === 'ref') return [];
  for (const page of input.pages) {
    const context = input.contextOf(page.file);
    const rows = about(page.facts, 'response-property');
    if (rows.length > 0) return rows.map((fact) => propertyOf(fact, context));
    const shape = about(page.facts, 'response-shape')[0];
    const json = shape?.value.json;
    if (shape && typeof json === 'object' && json !== null && !Array.isArray(json))
      return Object.entries(json)
        .filter(([name]) => !name.includes('@'))
        .map(([name, value]) => propertyOfValue({ name, value, at: shape.at }, 'type-from-example', context));
  }
  return [];
}

const noExamples: readonly Example[] = [];

/** Named so that no other page can move them: those of pages beside the main one carry their page's name. */
function examplesOf(shown: readonly Shown[], input: MessageInput): readonly Example[] {
  if (shown.length === 0) return noExamples;
  const names = new UniqueNames();
  const main = input.pages[0]?.file;
  return gather(shown, (fact) => {
    const example = exampleOf(fact, input.kind);
    if (!example) return [];
    const { file } = fact.subject;
    const stem = camelCase(file.slice(file.lastIndexOf('/') + 1).replace(/\.md$/i, ''));
    const wanted = file === main ? example.name : `${stem}.${example.name}`;
    return [{ ...example, name: names.take(wanted) }];
  });
}

function streamOf(origin: Origin): AnswerType {
  return { type: { name: 'Edm.Stream', collection: false }, others: [], origin };
}

/** A redirect says where to, also where its page does not say by which header. */
function withLocation(headers: ResponseHeader[]): ResponseHeader[] {
  if (headers.some(({ name }) => /^location$/i.test(name))) return headers;
  return [...headers, { name: 'Location', origin: inferredBy('location-of-redirect') }];
}

const protocol =
  /^(?:content-(?:type|length|encoding)|date|server|connection|transfer-encoding|host|vary|pragma|expires|cache-control)$/i;

/** Headers that sentences, tables or examples speak of, beside those of HTTP itself. */
function headersOf(
  said: readonly { fact: Stated }[],
  shown: readonly Shown[],
  main: MessageInput | undefined,
  status: number,
): ResponseHeader[] {
  const found = new Map<string, ResponseHeader>();
  const add = (name: string, at: Origin['places'][number]) => {
    const key = name.toLowerCase();
    if (!found.has(key) && !protocol.test(name)) found.set(key, { name, origin: originOf(at) });
  };
  for (const { fact } of said) for (const name of fact.value.headers) add(name, fact.at);
  for (const page of main?.pages ?? [])
    for (const fact of about(page.facts, 'response-header')) add(fact.value.name, fact.at);
  // Whichever address a call is made by, its answer has the same headers.
  const alike = main && shown.length === 0 ? sameCallAnswers(main) : [];
  for (const fact of [...shown, ...alike.filter(({ value }) => value.status === status)])
    for (const header of fact.value.headers) add(header.name, header.at);
  return [...found.values()];
}
