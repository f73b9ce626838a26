import type { Json } from '../model/json.ts';
import type { Span } from '../model/place.ts';

/**
 * A fact is what a page says, not what is true: subject, predicate, value, and where it stands. Several facts about
 * one subject are normal (table, representation, example), and they may contradict each other; `resolve` picks.
 * Facts are told in documentation's words; a page's dialect is no longer visible in them.
 *
 * What a dialect had to leave out of the facts it says twice: as a `docs/…` diagnostic where it read the page, and as
 * a `malformed` fact for those who look at facts alone.
 */
export type Fact =
  // About a page.
  /** Whose conventions the page follows where it says nothing: absent means OData's. */
  | FactOf<'conventions', PageSubject, 'plain'>
  /** The address that paths are relative to. */
  | FactOf<'server', PageSubject, string>
  | FactOf<'title', PageSubject, string>
  | FactOf<'description', PageSubject, string>
  | FactOf<'note', PageSubject, Note>
  | FactOf<'namespace', PageSubject, string>
  /** What says that what the page is about is deprecated. */
  | FactOf<'deprecated', PageSubject | TypeSubject, string>
  | FactOf<'malformed', PageSubject, Malformed>
  // About the operations of a page: what holds for all of its request lines.
  | FactOf<'request-line', PageSubject, RequestLine>
  /** A type that a page of several request lines links to. */
  | FactOf<'linked-type', PageSubject, TypeText>
  | FactOf<'permission', PageSubject, Permission>
  | FactOf<'permission-none', PageSubject, PermissionNone>
  | FactOf<'header', PageSubject, HeaderRow>
  | FactOf<'query-options', PageSubject, QueryOptions>
  | FactOf<'query-option', PageSubject, ParameterRow>
  | FactOf<'path-parameter', PageSubject, ParameterRow>
  | FactOf<'function-parameter', PageSubject, ParameterRow>
  | FactOf<'request-body-none', PageSubject, string>
  | FactOf<'request-body', PageSubject, BodyDescription>
  | FactOf<'required-when', PageSubject, RequiredWhen>
  | FactOf<'body-property', PageSubject, PropertyRow>
  | FactOf<'parameter-property', PageSubject, NestedRow>
  | FactOf<'body-shape', PageSubject, ExampleBody>
  | FactOf<'response', PageSubject, ResponseDescription>
  | FactOf<'response-body', PageSubject, ResponseBodyDescription>
  | FactOf<'response-property', PageSubject, PropertyRow>
  | FactOf<'response-header', PageSubject, HeaderRow>
  | FactOf<'response-shape', PageSubject, ExampleBody>
  | FactOf<'returns-all-properties', PageSubject, string>
  | FactOf<'example-request', PageSubject, ExampleRequest>
  | FactOf<'example-response', PageSubject, ExampleResponse>
  // About a type.
  | FactOf<'type', TypeSubject, TypeDescription>
  /** An annotation's `baseType`. */
  | FactOf<'base-type', TypeSubject, string>
  /** A sentence that the type is derived from another one. */
  | FactOf<'derived-from', TypeSubject, TypeText>
  /** A sentence or list that names a type derived from this one. */
  | FactOf<'derived-type', TypeSubject, TypeText>
  | FactOf<'key', TypeSubject, string>
  | FactOf<'open-type', TypeSubject, boolean>
  | FactOf<'abstract', TypeSubject, boolean>
  | FactOf<'media-entity', TypeSubject, boolean>
  /** An enumeration whose members may be combined. */
  | FactOf<'flags', TypeSubject, boolean>
  | FactOf<'property', TypeSubject, PropertyRow>
  | FactOf<'navigation-property', TypeSubject, PropertyRow>
  | FactOf<'representation', TypeSubject, ExampleBody>
  | FactOf<'representation-property', TypeSubject, RepresentationProperty>
  | FactOf<'optional-property', TypeSubject, string>
  | FactOf<'method', TypeSubject, MethodRow>
  | FactOf<'enum-member', TypeSubject, EnumMember>;

export type Predicate = Fact['predicate'];

/** The facts of one predicate: `FactAbout<'response'>`. */
export type FactAbout<P extends Predicate> = Extract<Fact, { readonly predicate: P }>;

interface FactOf<P extends string, S, V> {
  readonly predicate: P;
  readonly subject: S;
  readonly value: V;
  readonly kind: FactKind;
  readonly at: Span;
  /** The rule's name, for `inferred` ones. */
  readonly rule?: string;
}

/**
 * What says it: the request block (`request`), a table row, a resource's JSON representation, an example, an
 * annotation (comment or front matter), a sentence or heading, or nothing but a rule of the dialect.
 */
export type FactKind =
  | 'request'
  | 'table'
  | 'representation'
  | 'example'
  | 'annotation'
  | 'prose'
  | 'inferred';

