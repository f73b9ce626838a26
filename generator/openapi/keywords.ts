import type { Json, JsonObject } from '../model/json.ts';

/** The keywords that say something of a value, each undefined where a schema does not have it. */
export type Keywords = { readonly [K in keyof typeof blank]: Json | undefined };

const blank = {
  $ref: undefined,
  $dynamicRef: undefined,
  $recursiveRef: undefined,
  type: undefined,
  nullable: undefined,
  enum: undefined,
  const: undefined,
  format: undefined,
  pattern: undefined,
  minLength: undefined,
  maxLength: undefined,
  minimum: undefined,
  maximum: undefined,
  exclusiveMinimum: undefined,
  exclusiveMaximum: undefined,
  multipleOf: undefined,
  items: undefined,
  prefixItems: undefined,
  unevaluatedItems: undefined,
  minItems: undefined,
  maxItems: undefined,
  uniqueItems: undefined,
  contains: undefined,
  minContains: undefined,
  maxContains: undefined,
  properties: undefined,
  patternProperties: undefined,
  additionalProperties: undefined,
  unevaluatedProperties: undefined,
  propertyNames: undefined,
  required: undefined,
  minProperties: undefined,
  maxProperties: undefined,
  dependencies: undefined,
  dependentRequired: undefined,
  dependentSchemas: undefined,
  allOf: undefined,
  anyOf: undefined,
  oneOf: undefined,
  not: undefined,
  if: undefined,
  // biome-ignore lint/suspicious/noThenProperty: the keyword; nobody awaits these.
  then: undefined,
  else: undefined,
  readOnly: undefined,
  writeOnly: undefined,
};

const known = new WeakMap<JsonObject, Keywords>();

/**
 * What a schema object says, in one form for all schemas. A document has hundreds of forms of schema objects, and the
 * engine looks long for what is in none of its caches: to ask each for thirty keywords that it does not have takes longer
 * than everything that is done with those that it has.
 */
export function keywordsOf(json: JsonObject): Keywords {
  const found = known.get(json);
  if (found) return found;
  const made: Record<keyof typeof blank, Json | undefined> = { ...blank };
  // What stands in a document has no inherited members.
  for (const key in json) if (isKeyword(key)) made[key] = json[key];
  known.set(json, made);
  return made;
}

const names: ReadonlySet<string> = new Set(Object.keys(blank));

export function isKeyword(name: string): name is keyof typeof blank {
  return names.has(name);
}

/** Whether other schemas have no say in what a schema says of a scalar. */
export function isPlain(json: Keywords): boolean {
  return (
    json.$ref === undefined &&
    json.$dynamicRef === undefined &&
    json.allOf === undefined &&
    json.anyOf === undefined &&
    json.oneOf === undefined &&
    json.not === undefined &&
    json.if === undefined &&
    json.dependentSchemas === undefined
  );
}
