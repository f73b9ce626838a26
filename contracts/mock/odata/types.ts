import { isArray, isObject } from '../../../generator/model/json.ts';
import { pointerTokens } from '../../../generator/model/pointer.ts';
import type { Api, Schema } from '../../../generator/openapi/api.ts';
import { rememberedBySchema } from '../../../generator/openapi/remembered-by-schema.ts';
import { keywordOf, ownKeyword, partsOf, typesOf } from '../../../generator/openapi/schema-walk.ts';
import type { LiteralKind } from './expression.ts';

/** A type of OData, as far as a schema of the spec shows it. */
export type Type = ScalarType | ObjectType | ListType;

export interface ScalarType {
  /** `unknown`: the spec does not say; such a value is read as whatever it is held against. */
  readonly kind: LiteralKind | 'unknown';
  /** OData's name, for messages. */
  readonly name: string;
  /** The members of an enumeration; undefined: it is open, or none. */
  readonly members?: ReadonlySet<string> | undefined;
}

export interface ObjectType {
  readonly kind: 'object';
  readonly name: string;
  readonly schema: Schema;
}

export interface ListType {
  readonly kind: 'list';
  readonly name: string;
  readonly of: Type;
}

export const scalar = (kind: ScalarType['kind'], name: string): ScalarType => ({ kind, name });

export const unknown = scalar('unknown', 'Edm.Untyped');
export const boolean = scalar('boolean', 'Edm.Boolean');
export const int32 = scalar('number', 'Edm.Int32');
export const double = scalar('number', 'Edm.Double');
export const text = scalar('text', 'Edm.String');
export const moment = scalar('dateTime', 'Edm.DateTimeOffset');
export const date = scalar('date', 'Edm.Date');
export const timeOfDay = scalar('time', 'Edm.TimeOfDay');
export const duration = scalar('duration', 'Edm.Duration');
const guid = scalar('guid', 'Edm.Guid');
const binary = scalar('binary', 'Edm.Binary');

/** The primitive types by OData's names in lower case, for `cast` and `isof`. */
export const primitives: ReadonlyMap<string, ScalarType> = new Map(
  [
    boolean,
    int32,
    double,
    text,
    moment,
    date,
    timeOfDay,
    duration,
    guid,
    binary,
    ...['Edm.Byte', 'Edm.SByte', 'Edm.Int16', 'Edm.Int64', 'Edm.Single', 'Edm.Decimal'].map((name) =>
      scalar('number', name),
    ),
  ].map((type) => [type.name.toLowerCase(), type]),
);

const literals: Readonly<Record<LiteralKind, ScalarType>> = {
  null: scalar('null', 'Edm.Null'),
  boolean,
  number: double,
  text,
  guid,
  dateTime: moment,
  date,
  time: timeOfDay,
  duration,
  binary,
  enum: scalar('enum', 'an enumeration'),
};

export function typeOfLiteral(kind: LiteralKind, value: unknown): ScalarType {
  return kind === 'number' && Number.isInteger(value) ? int32 : literals[kind];
}

/** A schema and all that may describe the same value: `$ref`, `allOf`, and the alternatives but null. */
const describing = rememberedBySchema((api, schema): readonly Schema[] => {
  const found = new Map<string, Schema>();
  const queue = [schema];
  for (let next = queue.shift(); next; next = queue.shift()) {
    for (const part of partsOf(api, next)) {
      if (found.has(part.pointer)) continue;
      found.set(part.pointer, part);
      for (const keyword of ['anyOf', 'oneOf']) {
        const branches = ownKeyword(part, keyword);
        if (!isArray(branches)) continue;
        for (const i of branches.keys()) {
          const branch = api.child(part, keyword, i);
          if (branch) queue.push(branch);
        }
      }
    }
  }
  return [...found.values()];
});

/** The type that values of a schema have. */
export const typeOf = rememberedBySchema((api, schema): Type => {
  const parts = describing(api, schema);
  const types = new Set(parts.flatMap((part) => typesOf(api, part)));
  if (types.has('array') || parts.some((part) => ownKeyword(part, 'items') !== undefined)) {
    return listType(api, parts);
  }
  if (types.has('number') || types.has('integer')) return numberType(parts, types.has('number'));
  if (types.has('boolean')) return types.has('string') ? unknown : boolean;
  if (types.has('string')) return textType(parts);
  if (types.has('object') || parts.some((part) => ownKeyword(part, 'properties') !== undefined))
    return objectType(api, schema);
  return parts.some((part) => isArray(ownKeyword(part, 'enum'))) ? textType(parts) : unknown;
});

function listType(api: Api, parts: readonly Schema[]): ListType {
  const items = parts.map((part) => api.child(part, 'items')).find((found) => found !== undefined);
  // Looked up when it is asked for: types may hold lists of themselves.
  return {
    kind: 'list',
    name: 'a collection',
    get of() {
      return items ? typeOf(api, items) : unknown;
    },
  };
}

export function objectType(api: Api, schema: Schema): ObjectType {
  return { kind: 'object', name: nameOf(api, schema), schema };
}

/** The component's name, else that of the property; a schema that stands nowhere by name has none. */
function nameOf(api: Api, schema: Schema): string {
  const target = describing(api, schema).find(({ pointer }) =>
    /^\/components\/schemas\/[^/]+$/.test(pointer),
  );
  const tokens = pointerTokens((target ?? schema).pointer);
  const property = tokens.lastIndexOf('properties');
  return (target ? tokens.at(-1) : property === -1 ? undefined : tokens[property + 1]) ?? 'Edm.Untyped';
}

