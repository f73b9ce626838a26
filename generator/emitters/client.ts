import { defineProblem } from '../model/diagnostic.ts';
import { UniqueNames } from '../model/printers/identifier.ts';
import { stringLiteral } from '../model/printers/literal.ts';
import { fileName } from '../model/printers/path.ts';
import { propertyKey } from '../model/printers/property-key.ts';
import type { Operation } from '../openapi/api.ts';
import { clientTree, type PathKey, type PathNode } from './client-tree.ts';
import { defineEmitter, type EmittedFile, type EmitterOptions, importPath } from './emitter.ts';
import type { OperationNames } from './names.ts';
import { descriptorOf, shapeOf } from './operation-shape.ts';
import {
  type ClassDeclarationStructure,
  docs,
  type MethodDeclarationStructure,
  type OptionalKind,
  type ParameterDeclarationStructure,
  printFile,
  type StatementStructures,
  StructureKind,
} from './print.ts';
import { operationProse } from './prose.ts';

const noOperations = defineProblem<object>({
  code: 'generate/no-operations',
  severity: 'warning',
  summary: 'The document has no operations.',
  message: () => 'the document has no operations, so there is no client',
});

export const client = defineEmitter({
  name: 'client',
  summary: 'createClient() with the fluent path: client.users.byId(id).get().',
  byDefault: true,
  requires: ['types', 'builders'],
  emit(api, options) {
    const { root, diagnostics } = clientTree(api, options.names);
    if (root.children.size === 0 && root.methods.length === 0) {
      return { value: [], diagnostics: [...diagnostics, noOperations.at(api.place('/paths'), {})] };
    }
    const stems = new UniqueNames();
    const files: EmittedFile[] = [];
    const rootFile = new ClientFile('client.ts', options);
    for (const child of root.children.values()) {
      const file = new ClientFile(`client/${stems.take(fileName(child.member))}.ts`, options);
      file.tree(child);
      files.push(file.print());
      rootFile.importClass(child, file.path);
    }
    const absolute = api.operations.every(
      (operation) => 'server' in descriptorOf(api, operation, shapeOf(operation)),
    );
    rootFile.root(root, absolute);
    return { value: [rootFile.print(), ...files], diagnostics };
  },
});

class ClientFile {
  readonly path: string;
  readonly #options: EmitterOptions;
  readonly #statements: StatementStructures[] = [];
  readonly #operations = new Map<string, Set<string>>();
  readonly #types = new Map<string, Set<string>>();
  readonly #classes = new Map<string, string>();

  constructor(path: string, options: EmitterOptions) {
    this.path = path;
    this.#options = options;
  }

  importClass(node: PathNode, file: string): void {
    this.#classes.set(node.className, file);
  }

  /** A step and all below it, the outer ones first. */
  tree(node: PathNode): void {
    this.#statements.push(this.#class(node));
    for (const child of node.children.values()) this.tree(child);
  }

