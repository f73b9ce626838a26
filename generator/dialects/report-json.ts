import { type Diagnostic, defineProblem } from '../model/diagnostic.ts';
import type { ExampleBody, ExampleMessage, Fact, PageSubject } from './fact.ts';

const malformedJson = defineProblem<{ reason: string }>({
  code: 'docs/example-json-malformed',
  severity: 'error',
  summary: 'The JSON of an example is not well-formed.',
  message: (p) => `this JSON is not well-formed: ${p.reason}; the example is left out`,
});
const repairedJson = defineProblem<{ reason: string }>({
  code: 'docs/example-json-repaired',
  severity: 'warning',
  summary: 'The JSON of an example is not well-formed, but has one plain meaning.',
  message: (p) => `this is not JSON (${p.reason}); it was read as what it plainly means`,
});

/** Says what is wrong with a body that claims to be JSON, by its media type or by how it begins. */
export function reportJson(
  told: { readonly subject: PageSubject; readonly facts: Fact[]; readonly diagnostics: Diagnostic[] },
  body: ExampleBody,
  headers: ExampleMessage['headers'],
): void {
  // "{Raw bytes of the file}" stands for a body; it is none.
  if (!body.fault || /^[{<[][^"':{}[\]<>]*[}>\]]$/.test(body.text)) return;
  const declared = headers.find((header) => /^content-type$/i.test(header.name))?.value;
  const json =
    declared === undefined ? /^[{[]/.test(body.text) : /\bjson\b/i.test(declared) && /^[{["]/.test(body.text);
  if (!json) return;
  const reason = body.fault.value;
  const problem = body.json === undefined ? malformedJson : repairedJson;
  told.diagnostics.push(problem.at(body.fault.at, { reason }));
  const value = { what: 'example-json', text: body.text, reason } as const;
  told.facts.push({
    predicate: 'malformed',
    subject: told.subject,
    value,
    kind: 'example',
    at: body.fault.at,
  });
}
