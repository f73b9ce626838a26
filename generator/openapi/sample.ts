import { isArray, type Json, setMember } from '../model/json.ts';
import { listAt } from '../model/list-at.ts';
import type { Api, Schema } from './api.ts';
import { type Direction, travels } from './direction.ts';
import { fits } from './fits.ts';
import { sampleNumber } from './sample-number.ts';
import { sampleText } from './sample-text.ts';
import { numbersOf, ownKeyword, partsOf, typesOf } from './schema-walk.ts';
import { worldOf } from './world.ts';

export interface SampleOptions {
  /** The moment that dates are made of, as RFC 3339. */
  readonly now?: string;
  /**
   * How many levels of objects show their optional members, and their lists an item that nobody demands. Default: 0, the
   * smallest value.
   */
  readonly optional?: number;
  /** Made of types alone: examples and defaults, which may be wrong, are passed over. */
  readonly plain?: boolean;
}

/** How deep made objects go: recursion through `required` gets here. */
const deepest = 12;

/** How many alternatives are tried where the first gives nothing that is allowed. */
const mostChoices = 8;

/** How many more levels of optional members are tried where alternatives want a value to be of one of them alone. */
const moreLevels = 2;

/**
 * A value that a schema allows in a direction: what the schema says itself (const, example, default, first enum value)
 * before what is made of its type. Of alternatives the first counts. The same schema and options give the same value.
 */
export function sampleOf(
  api: Api,
  schema: Schema | undefined,
  direction: Direction,
  options: SampleOptions = {},
): Json {
  const { now = '2024-01-01T00:00:00Z', optional = 0, plain = false } = options;
  const sampler = new Sampler(api, direction, now, plain);
  const schemas = schema ? [schema] : [];
  const smallest = sampler.value(schemas, optional, 0);
  if (sampler.allow(schemas, smallest)) return smallest;
  for (let more = 1; more <= moreLevels; more++) {
    const larger = sampler.value(schemas, optional + more, 0);
    if (sampler.allow(schemas, larger)) return larger;
  }
  return smallest;
}

class Sampler {
  readonly #api: Api;
  readonly #direction: Direction;
  readonly #now: string;
  readonly #plain: boolean;

  constructor(api: Api, direction: Direction, now: string, plain: boolean) {
    this.#api = api;
    this.#direction = direction;
    this.#now = now;
    this.#plain = plain;
  }

