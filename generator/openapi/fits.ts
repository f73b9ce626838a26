import { isArray, isObject, type Json, type JsonObject, sameJson } from '../model/json.ts';
import type { Schema } from './api.ts';
import { type Fit, numberFit, patternFit, stringFit, typeFit } from './fits-scalars.ts';
import { casesOf, type Position, sub } from './position.ts';
import { isMarked, referringOf } from './referred.ts';
import type { World } from './world.ts';

export type { Fit } from './fits-scalars.ts';

/** How deep values are followed, for the sake of the call stack. */
const deepest = 60;

/** Keywords that are not followed, by the values that they speak of. */
const unfollowed: Readonly<Record<'any' | 'array' | 'object', readonly string[]>> = {
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

interface Judgement {
  readonly fit: Fit;
  /** The members that the schema speaks of, if it is fulfilled. */
  readonly names: ReadonlySet<string>;
}

const noNames: ReadonlySet<string> = new Set();
const unread: Judgement = { fit: 'unsure', names: noNames };

class Judge {
  readonly #world: World;
  /** What was said of a value by the schema at a pointer: recursive alternatives would ask it again for every route. */
  readonly #said = new Map<Json, Map<string, Judgement>>();

  /** The positions that are being judged, the innermost last. */
  readonly #around: Position[] = [];

  constructor(world: World) {
    this.#world = world;
  }

  position(position: Position, value: Json, depth: number): Fit {
    this.#around.push(position);
    const judged = position.map((schema) => this.#schema(schema, value, depth));
    this.#around.pop();
    const fit = every(judged.map((one) => one.fit));
    const open = !this.#world.closed || position.every((schema) => schema.json === true);
    if (fit === 'no' || open || !isObject(value)) return fit;
    // Of what is declared by several schemas together each knows a part: no reason to be sure that it may not come.
    const known = (name: string) => judged.some(({ names }) => names.has(name));
    return Object.keys(value).every(known) ? fit : 'unsure';
  }

  #schema(schema: Schema, value: Json, depth: number): Judgement {
    const { json } = schema;
    if (typeof json === 'boolean') return { fit: json ? 'yes' : 'no', names: noNames };
    if (depth > deepest) return unread;
    const { references, alone } = referringOf(schema, this.#world);
    if (references.length === 0) return this.#keywords(schema, json, value, depth);
    const referred = references.map(({ target }) =>
      target ? this.#referred(target, value, depth + 1) : unread,
    );
    return together(alone ? referred : [...referred, this.#keywords(schema, json, value, depth)]);
  }

  #referred(target: Schema, value: Json, depth: number): Judgement {
    const said = this.#said.get(value) ?? new Map<string, Judgement>();
    this.#said.set(value, said);
    const before = said.get(target.pointer);
    if (before) return before;
    // A schema that holds itself in place says nothing more of the value.
    said.set(target.pointer, unread);
    const judged = this.#schema(target, value, depth);
    said.set(target.pointer, judged);
    return judged;
  }

  #keywords(schema: Schema, json: JsonObject, value: Json, depth: number): Judgement {
    const judged: Judgement[] = [];
    const add = (fit: Fit, names = noNames) => judged.push({ fit, names });
    add(typeFit(json, value, this.#world.api.version));
    if (isArray(json['enum'])) add(json['enum'].some((one) => sameJson(one, value)) ? 'yes' : 'no');
    if (json['const'] !== undefined) add(sameJson(json['const'], value) ? 'yes' : 'no');
    if (unfollowed.any.some((keyword) => Object.hasOwn(json, keyword))) add('unsure');
    judged.push(...this.#inPlace(schema, json, value, depth));
    if (typeof value === 'string') add(stringFit(json, value));
    if (typeof value === 'number') add(numberFit(json, value));
    if (isArray(value)) add(this.#array(schema, json, value, depth));
    if (isObject(value)) judged.push(this.#object(schema, json, value, depth));
    return together(judged);
  }

  #inPlace(schema: Schema, json: JsonObject, value: Json, depth: number): Judgement[] {
    const judged = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => {
      const branches = json[keyword];
      if (!isArray(branches)) return [];
      const each = branches.map((_, i) => {
        const branch = this.#child(schema, keyword, i);
        return branch ? this.#schema(branch, value, depth + 1) : unread;
      });
      if (keyword === 'allOf') return each;
      const names = new Set(each.flatMap((one) => (one.fit === 'yes' ? [...one.names] : [])));
      return [{ fit: (keyword === 'anyOf' ? some : exactlyOne)(each.map((one) => one.fit)), names }];
    });
    const not = this.#child(schema, 'not');
    if (!not) return judged;
    const refused = this.#schema(not, value, depth + 1).fit;
    return [...judged, { fit: flipped[refused], names: noNames }];
  }

  #array(schema: Schema, json: JsonObject, value: readonly Json[], depth: number): Fit {
    const { minItems, maxItems, prefixItems, uniqueItems } = json;
    const sized =
      !(typeof minItems === 'number' && value.length < minItems) &&
      !(typeof maxItems === 'number' && value.length > maxItems);
    const distinct =
      uniqueItems !== true ||
      value.every((item, i) => !value.slice(0, i).some((before) => sameJson(before, item)));
    const leading = isArray(prefixItems) ? prefixItems.length : 0;
    const items = value.map((item, i): Fit => {
      const own = i < leading ? this.#child(schema, 'prefixItems', i) : this.#child(schema, 'items');
      return own ? this.position([own], item, depth + 1) : 'yes';
    });
    const followed = !unfollowed.array.some((keyword) => Object.hasOwn(json, keyword));
    return every([sized && distinct ? 'yes' : 'no', followed ? 'yes' : 'unsure', ...items]);
  }

  #object(schema: Schema, json: JsonObject, value: JsonObject, depth: number): Judgement {
    const { required, minProperties, maxProperties } = json;
    const names = Object.keys(value);
    const fit: Fit[] = [];
    if (typeof minProperties === 'number' && names.length < minProperties) fit.push('no');
    if (typeof maxProperties === 'number' && names.length > maxProperties) fit.push('no');
    for (const name of isArray(required) ? required : []) {
      if (typeof name !== 'string' || Object.hasOwn(value, name)) continue;
      const property = this.#child(schema, 'properties', name);
      if (!(property ? this.#hidden(property) : this.#hiddenBeside(name))) fit.push('no');
    }
    if (unfollowed.object.some((keyword) => Object.hasOwn(json, keyword))) fit.push('unsure');
    const known = new Set<string>();
    for (const name of names) {
      const judged = this.#member(schema, json, name, value[name] as Json, depth);
      if (judged === undefined) continue;
      known.add(name);
      fit.push(judged);
    }
    return { fit: every(fit), names: known };
  }

  /** What a schema says of one member; undefined if nothing. */
  #member(schema: Schema, json: JsonObject, name: string, value: Json, depth: number): Fit | undefined {
    const found: Fit[] = [];
    const property = this.#child(schema, 'properties', name);
    if (property) {
      if (this.#hidden(property)) return 'no';
      found.push(this.position([property], value, depth + 1));
    }
    for (const pattern of Object.keys(isObject(json['patternProperties']) ? json['patternProperties'] : {})) {
      const inner = this.#child(schema, 'patternProperties', pattern);
      const applies = patternFit(pattern, name);
      if (applies === 'unsure') found.push('unsure');
      if (applies === 'yes' && inner) found.push(this.position([inner], value, depth + 1));
    }
    if (found.length > 0) return every(found);
    const additional = this.#child(schema, 'additionalProperties');
    if (!additional) return undefined;
    return additional.json === false ? 'no' : this.position([additional], value, depth + 1);
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

const flipped: Readonly<Record<Fit, Fit>> = { yes: 'no', no: 'yes', unsure: 'unsure' };

function together(judged: readonly Judgement[]): Judgement {
  return {
    fit: every(judged.map((one) => one.fit)),
    names: new Set(judged.flatMap((one) => [...one.names])),
  };
}

function every(all: readonly Fit[]): Fit {
  if (all.includes('no')) return 'no';
  return all.includes('unsure') ? 'unsure' : 'yes';
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
