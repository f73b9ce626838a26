import { transformSchemaObject } from 'openapi-typescript';
import ts from 'typescript';
import { compareText } from '../model/diagnostic.ts';
import { isArray, isObject, type Json, member, stringMember } from '../model/json.ts';
import { defineEmitter, type EmittedFile, type EmitterOptions, importPath } from './emitter.ts';
import { type ErrorAlternative, typesOf } from './operation-types.ts';
import { isNever, type NamedType, type Prepared, SchemaViews } from './schema-views.ts';

const { factory } = ts;
const schemasFile = 'schemas.ts';

export const types = defineEmitter({
  name: 'types',
  summary: 'The types of all schemas, and of each operation its body, input, result and errors.',
  byDefault: true,
  emit(api, options) {
    const views = new SchemaViews(api, options.names);
    const slices = [...options.names.slices].map(([slice, operations]) => ({
      path: `types/${slice}.ts`,
      operations: operations.flatMap((operation) => {
        const names = options.names.operations.get(operation);
        return names ? [typesOf(api, views, operation, names)] : [];
      }),
    }));
    const schemas = [...views.drain()];
    const byName = new Map(schemas.map(({ name, schema }) => [name, schema]));
    const files: EmittedFile[] = [new TypeFile(schemasFile, byName, options).named(schemas).print()];
    for (const { path, operations } of slices) {
      const file = new TypeFile(path, byName, options);
      for (const { named, error } of operations) file.named(named).error(error.name, error.alternatives);
      files.push(file.print());
    }
    return { value: files, diagnostics: views.diagnostics };
  },
});

type Context = Parameters<typeof transformSchemaObject>[1]['ctx'];

/** One file of type declarations, built as syntax and printed once. */
class TypeFile {
  readonly #path: string;
  readonly #options: EmitterOptions;
  readonly #schemas: ReadonlyMap<string, Prepared>;
  readonly #statements: ts.Statement[] = [];
  readonly #used = new Set<string>();
  readonly #comments: [ts.PropertySignature, readonly string[]][] = [];
  readonly #context: Context;

  constructor(path: string, schemas: ReadonlyMap<string, Prepared>, options: EmitterOptions) {
    this.#path = path;
    this.#schemas = schemas;
    this.#options = options;
    this.#context = this.#makeContext();
  }

  named(declared: readonly NamedType[]): this {
    for (const { name, doc, schema } of declared) this.#declare(name, doc, this.#type(schema));
    return this;
  }

  error(name: string, alternatives: readonly ErrorAlternative[]): this {
    const exact = alternatives.map(({ status }) => status).filter((status) => /^\d{3}$/.test(status));
    const members = alternatives.map(({ status, body }) => {
      const within = exact.filter((one) => one[0] === status[0]).map(numberType);
      return qualified('ApiError', [statusType(status, within), this.#type(body)]);
    });
    const none = factory.createKeywordTypeNode(ts.SyntaxKind.NeverKeyword);
    const union = members.length > 1 ? factory.createUnionTypeNode(members) : (members[0] ?? none);
    if (members.length > 0) this.#used.add('runtime.ApiError');
    this.#declare(name, [], union);
    return this;
  }

  #declare(name: string, doc: readonly string[], type: ts.TypeNode): void {
    const exported = [factory.createModifier(ts.SyntaxKind.ExportKeyword)];
    const statement = factory.createTypeAliasDeclaration(exported, name, undefined, type);
    this.#statements.push(doc.length > 0 ? commented(statement, doc) : statement);
  }

  #type(schema: Prepared): ts.TypeNode {
    this.#gather(schema);
    // A prepared schema holds keywords of JSON Schema and nothing else; the library's type is a closed list of them.
    return transformSchemaObject(schema as unknown as Parameters<typeof transformSchemaObject>[0], {
      path: '#/',
      ctx: this.#context,
    });
  }

