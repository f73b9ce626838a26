import type { Fact } from '../dialects/fact.ts';
import type { Operation, Origin, Property, Sourced, StructuredType } from '../model/description.ts';
import { compareText, defineProblem } from '../model/diagnostic.ts';
import type { Place } from '../model/place.ts';
import { about, inferredBy, originOf } from './facts-of.ts';
import { mergeProperties, propertyOf, propertyOfValue, type RowContext } from './properties.ts';

const circularBase = defineProblem<{ name: string }>({
  code: 'docs/base-type-circular',
  severity: 'error',
  summary: 'A type is derived from itself.',
  message: (p) => `${p.name} is its own base type, directly or over others; it is taken as having none`,
});

/** What API pages add to the types that they name: rows of their tables, examples, promises. */
export interface TypeEvidence {
  /** Rows of request tables by the type that they belong to. */
  readonly rows: ReadonlyMap<string, readonly Property[]>;
  /** Members that examples of a type show, for types without a page. */
  readonly shown: ReadonlyMap<string, readonly Property[]>;
  readonly returnsAll: ReadonlyMap<string, Origin>;
  /** Where a type without a page is named. */
  readonly named: ReadonlyMap<string, Place>;
}

/** All types that pages describe, and those that they only name. Sorted by name. */
export function structuredTypes(
  facts: readonly Fact[],
  enumNames: ReadonlySet<string>,
  evidence: TypeEvidence,
  contextOf: (file: string) => RowContext,
): StructuredType[] {
  const byType = new Map<string, Fact[]>();
  for (const fact of facts) {
    if (fact.subject.of !== 'type' || enumNames.has(fact.subject.name)) continue;
    byType.set(fact.subject.name, [...(byType.get(fact.subject.name) ?? []), fact]);
  }
  const types = [...byType].map(([name, list]) => described(name, list, evidence, contextOf));
  for (const [name, at] of evidence.named)
    if (!byType.has(name) && !enumNames.has(name)) types.push(named(name, at, evidence, contextOf));
  return withKinds(
    withoutCircles(
      types.sort((a, b) => compareText(a.name, b.name)),
      contextOf,
    ),
  );
}

function described(
  name: string,
  facts: readonly Fact[],
  evidence: TypeEvidence,
  contextOf: (file: string) => RowContext,
): StructuredType {
  const context = contextOf(facts[0]?.subject.file ?? '');
  const heading = about(facts, 'type')[0];
  const representation = about(facts, 'representation')[0];
  const at = heading?.at ?? representation?.at ?? facts[0]?.at;
  const rows = about(facts, 'property').map((fact) => propertyOf(fact, contextOf(fact.subject.file)));
  const navigation = about(facts, 'navigation-property').map((fact) =>
    propertyOf(fact, contextOf(fact.subject.file)),
  );
  const navigable = new Set(navigation.map((property) => property.name));
  const listed = new Set([...rows.map((row) => row.name), ...navigable]);
  const shown = about(facts, 'representation-property')
    .filter((fact) => !listed.has(fact.value.name) && !/^\W|@/.test(fact.value.name))
    .map((fact) => propertyOfValue(fact, 'type-from-representation', context));
  const own = [...rows, ...shown];
  const ownNames = new Set(own.map((property) => property.name));
  // A request table repeats rows of the type; what it lists beside them belongs to the request alone.
  const repeated = (evidence.rows.get(name) ?? []).filter((row) => ownNames.has(row.name));
  const parent = about(facts, 'base-type')[0];
  const properties = mergeProperties([...own, ...repeated], context).filter((p) => !navigable.has(p.name));
  return {
    name,
    kind: 'complex',
    described: true,
    description: heading?.value.description ?? '',
    base: parent && {
      value: context.names.named(parent.value, context.namespace) ?? parent.value,
      origin: originOf(parent.at),
    },
    abstract: about(facts, 'abstract').length > 0,
    open: about(facts, 'open-type').length > 0,
    key: keyOf(facts, properties),
    properties: markKey(properties, keyOf(facts, properties)),
    navigation: mergeProperties(navigation, context),
    media: false,
    returnsAll: evidence.returnsAll.get(name),
    origin: at ? originOf(at) : inferredBy('type-named'),
  };
}

