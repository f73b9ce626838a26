import { isArray, isObject, type Json } from '../model/json.ts';
import type { Api, Schema } from '../openapi/api.ts';
import { ownKeyword, partsOf } from '../openapi/schema-walk.ts';

/**
 * Keywords that a type says less or more of than they mean: what a schema allows is then not always what its type takes.
 */
const loose = [
  'discriminator',
  'patternProperties',
  'not',
  'if',
  'unevaluatedProperties',
  'unevaluatedItems',
  'dependentSchemas',
  'dependentRequired',
];

/**
 * Whether a value that a schema accepts surely has the type that is generated of it. Where it may not, a test has to
 * look past the type, or it would not compile.
 */
export function isPlainlyTyped(api: Api, schema: Schema | undefined, value: Json): boolean {
  if (!schema || typeof schema.json === 'boolean') return true;
  const parts = partsOf(api, schema);
  if (parts.some((part) => loose.some((keyword) => ownKeyword(part, keyword) !== undefined))) return false;
  const branches = parts.flatMap((part) =>
    ['oneOf', 'anyOf'].flatMap((keyword) => {
      const list = ownKeyword(part, keyword);
      return isArray(list) ? list.map((_, i) => api.child(part, keyword, i)) : [];
    }),
  );
  // Alternatives beside something else are intersections, of which not all that is valid comes out alive.
  if (branches.length > 0)
    return parts.every(isBare) && branches.every((branch) => isPlainlyTyped(api, branch, value));
  if (isArray(value)) return isPlainArray(api, parts, value);
  if (isObject(value)) return isPlainObject(api, parts, value);
  return parts.every((part) => ownKeyword(part, 'properties') === undefined);
}

/** A schema that is nothing but a reference, a composition or words. */
function isBare({ json }: Schema): boolean {
  const words = /^(\$ref|allOf|oneOf|anyOf|title|description|examples?|default|nullable|deprecated|x-.*)$/;
  return typeof json === 'boolean' || Object.keys(json).every((keyword) => words.test(keyword));
}

function isPlainArray(api: Api, parts: readonly Schema[], value: readonly Json[]): boolean {
  const places = parts.map((part) => ownKeyword(part, 'prefixItems')).find(isArray)?.length ?? 0;
  if (places > 0 && places !== value.length) return false;
  return value.every((item, i) =>
    parts.every((part) =>
      isPlainlyTyped(api, api.child(part, 'prefixItems', i) ?? api.child(part, 'items'), item),
    ),
  );
}

function isPlainObject(
  api: Api,
  parts: readonly Schema[],
  value: { readonly [name: string]: Json },
): boolean {
  const declared = parts.flatMap((part) => {
    const table = ownKeyword(part, 'properties');
    return isObject(table) ? Object.keys(table) : [];
  });
  const required = parts.flatMap((part) => {
    const names = ownKeyword(part, 'required');
    return isArray(names) ? names : [];
  });
  const known = new Set<Json>(declared);
  // Every object has members of these names, of a type of their own.
  if (declared.some((name) => name in Object.prototype) || !required.every((name) => known.has(name)))
    return false;
  return Object.entries(value).every(
    ([name, one]) =>
      known.has(name) && parts.every((part) => isPlainlyTyped(api, api.child(part, 'properties', name), one)),
  );
}