/** A page. What an api page says holds for each operation that it documents. */
export interface PageSubject {
  readonly of: 'page';
  readonly file: string;
  /** Where a page documents operations one after another: the one that this is said of (`GET /things/{id}`). */
  readonly part?: string;
}

/** A type, by the name that the page gives it (`enterpriseCertificate`, `microsoft.graph.termStore.term`). */
export interface TypeSubject {
  readonly of: 'type';
  readonly name: string;
  readonly file: string;
}

/** A value with the place where just this value stands. */
export interface Located<T> {
  readonly value: T;
  readonly at: Span;
}

export interface Note {
  /** `Note`, `Important` …, as the page spells it. */
  readonly label: string;
  /** Markdown as it stands, links included, on one line. */
  readonly markdown: string;
  readonly text: string;
}

/** Something that could not be read and was left out. */
export interface Malformed {
  readonly what: 'request-line' | 'table-row' | 'example-json' | 'annotation';
  /** What stands there. */
  readonly text: string;
  readonly reason: string;
}

/** `PATCH /deviceAppManagement/enterpriseCerts/{enterpriseCertificateId}`. */
export interface RequestLine {
  /** Upper case. */
  readonly method: string;
  /** From the first slash to the query, as the page writes it. */
  readonly path: string;
  /** Without `?`; `''` when there is none. */
  readonly query: string;
  /** `https://host/version` where the line holds a whole URL. */
  readonly origin: string | undefined;
  /** The page's own heading for the lines that stand there ("Get the photo"). */
  readonly heading?: string;
}

export interface Permission {
  readonly flow: 'delegated' | 'application';
  /** Delegated: which accounts. Undefined where the page does not tell them apart (2017's scope list). */
  readonly account: 'work' | 'personal' | undefined;
  readonly scope: string;
  /** What is needed beside it ("A and B"). */
  readonly with: readonly string[];
  /** 0 for the first of its row. */
  readonly rank: number;
  readonly order: 'least-first' | 'most-first' | 'unordered';
  /** First cell of the row (`Delegated (work or school account)`), or the sentence that leads the list. */
  readonly label: string;
  /** The section's own heading where a page has several tables of permissions; else `''`. */
  readonly circumstance: string;
}

/** A row that says that there is no such permission. */
export interface PermissionNone {
  readonly flow: 'delegated' | 'application';
  readonly account: 'work' | 'personal' | undefined;
  readonly label: string;
  /** `Not supported.` */
  readonly wording: string;
  readonly circumstance: string;
}

/** A row of a request headers table. */
export interface HeaderRow {
  readonly name: string;
  /** The value or description cell, plain text. */
  readonly description: string;
  readonly required: boolean;
  /** Whether `description` is the header's value (a "Value" column) and not prose about it. */
  readonly isValue: boolean;
}

export interface QueryOptions {
  /** The options that the section names as supported. */
  readonly names: readonly Located<string>[];
  /** Whether it says that OData's options are supported and names none. */
  readonly all: boolean;
  /** Those that it says are not supported. */
  readonly without: readonly string[];
  readonly text: string;
}

/** A row of a query, path or function parameter table. */
export interface ParameterRow {
  readonly name: string;
  readonly type: TypeText | undefined;
  readonly description: string;
  readonly required: boolean | undefined;
  /** As in {@link PropertyRow}. */
  readonly values: readonly string[];
  readonly combines?: boolean | undefined;
}

/** A type as a page spells it, taken apart. */
export interface TypeText {
  /** The cell's plain text. */
  readonly text: string;
  /** Without `collection`; a link's label; `String`, `microsoft.graph.user`, `enterpriseCertificate`. */
  readonly name: string;
  readonly collection: boolean;
  /** Where the cell links to. */
  readonly target: string | undefined;
}

/** A row of a property table, in a resource page or below "Request body". */
export interface PropertyRow {
  readonly name: string;
  /** Undefined where the row or the table has no type cell. */
  readonly type: TypeText | undefined;
  readonly description: string;
  /** From a "Required" column or the words "Required." / "Optional." in the description. */
  readonly required: boolean | undefined;
  /** The words "Read-only" in the description. */
  readonly readOnly: boolean;
  /** "Deprecated." in the description, or "(deprecated)" behind the name. */
  readonly deprecated?: boolean | undefined;
  /** `Nullable.` and `Not nullable.` in the description. */
  readonly nullable: boolean | undefined;
  /** "Inherited from …": the type. */
  readonly inheritedFrom: TypeText | undefined;
  /** The description says that several of its values may be combined. */
  readonly combines?: boolean | undefined;
  /** The values of a "Possible values are" sentence. */
  readonly values: readonly string[];
  readonly nameAt: Span;
  readonly typeAt: Span | undefined;
  readonly cells: number;
  readonly columns: number;
}

/** A row of a table that describes a parameter of the body, and not the body itself. */
export interface NestedRow extends PropertyRow {
  /** The name of the parameter whose value the table describes. */
  readonly of: string;
}

