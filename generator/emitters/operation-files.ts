import type { Result } from '../model/diagnostic.ts';
import type { Json } from '../model/json.ts';
import { jsonLiteral } from '../model/printers/json-literal.ts';
import { stringLiteral } from '../model/printers/literal.ts';
import { propertyKey } from '../model/printers/property-key.ts';
import type { Api, Operation } from '../openapi/api.ts';
import { type EmittedFile, type EmitterOptions, importPath, uncheckedHeader } from './emitter.ts';
import type { OperationNames } from './names.ts';
import {
  documentFacts,
  encodeTemplate,
  type Fact,
  type Facts,
  operationFacts,
  RuntimePart,
  shapeOf,
} from './operation-shape.ts';
import {
  constant,
  importKind,
  printFile,
  type StatementStructures,
  type Writer,
  type WriterFunction,
} from './print.ts';
import { operationProse } from './prose.ts';

const factsFile = 'api.ts';

/** The functions of all operations, a file a slice, and what they share. */
export function operationFiles(api: Api, options: EmitterOptions): Result<readonly EmittedFile[]> {
  const files: EmittedFile[] = options.names.slices.size === 0 ? [] : [factsOf(api, options)];
  for (const [slice, operations] of options.names.slices) {
    const path = `operations/${slice}.ts`;
    const declared = operations.flatMap((operation) => {
      const names = options.names.operations.get(operation);
      return names ? [{ operation, names, facts: operationFacts(api, operation, shapeOf(operation)) }] : [];
    });
    const statements = [...importsOf(path, slice, declared, options), ...declared.map(declaration)];
    files.push({ path, content: printFile(uncheckedHeader(options.header), { statements }) });
  }
  return { value: files, diagnostics: [] };
}

/** What is declared of one operation. */
interface Declared {
  readonly operation: Operation;
  readonly names: OperationNames;
  readonly facts: Facts;
}

/** What the functions share: the facts of the whole document. */
function factsOf(api: Api, { header, runtimeFrom }: EmitterOptions): EmittedFile {
  const facts = documentFacts(api);
  const statements = [
    {
      kind: importKind,
      moduleSpecifier: runtimeFrom(factsFile),
      namedImports: [{ name: 'Api', isTypeOnly: true }, ...partsOf([facts])],
    },
    constant({
      name: 'api',
      type: 'Api',
      doc: ['Where the API is served, and the credentials that it knows.'],
      value: (writer) => object(writer, facts, 1),
    }),
  ];
  return { path: factsFile, content: printFile(header, { statements }) };
}

function importsOf(
  path: string,
  slice: string,
  declared: readonly Declared[],
  { importExtension, runtimeFrom }: EmitterOptions,
): StatementStructures[] {
  const from = (file: string) => importPath(path, file, importExtension);
  const types = declared.map(({ names }) => names.type).sort();
  return [
    { kind: importKind, moduleSpecifier: from(factsFile), namedImports: ['api'] },
    {
      kind: importKind,
      moduleSpecifier: runtimeFrom(path),
      namedImports: [...partsOf(declared.map(({ facts }) => facts)), 'operation'].sort(),
    },
    // A schema or an operation may be called what the runtime's types are.
    { kind: importKind, moduleSpecifier: runtimeFrom(path), namespaceImport: 'runtime', isTypeOnly: true },
    { kind: importKind, moduleSpecifier: from(`types/${slice}.ts`), namedImports: types, isTypeOnly: true },
  ];
}

/**
 * The type is written out: whoever asks for it, a compiler or an editor after every key, need not look at the call. The
 * facts stand one after the other, which checks quicker than an object where a document has thousands of operations.
 */
function declaration({ operation, names, facts }: Declared): WriterFunction {
  return constant({
    name: names.value,
    type: `runtime.Operation<${names.type}>`,
    doc: operationProse(operation),
    value: (writer) => {
      const texts = [operation.id, operation.method.toUpperCase(), encodeTemplate(operation.path)];
      writer.write(`/* @__PURE__ */ operation(api, ${texts.map(stringLiteral).join(', ')}`);
      if (Object.keys(facts).length > 0) {
        writer.write(', ');
        object(writer, facts, 0);
      }
      writer.write(')');
    },
  });
}

/** An object with one member a line, as it will be read and diffed; objects in it too, `depth` levels deep. */
function object(writer: Writer, value: Facts, depth: number): void {
  writer.inlineBlock(() => {
    for (const [key, item] of Object.entries(value)) {
      writer.write(`${propertyKey(key)}: `);
      if (item instanceof RuntimePart) writer.write(partText(item));
      else if (isTable(item) && depth > 0) object(writer, item, depth - 1);
      else writer.write(jsonLiteral(item as Json));
      writer.write(',').newLine();
    }
  });
}

function isTable(item: Fact): item is Facts {
  return typeof item === 'object' && item !== null && !Array.isArray(item) && !(item instanceof RuntimePart);
}

function partText({ name, args }: RuntimePart): string {
  return args === undefined ? name : `/* @__PURE__ */ ${name}(${args.map(jsonLiteral).join(', ')})`;
}

/** The parts of the runtime that facts name. */
function partsOf(facts: readonly Facts[]): string[] {
  const names = new Set<string>();
  const gather = (item: Fact) => {
    if (item instanceof RuntimePart) names.add(item.name);
    else if (isTable(item)) Object.values(item).forEach(gather);
  };
  facts.forEach(gather);
  return [...names].sort();
}
