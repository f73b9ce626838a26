import { type Diagnostic, defineProblem } from '../model/diagnostic.ts';
import {
  entries,
  isArray,
  isObject,
  type Json,
  type JsonObject,
  member,
  sameJson,
  setMember,
  stringMember,
} from '../model/json.ts';
import { pointer as at, pointerTokens } from '../model/pointer.ts';
import type { Api, Schema } from '../openapi/api.ts';
import { composed, demandedNames, demanding, isComposed, saysNothing, withoutDoc } from './composition.ts';
import type { EnumPolicy } from './emitter.ts';
import { isOpenEnum } from './enum-policy.ts';
import { kindOf } from './kinds.ts';
import type { Names } from './names.ts';
import { schemaProse } from './prose.ts';
import { SchemaGraph } from './schema-graph.ts';
import { Untyped } from './untyped.ts';
import { noteDemands, noteKeywords } from './untyped-keywords.ts';

/** A request leaves read-only members out, a response write-only ones. */
export type Direction = 'request' | 'response';

/**
 * A schema made ready for openapi-typescript: only keywords that shape a type, every reference `{ $ref: TypeName }`,
 * comments under `x-doc`. What it would stumble over or misread is put into a form that it reads right.
 */
export type Prepared = JsonObject | boolean;

/** A type of its own: `export type Name = …`. */
export interface NamedType {
  readonly name: string;
  /** The file that it lies in. */
  readonly file: string;
  readonly doc: readonly string[];
  readonly schema: Prepared;
}

const selfReference = defineProblem<{ pointer: string }>({
  code: 'generate/self-reference',
  severity: 'warning',
  summary: 'A schema is composed of itself.',
  message: (p) => `${p.pointer} leads back to the schema that it is a part of; it is left out of the type`,
});
const anchor = defineProblem<{ reference: string }>({
  code: 'generate/unsupported-ref',
  severity: 'warning',
  summary: 'A $ref that names an anchor has no type.',
  message: (p) => `the reference ${p.reference} names an anchor; its type is unknown`,
  help: 'Use a JSON pointer: #/components/schemas/…',
});

const unknownType = defineProblem<{ word: string }>({
  code: 'generate/unknown-type',
  severity: 'warning',
  summary: 'A schema has a type that JSON Schema does not know.',
  message: (p) => `${p.word} is no type of JSON Schema; it says nothing about the generated type`,
  help: 'The types are string, number, integer, boolean, object, array and null.',
});
const idleKeyword = defineProblem<{ keyword: string; type: string }>({
  code: 'generate/keyword-idle',
  severity: 'warning',
  summary: 'A keyword stands beside a type that it does not apply to.',
  message: (p) => `${p.keyword} says nothing of a value of type ${p.type}; it is left out of the type`,
});

/** Where a composition stands, and the named schema around it. */
interface Composition {
  readonly schema: Schema;
  readonly json: JsonObject;
  readonly keyword: string;
  readonly direction: Direction;
  readonly owner: string;
}

/** References and names of types that no document can claim. */
export const reference = (type: string, doc: readonly string[] = []): JsonObject => ({
  $ref: `#/${type}`,
  ...(doc.length === 0 ? {} : { 'x-doc': doc }),
});
export const never = (doc: readonly string[]): JsonObject => reference('never', doc);

/** Gives schemas their types, each in the views that are asked for. */
export class SchemaViews {
  readonly #api: Api;
  readonly #names: Names;
  readonly #enums: EnumPolicy;
  readonly #graph: SchemaGraph;
  readonly #named = new Map<string, string>();
  /** The named types in the order of their naming. */
  readonly #types = new Map<string, { readonly schema: Schema; readonly direction: Direction }>();
  readonly #cut = new Set<JsonObject>();
  readonly #shared = new WeakMap<object, Prepared>();
  readonly diagnostics: Diagnostic[] = [];
  /** What the schemas say beyond what their types do. */
  readonly untyped = new Untyped();

  constructor(api: Api, { names, enums }: { readonly names: Names; readonly enums: EnumPolicy }) {
    this.#api = api;
    this.#names = names;
    this.#enums = enums;
    this.#graph = new SchemaGraph(api);
    for (const schema of api.schemas.values()) this.name(schema, 'response');
  }

