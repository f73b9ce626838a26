import { isArray, isObject, type Json, type JsonObject, setMember, stringMember } from '../model/json.ts';
import { pointer as at } from '../model/pointer.ts';
import type { Api, Schema } from './api.ts';
import { conditionsApart } from './conditions-apart.ts';
import { type Direction, travels } from './direction.ts';
import { keywordFault } from './json-schema-keywords.ts';
import { keywordsApart } from './keywords-apart.ts';
import { openApi30 } from './openapi-30.ts';
import { rememberedBySchema } from './remembered-by-schema.ts';
import { propertiesOf } from './schema-walk.ts';

/** Where a schema is used: `closed` positions refuse undeclared members; `hidden` members travel the other way only. */
export interface Use {
  readonly closed: boolean;
  readonly hidden: readonly string[];
}

/** How schemas are read. */
export interface SchemaReading {
  readonly direction: Direction;
  /** Whether members that no schema declares are refused. */
  readonly closed: boolean;
  /**
   * What stands for a reference. `within` is the keyword by which the target judges the same value as the schema that is
   * written (`$ref`, `allOf`, `not` …); undefined: it judges a part of it.
   */
  readonly refer: (target: Schema, use: Use, within: string | undefined) => Json;
  /** Whether texts beside those of an `enum` are let through. Default: none are. */
  readonly isOpen?: (schema: JsonObject) => boolean;
  /** What stands for a member that does not travel this way. Default: `false`, which nothing fulfils. */
  readonly hiddenMember?: JsonObject;
  /** Told of what no validator can make sense of, which is left out then. Default: it stays as it is. */
  readonly leftOut?: (pointer: string, reason: string) => void;
}

/** Keywords whose value is a schema, a list of schemas, a table of schemas; what is not named here is data. */
const inPlaceKeywords = new Set(['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas']);
const single = new Set([
  'not',
  'if',
  'then',
  'else',
  'items',
  'contains',
  'additionalProperties',
  'unevaluatedProperties',
  'unevaluatedItems',
  'propertyNames',
]);
const lists = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const tables = new Set(['properties', 'patternProperties', 'dependentSchemas']);

/**
 * Writes a schema of the document as JSON Schema 2020-12 for a validator, in what docpact reads into it: the direction,
 * OpenAPI 3.0's spellings, formats that are asserted, a closed world where that is asked for. Annotations are left out;
 * references become what the reading makes of them.
 */
export function jsonSchemaOf(api: Api, schema: Schema, reading: SchemaReading, use: Use): Json {
  return new Writer(api, reading).write(schema, { ...use, within: '$ref' });
}

interface Place extends Use {
  readonly within: string | undefined;
}

class Writer {
  readonly #api: Api;
  readonly #reading: SchemaReading;

  constructor(api: Api, reading: SchemaReading) {
    this.#api = api;
    this.#reading = reading;
  }

