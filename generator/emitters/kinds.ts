import { isArray, type Json, type JsonObject } from '../model/json.ts';

const types = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];

/** Keywords that speak of values of one type only (JSON Schema 2020-12, 10.3). */
const applies: Readonly<Record<string, string>> = {
  properties: 'object',
  additionalProperties: 'object',
  patternProperties: 'object',
  items: 'array',
  prefixItems: 'array',
};

/** The types that a schema admits, and what of it that leaves without a meaning. */
export interface Kind {
  /** One type or several; undefined where any will do. */
  readonly type: Json | undefined;
  /** Words that are no types. */
  readonly unknown: readonly string[];
  /** Keywords that speak of types which the schema does not admit. */
  readonly idle: readonly string[];
}

export function kindOf(json: JsonObject): Kind {
  const written = json['type'];
  const listed = (isArray(written) ? written : written === undefined ? [] : [written]).filter(
    (word) => word !== null,
  );
  const known = listed.filter((word): word is string => typeof word === 'string' && types.includes(word));
  const unknown = listed
    .filter((word) => !known.some((one) => one === word))
    .map((word) => JSON.stringify(word) ?? '');
  // `null` that YAML made of the word means the type as well.
  if (isArray(written) && written.includes(null)) known.push('null');
  const admitted = unknown.length > 0 ? [] : [...new Set(known)];
  if (admitted.length === 0) return { type: impliedType(json), unknown, idle: [] };
  const idle = Object.keys(applies).filter(
    (keyword) => json[keyword] !== undefined && !admitted.includes(applies[keyword] ?? ''),
  );
  return { type: admitted.length === 1 ? admitted[0] : admitted, unknown, idle };
}

/** Authors leave the type out where the keywords give it away; `properties` alone needs no help. */
function impliedType(json: JsonObject): Json | undefined {
  const of = (type: string) =>
    Object.keys(applies).some((key) => applies[key] === type && json[key] !== undefined);
  return of('array') && !of('object') ? 'array' : undefined;
}
