import { defineProblem, type Result } from '../model/diagnostic.ts';
import { isArray, member } from '../model/json.ts';
import { UniqueNames } from '../model/printers/identifier.ts';
import { stringLiteral } from '../model/printers/literal.ts';
import { fileName } from '../model/printers/path.ts';
import { propertyKey } from '../model/printers/property-key.ts';
import type { Api, Operation } from '../openapi/api.ts';
import { clientTree, type PathKey, type PathNode } from './client-tree.ts';
import { type EmittedFile, type EmitterOptions, importPath, uncheckedHeader } from './emitter.ts';
import type { OperationNames } from './names.ts';
import { documentFacts, type Fact, operationFacts, RuntimePart, shapeOf } from './operation-shape.ts';
import {
  constant,
  docs,
  type MethodSignatureStructure,
  type OptionalKind,
  type ParameterDeclarationStructure,
  printFile,
  type StatementStructures,
  StructureKind,
  type Writer,
  type WriterFunction,
} from './print.ts';
import { operationSummary } from './prose.ts';

const noOperations = defineProblem<object>({
  code: 'generate/no-operations',
  severity: 'warning',
  summary: 'The document has no operations.',
  message: () => 'the document has no operations, so there is no client',
});

/** The fluent path: a file a first segment, and the root that leads to them. */
export function clientFiles(api: Api, options: EmitterOptions): Result<readonly EmittedFile[]> {
  const { root, diagnostics } = clientTree(api, options.names);
  if (root.children.size === 0 && root.methods.length === 0) {
    return { value: [], diagnostics: [...diagnostics, noOperations.at(api.place('/paths'), {})] };
  }
  const stems = new UniqueNames();
  const files = new Map<PathNode, string>();
  const printed: EmittedFile[] = [];
  for (const child of root.children.values()) {
    const file = new ClientFile(`client/${stems.take(fileName(child.member))}.ts`, options);
    file.tree(child);
    printed.push(file.print());
    files.set(child, file.path);
  }
  const { server } = documentFacts(api);
  const absolute = api.operations.every(
    (operation) => server !== undefined || 'server' in operationFacts(api, operation, shapeOf(operation)),
  );
  const rootFile = new ClientFile('client.ts', options);
  rootFile.root(root, files, settingsType(api), absolute);
  return { value: [rootFile.print(), ...printed], diagnostics };
}

class ClientFile {
  readonly path: string;
  readonly #options: EmitterOptions;
  readonly #statements: (StatementStructures | WriterFunction)[] = [];
  readonly #operations = new Map<string, Set<string>>();
  readonly #types = new Map<string, Set<string>>();
  readonly #steps = new Map<string, { readonly type: string; readonly tree: string }>();

  constructor(path: string, options: EmitterOptions) {
    this.path = path;
    this.#options = options;
  }

