import type { Property, StructuredType } from '../model/description.ts';
import { defineProblem } from '../model/diagnostic.ts';
import type { RowContext } from './properties.ts';
import type { TypeRows } from './type-facts.ts';
import { simpleName } from './type-names.ts';

const inheritedConflict = defineProblem<{ name: string; property: string; base: string; own: string }>({
  code: 'docs/inherited-type-conflict',
  severity: 'warning',
  summary: 'A derived type repeats a property of its base with another type.',
  message: (p) =>
    `${p.property} is ${p.own} here, but ${p.name} inherits it from ${p.base} with another type`,
  help: 'A derived type cannot change a property; the type that the base gives it is used.',
});

/**
 * Derived types without the rows that they repeat from their bases. A row is inherited only where the base really has
 * the property; where the page describes it in words of its own it stays beside the base's.
 */
export function withoutRepeated(
  types: readonly StructuredType[],
  rows: ReadonlyMap<string, TypeRows>,
  contextOf: (file: string) => RowContext,
): StructuredType[] {
  const byName = new Map(types.map((type) => [type.name, type]));
  const members = new Map<string, ReadonlyMap<string, Member>>();
  const inheritedBy = (type: StructuredType): ReadonlyMap<string, Member> => {
    const base = type.base && byName.get(type.base.value);
    if (!base) return new Map();
    const known = members.get(base.name);
    if (known) return known;
    // Circles have been cut where the bases were found.
    const all = new Map(inheritedBy(base));
    for (const property of [...base.properties, ...base.navigation])
      if (!all.has(property.name)) all.set(property.name, { property, of: base });
    members.set(base.name, all);
    return all;
  };
  return types.map((type) => {
    const inherited = inheritedBy(type);
    if (inherited.size === 0) return type;
    const marked = rows.get(type.name)?.inherited;
    const keep = (property: Property): boolean => {
      const member = inherited.get(property.name);
      if (!member) return true;
      if (sameType(property, member.property)) {
        const repeated = marked?.has(property.name) || property.description === '';
        return !repeated && property.description !== member.property.description;
      }
      if (member.property.type.name === undefined || member.property.typeOrigin.inferred !== undefined)
        return true;
      if (property.type.name !== undefined && property.typeOrigin.inferred === undefined)
        report(type, property, member, contextOf);
      return false;
    };
    const properties = type.properties.filter(keep);
    const navigation = type.navigation.filter(keep);
    return { ...type, properties, navigation };
  });
}

interface Member {
  readonly property: Property;
  readonly of: StructuredType;
}

function sameType(a: Property, b: Property): boolean {
  return a.type.name === b.type.name && a.type.collection === b.type.collection;
}

function report(
  type: StructuredType,
  property: Property,
  { property: inherited, of }: Member,
  contextOf: (file: string) => RowContext,
): void {
  const at = property.typeOrigin.places[0];
  const second = inherited.typeOrigin.places[0];
  if (!at) return;
  const own = simpleName(property.type.name ?? 'unknown') + (property.type.collection ? ' collection' : '');
  const params = { name: simpleName(type.name), property: property.name, base: simpleName(of.name), own };
  const related = second ? [{ message: 'the base has it here', at: second }] : [];
  contextOf(at.file).diagnostics.push(inheritedConflict.at(at, params, related));
}
