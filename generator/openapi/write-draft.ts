import type { Origin } from '../model/description.ts';
import { type Json, type JsonObject, setMember } from '../model/json.ts';
import { pointer } from '../model/pointer.ts';
import { UniqueNames } from '../model/printers/identifier.ts';
import type { Mark } from './source-map.ts';

export interface WriteOptions {
  /** When a property may be null: where a page says so, or wherever OData leaves it open. */
  readonly nullable: 'documented' | 'odata';
}

/** What does not stand in a document itself, or in a part of it. */
export interface Beside {
  /** Pointers with where their elements come from; of two for one pointer the later one holds. */
  readonly origins: readonly Mark[];
  /** Pointer → digits of numbers that JavaScript would print otherwise. */
  readonly numberTexts: ReadonlyMap<string, string>;
}

/** A schema that is made of something else than a type of its own. */
export interface NamedSchema {
  /** What `declare` was told. */
  readonly name: string;
  write(draft: Draft): JsonObject;
}

/** What the writers of a document's parts share: where things come from, and the names of schemas. */
export class Draft {
  #origins: Mark[] = [];
  #numberTexts = new Map<string, string>();
  readonly options: WriteOptions;
  readonly #keys = new Map<string, string>();
  readonly #names = new UniqueNames();
  readonly #listed = new Set<string>();

  constructor(options: WriteOptions) {
    this.options = options;
  }

  mark(at: string, origin: Origin): void {
    this.#origins.push([at, origin]);
  }

  /** What was said of a number of an example: its digits, where JavaScript would print others. */
  number(at: string, digits: string): void {
    this.#numberTexts.set(at, digits);
  }

  /** All that was said since this was asked last. */
  take(): Beside {
    const taken = { origins: this.#origins, numberTexts: this.#numberTexts };
    this.#origins = [];
    this.#numberTexts = new Map();
    return taken;
  }

  /** Gives a schema its key under `components/schemas`: its name in the characters that keys may have (4.8.7.1). */
  declare(name: string): string {
    const key = this.#names.take(name.replace(/[^A-Za-z0-9._-]/g, '_'));
    this.#keys.set(name, key);
    return key;
  }

  /** Says of a declared schema that it lists texts: an enumeration with members. */
  list(name: string): void {
    this.#listed.add(name);
  }

  lists(name: string): boolean {
    return this.#listed.has(name);
  }

  has(name: string): boolean {
    return this.#keys.has(name);
  }

  key(name: string): string {
    return this.#keys.get(name) ?? this.declare(name);
  }

  reference(name: string): JsonObject {
    return { $ref: `#${pointer('/components/schemas', this.key(name))}` };
  }
}

/** An object from entries; a key may be foreign text, `__proto__` included. Undefined values are left out. */
export function object(entries: readonly (readonly [string, Json | undefined])[]): JsonObject {
  const made: Record<string, Json> = {};
  for (const [key, value] of entries) if (value !== undefined) setMember(made, key, value);
  return made;
}
