import { isArray, isObject, type Json, type JsonObject, setMember } from '../../generator/model/json.ts';
import type { Schema } from '../../generator/openapi/api.ts';
import { conditionsApart } from '../../generator/openapi/conditions-apart.ts';
import { byPattern, declareListed } from '../../generator/openapi/json-schema.ts';
import { regexOf } from '../../generator/openapi/json-schema-keywords.ts';
import { keywordsApart } from '../../generator/openapi/keywords-apart.ts';
import type { Position } from '../../generator/openapi/position.ts';
import { isMarked, type Reference, referringOf } from '../../generator/openapi/referred.ts';
import { itemsSlot, type Slot, type Slots, slotsOf } from '../../generator/openapi/slots.ts';
import type { World } from '../../generator/openapi/world.ts';

/** A JSON Schema 2020-12 for a validator, and whether something had to be left out of it or of what it refers to. */
export interface ClosedSchema {
  readonly schema: JsonObject;
  /** A keyword that could not be carried over: a value that passes may still be invalid. */
  readonly lossy: string | undefined;
}

const annotations = new Set([
  'title',
  'description',
  'example',
  'examples',
  'default',
  'deprecated',
  'readOnly',
  'writeOnly',
  'xml',
  'externalDocs',
  'discriminator',
  'nullable',
  '$defs',
  'definitions',
  '$id',
  '$schema',
  '$comment',
  '$anchor',
  '$dynamicAnchor',
  '$vocabulary',
  'contentEncoding',
  'contentMediaType',
  'contentSchema',
  '$ref',
  '$dynamicRef',
]);
const positions = new Set([
  'items',
  'additionalProperties',
  'unevaluatedProperties',
  'unevaluatedItems',
  'additionalItems',
]);
/** What is looked at is a part of the value, which they do not describe. */
const looking = new Set(['contains', 'propertyNames']);
const inPlaceLists = new Set(['anyOf', 'oneOf']);

const inBranch = new Set(['if', 'then', 'else']);
/** Beside these ajv 8.20 takes items for evaluated that are not, and the other way round. */
const evaluatingItems = ['contains', 'allOf', 'anyOf', 'oneOf', 'if', '$ref', '$dynamicRef'];
const none: Shared = new Map();

/**
 * Inner positions that several schemas describe: closed together beside them, or left open. Hidden ones are members that
 * some schema says to travel the other way only: no other schema can require them.
 */
type Shared = ReadonlyMap<string, 'joint' | 'open' | 'hidden'>;

function sharedSlots(slots: ReadonlyMap<string, Slot>, isHidden: (schema: Schema) => boolean): Shared {
  const shared = new Map<string, 'joint' | 'open' | 'hidden'>();
  for (const [key, slot] of slots) {
    const isOpen = slot.branches > 0 || slot.prefixed;
    if (key !== itemsSlot && slot.schemas.some(isHidden)) shared.set(key, 'hidden');
    else if (slot.schemas.length + slot.branches > 1) shared.set(key, isOpen ? 'open' : 'joint');
  }
  return shared;
}

interface Alone {
  readonly pointer: string;
  readonly json: JsonObject;
}

const besides = [
  '$ref',
  '$dynamicRef',
  '$recursiveRef',
  'allOf',
  'anyOf',
  'oneOf',
  'if',
  'dependentSchemas',
  'unevaluatedProperties',
];

/** The one schema object that describes a value, behind references; undefined where several may. */
function aloneIn(schema: Schema, world: World, seen: ReadonlySet<string> = new Set()): Alone | undefined {
  const { pointer, json } = schema;
  if (typeof json === 'boolean') return undefined;
  if (besides.every((keyword) => json[keyword] === undefined)) return { pointer, json };
  const { references, alone } = referringOf(schema, world);
  const [only] = references;
  if (!alone || !only?.target || seen.has(pointer)) return undefined;
  return aloneIn(only.target, world, new Set(seen).add(pointer));
}

