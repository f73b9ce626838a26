import type { Json } from '../../generator/model/json.ts';
import type { Api } from '../../generator/openapi/api.ts';
import type { Position } from '../../generator/openapi/position.ts';
import type { World } from '../../generator/openapi/world.ts';
import { closedSchema } from './closed-schema.ts';
import { compileJsonSchema, type SchemaFault } from './json-schema.ts';

/** The second opinion on every value that a report shows: a JSON Schema validator that knows nothing of our proofs. */
export interface Validator {
  /** Why the value is not valid; undefined if it is. */
  fault(value: Json): Fault | undefined;
  /** A part of the schema that the validator does not check, so that "valid" is not certain. */
  readonly lossy: string | undefined;
}

export interface Fault {
  /** JSON pointer within the value. */
  readonly at: string;
  readonly message: string;
}

const known = new WeakMap<Api, Map<string, Validator | undefined>>();

/** Compiled once a position and direction. Undefined when the validator cannot make sense of the schema. */
export function validatorOf(position: Position, world: World): Validator | undefined {
  let ofApi = known.get(world.api);
  if (!ofApi) {
    ofApi = new Map();
    known.set(world.api, ofApi);
  }
  const key = `${world.direction} ${world.closed} ${position.map((schema) => schema.pointer).join(' ')}`;
  if (!ofApi.has(key)) ofApi.set(key, compile(position, world));
  return ofApi.get(key);
}

function compile(position: Position, world: World): Validator | undefined {
  const { schema, lossy } = closedSchema(position, world);
  let firstFault: (value: Json) => SchemaFault | undefined;
  try {
    firstFault = compileJsonSchema(schema);
  } catch {
    return undefined;
  }
  return {
    lossy,
    fault(value) {
      const first = firstFault(value);
      return first && { at: first.instancePath, message: messageOf(first) };
    },
  };
}

function messageOf(error: SchemaFault): string {
  const name = error.params['unevaluatedProperty'] ?? error.params['additionalProperty'];
  if (typeof name === 'string') return `the spec knows no member ${JSON.stringify(name)} here`;
  if (error.keyword === 'enum') return `must be one of ${JSON.stringify(error.params['allowedValues'])}`;
  if (error.keyword === 'const') return `must be ${JSON.stringify(error.params['allowedValue'])}`;
  if (error.keyword === 'false schema') return 'must not be there';
  return error.message ?? 'not valid';
}
