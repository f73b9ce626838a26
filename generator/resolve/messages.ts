import type { FactAbout } from '../dialects/fact.ts';
import type { Example, OperationKind, RequestBody, Response, TypeReference } from '../model/description.ts';
import { isArray, member, stringMember } from '../model/json.ts';
import { UniqueNames } from '../model/printers/identifier.ts';
import { exampleOf, mediaTypeOf, type Pair } from './examples.ts';
import { about, inferredBy, originOf } from './facts-of.ts';
import type { PageContent } from './page-content.ts';
import type { RowContext } from './properties.ts';

/** An operation's answers: those of the "Response" section and those that examples show. Sorted by status. */
export function responsesOf(
  page: PageContent,
  pairs: readonly Pair[],
  kind: OperationKind,
  context: RowContext,
): Response[] {
  const found = new Map<number, Response>();
  for (const fact of about(page.facts, 'response')) {
    const { status, reason, type } = fact.value;
    const reference = type && context.names.reference(type, context.namespace, fact.at);
    const known = found.get(status);
    if (known) found.set(status, { ...known, type: known.type ?? reference });
    else
      found.set(status, {
        status,
        reason,
        type: reference,
        mediaType: 'application/json',
        examples: [],
        origin: originOf(fact.at),
      });
  }
  const names = new Map<number, UniqueNames>();
  for (const { response } of pairs) {
    if (!response) continue;
    const { status, reason } = response.value;
    const known = found.get(status) ?? {
      status,
      reason,
      type: undefined,
      mediaType: 'application/json',
      examples: [],
      origin: originOf(response.at),
    };
    const unique = names.get(status) ?? new UniqueNames();
    names.set(status, unique);
    found.set(status, withExample(known, response, kind, unique, context));
  }
  return [...found.values()].sort((a, b) => a.status - b.status);
}

function withExample(
  response: Response,
  fact: FactAbout<'example-response'>,
  kind: OperationKind,
  names: UniqueNames,
  context: RowContext,
): Response {
  const example = exampleOf(fact, kind);
  const examples = example
    ? [...response.examples, { ...example, name: names.take(example.name) }]
    : response.examples;
  const body = fact.value.body;
  const type = response.type ?? (body && response.status < 300 ? shownType(fact, context) : undefined);
  const mediaType = body ? mediaTypeOf(fact.value) : undefined;
  return { ...response, type, examples, mediaType: mediaType ?? response.mediaType };
}

/** The type that an example answers with, where the "Response" section names none. */
function shownType(fact: FactAbout<'example-response'>, context: RowContext): TypeReference | undefined {
  const { annotatedType, isCollection, body } = fact.value;
  const list = member(body?.json, 'value');
  const collection = isCollection ?? isArray(list);
  const shown = stringMember(isArray(list) ? list[0] : body?.json, '@odata.type');
  const name = annotatedType?.value ?? shown;
  if (name === undefined) return body?.json === undefined ? undefined : { name: undefined, collection };
  const plain = name
    .replace(/^#/, '')
    .replace(/^Collection\((.*)\)$/i, '$1')
    .trim();
  const text = {
    text: name,
    name: plain,
    collection: collection || /^#?Collection\(/i.test(name),
    target: undefined,
  };
  return context.names.reference(text, context.namespace, annotatedType?.at ?? fact.at);
}

/** What is sent; undefined where the page says that nothing is, or shows nothing. */
export function requestBodyOf(
  page: PageContent,
  pairs: readonly Pair[],
  kind: OperationKind,
  method: string,
  responses: readonly Response[],
  context: RowContext,
): RequestBody | undefined {
  const none = about(page.facts, 'request-body-none')[0];
  if (method === 'get' || method === 'delete' || none) return undefined;
  const stated = about(page.facts, 'request-body')[0];
  const type = bodyType(stated, kind, responses, context);
  const names = new UniqueNames();
  const sent = pairs.flatMap(({ request }) => (request?.value.body ? [request] : []));
  const examples: Example[] = sent.flatMap((request) => {
    const example = exampleOf(request, kind);
    return example ? [{ ...example, name: names.take(example.name) }] : [];
  });
  if (!type && page.bodyRows.length === 0 && sent.length === 0) return undefined;
  const places = [stated?.at, page.bodyRows[0]?.origin.places[0], sent[0]?.at].filter(
    (place) => place !== undefined,
  );
  const mediaType = sent.map((request) => mediaTypeOf(request.value)).find((found) => found !== undefined);
  const required = kind === 'create' && page.requiredWhen === 'create';
  return {
    type,
    properties: page.bodyRows.map((row) => ({
      ...row,
      required: row.required ?? (required ? true : undefined),
    })),
    mediaType: mediaType ?? 'application/json',
    examples,
    origin: stated || places[0] ? originOf(...places) : inferredBy('body-of-method'),
  };
}

/** The type that the sentence names; where it names none, creating and updating send what they answer with. */
function bodyType(
  stated: FactAbout<'request-body'> | undefined,
  kind: OperationKind,
  responses: readonly Response[],
  context: RowContext,
): TypeReference | undefined {
  const text = stated?.value.type;
  if (stated && text) {
    const known = context.names.named(text.name, context.namespace);
    if (known !== undefined || text.target !== undefined)
      return context.names.reference(text, context.namespace, stated.at);
  }
  if (kind !== 'create' && kind !== 'update' && kind !== 'replace') return undefined;
  const answered = responses.find((response) => response.status < 300)?.type;
  return answered && !answered.collection ? answered : undefined;
}
