import { isArray, isObject, type Json, type JsonObject, sameJson } from '../model/json.ts';
import type { Schema } from './api.ts';
import { type Fit, numberFit, patternFit, stringFit, typeFit } from './fits-scalars.ts';
import { type Keywords, keywordsOf } from './keywords.ts';
import { casesOf, type Position, sub } from './position.ts';
import { isMarked, referringOf } from './referred.ts';
import type { World } from './world.ts';

export type { Fit } from './fits-scalars.ts';

/** How deep values are followed, for the sake of the call stack. */
const deepest = 60;

/** Keywords that are not followed, by the values that they speak of. */
const unfollowed: Readonly<Record<'any' | 'array' | 'object', readonly (keyof Keywords)[]>> = {
  any: ['if', '$recursiveRef'],
  array: ['contains', 'unevaluatedItems', 'additionalItems'],
  object: ['propertyNames', 'dependentSchemas', 'dependentRequired', 'dependencies', 'unevaluatedProperties'],
};

/**
 * Whether a position accepts a value, at the cost of the value and not of the document: no schema is compiled. `yes` and
 * `no` are certain under the readings of docs/verdicts.md: formats assert, members travel in one direction, no member
 * comes that nobody declares.
 */
export function fits(position: Position, value: Json, world: World): Fit {
  return new Judge(world).position(position, value, 0);
}

/** The same for values that share parts, as variations of one value do: what was said of a part is not asked again. */
export function fitsAlike(position: Position, value: Json, world: World): Fit {
  const known: KnownParts = knownParts.get(world) ?? new WeakMap();
  knownParts.set(world, known);
  return new Judge(world, known).position(position, value, 0);
}

/** By the part's identity and the schema that it was put to. */
type KnownParts = WeakMap<object, Map<JsonObject, Fit>>;

const knownParts = new WeakMap<World, KnownParts>();

interface Judgement {
  readonly fit: Fit;
  /** The members that the schema speaks of, if it is fulfilled. */
  readonly names: ReadonlySet<string>;
  /** Whether it may speak of others as well. */
  readonly partial: boolean;
}

const noNames: ReadonlySet<string> = new Set();
/** Of most values, which are scalars, nothing else is said. */
const plain: Readonly<Record<Fit, Judgement>> = {
  yes: { fit: 'yes', names: noNames, partial: false },
  no: { fit: 'no', names: noNames, partial: false },
  unsure: { fit: 'unsure', names: noNames, partial: true },
};

class Judge {
  readonly #world: World;
  readonly #known: KnownParts | undefined;
  readonly #members: Members;
  /** What was said of a value by the schema at a pointer: recursive alternatives would ask it again for every route. */
  readonly #said = new Map<Json, Map<string, Judgement>>();

  /** The positions that are being judged, the innermost last. */
  readonly #around: Position[] = [];
  /** In how many `not` of its position the schema stands that is judged. */
  #refusing = 0;

  constructor(world: World, known?: KnownParts) {
    this.#world = world;
    this.#known = known;
    this.#members = membersOf(world);
  }

