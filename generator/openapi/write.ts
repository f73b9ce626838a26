import type { ApiDescription, Operation, Origin } from '../model/description.ts';
import { compareText } from '../model/diagnostic.ts';
import { gather } from '../model/gather.ts';
import { type Json, type JsonObject, setMember } from '../model/json.ts';
import { listAt } from '../model/list-at.ts';
import { pointer } from '../model/pointer.ts';
import type { SourceMap } from './source-map.ts';
import { type Beside, Draft, object, type WriteOptions } from './write-draft.ts';
import { errorResponse, hasErrors } from './write-errors.ts';
import { writeOperation } from './write-operation.ts';
import { SharedParameters, writePathParameters } from './write-parameters.ts';
import { schemaWriters } from './write-schemas.ts';
import { securitySchemes } from './write-security.ts';
import type { Within } from './write-text.ts';
import { TypeTable } from './write-types.ts';

/** Some members of a document, with what does not stand in it. */
export interface WrittenPart extends Beside {
  /** The keys that lead to the object that they are members of; none for the document itself. */
  readonly within: Within;
  readonly members: JsonObject;
}

/** A document with what does not stand in it: where each element comes from, and how its numbers are written. */
export interface WrittenSpec {
  readonly document: JsonObject;
  readonly sources: SourceMap;
  /** Pointer → digits, for numbers that JavaScript would print otherwise. */
  readonly numberTexts: ReadonlyMap<string, string>;
}

/** A description as an OpenAPI 3.1 document. Paths and schemas are sorted; nothing depends on the order of pages. */
export function writeOpenApi(description: ApiDescription, options: WriteOptions): WrittenSpec {
  const document: Record<string, Json> = {};
  const origins = new Map<string, Origin>();
  const numberTexts = new Map<string, string>();
  for (const part of writeParts(description, options)) {
    const target = part.within.reduce<Record<string, Json>>(child, document);
    for (const [key, value] of Object.entries(part.members)) setMember(target, key, value);
    for (const [at, origin] of part.origins) origins.set(at, origin);
    for (const [at, digits] of part.numberTexts) numberTexts.set(at, digits);
  }
  return { document, sources: { origins }, numberTexts };
}

/** The object below a key, which is made where there is none. Only objects that were made here are asked. */
function child(parent: Record<string, Json>, key: string): Record<string, Json> {
  parent[key] ??= {};
  return parent[key] as Record<string, Json>;
}

/**
 * The same in parts, so that a large document need never be there as a whole: what stands before the paths, then one
 * path a part, and at the end the components, which the paths refer to, one schema a part.
 */
export function* writeParts(description: ApiDescription, options: WriteOptions): Generator<WrittenPart> {
  const draft = new Draft(options);
  const types = new TypeTable(description.types, description.operations);
  const schemas = schemaWriters(description, types, draft);
  yield { within: [], members: writeHead(description, draft), ...draft.take() };
  const shared = new SharedParameters();
  for (const members of writePaths(description, { draft, types, shared }))
    yield { within: ['paths'], members, ...draft.take() };
  const parameters = shared.table(draft);
  const beforeSchemas = object([
    ['parameters', Object.keys(parameters).length === 0 ? undefined : parameters],
    ['responses', hasErrors(description) ? { error: errorResponse(draft) } : undefined],
  ]);
  yield { within: ['components'], members: beforeSchemas, ...draft.take() };
  // Without schemas there is an empty object of them.
  yield { within: ['components', 'schemas'], members: {}, ...draft.take() };
  for (const { key, write } of schemas)
    yield { within: ['components', 'schemas'], members: object([[key, write()]]), ...draft.take() };
  const schemes = securitySchemes(description, draft);
  const behindSchemas = object([
    ['securitySchemes', Object.keys(schemes).length === 0 ? undefined : schemes],
  ]);
  yield { within: ['components'], members: behindSchemas, ...draft.take() };
}

function writeHead(description: ApiDescription, draft: Draft): JsonObject {
  const tags = [...new Set(description.operations.map((operation) => operation.about))].sort(compareText);
  for (const [i, server] of description.servers.entries()) draft.mark(`/servers/${i}`, server.origin);
  draft.mark('/info', { places: description.title?.origin.places ?? [], inferred: 'title-and-version' });
  draft.mark('/tags', { places: [], inferred: 'tag-of-type' });
  return object([
    ['openapi', '3.1.0'],
    ['info', info(description, tags)],
    ['servers', description.servers.map((server) => ({ url: server.value }))],
    ['tags', tags.map((name) => ({ name }))],
  ]);
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

/** One path after the other; nothing where there is none, for there are always paths. */
function* writePaths(description: ApiDescription, context: PathContext): Generator<JsonObject> {
  const byPath = new Map<string, Operation[]>();
  for (const operation of description.operations) {
    listAt(byPath, operation.path).push(operation);
  }
  if (byPath.size === 0) yield {};
  const { draft, shared } = context;
  for (const [path, operations] of [...byPath].sort(([a], [b]) => compareText(a, b))) {
    const at = pointer('/paths', path);
    draft.mark(at, { places: gather(operations, (operation) => operation.origin.places) });
    const parameters = writePathParameters(operations, at, draft, shared);
    const item: [string, Json | undefined][] = [
      ['parameters', parameters.length === 0 ? undefined : parameters],
    ];
    operations.sort((a, b) => methodOrder.indexOf(a.method) - methodOrder.indexOf(b.method));
    for (const operation of operations)
      item.push([operation.method, writeOperation(operation, `${at}/${operation.method}`, context)]);
    yield object([[path, object(item)]]);
  }
}
