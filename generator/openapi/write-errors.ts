import type { ApiDescription } from '../model/description.ts';
import type { JsonObject } from '../model/json.ts';
import { pointer } from '../model/pointer.ts';
import type { Draft, NamedSchema } from './write-draft.ts';

const odataError = 'microsoft.graph.ODataErrors.ODataError';
const mainError = 'microsoft.graph.ODataErrors.MainError';
const detail = 'microsoft.graph.ODataErrors.ErrorDetails';

/** Whether operations answer with OData's error: those of plain conventions answer with what their pages say. */
export function hasErrors(description: ApiDescription): boolean {
  const { operations, types } = description;
  return operations.length > 0
    ? operations.some((operation) => operation.conventions !== 'plain')
    : types.every((type) => type.conventions !== 'plain');
}

/** The error body of OData (JSON format 4.01, 21), under the names that Microsoft's own description uses. */
export function errorSchemas(draft: Draft): NamedSchema[] {
  for (const name of [odataError, mainError, detail]) draft.declare(name);
  const text: JsonObject = { type: 'string' };
  const target: JsonObject = { type: ['string', 'null'] };
  return [
    inferred(odataError, (draft) => ({
      type: 'object',
      required: ['error'],
      properties: { error: draft.reference(mainError) },
    })),
    inferred(mainError, (draft) => ({
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: text,
        message: text,
        target,
        details: { type: 'array', items: draft.reference(detail) },
        innerError: { type: 'object', additionalProperties: true },
      },
    })),
    inferred(detail, () => ({
      type: 'object',
      required: ['code', 'message'],
      properties: { code: text, message: text, target },
    })),
  ];
}

function inferred(name: string, write: (draft: Draft) => JsonObject): NamedSchema {
  return {
    name,
    write: (draft) => {
      draft.mark(pointer('/components/schemas', draft.key(name)), { places: [], inferred: 'odata-error' });
      return write(draft);
    },
  };
}

/** The body of a documented error. */
export function errorSchema(draft: Draft): JsonObject {
  return draft.reference(odataError);
}

/** The response that stands for every error of an operation: pages hardly ever document any. */
export function errorResponse(draft: Draft): JsonObject {
  draft.mark('/components/responses/error', { places: [], inferred: 'odata-error' });
  return {
    description: 'An error, as OData describes it.',
    content: { 'application/json': { schema: draft.reference(odataError) } },
  };
}
