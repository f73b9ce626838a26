import type { Json } from '../../generator/model/json.ts';
import { pointerTokens } from '../../generator/model/pointer.ts';
import type { Api, Schema } from '../../generator/openapi/api.ts';
import type { Direction } from '../../generator/openapi/direction.ts';
import { type Fit, fits } from '../../generator/openapi/fits.ts';
import { behindReferences } from '../../generator/openapi/referred.ts';
import { worldOf } from '../../generator/openapi/world.ts';
import { compileJsonSchema, type SchemaFault } from '../relation/json-schema.ts';
import { bundleSchema } from './schema-bundle.ts';

/** The first thing that is wrong with a value. */
export interface Fault {
  /** The member's name, or the way to it: `owner/name`; empty for the value itself. */
  readonly property: string;
  readonly kind: 'unknown' | 'direction' | 'missing' | 'value';
  /** What the value should be, as a clause: `must be integer`. */
  readonly reason: string;
}

/** Raised when the spec holds a schema that no validator can be made of. */
export class UnusableSchema extends Error {
  readonly pointer: string;

  constructor(pointer: string, reason: string) {
    super(`the schema at #${pointer} cannot be used: ${reason}`);
    this.pointer = pointer;
  }
}

/** How many values of a schema are judged before a validator is worth compiling. */
const fewValues = 2;

type Compiled = (value: Json) => SchemaFault | undefined;

const known = new WeakMap<Api, Validators>();

/** The validators of a spec, shared by all its mocks: compiling is what starting a mock costs. */
export function validatorsOf(api: Api): Validators {
  let validators = known.get(api);
  if (!validators) {
    validators = new Validators(api);
    known.set(api, validators);
  }
  return validators;
}

/** Validates values against the schemas of one spec; each schema is compiled when it is first asked for. */
export class Validators {
  readonly #api: Api;
  readonly #compiled = { request: new Map<string, Compiled>(), response: new Map<string, Compiled>() };
  /** The same by schema: operations are asked for again and again with the same ones. */
  readonly #known = { request: new WeakMap<Schema, Compiled>(), response: new WeakMap<Schema, Compiled>() };
  /** How many values were looked at without compiling. */
  readonly #plain = new WeakMap<Schema, number>();

  constructor(api: Api) {
    this.#api = api;
  }

  /** What is wrong with a value; undefined: nothing. */
  check(schema: Schema, direction: Direction, value: Json): Fault | undefined {
    let compiled = this.#known[direction].get(schema);
    if (!compiled) {
      if (this.#isPlain(schema, direction, value)) return undefined;
      // Many operations take the same thing.
      const shared = behindReferences(schema, worldOf(this.#api, direction, true));
      compiled = this.#compile(shared, direction);
      this.#known[direction].set(schema, compiled);
    }
    const found = compiled(value);
    return found && faultOf(found);
  }

  /**
   * Whether a value is valid, at the cost of the value where nothing is compiled yet: examples of a large spec are asked for
   * once each, and to compile the schema of one takes longer than all else that is done for it.
   */
  accepts(schema: Schema, direction: Direction, value: Json): boolean {
    if (!this.#known[direction].has(schema)) {
      const fit = this.#fit(schema, direction, value);
      if (fit === 'yes') return true;
      // Where nobody declares members an object may have any here, which our evaluator does not read so.
      if (fit === 'no' && this.#fit(schema, direction, value, false) === 'no') return false;
    }
    return this.check(schema, direction, value) === undefined;
  }

  /** A parameter's text or number that is seen to be right: nothing is compiled for the first few. */
  #isPlain(schema: Schema, direction: Direction, value: Json): boolean {
    if (typeof value === 'object') return false;
    const seen = this.#plain.get(schema) ?? 0;
    this.#plain.set(schema, seen + 1);
    return seen < fewValues && this.#fit(schema, direction, value) === 'yes';
  }

  #fit(schema: Schema, direction: Direction, value: Json, closed = true): Fit {
    return fits([schema], value, worldOf(this.#api, direction, closed));
  }

  #compile(schema: Schema, direction: Direction): Compiled {
    const made = this.#compiled[direction].get(schema.pointer);
    if (made) return made;
    try {
      const compiled = compileJsonSchema(bundleSchema(this.#api, schema, direction));
      this.#compiled[direction].set(schema.pointer, compiled);
      return compiled;
    } catch (error) {
      throw new UnusableSchema(schema.pointer, error instanceof Error ? error.message : String(error));
    }
  }
}

function faultOf(error: SchemaFault): Fault {
  const way = pointerTokens(error.instancePath);
  const below = (name: unknown) => [...way, String(name)].join('/');
  const { params } = error;
  switch (error.keyword) {
    case 'additionalProperties':
      return { property: below(params['additionalProperty']), kind: 'unknown', reason: 'is not known' };
    case 'unevaluatedProperties':
      return { property: below(params['unevaluatedProperty']), kind: 'unknown', reason: 'is not known' };
    case 'required':
      return { property: below(params['missingProperty']), kind: 'missing', reason: 'is required' };
    case 'false schema':
      return { property: way.join('/'), kind: 'direction', reason: 'may not be given here' };
    default:
      return { property: way.join('/'), kind: 'value', reason: error.message ?? `breaks ${error.keyword}` };
  }
}
