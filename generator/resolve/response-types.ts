import type { FactAbout, TypeText } from '../dialects/fact.ts';
import type { Origin, TypeReference } from '../model/description.ts';
import { gather } from '../model/gather.ts';
import { isArray, isObject, type Json, member, stringMember } from '../model/json.ts';
import type { Place } from '../model/place.ts';
import { alikeAnswers } from './alike-answers.ts';
import { isList, pathEndsWithKey } from './answer-count.ts';
import { about, inferredBy, originOf } from './facts-of.ts';
import {
  isOfItsLines,
  isOfManySubjects,
  isOfManyTypes,
  isOfSibling,
  linkedBySegment,
  type MessageInput,
  namedBySegment,
  namedType,
} from './message-input.ts';
import type { PageContent } from './page-content.ts';
import { propertyOfValue } from './properties.ts';
import { showsEntities, showsList, simpleShown } from './shown-answers.ts';

/** What a success answer is made of, and who said so. */
export interface AnswerType {
  readonly type: TypeReference | undefined;
  readonly others: readonly TypeReference[];
  readonly origin: Origin;
}

/** What pages state of one status: a sentence with its page. */
export interface Statement {
  readonly page: PageContent;
  readonly at: Place;
  readonly type: TypeText | undefined;
  readonly others: readonly TypeText[];
}

type Shown = FactAbout<'example-response'>;

const nothing: AnswerType = { type: undefined, others: [], origin: inferredBy('no-body-documented') };

/**
 * The type of a success answer: the "Response" section's; where it names none the example's annotation, the example's
 * own words, the Methods table's, and at last what the path leads to. An address that is declared with a base type
 * answers with that, and the type that the page speaks of is one of those that may come.
 */
export function answerType(
  statements: readonly Statement[],
  shown: readonly Shown[],
  status: number,
  input: MessageInput,
): AnswerType {
  const found =
    stated(statements, shown, input) ??
    annotated(shown, input) ??
    fromSibling(shown, status, input) ??
    fromMethods(shown, input) ??
    fromPath(shown, input) ??
    fromWriting(shown, status, input) ??
    fromLink(shown, input) ??
    bodyOnly(shown, input) ??
    (input.method === 'get' && statements.length > 0 ? unknownBody(statements) : undefined);
  return found ?? nothing;
}

/** What the "Response" section says, unless something else knows better what these lines answer with. */
function stated(
  statements: readonly Statement[],
  shown: readonly Shown[],
  input: MessageInput,
): AnswerType | undefined {
  const found = typesSaid(statements, shown, input);
  const [first] = found;
  if (!first) return undefined;
  const names = [...new Set(found.map(({ reference }) => reference.name ?? ''))];
  const better = knownBetter(names, shown, input);
  if (better) return better.answer;
  const name = widest(names, input);
  const collection = isList(first.reference.collection, shown, input);
  const places = found.map(({ at }) => at);
  return {
    type: { name, collection },
    others: names
      .filter((one) => one !== name && !input.bases.isBase(one, name))
      .map((one) => ({ name: one, collection })),
    origin: names.includes(name) ? originOf(...places) : inferredBy('common-base-type', ...places),
  };
}

/** The types that sentences name, without those that are another line's. */
function typesSaid(statements: readonly Statement[], shown: readonly Shown[], input: MessageInput) {
  const all = gather(statements, ({ page, at, type, others }) =>
    gather([type, ...others], (text) => {
      const reference = text && namedType(text, page, input.contextOf(page.file), at);
      const name = reference?.name;
      return reference && !(name !== undefined && isOfItsLines(name, page, input)) ? [{ reference, at }] : [];
    }),
  );
  const objects = all.filter(({ reference }) => reference.name !== 'Edm.Stream');
  // "A Stream in the response body" that an example shows within JSON is a text there.
  if (objects.length === 0 && shown.length > 0 && shown.every(showsText))
    return all.map(({ at }) => ({ reference: { name: 'Edm.Binary', collection: false }, at }));
  // Bytes are what `…/$value` answers with, where the page has such a line; never what an example shows as JSON.
  const bytes = input.siblings.every((one) => !/\/(?:\$value|content)$/.test(one.path)) && shown.length === 0;
  return objects.length > 0 || !bytes ? objects : all;
}

