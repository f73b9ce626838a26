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

/** `security-case.md#caseaction-values`: a table of the page, which is not what the page describes. */
const toValues = /#[\w-]+-values$/i;

/** The names of types as pages write them, and the qualified names that they mean. */
export class TypeNames {
  /** Lower-case qualified name → the name in the letter case that is used. */
  readonly #qualified = new Map<string, string>();
  readonly #bySimple = new Map<string, string[]>();
  /** Page → the one type that it describes; undefined for a page of several. */
  readonly #byPage = new Map<string, string | undefined>();
  /** Page → its heading's name, lower case, where that is not the type's (`chart` for `workbookChart`). */
  readonly #headings = new Map<string, string>();
  /** Page that is not there → the name of its type. */
  #absent: ReadonlyMap<string, string> = new Map();
  /** What pages' names have before their types' (`security-`, nothing) → the namespace of most of those types. */
  readonly #prefixes: ReadonlyMap<string, string>;
  /** Types that are only referred to: the first place that does. */
  readonly #missing = new Map<string, Place>();
  readonly #missingKeys = new Map<string, string>();

  /** `otherwise`: described types that are called otherwise than their pages' headings. */
  constructor(facts: readonly Fact[], otherwise: ReadonlyMap<string, string> = new Map()) {
    for (const [heading, name] of otherwise) {
      this.#add(name);
      this.#qualified.set(heading, name);
      const simple = simpleName(heading);
      this.#bySimple.set(simple, [...(this.#bySimple.get(simple) ?? []), name]);
    }
    for (const fact of facts) {
      if (fact.subject.of !== 'type' || fact.predicate === 'representation') continue;
      this.#add(fact.subject.name);
    }
    for (const fact of facts) {
      if (fact.predicate !== 'type') continue;
      const page = pageName(fact.subject.file);
      const name = this.canonical(fact.subject.name);
      const several = this.#byPage.has(page) && this.#byPage.get(page) !== name;
      this.#byPage.set(page, several ? undefined : name);
      this.#headings.set(page, fact.value.title.toLowerCase());
    }
    for (const list of this.#bySimple.values()) list.sort(compareText);
    this.#prefixes = namespacesByPrefix(this.#byPage);
  }

  get missing(): ReadonlyMap<string, Place> {
    return this.#missing;
  }

  isDescribed(name: string): boolean {
    return this.#qualified.has(name.toLowerCase());
  }

  /** A described type's name in the one letter case that is used for it. */
  canonical(name: string): string {
    return this.#qualified.get(name.toLowerCase()) ?? name;
  }

  /** What the types of pages that are not there are called. */
  learn(absent: ReadonlyMap<string, string>): void {
    this.#absent = absent;
  }

  /** A type that was found without a page of its own (an enumeration in prose). */
  declare(name: string): void {
    this.#add(name);
    this.#bySimple.get(simpleName(name).toLowerCase())?.sort(compareText);
  }

  /** By the page that the name links to, then by the name; a name that nobody describes is remembered as missing. */
  reference(type: TypeText, namespace: string, at: Place): TypeReference {
    const primitive = primitiveType(type.name) ?? primitiveType(type.text);
    if (primitive !== undefined) return { name: primitive, collection: type.collection };
    if (type.name === '' && type.target !== undefined)
      return { name: this.linked(type.target), collection: type.collection };
    // Prose in a type cell ("String or Int32") names no type.
    if (!/^#?[A-Za-z_][\w.]*$/.test(type.name)) return { name: undefined, collection: type.collection };
    const absent = type.target === undefined ? undefined : this.#absent.get(pageName(type.target));
    const name =
      this.known(type, namespace) ??
      this.#remember(absent ?? type.name, this.#namespaceOfPage(type) ?? namespace, at);
    return { name, collection: type.collection };
  }

  /**
   * A described type. A link decides where its page is about what the label says; else the label does, because links
   * lead to overviews and to the wrong page more often than names are wrong.
   */
  known(type: TypeText, namespace: string): string | undefined {
    const linked = type.target === undefined ? undefined : this.linked(type.target);
    if (linked === undefined || type.target === undefined) return this.named(type.name, namespace);
    const label = simpleName(type.name).toLowerCase();
    const fits =
      simpleName(linked).toLowerCase() === label || this.#headings.get(pageName(type.target)) === label;
    if (fits) return linked;
    return this.named(type.name, namespace) ?? (toValues.test(type.target) ? undefined : linked);
  }

  /** The type of the page that a link leads to. */
  linked(target: string): string | undefined {
    return this.#byPage.get(pageName(target));
  }

  /** A described type by its qualified or simple name, in whatever letter case; the page's own namespace first. */
  named(name: string, namespace: string): string | undefined {
    const plain = name.replace(/^#/, '');
    const exact = this.#qualified.get(plain.toLowerCase());
    if (exact !== undefined) return exact;
    const candidates = this.#bySimple.get(simpleName(plain).toLowerCase()) ?? [];
    const prefix = plain.includes('.') ? plain.slice(0, plain.lastIndexOf('.')) : namespace;
    const own = candidates.find((candidate) => namespaceOf(candidate) === prefix);
    // A name that says its sub-namespace means no other one.
    return own ?? (/\.graph\..+\./i.test(plain) ? undefined : candidates[0]);
  }

  diagnostics(): Diagnostic[] {
    return [...this.#missing]
      .filter(([name]) => !this.isDescribed(name))
      .map(([name, at]) => pageMissing.at(at, { name }));
  }

  #add(name: string): void {
    const key = name.toLowerCase();
    const known = this.#qualified.get(key);
    if (known === name || (known !== undefined && known.toLowerCase() !== key)) return;
    const used = known === undefined ? name : betterCase(known, name);
    this.#qualified.set(key, used);
    const simple = simpleName(name).toLowerCase();
    const list = this.#bySimple.get(simple);
    if (!list) this.#bySimple.set(simple, [used]);
    else if (known === undefined) list.push(used);
    else list[list.indexOf(known)] = used;
  }

  /** `../resources/user.md`, which is not there, is of the namespace of other pages whose names are a type's alone. */
  #namespaceOfPage({ name, target }: TypeText): string | undefined {
    if (target === undefined || name.includes('.')) return undefined;
    const prefix = prefixOf(pageName(target), name);
    return prefix === undefined ? undefined : this.#prefixes.get(prefix);
  }

  #remember(name: string, namespace: string, at: Place): string {
    const plain = name.replace(/^#/, '');
    const simple = simpleName(plain);
    // Types begin with a small letter; sentences and tables often write it large.
    const small = /^[A-Z][a-z]/.test(simple) ? (simple[0] ?? '').toLowerCase() + simple.slice(1) : simple;
    const prefix = plain.includes('.') ? namespaceOf(plain) : namespace;
    const qualified = `${prefix.replace(/^microsoft\.graph\b/i, 'microsoft.graph')}.${small}`;
    const key = qualified.toLowerCase();
    const known = this.#missingKeys.get(key);
    if (known !== undefined) return known;
    this.#missingKeys.set(key, qualified);
    this.#missing.set(qualified, at);
    return qualified;
  }
}

function prefixOf(page: string, name: string): string | undefined {
  const simple = simpleName(name).toLowerCase();
  return page === simple || page.endsWith(`-${simple}`) ? page.slice(0, -simple.length) : undefined;
}

/** Of the prefixes that (nearly) always stand for one namespace. */
function namespacesByPrefix(pages: ReadonlyMap<string, string | undefined>): ReadonlyMap<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const [page, name] of pages) {
    const prefix = name === undefined ? undefined : prefixOf(page, name);
    if (name === undefined || prefix === undefined) continue;
    const own = counts.get(prefix) ?? new Map<string, number>();
    counts.set(prefix, own.set(namespaceOf(name), (own.get(namespaceOf(name)) ?? 0) + 1));
  }
  const found = new Map<string, string>();
  for (const [prefix, own] of counts) {
    const all = [...own.values()].reduce((sum, count) => sum + count, 0);
    for (const [namespace, count] of own) if (count * 10 > all * 9) found.set(prefix, namespace);
  }
  return found;
}

/** Of two spellings of one name the camel-case one: small first letter, then the one with more capitals. */
function betterCase(a: string, b: string): string {
  const rank = (name: string) => {
    const simple = simpleName(name);
    return (/^[a-z]/.test(simple) ? 100 : 0) + Math.min(simple.replace(/[^A-Z]/g, '').length, 99);
  };
  return (rank(a) - rank(b) || -compareText(a, b)) > 0 ? a : b;
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
