import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Json } from '../../generator/model/json.ts';
import { pointerTokens } from '../../generator/model/pointer.ts';
import type { Api, Schema } from '../../generator/openapi/api.ts';
import { bundleSchema, type Direction } from './schema-bundle.ts';

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

/** Validates values against the schemas of one spec; each schema is compiled when it is first asked for. */
export class Validators {
  readonly #api: Api;
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(api: Api) {
    this.#api = api;
  }

  check(schema: Schema, direction: Direction, value: Json): Fault | undefined {
    const validate = this.#validator(schema, direction);
    if (validate(value)) return undefined;
    const error = validate.errors?.[0];
    return error
      ? faultOf(error)
      : { property: '', kind: 'value', reason: 'is not what the schema asks for' };
  }

  #validator(schema: Schema, direction: Direction): ValidateFunction {
    const key = `${direction} ${schema.pointer}`;
    const known = this.#compiled.get(key);
    if (known) return known;
    // An instance for each: ajv keeps every schema of an instance, and one schema's fault must not touch another.
    const ajv = addFormats.default(
      new Ajv2020({
        strict: false,
        validateSchema: false,
        logger: false,
        ownProperties: true,
        code: { regExp: lenientRegExp },
      }),
    );
    try {
      const made = ajv.compile(bundleSchema(this.#api, schema, direction));
      this.#compiled.set(key, made);
      return made;
    } catch (error) {
      throw new UnusableSchema(schema.pointer, error instanceof Error ? error.message : String(error));
    }
  }
}

/** Patterns of real specs are often not valid under the `u` flag (`[\w-.]`); they are then read without it. */
const lenientRegExp = Object.assign(
  (pattern: string, flags: string) => {
    try {
      return new RegExp(pattern, flags);
    } catch {
      return new RegExp(pattern, flags.replace('u', ''));
    }
  },
  { code: 'new RegExp' },
);

function faultOf(error: ErrorObject): Fault {
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
