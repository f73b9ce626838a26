import { isArray, isObject, type Json, type JsonObject, setMember, stringMember } from '../model/json.ts';

/** Keywords that shape a type. */
const shaping = [
  '$ref',
  'type',
  'enum',
  'properties',
  'additionalProperties',
  'items',
  'prefixItems',
  'allOf',
  'anyOf',
  'oneOf',
];

/** Whether a prepared schema leaves everything open, as one of limits alone does (`{ minItems: 1 }`). */
export function saysNothing(view: Json): boolean {
  return view === true || (isObject(view) && !shaping.some((keyword) => view[keyword] !== undefined));
}

/** Whether a schema is made of others. */
export function isComposed(json: JsonObject): boolean {
  return ['allOf', 'anyOf', 'oneOf'].some((keyword) => isArray(json[keyword]));
}

/**
 * Joins what a schema says itself with its compositions. openapi-typescript reads `anyOf` beside other keywords as one
 * more alternative to them, where JSON Schema means both (2020-12, 10.2): so compositions become members of `allOf`
 * unless they stand alone.
 */
export function composed(
  core: Readonly<Record<string, Json>>,
  lists: { readonly allOf: readonly Json[]; readonly anyOf?: Json[]; readonly oneOf?: Json[] },
): JsonObject {
  const members = lists.allOf.filter((member) => !saysNothing(member));
  const { nullable, required, ...own } = core;
  const outer = nullable === undefined ? {} : { nullable };
  const shaped = !saysNothing(own) && !isBare(own);
  for (const keyword of ['anyOf', 'oneOf'] as const) {
    const alternatives = lists[keyword];
    if (!alternatives) continue;
    const alone = !shaped && members.length === 0 && (keyword === 'oneOf' || !lists.oneOf);
    if (alone) return { ...outer, [keyword]: alternatives };
    // One that leaves everything open makes the whole choice say nothing.
    if (!alternatives.some(saysNothing)) members.push({ [keyword]: alternatives });
  }
  const demanded = required === undefined ? {} : { required };
  if (members.length === 0) return { ...core };
  if (isArray(own['type'])) {
    const [first] = members;
    if (!shaped)
      return members.length === 1 && isObject(first) && !isArray(required)
        ? { ...first, ...outer }
        : { ...outer, ...demanded, allOf: members };
    return { ...outer, ...demanded, allOf: [{ ...own, ...demanded }, ...members] };
  }
  return { ...core, allOf: members };
}

/** Objects, or objects and null, of which nothing else is said: what they are composed of says it all. */
function isBare(own: JsonObject): boolean {
  const types = isArray(own['type']) ? own['type'] : [own['type']];
  return (
    types.every((type) => type === 'object' || type === 'null') &&
    types.includes('object') &&
    shaping.every((keyword) => keyword === 'type' || own[keyword] === undefined)
  );
}

/**
 * An alternative that only demands members which stand beside the composition, as in "one of these two":
 * `anyOf: [{ required: ['a'] }, { required: ['b'] }]`.
 */
export function demanding(item: Json, beside: Json | undefined): JsonObject | undefined {
  if (!isObject(item) || !isArray(item['required']) || item['required'].length === 0) return undefined;
  if (shaping.some((keyword) => keyword !== 'type' && item[keyword] !== undefined)) return undefined;
  const names = item['required'].filter((name) => typeof name === 'string');
  const properties: Record<string, Json> = {};
  for (const name of names) {
    const known = isObject(beside) && Object.hasOwn(beside, name) ? beside[name] : undefined;
    // What the view forbids cannot be demanded.
    if (known !== undefined && stringMember(known, '$ref') === '#/never') return undefined;
    setMember(properties, name, known === undefined ? {} : withoutDoc(known));
  }
  return { type: 'object', properties, required: names };
}

/** What a composition demands: its own `required` and those of the members that stand in it. */
export function demandedNames(json: JsonObject): string[] {
  const members = isArray(json['allOf']) ? json['allOf'] : [];
  if (members.length === 0 && !isArray(json['required'])) return [];
  const lists = [json, ...members.filter((member) => stringMember(member, '$ref') === undefined)].map(
    (member) => (isObject(member) && isArray(member['required']) ? member['required'] : []),
  );
  return [...new Set(lists.flat().filter((name) => typeof name === 'string'))];
}

export function withoutDoc(view: Json): Json {
  if (!isObject(view)) return view;
  const { 'x-doc': _, ...rest } = view;
  return rest;
}
