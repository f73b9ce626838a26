import type { Fact, FactAbout, TypeText } from '../dialects/fact.ts';
import type { Sourced } from '../model/description.ts';
import { compareText, defineProblem } from '../model/diagnostic.ts';
import { gather } from '../model/gather.ts';
import { listAt } from '../model/list-at.ts';
import type { Place } from '../model/place.ts';
import { about, inferredBy, originOf } from './facts-of.ts';
import type { RowContext } from './properties.ts';
import { simpleName } from './type-names.ts';

const circularBase = defineProblem<{ name: string }>({
  code: 'docs/base-type-circular',
  severity: 'error',
  summary: 'A type is derived from itself.',
  message: (p) => `${p.name} is its own base type, directly or over others; it is taken as having none`,
});
const baseConflict = defineProblem<{ name: string; used: string; other: string }>({
  code: 'docs/base-type-conflict',
  severity: 'warning',
  summary: 'Annotation, text and table rows name different base types.',
  message: (p) => `${p.name} is derived from ${p.used} here and from ${p.other} elsewhere; ${p.used} is used`,
});

/** The root that entity types of a namespace below Graph's have where pages name no other. */
export const rootEntity = 'microsoft.graph.entity';

export type Bases = ReadonlyMap<string, Sourced<string>>;

interface Candidate {
  readonly name: string;
  readonly at: Place;
  readonly rule: string | undefined;
}

/**
 * The base of each type that has one: of its annotation, else of a sentence, else of the rows that say "Inherited
 * from", else of the page that lists derived types. Each one that says otherwise is told.
 */
export function baseTypes(
  byType: ReadonlyMap<string, readonly Fact[]>,
  contextOf: (file: string) => RowContext,
): Bases {
  const listed = listedBy(byType, contextOf);
  const stated = new Map<string, Candidate[]>();
  for (const [name, facts] of byType) {
    const found = [...candidatesOf(name, facts, contextOf), ...(listed.get(name) ?? [])];
    if (found.length > 0) stated.set(name, found);
  }
  const first = new Map([...stated].map(([name, found]) => [name, found[0]?.name ?? '']));
  const rowNames = once((name: string) => namesOfRows(byType.get(name) ?? []));
  const bases = new Map<string, Sourced<string>>();
  for (const [name, found] of stated) {
    const used = mostSpecific(found, first, (base) => shares(rowNames(name), rowNames(base)));
    if (!used) continue;
    bases.set(name, {
      value: used.name,
      origin: used.rule === undefined ? originOf(used.at) : inferredBy(used.rule, used.at),
    });
    const other = found.find(
      (one) => one.name !== used.name && !isAncestor(one.name, used.name, first) && one.rule === undefined,
    );
    if (other) {
      const params = { name, used: simpleName(used.name), other: simpleName(other.name) };
      const related = [{ message: `${params.other} here`, at: other.at }];
      contextOf(used.at.file).diagnostics.push(baseConflict.at(used.at, params, related));
    }
  }
  return withoutCircles(bases, contextOf);
}

/** Annotation, prose, rows: in the order in which they count. */
function candidatesOf(
  name: string,
  facts: readonly Fact[],
  contextOf: (file: string) => RowContext,
): Candidate[] {
  const found: Candidate[] = [];
  const add = (text: TypeText, fact: Fact, rule?: string) => {
    const { names, namespace } = contextOf(fact.subject.file);
    const base = names.reference(text, namespace, fact.at).name;
    if (base === undefined || base.startsWith('Edm.')) return;
    // Only an annotation can mean it: a sentence that names the page's own type speaks of something else.
    if (base !== name || fact.predicate === 'base-type') found.push({ name: base, at: fact.at, rule });
  };
  for (const fact of about(facts, 'base-type')) {
    if (/^(?:null|none)?$/i.test(fact.value)) continue;
    add({ text: fact.value, name: fact.value, collection: false, target: undefined }, fact);
  }
  for (const fact of about(facts, 'derived-from')) add(fact.value, fact);
  for (const { text, fact } of inheritedFrom(facts)) add(text, fact, 'base-of-inherited-rows');
  return found;
}

