import {
  type CodeBlockWriter,
  IndentationText,
  type JSDocStructure,
  type OptionalKind,
  Project,
  QuoteKind,
  type SourceFileStructure,
  StructureKind,
} from 'ts-morph';

export {
  type ClassDeclarationStructure,
  type ImportDeclarationStructure,
  type MethodDeclarationStructure,
  type OptionalKind,
  type ParameterDeclarationStructure,
  type StatementStructures,
  StructureKind,
  VariableDeclarationKind,
} from 'ts-morph';

/** Writes what has no structure of its own, an initializer or a body, with the right indentation. */
export type Writer = CodeBlockWriter;

/**
 * Structures in, text out: the one place that knows ts-morph. A file is made whole from its structure; nothing is
 * added to a file that stands, and nothing is formatted afterwards (both are many times dearer).
 */
export function printFile(header: string, structure: Omit<SourceFileStructure, 'kind'>): string {
  const whole = { ...structure, kind: StructureKind.SourceFile } as const;
  const file = project().createSourceFile('/file.ts', whole, { overwrite: true });
  const text = file.getFullText();
  file.forget();
  return `${header}\n\n${text}`;
}

let shared: Project | undefined;

/** Making a project costs more than printing a file, and printing leaves nothing behind in it. */
function project(): Project {
  shared ??= new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    manipulationSettings: { indentationText: IndentationText.TwoSpaces, quoteKind: QuoteKind.Single },
  });
  return shared;
}

/** A JSDoc comment of lines that the comment printer has made harmless. */
export function docs(lines: readonly string[]): OptionalKind<JSDocStructure>[] {
  if (lines.length === 0) return [];
  return [{ description: lines.length === 1 ? (lines[0] ?? '') : `\n${lines.join('\n')}` }];
}
