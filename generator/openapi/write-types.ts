import type { Property, StructuredType } from '../model/description.ts';

/** The types of a description by name, with what follows from all of them together. */
export class TypeTable {
  readonly #types: ReadonlyMap<string, StructuredType>;
  readonly #derived = new Map<string, string[]>();

  constructor(types: readonly StructuredType[]) {
    this.#types = new Map(types.map((type) => [type.name, type]));
    for (const type of types) {
      if (!type.base || !this.#types.has(type.base.value)) continue;
      this.#derived.set(type.base.value, [...(this.#derived.get(type.base.value) ?? []), type.name]);
    }
  }

  get(name: string): StructuredType | undefined {
    return this.#types.get(name);
  }

  derived(name: string): readonly string[] {
    return this.#derived.get(name) ?? [];
  }

  /** A type's properties, those of its bases first. */
  allProperties(name: string): Property[] {
    const chain: StructuredType[] = [];
    for (let type = this.#types.get(name); type && !chain.includes(type); ) {
      chain.unshift(type);
      type = type.base && this.#types.get(type.base.value);
    }
    const found = new Map<string, Property>();
    for (const type of chain) for (const property of type.properties) found.set(property.name, property);
    return [...found.values()];
  }
}
