import { type Diagnostic, defineProblem, type Result } from '../model/diagnostic.ts';
import { isArray, isObject, type Json, type JsonObject, member, stringMember } from '../model/json.ts';
import { startOf } from '../model/place.ts';
import { pointer as at, valueAt } from '../model/pointer.ts';
import { type Limits, readTextDocument, type TextDocument } from '../model/text-document.ts';
import type { Api } from './api.ts';
import { fragmentPointer } from './references.ts';
import { apiOf } from './resolve-api.ts';
import { mayRefer, visitObjects } from './structure.ts';

const wanted = 'an OpenAPI 3.0 or 3.1 document';

const notOpenApi = defineProblem<{ file: string; found: string; help: string }>({
  code: 'openapi/not-openapi',
  severity: 'error',
  summary: 'The file is no OpenAPI 3.0 or 3.1 document.',
  message: (p) => `${p.file} is ${p.found}, not ${wanted}`,
  help: (p) => p.help,
});
const unsupportedVersion = defineProblem<{ version: string }>({
  code: 'openapi/version',
  severity: 'error',
  summary: 'The OpenAPI version is neither 3.0 nor 3.1.',
  message: (p) => `OpenAPI ${p.version} is not supported`,
  help: 'docpact reads OpenAPI 3.0.x and 3.1.x: openapi: "3.1.0".',
});
const malformed = defineProblem<{ what: string; found: string }>({
  code: 'openapi/structure',
  severity: 'error',
  summary: 'A part of the document has another form than OpenAPI gives it.',
  message: (p) => `${p.what} must be an object, found ${p.found}`,
});
const dangling = defineProblem<{ reference: string }>({
  code: 'openapi/ref-unresolved',
  severity: 'error',
  summary: 'A $ref names something that is not there.',
  message: (p) => `the reference ${p.reference} names nothing in this document`,
});
const badReference = defineProblem<{ found: string }>({
  code: 'openapi/ref-malformed',
  severity: 'error',
  summary: 'A $ref is no text.',
  message: (p) => `$ref must be a text, found ${p.found}`,
});
const external = defineProblem<{ reference: string }>({
  code: 'openapi/ref-external',
  severity: 'error',
  summary: 'A $ref leads out of the document.',
  message: (p) => `the reference ${p.reference} leads out of the document`,
  help: 'Bundle the document into one file first.',
});
const circular = defineProblem<{ reference: string }>({
  code: 'openapi/ref-circular',
  severity: 'error',
  summary: 'A chain of $refs runs in a circle or is longer than 100.',
  message: (p) => `the reference ${p.reference} leads to nothing but other references`,
});

/**
 * Bytes to an `Api`, or the reason why not. Checks what everything after it relies on (kind, version, the form of the
 * main parts, references); the whole specification is checked by `documentFaults`, for those who ask.
 */
export function readOpenApi(
  bytes: Uint8Array,
  file: string,
  limits?: Partial<Limits>,
): Result<Api | undefined> {
  const read = readTextDocument(bytes, file, { area: 'openapi', wanted, ...(limits ? { limits } : {}) });
  if (!read.value) return { value: undefined, diagnostics: read.diagnostics };
  const { value, diagnostics } = openApiOf(read.value);
  return { value, diagnostics: [...read.diagnostics, ...diagnostics] };
}

/** The same from an already parsed document. */
export function openApiOf(document: TextDocument): Result<Api | undefined> {
  const refused = wrongKind(document) ?? wrongStructure(document);
  if (refused) return { value: undefined, diagnostics: [refused] };
  const diagnostics = referenceFaults(document);
  if (diagnostics.length > 0) return { value: undefined, diagnostics };
  const version = stringMember(document.root, 'openapi')?.startsWith('3.0') ? '3.0' : '3.1';
  return { value: apiOf(document, version), diagnostics: [] };
}

