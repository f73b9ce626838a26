import { isArray, isObject } from '../model/json.ts';
import { once } from '../model/once.ts';
import type { Api, Schema } from './api.ts';
import type { Direction } from './direction.ts';
import { keyOf, type Part, type Position, sub } from './position.ts';
import { isMarked, referringOf } from './referred.ts';
import type { World } from './world.ts';

/** One inner position of a value (a member, the items) and what describes it. */
export interface Slot {
  /** Schemas that always hold: of the position itself, behind references and `allOf`. */
  readonly schemas: Schema[];
  /** How many alternatives describe it as well. */
  branches: number;
  /** Whether all of them speak of scalars only. */
  scalar: boolean;
  /** Whether one of them describes the first items one by one: none of them is what describes every item. */
  prefixed: boolean;
}

/** All inner positions of a value, and the names that some schema requires. */
export interface Slots {
  readonly inner: Map<string, Slot>;
  readonly required: Set<string>;
  /** Whether an alternative describes members by how their names are written. */
  patterned: boolean;
  /** Whether a member that is always described does not travel in a direction (OpenAPI 3.1, 4.8.24). */
  readonly hides: Readonly<Record<Direction, () => boolean>>;
}

export const itemsSlot = 'items';

const known = new WeakMap<Api, Map<string, Slots>>();

/**
 * The inner positions of a value that several schemas may describe at once. A closed world must look at all of them
 * together: closing each alone would forbid what the other declares. Remembered: positions are met often.
 */
export function slotsOf(position: Position, world: World): Slots {
  const ofApi = known.get(world.api) ?? new Map<string, Slots>();
  known.set(world.api, ofApi);
  const key = keyOf(position);
  const before = ofApi.get(key);
  if (before) return before;
  const inner = new Map<string, Slot>();
  const marked = (keyword: 'readOnly' | 'writeOnly') =>
    once(() =>
      [...inner.values()].some(({ schemas }) => schemas.some((one) => isMarked(one, keyword, world))),
    );
  const hides = { request: marked('readOnly'), response: marked('writeOnly') };
  const slots: Slots = { inner, required: new Set(), patterned: false, hides };
  for (const schema of position) collect(schema, false, world, slots, new Set());
  ofApi.set(key, slots);
  return slots;
}

function collect(
  schema: Schema,
  branch: boolean,
  world: World,
  slots: Slots,
  seen: ReadonlySet<string>,
): void {
  if (typeof schema.json === 'boolean' || seen.has(schema.pointer)) return;
  const inside = new Set(seen).add(schema.pointer);
  const { references, alone } = referringOf(schema, world);
  for (const { target } of references) if (target) collect(target, branch, world, slots, inside);
  if (alone) return;
  const part: Part = { pointer: schema.pointer, json: schema.json };
  const { properties, patternProperties, dependentSchemas, required } = schema.json;
  if (branch && patternProperties !== undefined) slots.patterned = true;
  // What one alternative alone requires is described there, or not at all.
  for (const name of isArray(required) && !branch ? required : [])
    if (typeof name === 'string') slots.required.add(name);
  for (const name of isObject(properties) ? Object.keys(properties) : [])
    note(`.${name}`, sub(part, 'properties', name), branch, slots);
  noteItems(part, branch, slots);
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const list = schema.json[keyword];
    for (const i of isArray(list) ? list.keys() : []) {
      const inner = sub(part, keyword, i);
      if (inner) collect(inner, branch || keyword !== 'allOf', world, slots, inside);
    }
  }
  const names = isObject(dependentSchemas) ? Object.keys(dependentSchemas) : [];
  for (const tokens of [['if'], ['then'], ['else'], ...names.map((name) => ['dependentSchemas', name])]) {
    const inner = sub(part, ...tokens);
    if (inner) collect(inner, true, world, slots, inside);
  }
}

function noteItems(part: Part, branch: boolean, slots: Slots): void {
  const { items, prefixItems } = part.json;
  const places = isArray(prefixItems) ? [...prefixItems.keys()].map((i) => sub(part, 'prefixItems', i)) : [];
  note(itemsSlot, isObject(items) ? sub(part, 'items') : places[0], branch, slots);
  const slot = slots.inner.get(itemsSlot);
  if (!slot || places.length === 0) return;
  slot.prefixed = true;
  slot.scalar &&= places.every((place) => place && isScalar(place));
}

function note(key: string, schema: Schema | undefined, branch: boolean, slots: Slots): void {
  if (!schema) return;
  const slot = slots.inner.get(key) ?? { schemas: [], branches: 0, scalar: true, prefixed: false };
  if (branch) slot.branches++;
  else if (slot.schemas.every((other) => other.pointer !== schema.pointer)) slot.schemas.push(schema);
  slot.scalar &&= isScalar(schema);
  slots.inner.set(key, slot);
}

function isScalar(schema: Schema): boolean {
  if (typeof schema.json === 'boolean') return true;
  const { type, const: fixed } = schema.json;
  if (isArray(schema.json['enum'])) return true;
  if (type !== undefined) return [type].flat().every((one) => one !== 'object' && one !== 'array');
  return fixed !== undefined && typeof fixed !== 'object';
}