/** Where a definition goes that schemas refer to by its name. */
export type Define = (name: string, schema: Json) => void;

/** What a schema that was written leaves out, and the names it refers to. */
interface Account {
  lossy: string | undefined;
  readonly refersTo: Set<string>;
}

/**
 * Writes positions as JSON Schemas that say what we read in them: OpenAPI 3.0's dialect as 2020-12, read-only and
 * write-only members by direction, and a closed world as `unevaluatedProperties: false` at every position (not in
 * in-place branches, which see only a part of the object). What references lead to is written once, for all positions.
 */
export class ClosedSchemas {
  readonly #world: World;
  readonly #define: Define;
  readonly #names = new Map<string, string>();
  readonly #accounts = new Map<string, Account>();
  #account: Account = { lossy: undefined, refersTo: new Set() };

  constructor(world: World, define: Define) {
    this.#world = world;
    this.#define = define;
  }

  of(position: Position): ClosedSchema {
    this.#account = { lossy: undefined, refersTo: new Set() };
    const schema = this.#position(position);
    return { schema, lossy: this.#lossyBelow(this.#account) };
  }

  #lossyBelow(account: Account): string | undefined {
    const seen = new Set(account.refersTo);
    let { lossy } = account;
    for (const name of seen) {
      if (lossy !== undefined) break;
      const below = this.#accounts.get(name);
      lossy = below?.lossy;
      for (const other of below?.refersTo ?? []) seen.add(other);
    }
    return lossy;
  }

