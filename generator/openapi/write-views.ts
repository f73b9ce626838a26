import type { ApiDescription, Operation, Origin, Property, TypeReference } from '../model/description.ts';
import { compareText } from '../model/diagnostic.ts';
import { gather } from '../model/gather.ts';
import { isObject, type Json, type JsonObject } from '../model/json.ts';
import { pointer } from '../model/pointer.ts';
import { type Draft, type NamedSchema, object } from './write-draft.ts';
import { isStream, propertySchema, typeAnnotation } from './write-property.ts';
import type { TypeTable } from './write-types.ts';

/** The view that an operation's body has; undefined where it sends the type itself, or no type. */
export function viewName(operation: Operation, types: TypeTable): string | undefined {
  const type = operation.requestBody?.type;
  return type && viewOf(type, operation, types);
}

function viewOf(type: TypeReference, operation: Operation, types: TypeTable): string | undefined {
  if (type.name === undefined || type.collection || !types.get(type.name)) return undefined;
  if (operation.kind === 'create') return `${type.name}Create`;
  return operation.kind === 'update' || operation.kind === 'replace' ? `${type.name}Update` : undefined;
}

interface Senders {
  readonly type: string;
  /** Those whose own body type it is, and those that take it beside another one. */
  readonly operations: Operation[];
  readonly beside: Operation[];
}

/**
 * All request views (`microsoft.graph.xUpdate`), the forms of types that one kind of request sends: one for each type and
 * kind however many operations send it; sorted by name.
 */
export function viewsOf(description: ApiDescription, types: TypeTable): NamedSchema[] {
  const found = new Map<string, Senders>();
  for (const operation of description.operations) {
    const body = operation.requestBody;
    if (!body) continue;
    for (const type of body.type ? [body.type, ...body.others] : body.others) {
      const name = viewOf(type, operation, types);
      if (name === undefined) continue;
      const known = found.get(name) ?? { type: type.name ?? '', operations: [], beside: [] };
      found.set(name, known);
      (type === body.type ? known.operations : known.beside).push(operation);
    }
  }
  return [...found]
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, senders]) => ({ name, write: (draft) => writeView(name, senders, types, draft) }));
}

function writeView(name: string, senders: Senders, types: TypeTable, draft: Draft): JsonObject {
  const { type, operations } = senders;
  const all = [...operations, ...senders.beside];
  const at = pointer('/components/schemas', draft.key(name));
  const writable = writableProperties(type, operations, types);
  const creates = operations.length > 0 && all.every((operation) => operation.kind === 'create');
  const names = creates
    ? writable.filter((property) => requiredByAll(property.name, operations)).map(({ name }) => name)
    : [];
  const required = isTold(senders, types) ? ['@odata.type', ...names] : names;
  draft.mark(at, viewOrigin(all));
  draft.mark(pointer(at, 'properties', '@odata.type'), { places: [], inferred: 'odata-type-annotation' });
  const annotation = typeAnnotation(type, types.isFixed(type));
  const properties: [string, Json][] = [['@odata.type', annotation]];
  for (const property of writable) {
    const schema = propertySchema(property, pointer(at, 'properties', property.name), draft, 'request');
    properties.push([property.name, schema]);
  }
  return object([
    ['type', 'object'],
    ['required', required.length === 0 ? undefined : required],
    ['properties', object(properties)],
    ['additionalProperties', types.isOpen(type) ? true : undefined],
  ]);
}

/**
 * Whether a request has to say its type: an address that takes several, or one that is declared with a base, cannot
 * tell them apart. Where every documented body of a derived type says it, the address is one of those.
 */
function isTold({ type, operations, beside }: Senders, types: TypeTable): boolean {
  if (!types.isDerived(type)) return false;
  if (beside.length > 0) return true;
  const bodies = gather(operations, (operation) => operation.requestBody?.examples ?? []);
  return (
    bodies.length > 0 && bodies.every(({ value }) => isObject(value) && Object.hasOwn(value, '@odata.type'))
  );
}

/**
 * What the pages' tables list, or everything where no page has a table; in both cases without what is read-only and
 * without the key, unless creating sends it. A property that only a table knows is taken as the table has it.
 */
function writableProperties(type: string, operations: readonly Operation[], types: TypeTable): Property[] {
  const all = types.allProperties(type);
  const rows = gather(operations, (operation) => operation.requestBody?.properties ?? []);
  const listed = new Set(rows.map((row) => row.name));
  const isGiven = ({ name, readOnly }: Property) =>
    readOnly === true || (readOnly === 'key' && !isCreatedWith(name, operations));
  const readOnly = new Set(all.filter(isGiven).map((property) => property.name));
  const navigation = types.navigationNames(type);
  const known = all.filter((property) => listed.size === 0 || listed.has(property.name));
  const names = new Set(known.map((property) => property.name));
  const beside = rows.filter(
    (row, i) => !names.has(row.name) && rows.findIndex((r) => r.name === row.name) === i,
  );
  const origins = new Map(rows.map((row) => [row.name, row.origin]));
  return [...known, ...beside]
    .filter(
      (property) =>
        property.readOnly !== true &&
        !isStream(property) &&
        !readOnly.has(property.name) &&
        !navigation.has(property.name),
    )
    .map((property) => ({ ...property, origin: bothOrigins(origins.get(property.name), property.origin) }));
}

/** A key that clients choose: a documented request that creates sends it. */
function isCreatedWith(name: string, operations: readonly Operation[]): boolean {
  return operations.some(
    ({ kind, requestBody }) =>
      kind === 'create' &&
      requestBody?.examples.some(({ value }) => isObject(value) && Object.hasOwn(value, name)) === true,
  );
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
  const places = gather(operations, (operation) => operation.requestBody?.origin.places ?? []);
  return { places, inferred: 'request-view' };
}
