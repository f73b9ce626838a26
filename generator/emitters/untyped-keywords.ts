import { isArray, isObject, type Json, type JsonObject } from '../model/json.ts';
import { pointer as at } from '../model/pointer.ts';
import type { Api, Schema } from '../openapi/api.ts';
import { demandedNames, saysNothing } from './composition.ts';
import type { Untyped } from './untyped.ts';

interface Keyword {
  readonly why: string;
  /** Keywords that OpenAPI 3.0 has as well. */
  readonly old?: true;
  /** Whether this value of it loses anything; without: any. */
  readonly loses?: (value: Json, json: JsonObject) => boolean;
}

const dependent = 'a type cannot depend on which members are there';
/** `false` closes a type, which literals are held to anyway; `true` says nothing. */
const leftover: Keyword = {
  why: 'what other keywords leave over has no type of its own',
  loses: (value) => isObject(value) && !saysNothing(value),
};

/** Keywords that shape values and that TypeScript has no word for. Limits of single values are for validators alone. */
const keywords: ReadonlyMap<string, Keyword> = new Map<string, Keyword>([
  ['not', { why: 'a type cannot exclude values', old: true }],
  [
    'if',
    {
      why: 'a type cannot depend on a condition',
      loses: (_, json) => json['then'] !== undefined || json['else'] !== undefined,
    },
  ],
  ['dependentSchemas', { why: dependent }],
  ['dependentRequired', { why: dependent }],
  [
    'patternProperties',
    { why: 'a type has no patterns of names; what they describe may have any name', old: true },
  ],
  ['propertyNames', { why: 'a type cannot limit names' }],
  ['contains', { why: 'a list is typed by all of its items' }],
  ['unevaluatedProperties', leftover],
  ['unevaluatedItems', leftover],
  ['$dynamicRef', { why: 'what it leads to depends on where it is come from' }],
  ['contentSchema', { why: 'what is encoded in a text stays a text' }],
  [
    'discriminator',
    {
      why: 'schemas that extend this one by allOf are told apart in unions (oneOf) only',
      old: true,
      loses: (_, json) => !isArray(json['oneOf']) && !isArray(json['anyOf']),
    },
  ],
]);

/** Notes what of a schema itself, its subschemas left aside, is in no type. Asked for every schema: most have nothing. */
export function noteKeywords(untyped: Untyped, api: Api, { json, pointer }: Schema): void {
  if (!isObject(json)) return;
  for (const name in json) {
    const keyword = keywords.get(name);
    if (!keyword || (api.version === '3.0' && (!keyword.old || json['$ref'] !== undefined))) continue;
    const value = json[name];
    if (value !== undefined && (keyword.loses?.(value, json) ?? true))
      untyped.add(name === 'if' ? 'if, then, else' : name, keyword.why, at(pointer, name));
  }
}

/** Notes names that a schema demands and that neither it nor what it is composed of describes. */
export function noteDemands(untyped: Untyped, api: Api, schema: Schema): void {
  const { json, pointer } = schema;
  if (!isObject(json) || (api.version === '3.0' && json['$ref'] !== undefined)) return;
  for (const name of demandedNames(json)) {
    if (!hasProperty(json, name) && !describes(api, schema, name, new Set()))
      untyped.add('a name in required', 'no property describes it', at(pointer, 'required'));
  }
}

function hasProperty(json: Json, name: string): boolean {
  return isObject(json) && isObject(json['properties']) && Object.hasOwn(json['properties'], name);
}

function describes(api: Api, schema: Schema, name: string, seen: Set<string>): boolean {
  const target = api.resolve(schema);
  if (seen.has(target.pointer)) return false;
  seen.add(target.pointer);
  // Beside a reference 3.1 may describe more.
  if ([schema, target].some((one) => hasProperty(one.json, name))) return true;
  const { json } = target;
  return ['allOf', 'anyOf', 'oneOf'].some((keyword) => {
    const items = isObject(json) ? json[keyword] : undefined;
    return (
      isArray(items) &&
      items.some((_, i) => {
        const item = api.child(target, keyword, i);
        return item !== undefined && describes(api, item, name, seen);
      })
    );
  });
}
