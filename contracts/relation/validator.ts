import type { Json } from '../../generator/model/json.ts';
import { once } from '../../generator/model/once.ts';
import type { Api } from '../../generator/openapi/api.ts';
import { fits } from '../../generator/openapi/fits.ts';
import { keyOf, type Position } from '../../generator/openapi/position.ts';
import type { World } from '../../generator/openapi/world.ts';
import { ClosedSchemas } from './closed-schema.ts';
import { type CompiledSchema, JsonSchemas, type SchemaFault } from './json-schema.ts';

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

const known = new WeakMap<Api, Validators[]>();

/** Compiled once a position and direction. Undefined when the validator cannot make sense of the schema. */
export function validatorOf(position: Position, world: World): Validator | undefined {
  return validatorsOf(world).of(position);
}

function validatorsOf(world: World): Validators {
  const ofApi = known.get(world.api) ?? [];
  known.set(world.api, ofApi);
  const found = ofApi.find(
    ({ world: { direction, closed } }) => direction === world.direction && closed === world.closed,
  );
  if (found) return found;
  const made = new Validators(world);
  ofApi.push(made);
  return made;
}

/** Of how many values our own evaluator is asked before a validator is worth compiling. */
const fewValues = 20;

/**
 * Whether a value is surely valid, in the cheapest way: one value is read by the evaluator that compiles nothing, which a
 * thousand values would pay for many times. False: it is not, or somebody has to look closer.
 */
export function isSurelyValid(position: Position, value: Json, world: World): boolean {
  // A scalar costs next to nothing, however often it is asked for.
  const fit = isScalar(value) ? fits(position, value, world) : 'unsure';
  if (fit !== 'unsure') return fit === 'yes';
  const validators = validatorsOf(world);
  if (validators.count(position) <= fewValues) return fits(position, value, world) === 'yes';
  const validator = validators.of(position);
  return validator !== undefined && validator.lossy === undefined && validator.fault(value) === undefined;
}

function isScalar(value: Json): boolean {
  return typeof value !== 'object' || value === null;
}

/** The validators of one world: what their schemas refer to is compiled once for all of them. */
class Validators {
  /** Few values are put to each, so code that is quick to make is better than code that is quick to run. */
  readonly #compiler = once(() => new JsonSchemas({ inlineRefs: false, code: { optimize: false } }));
  readonly #schemas: ClosedSchemas;
  readonly #known = new Map<string, Validator | undefined>();

  readonly world: World;

  constructor(world: World) {
    this.world = world;
    this.#schemas = new ClosedSchemas(world, (name, schema) => this.#compiler().define(name, schema));
  }

  readonly #counts = new Map<string, number>();

  /** How often a position was asked for so; no further than anybody minds. */
  count(position: Position): number {
    const key = keyOf(position);
    const count = this.#counts.get(key) ?? 0;
    if (count <= fewValues) this.#counts.set(key, count + 1);
    return count + 1;
  }

  of(position: Position): Validator | undefined {
    const key = keyOf(position);
    if (!this.#known.has(key)) this.#known.set(key, this.#compile(position));
    return this.#known.get(key);
  }

  #compile(position: Position): Validator | undefined {
    const { schema, lossy } = this.#schemas.of(position);
    let firstFault: CompiledSchema;
    try {
      firstFault = this.#compiler().compile(schema);
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
}

function messageOf(error: SchemaFault): string {
  const name = error.params['unevaluatedProperty'] ?? error.params['additionalProperty'];
  if (typeof name === 'string') return `the spec knows no member ${JSON.stringify(name)} here`;
  if (error.keyword === 'enum') return `must be one of ${JSON.stringify(error.params['allowedValues'])}`;
  if (error.keyword === 'const') return `must be ${JSON.stringify(error.params['allowedValue'])}`;
  if (error.keyword === 'false schema') return 'must not be there';
  return error.message ?? 'not valid';
}
