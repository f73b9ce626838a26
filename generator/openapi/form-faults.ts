import { compareText, type Diagnostic, defineProblem } from '../model/diagnostic.ts';
import {
  entries,
  isArray,
  isObject,
  type Json,
  type JsonObject,
  member,
  stringMember,
} from '../model/json.ts';
import { pointer as at } from '../model/pointer.ts';
import type { Api } from './api.ts';
import { keywordFault } from './json-schema-keywords.ts';
import { isMethod, pathItemOf, repeatedPaths } from './path-items.ts';
import { type Form, knownForm, visitObjects } from './structure.ts';

const otherForm = defineProblem<{ what: string; wanted: string }>({
  code: 'openapi/form',
  severity: 'warning',
  summary: 'A part of the document has another form than OpenAPI gives it; it says nothing.',
  message: (p) => `${p.what} must be ${p.wanted}; as it stands it says nothing`,
});
const repeatedId = defineProblem<{ id: string; first: string }>({
  code: 'openapi/operation-id-repeated',
  severity: 'warning',
  summary: 'Two operations have one operationId.',
  message: (p) => `the operationId ${JSON.stringify(p.id)} is that of ${p.first} too`,
  help: 'OpenAPI wants it unique (3.1, 4.8.10): tools that go by it take one for the other.',
});
const repeatedPath = defineProblem<{ path: string; first: string }>({
  code: 'openapi/path-repeated',
  severity: 'warning',
  summary: 'Two paths differ in nothing but the names of their parameters.',
  message: (p) => `${p.path} is the same path as ${p.first}`,
  help: 'OpenAPI takes such paths for one (3.1, 4.8.8): put the operations under one of them.',
});

/** As many as are told: a file with more of them is no OpenAPI document but by name. */
const mostFaults = 1000;

/**
 * What nothing can be read from, in a document that can be worked with all the same: nobody should be left to find out
 * by what is missing. One walk, for those who make something lasting of the document; the whole specification is
 * checked by `documentFaults`.
 */
export function formFaults(api: Api): Diagnostic[] {
  const faults: Diagnostic[] = [];
  const tell = (pointer: string, wanted: string) => {
    if (faults.length < mostFaults) faults.push(otherForm.at(api.place(pointer), { what: pointer, wanted }));
  };
  visitObjects(api.root, 'document', '', (object, form, pointer) => {
    if (stringMember(object, '$ref') !== undefined) return;
    for (const key of Object.keys(object)) {
      const wanted = wantedAt(api, object, form, key);
      if (wanted !== undefined) tell(at(pointer(), key), wanted);
    }
    if (form === 'parameter' || form === 'parameter[]') {
      const isNamed = stringMember(object, 'name') !== undefined;
      if (!isNamed || !places.includes(stringMember(object, 'in') ?? ''))
        tell(pointer(), `an object with a name and a place: ${places.join(', ')}`);
    }
  });
  for (const [path] of entries(api.root['paths']))
    if (!/^(?:\/|x-)/.test(path)) tell(at('/paths', path), 'named with a slash at its beginning');
  if (!isArray(api.root['servers'] ?? [])) tell('/servers', 'a list');
  if (stringMember(member(api.root, 'info'), 'title') === undefined) tell('/info', 'an object with a title');
  return [...faults, ...repeated(api)];
}

const places = ['query', 'header', 'path', 'cookie'];

/** What a member must be and is not. */
function wantedAt(api: Api, object: JsonObject, form: Form, key: string): string | undefined {
  const value = object[key] ?? null;
  const below = knownForm(form, key);
  if (below !== undefined && below !== 'data') return wantedOf(below, value);
  if (form !== 'schema' && form !== '{schema}') return undefined;
  if (key === 'allOf' || key === 'anyOf' || key === 'oneOf') return isArray(value) ? undefined : 'a list';
  if (key === 'items' || key === 'not' || key === 'additionalProperties') return wantedOf('schema', value);
  const fault = keywordFault(key, value, api.version);
  return typeof fault === 'object' ? / must be (.*)$/.exec(fault.reason)?.[1] : undefined;
}

function wantedOf(form: Form, value: Json): string | undefined {
  if (form.endsWith('[]')) return isArray(value) ? undefined : 'a list';
  if (isObject(value) || (form === 'schema' && typeof value === 'boolean')) return undefined;
  return form === 'schema' ? 'a schema' : 'an object';
}

function repeated(api: Api): Diagnostic[] {
  const faults: Diagnostic[] = [];
  const ids = new Map<string, string>();
  for (const { id, pointer, name } of namedOperations(api)) {
    const first = ids.get(id);
    if (first === undefined) ids.set(id, name);
    else faults.push(repeatedId.at(api.place(at(pointer, 'operationId')), { id, first }));
  }
  for (const { path, first } of repeatedPaths(api.paths))
    faults.push(repeatedPath.at(api.place(at('/paths', path), 'key'), { path, first }));
  return faults;
}

interface NamedOperation {
  readonly id: string;
  readonly pointer: string;
  /** `GET /items` */
  readonly name: string;
}

/** The operations that have an `operationId`, by pointer. Not `api.operations`: of those all that they hold is made. */
function namedOperations(api: Api): readonly NamedOperation[] {
  const named: NamedOperation[] = [];
  for (const path of api.paths) {
    const item = pathItemOf(api.root, path);
    for (const [method, operation] of Object.entries(item?.value ?? {})) {
      const id = isMethod(method) ? stringMember(operation, 'operationId') : undefined;
      if (item && id !== undefined)
        named.push({ id, pointer: at(item.pointer, method), name: `${method.toUpperCase()} ${path}` });
    }
  }
  return named.sort((a, b) => compareText(a.pointer, b.pointer));
}
