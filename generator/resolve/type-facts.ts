import type { Fact, PropertyRow } from '../dialects/fact.ts';
import type { Property } from '../model/description.ts';
import { listAt } from '../model/list-at.ts';
import { about } from './facts-of.ts';
import { mergeProperties, propertyOf, propertyOfValue, type RowContext } from './properties.ts';
import type { TypeNames } from './type-names.ts';

/** The facts about each structured type, from whatever pages, by its canonical name. */
export function factsByType(
  facts: readonly Fact[],
  names: TypeNames,
  enumNames: ReadonlySet<string>,
): ReadonlyMap<string, readonly Fact[]> {
  const byType = new Map<string, Fact[]>();
  for (const fact of facts) {
    if (fact.subject.of !== 'type') continue;
    const name = names.canonical(fact.subject.name);
    if (enumNames.has(name)) continue;
    listAt(byType, name).push(fact);
  }
  return byType;
}

/** What the pages of one type list. */
export interface TypeRows {
  readonly properties: readonly Property[];
  readonly navigation: readonly Property[];
  /** Names of rows that say "Inherited from", and from which type. */
  readonly inherited: ReadonlyMap<string, string>;
}

/** Properties of the tables, then those that only the representation shows. */
export function typeRows(
  facts: readonly Fact[],
  enumNames: ReadonlySet<string>,
  contextOf: (file: string) => RowContext,
): TypeRows {
  const file = facts[0]?.subject.file ?? '';
  const context = contextOf(file);
  const shown = new Map<string, Property>();
  for (const fact of about(facts, 'representation-property')) {
    if (/^\W|[@#]/.test(fact.value.name)) continue;
    const property = propertyOfValue(fact, 'type-from-representation', contextOf(fact.subject.file));
    if (!shown.has(property.name.toLowerCase())) shown.set(property.name.toLowerCase(), property);
  }
  const inherited = new Map<string, string>();
  const rows = (predicate: 'property' | 'navigation-property') =>
    about(facts, predicate).map((fact) => {
      const from = contextOf(fact.subject.file);
      const row = withShown(propertyOf(fact, from), shownFor(fact.value, shown), enumNames);
      const base = fact.value.inheritedFrom;
      if (base !== undefined)
        inherited.set(row.name, from.names.reference(base, from.namespace, fact.at).name ?? base.name);
      return row;
    });
  const tables = rows('property');
  const simple = new Set(tables.filter(isSimple).map((property) => property.name.toLowerCase()));
  // What a simple value refers to, by an id or a code, stands in tables of relationships, too: it is no navigation.
  const related = rows('navigation-property').filter(({ name }) => !simple.has(name.toLowerCase()));
  const navigation = mergeProperties(related, context);
  const navigable = new Set(navigation.map((property) => property.name.toLowerCase()));
  const listed = new Set(tables.map((property) => property.name.toLowerCase()));
  const beside = [...shown].filter(([name]) => !listed.has(name) && !navigable.has(name));
  const properties = mergeProperties([...tables, ...beside.map(([, property]) => property)], context);
  return {
    properties: properties.filter((property) => !navigable.has(property.name.toLowerCase())),
    navigation,
    inherited,
  };
}

/** What the representation shows of a row: of one that is "complex" a text is no more than a stand-in. */
function shownFor({ name, type }: PropertyRow, shown: ReadonlyMap<string, Property>): Property | undefined {
  const found = shown.get(name.toLowerCase());
  if (!found || !isSimple(found) || !/^complex$/i.test(type?.text ?? '')) return found;
  return { ...found, type: { ...found.type, name: undefined } };
}

function isSimple({ type }: Property): boolean {
  return type.name?.startsWith('Edm.') === true && type.name !== 'Edm.Untyped';
}

/**
 * A row with what the representation adds: the type where the cell names none, or of which enumeration a text is, the list where the cell forgets to call it
 * one, the values where no text lists any, and the letter case of the name where the table's is no camel case and its own is.
 */
function withShown(row: Property, shown: Property | undefined, enumNames: ReadonlySet<string>): Property {
  if (!shown) return row;
  const better = /^[A-Z]/.test(row.name) || (isCamelCase(shown.name) && !isCamelCase(row.name));
  const name = better ? shown.name : row.name;
  const values = row.values.length > 0 ? row.values : shown.values;
  const collection = row.type.collection || shown.type.collection;
  const member = row.type.name === 'Edm.String' && enumNames.has(shown.type.name ?? '');
  if (!member && (row.type.name !== undefined || shown.type.name === undefined))
    return { ...row, name, values, type: { ...row.type, collection } };
  return { ...row, name, values, type: { ...shown.type, collection }, typeOrigin: shown.typeOrigin };
}

/** `webUrl`; not `WebUrl`, `weburl` or `webURL`. */
function isCamelCase(name: string): boolean {
  return /^[a-z]/.test(name) && /[A-Z]/.test(name) && !/[A-Z]{2}$/.test(name);
}
