import { type Diagnostic, defineProblem } from '../model/diagnostic.ts';
import { camelCase, pascalCase, UniqueNames } from '../model/printers/identifier.ts';
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
  /** The stem of its types: `…Input`, `…Body`, `…Options`, `…Result`, `…Error`. */
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
  /** Names a further type (a view of a schema, a class of the client). */
  takeType(wanted: string, pointer: string): string;
  /** Collisions found so far. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Types that each operation may have. */
const suffixes = ['Input', 'Body', 'Options', 'Result', 'Error'];

export function namesOf(api: Api): Names {
  const diagnostics: Diagnostic[] = [];
  const types = new Namer(api, diagnostics);
  const values = new Namer(api, diagnostics);
  // What generated files declare or import themselves.
  for (const own of ['Client', 'WithRequired', 'ClientSettings']) types.reserve(own);
  for (const own of ['operation', 'runtime', 'connect', 'createClient']) values.reserve(own);
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
    const type = types.takeStem(pascalCase(operation.id), suffixes, operation.pointer);
    operations.set(operation, { value, type, slice });
    const members = slices.get(slice);
    if (members) members.push(operation);
    else slices.set(slice, [operation]);
  }
  const takeType = (wanted: string, pointer: string) => types.take(pascalCase(wanted), pointer);
  return { operations, slices, schemas, takeType, diagnostics };
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

  reserve(name: string): void {
    this.#names.take(name);
    this.#owners.set(name.toLowerCase(), 'the generated code');
  }

  take(wanted: string, pointer: string): string {
    const given = this.#names.take(wanted);
    if (given !== wanted) this.#report(wanted, given, pointer);
    this.#owners.set(given.toLowerCase(), pointer);
    return given;
  }

  /** A stem such that it is free with each suffix. */
  takeStem(wanted: string, endings: readonly string[], pointer: string): string {
    const taken = (stem: string) => endings.find((ending) => this.#owners.has((stem + ending).toLowerCase()));
    let stem = wanted;
    for (let n = 2; taken(stem) !== undefined; n++) stem = `${wanted}${n}`;
    if (stem !== wanted) this.#report(wanted + (taken(wanted) ?? ''), stem + (taken(wanted) ?? ''), pointer);
    for (const ending of endings) {
      this.#names.take(stem + ending);
      this.#owners.set((stem + ending).toLowerCase(), pointer);
    }
    return stem;
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
