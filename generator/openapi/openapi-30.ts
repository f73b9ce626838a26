import { isArray, type Json, type JsonObject } from '../model/json.ts';

/** Keywords that say the same of null as of any value: with them, null must be let past before they are asked. */
const anyValue = new Set(['const', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else']);

/** OpenAPI 3.0's dialect in 2020-12's words (OpenAPI 3.0.4, 4.7.24): `nullable`, and bounds that are open by a flag. */
export function openApi30(written: Readonly<Record<string, Json>>, original: JsonObject): JsonObject {
  const schema: Record<string, Json> = { ...written };
  for (const [bound, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    const flag = schema[exclusive];
    if (typeof flag !== 'boolean') continue;
    delete schema[exclusive];
    const limit = schema[bound];
    if (!flag || limit === undefined) continue;
    schema[exclusive] = limit;
    delete schema[bound];
  }
  if (original['nullable'] !== true) return schema;
  const { type, enum: values } = schema;
  if (typeof type !== 'string' || Object.keys(schema).some((key) => anyValue.has(key)))
    return { anyOf: [{ type: 'null' }, schema] };
  schema['type'] = [type, 'null'];
  if (isArray(values) && !values.includes(null)) schema['enum'] = [...values, null];
  return schema;
}