  position(position: Position, value: Json, depth: number): Fit {
    const [only] = position;
    if (!only || position.length > 1 || typeof only.json === 'boolean')
      return this.#position(position, value, depth);
    if (typeof value !== 'object' || value === null) {
      const said = keywordsOf(only.json);
      return isPlain(said) ? this.#own(only, said, value, depth) : this.#position(position, value, depth);
    }
    if (!this.#known) return this.#position(position, value, depth);
    const ofValue = this.#known.get(value) ?? new Map<JsonObject, Fit>();
    const before = ofValue.get(only.json);
    if (before) return before;
    const fit = this.#position(position, value, depth);
    this.#known.set(value, ofValue.set(only.json, fit));
    return fit;
  }

  #position(position: Position, value: Json, depth: number): Fit {
    const refusing = this.#refusing;
    this.#refusing = 0;
    this.#around.push(position);
    const { fit, names, partial } = together(position.map((schema) => this.#schema(schema, value, depth)));
    this.#around.pop();
    this.#refusing = refusing;
    if (fit === 'no' || !this.#world.closed || !isObject(value)) return fit;
    if (position.every((schema) => schema.json === true)) return fit;
    const undeclared = Object.keys(value).filter((name) => !names.has(name));
    if (undeclared.length === 0) return fit;
    // A member that nobody declares may not come, but for one that is required.
    return fit === 'unsure' || partial || undeclared.every((name) => this.#isRequired(position, name))
      ? 'unsure'
      : 'no';
  }

  #isRequired(position: Position, name: string): boolean {
    return casesOf(position, this.#world).some(({ parts }) =>
      parts.some(({ json }) => {
        const { required } = keywordsOf(json);
        return isArray(required) && required.includes(name);
      }),
    );
  }

  #schema(schema: Schema, value: Json, depth: number): Judgement {
    if (typeof schema.json === 'boolean') return plain[schema.json ? 'yes' : 'no'];
    const json = keywordsOf(schema.json);
    if (depth > deepest) return plain.unsure;
    if (json.$ref === undefined && json.$dynamicRef === undefined)
      return this.#keywords(schema, json, value, depth);
    const { references, alone } = referringOf(schema, this.#world);
    if (references.length === 0) return this.#keywords(schema, json, value, depth);
    const referred = references.map(({ target }) =>
      target ? this.#referred(target, value, depth + 1) : plain.unsure,
    );
    return together(alone ? referred : [...referred, this.#keywords(schema, json, value, depth)]);
  }

  #referred(target: Schema, value: Json, depth: number): Judgement {
    const said = this.#said.get(value) ?? new Map<string, Judgement>();
    this.#said.set(value, said);
    const before = said.get(target.pointer);
    if (before) return before;
    // A schema that holds itself in place says nothing more of the value.
    said.set(target.pointer, plain.unsure);
    const judged = this.#schema(target, value, depth);
    said.set(target.pointer, judged);
    return judged;
  }

  #keywords(schema: Schema, json: Keywords, value: Json, depth: number): Judgement {
    const own = this.#own(schema, json, value, depth);
    if (own === 'no') return plain.no;
    const inPlace = this.#inPlace(schema, json, value, depth);
    if (!isObject(value)) return inPlace.length === 0 ? plain[own] : together([plain[own], ...inPlace]);
    const object = this.#object(schema, json, value, depth);
    // A value that is listed is known with all its members.
    if (json.enum !== undefined || json.const !== undefined)
      return together([{ ...plain[own], names: new Set(Object.keys(value)) }, ...inPlace, object]);
    return inPlace.length === 0 && own === 'yes' ? object : together([plain[own], ...inPlace, object]);
  }

  /** What the keywords say that look at nothing but the value and its items. */
  #own(schema: Schema, json: Keywords, value: Json, depth: number): Fit {
    const fit = typeFit(json, value, this.#world.api.version);
    if (fit === 'no') return 'no';
    if (isArray(json.enum) && !json.enum.some((one) => sameJson(one, value))) return 'no';
    if (json.const !== undefined && !sameJson(json.const, value)) return 'no';
    const followed = unfollowed.any.some((keyword) => json[keyword] !== undefined) ? 'unsure' : fit;
    if (typeof value === 'string') return both(followed, stringFit(json, value));
    if (typeof value === 'number') return both(followed, numberFit(json, value));
    return isArray(value) ? both(followed, this.#array(schema, json, value, depth)) : followed;
  }

  #inPlace(schema: Schema, json: Keywords, value: Json, depth: number): readonly Judgement[] {
    if (isPlain(json)) return nothing;
    const judged = applicators.flatMap((keyword) => {
      const branches = json[keyword];
      if (!isArray(branches)) return [];
      const each = branches.map((_, i) => {
        const branch = this.#child(schema, keyword, i);
        return branch ? this.#schema(branch, value, depth + 1) : plain.unsure;
      });
      if (keyword === 'allOf') return each;
      const names = new Set(each.flatMap((one) => (one.fit === 'yes' ? [...one.names] : [])));
      const fit = (keyword === 'anyOf' ? some : exactlyOne)(each.map((one) => one.fit));
      return [{ fit, names, partial: each.some((one) => one.fit !== 'no' && one.partial) }];
    });
    const refused = this.#child(schema, 'not');
    if (!refused) return judged;
    this.#refusing++;
    const { fit } = this.#schema(refused, value, depth + 1);
    this.#refusing--;
    return [...judged, plain[flipped[fit]]];
  }

  #array(schema: Schema, json: Keywords, value: readonly Json[], depth: number): Fit {
    const { minItems, maxItems, prefixItems, uniqueItems } = json;
    if (typeof minItems === 'number' && value.length < minItems) return 'no';
    if (typeof maxItems === 'number' && value.length > maxItems) return 'no';
    const distinct =
      uniqueItems !== true ||
      value.every((item, i) => !value.slice(0, i).some((before) => sameJson(before, item)));
    if (!distinct) return 'no';
    const leading = isArray(prefixItems) ? prefixItems.length : 0;
    const others = this.#child(schema, 'items');
    let fit: Fit = unfollowed.array.some((keyword) => json[keyword] !== undefined) ? 'unsure' : 'yes';
    for (const [i, item] of value.entries()) {
      const own = i < leading ? this.#child(schema, 'prefixItems', i) : others;
      if (own) fit = both(fit, this.position([own], item, depth + 1));
      if (fit === 'no') return 'no';
    }
    return fit;
  }

  #object(schema: Schema, json: Keywords, value: JsonObject, depth: number): Judgement {
    const { required, minProperties, maxProperties } = json;
    const names = Object.keys(value);
    if (typeof minProperties === 'number' && names.length < minProperties) return plain.no;
    if (typeof maxProperties === 'number' && names.length > maxProperties) return plain.no;
    for (const name of isArray(required) ? required : []) {
      if (typeof name !== 'string' || Object.hasOwn(value, name)) continue;
      const property = this.#property(schema, json, name);
      // What `not` refuses is read by itself: to ask less of it would refuse more.
      if (!(property ? property.hidden : this.#refusing === 0 && this.#hiddenBeside(name))) return plain.no;
    }
    const isFollowed = unfollowed.object.every((keyword) => json[keyword] === undefined);
    let fit: Fit = isFollowed ? 'yes' : 'unsure';
    const known = new Set<string>();
    for (const name of names) {
      const judged = this.#member(schema, json, name, value[name] as Json, depth);
      if (judged === undefined) continue;
      if (judged === 'no') return plain.no;
      known.add(name);
      fit = both(fit, judged);
    }
    return { fit, names: known, partial: !isFollowed };
  }

  /** What a schema says of one member; undefined if nothing. */
  #member(schema: Schema, json: Keywords, name: string, value: Json, depth: number): Fit | undefined {
    const property = this.#property(schema, json, name);
    if (property?.hidden) return 'no';
    let fit: Fit | undefined = property && this.position(property.position, value, depth + 1);
    const patterns = json.patternProperties;
    for (const pattern of isObject(patterns) ? Object.keys(patterns) : []) {
      const inner = this.#child(schema, 'patternProperties', pattern);
      const applies = patternFit(pattern, name);
      if (applies === 'unsure') fit = both(fit ?? 'yes', 'unsure');
      if (applies === 'yes' && inner) fit = both(fit ?? 'yes', this.position([inner], value, depth + 1));
    }
    if (fit !== undefined || json.additionalProperties === undefined) return fit;
    const additional = this.#child(schema, 'additionalProperties');
    if (!additional) return undefined;
    return additional.json === false ? 'no' : this.position([additional], value, depth + 1);
  }

  #property(schema: Schema, json: Keywords, name: string): Member | undefined {
    if (json.properties === undefined) return undefined;
    const ofSchema = this.#members.get(json) ?? new Map<string, Member>();
    this.#members.set(json, ofSchema);
    const before = ofSchema.get(name);
    const property = before ? undefined : this.#child(schema, 'properties', name);
    if (!property) return before;
    const member = { position: [property], hidden: this.#hidden(property) };
    ofSchema.set(name, member);
    return member;
  }

  /** Whether a member travels the other way only (OpenAPI 3.1, 4.8.24). */
  #hidden(property: Schema): boolean {
    return isMarked(property, this.#world.direction === 'request' ? 'readOnly' : 'writeOnly', this.#world);
  }

  /** Another schema of the same value may say that a member travels the other way only. */
  #hiddenBeside(name: string): boolean {
    const cases = casesOf(this.#around.at(-1) ?? [], this.#world);
    return cases.some(({ parts }) =>
      parts.some((part) => {
        const property = sub(part, 'properties', name);
        return property !== undefined && this.#hidden(property);
      }),
    );
  }

  #child(schema: Schema, ...tokens: (string | number)[]): Schema | undefined {
    return typeof schema.json === 'boolean'
      ? undefined
      : sub({ pointer: schema.pointer, json: schema.json }, ...tokens);
  }
}

/** A property as values meet it. */
interface Member {
  readonly position: Position;
  readonly hidden: boolean;
}

type Members = WeakMap<Keywords, Map<string, Member>>;

const members = new WeakMap<World, Members>();

/** The properties that were met in a world, by the schema object that declares them. */
function membersOf(world: World): Members {
  const known: Members = members.get(world) ?? new WeakMap();
  members.set(world, known);
  return known;
}

const nothing: readonly Judgement[] = [];
const applicators = ['allOf', 'anyOf', 'oneOf'] as const;

/** Whether other schemas have no say in what a schema says of a scalar. */
function isPlain(json: Keywords): boolean {
  return (
    json.$ref === undefined &&
    json.$dynamicRef === undefined &&
    json.allOf === undefined &&
    json.anyOf === undefined &&
    json.oneOf === undefined &&
    json.not === undefined
  );
}
const flipped: Readonly<Record<Fit, Fit>> = { yes: 'no', no: 'yes', unsure: 'unsure' };

function together(judged: readonly Judgement[]): Judgement {
  let fit: Fit = 'yes';
  let names = noNames;
  let partial = false;
  for (const one of judged) {
    if (one.fit === 'no') return plain.no;
    if (one.fit === 'unsure') fit = 'unsure';
    if (one.partial) partial = true;
    if (one.names.size > 0) names = names.size === 0 ? one.names : new Set([...names, ...one.names]);
  }
  return { fit, names, partial };
}

function both(a: Fit, b: Fit): Fit {
  if (a === 'no' || b === 'no') return 'no';
  return a === 'unsure' ? a : b;
}

function some(all: readonly Fit[]): Fit {
  if (all.includes('yes')) return 'yes';
  return all.includes('unsure') ? 'unsure' : 'no';
}

function exactlyOne(all: readonly Fit[]): Fit {
  const sure = all.filter((fit) => fit === 'yes').length;
  if (sure > 1) return 'no';
  if (all.includes('unsure')) return 'unsure';
  return sure === 1 ? 'yes' : 'no';
}
