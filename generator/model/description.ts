import type { Json } from './json.ts';
import type { Place } from './place.ts';

/**
 * What an API is, in OData's words: the result of `resolve`, one answer to each question that the pages' facts raise.
 * Everything says where it comes from. Lists are sorted (types and operations by name, the rest as documented), so
 * that the same pages in another order make the same description.
 */
export interface ApiDescription {
  /** What the pages call the API, where they do. */
  readonly title?: Sourced<string> | undefined;
  /** Origins with version (`https://graph.microsoft.com/beta`), the one that pages show most first. */
  readonly servers: readonly Sourced<string>[];
  readonly types: readonly StructuredType[];
  readonly enumTypes: readonly EnumType[];
  readonly operations: readonly Operation[];
}

/** Where something was read. Empty places and a rule's name: nobody said it. */
export interface Origin {
  /** The one that decided first. */
  readonly places: readonly Place[];
  readonly inferred?: string;
}

export interface Sourced<T> {
  readonly value: T;
  readonly origin: Origin;
}

/** An entity type or a complex type (OData CSDL 4.01, 6 and 9). */
export interface StructuredType {
  /** Qualified: `microsoft.graph.enterpriseCertificate`. */
  readonly name: string;
  readonly kind: 'entity' | 'complex';
  /** `plain`: nothing of OData's holds for it (no annotations, no key, no views). */
  readonly conventions?: 'plain';
  /** False for a type that pages only refer to: nothing is known of it but its name. */
  readonly described: boolean;
  readonly description: string;
  readonly base: Sourced<string> | undefined;
  readonly abstract: boolean;
  readonly open: boolean;
  /** An entity that is a media stream, with its properties beside it (OData protocol 4.01, 11.2.3). */
  readonly media: boolean;
  /** The name of the key property; own or inherited. */
  readonly key: Sourced<string> | undefined;
  readonly properties: readonly Property[];
  readonly navigation: readonly Property[];
  /** Present where its page says so. */
  readonly deprecated?: Origin | undefined;
  /** Present where every page that returns the type promises that all of its properties are returned. */
  readonly returnsAll: Origin | undefined;
  readonly origin: Origin;
}

export interface EnumType {
  readonly name: string;
  readonly description: string;
  /** Members may be combined: values are lists of them. */
  readonly flags: boolean;
  /** Present where its page says so. */
  readonly deprecated?: Origin | undefined;
  readonly members: readonly EnumMember[];
  readonly origin: Origin;
}

export interface EnumMember {
  readonly name: string;
  readonly value: number | undefined;
  readonly description: string;
  readonly origin: Origin;
}

/** `name` is an `Edm.` primitive or a qualified name; `undefined` where no page says. */
export interface TypeReference {
  readonly name: string | undefined;
  readonly collection: boolean;
}

export interface Property {
  readonly name: string;
  readonly type: TypeReference;
  readonly typeOrigin: Origin;
  readonly description: string;
  /** Undefined where no page says. */
  readonly nullable: boolean | undefined;
  /** `key`: nothing says so but that it is the key, which the service gives unless a request that creates shows it. */
  readonly readOnly: boolean | 'key';
  readonly deprecated?: boolean | undefined;
  /** Required in the request body of the page that says so. */
  readonly required: boolean | undefined;
  /** Values that the description lists; they do not close the type. */
  readonly values: readonly string[];
  readonly origin: Origin;
}

export type OperationKind =
  | 'list'
  | 'get'
  | 'create'
  | 'update'
  | 'replace'
  | 'delete'
  | 'action'
  | 'function'
  | 'count'
  | 'ref'
  | 'media';

