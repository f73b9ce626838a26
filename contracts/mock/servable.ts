import { type Diagnostic, defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import { pointer as at } from '../../generator/model/pointer.ts';
import type { Api } from '../../generator/openapi/api.ts';
import { repeatedPaths } from '../../generator/openapi/path-items.ts';
import { schemaFaults } from '../../generator/openapi/schema-faults.ts';

const nothing = defineProblem<{ file: string }>({
  code: 'mock/nothing-to-serve',
  severity: 'error',
  summary: 'The spec has no operations: every request would be answered with 404.',
  message: (p) => `${p.file} describes no operations`,
});
const unusable = defineProblem<{ reason: string }>({
  code: 'mock/schema-unusable',
  severity: 'error',
  summary:
    'A schema of the spec holds what no validator can make anything of: the mock could not tell right from wrong.',
  message: (p) => `the schema cannot be used: ${p.reason}`,
});
const shadowed = defineProblem<{ path: string; first: string }>({
  code: 'mock/path-shadowed',
  severity: 'warning',
  summary: 'Two paths of the spec differ in nothing but the names of their parameters.',
  message: (p) => `${p.path} is the same path as ${p.first}: its operations are never reached`,
  help: 'OpenAPI takes such paths for one (3.1, 4.8.8): put the operations under one of them.',
});

const known = new WeakMap<Api, readonly Diagnostic[]>();

/** Why the spec cannot be served. */
export function servableFaults(api: Api): readonly Diagnostic[] {
  let faults = known.get(api);
  if (!faults) {
    faults = found(api);
    known.set(api, faults);
  }
  return faults;
}

function found(api: Api): readonly Diagnostic[] {
  // A path of a large spec is enough to know that there is something.
  if (!api.paths.some((path) => api.operationsAt(path).length > 0))
    return [nothing.at(startOf(api.file), { file: api.file })];
  return schemaFaults(api).map(({ pointer, reason }) => unusable.at(api.place(pointer), { reason }));
}

/** What of the spec cannot be reached: no reason not to serve it. */
export function shadowedPaths(api: Api): readonly Diagnostic[] {
  return repeatedPaths(api.paths)
    .filter(({ path }) => api.operationsAt(path).length > 0)
    .map((one) => shadowed.at(api.place(at('/paths', one.path), 'key'), one));
}
