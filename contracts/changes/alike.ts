import { isArray, isObject, type Json, stringMember } from '../../generator/model/json.ts';
import { pointer as at, pointerTokens, valueAt } from '../../generator/model/pointer.ts';
import type { Api } from '../../generator/openapi/api.ts';
import type { Position } from '../../generator/openapi/position.ts';
import { fragmentPointer } from '../../generator/openapi/references.ts';

/**
 * Which parts of two documents say the same, word for word and behind references. Two versions of a document share
 * almost everything; what is shared is passed over here, once, before anybody looks at what it means.
 */
export class Alike {
  readonly #isSameVersion: boolean;
  readonly #base: Api;
  readonly #head: Api;
  /** Whether what a reference leads to, directly or further on, differs. */
  readonly #differs = new Map<string, boolean>();
  readonly #pairs = new WeakMap<object, { readonly other: Json; readonly same: boolean }>();

  constructor(base: Api, head: Api) {
    // The same words mean other things in another version.
    this.#isSameVersion = base.version === head.version;
    this.#base = base;
    this.#head = head;
  }

  values(a: Json | undefined, b: Json | undefined): boolean {
    if (a === undefined || b === undefined) return a === b;
    if (!this.#isSameVersion) return false;
    if (typeof a !== 'object' || a === null) return a === b;
    const known = this.#pairs.get(a);
    if (known && known.other === b) return known.same;
    const references = new Set<string>();
    const same = isSame(a, b, references) && [...references].every((one) => !this.#referredDiffers(one));
    this.#pairs.set(a, { other: b, same });
    return same;
  }

  readonly positions = (a: Position, b: Position): boolean =>
    a.length === b.length && a.every((schema, i) => this.values(schema.json, b[i]?.json));

  /** Of the whole part of the document that a reference leads into: components refer to each other in circles. */
  #referredDiffers(reference: string): boolean {
    const part = this.#partOf(reference);
    if (part === undefined) return true;
    const known = this.#differs.get(part);
    if (known !== undefined) return known;
    const references = new Map<string, readonly string[]>();
    const differing: string[] = [];
    const open = [part];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (references.has(next)) continue;
      const found = new Set<string>();
      const same = isSame(valueAt(this.#base.root, next), valueAt(this.#head.root, next), found);
      const parts = [...found].map((one) => this.#partOf(one));
      references.set(
        next,
        parts.filter((one) => one !== undefined),
      );
      if (!same || parts.includes(undefined)) differing.push(next);
      for (const one of references.get(next) ?? [])
        if (!this.#differs.has(one)) open.push(one);
        else if (this.#differs.get(one) === true) differing.push(next);
    }
    this.#spread(references, differing);
    return this.#differs.get(part) === true;
  }

  /** The component that a reference leads into, or the path; undefined for an anchor that stands in two places, or in none. */
  #partOf(reference: string): string | undefined {
    if (reference.startsWith('#/')) return partAt(fragmentPointer(reference));
    const [own, theirs] = [this.#base, this.#head].map((api) => api.referred(reference)?.pointer);
    return own !== undefined && own === theirs ? partAt(own) : undefined;
  }

  /** What refers to something that differs does so itself. */
  #spread(references: ReadonlyMap<string, readonly string[]>, differing: readonly string[]): void {
    const referring = new Map<string, string[]>();
    for (const [from, to] of references)
      for (const one of to) referring.set(one, [...(referring.get(one) ?? []), from]);
    const reached = new Set(differing);
    for (const one of reached) for (const other of referring.get(one) ?? []) reached.add(other);
    for (const one of references.keys()) this.#differs.set(one, reached.has(one));
  }
}

function partAt(pointer: string): string {
  const [section = '', ...rest] = pointerTokens(pointer);
  return at('', section, ...rest.slice(0, section === 'components' ? 2 : 1));
}

/** Deep equality; the references on the way are gathered. */
function isSame(a: Json | undefined, b: Json | undefined, references: Set<string>): boolean {
  if (isArray(a))
    return isArray(b) && a.length === b.length && a.every((item, i) => isSame(item, b[i], references));
  if (!isObject(a) || !isObject(b)) return a === b;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  for (const key of keys) {
    if (!Object.hasOwn(b, key) || !isSame(a[key], b[key], references)) return false;
  }
  const reference = stringMember(a, '$ref');
  if (reference !== undefined) references.add(reference);
  const dynamic = stringMember(a, '$dynamicRef');
  if (dynamic !== undefined) references.add(dynamic);
  return true;
}
