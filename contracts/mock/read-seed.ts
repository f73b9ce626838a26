import { type Diagnostic, defineProblem, type Result } from '../../generator/model/diagnostic.ts';
import { isObject, type Json } from '../../generator/model/json.ts';
import { startOf } from '../../generator/model/place.ts';
import { pointer as at } from '../../generator/model/pointer.ts';
import { readTextDocument, type TextDocument } from '../../generator/model/text-document.ts';
import type { Api } from '../../generator/openapi/api.ts';
import type { Seed } from './options.ts';
import { Resources } from './resources.ts';
import { Routes } from './routes.ts';
import { rowsOf } from './store.ts';
import { type Fault, type Validators, validatorsOf } from './validator.ts';

const wanted = 'a seed: an object of collection paths with their rows';

const shape = defineProblem<{ what: string }>({
  code: 'mock/seed-shape',
  severity: 'error',
  summary: 'The seed of the mock has another form than { "/collection": [ … ] }.',
  message: (p) => p.what,
  help: 'A seed looks like { "/users": [ { "id": "1" } ] }.',
});
const unknownPath = defineProblem<{ path: string }>({
  code: 'mock/seed-path',
  severity: 'error',
  summary: 'The seed names a path that the spec has no collection for.',
  message: (p) => `the spec has no collection at ${p.path}`,
  help: 'Name the path of the collection, without the server and its base path.',
});
const invalid = defineProblem<{ what: string }>({
  code: 'mock/seed-invalid',
  severity: 'error',
  summary: 'A row of the seed breaks the schema of its entity: answering with it would break the spec.',
  message: (p) => p.what,
});

/** Reads a seed from a JSON or YAML file. Refused unless the mock can answer with every row and keep the spec. */
export function readSeed(bytes: Uint8Array, file: string, api: Api): Result<Seed | undefined> {
  const read = readTextDocument(bytes, file, { area: 'mock', wanted });
  if (!read.value) return { value: undefined, diagnostics: read.diagnostics };
  const { root } = read.value;
  if (!isObject(root)) {
    return { value: undefined, diagnostics: [shape.at(startOf(file), { what: `${file} is not ${wanted}` })] };
  }
  const reader = new SeedReader(api, read.value);
  const diagnostics = Object.entries(root).flatMap(([path, value]) => reader.faults(path, value));
  return { value: diagnostics.length > 0 ? undefined : root, diagnostics };
}

class SeedReader {
  readonly #document: TextDocument;
  readonly #routes: Routes;
  readonly #resources: Resources;
  readonly #validators: Validators;

  constructor(api: Api, document: TextDocument) {
    this.#document = document;
    this.#routes = new Routes(api);
    this.#resources = new Resources(api);
    this.#validators = validatorsOf(api);
  }

  faults(path: string, value: Json): readonly Diagnostic[] {
    const key = this.#document.place(at('', path), 'key');
    const match = this.#routes.match(path);
    const resource = match && match !== 'malformed' ? this.#resources.at(match.template) : undefined;
    const isItem =
      resource?.kind === 'collection' && match !== 'malformed' && match?.template === resource.itemPath;
    if (!resource || isItem || (match !== 'malformed' && match?.prefix !== ''))
      return [unknownPath.at(key, { path })];
    const rows = resource.kind === 'singleton' ? (isObject(value) ? [value] : undefined) : rowsOf(value);
    if (!rows) return [shape.at(key, { what: `${path} holds no list of objects` })];
    const { entity } = resource;
    if (!entity) return [];
    const base =
      rows === value ? at('', path) : resource.kind === 'singleton' ? undefined : at('', path, 'value');
    return rows.flatMap((row, i) => {
      const fault = this.#validators.check(entity, 'response', row);
      const place = this.#document.place(base === undefined ? at('', path) : at(base, i));
      return fault ? [invalid.at(place, { what: sentence(path, i, fault) })] : [];
    });
  }
}

function sentence(path: string, index: number, { property, reason }: Fault): string {
  return `row ${index + 1} of ${path}: ${property === '' ? 'it' : `property '${property}'`} ${reason}`;
}