  /** What all of the schemas allow. */
  value(schemas: readonly Schema[], optional: number, depth: number): Json {
    const { parts, choices } = this.#parts(schemas, 0);
    const said = saidBy(parts, this.#plain).find((one) => this.allow(schemas, one));
    if (said !== undefined) return said;
    if (depth > deepest) return null;
    const first = this.#made(parts, optional, depth);
    if (choices < 2 || this.allow(schemas, first)) return first;
    for (let choice = 1; choice < Math.min(choices, mostChoices); choice++) {
      const { parts } = this.#parts(schemas, choice);
      for (const other of [...saidBy(parts, this.#plain), this.#made(parts, optional, depth)])
        if (this.allow(schemas, other)) return other;
    }
    return first;
  }

  #made(parts: readonly Schema[], optional: number, depth: number): Json {
    switch (this.#typeOf(parts)) {
      case 'object':
        return this.#object(parts, optional, depth);
      case 'array':
        return this.#array(parts, optional, depth);
      case 'string':
        return sampleText(parts, this.#now);
      case 'integer':
        return sampleNumber(parts, true);
      case 'number':
        return sampleNumber(parts, false);
      case 'boolean':
        return false;
      default:
        return null;
    }
  }

  /** Examples and defaults may be wrong. */
  allow(schemas: readonly Schema[], value: Json): boolean {
    return fits(schemas, value, worldOf(this.#api, this.#direction, false)) !== 'no';
  }

  /** The schemas, what applies beside them, and one alternative where there are some; how many there are at most. */
  #parts(schemas: readonly Schema[], choice: number) {
    const parts = new Map<string, Schema>();
    let choices = 1;
    const add = (next: Schema): void => {
      for (const part of partsOf(this.#api, next)) {
        if (parts.has(part.pointer)) continue;
        parts.set(part.pointer, part);
        for (const alternatives of this.#alternatives(part)) {
          choices = Math.max(choices, alternatives.length);
          for (const one of alternatives[choice % alternatives.length] ?? []) add(one);
        }
      }
    };
    for (const schema of schemas) add(schema);
    return { parts: [...parts.values()], choices };
  }

  /** Of each keyword that offers some: the schemas that hold together. */
  #alternatives(part: Schema): (readonly Schema[])[][] {
    const offered: (readonly Schema[])[][] = [];
    for (const keyword of ['oneOf', 'anyOf']) {
      const branches = ownKeyword(part, keyword);
      if (!isArray(branches)) continue;
      const all = branches.flatMap((_, i) => this.#api.child(part, keyword, i) ?? []);
      const telling = all.filter((branch) => typesOf(this.#api, branch).join() !== 'null');
      if (telling.length > 0) offered.push(telling.map((branch) => [branch]));
    }
    const [condition, met, unmet] = ['if', 'then', 'else'].map((keyword) => this.#api.child(part, keyword));
    if (condition) offered.push([[condition, ...(met ? [met] : [])], unmet ? [unmet] : []]);
    return offered;
  }

  #typeOf(parts: readonly Schema[]): string | undefined {
    for (const part of parts) {
      const type = ownKeyword(part, 'type');
      const named = (isArray(type) ? type : [type]).find((name) => name !== 'null' && name !== undefined);
      if (typeof named === 'string') return named;
    }
    if (parts.some((part) => ownKeyword(part, 'properties') !== undefined)) return 'object';
    return parts.some((part) => ownKeyword(part, 'items') !== undefined) ? 'array' : undefined;
  }

  #object(parts: readonly Schema[], optional: number, depth: number): Json {
    const properties = new Map<string, Schema[]>();
    for (const part of parts) {
      for (const name of namesIn(part, 'properties')) {
        const property = this.#api.child(part, 'properties', name);
        if (property) listAt(properties, name).push(property);
      }
    }
    const required = new Set(
      parts.flatMap((part) => {
        const names = ownKeyword(part, 'required');
        return isArray(names) ? names.filter((name) => typeof name === 'string') : [];
      }),
    );
    const wanted = optional > 0 ? new Set([...properties.keys(), ...required]) : required;
    const made: Record<string, Json> = {};
    for (const name of wanted) {
      const described = properties.get(name) ?? [];
      if (this.#travels(described)) setMember(made, name, this.value(described, optional - 1, depth + 1));
    }
    const least = Math.max(0, ...numbersOf(parts, 'minProperties'));
    if (Object.keys(made).length < least) this.#fill(made, least, parts, properties, depth);
    return made;
  }

  /** Optional members, then such as no name is given for, until there are as many as there must be. */
  #fill(
    made: Record<string, Json>,
    least: number,
    parts: readonly Schema[],
    properties: ReadonlyMap<string, readonly Schema[]>,
    depth: number,
  ): void {
    const wanted = Math.min(least, 100);
    const others = firstOf(parts, (part) => this.#api.child(part, 'additionalProperties'));
    const more = Array.from({ length: wanted }, (_, i) => `name${i + 1}`);
    const names = [...properties.keys(), ...(others?.json === false ? [] : more)];
    for (const name of names) {
      if (Object.keys(made).length >= wanted) return;
      const described = properties.get(name) ?? (others ? [others] : []);
      if (Object.hasOwn(made, name) || !this.#travels(described)) continue;
      setMember(made, name, this.value(described, 0, depth + 1));
    }
  }

  #travels(described: readonly Schema[]): boolean {
    return described.every((one) => travels(this.#api, one, this.#direction));
  }

  #array(parts: readonly Schema[], optional: number, depth: number): Json {
    const least = numbersOf(parts, 'minItems');
    const most = Math.min(...numbersOf(parts, 'maxItems'));
    const wanted = optional > 0 && most > 0 && depth < deepest ? 1 : 0;
    // A tuple is whole where it may be: types of tuples know no shorter ones.
    const places = Math.min(Math.max(0, ...parts.map(placesOf)), most);
    const length = Math.min(Math.max(wanted, places, ...least), 100);
    const items = parts.flatMap((part) => this.#api.child(part, 'items') ?? []);
    return Array.from({ length }, (_, i) => {
      const own = firstOf(parts, (part) => this.#api.child(part, 'prefixItems', i));
      return this.value(own ? [own] : items, optional, depth + 1);
    });
  }
}

function placesOf(part: Schema): number {
  const places = ownKeyword(part, 'prefixItems');
  return isArray(places) ? places.length : 0;
}

/** The values that schemas name, the most telling first. */
function saidBy(parts: readonly Schema[], plain: boolean): readonly Json[] {
  const values: Json[] = [];
  for (const name of plain ? ['const'] : ['const', 'default', 'example'])
    for (const part of parts) {
      const value = ownKeyword(part, name);
      if (value !== undefined) values.push(value);
    }
  for (const name of plain ? ['enum'] : ['examples', 'enum'])
    for (const part of parts) {
      const listed = ownKeyword(part, name);
      if (isArray(listed)) for (const value of listed) values.push(value);
    }
  return values;
}

function firstOf<T>(parts: readonly Schema[], find: (part: Schema) => T | undefined): T | undefined {
  for (const part of parts) {
    const found = find(part);
    if (found !== undefined) return found;
  }
  return undefined;
}

function namesIn(part: Schema, keyword: string): string[] {
  const table = ownKeyword(part, keyword);
  return typeof table === 'object' && table !== null ? Object.keys(table) : [];
}
