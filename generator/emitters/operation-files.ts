import type { Result } from '../model/diagnostic.ts';
import { entries, isObject, type JsonObject } from '../model/json.ts';
import { jsonLiteral } from '../model/printers/json-literal.ts';
import { stringLiteral } from '../model/printers/literal.ts';
import { propertyKey } from '../model/printers/property-key.ts';
import type { Api, Operation } from '../openapi/api.ts';
import { type EmittedFile, type EmitterOptions, importPath } from './emitter.ts';
import type { OperationNames } from './names.ts';
import { documentFacts, encodeTemplate, operationFacts, shapeOf } from './operation-shape.ts';
import {
  constant,
  printFile,
  type StatementStructures,
  StructureKind,
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
    const named = operations.flatMap((operation) => {
      const names = options.names.operations.get(operation);
      return names ? [{ operation, names }] : [];
    });
    const statements = [
      ...importsOf(path, slice, named.map(({ names }) => names.type).sort(), options),
      ...named.map(({ operation, names }) => declaration(api, operation, names)),
    ];
    files.push({ path, content: printFile(options.header, { statements }) });
  }
  return { value: files, diagnostics: [] };
}

/** What the functions share: the facts of the whole document. */
function factsOf(api: Api, { header, runtimeFrom }: EmitterOptions): EmittedFile {
  const statements = [
    {
      kind: StructureKind.ImportDeclaration as const,
      moduleSpecifier: runtimeFrom(factsFile),
      namedImports: ['Api'],
      isTypeOnly: true,
    },
    constant({
      name: 'api',
      type: 'Api',
      doc: ['Where the API is served, and the credentials that it knows.'],
      value: (writer) => object(writer, documentFacts(api), 1),
    }),
  ];
  return { path: factsFile, content: printFile(header, { statements }) };
}

function importsOf(
  path: string,
  slice: string,
  types: string[],
  { importExtension, runtimeFrom }: EmitterOptions,
): StatementStructures[] {
  const from = (file: string) => importPath(path, file, importExtension);
  const kind = StructureKind.ImportDeclaration;
  return [
    { kind, moduleSpecifier: from(factsFile), namedImports: ['api'] },
    { kind, moduleSpecifier: runtimeFrom(path), namedImports: ['operation'] },
    { kind, moduleSpecifier: from(`types/${slice}.ts`), namedImports: types, isTypeOnly: true },
  ];
}

/**
 * The types stand in angle brackets and the facts one after the other: both are what the compiler is quickest with,
 * where a document has thousands of operations.
 */
function declaration(api: Api, operation: Operation, names: OperationNames): WriterFunction {
  const facts = operationFacts(api, operation, shapeOf(operation));
  return constant({
    name: names.value,
    doc: operationProse(operation),
    value: (writer) => {
      const texts = [operation.id, operation.method.toUpperCase(), encodeTemplate(operation.path)];
      writer.write(`/* @__PURE__ */ operation<${names.type}>(api, ${texts.map(stringLiteral).join(', ')}`);
      if (Object.keys(facts).length > 0) {
        writer.write(', ');
        object(writer, facts, 0);
      }
      writer.write(')');
    },
  });
}

/** An object with one member a line, as it will be read and diffed; objects in it too, `depth` levels deep. */
function object(writer: Writer, value: JsonObject, depth: number): void {
  writer.inlineBlock(() => {
    for (const [key, item] of entries(value)) {
      writer.write(`${propertyKey(key)}: `);
      if (isObject(item) && depth > 0) object(writer, item, depth - 1);
      else writer.write(jsonLiteral(item));
      writer.write(',').newLine();
    }
  });
}
