import { compareText } from '../model/diagnostic.ts';
import { isArray, isObject, type Json } from '../model/json.ts';
import { stringLiteral } from '../model/printers/literal.ts';
import { type EmittedFile, type EmitterOptions, importPath } from './emitter.ts';
import { AjvCompiler, checkKeyword } from './validator-ajv.ts';
import type { Checks, WrittenCheck } from './validator-checks.ts';
import { functionSource, SharedValues } from './validator-source.ts';

/** The files of functions that the validators call. */
export function compiledFiles(checks: Checks, options: EmitterOptions): EmittedFile[] {
  const written = checks.written();
  const fileOf = new Map(written.map(({ name, file }) => [name, file]));
  const compiler = new AjvCompiler(written.some(({ schema }) => mentions(schema, unevaluatedKeywords)));
  const files = new Map<string, CompiledFile>();
  for (const check of written) {
    const file = files.get(check.file) ?? new CompiledFile(check.file, fileOf, options);
    files.set(check.file, file);
    try {
      file.add(check, compiler);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      checks.gap(check.pointer, `ajv cannot compile the schema (${reason})`);
      file.addOpen(check);
    }
  }
  return [...files.values()].map((file) => file.print());
}

const unevaluatedKeywords = new Set(['unevaluatedProperties', 'unevaluatedItems']);

class CompiledFile {
  readonly #path: string;
  readonly #fileOf: ReadonlyMap<string, string>;
  readonly #options: EmitterOptions;
  readonly #shared = new SharedValues();
  readonly #functions: string[] = [];
  readonly #imported = new Map<string, Set<string>>();

  constructor(path: string, fileOf: ReadonlyMap<string, string>, options: EmitterOptions) {
    this.#path = path;
    this.#fileOf = fileOf;
    this.#options = options;
  }

  add({ name, schema }: WrittenCheck, compiler: AjvCompiler): void {
    const source = compiler.source(schema, mentions(schema, inherited));
    this.#functions.push(functionSource(name, source, this.#shared));
    for (const used of checksIn(schema)) {
      const file = this.#fileOf.get(used);
      if (file === undefined || file === this.#path) continue;
      this.#imported.set(file, (this.#imported.get(file) ?? new Set()).add(used));
    }
  }

  /** What cannot be compiled lets every value past. */
  addOpen({ name }: WrittenCheck): void {
    this.#functions.push(`export function ${name}(): boolean {\nreturn true;\n}`);
  }

  print(): EmittedFile {
    const { header, runtimeFrom, importExtension } = this.#options;
    const from = (text: string) => ` from ${stringLiteral(text)};`;
    const imports = [...this.#imported]
      .sort(([a], [b]) => compareText(a, b))
      .map(([file, names]) => {
        const specifier = importPath(this.#path, file, importExtension);
        return `import { ${[...names].sort(compareText).join(', ')} }${from(specifier)}`;
      });
    if (this.#shared.formats) imports.unshift(`import { fullFormats }${from('ajv-formats/dist/formats.js')}`);
    imports.push(`import { validation as v }${from(runtimeFrom(this.#path))}`);
    const note = '// @ts-nocheck: ajv writes plain JavaScript; what is exported has its types.';
    const parts = [header, note, '', ...imports, '', ...this.#shared.declarations(), ...this.#functions];
    return { path: this.#path, content: `${parts.join('\n')}\n` };
  }
}

/** Names that every object has without having such a member. */
const inherited = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Whether a name stands anywhere in a schema, as a key or in a list: more often than needed does no harm. */
function mentions(value: Json, names: ReadonlySet<string>): boolean {
  if (typeof value === 'string') return names.has(value);
  if (isArray(value)) return value.some((item) => mentions(item, names));
  if (!isObject(value)) return false;
  return Object.entries(value).some(([key, item]) => names.has(key) || mentions(item, names));
}

/** The functions that a written schema refers to: a member of this name holds a text only where it is the keyword. */
function checksIn(value: Json): string[] {
  if (isArray(value)) return value.flatMap(checksIn);
  if (!isObject(value)) return [];
  const own = value[checkKeyword];
  return [...(typeof own === 'string' ? [own] : []), ...Object.values(value).flatMap(checksIn)];
}