export interface Operation {
  /** Stable: made of the operation's own page alone. */
  readonly id: string;
  readonly kind: OperationKind;
  /** `plain`: nothing of OData's holds for it (collections are arrays, errors are what pages say). */
  readonly conventions?: 'plain';
  /** Lower case. */
  readonly method: string;
  /** An OpenAPI path template, without trailing slash. */
  readonly path: string;
  /** The path of the page's first request line for the same operation, where this is another one. */
  readonly aliasOf?: string | undefined;
  /** The path parameter that addresses by path (`root:/{itemPath}:`). */
  readonly addressing?: string | undefined;
  readonly pathParameters: readonly PathParameter[];
  /** The type that the operation is about: simple name, for tags and names. */
  readonly about: string;
  readonly title: string;
  readonly description: string;
  readonly notes: readonly Sourced<string>[];
  /** Present where its page says so. */
  readonly deprecated?: Origin | undefined;
  readonly permissions: readonly PermissionSet[];
  readonly headers: readonly RequestHeader[];
  readonly queryOptions: readonly QueryOption[];
  readonly requestBody: RequestBody | undefined;
  readonly responses: readonly Response[];
  readonly origin: Origin;
}

export interface PathParameter {
  readonly name: string;
  /** The placeholder as the page writes it, where it says more than the name does (`id | userPrincipalName`). */
  readonly placeholder: string | undefined;
  readonly description: string;
  /** A function's argument: as its table says; undefined for keys. */
  readonly type?: TypeReference | undefined;
  /** The values that its description lists. */
  readonly values?: readonly string[] | undefined;
  /** Whether the path puts it between apostrophes. */
  readonly quoted?: boolean;
}

/** One row of a permissions table: what one kind of account needs. */
export interface PermissionSet {
  readonly flow: 'delegated' | 'application';
  readonly account: 'work' | 'personal' | undefined;
  /** Least privileged first, where the page says which that is or their names do. Empty: not supported. */
  readonly scopes: readonly Scope[];
  readonly order: 'least-first' | 'most-first' | 'unordered';
  readonly label: string;
  /** What the page says where there are no scopes (`Not supported.`). */
  readonly wording: string | undefined;
  readonly circumstance: string;
  readonly origin: Origin;
}

/** One alternative: a scope, or several that are needed together. */
export interface Scope extends Sourced<string> {
  readonly with?: readonly string[];
}

export interface RequestHeader {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  readonly origin: Origin;
}

export interface QueryOption {
  readonly name: string;
  readonly type: TypeReference | undefined;
  /** The values that its description lists. */
  readonly values?: readonly string[] | undefined;
  readonly description: string;
  readonly required: boolean;
  readonly origin: Origin;
}

export interface RequestBody {
  /** The type whose properties are sent; undefined for an action's parameters. */
  readonly type: TypeReference | undefined;
  /** Derived types that pages of their own send to the same address. */
  readonly others: readonly TypeReference[];
  /** By parameter: the members of its value, where a table of the page describes them and no type does. */
  readonly nested: ReadonlyMap<string, readonly Property[]>;
  /** False where the page says that a body may be left out. */
  readonly required: boolean;
  /** What the page's table lists, in its order; empty where it has none. */
  readonly properties: readonly Property[];
  readonly mediaType: string;
  /** Further media types that it may be sent in, beside those of its examples. */
  readonly beside?: readonly Sourced<string>[] | undefined;
  readonly examples: readonly Example[];
  readonly origin: Origin;
}

export interface Response {
  readonly status: number;
  readonly reason: string;
  /** Undefined: no body is documented. */
  readonly type: TypeReference | undefined;
  readonly typeOrigin: Origin;
  /** Derived types that pages name beside it for this address. */
  readonly others: readonly TypeReference[];
  /** What a table of the page lists where the body has no type of its own. */
  readonly properties: readonly Property[];
  readonly headers: readonly ResponseHeader[];
  readonly mediaType: string;
  /** Further media types that it may come in, beside those of its examples. */
  readonly beside?: readonly Sourced<string>[] | undefined;
  readonly examples: readonly Example[];
  readonly origin: Origin;
}

export interface ResponseHeader {
  readonly name: string;
  readonly origin: Origin;
}

export interface Example {
  readonly name: string;
  /** Where it is of another media type than its message. */
  readonly mediaType?: string | undefined;
  readonly summary: string;
  readonly value: Json;
  /** Pointer into `value` → digits as the page shows them, where JavaScript would print others. */
  readonly numberTexts: ReadonlyMap<string, string>;
  readonly origin: Origin;
}
