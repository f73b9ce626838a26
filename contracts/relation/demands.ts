import { isArray, isObject, type Json, type JsonObject } from '../../generator/model/json.ts';
import type { Schema } from '../../generator/openapi/api.ts';
import { type Part, type Position, sub } from '../../generator/openapi/position.ts';
import { referringOf } from '../../generator/openapi/referred.ts';
import type { World } from '../../generator/openapi/world.ts';
import { expressionOf } from './strings.ts';

/**
 * What a position demands of a value, taken apart exactly: all parts hold, one alternative of each choice, the branch
 * that each condition chooses, and nothing that is excluded. (`casesOf` may widen, which suits the values that come; of
 * what must accept them nothing may be lost.)
 */
export interface Demands {
  readonly parts: readonly Part[];
  readonly choices: readonly Choice[];
  readonly conditions: readonly Part[];
  readonly exclusions: readonly { readonly schema: Schema }[];
  /** A schema that accepts nothing. */
  readonly never: string | undefined;
  /** What is not followed. */
  readonly unread: string | undefined;
}

interface Choice {
  readonly branches: readonly Schema[];
  /** `oneOf`: no more than one. */
  readonly exclusive: boolean;
}

interface Found {
  readonly parts: Part[];
  readonly choices: Choice[];
  readonly conditions: Part[];
  readonly exclusions: { readonly schema: Schema }[];
  never: string | undefined;
  unread: string | undefined;
}

export function demandsOf(position: Position, world: World): Demands {
  const found: Found = {
    parts: [],
    choices: [],
    conditions: [],
    exclusions: [],
    never: undefined,
    unread: undefined,
  };
  for (const schema of position) collect(schema, world, found, new Set());
  return found;
}

function collect(schema: Schema, world: World, found: Found, seen: ReadonlySet<string>): void {
  const { json, pointer } = schema;
  // `true` opens a closed world: all members are declared by it.
  if (json === true) found.parts.push({ pointer, json: { additionalProperties: true } });
  if (json === false) found.never ??= pointer;
  if (typeof json === 'boolean') return;
  if (seen.has(pointer)) {
    found.unread ??= 'a schema that includes itself';
    return;
  }
  const inside = new Set(seen).add(pointer);
  const { references, alone } = referringOf(schema, world);
  for (const { target, written } of references) {
    if (target) collect(target, world, found, inside);
    else found.unread ??= `the reference ${written}`;
  }
  if (!alone) plain({ pointer, json }, world, found, inside);
}

function plain(part: Part, world: World, found: Found, seen: ReadonlySet<string>): void {
  const { json } = part;
  const alone = closedAlone(part);
  found.parts.push(alone ?? part);
  found.unread ??=
    unread.find((keyword) => Object.hasOwn(json, keyword)) ??
    unevaluated((alone ?? part).json) ??
    unreadable(json);
  for (const branch of listed(part, 'allOf')) collect(branch, world, found, seen);
  for (const keyword of ['anyOf', 'oneOf'])
    if (isArray(json[keyword]))
      found.choices.push({ branches: listed(part, keyword), exclusive: keyword === 'oneOf' });
  if (sub(part, 'if')) found.conditions.push(part);
  const dependents = json['dependentSchemas'];
  for (const [name, schema] of Object.entries(isObject(dependents) ? dependents : {})) {
    // The same as a condition, which stands nowhere in the document.
    const condition = { type: 'object', required: [name] };
    const conditional = Object.fromEntries<Json>([
      ['if', condition],
      ['then', schema],
    ]);
    const { pointer = part.pointer } = sub(part, 'dependentSchemas', name) ?? {};
    found.conditions.push({ pointer: `${pointer}~dependent`, json: conditional });
  }
  const excluded = sub(part, 'not');
  if (excluded) found.exclusions.push({ schema: excluded });
}

const unread = ['$recursiveRef', 'dependencies'];

const applicators = ['$ref', '$dynamicRef', 'allOf', 'anyOf', 'oneOf', 'if', 'dependentSchemas'];

/** A schema that nothing else describes the value beside says with `unevaluated…` what others do with `additionalProperties` and `items`. */
export function closedAlone({ pointer, json }: Part): Part | undefined {
  const { unevaluatedProperties, unevaluatedItems, ...others } = json;
  if (unevaluatedProperties === undefined && unevaluatedItems === undefined) return undefined;
  if (applicators.some((keyword) => Object.hasOwn(json, keyword))) return undefined;
  // `contains` takes items in as well.
  const items =
    unevaluatedItems !== undefined && json['contains'] === undefined ? { items: unevaluatedItems } : {};
  const kept = Object.keys(items).length === 0 && unevaluatedItems !== undefined ? { unevaluatedItems } : {};
  const members = unevaluatedProperties === undefined ? {} : { additionalProperties: unevaluatedProperties };
  return { pointer, json: { ...items, ...kept, ...members, ...others } };
}

/** `true` says nothing; `false` for members is what a closed world says anyway, and is asked for by the others. */
function unevaluated(json: JsonObject): string | undefined {
  return ['unevaluatedItems', 'unevaluatedProperties'].find(
    (keyword) => json[keyword] !== undefined && json[keyword] !== true,
  );
}

/** A pattern of names that cannot be read may describe any member. */
function unreadable(json: JsonObject): string | undefined {
  const table = json['patternProperties'];
  const source = Object.keys(isObject(table) ? table : {}).find((one) => !expressionOf(one));
  return source === undefined ? undefined : `the pattern /${source}/`;
}

function listed(part: Part, keyword: string): readonly Schema[] {
  const list = part.json[keyword];
  return isArray(list) ? list.flatMap((_, i) => sub(part, keyword, i) ?? []) : [];
}
