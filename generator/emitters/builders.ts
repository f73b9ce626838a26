import { entries, isObject, type Json } from '../model/json.ts';
import { jsonLiteral } from '../model/printers/json-literal.ts';
import { propertyKey } from '../model/printers/property-key.ts';
import { defineEmitter, type EmittedFile, importPath } from './emitter.ts';
import { descriptorOf, shapeOf } from './operation-shape.ts';
import {
  docs,
  printFile,
  type StatementStructures,
  StructureKind,
  VariableDeclarationKind,
  type Writer,
} from './print.ts';
import { operationProse } from './prose.ts';

export const builders = defineEmitter({
  name: 'builders',
  summary:
    'One importable function an operation; its .request() builds the standard Request and sends nothing.',
  byDefault: true,
  requires: ['types'],
  emit(api, options) {
    const files: EmittedFile[] = [];
    for (const [slice, operations] of options.names.slices) {
      const path = `operations/${slice}.ts`;
      const imported: string[] = [];
      const statements: StatementStructures[] = operations.flatMap((operation) => {
        const names = options.names.operations.get(operation);
        if (!names) return [];
        const shape = shapeOf(operation);
        const [input, result, error] = ['Input', 'Result', 'Error'].map((ending) => names.type + ending);
        imported.push(`${names.type}Error`, `${names.type}Input`, `${names.type}Result`);
        const type = `Operation<[input${shape.inputRequired ? '' : '?'}: ${input}], ${result}, ${error}>`;
        const descriptor = descriptorOf(api, operation, shape);
        return {
          kind: StructureKind.VariableStatement as const,
          isExported: true,
          declarationKind: VariableDeclarationKind.Const,
          docs: docs(operationProse(operation)),
          declarations: [
            { name: names.value, type, initializer: (writer: Writer) => call(writer, descriptor) },
          ],
        };
      });
      const typesFrom = importPath(path, `types/${slice}.ts`, options.importExtension);
      const imports = [
        {
          moduleSpecifier: options.runtimeFrom(path),
          namedImports: [{ name: 'Operation', isTypeOnly: true }, 'operation'],
        },
        { moduleSpecifier: typesFrom, namedImports: imported.sort(), isTypeOnly: true },
      ];
      const structure = { statements: [...imports.map(importOf), ...statements] };
      files.push({ path, content: printFile(options.header, structure) });
    }
    return { value: files, diagnostics: [] };
  },
});

function importOf<T extends { readonly moduleSpecifier: string }>(structure: T) {
  return { kind: StructureKind.ImportDeclaration as const, ...structure };
}

/** A call with one member of the descriptor a line, as it will be read and diffed. */
function call(writer: Writer, descriptor: Json): void {
  writer.write('/* @__PURE__ */ operation(');
  members(writer, descriptor, 1);
  writer.write(')');
}

function members(writer: Writer, value: Json, depth: number): void {
  writer.inlineBlock(() => {
    for (const [key, item] of entries(value)) {
      writer.write(`${propertyKey(key)}: `);
      if (isObject(item) && depth > 0) members(writer, item, depth - 1);
      else writer.write(jsonLiteral(item));
      writer.write(',').newLine();
    }
  });
}
