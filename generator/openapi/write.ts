import type { ApiDescription, Operation } from '../model/description.ts';
import { compareText } from '../model/diagnostic.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { pointer } from '../model/pointer.ts';
import type { SourceMap } from './source-map.ts';
import { Draft, object, type WriteOptions } from './write-draft.ts';
import { errorResponse, hasErrors } from './write-errors.ts';
import { writeOperation } from './write-operation.ts';
import { SharedParameters, writePathParameters } from './write-parameters.ts';
import { writeSchemas } from './write-schemas.ts';
import { securitySchemes } from './write-security.ts';
import { TypeTable } from './write-types.ts';

/** A document with what does not stand in it: where each element comes from, and how its numbers are written. */
export interface WrittenSpec {
  readonly document: JsonObject;
  readonly sources: SourceMap;
  /** Pointer → digits, for numbers that JavaScript would print otherwise. */
  readonly numberTexts: ReadonlyMap<string, string>;
}

/** A description as an OpenAPI 3.1 document. Paths and schemas are sorted; nothing depends on the order of pages. */
export function writeOpenApi(description: ApiDescription, options: WriteOptions): WrittenSpec {
  const draft = new Draft(options);
  const types = new TypeTable(description.types, description.operations);
  const schemas = writeSchemas(description, types, draft);
  const shared = new SharedParameters(draft);
  const paths = writePaths(description, { draft, types, shared });
  const tags = [...new Set(description.operations.map((operation) => operation.about))].sort(compareText);
  const schemes = securitySchemes(description, draft);
  const parameters = shared.table();
  const responses = hasErrors(description) ? { error: errorResponse(draft) } : undefined;
  for (const [i, server] of description.servers.entries()) draft.mark(`/servers/${i}`, server.origin);
  draft.mark('/info', { places: description.title?.origin.places ?? [], inferred: 'title-and-version' });
  draft.mark('/tags', { places: [], inferred: 'tag-of-type' });
  const document = object([
    ['openapi', '3.1.0'],
    ['info', info(description, tags)],
    ['servers', description.servers.map((server) => ({ url: server.value }))],
    ['tags', tags.map((name) => ({ name }))],
    ['paths', paths],
    [
      'components',
      object([
        ['parameters', Object.keys(parameters).length === 0 ? undefined : parameters],
        ['responses', responses],
        ['schemas', schemas],
        ['securitySchemes', Object.keys(schemes).length === 0 ? undefined : schemes],
      ]),
    ],
  ]);
  return { document, sources: { origins: draft.origins }, numberTexts: draft.numberTexts };
}

/** One type gives the document its name; of several, the API as a whole. The version is that of the server. */
function info(description: ApiDescription, tags: readonly string[]): JsonObject {
  const url = description.servers[0]?.value ?? '';
  if (description.title)
    return { title: description.title.value, version: /\bv\d[\w.]*$/.exec(url)?.[0] ?? '1.0.0' };
  const title = tags.length === 1 ? (tags[0] ?? '') : 'Microsoft Graph';
  return { title, version: url.slice(url.lastIndexOf('/') + 1) || 'v1.0' };
}

interface PathContext {
  readonly draft: Draft;
  readonly types: TypeTable;
  readonly shared: SharedParameters;
}

const methodOrder = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

function writePaths(description: ApiDescription, context: PathContext): JsonObject {
  const byPath = new Map<string, Operation[]>();
  for (const operation of description.operations)
    byPath.set(operation.path, [...(byPath.get(operation.path) ?? []), operation]);
  const paths = [...byPath].sort(([a], [b]) => compareText(a, b));
  return object(
    paths.map(([path, operations]): [string, Json] => {
      const at = pointer('/paths', path);
      context.draft.mark(at, { places: operations.flatMap((operation) => operation.origin.places) });
      const parameters = writePathParameters(operations, at, context.draft, context.shared);
      const sorted = [...operations].sort(
        (a, b) => methodOrder.indexOf(a.method) - methodOrder.indexOf(b.method),
      );
      const item: [string, Json | undefined][] = [
        ['parameters', parameters.length === 0 ? undefined : parameters],
      ];
      for (const operation of sorted)
        item.push([operation.method, writeOperation(operation, `${at}/${operation.method}`, context)]);
      return [path, object(item)];
    }),
  );
}