  /** All named types; preparing them may name more, which come at the end. */
  *drain(): Generator<NamedType> {
    for (const [name, { schema, direction }] of this.#types) {
      const doc = isObject(schema.json) ? schemaProse(schema.json) : [];
      const file = this.#names.schemaFile(schema.pointer);
      yield { name, file, doc, schema: this.view(schema, direction, schema.pointer) };
    }
  }

  /** The file of a type that was named; undefined for what is no schema's type. */
  file(name: string): string | undefined {
    const type = this.#types.get(name);
    return type && this.#names.schemaFile(type.schema.pointer);
  }

  /** The members of a named type that a `required` beside a reference to it may demand, those that it is composed of too. */
  requirable(name: string): JsonObject {
    // Without a prototype: the library asks it for every name, `__proto__` too.
    const properties: Record<string, Json> = Object.create(null);
    const seen = new Set<string>();
    const queue: Json[] = [reference(name)];
    for (let view = queue.pop(); view !== undefined; view = queue.pop()) {
      const target = stringMember(view, '$ref')?.slice(2);
      if (target !== undefined) {
        const type = seen.has(target) ? undefined : this.#types.get(target);
        seen.add(target);
        if (type) queue.push(this.view(type.schema, type.direction, type.schema.pointer));
        continue;
      }
      for (const [key, property] of entries(member(view, 'properties'))) {
        if (!isNever(property)) setMember(properties, key, property);
      }
      const parts = member(view, 'allOf');
      if (isArray(parts)) queue.push(...parts);
    }
    return properties;
  }

  /** The name of a schema's type in a view; both views share a name where they do not differ. */
  name(schema: Schema, direction: Direction): string {
    const twofold = direction === 'request' && this.#graph.directional(schema.pointer);
    const key = `${twofold ? 'request' : 'response'} ${schema.pointer}`;
    const known = this.#named.get(key);
    if (known !== undefined) return known;
    const single = this.#names.schemas.get(schema.pointer) ?? pointerTokens(schema.pointer).join(' ');
    const component = this.#names.schemas.get(schema.pointer);
    const wanted = twofold ? `${single}Writable` : single;
    const name =
      component !== undefined && !twofold ? component : this.#names.takeType(wanted, schema.pointer);
    this.#named.set(key, name);
    this.#types.set(name, { schema, direction: twofold ? 'request' : 'response' });
    return name;
  }

  /** A schema in one view; `owner` is the named schema that it stands in, if any. */
  view(schema: Schema, direction: Direction, owner?: string): Prepared {
    this.note(schema, owner);
    return this.#shape(schema, direction, owner);
  }

