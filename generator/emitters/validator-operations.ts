import type { Result } from '../model/diagnostic.ts';
import { commentLines } from '../model/printers/comment.ts';
import { propertyKey } from '../model/printers/property-key.ts';
import type { Api, Operation, Response } from '../openapi/api.ts';
import { type EmittedFile, type EmitterOptions, importPath } from './emitter.ts';
import { bodyKind } from './media.ts';
import type { OperationNames } from './names.ts';
import { errorType, memberType, parametersType } from './operation-members.ts';
import { isErrorStatus, type OperationShape, shapeOf } from './operation-shape.ts';
import { constant, importKind, printFile, type StatementStructures, type WriterFunction } from './print.ts';
import { type CheckRef, Checks } from './validator-checks.ts';
import { compiledFiles } from './validator-files.ts';

/** The validators of all operations, a file a slice, and the functions that they call. */
export function validatorFiles(api: Api, options: EmitterOptions): Result<readonly EmittedFile[]> {
  const checks = new Checks(api, options);
  const files: EmittedFile[] = [];
  for (const [slice, operations] of options.names.slices) {
    const file = new ValidatorFile(checks, options, slice);
    for (const operation of operations) file.add(operation);
    files.push(...file.print());
  }
  files.push(...compiledFiles(checks, options));
  return { value: files, diagnostics: checks.diagnostics };
}

/** The validators of one slice. */
class ValidatorFile {
  readonly #checks: Checks;
  readonly #options: EmitterOptions;
  readonly #slice: string;
  readonly #statements: (StatementStructures | WriterFunction)[] = [];
  readonly #imported = new Map<string, Set<string>>();

  constructor(checks: Checks, options: EmitterOptions, slice: string) {
    this.#checks = checks;
    this.#options = options;
    this.#slice = slice;
  }

  add(operation: Operation): void {
    const names = this.#options.names.operations.get(operation);
    if (!names) return;
    const shape = shapeOf(operation);
    this.#parameters(operation, names, shape);
    this.#body(operation, names, shape);
    this.#answers(operation, names);
  }

  #parameters(operation: Operation, names: OperationNames, shape: OperationShape): void {
    const path = shape.path.flatMap(({ parameter }) => parameter ?? []);
    const all = { path, query: shape.query, headers: shape.headers, cookies: shape.cookies };
    const places = Object.fromEntries(Object.entries(all).filter(([, parameters]) => parameters.length > 0));
    const used = Object.keys(places);
    if (used.length === 0) return;
    const check = this.#checks.parameters(places, operation.pointer, this.#slice, `${names.type}Parameters`);
    this.#declare(`${names.value}Parameters`, operation, this.#validator(check, parametersType(names, used)));
  }

  #body(operation: Operation, names: OperationNames, { body }: OperationShape): void {
    const kind = body && bodyKind(body.media.type);
    if (!body?.media.schema || (kind !== 'json' && kind !== 'form')) return;
    const check = this.#checks.schema(body.media.schema, 'request', this.#slice, `${names.type}Body`);
    const type = memberType(names, 'body');
    const given = body.required ? type : `Exclude<${type}, undefined>`;
    this.#declare(`${names.value}Body`, operation, this.#validator(check, given));
  }

  #answers(operation: Operation, names: OperationNames): void {
    const described = operation.responses.flatMap((response) => this.#answer(operation, names, response));
    if (described.length === 0) return;
    this.#declare(`${names.value}Answers`, operation, `{ ${described.join(', ')} }`);
  }

  #answer(operation: Operation, names: OperationNames, { status, content }: Response): string[] {
    const successful = operation.responses.some((response) => response.status.startsWith('2'));
    const isResult = status.startsWith('2') || (status === 'default' && !successful);
    // Statuses that no type knows: 1XX, and what is no status.
    if (!isResult && !isErrorStatus(status)) return [];
    const schemas = content.flatMap(({ type, schema }) =>
      schema && bodyKind(type) === 'json' ? schema : [],
    );
    const check = this.#checks.either(schemas, 'response', this.#slice, names.type + status);
    if (!check || operation.method === 'head') return [];
    const type = isResult ? memberType(names, 'result') : errorType(names, status);
    return [`${propertyKey(status)}: ${this.#validator(check, type)}`];
  }

  #validator({ name, file }: CheckRef, type: string): string {
    const imported = this.#imported.get(file) ?? new Set();
    this.#imported.set(file, imported.add(name));
    return `/* @__PURE__ */ v.validator<${type}>(${name})`;
  }

  #declare(name: string, operation: Operation, initializer: string): void {
    const doc = commentLines(`${operation.method.toUpperCase()} ${operation.path}`);
    this.#statements.push(constant({ name, doc, value: (writer) => writer.write(initializer) }));
  }

  print(): EmittedFile[] {
    if (this.#statements.length === 0) return [];
    const path = `validators/${this.#slice}.ts`;
    const to = (file: string) => importPath(path, file, this.#options.importExtension);
    const imports = [
      {
        moduleSpecifier: this.#options.runtimeFrom(path),
        namedImports: [{ name: 'validation', alias: 'v' }],
      },
      { moduleSpecifier: to(`types/${this.#slice}.ts`), namespaceImport: 'types', isTypeOnly: true },
      ...[...this.#imported].map(([file, names]) => ({
        moduleSpecifier: to(file),
        namedImports: [...names].sort(),
      })),
    ].map((structure) => ({ kind: importKind, ...structure }));
    const statements = [...imports, ...this.#statements];
    return [{ path, content: printFile(this.#options.header, { statements }) }];
  }
}
