import { isArray, type Json } from '../../generator/model/json.ts';
import type { Api, Schema } from '../../generator/openapi/api.ts';
import { isReadOnly, keywordOf, propertiesOf, typesOf } from '../../generator/openapi/schema-walk.ts';

/** The property of an entity that stands in URLs. */
export interface EntityKey {
  readonly property: string;
  readonly numeric: boolean;
  readonly writable: boolean;
}

/** A path parameter that holds a key. */
export interface KeyParameter {
  readonly name: string;
  readonly schema: Schema | undefined;
}

/** What a parameter's last word says of the property that it means, whether there is an `id` or not: `issue_number`. */
const telling = new Set(['name', 'number', 'slug', 'code', 'key', 'login']);

/**
 * The property that is called like the parameter; what is left of `petId` or `issue_number` after the noun; else `id`. An `id` that
 * is a number does not stand where the parameter is a text called by its noun (`{repo}`, `{org}`): a name does.
 */
export function entityKey(
  api: Api,
  entity: Schema | undefined,
  { name, schema }: KeyParameter,
): EntityKey | undefined {
  const properties = propertiesOf(api, entity);
  const last = /(?:[a-z0-9](?=[A-Z])|[_-])([A-Za-z]+)$/.exec(name)?.[1] ?? '';
  const tail = last.charAt(0).toLowerCase() + last.slice(1);
  const ofText = typesOf(api, schema).every((type) => type === 'string') && typesOf(api, schema).length > 0;
  const isNoun = ofText && !/id$/i.test(name) && isNumeric(api, properties.get('id'));
  const wanted = [
    name,
    ...(telling.has(tail) ? [tail] : []),
    ...(isNoun ? ['slug', 'login', 'name', 'key'] : []),
    'id',
    tail,
    'name',
    'key',
  ];
  const property = wanted.find((one) => properties.has(one));
  const found = property === undefined ? undefined : properties.get(property);
  if (property === undefined || !found) return undefined;
  const types = typesOf(api, found);
  if (!types.some((type) => ['string', 'integer', 'number'].includes(type))) return undefined;
  return { property, numeric: !types.includes('string'), writable: !isReadOnly(api, found) };
}

function isNumeric(api: Api, schema: Schema | undefined): boolean {
  const types = typesOf(api, schema);
  return !types.includes('string') && types.some((type) => type === 'integer' || type === 'number');
}

/** A key that the schema of the property exemplifies. */
export function exemplifiedKey(api: Api, entity: Schema | undefined, key: EntityKey): string | undefined {
  const schema = propertiesOf(api, entity).get(key.property);
  const [example] = [keywordOf(api, schema, 'example'), ...listOf(keywordOf(api, schema, 'examples'))].filter(
    (value) => typeof value === (key.numeric ? 'number' : 'string') && value !== '',
  );
  return example === undefined ? undefined : String(example);
}

function listOf(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}
