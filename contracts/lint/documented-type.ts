import type { Property, StructuredType } from '../../generator/model/description.ts';
import { once } from '../../generator/model/once.ts';
import type { DocumentedProperty, DocumentedType, PageSet } from './documented.ts';
import { groupBy } from './group-by.ts';
import { looseRows } from './loose-rows.ts';

/** The most bases over bases that are followed: a circle must end. */
const deepest = 32;

export function documentedTypes(
  set: PageSet,
  types: readonly StructuredType[],
): ReadonlyMap<string, DocumentedType> {
  const rows = rowsByType(set);
  const children = groupBy(types, (type) => type.base?.value);
  const parted = once(() => partedTypes(set));
  const made = new Map<string, DocumentedType>();
  for (const type of types) made.set(type.name, documentedType(type, rows, children, made, parted));
  return made;
}

/** Types with rows that stand in no table: theirs are not all of the properties that the page describes. */
function partedTypes(set: PageSet): ReadonlySet<string> {
  return new Set(
    set.pages
      .filter(({ page }) => looseRows(page).length > 0)
      .flatMap((page) => [...page.says('property'), ...page.says('navigation-property')])
      .map(({ subject }) => subject.name),
  );
}

type Row = DocumentedProperty['rows'][number];

/** Rows by qualified type name and property name, joined by a character that names do not hold. */
function rowsByType(set: PageSet): ReadonlyMap<string, readonly Row[]> {
  const rows = set.pages.flatMap((page) => [...page.says('property'), ...page.says('navigation-property')]);
  return groupBy(rows, ({ subject, value }) => `${subject.name} ${value.name}`);
}

function documentedType(
  type: StructuredType,
  rows: ReadonlyMap<string, readonly Row[]>,
  children: ReadonlyMap<string | undefined, readonly StructuredType[]>,
  all: ReadonlyMap<string, DocumentedType>,
  parted: () => ReadonlySet<string>,
): DocumentedType {
  const chain = once(() => basesOf(type, all));
  const own = once(() => ownProperties(type, rows));
  const properties = once(() => {
    const found = new Map<string, DocumentedProperty>();
    for (const { type: base } of [...chain().list].reverse())
      for (const property of all.get(base.name) ? ownProperties(base, rows) : [])
        found.set(property.property.name, property);
    for (const property of own()) found.set(property.property.name, property);
    return found;
  });
  const anyCase = once(() => new Map([...properties()].map(([name, value]) => [name.toLowerCase(), value])));
  const hasTable = (list: readonly DocumentedProperty[]) => list.some((property) => property.rows.length > 0);
  const tabled = once(
    () =>
      chain().complete &&
      hasTable(own()) &&
      ![type, ...chain().list.map((base) => base.type)].some(({ name }) => parted().has(name)) &&
      chain().list.every((base) => hasTable(ownProperties(base.type, rows)) || /\.entity$/i.test(base.name)),
  );
  return {
    name: type.name,
    type,
    get bases() {
      return chain().list;
    },
    get tabled() {
      return tabled();
    },
    get open() {
      return type.open || chain().list.some((base) => base.type.open);
    },
    get properties() {
      return properties();
    },
    get anyCase() {
      return anyCase();
    },
    get derived() {
      return derivedOf(type, children, all);
    },
  };
}

function ownProperties(
  type: StructuredType,
  rows: ReadonlyMap<string, readonly Row[]>,
): DocumentedProperty[] {
  const of = (navigation: boolean) => (property: Property) => ({
    property,
    owner: type,
    navigation,
    rows: rows.get(`${type.name} ${property.name}`) ?? [],
  });
  return [...type.properties.map(of(false)), ...type.navigation.map(of(true))];
}

function basesOf(
  type: StructuredType,
  all: ReadonlyMap<string, DocumentedType>,
): { list: DocumentedType[]; complete: boolean } {
  const list: DocumentedType[] = [];
  let next = type.base?.value;
  while (next !== undefined && list.length < deepest) {
    const base = all.get(next);
    // Graph's root of all entities has a key and nothing else; it needs no page.
    if (!base) return { list, complete: /(?:^|\.)entity$/.test(next) };
    list.push(base);
    next = base.type.base?.value;
  }
  return { list, complete: next === undefined };
}

function derivedOf(
  type: StructuredType,
  children: ReadonlyMap<string | undefined, readonly StructuredType[]>,
  all: ReadonlyMap<string, DocumentedType>,
): DocumentedType[] {
  const found = new Map<string, DocumentedType>();
  const open = [type.name];
  for (let name = open.pop(); name !== undefined; name = open.pop())
    for (const child of children.get(name) ?? []) {
      const made = all.get(child.name);
      if (!made || found.has(child.name)) continue;
      found.set(child.name, made);
      open.push(child.name);
    }
  return [...found.values()];
}