  root(node: PathNode, serverIsKnown: boolean): void {
    this.#statements.push(this.#class(node));
    const settings = 'runtime.ConnectionSettings';
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
      statements: ['return new Client(runtime.connect(settings));'],
    });
  }

  #class(node: PathNode): ClassDeclarationStructure {
    const children = [...node.children.values()];
    return {
      kind: StructureKind.Class,
      name: node.className,
      isExported: true,
      properties: [
        { name: '#connection', isReadonly: true, type: 'runtime.Connection' },
        ...node.keys.map((key) => ({ name: `#${key.name}`, isReadonly: true, type: this.#keyType(key) })),
      ],
      ctors: [
        {
          parameters: [
            { name: 'connection', type: 'runtime.Connection' },
            ...node.keys.map((key) => ({ name: key.name, type: this.#keyType(key) })),
          ],
          statements: ['connection', ...node.keys.map(({ name }) => name)].map(
            (name) => `this.#${name} = ${name};`,
          ),
        },
      ],
      getAccessors: children
        .filter(({ own }) => own.length === 0)
        .map((child) => ({
          name: child.member,
          returnType: child.className,
          statements: [this.#step(node, child)],
        })),
      methods: [
        ...children
          .filter(({ own }) => own.length > 0)
          .map((child) => ({
            name: child.member,
            parameters: child.own.map((key) => ({ name: key.name, type: this.#keyType(key) })),
            returnType: child.className,
            statements: [this.#step(node, child)],
          })),
        ...node.methods.map((method) => this.#method(node, method)),
      ],
    };
  }

  #step(node: PathNode, child: PathNode): string {
    const carried = ['connection', ...node.keys.map(({ name }) => name)].map((name) => `this.#${name}`);
    return `return new ${child.className}(${[...carried, ...child.own.map(({ name }) => name)].join(', ')});`;
  }

  #method(node: PathNode, method: PathNode['methods'][number]): OptionalKind<MethodDeclarationStructure> {
    const names = this.#namesOf(method.operation);
    const shape = shapeOf(method.operation);
    const parameters: OptionalKind<ParameterDeclarationStructure>[] = [];
    if (shape.body) {
      const optional = !shape.body.required;
      const type = this.#type(names, 'Body');
      if (optional && shape.optionsRequired) parameters.push({ name: 'body', type: `${type} | undefined` });
      else parameters.push({ name: 'body', type, hasQuestionToken: optional });
    }
    parameters.push({
      name: 'options',
      type: this.#type(names, 'Options'),
      hasQuestionToken: !shape.optionsRequired,
    });
    this.#use(this.#operations, names.slice, names.value);
    const members = ['...options'];
    const path = this.#path(node, method, names);
    if (path !== '') members.push(`path: { ${path} }`);
    if (shape.body) members.push('body');
    return {
      name: method.member,
      docs: docs(operationProse(method.operation)),
      parameters,
      returnType: `Promise<${this.#type(names, 'Result')}>`,
      statements: [`return ${names.value}(this.#connection, { ${members.join(', ')} });`],
    };
  }

  /** The template's values from the keys of the way; where operations disagree about a type, each takes its own. */
  #path(node: PathNode, method: PathNode['methods'][number], names: OperationNames): string {
    const seen = new Set<string>();
    return method.keys
      .flatMap((name, i) => {
        const key = node.keys[i];
        if (!key || seen.has(name)) return [];
        seen.add(name);
        const value = `this.#${key.name}`;
        const cast = key.types.size > 1 ? ` as ${this.#inputType(names, name)}` : '';
        return [`${propertyKey(name)}: ${value}${cast}`];
      })
      .join(', ');
  }

  #keyType(key: PathKey): string {
    const texts = [...key.types.values()].map((type) => {
      if ('keyword' in type) return type.keyword;
      return this.#inputType(this.#namesOf(type.operation), type.parameter);
    });
    return texts.length === 0 ? 'string' : [...new Set(texts)].join(' | ');
  }

  #inputType(names: OperationNames, parameter: string): string {
    return `${this.#type(names, 'Input')}['path'][${stringLiteral(parameter)}]`;
  }

  #namesOf(operation: Operation): OperationNames {
    const names = this.#options.names.operations.get(operation);
    if (!names) throw new Error(`an operation of the tree has no name: ${operation.id}`);
    return names;
  }

  #type(names: OperationNames, ending: string): string {
    this.#use(this.#types, names.slice, names.type + ending);
    return names.type + ending;
  }

  #use(table: Map<string, Set<string>>, slice: string, name: string): void {
    const names = table.get(slice) ?? new Set();
    table.set(slice, names.add(name));
  }

  print(): EmittedFile {
    const { importExtension, runtimeFrom, header } = this.#options;
    const from = (file: string) => importPath(this.path, file, importExtension);
    const imports: StatementStructures[] = [
      {
        kind: StructureKind.ImportDeclaration,
        moduleSpecifier: runtimeFrom(this.path),
        namespaceImport: 'runtime',
        isTypeOnly: this.path !== 'client.ts',
      },
    ];
    const add = (file: string, named: Iterable<string>, isTypeOnly: boolean) =>
      imports.push({
        kind: StructureKind.ImportDeclaration,
        moduleSpecifier: from(file),
        namedImports: [...named].sort(),
        isTypeOnly,
      });
    for (const [name, file] of this.#classes) add(file, [name], false);
    for (const [slice, named] of this.#operations) add(`operations/${slice}.ts`, named, false);
    for (const [slice, named] of this.#types) add(`types/${slice}.ts`, named, true);
    return { path: this.path, content: printFile(header, { statements: [...imports, ...this.#statements] }) };
  }
}
