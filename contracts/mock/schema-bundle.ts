import {
  isArray,
  isObject,
  type Json,
  type JsonObject,
  setMember,
  stringMember,
} from '../../generator/model/json.ts';
import type { Api, Schema } from '../../generator/openapi/api.ts';
import { isReadOnly, keywordOf, propertiesOf } from '../../generator/openapi/schema-walk.ts';

/** Which way a body travels: read-only members are not sent, write-only members are not answered (JSON Schema 9.4). */
export type Direction = 'request' | 'response';

/** Keywords whose value is a schema, a list of schemas, a table of schemas; what is not named here is data. */
const inPlace = new Set(['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas']);
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

/** Where a schema is used: `closed` positions refuse undeclared members; `hidden` members travel the other way only. */
interface Use {
  readonly closed: boolean;
  readonly hidden: readonly string[];
}

/**
 * One self-contained JSON Schema 2020-12 document with all that a schema of the spec refers to: the input of the
 * validator. It says what docpact reads into a schema: closed world, direction, OpenAPI 3.0's spellings.
 */
export function bundleSchema(api: Api, schema: Schema, direction: Direction): JsonObject {
  const definitions: Record<string, Json> = {};
  const names = new Map<string, string>();
  const queue: { schema: Schema; use: Use; name: string }[] = [];
  const nameOf = (target: Schema, use: Use): string => {
    const key = `${use.closed} ${JSON.stringify(use.hidden)} ${target.pointer}`;
    let name = names.get(key);
    if (name === undefined) {
      name = `s${names.size}`;
      names.set(key, name);
      queue.push({ schema: target, use, name });
    }
    return `#/$defs/${name}`;
  };
  const writer = new Writer(api, direction, nameOf);
  const root = nameOf(schema, { closed: true, hidden: [] });
  for (let next = queue.pop(); next; next = queue.pop())
    definitions[next.name] = writer.write(next.schema, next.use);
  return { $ref: root, $defs: definitions };
}

class Writer {
  readonly #api: Api;
  readonly #direction: Direction;
  readonly #nameOf: (target: Schema, use: Use) => string;

  constructor(api: Api, direction: Direction, nameOf: (target: Schema, use: Use) => string) {
    this.#api = api;
    this.#direction = direction;
    this.#nameOf = nameOf;
  }

  write(schema: Schema, outer: Use): Json {
    const json = schema.json;
    if (typeof json === 'boolean') return json;
    const reference = stringMember(json, '$ref');
    if (reference !== undefined && (this.#api.version === '3.0' || Object.keys(json).length === 1)) {
      return this.#reference(schema, outer);
    }
    const composed = Object.keys(json).some((key) => inPlace.has(key) || key === '$ref');
    const use = outer.closed ? { closed: true, hidden: this.#hidden(schema) } : outer;
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
    this.#close(schema, written, use, composed);
    return this.#openApi30(written, json);
  }

  #reference(schema: Schema, use: Use): JsonObject | boolean {
    const target = this.#api.resolve(schema);
    // A plain-name reference (`#anchor`) is not followed: everything is accepted there rather than wrongly refused.
    if (target.pointer === schema.pointer) return true;
    return { $ref: this.#nameOf(target, use) };
  }

  #keyword(schema: Schema, key: string, value: Json, use: Use): Json | undefined {
    const below: Use = inPlace.has(key) ? { ...use, closed: false } : { closed: true, hidden: [] };
    const child = (...tokens: (string | number)[]): Json => {
      const found = this.#api.child(schema, key, ...tokens);
      return found ? this.write(found, below) : true;
    };
    if (
      key === '$defs' ||
      key === '$id' ||
      key === '$schema' ||
      key === 'discriminator' ||
      key === 'nullable'
    )
      return undefined;
    if (key === 'required' && isArray(value))
      return value.filter((name) => typeof name !== 'string' || !use.hidden.includes(name));
    if (key === 'properties' && isObject(value)) return this.#properties(schema, value, below);
    if (tables.has(key) && isObject(value)) return tableOf(Object.keys(value), child);
    if (lists.has(key) && isArray(value)) return value.map((_, i) => child(i));
    if (single.has(key)) return child();
    if (key === 'contentEncoding' && value === 'base64') return undefined;
    return value;
  }

  #properties(schema: Schema, table: JsonObject, use: Use): JsonObject {
    return tableOf(Object.keys(table), (name) => {
      const property = this.#api.child(schema, 'properties', name);
      if (!property) return true;
      return this.#travels(property) ? this.write(property, use) : false;
    });
  }

  #travels(property: Schema): boolean {
    if (this.#direction === 'request') return !isReadOnly(this.#api, property);
    return keywordOf(this.#api, property, 'writeOnly') !== true;
  }

  #hidden(schema: Schema): readonly string[] {
    return [...propertiesOf(this.#api, schema)]
      .filter(([, property]) => !this.#travels(property))
      .map(([name]) => name);
  }

  /** A schema that declares members takes no others, unless it says itself what others may be. */
  #close(schema: Schema, written: Record<string, Json>, use: Use, composed: boolean): void {
    if (typeof schema.json !== 'boolean' && schema.json['contentEncoding'] === 'base64')
      written['format'] = 'byte';
    if (!use.closed || 'additionalProperties' in written || 'unevaluatedProperties' in written) return;
    if (composed) {
      if (declares(this.#api, schema, new Set())) written['unevaluatedProperties'] = false;
    } else if ('properties' in written || 'patternProperties' in written)
      written['additionalProperties'] = false;
  }

  /** OpenAPI 3.0's dialect in 2020-12's words (OpenAPI 3.0.4, 4.7.24). */
  #openApi30(written: Record<string, Json>, original: JsonObject): JsonObject {
    if (this.#api.version !== '3.0') return written;
    for (const [bound, exclusive] of [
      ['minimum', 'exclusiveMinimum'],
      ['maximum', 'exclusiveMaximum'],
    ] as const) {
      const flag = written[exclusive];
      if (typeof flag !== 'boolean') continue;
      delete written[exclusive];
      const limit = written[bound];
      if (!flag || limit === undefined) continue;
      written[exclusive] = limit;
      delete written[bound];
    }
    if (original['nullable'] !== true) return written;
    return { anyOf: [{ type: 'null' }, written] };
  }
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
  return [...inPlace].some((key) => {
    const value = typeof here.json === 'boolean' ? undefined : here.json[key];
    const children = isArray(value) ? value.map((_, i) => api.child(here, key, i)) : [api.child(here, key)];
    return key !== 'not' && children.some((child) => child !== undefined && declares(api, child, seen));
  });
}