  #gather(value: Json): void {
    if (typeof value !== 'object' || value === null) return;
    const name = isArray(value) ? undefined : stringMember(value, '$ref');
    if (name !== undefined) this.#used.add(name.slice(2));
    for (const [key, child] of Object.entries(value)) if (key !== 'enum') this.#gather(child);
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
      transform: undefined,
      resolve: (name: string) => this.#requirable(name),
      transformProperty: (property: ts.PropertySignature, schema: Json) => this.#property(property, schema),
    };
    // The rest of the library's context serves its command line and its bundler, which are not used here.
    return settings as unknown as Context;
  }

  /** The members of a type that a `required` beside a reference to it may demand. */
  #requirable(name: string): Json | undefined {
    const schema = this.#schemas.get(name.slice(2));
    const properties = schema === undefined ? undefined : member(schema, 'properties');
    if (!isObject(properties)) return undefined;
    const demanded = Object.entries(properties).filter(([, property]) => !isNever(property));
    return { properties: Object.fromEntries(demanded) };
  }

  #property(property: ts.PropertySignature, schema: Json): ts.PropertySignature {
    const { modifiers, name, type } = property;
    const optional = factory.createToken(ts.SyntaxKind.QuestionToken);
    const made = isNever(schema)
      ? factory.updatePropertySignature(property, modifiers, name, optional, type)
      : property;
    const doc = member(schema, 'x-doc');
    // Set at the end: the library adds comments of its own to the property after this.
    this.#comments.push([made, isArray(doc) ? doc.map(String) : []]);
    return made;
  }

  print(): EmittedFile {
    for (const [property, doc] of this.#comments) {
      ts.setSyntheticLeadingComments(property, doc.length > 0 ? [comment(doc)] : []);
    }
    const footer = this.#context.injectFooter.filter(ts.isStatement);
    const statements = [...this.#imports(), ...this.#statements, ...footer];
    const file = factory.createSourceFile(
      [],
      factory.createToken(ts.SyntaxKind.EndOfFileToken),
      ts.NodeFlags.None,
    );
    const printer = ts.createPrinter({ newLine: ts.NewLineKind.LineFeed });
    const printed = statements.map((statement) =>
      printer.printNode(ts.EmitHint.Unspecified, statement, file),
    );
    const text = printed.length === 0 ? 'export {};' : printed.map(escapeInvisible).join('\n\n');
    return { path: this.#path, content: `${this.#options.header}\n\n${text}\n` };
  }

  #imports(): ts.Statement[] {
    const imports: ts.Statement[] = [];
    if ([...this.#used].some((name) => name.startsWith('runtime.'))) {
      const clause = factory.createNamespaceImport(factory.createIdentifier('runtime'));
      imports.push(importType(clause, this.#options.runtimeFrom(this.#path)));
    }
    const foreign =
      this.#path === schemasFile ? [] : [...this.#used].filter((name) => this.#schemas.has(name));
    if (foreign.length > 0) {
      const names = foreign
        .sort(compareText)
        .map((name) => factory.createImportSpecifier(false, undefined, factory.createIdentifier(name)));
      const from = importPath(this.#path, schemasFile, this.#options.importExtension);
      imports.push(importType(factory.createNamedImports(names), from));
    }
    return imports;
  }
}

function importType(bindings: ts.NamedImportBindings, from: string): ts.Statement {
  const clause = factory.createImportClause(true, undefined, bindings);
  return factory.createImportDeclaration(undefined, clause, factory.createStringLiteral(from, true));
}

function qualified(name: string, args: readonly ts.TypeNode[]): ts.TypeNode {
  const runtime = factory.createIdentifier('runtime');
  return factory.createTypeReferenceNode(
    factory.createQualifiedName(runtime, name),
    args.length > 0 ? args : undefined,
  );
}

function numberType(status: string): ts.TypeNode {
  return factory.createLiteralTypeNode(factory.createNumericLiteral(Number(status)));
}

/** `404`, `runtime.Status4XX` without the statuses that are described by themselves, or any number. */
function statusType(status: string, within: readonly ts.TypeNode[]): ts.TypeNode {
  if (status === 'default') return factory.createKeywordTypeNode(ts.SyntaxKind.NumberKeyword);
  if (!status.endsWith('XX')) return numberType(status);
  const range = qualified(`Status${status}`, []);
  return within.length === 0
    ? range
    : factory.createTypeReferenceNode('Exclude', [range, factory.createUnionTypeNode(within)]);
}

function commented<T extends ts.Node>(node: T, doc: readonly string[]): T {
  return ts.setSyntheticLeadingComments(node, [comment(doc)]);
}

function comment(doc: readonly string[]): ts.SynthesizedComment {
  const text =
    doc.length === 1
      ? `* ${doc[0]} `
      : `*\n${doc.map((line) => ` *${line === '' ? '' : ` ${line}`}\n`).join('')} `;
  return { kind: ts.SyntaxKind.MultiLineCommentTrivia, text, pos: -1, end: -1, hasTrailingNewLine: true };
}

/** Comments hold none of these any more: what is left stands in string literals, where an escape means the same. */
function escapeInvisible(text: string): string {
  return text.replace(
    /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
