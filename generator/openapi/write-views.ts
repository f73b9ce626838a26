import type { ApiDescription, Operation, Origin, Property } from '../model/description.ts';
import { compareText } from '../model/diagnostic.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { pointer } from '../model/pointer.ts';
import { type Draft, object } from './write-draft.ts';
import { propertySchema, typeAnnotation } from './write-property.ts';
import type { TypeTable } from './write-types.ts';

/** The form of a type that one kind of request sends. */
export interface RequestView {
  /** `microsoft.graph.xUpdate`. */
  readonly name: string;
  write(draft: Draft): [string, JsonObject];
}

/** The view that an operation's body has; undefined where it sends the type itself, or no type. */
export function viewName(operation: Operation, types: TypeTable): string | undefined {
  const name = operation.requestBody?.type?.name;
  if (name === undefined || operation.requestBody?.type?.collection || !types.get(name)) return undefined;
  if (operation.kind === 'create') return `${name}Create`;
  return operation.kind === 'update' || operation.kind === 'replace' ? `${name}Update` : undefined;
}

/** All request views, one for each type and kind however many operations send it; sorted by name. */
export function viewsOf(description: ApiDescription, types: TypeTable): RequestView[] {
  const senders = new Map<string, Operation[]>();
  for (const operation of description.operations) {
    const name = viewName(operation, types);
    if (name !== undefined) senders.set(name, [...(senders.get(name) ?? []), operation]);
  }
  return [...senders]
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, operations]) => ({ name, write: (draft) => writeView(name, operations, types, draft) }));
}

function writeView(
  name: string,
  operations: readonly Operation[],
  types: TypeTable,
  draft: Draft,
): [string, JsonObject] {
  const key = draft.key(name);
  const at = pointer('/components/schemas', key);
  const type = operations[0]?.requestBody?.type?.name ?? '';
  const writable = writableProperties(type, operations, types);
  const creates = operations.every((operation) => operation.kind === 'create');
  const required = creates ? writable.filter((property) => requiredByAll(property.name, operations)) : [];
  draft.mark(at, viewOrigin(operations));
  draft.mark(pointer(at, 'properties', '@odata.type'), { places: [], inferred: 'odata-type-annotation' });
  const annotation = typeAnnotation(type, types.derived(type).length === 0);
  const properties: [string, Json][] = [['@odata.type', annotation]];
  for (const property of writable) {
    const schema = propertySchema(property, pointer(at, 'properties', property.name), draft, 'request');
    properties.push([property.name, schema]);
  }
  const schema = object([
    ['type', 'object'],
    ['required', required.length === 0 ? undefined : required.map((property) => property.name)],
    ['properties', object(properties)],
  ]);
  return [key, schema];
}

/**
 * What the pages' tables list, or everything where no page has a table; in both cases without the key and what is
 * read-only. A property that only a table knows is taken as the table has it.
 */
function writableProperties(type: string, operations: readonly Operation[], types: TypeTable): Property[] {
  const all = types.allProperties(type);
  const rows = operations.flatMap((operation) => operation.requestBody?.properties ?? []);
  const listed = new Set(rows.map((row) => row.name));
  const readOnly = new Set(all.filter((property) => property.readOnly).map((property) => property.name));
  const navigation = new Set(types.get(type)?.navigation.map((property) => property.name));
  const known = all.filter((property) => listed.size === 0 || listed.has(property.name));
  const names = new Set(known.map((property) => property.name));
  const beside = rows.filter(
    (row, i) => !names.has(row.name) && rows.findIndex((r) => r.name === row.name) === i,
  );
  const origins = new Map(rows.map((row) => [row.name, row.origin]));
  return [...known, ...beside]
    .filter(
      (property) => !property.readOnly && !readOnly.has(property.name) && !navigation.has(property.name),
    )
    .map((property) => ({ ...property, origin: bothOrigins(origins.get(property.name), property.origin) }));
}

/** The request table's row first: it is what the view was made of. */
function bothOrigins(row: Origin | undefined, property: Origin): Origin {
  if (!row) return property;
  const texts = new Set(row.places.map((place) => `${place.file}:${place.line}`));
  const others = property.places.filter((place) => !texts.has(`${place.file}:${place.line}`));
  return { ...row, places: [...row.places, ...others] };
}

function requiredByAll(name: string, operations: readonly Operation[]): boolean {
  return operations.every((operation) =>
    operation.requestBody?.properties.some((row) => row.name === name && row.required === true),
  );
}

function viewOrigin(operations: readonly Operation[]): Origin {
  const places = operations.flatMap((operation) => operation.requestBody?.origin.places ?? []);
  return { places, inferred: 'request-view' };
}