function wrongKind(document: TextDocument): Diagnostic | undefined {
  const { root, file } = document;
  const version = stringMember(root, 'openapi');
  if (version !== undefined) {
    if (/^3\.[01]\.\d+/.test(version)) return undefined;
    return unsupportedVersion.at(document.place('/openapi'), { version });
  }
  const other = member(root, 'openapi');
  if (typeof other === 'number')
    return unsupportedVersion.at(document.place('/openapi'), { version: `${other}, a number and no text,` });
  const found = foreignKind(root);
  return notOpenApi.at(startOf(file), { file, ...found });
}

function foreignKind(root: Json): { found: string; help: string } {
  const help = `Give ${wanted}.`;
  if (stringMember(root, 'swagger') !== undefined) {
    return {
      found: 'a Swagger 2.0 document',
      help: 'Convert it first, for example with the npm package swagger2openapi.',
    };
  }
  if (member(root, 'asyncapi') !== undefined) return { found: 'an AsyncAPI document', help };
  if (member(root, 'overlay') !== undefined) return { found: 'an OpenAPI Overlay', help };
  if (member(root, 'interactions') !== undefined && member(root, 'consumer') !== undefined)
    return { found: 'a pact', help };
  if (!isObject(root)) return { found: plainKind(root), help };
  return { found: 'an object without the member "openapi"', help };
}

function plainKind(root: Json): string {
  if (isArray(root)) return 'a list';
  return typeof root === 'string' ? 'a plain text' : `nothing but ${String(root)}`;
}

function wrongStructure(document: TextDocument): Diagnostic | undefined {
  const root = document.root as JsonObject;
  for (const key of ['info', 'paths', 'components', 'webhooks']) {
    const fault = notAnObject(document, root[key], at('', key));
    if (fault) return fault;
  }
  for (const [path, item] of Object.entries(root['paths'] ?? {})) {
    const pointer = at('/paths', path);
    const fault = path.startsWith('x-') ? undefined : notAnObject(document, item, pointer);
    if (fault) return fault;
  }
  return undefined;
}

function notAnObject(
  document: TextDocument,
  value: Json | undefined,
  pointer: string,
): Diagnostic | undefined {
  if (value === undefined || isObject(value)) return undefined;
  const found = isArray(value) ? 'a list' : JSON.stringify(value);
  return malformed.at(document.place(pointer), { what: pointer, found });
}

/** As many as are told: whoever has that many broken references looks for one cause. */
const mostFaults = 20;

/** Every `$ref` must lead to something in this document. Extensions are not read. */
function referenceFaults(document: TextDocument): Diagnostic[] {
  const faults: Diagnostic[] = [];
  const known = new Map<string, ReturnType<typeof referenceFault>>();
  visitObjects(document.root, 'document', '', (object, form, pointer) => {
    const reference = mayRefer(form) ? member(object, '$ref') : undefined;
    if (reference === undefined || faults.length === mostFaults) return;
    const place = () => document.place(at(pointer(), '$ref'));
    if (typeof reference !== 'string') {
      const found = isArray(reference) ? 'a list' : (JSON.stringify(reference) ?? '');
      faults.push(badReference.at(place(), { found }));
      return;
    }
    // Documents name the same thing hundreds of times.
    if (!known.has(reference)) known.set(reference, referenceFault(document.root, reference));
    const fault = known.get(reference);
    if (fault) faults.push(fault.at(place(), { reference }));
  });
  return faults;
}

function referenceFault(root: Json, reference: string) {
  let current = reference;
  for (let hops = 0; hops <= 100; hops++) {
    if (!current.startsWith('#')) return external;
    // Plain-name anchors (JSON Schema `$anchor`) are resolved by those who read schemas.
    if (current.length > 1 && current[1] !== '/') return undefined;
    const target = valueAt(root, fragmentPointer(current));
    if (target === undefined) return dangling;
    const following = stringMember(target, '$ref');
    if (following === undefined) return undefined;
    current = following;
  }
  return circular;
}
