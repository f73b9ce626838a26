import type { Example, Operation, RequestBody, Response } from '../model/description.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { pointer } from '../model/pointer.ts';
import { type Draft, object } from './write-draft.ts';
import { type SharedParameters, writeParameters } from './write-parameters.ts';
import { propertySchema, typeSchema } from './write-property.ts';
import { collectionName, collectionSchema } from './write-schemas.ts';
import { writePermissions, writeSecurity } from './write-security.ts';
import type { TypeTable } from './write-types.ts';
import { viewName } from './write-views.ts';

/** What operations are written with. */
export interface OperationContext {
  readonly draft: Draft;
  readonly types: TypeTable;
  readonly shared: SharedParameters;
}

/** An Operation Object (OpenAPI 3.1, 4.8.10). */
export function writeOperation(operation: Operation, at: string, context: OperationContext): JsonObject {
  const { draft, shared } = context;
  draft.mark(at, operation.origin);
  const notes = operation.notes.map((note) => note.value);
  const description = [operation.description, ...notes].filter((part) => part !== '').join('\n\n');
  if (notes.length > 0)
    draft.mark(`${at}/description`, { places: operation.notes.flatMap((note) => note.origin.places) });
  const parameters = writeParameters(operation, at, draft, shared);
  const kind = operation.kind === 'action' || operation.kind === 'function' ? operation.kind : 'operation';
  return object([
    ['operationId', operation.id],
    ['tags', [operation.about]],
    ['summary', operation.title === '' ? undefined : operation.title],
    ['description', description === '' ? undefined : description],
    ['x-ms-docs-operation-type', kind],
    ['security', writeSecurity(operation, at, draft)],
    ['x-docpact-permissions', writePermissions(operation, at, draft)],
    ['parameters', parameters.length === 0 ? undefined : parameters],
    ['requestBody', operation.requestBody && writeRequestBody(operation, operation.requestBody, at, context)],
    ['responses', writeResponses(operation, at, context)],
  ]);
}

function writeRequestBody(
  operation: Operation,
  body: RequestBody,
  at: string,
  context: OperationContext,
): JsonObject {
  const bodyAt = `${at}/requestBody`;
  context.draft.mark(bodyAt, body.origin);
  const mediaAt = pointer(bodyAt, 'content', body.mediaType);
  const schema = bodySchema(operation, body, `${mediaAt}/schema`, context);
  const media = object([
    ['schema', schema],
    ['examples', writeExamples(body.examples, mediaAt, context.draft)],
  ]);
  return { required: true, content: { [body.mediaType]: media } };
}

function bodySchema(
  operation: Operation,
  body: RequestBody,
  at: string,
  context: OperationContext,
): JsonObject {
  const { draft, types } = context;
  if (!/\bjson\b/.test(body.mediaType)) return {};
  const view = viewName(operation, types);
  if (view !== undefined) return draft.reference(view);
  // Adding a reference sends the address of the other entity (OData protocol 4.01, 11.4.6.1).
  if (operation.kind === 'ref') {
    draft.mark(at, { places: body.origin.places, inferred: 'odata-reference' });
    return { type: 'object', required: ['@odata.id'], properties: { '@odata.id': { type: 'string' } } };
  }
  if (body.properties.length === 0) return body.type ? typeSchema(body.type, draft) : { type: 'object' };
  const required = body.properties
    .filter((property) => property.required === true)
    .map((property) => property.name);
  const properties = body.properties.map((property): [string, Json] => [
    property.name,
    propertySchema(property, pointer(at, 'properties', property.name), draft, 'request'),
  ]);
  return object([
    ['type', 'object'],
    ['required', required.length === 0 ? undefined : [...new Set(required)]],
    ['properties', object(properties)],
  ]);
}

function writeResponses(operation: Operation, at: string, context: OperationContext): JsonObject {
  const written: [string, Json][] = operation.responses.map((response) => {
    const responseAt = `${at}/responses/${response.status}`;
    context.draft.mark(responseAt, response.origin);
    return [String(response.status), writeResponse(operation, response, responseAt, context)];
  });
  const error: JsonObject = { $ref: '#/components/responses/error' };
  for (const range of ['4XX', '5XX']) {
    context.draft.mark(`${at}/responses/${range}`, { places: [], inferred: 'odata-error' });
    written.push([range, error]);
  }
  return object(written);
}

function writeResponse(
  operation: Operation,
  response: Response,
  at: string,
  context: OperationContext,
): JsonObject {
  const description = response.reason === '' ? `Status ${response.status}` : response.reason;
  const content = contentOf(operation, response);
  if (!content) return { description };
  const mediaAt = pointer(at, 'content', content.mediaType);
  const media = object([
    ['schema', responseSchema(operation, response, context)],
    ['examples', writeExamples(response.examples, mediaAt, context.draft)],
  ]);
  return { description, content: { [content.mediaType]: media } };
}

/** Whether there is a body, and of which media type where the page shows none. */
function contentOf(operation: Operation, response: Response): { mediaType: string } | undefined {
  const shown = response.type !== undefined || response.examples.length > 0;
  if (response.status === 204 || response.status >= 300)
    return shown && response.examples.length > 0 ? response : undefined;
  if (operation.method === 'get' && operation.kind === 'count') return { mediaType: 'text/plain' };
  if (operation.method === 'get' && operation.kind === 'media')
    return { mediaType: shown ? response.mediaType : 'application/octet-stream' };
  return shown || response.mediaType !== 'application/json' ? response : undefined;
}

function responseSchema(operation: Operation, response: Response, context: OperationContext): JsonObject {
  const { draft } = context;
  if (operation.method === 'get' && operation.kind === 'count') return { type: 'integer', format: 'int32' };
  const type = response.type;
  if (!type || !/\bjson\b/.test(response.mediaType)) return {};
  if (type.collection) {
    const named = type.name !== undefined && !type.name.startsWith('Edm.');
    return named
      ? draft.reference(collectionName(type.name ?? ''))
      : collectionSchema(typeSchema(type, draft));
  }
  if (!type.name?.startsWith('Edm.')) return typeSchema(type, draft);
  // A single primitive value travels in an object (OData JSON 4.01, 11).
  const properties = { '@odata.context': { type: 'string' }, value: typeSchema(type, draft) };
  return { type: 'object', required: ['value'], properties };
}

function writeExamples(examples: readonly Example[], mediaAt: string, draft: Draft): JsonObject | undefined {
  if (examples.length === 0) return undefined;
  return object(
    examples.map((example): [string, Json] => {
      const at = pointer(mediaAt, 'examples', example.name);
      draft.mark(at, example.origin);
      for (const [inside, digits] of example.numberTexts)
        draft.numberTexts.set(`${at}/value${inside}`, digits);
      const summary = example.summary === '' ? undefined : example.summary;
      return [
        example.name,
        object([
          ['summary', summary],
          ['value', example.value],
        ]),
      ];
    }),
  );
}