  #leaveOut(what: string): void {
    this.#account.lossy ??= what;
  }

  #position(schemas: Position): JsonObject {
    const [first, ...others] = schemas;
    if (!this.#world.closed || schemas.every((schema) => schema.json === true)) {
      const hidden = this.#hiddenIn(schemas);
      return { allOf: schemas.map((schema) => this.#inPlace(schema, hidden)) };
    }
    const alone = others.length > 0 ? undefined : first && aloneIn(first, this.#world);
    if (first && alone) return this.#alone(first, alone);
    // Written once: schemas that describe themselves together would never end. And by itself: of an item ajv 8.20 remembers
    // what alternatives have evaluated of the one before.
    const key = ['together', ...schemas.map((schema) => schema.pointer)].join('\0');
    return this.#defined(key, () => this.#together(schemas));
  }

  #hiddenIn(schemas: Position): Shared {
    const shared = sharedSlots(slotsOf(schemas, this.#world).inner, (schema) => this.#isHidden(schema));
    return new Map([...shared].filter(([, how]) => how === 'hidden'));
  }

  #together(schemas: Position): JsonObject {
    const slots = slotsOf(schemas, this.#world);
    const { inner } = slots;
    const shared = sharedSlots(inner, (schema) => this.#isHidden(schema));
    const written: Record<string, Json> = {
      allOf: schemas.map((schema) => this.#inPlace(schema, shared)),
      unevaluatedProperties: false,
    };
    this.#leaveOutPatterned(slots);
    const properties: Record<string, Json> = {};
    // A name that is required but described nowhere may come: a closed world must not make the whole unsatisfiable.
    for (const name of slots.required) setMember(properties, name, true);
    for (const [key, how] of shared) {
      const slot = inner.get(key);
      // Which alternatives hold together is not known here, nor which items are whose, so what is inside stays open.
      if (how === 'open' && slot && !slot.scalar)
        this.#leaveOut(
          key === itemsSlot
            ? 'items that several schemas describe'
            : 'a member that several alternatives describe',
        );
      if (how !== 'joint' || !slot) continue;
      const joint = this.#position(slot.schemas);
      if (key === itemsSlot) written['items'] = joint;
      else setMember(properties, key.slice(1), joint);
    }
    return { ...written, properties };
  }

  /** ajv 8.20 takes members for evaluated whose names an alternative describes that does not hold. */
  #leaveOutPatterned({ patterned }: Slots): void {
    if (patterned) this.#leaveOut('patternProperties of an alternative');
  }

  /** Nothing else describes the object: `additionalProperties` closes it, which is far quicker to make and to ask. */
  #alone(schema: Schema, { pointer, json }: Alone): JsonObject {
    const write = () => {
      const written: Record<string, Json> = this.#object({ pointer, json }, json, none);
      const { type, required, additionalProperties } = json;
      const mayBeObject = type === undefined || [type].flat().includes('object');
      if (!mayBeObject || additionalProperties !== undefined) return written;
      const properties = isObject(written['properties']) ? { ...written['properties'] } : {};
      // A name that is required but described nowhere may come.
      for (const name of isArray(required) ? required : [])
        if (typeof name === 'string' && !Object.hasOwn(properties, name)) setMember(properties, name, true);
      return { ...written, properties, additionalProperties: false };
    };
    return pointer === schema.pointer ? write() : this.#defined(`alone\0${pointer}`, write);
  }

  #inPlace(schema: Schema, shared: Shared): Json {
    const { json } = schema;
    if (typeof json === 'boolean') return json;
    const { references, alone } = referringOf(schema, this.#world);
    if (references.length === 0) return this.#object(schema, json, shared);
    const referred = references.map((reference) => this.#reference(reference, shared));
    const [first = true, ...others] = referred;
    if (alone && others.length === 0) return first;
    // Beside each other, so that what references describe is evaluated where something is said of what is not.
    const written = this.#object(schema, json, shared);
    const { allOf } = written;
    return { ...written, allOf: [...referred, ...(isArray(allOf) ? allOf : [])] };
  }

  #reference({ target, written }: Reference, shared: Shared): Json {
    if (!target) {
      this.#leaveOut(`the reference ${written}`);
      return true;
    }
    const key = [target.pointer, ...[...shared].flat()].join('\0');
    return this.#defined(key, () => this.#inPlace(target, shared));
  }

  /** Named before it is written: schemas refer to themselves. */
  #defined(key: string, write: () => Json): JsonObject {
    const known = this.#names.get(key);
    const name = known ?? `d${this.#names.size}`;
    const outer = this.#account;
    outer.refersTo.add(name);
    if (known === undefined) {
      this.#names.set(key, name);
      this.#account = { lossy: undefined, refersTo: new Set() };
      this.#accounts.set(name, this.#account);
      this.#define(name, write());
      this.#account = outer;
    }
    return { $ref: name };
  }

  #object(schema: Schema, json: JsonObject, shared: Shared): Record<string, Json> {
    const written: Record<string, Json> = {};
    if (json['unevaluatedProperties'] !== undefined) this.#leaveOutPatterned(slotsOf([schema], this.#world));
    for (const [keyword, value] of Object.entries(json)) {
      if (annotations.has(keyword) || keyword.startsWith('x-')) continue;
      const made = this.#keyword(schema, keyword, value, json, shared);
      if (made !== undefined) setMember(written, keyword, made);
    }
    if (json['additionalProperties'] === undefined) declareListed(json, written);
    byPattern(written, '__proto__');
    keywordsApart(written);
    conditionsApart(written);
    return this.#world.api.version === '3.0' ? dialect30(json, written) : written;
  }

  #keyword(schema: Schema, keyword: string, value: Json, json: JsonObject, shared: Shared): Json | undefined {
    const at = `${schema.pointer}/${keyword}`;
    if (keyword === '$recursiveRef') {
      this.#leaveOut(keyword);
      return undefined;
    }
    if (keyword === 'pattern' && typeof value === 'string' && !regexOf(value)) {
      this.#leaveOut(`the pattern /${value}/`);
      return undefined;
    }
    if (keyword === 'unevaluatedItems' && evaluatingItems.some((other) => json[other] !== undefined)) {
      this.#leaveOut(keyword);
      return undefined;
    }
    if (keyword === 'required') return this.#required(json, shared);
    if (keyword === 'properties') return this.#properties(value, at, shared);
    if (keyword === 'patternProperties') return this.#table(value, at, (one) => this.#position([one]));
    const alternative = (one: Schema) => this.#inPlace(one, new Map([...shared, ...this.#hiddenIn([one])]));
    if (keyword === 'dependentSchemas') return this.#table(value, at, alternative);
    if (keyword === 'prefixItems')
      return this.#list(value, at, (one) => this.#member(one, shared.get(itemsSlot)));
    if (keyword === 'allOf') return this.#list(value, at, (one) => this.#inPlace(one, shared));
    if (inPlaceLists.has(keyword)) return this.#list(value, at, alternative);
    if (!isObject(value)) return value;
    if (keyword === 'items' && shared.has(itemsSlot))
      return this.#inPlace({ pointer: at, json: value }, none);
    const inner = { pointer: at, json: value };
    if (positions.has(keyword)) return this.#position([inner]);
    if (looking.has(keyword)) return this.#inPlace(inner, this.#hiddenIn([inner]));
    if (inBranch.has(keyword)) return alternative(inner);
    return keyword === 'not' ? this.#inPlace(inner, none) : value;
  }

  #table(value: Json, at: string, write: (schema: Schema) => Json): Json {
    const written: Record<string, Json> = {};
    for (const [key, json] of isObject(value) ? Object.entries(value) : []) {
      if (isObject(json) || typeof json === 'boolean')
        setMember(written, key, write({ pointer: below(at, key), json }));
    }
    return written;
  }

  #list(value: Json, at: string, write: (schema: Schema) => Json): Json {
    if (!isArray(value)) return value;
    return value.map((json, i) =>
      isObject(json) || typeof json === 'boolean' ? write({ pointer: below(at, String(i)), json }) : json,
    );
  }

  #properties(value: Json, at: string, shared: Shared): Json {
    const written: Record<string, Json> = {};
    for (const [name, inner] of isObject(value) ? Object.entries(value) : []) {
      if (!isObject(inner) && typeof inner !== 'boolean') continue;
      const schema: Schema = { pointer: below(at, name), json: inner };
      const how = shared.get(`.${name}`);
      const never = this.#world.direction === 'response' || this.#world.closed;
      if (never && (how === 'hidden' || this.#isHidden(schema))) setMember(written, name, false);
      else setMember(written, name, this.#member(schema, how));
    }
    return written;
  }

  /** What is closed jointly is said once, beside the parts. */
  #member(schema: Schema, how: 'joint' | 'open' | 'hidden' | undefined): Json {
    if (how === 'joint') return true;
    return how === 'open' ? this.#inPlace(schema, none) : this.#position([schema]);
  }

  /** A member of requests alone where answers are written, or the other way round. */
  #isHidden(schema: Schema): boolean {
    return isMarked(schema, this.#world.direction === 'response' ? 'writeOnly' : 'readOnly', this.#world);
  }

  #required(json: JsonObject, shared: Shared): Json {
    const names = isArray(json['required']) ? json['required'] : [];
    const properties = json['properties'];
    return names.filter((name) => {
      const inner =
        isObject(properties) && typeof name === 'string' && Object.hasOwn(properties, name)
          ? properties[name]
          : undefined;
      if (shared.get(`.${name}`) === 'hidden') return false;
      return !isObject(inner) || !this.#isHidden({ pointer: '', json: inner });
    });
  }
}

function below(at: string, key: string): string {
  return `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** OpenAPI 3.0.3, "Schema Object": `nullable` widens the type beside it, exclusive bounds are flags. */
function dialect30(json: JsonObject, written: Record<string, Json>): Record<string, Json> {
  const type = json['type'];
  if (json['nullable'] === true && typeof type === 'string') written['type'] = [type, 'null'];
  for (const [bound, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    if (typeof json[exclusive] !== 'boolean') continue;
    delete written[exclusive];
    if (json[exclusive] === true && typeof json[bound] === 'number') {
      written[exclusive] = json[bound];
      delete written[bound];
    }
  }
  return written;
}
