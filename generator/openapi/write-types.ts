import type { Operation, Property, StructuredType } from '../model/description.ts';
import { compareText } from '../model/diagnostic.ts';
import { gather } from '../model/gather.ts';
import { listAt } from '../model/list-at.ts';

/** The types of a description by name, with what follows from all of them together. */
export class TypeTable {
  readonly #types: ReadonlyMap<string, StructuredType>;
  readonly #direct = new Map<string, string[]>();
  readonly #derived = new Map<string, readonly string[]>();
  /** Types that something answers with or holds, and not only derives from. */
  readonly #used: ReadonlySet<string>;

  constructor(types: readonly StructuredType[], operations: readonly Operation[] = []) {
    this.#types = new Map(types.map((type) => [type.name, type]));
    for (const type of types) {
      if (!type.base || !this.#types.has(type.base.value)) continue;
      listAt(this.#direct, type.base.value).push(type.name);
    }
    this.#used = usedTypes(types, operations);
  }

  get(name: string): StructuredType | undefined {
    return this.#types.get(name);
  }

  /** All types derived from one, over however many others; sorted as the types are. */
  derived(name: string): readonly string[] {
    const known = this.#derived.get(name);
    if (known) return known;
    const found = new Set<string>();
    const open = [...(this.#direct.get(name) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (found.has(next)) continue;
      found.add(next);
      open.push(...(this.#direct.get(next) ?? []));
    }
    const sorted = [...found].sort(compareText);
    this.#derived.set(name, sorted);
    return sorted;
  }

  /** Whether a value says by `@odata.type` which of several types it is of. A root that nothing holds says nothing. */
  isTold(name: string): boolean {
    return this.derived(name).length > 0 && this.#used.has(name);
  }

  /** Whether a value of the type is of no other one. */
  isFixed(name: string): boolean {
    const type = this.#types.get(name);
    return type?.described === true && !type.abstract && this.derived(name).length === 0;
  }

  /** Whether the type has a base that values could be declared with; the root of all entities is none. */
  isDerived(name: string): boolean {
    const base = this.#types.get(name)?.base?.value;
    return base !== undefined && this.#types.has(base) && !/(?:^|\.)entity$/.test(base);
  }

  isOpen(name: string): boolean {
    return this.#chain(name).some((type) => type.open);
  }

  /** A type's properties, those of its bases first. */
  allProperties(name: string): Property[] {
    const found = new Map<string, Property>();
    for (const type of this.#chain(name))
      for (const property of type.properties) found.set(property.name, property);
    return [...found.values()];
  }

  navigationNames(name: string): ReadonlySet<string> {
    return new Set(gather(this.#chain(name), (type) => type.navigation.map((property) => property.name)));
  }

  /** The type with its bases, the outermost first. */
  #chain(name: string): StructuredType[] {
    const chain: StructuredType[] = [];
    for (let type = this.#types.get(name); type && !chain.includes(type); ) {
      chain.unshift(type);
      type = type.base && this.#types.get(type.base.value);
    }
    return chain;
  }
}

function usedTypes(types: readonly StructuredType[], operations: readonly Operation[]): Set<string> {
  const used = new Set<string>();
  const add = (type: { readonly name: string | undefined } | undefined) => {
    if (type?.name !== undefined) used.add(type.name);
  };
  for (const { properties, navigation } of types) {
    for (const property of properties) add(property.type);
    for (const property of navigation) add(property.type);
  }
  for (const { requestBody, responses } of operations) {
    add(requestBody?.type);
    for (const property of requestBody?.properties ?? []) add(property.type);
    for (const { type, others } of responses) for (const one of [type, ...others]) add(one);
  }
  return used;
}
