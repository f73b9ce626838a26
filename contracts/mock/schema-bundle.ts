import type { Json, JsonObject } from '../../generator/model/json.ts';
import type { Api, Schema } from '../../generator/openapi/api.ts';
import type { Direction } from '../../generator/openapi/direction.ts';
import { jsonSchemaOf, type SchemaReading, type Use } from '../../generator/openapi/json-schema.ts';

/**
 * One self-contained JSON Schema 2020-12 document with all that a schema of the spec refers to, in a closed world: the
 * input of the validator.
 */
export function bundleSchema(api: Api, schema: Schema, direction: Direction): JsonObject {
  const definitions: Record<string, Json> = {};
  const names = new Map<string, string>();
  const queue: { schema: Schema; use: Use; name: string }[] = [];
  const refer = (target: Schema, use: Use): JsonObject => {
    const key = `${use.closed} ${JSON.stringify(use.hidden)} ${target.pointer}`;
    let name = names.get(key);
    if (name === undefined) {
      name = `s${names.size}`;
      names.set(key, name);
      queue.push({ schema: target, use, name });
    }
    return { $ref: `#/$defs/${name}` };
  };
  const reading: SchemaReading = { direction, closed: true, refer };
  const root = refer(schema, { closed: true, hidden: [] });
  for (let next = queue.pop(); next; next = queue.pop())
    definitions[next.name] = jsonSchemaOf(api, next.schema, reading, next.use);
  return { ...root, $defs: definitions };
}
