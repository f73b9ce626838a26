import type { Operation } from '../model/description.ts';
import { gather } from '../model/gather.ts';
import type { JsonObject } from '../model/json.ts';
import { isPageable } from './write-collections.ts';
import { object } from './write-draft.ts';
import type { MessageContext } from './write-examples.ts';
import { type SharedParameters, writeParameters } from './write-parameters.ts';
import { writeRequestBody } from './write-request-body.ts';
import { writeResponses } from './write-responses.ts';
import { writePermissions, writeSecurity } from './write-security.ts';

/** What operations are written with. */
export interface OperationContext extends MessageContext {
  readonly shared: SharedParameters;
}

/** An Operation Object (OpenAPI 3.1, 4.8.10). */
export function writeOperation(operation: Operation, at: string, context: OperationContext): JsonObject {
  const { draft, shared } = context;
  draft.mark(at, operation.origin);
  const notes = operation.notes.map((note) => note.value);
  const description = [operation.description, ...notes].filter((part) => part !== '').join('\n\n');
  if (notes.length > 0)
    draft.mark(`${at}/description`, { places: gather(operation.notes, (note) => note.origin.places) });
  if (operation.deprecated) draft.mark(`${at}/deprecated`, operation.deprecated);
  const parameters = writeParameters(operation, at, draft, shared);
  const kind = operation.kind === 'action' || operation.kind === 'function' ? operation.kind : 'operation';
  return object([
    ['operationId', operation.id],
    ['tags', [operation.about]],
    ['summary', operation.title === '' ? undefined : operation.title],
    ['description', description === '' ? undefined : description],
    ['deprecated', operation.deprecated ? true : undefined],
    ['x-ms-docs-operation-type', operation.conventions === 'plain' ? undefined : kind],
    ['x-docpact-alias-of', operation.aliasOf],
    ['security', writeSecurity(operation, at, draft)],
    ['x-docpact-permissions', writePermissions(operation, at, draft)],
    ['parameters', parameters.length === 0 ? undefined : parameters],
    ['x-ms-pageable', isPageable(operation) ? { nextLinkName: '@odata.nextLink' } : undefined],
    ['requestBody', operation.requestBody && writeRequestBody(operation, operation.requestBody, at, context)],
    ['responses', writeResponses(operation, at, context)],
  ]);
}