/** The sentence about what to send: "supply a JSON representation of a … object". */
export interface BodyDescription {
  readonly type: TypeText | undefined;
  /** Types that may be sent instead ("of a ship or boat object"). */
  readonly others?: readonly TypeText[];
  /** "of the parameters": what the table lists is sent, not an object of a type. */
  readonly parameters: boolean;
  /** "the binary contents of the file". */
  readonly binary: boolean;
  /** "No request body is required. However, you can …". */
  readonly optional: boolean;
  readonly text: string;
}

/** "the properties that are required when you create …". */
export interface RequiredWhen {
  readonly when: 'create' | 'update';
  readonly wording: string;
  /** Where the word "create" or "update" itself stands. */
  readonly wordAt: Span;
}

/** One status code of a "Response" section. */
export interface ResponseDescription {
  readonly status: number;
  /** `OK`, `Created` …, as the page writes it; `''` when it writes none. */
  readonly reason: string;
  readonly type: TypeText | undefined;
  /** Other types that may come instead ("a user or a group object"). */
  readonly others: readonly TypeText[];
  /** "It does not return anything in the response body." */
  readonly empty: boolean;
  /** Names of the response headers that the sentence speaks of. */
  readonly headers: readonly string[];
  /** The page's own heading for those that answer so ("Response for getting the photo"). */
  readonly circumstance?: string;
  /** The sentence. */
  readonly text: string;
}

/** What a "Response" section says of the body where it names no status code. */
export interface ResponseBodyDescription {
  readonly type: TypeText | undefined;
  readonly others: readonly TypeText[];
  readonly empty: boolean;
  /** The section's own heading below "Response", or above it; `''` for the section itself. */
  readonly circumstance: string;
  readonly text: string;
}

export interface ExampleRequest extends ExampleMessage {
  /** Upper case. */
  readonly method: string;
  /** As written: a whole URL or a path. */
  readonly url: string;
}

export interface ExampleResponse extends ExampleMessage {
  /** `index` of the request that it answers. */
  readonly request: number | undefined;
  /** The names of all the requests that it answers, where its annotation lists several. */
  readonly requestNames?: readonly string[];
  readonly status: number;
  readonly reason: string;
  /** `@odata.type` of the block's annotation. */
  readonly annotatedType: Located<string> | undefined;
  /** `truncated` of the annotation; undefined where there is none. */
  readonly truncated: boolean | undefined;
  /** `isCollection` of the annotation. */
  readonly isCollection: boolean | undefined;
}

/** What a request and a response have in common. */
export interface ExampleMessage {
  /** 0-based, counted over the page's requests and over its responses apart. */
  readonly index: number;
  /** The page's own heading for it ("Example 2: Create a group"), `''` where it is only "Request" or "Response". */
  readonly heading: string;
  /** `name` of the block's annotation. */
  readonly name: string | undefined;
  readonly headers: readonly ExampleHeader[];
  readonly body: ExampleBody | undefined;
}

export interface ExampleHeader {
  readonly name: string;
  readonly value: string;
  readonly at: Span;
  readonly valueAt: Span;
}

/** The body of an example, or a resource's JSON representation. */
export interface ExampleBody {
  /** As the page writes it, lines joined by `\n`, without blank lines around it. */
  readonly text: string;
  readonly at: Span;
  /** The values, if it is JSON or could be repaired to JSON. */
  readonly json: Json | undefined;
  /** Why it is not well-formed JSON, and where in the page. Present also when `json` could be repaired. */
  readonly fault: Located<string> | undefined;
  /**
   * Pointer → digits, for the numbers that JavaScript would print otherwise (`1.0`, `1e3`, those beyond 2^53): what a
   * page shows is kept to the last digit.
   */
  numberTexts(): ReadonlyMap<string, string>;
  /** Where a value or its key stands in the page: JSON pointer into `json`. The nearest ancestor if it is not there. */
  place(pointer: string, part?: 'key' | 'value'): Span;
}

export interface TypeDescription {
  readonly kind: 'resource' | 'enum';
  /** The page's own heading without "resource type". */
  readonly title: string;
  /** Whether the heading is all that says the type's name. */
  readonly byTitle?: boolean;
  /** Whether the heading calls it a complex type, which has no key. */
  readonly complex?: boolean;
  readonly description: string;
}

/** One member of a resource's JSON representation. */
export interface RepresentationProperty {
  readonly name: string;
  readonly value: Json;
}

/** A row of a Methods table. */
export interface MethodRow {
  readonly title: string;
  /** Where the title links to, as written. */
  readonly target: string | undefined;
  readonly returns: TypeText | undefined;
  readonly returnsText: string;
  readonly description: string;
}

export interface EnumMember {
  readonly name: string;
  readonly value: number | undefined;
  readonly description: string;
}
