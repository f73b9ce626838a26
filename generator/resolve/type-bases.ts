/** Which types are derived from which, as far as pages say so: what a polymorphic address may answer with. */
export class TypeBases {
  readonly #base: ReadonlyMap<string, { readonly value: string }>;

  constructor(bases: ReadonlyMap<string, { readonly value: string }>) {
    this.#base = bases;
  }

  /** The type itself, its base, that one's base … A circle ends where it closes. */
  chain(name: string): string[] {
    const found = [name];
    let base = this.#base.get(name)?.value;
    while (base !== undefined && !found.includes(base)) {
      found.push(base);
      base = this.#base.get(base)?.value;
    }
    return found;
  }

  isBase(base: string, derived: string): boolean {
    return base !== derived && this.chain(derived).includes(base);
  }

  related(a: string, b: string): boolean {
    return a === b || this.isBase(a, b) || this.isBase(b, a);
  }

  /** The nearest type that all of them are; not the root of all entities, which says nothing. */
  common(names: readonly string[]): string | undefined {
    const [first, ...rest] = names;
    if (first === undefined) return undefined;
    const chains = rest.map((name) => this.chain(name));
    const shared = this.chain(first).find((base) => chains.every((chain) => chain.includes(base)));
    return shared !== undefined && /(?:^|\.)entity$/i.test(shared) && rest.length > 0 ? undefined : shared;
  }
}
