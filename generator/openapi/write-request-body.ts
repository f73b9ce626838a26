import type { Operation, Property, RequestBody } from '../model/description.ts';
import { gather } from '../model/gather.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { pointer } from '../model/pointer.ts';
import { type Draft, object } from './write-draft.ts';
import { type MessageContext, writeExamples } from './write-examples.ts';
import { propertySchema, typeSchema } from './write-property.ts';
import { viewName } from './write-views.ts';

/** A Request Body Object (OpenAPI 3.1, 4.8.13). */
export function writeRequestBody(
  operation: Operation,
  body: RequestBody,
  at: string,
  context: MessageContext,
): JsonObject {
  const bodyAt = `${at}/requestBody`;
  context.draft.mark(bodyAt, body.origin);
  const mediaAt = pointer(bodyAt, 'content', body.mediaType);
  const schema = bodySchema(operation, body, `${mediaAt}/schema`, context);
  const own = body.examples.filter((example) => (example.mediaType ?? body.mediaType) === body.mediaType);
  const media = object([
    ['schema', schema],
    ['examples', writeExamples(own, mediaAt, context.draft)],
  ]);
  const others = otherMedia(body, bodyAt, context.draft);
  return { required: body.required, content: object([[body.mediaType, media], ...others]) };
}

/** What examples send in other media types, and what else may be sent (a multipart message beside HTML). */
function otherMedia(body: RequestBody, at: string, draft: Draft): [string, Json][] {
  const { examples, mediaType } = body;
  const beside = new Map(body.beside?.map(({ value, origin }) => [value, origin]));
  const types = new Set(examples.map((example) => example.mediaType ?? mediaType));
  for (const type of beside.keys()) types.add(type);
  types.delete(mediaType);
  return [...types].map((type): [string, Json] => {
    const mediaAt = pointer(at, 'content', type);
    const sent = examples.filter((example) => example.mediaType === type);
    draft.mark(mediaAt, beside.get(type) ?? { places: gather(sent, (example) => example.origin.places) });
    const shown = writeExamples(sent, mediaAt, draft);
    return [
      type,
      object([
        ['schema', {}],
        ['examples', shown],
      ]),
    ];
  });
}

function bodySchema(
  operation: Operation,
  body: RequestBody,
  at: string,
  context: MessageContext,
): JsonObject {
  const { draft } = context;
  if (!/\bjson\b/.test(body.mediaType)) return {};
  // Adding a reference sends the address of the other entity (OData protocol 4.01, 11.4.6.1).
  if (operation.kind === 'ref') {
    draft.mark(at, { places: body.origin.places, inferred: 'odata-reference' });
    return { type: 'object', required: ['@odata.id'], properties: { '@odata.id': { type: 'string' } } };
  }
  const sent = gather([body.type, ...body.others], (type) =>
    type ? [sentSchema(operation, body, type, context)] : [],
  );
  const [first] = sent;
  if (first && (sent.length > 1 || '$ref' in first || body.properties.length === 0))
    return sent.length > 1 ? { anyOf: sent } : first;
  if (body.properties.length === 0) return { type: 'object' };
  return parameters(body, at, draft);
}

/** The view of a type that this kind of request has, else the type itself. */
function sentSchema(
  operation: Operation,
  body: RequestBody,
  type: NonNullable<RequestBody['type']>,
  { draft, types }: MessageContext,
): JsonObject {
  const view = viewName({ ...operation, requestBody: { ...body, type } }, types);
  if (view !== undefined && draft.has(view)) return draft.reference(view);
  return body.properties.length > 0 && type === body.type ? {} : typeSchema(type, draft);
}

/** An action's parameters, or the members of a body without a type, in the order of the table. */
function parameters(body: RequestBody, at: string, draft: Draft): JsonObject {
  const required = body.properties.filter((row) => row.required === true).map((row) => row.name);
  const properties = body.properties.map((property): [string, Json] => {
    const inside = pointer(at, 'properties', property.name);
    const members = body.nested.get(property.name);
    const plain = propertySchema(property, inside, draft, 'request');
    return [
      property.name,
      members && !hasReference(plain) ? nested(property, plain, members, inside, draft) : plain,
    ];
  });
  return object([
    ['type', 'object'],
    ['required', required.length === 0 ? undefined : [...new Set(required)]],
    ['properties', object(properties)],
  ]);
}

function hasReference(schema: JsonObject): boolean {
  return '$ref' in schema || 'anyOf' in schema || JSON.stringify(schema['items'] ?? '').includes('$ref');
}

/** The members of a parameter's value that a table of the page describes. */
function nested(
  property: Property,
  plain: JsonObject,
  members: readonly Property[],
  at: string,
  draft: Draft,
): JsonObject {
  const inner = property.type.collection ? `${at}/items` : at;
  const properties = members.map((member): [string, Json] => [
    member.name,
    propertySchema(member, pointer(inner, 'properties', member.name), draft, 'request'),
  ]);
  const schema: JsonObject = { type: 'object', properties: object(properties) };
  const description = plain['description'];
  const beside: [string, Json | undefined][] = [['description', description]];
  return property.type.collection
    ? object([['type', 'array'], ['items', schema], ...beside])
    : object([...Object.entries(schema), ...beside]);
}
