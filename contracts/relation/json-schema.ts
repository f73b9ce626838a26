import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Json, JsonObject } from '../../generator/model/json.ts';

/** The first thing that is wrong with a value, in the words of the validator. */
export interface SchemaFault {
  /** JSON pointer within the value. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string | undefined;
}

/**
 * Compiles a self-contained JSON Schema 2020-12. Formats assert; only own members count, so that `__proto__` and
 * `constructor` are names like any other. Throws when no validator can be made of the schema.
 */
export function compileJsonSchema(schema: JsonObject): (value: Json) => SchemaFault | undefined {
  // An instance for each: ajv keeps every schema of an instance, and one schema's fault must not touch another.
  const ajv = new Ajv2020({
    strict: false,
    validateSchema: false,
    logger: false,
    ownProperties: true,
    code: { regExp: lenientRegExp },
  });
  // The module is CommonJS: its function is the default export's own default.
  addFormats.default(ajv);
  const validate: ValidateFunction = ajv.compile(schema);
  return (value) => {
    if (validate(value)) return undefined;
    return validate.errors?.[0] ?? { instancePath: '', keyword: '', params: {} };
  };
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
