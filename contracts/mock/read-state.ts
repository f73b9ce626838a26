import { type Diagnostic, defineProblem, type Result } from '../../generator/model/diagnostic.ts';
import { isObject, type JsonObject, stringMember } from '../../generator/model/json.ts';
import { once } from '../../generator/model/once.ts';
import { startOf } from '../../generator/model/place.ts';
import { pointer as at } from '../../generator/model/pointer.ts';
import { readTextDocument, type TextDocument } from '../../generator/model/text-document.ts';
import type { Api } from '../../generator/openapi/api.ts';
import { compileJsonSchema } from '../relation/json-schema.ts';
import { keyOf } from './entity.ts';
import { isRemembered } from './odata/page-memory.ts';
import { Resources } from './resources.ts';
import { Routes } from './routes.ts';
import type { Snapshot } from './store.ts';
import { validatorsOf } from './validator.ts';

const wanted = 'the state of a mock, as docpact mock keeps it';

const shape = defineProblem<{ what: string }>({
  code: 'mock/state-shape',
  severity: 'error',
  summary: 'The file that the mock is to keep its state in is something else.',
  message: (p) => p.what,
  help: 'It is left as it is. Name another file, or one that is not there yet.',
});
const otherSpec = defineProblem<{ found: string; spec: string }>({
  code: 'mock/state-other-spec',
  severity: 'error',
  summary: 'The state is that of a mock of another spec.',
  message: (p) => `the state is of ${JSON.stringify(p.found)}, the spec is ${JSON.stringify(p.spec)}`,
  help: 'It is left as it is. Keep the state of each spec in a file of its own.',
});
const invalid = defineProblem<{ what: string }>({
  code: 'mock/state-invalid',
  severity: 'error',
  summary: 'The state holds what the spec does not know or allow: answering with it would break the spec.',
  message: (p) => p.what,
  help: 'It is left as it is. Correct it, or start anew with another file.',
});

const check = once(() => {
  const count = { type: 'integer', minimum: 0 };
  const row = {
    type: 'object',
    required: ['key', 'entity'],
    properties: { key: { type: 'string' }, entity: { type: 'object' } },
  };
  return compileJsonSchema({
    type: 'object',
    required: ['docpact', 'spec', 'requests', 'keys', 'made', 'sets'],
    properties: {
      docpact: { const: 'mock-state/1' },
      spec: { type: 'string' },
      requests: count,
      keys: count,
      seed: { type: 'object' },
      made: { type: 'array', items: { type: 'string' } },
      sets: { type: 'object', additionalProperties: { type: 'array', items: row } },
    },
  });
});

/** The title by which a state knows its spec. */
export function specName(api: Api): string {
  return stringMember(api.info, 'title') ?? '';
}

/** Reads a state that was kept. Refused unless the mock can go on from it and keep the spec. */
export function readState(bytes: Uint8Array, file: string, api: Api): Result<Snapshot | undefined> {
  const read = readTextDocument(bytes, file, { area: 'mock', kind: 'state', wanted });
  if (!read.value) return { value: undefined, diagnostics: read.diagnostics };
  const { root, place } = read.value;
  const fault = check()(root);
  if (fault) {
    const what =
      isObject(root) && root['docpact'] === 'mock-state/1'
        ? `${fault.instancePath || file} ${fault.message}`
        : `${file} is not ${wanted}`;
    const where = fault.instancePath === '' ? startOf(file) : place(fault.instancePath);
    return { value: undefined, diagnostics: [shape.at(where, { what })] };
  }
  // What the schema says of it makes it one.
  const state = root as unknown as Snapshot;
  const spec = specName(api);
  if (state.spec !== spec)
    return { value: undefined, diagnostics: [otherSpec.at(place('/spec'), { found: state.spec, spec })] };
  const faults = rowFaults(state, api, read.value);
  return { value: faults.length > 0 ? undefined : state, diagnostics: faults };
}

/** As many as are told. */
const mostFaults = 20;

function rowFaults({ sets }: Snapshot, api: Api, document: TextDocument): readonly Diagnostic[] {
  const [routes, resources, validators] = [new Routes(api), new Resources(api), validatorsOf(api)];
  const faults: Diagnostic[] = [];
  for (const [path, rows] of Object.entries(sets)) {
    if (isRemembered(path)) continue;
    const match = routes.match(path);
    const resource = match && match !== 'malformed' ? resources.at(match.template) : undefined;
    if (!resource) {
      const what = `the spec has no collection at ${path}`;
      faults.push(invalid.at(document.place(at('/sets', path), 'key'), { what }));
      continue;
    }
    for (const [i, { key, entity }] of rows.entries()) {
      const found = resource.entity && validators.check(resource.entity, 'response', entity);
      const other = keyOf(resource, entity as JsonObject);
      const what = found
        ? `row ${i + 1} of ${path}: ${found.property === '' ? 'it' : `property '${found.property}'`} ${found.reason}`
        : other !== undefined && other !== key
          ? `row ${i + 1} of ${path} stands under the key '${key}', and says that it is '${other}'`
          : undefined;
      if (what === undefined) continue;
      faults.push(invalid.at(document.place(at('/sets', path, i)), { what }));
      if (faults.length === mostFaults) return faults;
    }
  }
  return faults;
}