/** A type without a page: what request tables and examples show of it. */
function named(
  name: string,
  at: Place,
  evidence: TypeEvidence,
  contextOf: (file: string) => RowContext,
): StructuredType {
  const context = contextOf(at.file);
  const rows = evidence.rows.get(name) ?? [];
  const listed = new Set(rows.map((row) => row.name));
  const shown = (evidence.shown.get(name) ?? []).filter((property) => !listed.has(property.name));
  const properties = mergeProperties([...rows, ...shown], context);
  const key = keyOf([], properties);
  return {
    name,
    kind: 'complex',
    described: properties.length > 0,
    description: '',
    base: undefined,
    abstract: false,
    open: false,
    key,
    properties: markKey(properties, key),
    navigation: [],
    media: false,
    returnsAll: evidence.returnsAll.get(name),
    origin: inferredBy('type-named-by-other-pages', at),
  };
}

/** `keyProperty` of the annotation; else a property called `id`, which is Graph's habit. */
function keyOf(facts: readonly Fact[], properties: readonly Property[]): Sourced<string> | undefined {
  const annotated = about(facts, 'key')[0];
  if (annotated) return { value: annotated.value, origin: originOf(annotated.at) };
  const id = properties.find((property) => property.name === 'id');
  return id && { value: 'id', origin: inferredBy('key-is-id', ...id.origin.places) };
}

/** A key is never written by clients (OData 4.01, 8.3.1: it is given by the service or by the URL). */
function markKey(properties: readonly Property[], key: Sourced<string> | undefined): Property[] {
  return properties.map((property) =>
    property.name === key?.value ? { ...property, readOnly: true } : property,
  );
}

/** A type that is its own base, over however many others, has none: nothing could be made of it. */
function withoutCircles(
  types: readonly StructuredType[],
  contextOf: (file: string) => RowContext,
): StructuredType[] {
  const byName = new Map(types.map((type) => [type.name, type]));
  return types.map((type) => {
    const seen = new Set<string>();
    let parent = type.base?.value;
    while (parent !== undefined && parent !== type.name && !seen.has(parent)) {
      seen.add(parent);
      parent = byName.get(parent)?.base?.value;
    }
    if (parent !== type.name) return type;
    const at = type.base?.origin.places[0];
    if (at) contextOf(at.file).diagnostics.push(circularBase.at(at, { name: type.name }));
    return { ...type, base: undefined };
  });
}

/** An entity type has a key, its own or its base's. */
function withKinds(types: readonly StructuredType[]): StructuredType[] {
  const byName = new Map(types.map((type) => [type.name, type]));
  const isEntity = (type: StructuredType | undefined, depth: number): boolean =>
    type !== undefined &&
    (type.key !== undefined ||
      /(?:^|\.)entity$/.test(type.name) ||
      (depth < 20 && type.base !== undefined && isEntity(byName.get(type.base.value), depth + 1)));
  return types.map((type) => ({ ...type, kind: isEntity(type, 0) ? 'entity' : 'complex' }));
}

/** For each type: whether every page that returns it promises all of its properties, and where they say so. */
export function promises(
  returned: readonly { readonly type: string; readonly promise: Place | undefined }[],
): ReadonlyMap<string, Origin> {
  const places = new Map<string, Place[]>();
  const broken = new Set<string>();
  for (const { type, promise } of returned) {
    if (promise) places.set(type, [...(places.get(type) ?? []), promise]);
    else broken.add(type);
  }
  return new Map(
    [...places].filter(([type]) => !broken.has(type)).map(([type, list]) => [type, originOf(...list)]),
  );
}

/** The types that an operation returns, for `promises`. */
export function returnedTypes(operation: Operation): string[] {
  return operation.responses.flatMap((response) =>
    response.status < 300 && response.type?.name?.includes('.') && !response.type.name.startsWith('Edm.')
      ? [response.type.name]
      : [],
  );
}
