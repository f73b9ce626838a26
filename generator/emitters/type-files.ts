import type ts from 'typescript';
import { compareText, type Result } from '../model/diagnostic.ts';
import { isArray, type Json, member } from '../model/json.ts';
import { once } from '../model/once.ts';
import { commentLines } from '../model/printers/comment.ts';
import { stringLiteral } from '../model/printers/literal.ts';
import type { Api, Operation } from '../openapi/api.ts';
import { type EmittedFile, type EmitterOptions, importPath } from './emitter.ts';
import { typesOf } from './operation-types.ts';
import { requestLine } from './prose.ts';
import { isNever, type NamedType, type Prepared, SchemaViews } from './schema-views.ts';
import { printDeclaration } from './type-printer.ts';
import { typeOfSchema, ts as typescript } from './typescript.ts';

const { factory } = typescript;
/** Re-exports every schema file, for those who do not care in which one a type lies. */
const schemasFile = 'schemas.ts';

/** The types of schemas, and those of operations, a file a slice. */
export function typeFiles(api: Api, options: EmitterOptions): Result<readonly EmittedFile[]> {
  const views = new SchemaViews(api, options);
  const operations = [...options.names.slices].map(([slice, members]) => {
    const file = new TypeFile(`types/${slice}.ts`, views, options);
    for (const operation of members) {
      const doc = commentLines(requestLine(operation));
      const lines = operation.deprecated ? [...doc, '@deprecated'] : doc;
      file.operation(nameOf(options, operation), lines, typesOf(api, views, operation));
    }
    return file.print();
  });
  // After the operations, which name types that no component has: views for requests, schemas within schemas.
  const schemas = [...byFile(views.drain())].map(([path, named]) =>
    new TypeFile(path, views, options).named(named).print(),
  );
  const files = [...schemas, schemaIndex(schemas, options), ...operations];
  return { value: files, diagnostics: [...views.diagnostics, ...views.untyped.diagnostics(api)] };
}

function nameOf({ names }: EmitterOptions, operation: Operation): string {
  const found = names.operations.get(operation);
  if (!found) throw new Error(`an operation of a slice has no name: ${operation.id}`);
  return found.type;
}

function byFile(schemas: Iterable<NamedType>): Map<string, NamedType[]> {
  const files = new Map<string, NamedType[]>();
  for (const schema of schemas) {
    const named = files.get(schema.file);
    if (named) named.push(schema);
    else files.set(schema.file, [schema]);
  }
  return files;
}

function schemaIndex(
  files: readonly EmittedFile[],
  { header, importExtension }: EmitterOptions,
): EmittedFile {
  const lines = files
    .map(({ path }) => importPath(schemasFile, path, importExtension))
    .sort(compareText)
    .map((from) => `export type * from ${stringLiteral(from)};\n`);
  return {
    path: schemasFile,
    content: `${header}\n\n${lines.length === 0 ? 'export {};\n' : lines.join('')}`,
  };
}

/** In place of openapi-typescript's, which knows no members of a type that may be null. */
const withRequired = `type WithRequired<T, K extends keyof NonNullable<T>> = T & {
    [P in K]-?: NonNullable<T>[P];
};`;

type SchemaObject = Parameters<typeof typeOfSchema>[1];
type Context = Parameters<typeof typeOfSchema>[2]['ctx'];

/** One file of type declarations, built as syntax and printed once. */
class TypeFile {
  readonly #path: string;
  readonly #options: EmitterOptions;
  readonly #views: SchemaViews;
  readonly #statements: ts.Statement[] = [];
  readonly #used = new Set<string>();
  readonly #docs = new Map<ts.Node, readonly string[]>();
  readonly #context: Context;

  constructor(path: string, views: SchemaViews, options: EmitterOptions) {
    this.#path = path;
    this.#views = views;
    this.#options = options;
    this.#context = this.#makeContext();
  }

  named(declared: readonly NamedType[]): this {
    for (const { name, doc, schema } of declared) this.#declare(name, doc, this.#type(schema));
    return this;
  }

  /** An operation's types are an interface: the compiler looks into it when somebody calls the operation. */
  operation(name: string, doc: readonly string[], schema: Prepared): this {
    const type = this.#type(schema);
    if (!typescript.isTypeLiteralNode(type)) throw new Error(`the types of ${name} are no object`);
    const exported = [factory.createModifier(typescript.SyntaxKind.ExportKeyword)];
    const declared = factory.createInterfaceDeclaration(exported, name, undefined, undefined, type.members);
    this.#docs.set(declared, doc);
    this.#statements.push(declared);
    return this;
  }

