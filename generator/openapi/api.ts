import type { Json, JsonObject } from '../model/json.ts';
import type { Place } from '../model/place.ts';

/**
 * The resolved view of an OpenAPI 3.0 or 3.1 document: what stands right of the hub looks at this and never at the
 * raw document. References are followed, path-item parameters and security are inherited, the order is the
 * document's. Everything knows its pointer, so that `place` can say where it stands. Built lazily: asking for one
 * operation of a large document pays for that one.
 */
export interface Api {
  readonly file: string;
  readonly version: '3.0' | '3.1';
  readonly info: JsonObject;
  readonly root: JsonObject;
  readonly servers: readonly Server[];
  readonly securitySchemes: readonly SecurityScheme[];
  /** The document's own requirements, which operations without any inherit. */
  readonly security: readonly SecurityRequirement[];
  /** In document order: by path, then by the path item's own order. */
  readonly operations: readonly Operation[];
  /** Path templates in document order, for routing without building operations. */
  readonly paths: readonly string[];
  /** The operations of one path template. */
  operationsAt(path: string): readonly Operation[];
  /** The operations of path items that stand elsewhere, by name: `/webhooks`, or the callback at a pointer. */
  operationsIn(pointer: string): readonly Operation[];
  /** The component schemas by name, in document order. */
  readonly schemas: ReadonlyMap<string, Schema>;
  /** Follows `$ref` (and nothing else) to the schema it names; a schema without `$ref` is returned as it is. */
  resolve(schema: Schema): Schema;
  /**
   * What a reference within the document names, one step: the schema at a JSON pointer, or the one that bears the name as
   * an anchor. Undefined where there is none, or several bear the name.
   */
  referred(reference: string): Schema | undefined;
  /** The schema at a pointer below another: `child(schema, 'properties', 'id')`. */
  child(schema: Schema, ...tokens: (string | number)[]): Schema | undefined;
  /** Where a pointer stands in the spec. */
  place(pointer: string, part?: 'key' | 'value'): Place;
  /** A line of the spec's text, for code frames. */
  line(number: number): string;
}

export type Method = 'get' | 'put' | 'post' | 'delete' | 'options' | 'head' | 'patch' | 'trace';

export interface Operation {
  /** `operationId`, or one made of method and path (`patch /a/{b}` → `patchAB`); unique within the document. */
  readonly id: string;
  readonly method: Method;
  /** The path template as the document writes it. */
  readonly path: string;
  readonly pointer: string;
  readonly summary: string | undefined;
  readonly description: string | undefined;
  readonly tags: readonly string[];
  readonly deprecated: boolean;
  /** The path item's parameters and the operation's own, which win by name and location. */
  readonly parameters: readonly Parameter[];
  readonly requestBody: RequestBody | undefined;
  /** In document order. */
  readonly responses: readonly Response[];
  /** The alternatives: one of them must hold; all schemes of an alternative must. Empty: none is needed. */
  readonly security: readonly SecurityRequirement[];
  readonly servers: readonly Server[];
  /** The `x-…` members. */
  readonly extensions: JsonObject;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly pointer: string;
  readonly required: boolean;
  readonly deprecated: boolean;
  readonly description: string | undefined;
  /** Serialisation, with the specification's defaults filled in (OpenAPI 3.1, 4.8.12.2). */
  readonly style: string;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  /** Query parameters only: it may be sent without a value. */
  readonly allowEmptyValue: boolean;
  readonly schema: Schema | undefined;
  /** For parameters described by `content`: the media type. */
  readonly content: MediaType | undefined;
  /** Documented values beside those of the schema. */
  readonly examples: readonly Example[];
  /**
   * `Accept`, `Content-Type` and `Authorization` headers: OpenAPI says that their definitions are ignored (4.8.12),
   * because media types and security say the same. They are documentation here.
   */
  readonly ignored: boolean;
}

export interface RequestBody {
  readonly pointer: string;
  readonly required: boolean;
  readonly description: string | undefined;
  readonly content: readonly MediaType[];
}

export interface Response {
  /** `200`, `2XX` or `default`. */
  readonly status: string;
  readonly pointer: string;
  readonly description: string | undefined;
  readonly headers: readonly Header[];
  readonly content: readonly MediaType[];
  /** The names of its links. */
  readonly links: readonly string[];
}

export interface Header {
  readonly name: string;
  readonly pointer: string;
  readonly required: boolean;
  readonly description: string | undefined;
  readonly schema: Schema | undefined;
  /** Whether `content` describes it in place of a schema. */
  readonly byContent: boolean;
}

export interface MediaType {
  /** As written: `application/json; charset=utf-8`, `text/*`. */
  readonly type: string;
  readonly pointer: string;
  readonly schema: Schema | undefined;
  readonly examples: readonly Example[];
}

export interface Example {
  readonly name: string;
  readonly pointer: string;
  readonly summary: string | undefined;
  readonly value: Json;
}

/** A schema and where it stands. `json` may be a boolean (JSON Schema 2020-12, 4.3.2). */
export interface Schema {
  readonly pointer: string;
  readonly json: JsonObject | boolean;
}

export interface Server {
  readonly pointer: string;
  /** With its variables' defaults filled in. */
  readonly url: string;
  readonly template: string;
  readonly variables: JsonObject;
  readonly description: string | undefined;
}

export interface SecurityScheme {
  readonly name: string;
  readonly pointer: string;
  readonly json: JsonObject;
}

export interface SecurityRequirement {
  readonly pointer: string;
  readonly schemes: readonly { readonly name: string; readonly scopes: readonly string[] }[];
}
