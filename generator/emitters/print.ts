import { createRequire } from 'node:module';
import type {
  CodeBlockWriter,
  JSDocStructure,
  OptionalKind,
  SourceFileStructure,
  StructureKind as StructureKinds,
  WriterFunction,
} from 'ts-morph';
import { once } from '../model/once.ts';

export type {
  MethodSignatureStructure,
  OptionalKind,
  ParameterDeclarationStructure,
  StatementStructures,
  WriterFunction,
} from 'ts-morph';

/** Required, not imported: Node reads a CommonJS package of this size twice when it is imported, once for its names. */
const tsMorph: typeof import('ts-morph') = createRequire(import.meta.url)('ts-morph');
export const { StructureKind } = tsMorph;
/** Said with its type, so that a structure that is made in two steps keeps its kind. */
export const importKind: StructureKinds.ImportDeclaration = StructureKind.ImportDeclaration;
const { IndentationText, QuoteKind } = tsMorph;

/** Writes what has no structure of its own, an initializer or a body, with the right indentation. */
export type Writer = CodeBlockWriter;

/**
 * Structures in, text out: the one place that knows ts-morph. A file is printed whole from its structure; nothing is
 * added to a file that stands, and nothing is formatted afterwards (both are many times dearer).
 */
export function printFile(header: string, structure: Omit<SourceFileStructure, 'kind'>): string {
  const printing = printingOnce();
  const writer = printing.createWriter();
  const whole = { ...structure, kind: StructureKind.SourceFile } as const;
  printing.structurePrinterFactory.forSourceFile({ isAmbient: false }).printText(writer, whole);
  return `${header}\n\n${writer.toString()}`;
}

/**
 * What a project prints with. It is not published: what is published parses the text that was printed, because others go
 * on with the file, which takes as long as printing it. The version is pinned.
 */
interface Printing {
  createWriter(): Writer;
  readonly structurePrinterFactory: {
    forSourceFile(options: { isAmbient: boolean }): {
      printText(writer: Writer, structure: SourceFileStructure): void;
    };
  };
}

const printingOnce = once((): Printing => {
  const project = new tsMorph.Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    manipulationSettings: { indentationText: IndentationText.TwoSpaces, quoteKind: QuoteKind.Single },
  });
  const { _context } = project as unknown as { readonly _context: Printing };
  return _context;
});

/**
 * `export const name = …`, written out: the structure of a variable indents the lines of its value once too often. A
 * blank line sets it apart from the statement before, where that brings none of its own.
 */
export function constant(declared: {
  readonly name: string;
  readonly type?: string;
  readonly doc?: readonly string[];
  readonly apart?: boolean;
  value(writer: Writer): void;
}): WriterFunction {
  const { name, type, doc = [], apart = true } = declared;
  return (writer) => {
    if (apart) writer.newLine();
    if (doc.length === 1) writer.writeLine(`/** ${doc[0]} */`);
    else if (doc.length > 1) {
      writer.writeLine('/**');
      for (const line of doc) writer.writeLine(line === '' ? ' *' : ` * ${line}`);
      writer.writeLine(' */');
    }
    writer.write(`export const ${name}${type === undefined ? '' : `: ${type}`} = `);
    declared.value(writer);
    writer.write(';');
  };
}

/** A JSDoc comment of lines that the comment printer has made harmless. */
export function docs(lines: readonly string[]): OptionalKind<JSDocStructure>[] {
  if (lines.length === 0) return [];
  return [{ description: lines.length === 1 ? (lines[0] ?? '') : `\n${lines.join('\n')}` }];
}
