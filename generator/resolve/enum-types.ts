import type { Fact, FactAbout } from '../dialects/fact.ts';
import type { EnumMember, EnumType, Origin } from '../model/description.ts';
import { compareText } from '../model/diagnostic.ts';
import { isArray } from '../model/json.ts';
import type { Place } from '../model/place.ts';
import { about, inferredBy, originOf } from './facts-of.ts';
import { primitiveType } from './primitive-types.ts';
import { type RowContext, typeNameIn } from './properties.ts';
import { shownValues } from './shown-values.ts';
import { simpleName } from './type-names.ts';

interface Draft {
  readonly name: string;
  description: string;
  flags: boolean;
  deprecated?: Origin;
  readonly members: Map<string, EnumMember>;
  /** How many rows of prose write a member so. */
  readonly written: Map<string, number>;
  readonly origin: Origin;
}

/**
 * Enumerations: pages of their own, "*x* values" sections of other pages, and named types without either whose values
 * stand in the text of the properties that have them. Sorted by name.
 */
export function enumTypes(facts: readonly Fact[], contextOf: (file: string) => RowContext): EnumType[] {
  const found = new Map<string, Draft>();
  const draft = (name: string, origin: Origin): Draft => {
    const known = found.get(name);
    if (known) return known;
    const made = { name, description: '', flags: false, members: new Map(), written: new Map(), origin };
    found.set(name, made);
    return made;
  };
  for (const fact of about(facts, 'enum-member')) {
    const { names } = contextOf(fact.subject.file);
    const { members } = draft(names.canonical(fact.subject.name), originOf(fact.at));
    const { name, value, description } = fact.value;
    if (!members.has(name)) members.set(name, { name, value, description, origin: originOf(fact.at) });
  }
  described(facts, contextOf, draft, found);
  inProse(facts, contextOf, draft, found);
  return [...found.values()]
    .map(({ name, description, flags, deprecated, members, written, origin }) => {
      const list = spelledOnce([...members.values()], written);
      return { name, description, flags: flags || areFlags(list), deprecated, members: list, origin };
    })
    .sort((a, b) => compareText(a.name, b.name));
}

/** What the enumeration's own page says; a page without members makes an enumeration that nothing is known of. */
function described(
  facts: readonly Fact[],
  contextOf: (file: string) => RowContext,
  draft: (name: string, origin: Origin) => Draft,
  found: ReadonlyMap<string, Draft>,
): void {
  const structured = new Set<string>();
  for (const fact of facts)
    if (fact.predicate === 'property' || fact.predicate === 'navigation-property')
      structured.add(fact.subject.name.toLowerCase());
  for (const fact of about(facts, 'type')) {
    const name = contextOf(fact.subject.file).names.canonical(fact.subject.name);
    if (fact.value.kind !== 'enum' || (structured.has(name.toLowerCase()) && !found.has(name))) continue;
    const type = draft(name, originOf(fact.at));
    if (type.description === '') type.description = fact.value.description;
  }
  for (const fact of about(facts, 'deprecated')) {
    if (fact.subject.of !== 'type') continue;
    const type = found.get(contextOf(fact.subject.file).names.canonical(fact.subject.name));
    if (type) type.deprecated = originOf(fact.at);
  }
  for (const fact of about(facts, 'flags')) {
    const type = found.get(contextOf(fact.subject.file).names.canonical(fact.subject.name));
    if (type) type.flags = true;
  }
}

type Row = FactAbout<
  'property' | 'navigation-property' | 'body-property' | 'function-parameter' | 'path-parameter'
>;

const rows: ReadonlySet<string> = new Set([
  'property',
  'navigation-property',
  'body-property',
  'parameter-property',
  'response-property',
  'function-parameter',
  'path-parameter',
]);

function isRow(fact: Fact): fact is Row {
  return rows.has(fact.predicate);
}

