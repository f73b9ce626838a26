import type { FactAbout, PropertyRow, TypeText } from '../../dialects/fact.ts';
import type { Property, StructuredType, TypeReference } from '../../model/description.ts';
import { compareText } from '../../model/diagnostic.ts';
import { entries, isArray, isObject, type Json, type JsonObject } from '../../model/json.ts';
import { listAt } from '../../model/list-at.ts';
import type { Place } from '../../model/place.ts';
import { pascalCase, UniqueNames } from '../../model/printers/identifier.ts';
import { inferredBy, originOf } from '../facts-of.ts';

/** JSON's and programming languages' names for what OData calls by another; widths are kept where one is said. */
const primitives: ReadonlyMap<string, string> = new Map(
  (
    [
      ['Edm.String', 'string str text char varchar url uri email enum password slug'],
      ['Edm.Boolean', 'boolean bool'],
      ['Edm.Int32', 'int32'],
      ['Edm.Int64', 'integer int int64 long bigint uint unsigned'],
      ['Edm.Double', 'number numeric double float decimal real'],
      ['Edm.Date', 'date'],
      ['Edm.DateTimeOffset', 'datetime date-time timestamp iso8601 isodate'],
      ['Edm.Guid', 'uuid guid'],
      ['Edm.Binary', 'base64 bytes'],
      ['Edm.ComplexType', 'object json map dict dictionary record hash struct'],
    ] as const
  ).flatMap(([name, words]) => words.split(' ').map((word) => [word, name] as const)),
);

/** The types of pages of plain conventions: those that sections describe, and those that examples show. */
export class PlainTypes {
  readonly #described = new Map<string, StructuredType>();
  readonly #byLower = new Map<string, string>();
  readonly #inferred: StructuredType[] = [];
  readonly #names = new UniqueNames();

  constructor(types: readonly FactAbout<'type'>[], rows: readonly FactAbout<'property'>[]) {
    for (const { subject } of types) this.#byLower.set(subject.name.toLowerCase(), subject.name);
    const byType = new Map<string, FactAbout<'property'>[]>();
    for (const row of rows) {
      listAt(byType, row.subject.name).push(row);
    }
    for (const { subject, at } of types) {
      if (this.#described.has(subject.name)) continue;
      const properties = (byType.get(subject.name) ?? []).map((row) => this.property(row.value, row.at));
      this.#described.set(subject.name, typeOf(this.#names.take(subject.name), properties, originOf(at)));
    }
  }

  all(): StructuredType[] {
    return [...this.#described.values(), ...this.#inferred].sort((a, b) => compareText(a.name, b.name));
  }

  property(row: PropertyRow, at: Place): Property {
    return {
      name: row.name,
      type: row.type ? this.reference(row.type) : { name: undefined, collection: false },
      typeOrigin: originOf(row.typeAt ?? at),
      description: row.description,
      nullable: row.nullable,
      readOnly: row.readOnly,
      required: row.required,
      values: row.values,
      origin: originOf(at),
    };
  }

  /** A primitive, a described type, or nothing: a word that no page describes is no type. */
  reference(type: TypeText): TypeReference {
    const { collection } = type;
    // A list of values in quotes (`"a" | "b"`) documents them, as "possible values" does.
    if (/^["'`]/.test(type.name)) return { name: 'Edm.String', collection };
    const text = type.name.toLowerCase().replace(/[`"']/g, '').trim();
    const [, plain = '', format = ''] = /^([\w.-]+)s?(?:\s*\(([^()]*)\))?/.exec(text) ?? [];
    const word = [format, plain, plain.replace(/s$/, '')].find((one) => primitives.has(one));
    const name = this.#byLower.get(plain) ?? this.#byLower.get(plain.replace(/s$/, ''));
    return { name: name ?? (word === undefined ? undefined : primitives.get(word)), collection };
  }

  /** The type of a value that an example shows; an object becomes a type of the given name. */
  shown(value: Json, name: string, at: Place, depth = 0): TypeReference {
    if (isArray(value)) {
      const first = value.find((item) => item !== null) ?? null;
      const item = this.shown(isArray(first) ? null : first, `${name}Item`, at, depth + 1);
      return { ...item, collection: true };
    }
    if (isObject(value))
      return {
        name: depth > 8 ? 'Edm.ComplexType' : this.#object(value, name, at, depth),
        collection: false,
      };
    return { name: primitiveOf(value), collection: false };
  }

  #object(value: JsonObject, name: string, at: Place, depth: number): string {
    const taken = this.#names.take(name);
    const properties = entries(value).map(
      ([key, inner]): Property => ({
        name: key,
        type: this.shown(inner, `${taken}${pascalCase(key)}`, at, depth + 1),
        typeOrigin: inferredBy('type-from-example', at),
        description: '',
        nullable: inner === null ? true : undefined,
        readOnly: false,
        required: undefined,
        values: [],
        origin: inferredBy('property-from-example', at),
      }),
    );
    this.#inferred.push(typeOf(taken, properties, inferredBy('type-from-example', at)));
    return taken;
  }
}

function primitiveOf(value: Json): string | undefined {
  if (typeof value === 'string') return 'Edm.String';
  if (typeof value === 'boolean') return 'Edm.Boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? 'Edm.Int64' : 'Edm.Double';
  return undefined;
}

function typeOf(
  name: string,
  properties: readonly Property[],
  origin: StructuredType['origin'],
): StructuredType {
  const unique = new Map(properties.map((property) => [property.name, property]));
  return {
    name,
    kind: 'complex',
    conventions: 'plain',
    described: true,
    description: '',
    base: undefined,
    abstract: false,
    open: false,
    media: false,
    key: undefined,
    properties: [...unique.values()],
    navigation: [],
    returnsAll: undefined,
    origin,
  };
}