  /** The interfaces of a step and all below it, the outer ones first, and the data that stands behind them. */
  tree(node: PathNode): void {
    this.#interfaces(node);
    this.#statements.push(
      constant({
        name: '$tree',
        type: 'runtime.Tree',
        apart: false,
        value: (writer) => this.#members(writer, node),
      }),
    );
  }

  /** The root of the client: a step whose segments lie in files of their own. */
  root(node: PathNode, files: ReadonlyMap<PathNode, string>, settings: string, serverIsKnown: boolean): void {
    const aliases = new UniqueNames();
    for (const { operation } of node.methods) aliases.take(this.#namesOf(operation).value);
    for (const [child, file] of files) {
      this.#steps.set(file, { type: child.className, tree: aliases.take(`${child.member}Tree`) });
    }
    const trees = new Map([...files].map(([child, file]) => [child, this.#steps.get(file)?.tree ?? '']));
    this.#statements.push(this.#interface(node));
    this.#statements.push({
      kind: StructureKind.TypeAlias,
      name: 'ClientSettings',
      isExported: true,
      docs: docs([
        serverIsKnown
          ? 'Where to send, and how. Without a base URL the server that the document names is used.'
          : 'Where to send, and how.',
      ]),
      type: serverIsKnown ? settings : `${settings} & { readonly baseUrl: string }`,
    });
    this.#statements.push({
      kind: StructureKind.Function,
      name: 'createClient',
      isExported: true,
      docs: docs(['The fluent path to every operation of the document.']),
      parameters: [
        { name: 'settings', type: 'ClientSettings', ...(serverIsKnown ? { initializer: '{}' } : {}) },
      ],
      returnType: 'Client',
      statements: (writer) => {
        writer.write('return runtime.fluent<Client>(runtime.connect(settings), ');
        this.#members(writer, node, trees);
        writer.write(');');
      },
    });
  }

  #interfaces(node: PathNode): void {
    this.#statements.push(this.#interface(node));
    for (const child of node.children.values()) this.#interfaces(child);
  }

  #interface(node: PathNode): StatementStructures {
    const children = [...node.children.values()];
    return {
      kind: StructureKind.Interface,
      name: node.className,
      isExported: true,
      properties: children
        .filter(({ own }) => own.length === 0)
        .map((child) => ({ name: propertyKey(child.member), isReadonly: true, type: child.className })),
      methods: [
        ...children
          .filter(({ own }) => own.length > 0)
          .map((child) => ({
            name: propertyKey(child.member),
            parameters: child.own.map((key) => ({ name: key.name, type: this.#keyType(key) })),
            returnType: child.className,
          })),
        ...node.methods.map((method) => this.#method(method)),
      ],
    };
  }

  #method({ member, operation }: PathNode['methods'][number]): OptionalKind<MethodSignatureStructure> {
    const names = this.#namesOf(operation);
    const shape = shapeOf(operation);
    const parameters: OptionalKind<ParameterDeclarationStructure>[] = [];
    const type = this.#type(names);
    this.#use(this.#operations, names.slice, names.value);
    if (shape.body) {
      const optional = !shape.body.required;
      if (optional && shape.optionsRequired)
        parameters.push({ name: 'body', type: `${type}['body'] | undefined` });
      else parameters.push({ name: 'body', type: `${type}['body']`, hasQuestionToken: optional });
    }
    parameters.push({
      name: 'options',
      // Most operations have none of their own, and this one is ready for the compiler.
      type: shape.hasOptions ? `runtime.OptionsOf<${type}>` : 'runtime.CallOptions',
      hasQuestionToken: !shape.optionsRequired,
    });
    return {
      name: propertyKey(member),
      docs: docs(operationSummary(operation)),
      parameters,
      returnType: `Promise<${type}['result']>`,
    };
  }

  /** The data of a step: operations under their methods, further steps under their segments. */
  #members(writer: Writer, node: PathNode, trees?: ReadonlyMap<PathNode, string>): void {
    writer.inlineBlock(() => {
      for (const { member, operation } of node.methods) {
        writer.write(`${propertyKey(member)}: ${this.#namesOf(operation).value},`).newLine();
      }
      for (const child of node.children.values()) {
        writer.write(`${propertyKey(child.member)}: `);
        if (child.own.length > 0) writer.write(`runtime.at(${keysText(child)}, `);
        const tree = trees?.get(child);
        if (tree === undefined) this.#members(writer, child);
        else writer.write(tree);
        writer.write(child.own.length > 0 ? '),' : ',').newLine();
      }
    });
  }

  #keyType(key: PathKey): string {
    const texts = [...key.types.values()].map((type) => {
      if ('keyword' in type) return type.keyword;
      return this.#inputType(this.#namesOf(type.operation), type.parameter);
    });
    return texts.length === 0 ? 'string' : [...new Set(texts)].join(' | ');
  }

  #inputType(names: OperationNames, parameter: string): string {
    return `${this.#type(names)}['path'][${stringLiteral(parameter)}]`;
  }

  #namesOf(operation: Operation): OperationNames {
    const names = this.#options.names.operations.get(operation);
    if (!names) throw new Error(`an operation of the tree has no name: ${operation.id}`);
    return names;
  }

  #type(names: OperationNames): string {
    this.#use(this.#types, names.slice, names.type);
    return names.type;
  }

  #use(table: Map<string, Set<string>>, slice: string, name: string): void {
    const names = table.get(slice) ?? new Set();
    table.set(slice, names.add(name));
  }

  print(): EmittedFile {
    const { importExtension, runtimeFrom, header } = this.#options;
    const imports: StatementStructures[] = [
      {
        kind: StructureKind.ImportDeclaration,
        moduleSpecifier: runtimeFrom(this.path),
        namespaceImport: 'runtime',
      },
    ];
    const add = (file: string, named: Iterable<string>, isTypeOnly: boolean) =>
      imports.push({
        kind: StructureKind.ImportDeclaration,
        moduleSpecifier: importPath(this.path, file, importExtension),
        namedImports: [...named].sort(),
        isTypeOnly,
      });
    for (const [file, { type, tree }] of this.#steps) add(file, [`$tree as ${tree}`, `type ${type}`], false);
    for (const [slice, named] of this.#operations) add(`operations/${slice}.ts`, named, false);
    for (const [slice, named] of this.#types) add(`types/${slice}.ts`, named, true);
    const statements = [...imports, ...this.#statements];
    return { path: this.path, content: printFile(uncheckedHeader(header), { statements }) };
  }
}

/** The names of a segment's values, for the reader. */
function keysText(node: PathNode): string {
  return stringLiteral(node.own.map(({ name }) => name).join(', '));
}

/** The settings of a connection, with the credentials and server variables that the document knows. */
function settingsType(api: Api): string {
  const { schemes, variables } = documentFacts(api);
  const credentials = entriesOf(schemes).map(
    ([name, scheme]) => `${propertyKey(name)}: ${credentialType(scheme)}`,
  );
  const values = entriesOf(variables).map(([name]) => `${propertyKey(name)}: ${variableType(api, name)}`);
  if (credentials.length === 0 && values.length === 0) return 'runtime.ConnectionSettings';
  const table = (members: readonly string[], none: string) =>
    members.length === 0 ? none : `{ ${members.join('; ')} }`;
  return `runtime.ConnectionSettings<${table(credentials, 'runtime.AnySchemes')}, ${table(values, 'runtime.AnyVariables')}>`;
}

function entriesOf(facts: Fact | undefined): [string, Fact][] {
  return typeof facts === 'object' && facts !== null ? Object.entries(facts) : [];
}

function credentialType(scheme: Fact): string {
  const name = scheme instanceof RuntimePart ? scheme.name : '';
  return `runtime.${{ apiKey: 'KeyAuth', basic: 'BasicAuth', http: 'HttpAuth' }[name] ?? 'TokenAuth'}`;
}

function variableType(api: Api, name: string): string {
  const values = member(member(api.servers[0]?.variables, name), 'enum');
  const texts = isArray(values) ? values.filter((value) => typeof value === 'string') : [];
  return texts.length === 0 ? 'string' : texts.map(stringLiteral).join(' | ');
}
