import { isArray, isObject, type Json, type JsonObject } from '../../generator/model/json.ts';
import type { Seed } from './options.ts';

/** The state of a mock as plain data: what `snapshot()` gives and `restore()` takes. JSON through and through. */
export interface Snapshot {
  readonly docpact: 'mock-state/1';
  /** The title of the spec. */
  readonly spec: string;
  /** Requests answered: the clock. */
  readonly requests: number;
  /** Keys made. */
  readonly keys: number;
  /** What sets that nobody has touched yet hold, where that is not what the mock was started with. */
  readonly seed?: Seed;
  /** Paths of entities that were made or removed since: collections below them begin empty. */
  readonly made: readonly string[];
  /** The rows of each set by its path: `/users/1/messages`. */
  readonly sets: Readonly<Record<string, readonly Row[]>>;
}

/** One entity of a set, and the key it is found by. */
export interface Row {
  readonly key: string;
  readonly entity: JsonObject;
}

/** The first rows of a set; `isBelowMade`: of one below an entity that the mock itself has made. */
type SeedRows = (path: string, isBelowMade: boolean) => readonly Row[];

/** How many sets are kept that were only read. */
const mostUntouched = 1000;

/**
 * Entities by set and key. A set is filled from its seed when it is first asked for, and belongs to the state from the
 * first change on. Entities are never changed in
 * place: whoever holds one keeps what it saw.
 */
export class Store {
  #sets = new Map<string, Map<string, JsonObject>>();
  /** Sets as their seed has them: made when they are read, and made again when they were let go. */
  readonly #untouched = new Map<string, Map<string, JsonObject>>();
  #made = new Set<string>();
  /** What the seed was replaced by; undefined: it was not. */
  reseeded: Seed | undefined;
  requests = 0;
  keys = 0;
  /** Goes up with every change: whoever keeps the state elsewhere knows by it when to do so again. */
  revision = 0;
  readonly #seed: SeedRows;

  constructor(seed: SeedRows) {
    this.#seed = seed;
  }

  /** The rows of a set by key; to be changed by `put` and `remove` alone. */
  rows(path: string): ReadonlyMap<string, JsonObject> {
    const known = this.#sets.get(path) ?? this.#untouched.get(path);
    if (known) return known;
    const set = this.#seeded(path);
    // A path may hold any value in the place of a parameter: what is only read must not add up.
    if (this.#untouched.size >= mostUntouched) this.#untouched.clear();
    this.#untouched.set(path, set);
    return set;
  }

  put(path: string, key: string, entity: JsonObject): void {
    this.#touched(path).set(key, entity);
    this.revision++;
  }

  remove(path: string, key: string): void {
    this.#touched(path).delete(key);
    this.revision++;
  }

  #touched(path: string): Map<string, JsonObject> {
    let set = this.#sets.get(path);
    if (!set) {
      set = this.#untouched.get(path) ?? this.#seeded(path);
      this.#untouched.delete(path);
      this.#sets.set(path, set);
    }
    return set;
  }

  #seeded(path: string): Map<string, JsonObject> {
    return new Map(this.#seed(path, this.#isBelowMade(path)).map(({ key, entity }) => [key, entity]));
  }

  /** An entity is new at a path: nothing that a seed has is below it. */
  begin(path: string): void {
    this.#made.add(path);
    for (const name of this.#untouched.keys()) if (name.startsWith(`${path}/`)) this.#untouched.delete(name);
  }

  #isBelowMade(path: string): boolean {
    if (this.#made.size === 0) return false;
    for (let end = path.indexOf('/', 1); end !== -1; end = path.indexOf('/', end + 1))
      if (this.#made.has(path.slice(0, end))) return true;
    return false;
  }

  /** What is stored below an entity goes with it. */
  removeBelow(path: string): void {
    this.begin(path);
    for (const name of this.#sets.keys()) if (name.startsWith(`${path}/`)) this.#sets.delete(name);
  }

  snapshot(spec: string): Snapshot {
    const sets = [...this.#sets].map(([path, rows]) => [
      path,
      [...rows].map(([key, entity]) => ({ key, entity })),
    ]);
    return structuredClone({
      docpact: 'mock-state/1',
      spec,
      requests: this.requests,
      keys: this.keys,
      ...(this.reseeded ? { seed: this.reseeded } : {}),
      made: [...this.#made],
      sets: Object.fromEntries(sets),
    });
  }

  restore(snapshot: Snapshot): void {
    const copy = structuredClone(snapshot);
    this.#untouched.clear();
    this.#sets = new Map(
      Object.entries(copy.sets).map(([path, rows]) => [
        path,
        new Map(rows.map((row) => [row.key, row.entity])),
      ]),
    );
    this.#made = new Set(copy.made);
    this.requests = copy.requests;
    this.keys = copy.keys;
    this.reseeded = copy.seed;
    this.revision++;
  }

  /** Back to the start, to another seed if one is given. */
  clear(seed: Seed | undefined): void {
    this.reseeded = seed;
    this.#sets = new Map();
    this.#untouched.clear();
    this.#made = new Set();
    this.requests = 0;
    this.keys = 0;
    this.revision++;
  }
}

/** An object of entries; a member called `__proto__` is a member. */
export function objectOf(entries: Iterable<readonly [string, Json]>): JsonObject {
  return Object.fromEntries(entries);
}

/** `value` or the members of `value.value`: a seed may be written as the API answers. */
export function rowsOf(value: Json | undefined): readonly JsonObject[] | undefined {
  const list = isObject(value) && isArray(value['value']) ? value['value'] : value;
  return isArray(list) && list.every(isObject) ? list : undefined;
}
