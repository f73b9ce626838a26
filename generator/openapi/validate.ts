import type SwaggerParser from '@apidevtools/swagger-parser';
import { type Diagnostic, defineProblem } from '../model/diagnostic.ts';
import { type JsonObject, stringMember } from '../model/json.ts';
import type { Place } from '../model/place.ts';

const invalid = defineProblem<{ reason: string }>({
  code: 'openapi/invalid',
  severity: 'error',
  summary: 'The document breaks the OpenAPI specification.',
  message: (p) => p.reason,
});

/** What the validator takes; that the document is one is what it finds out. */
type Validated = Exclude<Parameters<typeof SwaggerParser.validate>[0], string>;

/** Something that OpenAPI forbids, and where in the document. */
export interface Fault {
  readonly reason: string;
  readonly pointer: string;
}

/** Faults as findings; `place` says where to show them. */
export function reportFaults(faults: readonly Fault[], place: (pointer: string) => Place): Diagnostic[] {
  return faults.map(({ reason, pointer }) => invalid.at(place(pointer), { reason }));
}

/**
 * Holds a document against the whole OpenAPI specification: its JSON Schema and the rules beyond it. Given an object,
 * never a path or URL, and told to resolve nothing outside: a document must not be able to make us read files or
 * open connections.
 */
export async function documentFaults(document: JsonObject): Promise<readonly Fault[]> {
  // Loaded here: who validates elsewhere, or nothing, does not wait for it.
  const { default: parser } = await import('@apidevtools/swagger-parser');
  // The validator dereferences what it is given, in place.
  const copy: unknown = structuredClone(document);
  // It would compile the schema of 3.1 anew each time; whoever watches a document asks again and again.
  const compiled = /^3\.1/.test(stringMember(document, 'openapi') ?? '');
  try {
    // It is an OpenAPI document if this does not throw.
    await parser.validate(copy as Validated, {
      resolve: { external: false },
      dereference: { circular: 'ignore' },
      validate: { schema: !compiled },
    });
  } catch (error) {
    return faultsOf(error);
  }
  if (!compiled) return [];
  const { validDocument } = await import('./document-validators.ts');
  const valid = validDocument();
  return valid(copy) ? [] : schemaFaults(valid.errors ?? []);
}

/** ajv's errors are in `details`; what swagger-parser finds beyond the schema is one message. */
function faultsOf(error: unknown): Fault[] {
  const details =
    typeof error === 'object' && error !== null && 'details' in error ? error.details : undefined;
  const deepest = Array.isArray(details) ? schemaFaults(details) : [];
  if (deepest.length > 0) return deepest;
  return [
    { reason: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error), pointer: '' },
  ];
}

/** Of ajv's errors the deepest say most; those above them only repeat that something below is wrong. */
export function schemaFaults(details: readonly unknown[]): Fault[] {
  const faults = details.slice(0, 1000).flatMap(detailFault);
  return faults
    .filter(({ pointer }) => !faults.some((other) => other.pointer.startsWith(`${pointer}/`)))
    .slice(0, 20);
}

function detailFault(detail: unknown): Fault[] {
  if (typeof detail !== 'object' || detail === null) return [];
  const pointer =
    'instancePath' in detail && typeof detail.instancePath === 'string' ? detail.instancePath : '';
  const message = 'message' in detail && typeof detail.message === 'string' ? detail.message : 'is not valid';
  return [{ reason: `${pointer === '' ? 'the document' : pointer} ${message}`, pointer }];
}