  #declare(name: string, doc: readonly string[], type: ts.TypeNode): void {
    const exported = [factory.createModifier(typescript.SyntaxKind.ExportKeyword)];
    const statement = factory.createTypeAliasDeclaration(exported, name, undefined, type);
    this.#docs.set(statement, doc);
    this.#statements.push(statement);
  }

  #type(schema: Prepared): ts.TypeNode {
    // A prepared schema holds keywords of JSON Schema and nothing else; the library's type is a closed list of them.
    return typeOfSchema(this.#used, schema as unknown as SchemaObject, {
      path: '',
      ctx: this.#context,
    });
  }

  /** What openapi-typescript is told: no defaults that make members required, objects without members are open. */
  #makeContext(): Context {
    const settings = {
      additionalProperties: false,
      alphabetize: false,
      arrayLength: false,
      conditionalEnums: false,
      dedupeEnums: false,
      defaultNonNullable: false,
      discriminators: { objects: {}, refsHandled: [] },
      emptyObjectsUnknown: true,
      enum: false,
      enumValues: false,
      excludeDeprecated: false,
      exportType: false,
      generatePathParams: false,
      immutable: false,
      injectFooter: [],
      makePathsEnum: false,
      pathParamsAsTypes: false,
      postTransform: undefined,
      propertiesRequiredByDefault: false,
      readWriteMarkers: false,
      rootTypes: false,
      rootTypesKeepCasing: false,
      rootTypesNoSchemaPrefix: false,
      silent: true,
      // Gathered when a member is asked for: most references stand beside no `required`.
      resolve: (name: string) => {
        const properties = once(() => this.#views.requirable(name.slice(2)));
        return {
          get properties() {
            return properties();
          },
        };
      },
      transformProperty: (property: ts.PropertySignature, schema: Json) => this.#property(property, schema),
    };
    // The rest of the library's context serves its command line and its bundler, which are not used here.
    return settings as unknown as Context;
  }

  #property(property: ts.PropertySignature, schema: Json): ts.PropertySignature {
    const { modifiers, name, type } = property;
    const optional = factory.createToken(typescript.SyntaxKind.QuestionToken);
    const made = isNever(schema)
      ? factory.updatePropertySignature(property, modifiers, name, optional, type)
      : property;
    const doc = member(schema, 'x-doc');
    if (isArray(doc)) this.#docs.set(made, doc.map(String));
    return made;
  }

  print(): EmittedFile {
    const statements = [...this.#imports(), ...this.#statements];
    const printed = statements.map((statement) => printDeclaration(statement, this.#docs));
    if (this.#context.injectFooter.length > 0) printed.push(withRequired);
    const text = printed.length === 0 ? 'export {};' : printed.join('\n\n');
    return { path: this.#path, content: `${this.#options.header}\n\n${text}\n` };
  }

  #imports(): ts.Statement[] {
    const imports: ts.Statement[] = [];
    if ([...this.#used].some((name) => name.startsWith('runtime.'))) {
      const clause = factory.createNamespaceImport(factory.createIdentifier('runtime'));
      imports.push(importType(clause, this.#options.runtimeFrom(this.#path)));
    }
    const foreign = new Map<string, string[]>();
    for (const name of this.#used) {
      const file = this.#views.file(name);
      if (file === undefined || file === this.#path) continue;
      const names = foreign.get(file);
      if (names) names.push(name);
      else foreign.set(file, [name]);
    }
    for (const [file, names] of [...foreign].sort(([a], [b]) => compareText(a, b))) {
      const specifiers = names
        .sort(compareText)
        .map((name) => factory.createImportSpecifier(false, undefined, factory.createIdentifier(name)));
      const from = importPath(this.#path, file, this.#options.importExtension);
      imports.push(importType(factory.createNamedImports(specifiers), from));
    }
    return imports;
  }
}

function importType(bindings: ts.NamedImportBindings, from: string): ts.Statement {
  const clause = factory.createImportClause(true, undefined, bindings);
  return factory.createImportDeclaration(undefined, clause, factory.createStringLiteral(from, true));
}
