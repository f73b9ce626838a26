import type { FactAbout } from '../dialects/fact.ts';
import type { Property } from '../model/description.ts';
import { gather } from '../model/gather.ts';
import { isArray, isObject, type Json, type JsonObject } from '../model/json.ts';
import { inferredBy } from './facts-of.ts';
import { propertyOfValue, type RowContext } from './properties.ts';

/**
 * An action's table may list the members of its one parameter instead of the parameter: the examples show it, an object
 * or a list of objects that hold nothing but what the table lists. Undefined where they send what the table lists.
 */
export function wrappingParameter(
  rows: readonly Property[],
  sent: readonly FactAbout<'example-request'>[],
  context: RowContext,
): Property | undefined {
  const listed = new Set(rows.map(({ name }) => name.toLowerCase()));
  const found = gather(sent, ({ value: { body } }) => {
    if (!body || !isObject(body.json)) return [];
    const [name, ...further] = membersOf(body.json);
    const value = name === undefined ? undefined : body.json[name];
    if (name === undefined || further.length > 0 || listed.has(name.toLowerCase()) || value === undefined)
      return [undefined];
    const inner = isArray(value) ? gather(value, innerOf) : innerOf(value);
    const wraps = inner.length > 0 && inner.every((member) => listed.has(member.toLowerCase()));
    return [wraps ? { name, value, at: body.at } : undefined];
  });
  const [first] = found;
  if (!first || found.some((one) => one?.name !== first.name)) return undefined;
  const property = propertyOfValue(first, 'type-from-example', context);
  const named = context.names.named(first.name, context.namespace);
  const type = named === undefined ? property.type : { name: named, collection: isArray(first.value) };
  return { ...property, type, origin: inferredBy('parameter-from-example', first.at) };
}

function membersOf(object: JsonObject): string[] {
  return Object.keys(object).filter((name) => !name.includes('@'));
}

/** A value that is no object has a name that no table lists. */
function innerOf(value: Json | undefined): string[] {
  return isObject(value) ? membersOf(value) : [''];
}