/** A name that no page describes, and values in the text: an enumeration. Rows of one name give their values to it. */
function inProse(
  facts: readonly Fact[],
  contextOf: (file: string) => RowContext,
  draft: (name: string, origin: Origin) => Draft,
  found: ReadonlyMap<string, Draft>,
): void {
  const shown = shownTexts(facts);
  const typed = shownTypes(facts);
  const taken = new Map<string, Draft>();
  for (const fact of facts) {
    const type = isRow(fact) ? enumOf(fact, typed) : undefined;
    if (!isRow(fact) || !type) continue;
    const { values, combines = false } = fact.value;
    const { names, namespace } = contextOf(fact.subject.file);
    const plain = type.name.replace(/^#/, '');
    const own = plain.includes('.') ? plain : `${namespace}.${plain}`;
    const known = taken.get(own.toLowerCase());
    const declared = known ? undefined : names.known(type, namespace);
    if (declared !== undefined && !(values.length > 1 && isOther(plain, declared, found))) {
      const table = found.get(declared);
      if (table && combines) table.flags = true;
      addBeside(table, values, fact.at);
      continue;
    }
    const text = fact.subject.of === 'type' ? shown.get(key(fact.subject.name, fact.value.name)) : undefined;
    const listed = values.length > 0 ? values : (text?.values ?? []);
    if (listed.length === 0 && text === undefined) continue;
    const made = known ?? draft(own, inferredBy('enumeration-in-prose', fact.at));
    if (combines) made.flags = true;
    taken.set(own.toLowerCase(), made);
    names.declare(made.name);
    for (const name of listed) addMember(made, name, fact.at);
  }
}

/** The type that may be an enumeration: the row's, or that of which the representation shows a text with its values. */
function enumOf({ subject, value: { name, type, values } }: Row, typed: ReadonlyMap<string, string>) {
  if (!type || mayBeEnum(type.name)) return type;
  const member = subject.of === 'type' && values.length > 1 && primitiveType(type.name) === 'Edm.String';
  const shown = member ? typed.get(key(subject.name, name)) : undefined;
  return shown === undefined ? undefined : { ...type, name: shown, target: undefined };
}

/** `[lifecycleStage](ship.md)`, and its values: an enumeration, whose link leads to the thing that it is a part of. */
function isOther(label: string, declared: string, found: ReadonlyMap<string, Draft>): boolean {
  return !found.has(declared) && label.includes('.') && simpleName(label) !== simpleName(declared);
}

function mayBeEnum(typeName: string): boolean {
  return /^#?[A-Za-z_][\w.]*$/.test(typeName) && primitiveType(typeName) === undefined;
}

/** A page's table of members may leave out what the row above it has: none, unknown. */
function addBeside(table: Draft | undefined, values: readonly string[], at: Place): void {
  if (table && table.members.size > 0 && table.origin.places[0]?.file === at.file)
    for (const name of values) addMember(table, name, at);
}

function addMember(type: Draft, name: string, at: Place): void {
  const origin = inferredBy('enumeration-in-prose', at);
  type.written.set(name, (type.written.get(name) ?? 0) + 1);
  if (!type.members.has(name)) type.members.set(name, { name, value: undefined, description: '', origin });
}

/**
 * `Low` here and `low` there are one member: spelled as a table of members has it, else as most rows do, and where they
 * are as many as a name is spelled, in lower case. A table that begins all of its rows with capitals, where rows do not,
 * is typography.
 */
function spelledOnce(
  members: readonly EnumMember[],
  written: ReadonlyMap<string, number>,
): readonly EnumMember[] {
  const listed = members.filter(({ name }) => !written.has(name));
  const isTitle = (name: string) =>
    /^[A-Z]/.test(name) && written.has(name[0]?.toLowerCase() + name.slice(1));
  const typographic = listed.length > 1 && listed.every(({ name }) => isTitle(name));
  const rank = (name: string) => written.get(name) ?? (typographic ? 0 : Number.MAX_SAFE_INTEGER);
  const found = new Map<string, EnumMember>();
  for (const member of members) {
    const name = member.name.toLowerCase();
    const known = found.get(name);
    const more = known ? rank(member.name) - rank(known.name) : 0;
    // Lower case letters come after the others.
    if (!known || more > 0 || (more === 0 && compareText(member.name, known.name) > 0))
      found.set(name, member);
  }
  return found.size === members.length ? members : [...found.values()];
}

/** Properties whose representation is a text: `"String"`, or the values themselves, `"a | b | c"`. */
function shownTexts(facts: readonly Fact[]): ReadonlyMap<string, { readonly values: readonly string[] }> {
  const found = new Map<string, { values: readonly string[] }>();
  for (const fact of about(facts, 'representation-property')) {
    const first = Array.isArray(fact.value.value) ? fact.value.value[0] : fact.value.value;
    if (typeof first !== 'string' || first.includes('@odata.type')) continue;
    found.set(key(fact.subject.name, fact.value.name), { values: shownValues(first) });
  }
  return found;
}

/** Properties whose representation says of which type they are. */
function shownTypes(facts: readonly Fact[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const fact of about(facts, 'representation-property')) {
    const { name, value } = fact.value;
    const type = typeNameIn(isArray(value) ? value[0] : value);
    if (type !== undefined && mayBeEnum(type)) found.set(key(fact.subject.name, name), type);
  }
  return found;
}

function key(type: string, property: string): string {
  return `${type} ${property}`.toLowerCase();
}

/** Powers of two with a gap where a sum would stand: 0, 1, 2, 4. */
function areFlags(members: readonly EnumMember[]): boolean {
  const values = members.map((member) => member.value);
  const positive = values.filter((value) => value !== undefined && value > 0);
  return (
    values.every((value) => value !== undefined) &&
    positive.includes(4) &&
    positive.every((value) => value !== undefined && value <= 2 ** 52 && Number.isInteger(Math.log2(value)))
  );
}
