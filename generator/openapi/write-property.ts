import type { Property, TypeReference } from '../model/description.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { type Draft, object } from './write-draft.ts';

/**
 * OData's primitive types (CSDL 4.01, 3.3) as JSON Schema. Integers carry their bounds; dates carry no pattern,
 * because RFC 3339 allows any number of fractional digits and examples have seven.
 */
const primitives: Readonly<Record<string, JsonObject>> = {
  'Edm.String': { type: 'string' },
  'Edm.ComplexType': { type: 'object' },
  'Edm.Boolean': { type: 'boolean' },
  'Edm.Byte': { type: 'integer', format: 'uint8', minimum: 0, maximum: 255 },
  'Edm.SByte': { type: 'integer', format: 'int8', minimum: -128, maximum: 127 },
  'Edm.Int16': { type: 'integer', format: 'int16', minimum: -32768, maximum: 32767 },
  'Edm.Int32': { type: 'integer', format: 'int32', minimum: -2147483648, maximum: 2147483647 },
  'Edm.Int64': { type: 'integer', format: 'int64' },
  'Edm.Single': { type: 'number', format: 'float' },
  'Edm.Double': { type: 'number', format: 'double' },
  'Edm.Decimal': { type: 'number', format: 'decimal' },
  'Edm.DateTimeOffset': { type: 'string', format: 'date-time' },
  'Edm.Date': { type: 'string', format: 'date' },
  // OData's time of day has no zone, so it is not RFC 3339's `time`.
  'Edm.TimeOfDay': { type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,12})?)?$' },
  'Edm.Duration': { type: 'string', format: 'duration' },
  'Edm.Guid': { type: 'string', format: 'uuid' },
  'Edm.Binary': { type: 'string', contentEncoding: 'base64' },
  // Inline, as OData JSON 4.01, section 9, allows; clients write streams at addresses of their own.
  'Edm.Stream': {
    type: 'string',
    contentMediaType: 'application/octet-stream',
    contentEncoding: 'base64url',
  },
};

/** The schema of a type: a primitive, a reference, an array of either; `{}` where nobody says what it is. */
export function typeSchema(type: TypeReference, draft: Draft): JsonObject {
  const single = singleSchema(type.name, draft);
  return type.collection ? { type: 'array', items: single } : single;
}

function singleSchema(name: string | undefined, draft: Draft): JsonObject {
  if (name === undefined) return {};
  if (Object.hasOwn(primitives, name)) return primitives[name] ?? {};
  return name.startsWith('Edm.') || !draft.has(name) ? {} : draft.reference(name);
}

/** A property with its schema, what else is known of it, and its origins. `readOnly` is left out of request views. */
export function propertySchema(
  property: Property,
  at: string,
  draft: Draft,
  view: 'response' | 'request',
): JsonObject {
  const { description, readOnly, deprecated, values } = property;
  const schema = nullable(typeSchema(property.type, draft), property, at, draft);
  draft.mark(at, property.origin);
  const keyword = ['$ref', 'anyOf', 'type'].find((key) => Object.hasOwn(schema, key));
  if (keyword !== undefined) draft.mark(`${at}/${keyword}`, property.typeOrigin);
  return object([
    ...Object.entries(schema),
    ['readOnly', view === 'response' && (readOnly || isStream(property)) ? true : undefined],
    ['deprecated', deprecated ? true : undefined],
    ['description', description === '' ? undefined : description],
    ['x-docpact-documented-values', values.length === 0 || !isText(property) ? undefined : [...values]],
  ]);
}

/** Numbers and named enumerations say their values themselves. */
function isText({ type }: Property): boolean {
  return type.name === undefined || type.name === 'Edm.String';
}

/** A stream has an address of its own where it is written. */
export function isStream(property: Property): boolean {
  return property.type.name === 'Edm.Stream';
}

/** The policy of the design: null only where a page says so, or (`odata`) wherever OData does not exclude it. */
function nullable(schema: JsonObject, property: Property, at: string, draft: Draft): JsonObject {
  const open = draft.options.nullable === 'odata' && property.nullable === undefined;
  const inferred = open && !property.readOnly && !property.type.collection;
  if (property.nullable !== true && !inferred) return schema;
  const places = property.typeOrigin.places;
  const keyword = typeof schema['type'] === 'string' ? 'type' : '$ref' in schema ? 'anyOf' : undefined;
  if (inferred && keyword !== undefined) {
    draft.mark(`${at}/${keyword}/1`, { places, inferred: 'odata-nullable' });
  }
  if (typeof schema['type'] === 'string') return { ...schema, type: [schema['type'], 'null'] };
  if (keyword === 'anyOf') return { anyOf: [schema, { type: 'null' }] };
  return schema;
}

/** `@odata.type`: which type a value is of (OData JSON 4.01, 4.6.3). */
export function typeAnnotation(name: string, fixed: boolean): Json {
  return fixed ? { type: 'string', const: `#${name}` } : { type: 'string' };
}