/** `{ "value": "…" }`: a single value, which is a text. */
function showsText({ value: { body } }: Shown): boolean {
  return typeof simpleShown(body?.json) === 'string';
}

/** What counts in place of the types that are said, which may be nothing; undefined where these count. */
function knownBetter(
  names: readonly string[],
  shown: readonly Shown[],
  input: MessageInput,
): { readonly answer: AnswerType | undefined } | undefined {
  const { addressed, bases } = input;
  // "A String collection" of objects: what is shown cannot be what is said.
  const simple = names.every((name) => name.startsWith('Edm.') && name !== 'Edm.Stream');
  const instead =
    simple && shown.some(({ value }) => showsEntities(value.body?.json))
      ? annotated(shown, input)
      : undefined;
  if (instead) return { answer: instead };
  const unrelated =
    addressed?.name !== undefined && !names.some((name) => bases.related(name, addressed.name ?? ''));
  // One sentence for request lines that lead to different things: an example or the path itself knows better.
  if (unrelated && isOfManyTypes(input)) return { answer: annotated(shown, input) ?? fromPath(shown, input) };
  if (addressed === undefined && names.every((name) => isOfSibling(name, input)))
    return { answer: annotated(shown, input) };
  if (addressed !== undefined && !unrelated) return undefined;
  const own = annotated(shown, input);
  return own && isOfOtherExamples(names, own.type?.name ?? '', shown, input) ? { answer: own } : undefined;
}

/**
 * Whether the sentence's types are those of the page's other examples: this line's own example is of something else, so
 * that the sentence is about the other lines (a collection, and further down a part of one of its members).
 */
function isOfOtherExamples(
  names: readonly string[],
  own: string,
  shown: readonly Shown[],
  input: MessageInput,
): boolean {
  const [page] = input.pages;
  if (!page || input.siblings.length === 0 || names.some((name) => input.bases.related(name, own)))
    return false;
  const others = about(page.facts, 'example-response').filter((fact) => !shown.includes(fact));
  return others.some((fact) => {
    const type = annotated([fact], input)?.type?.name;
    return type !== undefined && names.includes(type);
  });
}

/**
 * Of several types the one that all of them are. An address is declared with one type: the one that its path leads to,
 * or the base that its last segment is called after (`/deviceConfigurations` and a type derived from that).
 */
function widest(names: readonly string[], input: MessageInput): string {
  const { addressed, bases } = input;
  const first = names[0] ?? '';
  const declared = addressed?.name;
  const isBaseOfAll = (one: string) =>
    [declared ?? one, ...names].every((other) => other === one || bases.isBase(one, other));
  if (declared !== undefined) {
    const covers = names.every((name) => name === declared || bases.isBase(declared, name));
    if (covers) return declared;
    if (names.length > 1 && !declared.startsWith('Edm.'))
      return (addressed?.declared ? undefined : names.find((one) => isBaseOfAll(one))) ?? declared;
    // A cast is more exact than a sentence for several lines.
    if (/\/(?:microsoft\.)?graph\.[\w.]+(?:\/|$)/i.test(input.path) && bases.isBase(first, declared))
      return declared;
  }
  const cast = declared === undefined ? castOf(input) : undefined;
  if (cast !== undefined && bases.isBase(first, cast)) return cast;
  const named = namedBySegment(first, input);
  if (named !== undefined && names.every((name) => bases.chain(name).includes(named))) return named;
  return names.length === 1 ? first : (bases.common(names) ?? first);
}

/** `/directory/deletedItems/microsoft.graph.group`: the type that the path's last segment asks for. */
function castOf({ path, contextOf }: MessageInput): string | undefined {
  const last = path.slice(path.lastIndexOf('/') + 1);
  if (!/^(?:microsoft\.)?graph\.[\w.]*\w$/i.test(last)) return undefined;
  const { names, namespace } = contextOf('');
  return names.named(last.replace(/^graph\./i, 'microsoft.graph.'), namespace);
}