  write(schema: Schema, outer: Place): Json {
    const json = schema.json;
    if (typeof json === 'boolean') return json;
    const reference = stringMember(json, '$ref');
    if (this.#isReferenceAlone(schema)) return this.#reference(schema, outer);
    const composed = Object.keys(json).some((key) => inPlaceKeywords.has(key) || key === '$ref');
    const hidden = new Set([...outer.hidden, ...hiddenMembers(this.#api, schema, this.#reading.direction)]);
    const use: Place = { ...outer, hidden: [...hidden] };
    const inner = composed ? { ...use, closed: false } : use;
    const written: Record<string, Json> = {};
    for (const [key, value] of Object.entries(json)) {
      const next = key === '$ref' ? undefined : this.#keyword(schema, key, value, inner);
      if (next !== undefined) setMember(written, key, next);
    }
    if (reference !== undefined)
      written['allOf'] = [
        this.#reference(schema, inner),
        ...(isArray(written['allOf']) ? written['allOf'] : []),
      ];
    if (json['contentEncoding'] === 'base64') written['format'] = 'byte';
    byPattern(written, '__proto__');
    if (this.#reading.closed && json['additionalProperties'] === undefined) declareListed(json, written);
    keywordsApart(written);
    conditionsApart(written);
    if (use.closed) this.#close(schema, written, composed);
    return this.#api.version === '3.0' ? openApi30(written, json) : written;
  }

  #reference(schema: Schema, { closed, hidden, within }: Place): Json {
    const target = this.#target(schema);
    if (target) return this.#reading.refer(target, { closed, hidden }, within);
    // An anchor that none or several bear leads nowhere: everything is accepted there rather than wrongly refused.
    this.#reading.leftOut?.(at(schema.pointer, '$ref'), 'the reference names an anchor');
    return true;
  }

  /** As far as references say nothing else: what stands beside one of 3.1 is heeded too. Undefined: they lead nowhere. */
  #target(schema: Schema): Schema | undefined {
    let here: Schema | undefined = schema;
    for (let hops = 0; hops < 100; hops++) {
      const reference: string | undefined =
        typeof here.json === 'boolean' ? undefined : stringMember(here.json, '$ref');
      here = reference === undefined ? undefined : this.#api.referred(reference);
      if (!here || !this.#isReferenceAlone(here)) return here;
    }
    return undefined;
  }

  #isReferenceAlone({ json }: Schema): boolean {
    if (typeof json === 'boolean' || stringMember(json, '$ref') === undefined) return false;
    return this.#api.version === '3.0' || Object.keys(json).length === 1;
  }

  #keyword(schema: Schema, key: string, value: Json, use: Place): Json | undefined {
    const below: Place = inPlaceKeywords.has(key)
      ? // What `not` refuses is read by itself: to ask less of it would refuse more.
        { closed: false, hidden: key === 'not' ? [] : use.hidden, within: use.within && key }
      : // What is looked for describes nothing: others may have said what else the item has.
        { closed: this.#reading.closed && key !== 'contains', hidden: [], within: undefined };
    const child = (...tokens: (string | number)[]): Json => {
      const found = this.#api.child(schema, key, ...tokens);
      return found ? this.write(found, below) : true;
    };
    if (key === 'properties' && isObject(value)) return this.#properties(schema, value, below);
    if (tables.has(key) && isObject(value)) return tableOf(Object.keys(value), child);
    if (lists.has(key) && isArray(value) && value.length > 0) return value.map((_, i) => child(i));
    if (single.has(key) && (isObject(value) || typeof value === 'boolean')) return child();
    if (key === 'enum' && isObject(schema.json) && this.#reading.isOpen?.(schema.json)) return undefined;
    if (key === 'required' && isArray(value))
      return value.filter((name) => typeof name !== 'string' || !use.hidden.includes(name));
    const isStructure = tables.has(key) || lists.has(key) || single.has(key);
    if (isStructure) this.#reading.leftOut?.(at(schema.pointer, key), `${key} must hold schemas`);
    return isStructure ? undefined : this.#assertion(schema, key, value);
  }

  /** What validators do not know is nothing to them; what they would choke on is the reading's business. */
  #assertion(schema: Schema, key: string, value: Json): Json | undefined {
    const fault = keywordFault(key, value, this.#api.version);
    if (fault === 'unknown') return undefined;
    if (fault === undefined || (!this.#reading.leftOut && !fault.foreign)) return value;
    this.#reading.leftOut?.(at(schema.pointer, key), fault.reason);
    return undefined;
  }

  #properties(schema: Schema, table: JsonObject, use: Place): JsonObject {
    return tableOf(Object.keys(table), (name) => {
      const property = this.#api.child(schema, 'properties', name);
      if (!property) return true;
      if (travels(this.#api, property, this.#reading.direction)) return this.write(property, use);
      return this.#reading.hiddenMember ?? false;
    });
  }

  /** A schema that declares members takes no others, unless it says itself what others may be. */
  #close(schema: Schema, written: Record<string, Json>, composed: boolean): void {
    if ('additionalProperties' in written || 'unevaluatedProperties' in written) return;
    if (composed) {
      if (!declares(this.#api, schema, new Set())) return;
      written['unevaluatedProperties'] = false;
    } else {
      if (!('properties' in written || 'patternProperties' in written)) return;
      written['additionalProperties'] = false;
    }
    this.#admitRequired(schema, written);
  }

  /** A name that is required but described nowhere may come: no other value could satisfy the schema. */
  #admitRequired(schema: Schema, written: Record<string, Json>): void {
    const declared = isObject(written['properties']) ? written['properties'] : {};
    const others = [...requiredInPlace(this.#api, schema)].filter((name) => !Object.hasOwn(declared, name));
    if (others.length === 0) return;
    written['properties'] = tableOf([...Object.keys(declared), ...others], (name) =>
      Object.hasOwn(declared, name) ? (declared[name] ?? true) : true,
    );
  }
}

/** The members of objects that `enum` or `const` list are declared by them: a closed world must not refuse what is listed. */
export function declareListed(
  { enum: values, const: value }: JsonObject,
  written: Record<string, Json>,
): void {
  const listed = [...(isArray(values) ? values : []), value].filter(isObject);
  if (listed.length === 0) return;
  const properties: Record<string, Json> = {};
  for (const one of listed) for (const name of Object.keys(one)) setMember(properties, name, true);
  const declared = written['properties'];
  written['properties'] = isObject(declared) ? { ...properties, ...declared } : properties;
}

/** The members of a schema that do not travel this way: where it requires them, it does so the other way. */
export function hiddenMembers(api: Api, schema: Schema, direction: Direction): readonly string[] {
  return [...propertiesOf(api, schema)]
    .filter(([, property]) => !travels(api, property, direction))
    .map(([name]) => name);
}

/** All names that a schema requires of the value that it judges, by whatever way. */
export const requiredInPlace = rememberedBySchema((api, schema): ReadonlySet<string> => {
  const names = new Set<string>();
  const seen = new Set<string>();
  const queue = [schema];
  for (let next = queue.pop(); next; next = queue.pop()) {
    const here = api.resolve(next);
    if (typeof here.json === 'boolean' || seen.has(here.pointer)) continue;
    seen.add(here.pointer);
    const required = here.json['required'];
    for (const name of isArray(required) ? required : []) if (typeof name === 'string') names.add(name);
    queue.push(...inPlaceChildren(api, here), ...inPlaceChildren(api, next));
  }
  return names;
});

function inPlaceChildren(api: Api, schema: Schema, keywords: Iterable<string> = inPlaceKeywords): Schema[] {
  if (typeof schema.json === 'boolean') return [];
  const { json } = schema;
  return [...keywords].flatMap((key) => {
    const value = json[key];
    const keys = isArray(value)
      ? [...value.keys()]
      : key === 'dependentSchemas' && isObject(value)
        ? Object.keys(value)
        : [];
    const children =
      keys.length > 0 ? keys.map((one) => api.child(schema, key, one)) : [api.child(schema, key)];
    return children.filter((child) => child !== undefined);
  });
}

/** ajv passes over a member of this name in a table of properties; a pattern that only this name fits says the same. */
export function byPattern(written: Record<string, Json>, name: string): void {
  const { properties, patternProperties } = written;
  if (!isObject(properties) || !Object.hasOwn(properties, name)) return;
  const { [name]: property, ...others } = properties;
  written['properties'] = others;
  written['patternProperties'] = {
    ...(isObject(patternProperties) ? patternProperties : {}),
    [`^${name}$`]: property ?? true,
  };
}

function tableOf(names: readonly string[], make: (name: string) => Json): JsonObject {
  const table: Record<string, Json> = {};
  for (const name of names) setMember(table, name, make(name));
  return table;
}

/** Whether a composed schema names members anywhere in place; one that names none is free-form. */
function declares(api: Api, schema: Schema, seen: Set<string>): boolean {
  const here = api.resolve(schema);
  if (typeof here.json === 'boolean' || seen.has(here.pointer)) return false;
  seen.add(here.pointer);
  if ('properties' in here.json || 'patternProperties' in here.json) return true;
  const telling = [...inPlaceKeywords].filter((key) => key !== 'not');
  return inPlaceChildren(api, here, telling).some((child) => declares(api, child, seen));
}