/** The types that rows are said to be inherited from, the one with the most rows first. */
function inheritedFrom(facts: readonly Fact[]): { text: TypeText; fact: Fact }[] {
  const found = new Map<string, { text: TypeText; fact: Fact; count: number }>();
  for (const fact of [...about(facts, 'property'), ...about(facts, 'navigation-property')]) {
    const text = fact.value.inheritedFrom;
    if (text === undefined) continue;
    const key = simpleName(text.name).toLowerCase();
    const known = found.get(key);
    if (known) known.count++;
    else found.set(key, { text, fact, count: 1 });
  }
  return [...found.entries()]
    .sort(([a, x], [b, y]) => y.count - x.count || compareText(a, b))
    .map(([, one]) => one);
}

/** Derived type → the types on whose pages it stands as one. */
function listedBy(
  byType: ReadonlyMap<string, readonly Fact[]>,
  contextOf: (file: string) => RowContext,
): ReadonlyMap<string, Candidate[]> {
  const found = new Map<string, Candidate[]>();
  for (const [base, facts] of byType) {
    for (const fact of about(facts, 'derived-type')) {
      const { names, namespace } = contextOf(fact.subject.file);
      const derived = names.known(fact.value, namespace);
      if (derived === undefined || derived === base) continue;
      const candidate = { name: base, at: fact.at, rule: 'listed-as-derived' };
      listAt(found, derived).push(candidate);
    }
  }
  return found;
}

/**
 * The first that counts, unless another one is derived from it: pages name the root of all entities where the direct
 * base stands in their text. Of the root that holds only if the type repeats rows of the other.
 */
function mostSpecific(
  found: readonly Candidate[],
  bases: ReadonlyMap<string, string>,
  repeats: (base: string) => boolean,
): Candidate | undefined {
  let [used] = found;
  for (const one of found.slice(1)) {
    if (!used || one.name === used.name) continue;
    const fromRoot = used.name === rootEntity && repeats(one.name);
    if (fromRoot || (used.name !== rootEntity && isAncestor(used.name, one.name, bases))) used = one;
  }
  return used;
}

function isAncestor(base: string, derived: string, bases: ReadonlyMap<string, string>): boolean {
  const seen = new Set<string>();
  for (let at = bases.get(derived); at !== undefined && !seen.has(at); at = bases.get(at)) {
    if (at === base) return true;
    seen.add(at);
  }
  return base === rootEntity;
}

function namesOfRows(facts: readonly Fact[]): ReadonlySet<string> {
  return new Set(
    gather(facts, (fact: Fact): string[] =>
      isRow(fact) && fact.value.name !== 'id' ? [fact.value.name.toLowerCase()] : [],
    ),
  );
}

function isRow(fact: Fact): fact is FactAbout<'property'> | FactAbout<'navigation-property'> {
  return fact.predicate === 'property' || fact.predicate === 'navigation-property';
}

function shares(names: ReadonlySet<string>, base: ReadonlySet<string>): boolean {
  return base.size > 0 && [...base].every((name) => names.has(name));
}

function once<T>(make: (name: string) => T): (name: string) => T {
  const made = new Map<string, T>();
  return (name) => {
    const known = made.get(name) ?? make(name);
    made.set(name, known);
    return known;
  };
}

/** A type that is its own base, over however many others, has none: nothing could be made of it. */
function withoutCircles(bases: Bases, contextOf: (file: string) => RowContext): Bases {
  const kept = new Map<string, Sourced<string>>();
  for (const [name, base] of bases) {
    const seen = new Set<string>();
    let at: string | undefined = base.value;
    while (at !== undefined && at !== name && !seen.has(at)) {
      seen.add(at);
      at = bases.get(at)?.value;
    }
    if (at !== name) kept.set(name, base);
    else {
      const [place] = base.origin.places;
      if (place) contextOf(place.file).diagnostics.push(circularBase.at(place, { name }));
    }
  }
  return kept;
}
