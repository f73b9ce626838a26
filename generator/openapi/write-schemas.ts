import type { ApiDescription, EnumType, StructuredType } from '../model/description.ts';
import { compareText } from '../model/diagnostic.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { pointer } from '../model/pointer.ts';
import { collectionSchemas } from './write-collections.ts';
import { type Draft, object } from './write-draft.ts';
import { errorSchemas, hasErrors } from './write-errors.ts';
import { propertySchema, typeAnnotation } from './write-property.ts';
import type { TypeTable } from './write-types.ts';
import { viewsOf } from './write-views.ts';

const base = '/components/schemas';

/** One of the component schemas, which is made when it is its turn. */
export interface SchemaWriter {
  readonly key: string;
  write(): JsonObject;
}

/** All component schemas, sorted by key: types, enumerations, request views, collections, errors. */
export function schemaWriters(
  description: ApiDescription,
  types: TypeTable,
  draft: Draft,
): readonly SchemaWriter[] {
  const named = [...description.types, ...description.enumTypes].sort((a, b) => compareText(a.name, b.name));
  for (const type of named) draft.declare(type.name);
  for (const type of description.enumTypes) if (type.members.length > 0) draft.list(type.name);
  const views = viewsOf(description, types);
  for (const view of views) draft.declare(view.name);
  const collections = collectionSchemas(description, draft);
  const errors = hasErrors(description) ? errorSchemas(draft) : [];
  const writer = (name: string, write: () => JsonObject): SchemaWriter => ({ key: draft.key(name), write });
  return [
    ...description.types.map((type) => writer(type.name, () => structured(type, types, draft))),
    ...description.enumTypes.map((type) => writer(type.name, () => enumeration(type, draft))),
    ...[...views, ...collections, ...errors].map((one) => writer(one.name, () => one.write(draft))),
  ].sort((a, b) => compareText(a.key, b.key));
}

function structured(type: StructuredType, types: TypeTable, draft: Draft): JsonObject {
  const at = pointer(base, draft.key(type.name));
  draft.mark(at, type.origin);
  const parent = type.base && types.get(type.base.value);
  const ownAt = parent ? `${at}/allOf/1` : at;
  const own = ownSchema(type, ownAt, types, draft);
  const extra = described(type, types, draft);
  if (!parent) return object([...Object.entries(own), ...extra]);
  if (type.base) draft.mark(`${at}/allOf/0`, type.base.origin);
  return object([['allOf', [draft.reference(parent.name), own]], ...extra]);
}

function described(type: StructuredType, types: TypeTable, draft: Draft): [string, Json | undefined][] {
  const { name, description } = type;
  if (type.deprecated) draft.mark(pointer(base, draft.key(name), 'deprecated'), type.deprecated);
  const told = types.isTold(name) ? types.derived(name) : [];
  const mapping = object(
    told.map((derived): [string, Json] => [`#${derived}`, `#${pointer(base, draft.key(derived))}`]),
  );
  return [
    ['deprecated', type.deprecated ? true : undefined],
    ['description', description === '' ? undefined : description],
    ['discriminator', told.length === 0 ? undefined : { propertyName: '@odata.type', mapping }],
    ['x-ms-discriminator-value', types.isDerived(name) ? `#${name}` : undefined],
    ['x-docpact-media-entity', type.media ? true : undefined],
  ];
}

function ownSchema(type: StructuredType, at: string, types: TypeTable, draft: Draft): JsonObject {
  const required = type.returnsAll ? types.allProperties(type.name).map((property) => property.name) : [];
  const properties: [string, Json][] =
    type.conventions === 'plain' ? [] : [annotation(type, at, types, draft)];
  if (type.returnsAll && required.length > 0) draft.mark(`${at}/required`, type.returnsAll);
  for (const property of type.properties)
    properties.push([
      property.name,
      propertySchema(property, pointer(at, 'properties', property.name), draft, 'response'),
    ]);
  for (const property of type.navigation) {
    const schema = propertySchema(property, pointer(at, 'properties', property.name), draft, 'response');
    properties.push([property.name, { ...schema, 'x-ms-navigationProperty': true }]);
  }
  return object([
    ['type', 'object'],
    ['required', required.length === 0 ? undefined : required],
    ['properties', object(properties)],
    ['additionalProperties', type.open ? true : undefined],
  ]);
}

/** `@odata.type`, which says of a value which type it is of. */
function annotation(type: StructuredType, at: string, types: TypeTable, draft: Draft): [string, Json] {
  const places = type.origin.places;
  draft.mark(pointer(at, 'properties', '@odata.type'), { places, inferred: 'odata-type-annotation' });
  return ['@odata.type', typeAnnotation(type.name, types.isFixed(type.name))];
}

function enumeration(type: EnumType, draft: Draft): JsonObject {
  const at = pointer(base, draft.key(type.name));
  draft.mark(at, type.origin);
  if (type.deprecated) draft.mark(`${at}/deprecated`, type.deprecated);
  const list = type.flags ? `${at}/anyOf/0/enum` : `${at}/enum`;
  for (const [i, member] of type.members.entries()) draft.mark(`${list}/${i}`, member.origin);
  const values = type.members.map((member) =>
    object([
      ['value', member.name],
      ['description', member.description === '' ? undefined : member.description],
    ]),
  );
  const name = type.name.slice(type.name.lastIndexOf('.') + 1);
  const members = type.members.map((member) => member.name);
  // A member to come is announced by this one: values beside the known ones are to be expected.
  const evolvable = members.length === 0 || members.includes('unknownFutureValue');
  return object([
    // An enumeration that pages only name: nobody says what its values look like.
    ['type', members.length === 0 ? undefined : 'string'],
    ...memberKeywords(members, type.flags),
    ['deprecated', type.deprecated ? true : undefined],
    ['description', type.description === '' ? undefined : type.description],
    ['x-ms-enum', { name, modelAsString: evolvable, values }],
    ['x-ms-enum-flags', type.flags ? { isFlags: true } : undefined],
  ]);
}

/** Members that may be combined come as one text, with commas between them (OData JSON 4.01, 7.1). */
function memberKeywords(members: readonly string[], flags: boolean): [string, Json | undefined][] {
  if (members.length === 0) return [];
  if (!flags) return [['enum', [...members]]];
  const one = `(?:${members.map((member) => member.replace(/[^\w]/g, '\\$&')).join('|')})`;
  return [['anyOf', [{ enum: [...members] }, { pattern: `^${one}(?:, ?${one})+$` }]]];
}
