import type { FactAbout, PropertyRow } from '../dialects/fact.ts';
import type { Property, TypeReference } from '../model/description.ts';
import { type Diagnostic, defineProblem } from '../model/diagnostic.ts';
import type { Json } from '../model/json.ts';
import { isArray, isObject, stringMember } from '../model/json.ts';
import { inferredBy, originOf } from './facts-of.ts';
import { primitiveType } from './primitive-types.ts';
import { shownValues } from './shown-values.ts';
import { simpleName, type TypeNames } from './type-names.ts';

const typeConflict = defineProblem<{ name: string; chosen: string; other: string }>({
  code: 'docs/property-type-conflict',
  severity: 'warning',
  summary: 'Two pages give a property different types.',
  message: (p) => `${p.name} is ${p.chosen} here and ${p.other} elsewhere; ${p.chosen} is used`,
});

export type RowFact =
  | FactAbout<'property'>
  | FactAbout<'navigation-property'>
  | FactAbout<'body-property'>
  | FactAbout<'parameter-property'>
  | FactAbout<'response-property'>;

/** The context in which rows are read. */
export interface RowContext {
  readonly names: TypeNames;
  readonly namespace: string;
  readonly diagnostics: Diagnostic[];
}

/** One row as a property. */
export function propertyOf(fact: RowFact, context: RowContext): Property {
  const row: PropertyRow = fact.value;
  const at = row.typeAt ?? fact.at;
  const type: TypeReference = row.type
    ? context.names.reference(row.type, context.namespace, at)
    : { name: undefined, collection: false };
  return {
    name: row.name,
    type,
    typeOrigin: originOf(at),
    description: row.description,
    nullable: row.nullable,
    readOnly: row.readOnly,
    deprecated: row.deprecated,
    required: row.required,
    values: row.values,
    origin: originOf(fact.at),
  };
}

/**
 * Several rows about one property: the first decides (resource pages come before API pages), the others fill what it
 * leaves open and add their places. A different type is a conflict.
 */
export function mergeProperties(rows: readonly Property[], context: RowContext): Property[] {
  const merged = new Map<string, Property>();
  for (const row of rows) {
    const known = merged.get(row.name);
    merged.set(row.name, known ? merge(known, row, context) : row);
  }
  return [...merged.values()];
}

function merge(known: Property, other: Property, context: RowContext): Property {
  if (known.type.name !== undefined && other.type.name !== undefined && !sameType(known.type, other.type)) {
    const at = known.typeOrigin.places[0];
    const second = other.typeOrigin.places[0];
    const related = second ? [{ message: `${typeName(other.type)} here`, at: second }] : [];
    const params = { name: known.name, chosen: typeName(known.type), other: typeName(other.type) };
    if (at) context.diagnostics.push(typeConflict.at(at, params, related));
  }
  const untyped = known.type.name === undefined;
  const { inferred } = known.origin;
  const places = known.origin.places.concat(other.origin.places);
  return {
    name: known.name,
    type: untyped ? other.type : known.type,
    typeOrigin: untyped ? other.typeOrigin : known.typeOrigin,
    description: known.description === '' ? other.description : known.description,
    nullable: known.nullable ?? other.nullable,
    readOnly: known.readOnly || other.readOnly,
    deprecated: known.deprecated || other.deprecated,
    required: known.required,
    values: known.values.length > 0 ? known.values : other.values,
    origin: inferred === undefined ? { places } : { places, inferred },
  };
}

function sameType(a: TypeReference, b: TypeReference): boolean {
  return a.name === b.name && a.collection === b.collection;
}

function typeName(type: TypeReference): string {
  const name = simpleName(type.name ?? 'unknown');
  return type.collection ? `${name} collection` : name;
}

/** A property that only a representation or an example shows: its type is what its value looks like. */
export function propertyOfValue(
  fact:
    | FactAbout<'representation-property'>
    | { readonly name: string; readonly value: Json; readonly at: Property['origin']['places'][number] },
  rule: 'type-from-representation' | 'type-from-example',
  context: RowContext,
): Property {
  const { name, value } = 'predicate' in fact ? fact.value : fact;
  const origin = originOf(fact.at);
  const type = typeOfValue(value, context, fact.at);
  return {
    name,
    type,
    typeOrigin: inferredBy(rule, fact.at),
    description: '',
    nullable: undefined,
    readOnly: false,
    required: undefined,
    values: typeof value === 'string' ? shownValues(value) : [],
    origin,
  };
}

/** `{"@odata.type": "microsoft.graph.x"}`, or the same as a text. */
const typeInText = /^#?(?:@odata\.type\s*[:=]?\s*)?#?((?:microsoft\.graph|Edm)\.[\w.]*\w)$/i;

/** The type that a value in a representation names instead of showing one. */
export function typeNameIn(value: Json | undefined): string | undefined {
  const text = isObject(value) ? stringMember(value, '@odata.type') : value;
  return typeof text === 'string' ? typeInText.exec(text.slice(0, 200).trim())?.[1] : undefined;
}

function typeOfValue(
  value: Json,
  context: RowContext,
  at: Property['origin']['places'][number],
): TypeReference {
  if (isArray(value)) return { ...typeOfValue(value[0] ?? null, context, at), collection: true };
  if (typeof value === 'boolean') return { name: 'Edm.Boolean', collection: false };
  if (typeof value === 'number')
    return { name: Number.isInteger(value) ? 'Edm.Int32' : 'Edm.Double', collection: false };
  const annotated = isObject(value) ? stringMember(value, '@odata.type') : value;
  if (annotated === null || annotated === undefined) return { name: undefined, collection: false };
  const text = annotated.slice(0, 200).trim();
  const name = typeInText.exec(text)?.[1];
  if (name === undefined)
    return { name: isObject(value) ? undefined : (primitiveType(text) ?? 'Edm.String'), collection: false };
  const collection = false;
  return context.names.reference({ text, name, collection, target: undefined }, context.namespace, at);
}
