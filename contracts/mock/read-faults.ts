import { defineProblem, type Result } from '../../generator/model/diagnostic.ts';
import { readTextDocument } from '../../generator/model/text-document.ts';
import type { Api } from '../../generator/openapi/api.ts';
import { type Fault, faultsFault } from './faults.ts';

const wanted = 'a list of faults: [ { "match": { … }, "answer": { … } } ]';

const invalid = defineProblem<{ what: string }>({
  code: 'mock/faults-invalid',
  severity: 'error',
  summary: 'A fault that the mock is to make is not described as one.',
  message: (p) => p.what,
  help: 'A fault looks like { "match": { "method": "PATCH" }, "times": 1, "answer": { "status": 429, "retryAfter": 2 } }.',
});

/** Reads what is to go wrong from a JSON or YAML file. */
export function readFaults(bytes: Uint8Array, file: string, api: Api): Result<readonly Fault[] | undefined> {
  const read = readTextDocument(bytes, file, { area: 'mock', kind: 'faults', wanted });
  if (!read.value) return { value: undefined, diagnostics: read.diagnostics };
  const { root, place } = read.value;
  const wrong = faultsFault(api, root);
  if (!wrong) return { value: root as unknown as readonly Fault[], diagnostics: [] };
  const what = `${wrong.pointer === '' ? file : wrong.pointer} ${wrong.reason}`;
  return { value: undefined, diagnostics: [invalid.at(place(wrong.pointer), { what })] };
}