function numberType(parts: readonly Schema[], real: boolean): ScalarType {
  const formats: Readonly<Record<string, string>> = {
    int64: 'Edm.Int64',
    float: 'Edm.Single',
    decimal: 'Edm.Decimal',
  };
  const format = formatOf(parts);
  const name = format !== undefined && Object.hasOwn(formats, format) ? formats[format] : undefined;
  return scalar('number', name ?? (real ? 'Edm.Double' : 'Edm.Int32'));
}

const textFormats: Readonly<Record<string, ScalarType>> = {
  'date-time': moment,
  date,
  time: timeOfDay,
  duration,
  uuid: guid,
  byte: binary,
  binary,
  base64url: binary,
};

function textType(parts: readonly Schema[]): ScalarType {
  const members = parts.flatMap((part) => {
    const listed = ownKeyword(part, 'enum');
    return isArray(listed) ? listed.filter((member) => typeof member === 'string') : [];
  });
  if (members.length > 0) return enumType(parts, members);
  const format = formatOf(parts);
  const known = format !== undefined && Object.hasOwn(textFormats, format) ? textFormats[format] : undefined;
  if (known) return known;
  const encoded = parts.some((part) => /^base64/.test(String(ownKeyword(part, 'contentEncoding'))));
  if (encoded) return binary;
  // A time of day without a zone has no format of its own.
  const clock = parts.some((part) =>
    String(ownKeyword(part, 'pattern')).startsWith('^([01]\\d|2[0-3]):[0-5]\\d'),
  );
  return clock ? timeOfDay : text;
}

/** Members of an enumeration are told apart without their letter case. */
function enumType(parts: readonly Schema[], members: readonly string[]): ScalarType {
  const named = parts.map((part) => ownKeyword(part, 'x-ms-enum')).find(isObject);
  const open = named?.['modelAsString'] === true || members.includes('unknownFutureValue');
  const own = typeof named?.['name'] === 'string' ? named['name'] : undefined;
  const component = parts.find(({ pointer }) => /^\/components\/schemas\/[^/]+$/.test(pointer));
  return {
    kind: 'enum',
    name: (component && pointerTokens(component.pointer).at(-1)) ?? own ?? 'Edm.String',
    members: open ? undefined : new Set(members.map((member) => member.toLowerCase())),
  };
}

function formatOf(parts: readonly Schema[]): string | undefined {
  return parts.map((part) => ownKeyword(part, 'format')).find((format) => typeof format === 'string');
}

interface Properties {
  readonly byName: ReadonlyMap<string, Property>;
  /** Whether values may have properties that nobody declares. */
  readonly open: boolean;
}

export interface Property {
  /** As the spec writes it. */
  readonly name: string;
  readonly schema: Schema;
}

/** The properties of a type by their names in lower case: Graph does not look at the case. */
const propertiesByName = rememberedBySchema((api, schema): Properties => {
  const byName = new Map<string, Property>();
  let open = false;
  for (const part of describing(api, schema)) {
    const declared = ownKeyword(part, 'properties');
    for (const name of isObject(declared) ? Object.keys(declared) : []) {
      const property = api.child(part, 'properties', name);
      const key = name.toLowerCase();
      if (property && !byName.has(key)) byName.set(key, { name, schema: property });
    }
    const others = ownKeyword(part, 'additionalProperties');
    if (others === true || isObject(others)) open = true;
  }
  return { byName, open: open || byName.size === 0 };
});

/** `open`: there is no such property, but there may be. */
export function propertyNamed(api: Api, { schema }: ObjectType, name: string): Property | 'open' | undefined {
  const { byName, open } = propertiesByName(api, schema);
  return byName.get(name.toLowerCase()) ?? (open ? 'open' : undefined);
}

export function propertiesOfType(api: Api, { schema }: ObjectType): Iterable<Property> {
  return propertiesByName(api, schema).byName.values();
}

/** A property that leads to other entities: not answered unless expanded. */
export function isNavigation(api: Api, schema: Schema): boolean {
  return keywordOf(api, schema, 'x-ms-navigationProperty') === true;
}

const named = new WeakMap<Api, ReadonlyMap<string, Schema>>();

/** The type of a name, its namespace left out or not: `microsoft.graph.user`, `User`. */
export function typeNamed(api: Api, name: string): ObjectType | undefined {
  let known = named.get(api);
  if (!known) {
    const short = [...api.schemas].map(([full, schema]): [string, Schema] => [lastWord(full), schema]);
    const full = [...api.schemas].map(([key, schema]): [string, Schema] => [key.toLowerCase(), schema]);
    known = new Map([...short, ...full]);
    named.set(api, known);
  }
  const wanted = name.replace(/^#/, '').toLowerCase();
  const schema = known.get(wanted) ?? known.get(lastWord(wanted));
  return schema && objectType(api, schema);
}

function lastWord(name: string): string {
  return (name.split('.').at(-1) ?? '').toLowerCase();
}

/** Whether a type is another one, or derived from it by `allOf`. */
export function isDerived(api: Api, type: ObjectType, base: ObjectType): boolean {
  const target = api.resolve(base.schema).pointer;
  return partsOf(api, type.schema).some(({ pointer }) => pointer === target);
}
