import type { Fact, TypeText } from '../dialects/fact.ts';
import type { TypeReference } from '../model/description.ts';
import { compareText, type Diagnostic, defineProblem } from '../model/diagnostic.ts';
import type { Place } from '../model/place.ts';
import { primitiveType } from './primitive-types.ts';

const pageMissing = defineProblem<{ name: string }>({
  code: 'docs/resource-page-missing',
  severity: 'warning',
  summary: 'Pages name a type that no page describes.',
  message: (p) => `no page describes the type ${p.name}; what other pages show of it is used`,
  help: 'Import its resource page as well.',
});

/** The names of types as pages write them, and the qualified names that they mean. */
export class TypeNames {
  readonly #qualified = new Set<string>();
  readonly #bySimple = new Map<string, string[]>();
  readonly #byPage = new Map<string, string>();
  /** Types that are only referred to: the first place that does. */
  readonly #missing = new Map<string, Place>();

  constructor(facts: readonly Fact[]) {
    for (const fact of facts) {
      if (fact.subject.of !== 'type' || fact.predicate === 'representation') continue;
      if (fact.predicate === 'type') this.#byPage.set(pageName(fact.subject.file), fact.subject.name);
      this.#add(fact.subject.name);
    }
    for (const list of this.#bySimple.values()) list.sort(compareText);
  }

  get missing(): ReadonlyMap<string, Place> {
    return this.#missing;
  }

  isDescribed(name: string): boolean {
    return this.#qualified.has(name);
  }

  /** By the page that the name links to, then by the name; a name that nobody describes is remembered as missing. */
  reference(type: TypeText, namespace: string, at: Place): TypeReference {
    const primitive = primitiveType(type.name) ?? primitiveType(type.text);
    if (primitive !== undefined) return { name: primitive, collection: type.collection };
    // Prose in a type cell ("String or Int32") names no type.
    if (!/^[A-Za-z][\w.]*$/.test(type.name)) return { name: undefined, collection: type.collection };
    const linked = type.target === undefined ? undefined : this.#byPage.get(pageName(type.target));
    const byName = this.named(type.name, namespace);
    const sameName =
      linked !== undefined && simpleName(linked).toLowerCase() === simpleName(type.name).toLowerCase();
    const known = sameName ? linked : (byName ?? (type.target === undefined ? undefined : linked));
    return { name: known ?? this.#remember(type.name, namespace, at), collection: type.collection };
  }

  /** The type of the page that a link leads to. */
  linked(target: string): string | undefined {
    return this.#byPage.get(pageName(target));
  }

  /** A described type by its qualified or simple name, in whatever letter case; the page's own namespace first. */
  named(name: string, namespace: string): string | undefined {
    const plain = name.replace(/^#/, '');
    if (this.#qualified.has(plain)) return plain;
    const candidates = this.#bySimple.get(simpleName(plain).toLowerCase()) ?? [];
    const prefix = plain.includes('.') ? plain.slice(0, plain.lastIndexOf('.')) : namespace;
    return candidates.find((candidate) => namespaceOf(candidate) === prefix) ?? candidates[0];
  }

  diagnostics(): Diagnostic[] {
    return [...this.#missing].map(([name, at]) => pageMissing.at(at, { name }));
  }

  #add(name: string): void {
    if (this.#qualified.has(name)) return;
    this.#qualified.add(name);
    const simple = simpleName(name).toLowerCase();
    this.#bySimple.set(simple, [...(this.#bySimple.get(simple) ?? []), name]);
  }

  #remember(name: string, namespace: string, at: Place): string {
    const qualified = name.includes('.') ? name : `${namespace}.${name}`;
    const known = [...this.#missing.keys()].find((key) => key.toLowerCase() === qualified.toLowerCase());
    if (known === undefined) this.#missing.set(qualified, at);
    return known ?? qualified;
  }
}

export function simpleName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function namespaceOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('.')));
}

/** `../resources/intune_apps_x.md#properties` → `intune_apps_x`. Links are written in any letter case. */
export function pageName(target: string): string {
  const path = target.split(/[?#]/)[0] ?? target;
  return path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\.md$/i, '')
    .toLowerCase();
}
