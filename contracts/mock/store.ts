import { isArray, isObject, type Json, type JsonObject } from '../../generator/model/json.ts';

/** The state of a mock as plain data: what `snapshot()` gives and `restore()` takes. JSON through and through. */
export interface Snapshot {
  readonly docpact: 'mock-state/1';
  /** Requests answered: the clock. */
  readonly requests: number;
  /** Keys made. */
  readonly keys: number;
  /** The rows of each set by its path: `/users/1/messages`. */
  readonly sets: Readonly<Record<string, readonly Row[]>>;
}

export interface Row {
  readonly key: string;
  readonly entity: JsonObject;
}

/**
 * Entities by set and key. A set is filled from its seed when it is first touched. Entities are never changed in
 * place: whoever holds one keeps what it saw.
 */
export class Store {
  #sets = new Map<string, Map<string, JsonObject>>();
  requests = 0;
  keys = 0;
  readonly #seed: (path: string) => readonly Row[];

  constructor(seed: (path: string) => readonly Row[]) {
    this.#seed = seed;
  }

  rows(path: string): Map<string, JsonObject> {
    let set = this.#sets.get(path);
    if (!set) {
      set = new Map(this.#seed(path).map(({ key, entity }) => [key, entity]));
      this.#sets.set(path, set);
    }
    return set;
  }

  /** What is stored below an entity goes with it. */
  removeBelow(path: string): void {
    for (const name of this.#sets.keys()) if (name.startsWith(`${path}/`)) this.#sets.delete(name);
  }

  snapshot(): Snapshot {
    const sets = [...this.#sets].map(([path, rows]) => [
      path,
      [...rows].map(([key, entity]) => ({ key, entity })),
    ]);
    return structuredClone({
      docpact: 'mock-state/1',
      requests: this.requests,
      keys: this.keys,
      sets: Object.fromEntries(sets),
    });
  }

  restore(snapshot: Snapshot): void {
    const copy = structuredClone(snapshot);
    this.#sets = new Map(
      Object.entries(copy.sets).map(([path, rows]) => [
        path,
        new Map(rows.map((row) => [row.key, row.entity])),
      ]),
    );
    this.requests = copy.requests;
    this.keys = copy.keys;
  }

  clear(): void {
    this.#sets = new Map();
    this.requests = 0;
    this.keys = 0;
  }
}

/** A member-wise merge: absent members keep, objects merge, everything else replaces (RFC 5789 with JSON, OData 11.4.3). */
export function merge(
  before: JsonObject,
  patch: JsonObject,
  cleared: (name: string) => Json | undefined,
): JsonObject {
  const merged = new Map(Object.entries(before));
  for (const [name, value] of Object.entries(patch)) {
    const old = merged.get(name);
    const next =
      value === null
        ? cleared(name)
        : isObject(value) && isObject(old)
          ? merge(old, value, () => null)
          : value;
    if (next === undefined) merged.delete(name);
    else merged.set(name, next);
  }
  return objectOf(merged);
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
