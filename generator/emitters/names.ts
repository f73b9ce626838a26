import { type Diagnostic, defineProblem } from '../model/diagnostic.ts';
import { pointerTokens } from '../model/pointer.ts';
import { camelCase, pascalCase, UniqueNames, words } from '../model/printers/identifier.ts';
import { fileName } from '../model/printers/path.ts';
import type { Api, Operation } from '../openapi/api.ts';

const collision = defineProblem<{ first: string; second: string; wanted: string; given: string }>({
  code: 'generate/name-collision',
  severity: 'warning',
  summary: 'Two things of the document would get the same name in generated code.',
  message: (p) => `${p.second} would be called ${p.wanted} like ${p.first}; it is called ${p.given}`,
  help: 'Rename one of them in the document if the suffix is unwelcome.',
});

const forbidden = defineProblem<{ pointer: string }>({
  code: 'generate/method-forbidden',
  severity: 'warning',
  summary: 'fetch refuses this method.',
  message: (p) => `${p.pointer} is left out: fetch sends no TRACE requests`,
});

/** What the code of one operation is called. */
export interface OperationNames {
  /** The importable function. */
  readonly value: string;
  /** The interface that holds its types: path, query, headers, cookies, body, result and errors. */
  readonly type: string;
  /** The slice that it belongs to: the stem of its files. */
  readonly slice: string;
}

/** What everything is called in one run. Names are given in document order, so that they stay when things are added. */
export interface Names {
  readonly operations: ReadonlyMap<Operation, OperationNames>;
  /** The slices in document order, with their operations. */
  readonly slices: ReadonlyMap<string, readonly Operation[]>;
  /** A component schema's type, by the schema's pointer. */
  readonly schemas: ReadonlyMap<string, string>;
  /** Names a further type of a schema: a view of it, or one that stands within an operation. */
  takeType(wanted: string, pointer: string): string;
  /** Names a step of the client. Steps meet no schemas, so that emitters name what is theirs whatever others do. */
  takeStep(wanted: string, pointer: string): string;
  /** The file of a schema's type, relative to the output folder. */
  schemaFile(pointer: string): string;
  /** Collisions found so far, those between operations and component schemas first. */
  readonly diagnostics: readonly Diagnostic[];
}

export function namesOf(api: Api): Names {
  const diagnostics: Diagnostic[] = [];
  const types = new Namer(api, diagnostics);
  const steps = new Namer(api, diagnostics);
  const values = new Namer(api, diagnostics);
  // What generated files declare or import themselves.
  for (const own of ['WithRequired']) types.reserve(own);
  for (const own of ['Client', 'ClientSettings']) steps.reserve(own);
  // A module that exports a `then` is taken for a promise by those who import it with `await import()`.
  const imported =
    'api apiKey basic bearer formBody http multipartBody operation runtime styled createClient then';
  for (const own of imported.split(' ')) values.reserve(own);
  const schemas = new Map<string, string>();
  for (const [name, schema] of api.schemas)
    schemas.set(schema.pointer, types.take(pascalCase(name), schema.pointer));
  const operations = new Map<Operation, OperationNames>();
  const slices = new Map<string, Operation[]>();
  const files = new Namer(api, diagnostics);
  const sliceByTag = new Map<string, string>();
  for (const operation of api.operations) {
    if (operation.method === 'trace') {
      diagnostics.push(forbidden.at(api.place(operation.pointer, 'key'), { pointer: operation.pointer }));
      continue;
    }
    const tag = sliceTag(operation);
    const slice = sliceByTag.get(tag) ?? files.take(fileName(tag), operation.pointer);
    sliceByTag.set(tag, slice);
    const value = values.take(camelCase(operation.id), operation.pointer);
    const type = types.take(pascalCase(`${operation.id} operation`), operation.pointer);
    steps.reserve(type, operation.pointer);
    operations.set(operation, { value, type, slice });
    const members = slices.get(slice);
    if (members) members.push(operation);
    else slices.set(slice, [operation]);
  }
  const takeType = (wanted: string, pointer: string) => types.take(pascalCase(wanted), pointer);
  const takeStep = (wanted: string, pointer: string) => steps.take(pascalCase(wanted), pointer);
  return { operations, slices, schemas, takeType, takeStep, schemaFile, diagnostics };
}

/**
 * Types lie together by the first word of their name, namespaces left aside: `PodSpec` beside `Pod`. So a file that
 * uses a few of them loads a few, and where one lies depends on nothing but itself. A letter alone is no word that
 * anybody looks for: `ODataError` lies in `odata`, `ETag` in `etag`.
 */
function schemaFile(pointer: string): string {
  const tokens = pointerTokens(pointer);
  const name = tokens[0] === 'components' ? (tokens[2] ?? '') : (tokens.at(-1) ?? '');
  const [first = '_', second = ''] = words(name.slice(name.lastIndexOf('.') + 1));
  const word = [...first].length === 1 ? first + second : first;
  return `schemas/${fileName(word.toLowerCase())}.ts`;
}

/** An operation belongs to its first tag; without one to the first fixed segment of its path. */
function sliceTag(operation: Operation): string {
  const segment = operation.path.split('/').find((part) => part !== '' && !part.includes('{'));
  return operation.tags[0] ?? segment ?? 'default';
}

class Namer {
  readonly #names = new UniqueNames();
  readonly #owners = new Map<string, string>();
  readonly #api: Api;
  readonly #diagnostics: Diagnostic[];

  constructor(api: Api, diagnostics: Diagnostic[]) {
    this.#api = api;
    this.#diagnostics = diagnostics;
  }

  reserve(name: string, owner = 'the generated code'): void {
    this.#names.take(name);
    this.#owners.set(name.toLowerCase(), owner);
  }

  take(wanted: string, pointer: string): string {
    const given = this.#names.take(wanted);
    if (given !== wanted) this.#report(wanted, given, pointer);
    this.#owners.set(given.toLowerCase(), pointer);
    return given;
  }

  #report(wanted: string, given: string, second: string): void {
    const first = this.#owners.get(wanted.toLowerCase()) ?? 'the generated code';
    const related = first.startsWith('/')
      ? [{ message: 'the other one', at: this.#api.place(first, 'key') }]
      : [];
    const params = { first, second, wanted, given };
    this.#diagnostics.push(collision.at(this.#api.place(second, 'key'), params, related));
  }
}
