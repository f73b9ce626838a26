import type { ExampleBody, Fact, FactAbout, Predicate, TypeText } from '../../generator/dialects/fact.ts';
import type { Page } from '../../generator/markdown/page.ts';
import type {
  ApiDescription,
  EnumType,
  Operation,
  Property,
  StructuredType,
  TypeReference,
} from '../../generator/model/description.ts';
import type { Json, JsonObject } from '../../generator/model/json.ts';
import type { Place } from '../../generator/model/place.ts';
import type { ExampleUrl, Version } from './example-url.ts';

/** What a documentation finding looks at: one page with its facts, and all others to hold it against. */
export interface Documentation {
  /** Sorted by file. */
  readonly pages: readonly DocumentedPage[];
  /** Each version's pages, resolved apart: v1.0 and beta describe the same names differently. */
  readonly sets: readonly PageSet[];
}

/** One page. Everything that costs more than a look is made when the first finding asks for it, and once. */
export interface DocumentedPage {
  readonly page: Page;
  readonly file: string;
  readonly facts: readonly Fact[];
  /** The pages of the same version, and what they come to. */
  readonly set: PageSet;
  /** By the folder; else by what its request lines and examples show most. */
  readonly version: Version | undefined;
  /** Where the page's unqualified type names live. */
  readonly namespace: string;
  /** The page's facts of one predicate, in the page's order. */
  says<P extends Predicate>(predicate: P): readonly FactAbout<P>[];
}

/**
 * The pages of one version with the maps that findings ask. Every map is made once, when first asked for; no finding
 * walks over all facts for each page.
 */
export interface PageSet {
  readonly pages: readonly DocumentedPage[];
  readonly description: ApiDescription;
  /** By qualified name. */
  readonly types: ReadonlyMap<string, DocumentedType>;
  readonly enumTypes: ReadonlyMap<string, EnumType>;
  readonly operations: Operations;
  page(file: string): DocumentedPage | undefined;
  /** The page that a link leads to: by its path from `from`, else by its name alone. */
  linked(target: string, from: DocumentedPage): DocumentedPage | undefined;
  /** What a type's name means on a page; `undefined` for prose. A type that no page describes keeps its name. */
  typeOf(type: TypeText, on: DocumentedPage): TypeReference;
  /** The qualified name that a name (`#microsoft.graph.user`, `user`) stands for, where a page describes the type. */
  named(name: string, on: DocumentedPage): string | undefined;
  /** The operations that a page has request lines for. */
  operationsOf(page: DocumentedPage): readonly Operation[];
  /** The requests and responses of a page, paired. */
  examplesOf(page: DocumentedPage): readonly DocumentedExample[];
  /** What stands in the example bodies of a page and some table speaks of. */
  valuesOf(page: DocumentedPage): ShownValues;
  /** Methods rows, of whatever page, that lead to a page. */
  methodsTo(page: DocumentedPage): readonly MethodLink[];
}

/** A row of a Methods table with the page that it stands on. */
export interface MethodLink {
  readonly from: DocumentedPage;
  readonly row: FactAbout<'method'>;
}

/** A type with all that it has, its bases' properties included. */
export interface DocumentedType {
  /** Qualified. */
  readonly name: string;
  readonly type: StructuredType;
  /** Its bases, the nearest first, as far as pages describe them. */
  readonly bases: readonly DocumentedType[];
  /**
   * Whether it and every base have a table of properties or relationships, and no rows apart from it: else what is
   * missing proves nothing.
   */
  readonly tabled: boolean;
  /** It or a base is open: properties may be there that no table lists. */
  readonly open: boolean;
  /** Own and inherited, structural and navigation, by name; the nearest wins. */
  readonly properties: ReadonlyMap<string, DocumentedProperty>;
  /** The same by lower-case name, for findings about letter case. */
  readonly anyCase: ReadonlyMap<string, DocumentedProperty>;
  /** The types that name this one as their base, directly or over others. */
  readonly derived: readonly DocumentedType[];
}

export interface DocumentedProperty {
  readonly property: Property;
  readonly owner: StructuredType;
  readonly navigation: boolean;
  /** The rows of the owner's tables about it; empty where only a representation or an example shows it. */
  readonly rows: readonly (FactAbout<'property'> | FactAbout<'navigation-property'>)[];
}

/** A request with its answer; one of the two may be missing. */
export interface DocumentedExample {
  readonly request: FactAbout<'example-request'> | undefined;
  readonly response: FactAbout<'example-response'> | undefined;
  readonly url: ExampleUrl | undefined;
  /** The page's operation whose method and path fit the request; without a request, the page's only one. */
  readonly operation: Operation | undefined;
}

/** The bodies of a page's examples, held against the tables that describe them. */
export interface ShownValues {
  readonly objects: readonly ShownObject[];
  readonly values: readonly ShownValue[];
}

/** An object in an example body. */
export interface ShownObject {
  readonly page: DocumentedPage;
  readonly side: 'request' | 'response';
  readonly body: ExampleBody;
  /** The page's own request table, where the object is the whole body of a request. */
  readonly rows: ReadonlyMap<string, FactAbout<'body-property'>>;
  readonly object: JsonObject;
  readonly pointer: string;
  /** Undefined for the parameters of an action, of which only `rows` speak. */
  readonly type: DocumentedType | undefined;
}

/** A member of an object in an example body whose type some table states. */
export interface ShownValue {
  readonly page: DocumentedPage;
  readonly side: 'request' | 'response';
  readonly body: ExampleBody;
  readonly name: string;
  readonly value: Json;
  readonly pointer: string;
  readonly type: TypeReference;
  /** What other tables say that describe the same: only what contradicts all of them is a contradiction. */
  readonly others: readonly TypeReference[];
  /** The cell that states the type. */
  readonly declaredAt: Place;
  readonly row: FactAbout<'body-property'> | undefined;
  readonly property: DocumentedProperty | undefined;
}

/** Finds operations by page, and by method and concrete path without trying all of them. */
export interface Operations {
  ofPage(file: string): readonly Operation[];
  /** The operations, of any page, whose path a URL's path fits, the best first; of any method where none is given. */
  fitting(path: string, method?: string): readonly Operation[];
}