/** `@odata.type` of the annotation or of the body itself. */
function annotated(shown: readonly Shown[], input: MessageInput): AnswerType | undefined {
  for (const fact of shown) {
    const { annotatedType, body } = fact.value;
    const items = member(body?.json, 'value');
    const simple = simpleInContext(body?.json);
    const named =
      simple ?? annotatedType?.value ?? stringMember(isArray(items) ? items[0] : body?.json, '@odata.type');
    if (named === undefined || body === undefined) continue;
    const plain = named
      .replace(/^#/, '')
      .replace(/^Collection\((.*)\)$/i, '$1')
      .trim();
    const wrapped = /^#?Collection\(/i.test(named) || fact.value.isCollection === true;
    const text: TypeText = { text: named, name: plain, collection: wrapped, target: undefined };
    const context = input.contextOf(fact.subject.file);
    const at = (simple === undefined ? annotatedType?.at : undefined) ?? fact.at;
    const reference = context.names.reference(text, context.namespace, at);
    if (reference.name === undefined || isCopied(reference.name, input)) continue;
    const name = widest([reference.name], input);
    const collection = isList(wrapped ? true : undefined, shown, input);
    const others = name === reference.name ? [] : [{ name: reference.name, collection }];
    return { type: { name, collection }, others, origin: originOf(at) };
  }
  return undefined;
}

/**
 * Whether an annotation came with the page that this one was made from: what the path leads to is what the Methods table
 * or the request's own sentence names, and something else than the annotation does.
 */
function isCopied(annotation: string, input: MessageInput): boolean {
  const { addressed, bases, kind } = input;
  const [page] = input.pages;
  const led = addressed?.name;
  if (!page || led === undefined || led.startsWith('Edm.') || bases.related(annotation, led)) return false;
  if (kind === 'action' || kind === 'function') return false;
  const row = input.methods.of(page.file);
  const texts = about(page.facts, 'request-body').map(({ value, at }) => ({ text: value.type, at }));
  if (row) texts.unshift({ text: row.value.returns, at: row.at });
  return texts.some(({ text, at }) => {
    const type = text && namedType(text, page, input.contextOf(at.file), at);
    return type?.name !== undefined && bases.related(type.name, led);
  });
}

/** `…/$metadata#Edm.String`: what the service itself called its answer, where annotations are copied from other pages. */
function simpleInContext(body: Json | undefined): string | undefined {
  return /#(Edm\.\w+|Collection\(Edm\.\w+\))$/.exec(stringMember(body, '@odata.context') ?? '')?.[1];
}

/** What the page shows of the same call with other arguments or below another address. */
function fromSibling(shown: readonly Shown[], status: number, input: MessageInput): AnswerType | undefined {
  if (shown.length > 0) return undefined;
  const alike = alikeAnswers(input).filter(({ value }) => value.status === status);
  const found = alike.length > 0 ? annotated(alike, input) : undefined;
  return found && { ...found, origin: inferredBy('type-from-example-of-sibling', ...found.origin.places) };
}

function fromMethods(shown: readonly Shown[], input: MessageInput): AnswerType | undefined {
  const [page] = input.pages;
  if (!page || !mayAnswer(shown, input) || isOfManyTypes(input)) return undefined;
  const row = input.methods.of(page.file);
  const returns = row?.value.returns;
  const context = row && input.contextOf(row.subject.file);
  const reference = returns && context && namedType(returns, page, context, row.at);
  if (!row || reference?.name === undefined || isOfManySubjects(reference.name, input)) return undefined;
  const name = widest([reference.name], input);
  const type = { name, collection: isList(reference.collection || undefined, shown, input) };
  return { type, others: [], origin: inferredBy('type-from-methods-table', row.at) };
}

function fromPath(shown: readonly Shown[], input: MessageInput): AnswerType | undefined {
  const { addressed, method } = input;
  if (addressed?.name === undefined || !mayAnswer(shown, input)) return undefined;
  const collection = method === 'post' ? false : isList(undefined, shown, input);
  const at = shown[0]?.at;
  const origin = inferredBy('type-from-path', ...(at ? [at] : []));
  return { type: { name: addressed.name, collection }, others: [], origin };
}

/**
 * On a page whose lines write to different things, each answers with what it made in the collection that its path leads
 * to, or changed at its path, unless the examples there have no bodies.
 */
function fromWriting(shown: readonly Shown[], status: number, input: MessageInput): AnswerType | undefined {
  const { method, pages, path } = input;
  const [page] = pages;
  const written = input.addressed ?? linkedType(input)?.type;
  if (!page || shown.length > 0 || written?.name === undefined || !writesToMany(page, input))
    return undefined;
  const collection = input.addressed?.collection ?? !pathEndsWithKey(path);
  const makes = method === 'post' && status === 201 && collection;
  const changes = method === 'patch' && status === 200 && !collection;
  if (!makes && !changes) return undefined;
  const successes = about(page.facts, 'example-response').filter(({ value }) => value.status < 300);
  const seen = successes.find(({ value }) => isObject(value.body?.json));
  if (successes.length > 0 && !seen) return undefined;
  const type = { name: written.name, collection: false };
  return { type, others: [], origin: inferredBy('type-from-path', ...(seen ? [seen.at] : [])) };
}

/** Whether the lines lead to different types, or end in the names of different ones that the page speaks of. */
function writesToMany(page: PageContent, input: MessageInput): boolean {
  if (isOfManyTypes(input)) return true;
  const own = linkedBySegment(page, input.path);
  if (!own) return false;
  return input.siblings.some((one) => {
    const other = linkedBySegment(page, one.path);
    return other !== undefined && other !== own;
  });
}

/** The type of the path's last segment's name that a page speaks of. */
function linkedType(input: MessageInput): { type: TypeReference; at: Place } | undefined {
  for (const page of input.pages) {
    const link = linkedBySegment(page, input.path);
    const type = link && namedType(link.value, page, input.contextOf(page.file), link.at);
    if (link && type?.name !== undefined) return { type, at: link.at };
  }
  return undefined;
}

/** Where types do not say what the path leads to: the type of its last segment's name that the page speaks of. */
function fromLink(shown: readonly Shown[], input: MessageInput): AnswerType | undefined {
  const linked = mayAnswer(shown, input) ? linkedType(input) : undefined;
  if (!linked) return undefined;
  const type = { name: linked.type.name, collection: isList(undefined, shown, input) };
  return { type, others: [], origin: inferredBy('type-from-path', linked.at) };
}

/** A body without a type is one all the same. A call that answers with `{ "value": true }` returns a simple value. */
function bodyOnly(shown: readonly Shown[], { kind, contextOf }: MessageInput): AnswerType | undefined {
  const fact = shown.find(({ value }) => value.body?.json !== undefined);
  if (!fact) return undefined;
  const value = kind === 'action' || kind === 'function' ? simpleShown(fact.value.body?.json) : undefined;
  if (value !== undefined) {
    const seen = { name: 'value', value, at: fact.at };
    const { type, typeOrigin } = propertyOfValue(seen, 'type-from-example', contextOf(fact.subject.file));
    return { type, others: [], origin: typeOrigin };
  }
  const type = { name: undefined, collection: showsList(fact.value.body?.json) === true };
  return { type, others: [], origin: originOf(fact.at) };
}

/** A GET answers with something, also where nobody says what. */
function unknownBody(statements: readonly Statement[]): AnswerType {
  const places = statements.map((statement) => statement.at).slice(0, 1);
  const type = { name: undefined, collection: false };
  return { type, others: [], origin: inferredBy('body-of-get', ...places) };
}

/** A GET answers with something; anything else only if an example shows it. */
function mayAnswer(shown: readonly Shown[], { method }: MessageInput): boolean {
  return method === 'get' || shown.some(({ value }) => value.body?.json !== undefined);
}
