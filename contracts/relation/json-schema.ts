import type { Ajv2020, Format, Options } from 'ajv/dist/2020.js';
import type { Json, JsonObject } from '../../generator/model/json.ts';
import { library } from '../../generator/model/library.ts';
import { safeExpression } from '../../generator/model/regular/safe-expression.ts';
import { regexOf } from '../../generator/openapi/json-schema-keywords.ts';

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
    this.#ajv.addFormat('date-time', quickened(this.#ajv.formats['date-time']));
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

/** A moment as nearly all are written: `2016-12-31T23:56:39.3841403-08:00`. */
const plainTime =
  /^\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** One expression for what is plainly right; for the rest the format itself, which takes the text apart twice. */
function quickened(format: Format | undefined): Format {
  const whole = typeof format === 'object' && 'validate' in format ? format.validate : undefined;
  if (typeof whole !== 'function') throw new TypeError('the format date-time is no function');
  return (text: string) => plainTime.test(text) || (whole as (text: string) => boolean)(text);
}

/**
 * Compiles a self-contained JSON Schema 2020-12 whose validator will be asked often. Of a large one what is made soon is worth more
 * than what is quick: to put what it refers to into each other, and to tidy that up, takes seconds. Throws when none can be made
 * of it.
 */
export function compileJsonSchema(schema: JsonObject): CompiledSchema {
  const isLarge = Object.keys(schema['$defs'] ?? {}).length > largeSchema;
  // An instance for each: ajv keeps every schema of an instance, and one schema's fault must not touch another.
  return new JsonSchemas(isLarge ? { inlineRefs: false, code: { optimize: false } } : {}).compile(schema);
}

/** In definitions. */
const largeSchema = 40;

/** Throws for what no expression of JavaScript can be made of, as ajv does. */
const lenientRegExp = Object.assign(
  (pattern: string) => {
    const expression = regexOf(pattern);
    if (!expression) throw new SyntaxError(`${pattern} is no expression of JavaScript`);
    return expression.unicode ? safeExpression(pattern, expression, 'search') : expression;
  },
  { code: 'new RegExp' },
);
