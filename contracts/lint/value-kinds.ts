import type { TypeReference } from '../../generator/model/description.ts';
import { isArray, isObject, type Json } from '../../generator/model/json.ts';
import type { PageSet } from './documented.ts';

/** What kind of JSON a primitive type is written as (OData JSON 4.01, 7.1); none where more than one is right. */
const primitives: Readonly<Record<string, 'string' | 'number' | 'integer' | 'boolean'>> = {
  'Edm.String': 'string',
  'Edm.Boolean': 'boolean',
  'Edm.Byte': 'integer',
  'Edm.SByte': 'integer',
  'Edm.Int16': 'integer',
  'Edm.Int32': 'integer',
  // 64 bits and decimals may also be strings (IEEE754Compatible), and INF is one.
  'Edm.DateTimeOffset': 'string',
  'Edm.Date': 'string',
  'Edm.TimeOfDay': 'string',
  'Edm.Duration': 'string',
  'Edm.Guid': 'string',
  'Edm.Binary': 'string',
};

/** Why a value cannot be of a type: the two kinds that differ; undefined where it can, or nothing is known. */
export function kindConflict(
  value: Json,
  type: TypeReference,
  set: PageSet,
): { readonly wanted: string; readonly shown: string } | undefined {
  if (value === null || type.name === undefined || isPlaceholder(value)) return undefined;
  const one = wantedKind(type.name, set);
  if (isArray(value)) {
    if (!type.collection) return one === undefined ? undefined : { wanted: one, shown: 'array' };
    for (const item of value) {
      const conflict = kindConflict(item, { ...type, collection: false }, set);
      if (conflict) return { wanted: `array of ${conflict.wanted}`, shown: `array of ${conflict.shown}` };
    }
    return undefined;
  }
  const shown = kindOf(value);
  if (type.collection) return { wanted: 'array', shown };
  if (one === undefined || one === shown || (one === 'number' && shown === 'integer')) return undefined;
  return { wanted: one, shown };
}

/** The kind of JSON that values of a type are: an enumeration is a string, a structured type an object. */
function wantedKind(name: string, set: PageSet): string | undefined {
  if (name.startsWith('Edm.')) return Object.hasOwn(primitives, name) ? primitives[name] : undefined;
  // A number for a member is another finding's: the type is right, its spelling is not.
  if (set.enumTypes.has(name)) return undefined;
  const type = set.types.get(name);
  return type?.type.described && type.tabled ? 'object' : undefined;
}

export function kindOf(value: Json): string {
  if (value === null) return 'null';
  if (isArray(value)) return 'array';
  if (isObject(value)) return 'object';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

/** `...`, `{…}`, `<type>`, `` : a value left out, which claims nothing of its type. */
export function isPlaceholder(value: Json): boolean {
  return typeof value === 'string' && /^\s*(?:\.{2,}|…|<[^<>]*>|\{[^{}]*\})?\s*$/.test(value);
}
