import type { Operation, Response } from '../model/description.ts';
import { gather } from '../model/gather.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { pointer } from '../model/pointer.ts';
import { listSchema } from './write-collections.ts';
import { type Draft, object } from './write-draft.ts';
import { errorSchema } from './write-errors.ts';
import { type MessageContext, writeExamples } from './write-examples.ts';
import { propertySchema, typeSchema } from './write-property.ts';

/** The Responses Object of an operation (OpenAPI 3.1, 4.8.16): what is documented, and OData's error for the rest. */
export function writeResponses(operation: Operation, at: string, context: MessageContext): JsonObject {
  const written: [string, Json][] = operation.responses.map((response) => {
    const responseAt = `${at}/responses/${response.status}`;
    context.draft.mark(responseAt, response.origin);
    return [String(response.status), writeResponse(operation, response, responseAt, context)];
  });
  if (operation.conventions === 'plain')
    return written.length > 0 ? object(written) : undocumented(at, context.draft);
  const error: JsonObject = { $ref: '#/components/responses/error' };
  for (const range of ['4XX', '5XX']) {
    context.draft.mark(`${at}/responses/${range}`, { places: [], inferred: 'odata-error' });
    written.push([range, error]);
  }
  return object(written);
}

/** A page that lists an endpoint and no answer: an operation must have one (OpenAPI 3.1, 4.8.16). */
function undocumented(at: string, draft: Draft): JsonObject {
  draft.mark(`${at}/responses/default`, { places: [], inferred: 'answer-undocumented' });
  return { default: { description: 'No answer is documented.' } };
}

function writeResponse(
  operation: Operation,
  response: Response,
  at: string,
  context: MessageContext,
): JsonObject {
  const description = response.reason === '' ? `Status ${response.status}` : response.reason;
  const content = mediaTypeOf(operation, response);
  const headers = response.headers.map((header): [string, Json] => {
    context.draft.mark(pointer(at, 'headers', header.name), header.origin);
    return [header.name, { schema: { type: 'string' } }];
  });
  const said: [string, Json | undefined][] = [
    ['description', description],
    ['headers', headers.length === 0 ? undefined : object(headers)],
  ];
  if (content === undefined) return object(said);
  const mediaAt = pointer(at, 'content', content);
  const own = response.examples.filter((example) => (example.mediaType ?? content) === content);
  markType(response, `${mediaAt}/schema`, context.draft);
  const media = object([
    ['schema', responseSchema(operation, response, content, `${mediaAt}/schema`, context)],
    ['examples', writeExamples(own, mediaAt, context.draft)],
  ]);
  const others = otherMedia(response, content, at, context.draft);
  return object([...said, ['content', object([[content, media], ...others])]]);
}

/**
 * A type that no sentence names carries the rule that found it, unless what is written in its place says how it came
 * about; one that a sentence names stands where the answer does.
 */
function markType({ type, typeOrigin, properties }: Response, at: string, draft: Draft): void {
  if (type && properties.length === 0 && typeOrigin.inferred !== undefined) draft.mark(at, typeOrigin);
}

/** What examples show of other media types (a CSV file beside JSON). */
function otherMedia(response: Response, content: string, at: string, draft: Draft): [string, Json][] {
  const beside = new Map(response.beside?.map(({ value, origin }) => [value, origin]));
  const types = new Set(response.examples.map((example) => example.mediaType ?? content));
  for (const type of beside.keys()) types.add(type);
  types.delete(content);
  return [...types].map((type): [string, Json] => {
    const mediaAt = pointer(at, 'content', type);
    const examples = response.examples.filter((example) => example.mediaType === type);
    const places = gather(examples, (example) => example.origin.places);
    draft.mark(mediaAt, beside.get(type) ?? { places });
    return [
      type,
      object([
        ['schema', {}],
        ['examples', writeExamples(examples, mediaAt, draft)],
      ]),
    ];
  });
}

/** The media type of the body; undefined where there is none. */
function mediaTypeOf(operation: Operation, response: Response): string | undefined {
  const { status, mediaType } = response;
  const shown = response.type !== undefined || response.examples.length > 0;
  if (operation.conventions === 'plain')
    return shown || response.properties.length > 0 ? mediaType : undefined;
  if (status >= 400) return response.examples.length > 0 ? mediaType : 'application/json';
  if (status === 204 || status === 205 || status >= 300)
    return response.examples.length > 0 ? mediaType : undefined;
  if (operation.method === 'get' && operation.kind === 'count') return 'text/plain';
  if (operation.method === 'get' && operation.kind === 'media')
    return mediaType === 'application/json' && !shown ? 'application/octet-stream' : mediaType;
  return shown || mediaType !== 'application/json' ? mediaType : undefined;
}

function responseSchema(
  operation: Operation,
  response: Response,
  mediaType: string,
  at: string,
  { draft, types }: MessageContext,
): JsonObject {
  const { type, others } = response;
  if (operation.method === 'get' && operation.kind === 'count') return { type: 'integer', format: 'int32' };
  if (!/\bjson\b/.test(mediaType)) return {};
  if (operation.conventions === 'plain') return plainSchema(response, at, draft);
  if (response.status >= 400) return errorSchema(draft);
  if (response.properties.length > 0) return describedObject(response, at, draft);
  if (operation.kind === 'ref' && operation.method === 'get')
    return references(operation, response, at, draft);
  if (!type) return {};
  const single = { ...type, collection: false };
  const items = others.length === 0 ? typeSchema(single, draft) : anyOf(response, draft);
  if (type.collection) return listSchema(operation, response, { type: 'array', items }, at, draft);
  // What is declared and no structured type is an enumeration.
  const isEnum = type.name !== undefined && draft.has(type.name) && !types.get(type.name);
  if (!isEnum && !type.name?.startsWith('Edm.')) return items;
  // A single primitive value, or a member of an enumeration, travels in an object (OData JSON 4.01, 11).
  draft.mark(at, { places: response.typeOrigin.places, inferred: 'odata-value' });
  const properties = { '@odata.context': { type: 'string' }, value: typeSchema(type, draft) };
  return { type: 'object', required: ['value'], properties };
}

/** Without OData a list is an array, and an error is what the page says. */
function plainSchema(response: Response, at: string, draft: Draft): JsonObject {
  if (response.properties.length > 0) return describedObject(response, at, draft);
  draft.mark(at, response.typeOrigin);
  return response.type ? typeSchema(response.type, draft) : {};
}

/** The declared type or one of the derived ones that pages speak of: what those add is documented as well. */
function anyOf({ type, others }: Response, draft: Draft): JsonObject {
  const names = gather([type, ...others], (one) =>
    one ? [typeSchema({ ...one, collection: false }, draft)] : [],
  );
  return { anyOf: names };
}

function describedObject(response: Response, at: string, draft: Draft): JsonObject {
  const properties = response.properties.map((property): [string, Json] => [
    property.name,
    propertySchema(property, pointer(at, 'properties', property.name), draft, 'response'),
  ]);
  return { type: 'object', properties: object(properties) };
}

/** `…/$ref` answers with addresses of entities (OData JSON 4.01, 14). */
function references(operation: Operation, response: Response, at: string, draft: Draft): JsonObject {
  const link: JsonObject = {
    type: 'object',
    required: ['@odata.id'],
    properties: { '@odata.id': { type: 'string' } },
  };
  draft.mark(at, { places: response.typeOrigin.places, inferred: 'odata-reference' });
  if (!response.type?.collection) return link;
  return listSchema(operation, response, { type: 'array', items: link }, at, draft);
}
