import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const runtime = join(import.meta.dirname, 'index.ts');
const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
  types: [],
};

/** Operations and the interfaces of their fluent methods, as generated code has them. */
function generated(count: number): string {
  const one = (i: number) => `
    export interface Op${i} {
      path: { id: string; a${i}: string }; query?: { q?: string }; headers?: { h?: string };
      body: { n${i}: string }; result: { r${i}: number };
      errors: { 404: { code: string }; '4XX': { e${i}: string }; default: unknown };
    }
    export const op${i} = /* @__PURE__ */ operation<Op${i}>(api, 'op${i}', 'PATCH', '/a/{id}', { errors: '404' });
    export interface Step${i} { patch(body: Op${i}['body'], options?: OptionsOf<Op${i}>): Promise<Op${i}['result']> }`;
  return `import { type Api, operation, type OptionsOf } from '${runtime}';
    const api: Api = {};
    ${Array.from({ length: count }, (_, i) => one(i)).join('')}`;
}

/** The library and the runtime, parsed once. */
const parsed = new Map<string, ts.SourceFile>();

/** What the checker makes of a file: types, and instantiations of generic ones. */
function cost(text: string): { types: number; instantiations: number } {
  const file = join(import.meta.dirname, 'generated-for-this-test.ts');
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  const read = (path: string, version: ts.ScriptTarget | ts.CreateSourceFileOptions) => {
    const source = parsed.get(path) ?? getSourceFile(path, version);
    if (source) parsed.set(path, source);
    return source;
  };
  host.fileExists = (path) => path === file || fileExists(path);
  host.getSourceFile = (path, version) =>
    path === file ? ts.createSourceFile(path, text, version) : read(path, version);
  const program = ts.createProgram([file], options, host);
  expect(program.getSemanticDiagnostics(program.getSourceFile(file)).map((d) => d.messageText)).toEqual([]);
  return { types: program.getTypeCount(), instantiations: program.getInstantiationCount() };
}

describe('an operation that nobody calls', () => {
  it('costs the checker its own interface, and next to nothing for the runtime', () => {
    const [few, many] = [cost(generated(10)), cost(generated(110))];
    const perOperation = (what: 'types' | 'instantiations') => (many[what] - few[what]) / 100;
    expect(perOperation('instantiations')).toBeLessThan(10);
    expect(perOperation('types')).toBeLessThan(25);
  });
});