  /** Members of a composition demand what others of it describe: their owner is looked at. */
  note(schema: Schema, owner = schema.pointer): void {
    noteKeywords(this.untyped, this.#api, schema);
    if (owner === schema.pointer) noteDemands(this.untyped, this.#api, schema);
  }

  #shape(schema: Schema, direction: Direction, owner: string | undefined): Prepared {
    const { json, pointer } = schema;
    if (!isObject(json)) return json;
    if (stringMember(json, '$ref') !== undefined) return this.#reference(schema, json, direction, owner);
    if (json['const'] !== undefined) return { enum: [json['const']] };
    const listed = this.#listed(json);
    if (listed) return listed;
    const core = this.#core(schema, json, direction);
    if (!isComposed(json)) return core;
    const list = (keyword: string) =>
      this.#composition({ schema, json, keyword, direction, owner: owner ?? pointer }, core['properties']);
    return composed(core, {
      allOf: list('allOf'),
      ...(isArray(json['anyOf']) ? { anyOf: list('anyOf') } : {}),
      ...(isArray(json['oneOf']) ? { oneOf: list('oneOf') } : {}),
    });
  }

  /** What a schema says beside its compositions. A keyword for values of another type than the schema's says nothing. */
  #core(schema: Schema, json: JsonObject, direction: Direction): Record<string, Json> {
    const out: Record<string, Json> = { ...this.#nullable(json) };
    const { type, unknown, idle } = kindOf(json);
    for (const word of unknown)
      this.diagnostics.push(unknownType.at(this.#api.place(at(schema.pointer, 'type')), { word }));
    for (const keyword of idle) {
      const place = this.#api.place(at(schema.pointer, keyword), 'key');
      this.diagnostics.push(idleKeyword.at(place, { keyword, type: [type ?? ''].flat().join(' or ') }));
    }
    if (type !== undefined) out['type'] = type;
    if (!idle.includes('properties')) this.#object(out, schema, json, direction);
    const child = (keyword: string) =>
      idle.includes(keyword) ? undefined : this.#api.child(schema, keyword);
    const [items, more] = [child('items'), child('additionalProperties')];
    if (items) out['items'] = this.view(items, direction);
    if (more) out['additionalProperties'] = this.view(more, direction);
    const tuple = ['prefixItems', 'items'].find(
      (keyword) => isArray(json[keyword]) && !idle.includes(keyword),
    );
    if (tuple) this.#tuple(out, this.#list(schema, tuple, direction));
    if (!idle.includes('patternProperties')) this.#indexed(out, schema, json, direction);
    return out;
  }

  /** A tuple that may go on is a list of all that can stand in it: its first members cannot be told by their place. */
  #tuple(out: Record<string, Json>, first: Prepared[]): void {
    const rest = out['items'];
    if (rest === undefined || rest === false) out['prefixItems'] = first;
    else out['items'] = [...first, rest].some(saysNothing) ? {} : { anyOf: [...first, rest] };
    if (rest === false) delete out['items'];
  }

  /** Values that the schema lists: nothing else, or by the policy any other text beside them. */
  #listed(json: JsonObject): Prepared | undefined {
    const documented = [json['x-extensible-enum'], json['x-docpact-documented-values']].find(isArray);
    const values = isArray(json['enum']) ? json['enum'] : documented;
    if (!values) return undefined;
    // YAML can write numbers that TypeScript has no literal for.
    if (values.some((value) => typeof value === 'number' && !Number.isFinite(value)))
      return { type: 'number' };
    const known = { enum: values, ...this.#nullable(json) };
    if (!isOpenEnum(json, this.#enums)) return isArray(json['enum']) ? known : undefined;
    const nullable = isArray(json['type']) && json['type'].includes('null') && !values.includes(null);
    const kinds = [known, reference('runtime.OtherText'), ...(nullable ? [reference('null')] : [])];
    return { anyOf: kinds };
  }

  #nullable(json: JsonObject): JsonObject {
    // OpenAPI 3.1 has no `nullable`: there `null` is a type.
    return this.#api.version === '3.0' && json['nullable'] === true ? { nullable: true } : {};
  }

  #reference(schema: Schema, json: JsonObject, direction: Direction, owner: string | undefined): Prepared {
    const target = this.#api.resolve(schema);
    if (isObject(target.json) && stringMember(target.json, '$ref') !== undefined) {
      const written = stringMember(json, '$ref') ?? '';
      this.diagnostics.push(anchor.at(this.#api.place(at(schema.pointer, '$ref')), { reference: written }));
      return {};
    }
    const named = reference(this.name(target, direction));
    // Beside a reference OpenAPI 3.0 ignores everything; 3.1 (JSON Schema 2020-12, 8.2.3.1) means both.
    const { $ref: _, ...rest } = json;
    const shapes = [
      'type',
      'properties',
      'required',
      'additionalProperties',
      'allOf',
      'anyOf',
      'oneOf',
      'enum',
      'const',
    ];
    if (this.#api.version === '3.0' || !shapes.some((keyword) => rest[keyword] !== undefined)) return named;
    return { allOf: [named, this.#shape({ pointer: schema.pointer, json: rest }, direction, owner)] };
  }

  #object(out: Record<string, Json>, schema: Schema, json: JsonObject, direction: Direction): void {
    const dropped = new Set<string>();
    if (isObject(json['properties'])) {
      const properties: Record<string, Json> = {};
      for (const name of Object.keys(json['properties'])) {
        const property = this.#api.child(schema, 'properties', name);
        if (!property) continue;
        const view = this.property(property, direction);
        if (view === undefined || isNever(view)) dropped.add(name);
        if (view !== undefined) setMember(properties, name, view);
      }
      out['properties'] = properties;
    }
    if (isArray(json['required']) || isArray(json['allOf']))
      out['required'] = demandedNames(json).filter((name) => !dropped.has(name));
  }

  /** A property in one view; undefined where the view has none, `never` where it must not be sent. */
  property(property: Schema, direction: Direction): Prepared | undefined {
    if (direction === 'response' && this.#says(property, 'writeOnly')) return undefined;
    const doc = isObject(property.json) ? schemaProse(property.json) : [];
    if (direction === 'request' && this.isReadOnly(property)) return never(readOnlyDoc);
    const view = this.view(property, direction);
    return isObject(view) && doc.length > 0 ? { ...view, 'x-doc': doc } : view;
  }

  /** Whether a request may not carry a property. */
  isReadOnly(property: Schema): boolean {
    return this.#says(property, 'readOnly');
  }

  /** Made once for a parameter or a media type: operations share those that they refer to. */
  shared(of: object, make: () => Prepared): Prepared {
    const known = this.#shared.get(of);
    if (known !== undefined) return known;
    const made = make();
    this.#shared.set(of, made);
    return made;
  }

  #says(property: Schema, keyword: 'readOnly' | 'writeOnly'): boolean {
    const target = this.#api.resolve(property);
    return [property, target].some(({ json }) => isObject(json) && json[keyword] === true);
  }

  #list(schema: Schema, keyword: string, direction: Direction): Prepared[] {
    const items = isObject(schema.json) ? schema.json[keyword] : undefined;
    return (isArray(items) ? items : []).map((_, i) => {
      const item = this.#api.child(schema, keyword, i);
      return item ? this.view(item, direction) : {};
    });
  }

  /**
   * An index signature must fit the named members beside it, or the type has no values (`a: number` beside
   * `[key]: string`): it becomes a union with them. Patterns have no word in TypeScript and join it.
   */
  #indexed(out: Record<string, Json>, schema: Schema, json: JsonObject, direction: Direction): void {
    const patterns = isObject(json['patternProperties']) ? Object.keys(json['patternProperties']) : [];
    const extra = out['additionalProperties'];
    const views = patterns.flatMap((name) => this.#api.child(schema, 'patternProperties', name) ?? []);
    const index: Json[] = views.map((pattern) => this.view(pattern, direction));
    if (isObject(extra)) index.push(extra);
    if (extra === true || index.length === 0) return;
    const members = isObject(out['properties'])
      ? Object.values(out['properties']).filter((view) => !isNever(view))
      : [];
    const kinds: Json[] = [];
    for (const kind of [...index, ...members].map(withoutDoc))
      if (!kinds.some((one) => sameJson(one, kind))) kinds.push(kind);
    out['additionalProperties'] =
      kinds.length > 8 || kinds.includes(true)
        ? true
        : kinds.length === 1
          ? (kinds[0] ?? true)
          : { anyOf: kinds };
  }

  #composition(place: Composition, properties: Json | undefined): Json[] {
    const { schema, json, keyword, direction, owner } = place;
    const items = json[keyword];
    return (isArray(items) ? items : []).flatMap((_, i): Json[] => {
      const item = this.#api.child(schema, keyword, i);
      if (!item) return [];
      if (this.#graph.isCut(item.pointer, owner)) {
        // Once a composition: a mesh of schemas has thousands of such members.
        if (!this.#cut.has(json))
          this.diagnostics.push(selfReference.at(this.#api.place(item.pointer), { pointer: item.pointer }));
        this.#cut.add(json);
        return [];
      }
      const demand = keyword === 'allOf' ? undefined : demanding(item.json, properties);
      if (demand) return [demand];
      const view = this.view(item, direction, owner);
      const tag = keyword === 'allOf' ? undefined : this.#tag(json, item);
      if (tag) return [{ allOf: [view, tag] }];
      // openapi-typescript looks into each part with `in`, which a boolean does not survive.
      return [view === true ? {} : view === false ? never([]) : view];
    });
  }

  /** What the discriminator says of one alternative: its property is one of the values that are mapped to it. */
  #tag(json: JsonObject, item: Schema): JsonObject | undefined {
    const property = stringMember(json['discriminator'], 'propertyName');
    const target = this.#api.resolve(item);
    if (property === undefined || target.pointer === item.pointer) return undefined;
    const mapping = isObject(json['discriminator']) ? json['discriminator']['mapping'] : undefined;
    const name = pointerTokens(target.pointer).at(-1) ?? '';
    const mapped = isObject(mapping)
      ? Object.keys(mapping).filter(
          (value) =>
            mapping[value] === name ||
            mapping[value] ===
              stringMember(item.json === true || item.json === false ? undefined : item.json, '$ref'),
        )
      : [];
    const values = mapped.length > 0 ? mapped : [name];
    const properties: Record<string, Json> = {};
    setMember(properties, property, { enum: values });
    return { type: 'object', properties, required: [property] };
  }
}

export const readOnlyDoc = ['Read-only: the service sets it, a request cannot.'];

export function isNever(view: Json): boolean {
  return stringMember(view, '$ref') === '#/never';
}
