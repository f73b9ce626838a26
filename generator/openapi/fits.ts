import { isArray, isObject, type Json, type JsonObject, sameJson } from '../model/json.ts';
import type { Schema } from './api.ts';
import { patternFit, wholeFit } from './fits-scalars.ts';
import {
  amongst,
  between,
  both,
  either,
  type Fit,
  type Judgement,
  ofItems,
  ofMembers,
  plain,
  together,
} from './judgement.ts';
import { isPlain, type Keywords, keywordsOf } from './keywords.ts';
import { casesOf, keyOf, type Position, sub } from './position.ts';
import { isMarked, referringOf } from './referred.ts';
import { itemsSlot, type Slot, slotsOf } from './slots.ts';
import type { World } from './world.ts';

export type { Fit } from './judgement.ts';

/** How deep values are followed, for the sake of the call stack. */
const deepest = 60;

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

class Judge {
  readonly #world: World;
  readonly #known: KnownParts | undefined;
  readonly #members: Members;
  /** What was said of a value by a schema, and within what hides members: alternatives would ask it again for every route. */
  readonly #said = new Map<Json, Map<string, Judgement>>();
  /** The positions that are being judged, the innermost last, each with the alternatives of it that hide members. */
  readonly #around: [Position, ...Position[]][] = [];
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
      return isPlain(said)
        ? wholeFit(said, value, this.#world.api.version)
        : this.#position(position, value, depth);
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
    this.#around.push([position]);
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
      return this.#unevaluated(schema, json, value, this.#keywords(schema, json, value, depth), depth);
    const { references, alone } = referringOf(schema, this.#world);
    const referred = references.map(({ target }) =>
      target ? this.#referred(target, value, depth + 1) : plain.unsure,
    );
    if (alone) return together(referred);
    const whole = together([...referred, this.#keywords(schema, json, value, depth)]);
    return this.#unevaluated(schema, json, value, whole, depth);
  }

  #referred(target: Schema, value: Json, depth: number): Judgement {
    const said = this.#said.get(value) ?? new Map<string, Judgement>();
    this.#said.set(value, said);
    const [, ...hiding] = this.#around.at(-1) ?? [];
    const key = [target.pointer, this.#refusing > 0 ? 'not' : '', ...new Set(hiding.map(keyOf))].join('\n');
    const before = said.get(key);
    if (before) return before;
    // A schema that holds itself in place says nothing more of the value.
    said.set(key, plain.unsure);
    const judged = this.#schema(target, value, depth);
    said.set(key, judged);
    return judged;
  }

  #keywords(schema: Schema, json: Keywords, value: Json, depth: number): Judgement {
    const own = wholeFit(json, value, this.#world.api.version);
    if (own === 'no') return plain.no;
    const inPlace = this.#inPlace(schema, json, value, depth);
    if (typeof value !== 'object' || value === null)
      return inPlace.length === 0 ? plain[own] : together([plain[own], ...inPlace]);
    if (isArray(value)) {
      const array = this.#array(schema, json, value, depth);
      return inPlace.length === 0 && own === 'yes' ? array : together([plain[own], ...inPlace, array]);
    }
    const object = this.#object(schema, json, value, depth);
    // A value that is listed is known with all its members.
    if (json.enum !== undefined || json.const !== undefined)
      return together([ofMembers(own, new Set(Object.keys(value))), ...inPlace, object]);
    return inPlace.length === 0 && own === 'yes' ? object : together([plain[own], ...inPlace, object]);
  }

  #inPlace(schema: Schema, json: Keywords, value: Json, depth: number): readonly Judgement[] {
    if (isPlain(json)) return nothing;
    const judged: Judgement[] = [];
    for (const keyword of applicators) {
      const branches = json[keyword];
      if (!isArray(branches)) continue;
      const each = branches.map((_, i) => this.#branch(schema, value, depth, keyword, i));
      if (keyword === 'allOf') judged.push(...each);
      else judged.push(amongst(each, keyword));
    }
    if (json.not !== undefined) {
      this.#refusing++;
      judged.push(plain[flipped[this.#branch(schema, value, depth, 'not').fit]]);
      this.#refusing--;
    }
    if (json.if !== undefined) judged.push(this.#conditional(schema, json, value, depth));
    const { dependentSchemas } = json;
    if (isObject(dependentSchemas) && isObject(value))
      for (const name of Object.keys(dependentSchemas))
        if (Object.hasOwn(value, name))
          judged.push(this.#branch(schema, value, depth, 'dependentSchemas', name));
    return judged;
  }

  #branch(schema: Schema, value: Json, depth: number, ...tokens: (string | number)[]): Judgement {
    const branch = this.#child(schema, ...tokens);
    if (!branch) return plain.unsure;
    const hides = tokens[0] !== 'allOf' && slotsOf([branch], this.#world).hides[this.#world.direction]();
    const around = hides ? this.#around.at(-1) : undefined;
    around?.push([branch]);
    const judged = this.#schema(branch, value, depth + 1);
    around?.pop();
    return judged;
  }

  #conditional(schema: Schema, json: Keywords, value: Json, depth: number): Judgement {
    const branch = (keyword: 'then' | 'else') =>
      json[keyword] === undefined ? plain.yes : this.#branch(schema, value, depth, keyword);
    const condition = this.#branch(schema, value, depth, 'if');
    if (condition.fit === 'yes') return together([condition, branch('then')]);
    return condition.fit === 'no' ? branch('else') : either(branch('then'), branch('else'));
  }

  /** What no other keyword of a schema has spoken of. */
  #unevaluated(schema: Schema, json: Keywords, value: Json, whole: Judgement, depth: number): Judgement {
    const { unevaluatedItems, unevaluatedProperties } = json;
    if (whole.fit === 'no') return whole;
    if (isArray(value) && unevaluatedItems !== undefined) {
      const others = value.filter((_, i) => i >= whole.leading && !whole.items.has(i));
      const fit = this.#others(schema, 'unevaluatedItems', others, whole, depth);
      return { ...whole, fit, leading: value.length, partial: false };
    }
    if (!isObject(value) || unevaluatedProperties === undefined) return whole;
    const names = Object.keys(value);
    const others = names.filter((name) => !whole.names.has(name)).map((name) => value[name] as Json);
    const fit = this.#others(schema, 'unevaluatedProperties', others, whole, depth);
    return { ...whole, fit, names: new Set(names), partial: false };
  }

  #others(
    schema: Schema,
    keyword: 'unevaluatedItems' | 'unevaluatedProperties',
    others: readonly Json[],
    whole: Judgement,
    depth: number,
  ): Fit {
    const child = this.#child(schema, keyword);
    let fit: Fit = 'yes';
    for (const other of others) fit = both(fit, child ? this.position([child], other, depth + 1) : 'unsure');
    // Of what may have been spoken of nothing can be refused.
    return both(whole.fit, fit === 'no' && whole.partial ? 'unsure' : fit);
  }

  #array(schema: Schema, json: Keywords, value: readonly Json[], depth: number): Judgement {
    const { minItems, maxItems, prefixItems, uniqueItems } = json;
    if (typeof minItems === 'number' && value.length < minItems) return plain.no;
    if (typeof maxItems === 'number' && value.length > maxItems) return plain.no;
    const distinct =
      uniqueItems !== true ||
      value.every((item, i) => !value.slice(0, i).some((before) => sameJson(before, item)));
    if (!distinct) return plain.no;
    const prefixed = isArray(prefixItems) ? prefixItems.length : 0;
    const others = this.#child(schema, 'items');
    let fit: Fit = 'yes';
    for (const [i, item] of value.entries()) {
      const own = i < prefixed ? this.#child(schema, 'prefixItems', i) : others;
      if (own) fit = both(fit, this.#inner([own], item, depth));
      if (fit === 'no') return plain.no;
    }
    const leading = others ? value.length : prefixed;
    const spoken = ofItems(fit, leading);
    return json.contains === undefined
      ? spoken
      : together([spoken, this.#contained(schema, json, value, depth)]);
  }

  #contained(schema: Schema, json: Keywords, value: readonly Json[], depth: number): Judgement {
    const contained = this.#child(schema, 'contains');
    if (!contained) return plain.yes;
    const { minContains, maxContains } = json;
    const fits = value.map((item) => this.#apart(contained, item, depth));
    const fit = between(
      fits,
      typeof minContains === 'number' ? minContains : 1,
      typeof maxContains === 'number' ? maxContains : Number.POSITIVE_INFINITY,
    );
    const items = new Set([...fits.keys()].filter((i) => fits[i] === 'yes'));
    return ofItems(fit, 0, items, fits.includes('unsure'));
  }

  /** A part of the value that a keyword looks at without describing it. */
  #apart(schema: Schema, value: Json, depth: number): Fit {
    const refusing = this.#refusing;
    this.#refusing = 0;
    this.#around.push([[schema]]);
    const { fit } = this.#schema(schema, value, depth + 1);
    this.#around.pop();
    this.#refusing = refusing;
    return fit;
  }

  /** A member, or an item. What several schemas describe is closed together: what one does not know another may. */
  #inner(position: Position, value: Json, depth: number, member?: string): Fit {
    const fit = this.position(position, value, depth + 1);
    if (fit !== 'no' || !this.#world.closed || typeof value !== 'object' || value === null) return fit;
    const described = this.#slot(member === undefined ? itemsSlot : `.${member}`);
    return described && described.schemas.length + described.branches > 1 ? 'unsure' : 'no';
  }

  /** What describes a member or the items of the value that is judged. */
  #slot(name: string, position = this.#around.at(-1)?.[0] ?? []): Slot | undefined {
    return slotsOf(position, this.#world).inner.get(name);
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
      if (!property?.hidden && (this.#refusing > 0 || !this.#hiddenBeside(name))) return plain.no;
    }
    let fit = this.#names(schema, json, value, depth);
    if (fit === 'no') return plain.no;
    const known = new Set<string>();
    for (const name of names) {
      const judged = this.#member(schema, json, name, value[name] as Json, depth);
      if (judged === undefined) continue;
      if (judged === 'no') return plain.no;
      known.add(name);
      fit = both(fit, judged);
    }
    return ofMembers(fit, known);
  }

  /** What is said of names alone: how each is written, and which come together. */
  #names(schema: Schema, json: Keywords, value: JsonObject, depth: number): Fit {
    const { dependentRequired } = json;
    if (dependentRequired === undefined && json.propertyNames === undefined) return 'yes';
    const named = this.#child(schema, 'propertyNames');
    let fit: Fit = 'yes';
    for (const name of Object.keys(value)) {
      if (named) fit = both(fit, this.#apart(named, name, depth));
      if (!isObject(dependentRequired) || !Object.hasOwn(dependentRequired, name)) continue;
      const { [name]: wanted } = dependentRequired;
      for (const other of isArray(wanted) ? wanted : [])
        if (typeof other === 'string' && !Object.hasOwn(value, other))
          fit = both(fit, this.#hiddenBeside(other) ? 'unsure' : 'no');
    }
    return fit;
  }

  /** What a schema says of one member; undefined if nothing. */
  #member(schema: Schema, json: Keywords, name: string, value: Json, depth: number): Fit | undefined {
    const property = this.#property(schema, json, name);
    if (property?.hidden) return 'no';
    let fit: Fit | undefined = property && this.#inner(property.position, value, depth, name);
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
    return (this.#around.at(-1) ?? []).some((position) =>
      this.#slot(`.${name}`, position)?.schemas.some((property) => this.#hidden(property)),
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

const flipped: Readonly<Record<Fit, Fit>> = { yes: 'no', no: 'yes', unsure: 'unsure' };
