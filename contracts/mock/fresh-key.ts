import type { Api, Schema } from '../../generator/openapi/api.ts';
import { numbersOf, partsOf, propertiesOf } from '../../generator/openapi/schema-walk.ts';
import { countedId, type Exchange } from './exchange.ts';
import type { Collection } from './resources.ts';
import { type Moment, sample } from './sample.ts';
import type { Validators } from './validator.ts';

interface KeyParts {
  readonly api: Api;
  readonly validators: Validators;
}

/** A key that no row of a collection has: counted, past what a seed holds, in a form that the schema of the key allows. */
export function freshKey(
  exchange: Exchange,
  resource: Collection,
  rows: ReadonlyMap<string, unknown>,
): string {
  const { parts } = exchange;
  // Two digits: what is taken of one alone would soon be used up.
  const form = formOf(parts, resource, exchange, 10);
  for (;;) {
    parts.store.keys++;
    const key = form(parts.store.keys);
    if (!rows.has(key)) return key;
  }
}

/** The key of the one row that is made where there are no examples. */
export function firstKey(parts: KeyParts, resource: Collection, moment: Moment): string {
  if (resource.key?.numeric) return '1';
  const form = formOf(parts, resource, moment, 0);
  const schema = keySchema(parts.api, resource);
  if (!schema || parts.validators.accepts(schema, 'response', form(0))) return form(0);
  const made = sample(parts.api, schema, moment);
  return typeof made === 'string' && made !== '' ? made : form(0);
}

/** A count as a key. */
type Form = (count: number) => string;

const usual: Form = (count) => countedId('a', count);

/** The first form that the schema takes this count in; of the usual one, if it takes none. */
function formOf({ api, validators }: KeyParts, resource: Collection, moment: Moment, count: number): Form {
  if (resource.key?.numeric) return String;
  const schema = keySchema(api, resource);
  if (!schema) return usual;
  const isTaken = (form: Form) => validators.accepts(schema, 'response', form(count));
  return isTaken(usual) ? usual : (otherForms(api, schema, moment).find(isTaken) ?? usual);
}

function keySchema(api: Api, { entity, key }: Collection): Schema | undefined {
  return key && propertiesOf(api, entity).get(key.property);
}

function otherForms(api: Api, schema: Schema, moment: Moment): readonly Form[] {
  const made = sample(api, schema, moment);
  const text = typeof made === 'string' ? made : '';
  const least = Math.max(0, ...numbersOf(partsOf(api, schema), 'minLength'));
  return [
    (count) => String(count).padStart(least, '0'),
    (count) => `${text}${count}`,
    (count) => `${text.slice(0, -String(count).length)}${count}`,
  ];
}
