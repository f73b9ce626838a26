import type { Ajv2020, Options } from 'ajv/dist/2020.js';
import type { Json, JsonObject } from '../../generator/model/json.ts';
import { library } from '../../generator/model/library.ts';
import { safeExpression } from '../../generator/model/regular/safe-expression.ts';

/** The first thing that is wrong with a value, in the words of the validator. */
export interface SchemaFault {
  /** JSON pointer within the value. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string | undefined;
}

export type CompiledSchema = (value: Json) => SchemaFault | undefined;

const ajvLibrary = library<typeof import('ajv/dist/2020.js')>('ajv/dist/2020.js');
const formatsLibrary = library<typeof import('ajv-formats')>('ajv-formats');

/**
 * JSON Schemas 2020-12 that refer to each other by their names. Each is compiled once, when something that needs it is.
 * Formats assert; only own members count, so that `__proto__` and `constructor` are names like any other.
 */
export class JsonSchemas {
  readonly #ajv: Ajv2020;

  constructor(options: Options = {}) {
    this.#ajv = new (ajvLibrary().Ajv2020)({
      strict: false,
      validateSchema: false,
      logger: false,
      ownProperties: true,
      ...options,
      code: { regExp: lenientRegExp, ...options.code },
    });
    formatsLibrary().default(this.#ajv);
  }

  /** Others may refer to it as `{ $ref: name }`. */
  define(name: string, schema: Json): void {
    if (typeof schema === 'object') this.#ajv.addSchema(schema ?? {}, name);
    else this.#ajv.addSchema({ allOf: [schema] }, name);
  }

  /** Throws when no validator can be made of the schema or of one that it needs. */
  compile(schema: JsonObject): CompiledSchema {
    const validate = this.#ajv.compile(schema);
    return (value) => {
      if (validate(value)) return undefined;
      return validate.errors?.[0] ?? { instancePath: '', keyword: '', params: {} };
    };
  }
}

/** Compiles a self-contained JSON Schema 2020-12 whose validator will be asked often. Throws when none can be made of it. */
export function compileJsonSchema(schema: JsonObject): CompiledSchema {
  // An instance for each: ajv keeps every schema of an instance, and one schema's fault must not touch another.
  return new JsonSchemas().compile(schema);
}

/** Patterns of real specs are often not valid under the `u` flag (`[\w-.]`); they are then read without it. */
const lenientRegExp = Object.assign(
  (pattern: string, flags: string) => {
    try {
      return safeExpression(pattern, new RegExp(pattern, flags), 'search');
    } catch {
      return new RegExp(pattern, flags.replace('u', ''));
    }
  },
  { code: 'new RegExp' },
);
