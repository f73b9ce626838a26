import type { Fact } from '../dialects/fact.ts';
import type { Operation, Origin, Property, Sourced, StructuredType } from '../model/description.ts';
import { compareText } from '../model/diagnostic.ts';
import { gather } from '../model/gather.ts';
import { listAt } from '../model/list-at.ts';
import type { Place } from '../model/place.ts';
import { about, inferredBy, originOf, saidDeprecated } from './facts-of.ts';
import { type Bases, rootEntity } from './inheritance.ts';
import { withoutRepeated } from './inherited-rows.ts';
import { mergeProperties, type RowContext } from './properties.ts';
import type { TypeRows } from './type-facts.ts';

/** What API pages add to the types that they name: rows of their tables, examples, promises. */
export interface TypeEvidence {
  /** Rows of request tables by the type that they belong to. */
  readonly rows: ReadonlyMap<string, readonly Property[]>;
  /** Members that examples of a type show, for types without a page. */
  readonly shown: ReadonlyMap<string, readonly Property[]>;
  readonly returnsAll: ReadonlyMap<string, Origin>;
  /** Types that operations answer with. */
  readonly returned: ReadonlySet<string>;
  /** Where a type without a page is named. */
  readonly named: ReadonlyMap<string, Place>;
}

/** What the types' own pages say, read once. */
export interface TypeSources {
  readonly facts: ReadonlyMap<string, readonly Fact[]>;
  readonly rows: ReadonlyMap<string, TypeRows>;
  readonly bases: Bases;
}

/** All types that pages describe, and those that they only name. Sorted by name. */
export function structuredTypes(
  sources: TypeSources,
  enumNames: ReadonlySet<string>,
  evidence: TypeEvidence,
  contextOf: (file: string) => RowContext,
): StructuredType[] {
  const types = [...sources.facts].map(([name, facts]) =>
    described(name, facts, sources, evidence, contextOf),
  );
  const inherited = inheritedRows(sources);
  for (const [name, at] of evidence.named)
    if (!sources.facts.has(name) && !enumNames.has(name))
      types.push(named(name, at, evidence, inherited.get(name) ?? nothing, contextOf));
  const entities = withEntities(types, sources, evidence);
  const sorted = entities.sort((a, b) => compareText(a.name, b.name));
  return withoutRepeated(sorted, sources.rows, contextOf);
}

function described(
  name: string,
  facts: readonly Fact[],
  sources: TypeSources,
  evidence: TypeEvidence,
  contextOf: (file: string) => RowContext,
): StructuredType {
  const context = contextOf(facts[0]?.subject.file ?? '');
  const heading = about(facts, 'type')[0];
  const at = heading?.at ?? about(facts, 'representation')[0]?.at ?? facts[0]?.at;
  const { properties: own, navigation } = sources.rows.get(name) ?? nothing;
  const ownNames = new Set(own.map((property) => property.name));
  // A request table repeats rows of the type; what it lists beside them belongs to the request alone.
  const repeated = (evidence.rows.get(name) ?? []).filter((row) => ownNames.has(row.name));
  return {
    name,
    kind: 'complex',
    described: true,
    description: heading?.value.description ?? '',
    base: sources.bases.get(name),
    abstract: about(facts, 'abstract').length > 0,
    open: about(facts, 'open-type').length > 0,
    media: about(facts, 'media-entity').length > 0,
    deprecated: saidDeprecated(facts),
    key: undefined,
    properties: repeated.length === 0 ? own : mergeProperties([...own, ...repeated], context),
    navigation,
    returnsAll: evidence.returnsAll.get(name),
    origin: at ? originOf(at) : inferredBy('type-named'),
  };
}

const nothing: TypeRows = { properties: [], navigation: [], inherited: new Map() };

/** A type without a page: what derived types, request tables and examples show of it. */
function named(
  name: string,
  at: Place,
  evidence: TypeEvidence,
  inherited: Pick<TypeRows, 'properties' | 'navigation'>,
  contextOf: (file: string) => RowContext,
): StructuredType {
  const navigation = mergeProperties(inherited.navigation, contextOf(at.file));
  const navigated = new Set(navigation.map((property) => property.name));
  const rows = [...inherited.properties, ...(evidence.rows.get(name) ?? [])];
  const listed = new Set(rows.map((row) => row.name));
  const shown = (evidence.shown.get(name) ?? []).filter((property) => !listed.has(property.name));
  const own = [...rows, ...shown].filter((property) => !navigated.has(property.name));
  const properties = mergeProperties(own, contextOf(at.file));
  return {
    name,
    kind: 'complex',
    described: properties.length + navigation.length > 0,
    description: '',
    base: undefined,
    abstract: false,
    open: false,
    media: false,
    key: undefined,
    properties,
    navigation,
    returnsAll: evidence.returnsAll.get(name),
    origin: inferredBy('type-named-by-other-pages', at),
  };
}

/** Base without a page → the rows that pages of derived types say they inherit from it. */
function inheritedRows(sources: TypeSources): ReadonlyMap<string, Inherited> {
  const found = new Map<string, Inherited>();
  for (const rows of sources.rows.values())
    for (const list of ['properties', 'navigation'] as const)
      for (const property of rows[list]) {
        const base = rows.inherited.get(property.name);
        if (base === undefined || sources.facts.has(base)) continue;
        const known = found.get(base) ?? { properties: [], navigation: [] };
        found.set(base, known);
        known[list].push(property);
      }
  return found;
}

interface Inherited {
  readonly properties: Property[];
  readonly navigation: Property[];
}

/**
 * Kinds, keys and the root. A type is an entity where its annotation names a key, its base is one, or it has an `id`
 * and pages treat it as one: it has methods or relationships, others navigate to it, or operations answer with it. An
 * `id` alone makes none: complex types of Graph have that too, and where a heading calls a type so nothing else does.
 */
function withEntities(
  types: readonly StructuredType[],
  sources: TypeSources,
  evidence: TypeEvidence,
): StructuredType[] {
  const byName = new Map(types.map((type) => [type.name, type]));
  const { keys, roots } = keysAndRoots(types, sources, evidence);
  const isEntity = (type: StructuredType | undefined, depth: number): boolean =>
    type !== undefined &&
    (keys.has(type.name) ||
      roots.has(type.name) ||
      type.name === rootEntity ||
      (depth < 30 && type.base !== undefined && isEntity(byName.get(type.base.value), depth + 1)));
  const made = types.map((type): StructuredType => {
    const key = keys.get(type.name);
    const kind = isEntity(type, 0) ? 'entity' : 'complex';
    const base = type.base ?? roots.get(type.name);
    return { ...type, kind, key, base, properties: markKey(type.properties, key) };
  });
  const rooted = roots.size > 0 || types.some((type) => type.base?.value === rootEntity);
  const root = byName.get(rootEntity);
  if (!rooted || (root?.described && root.properties.length > 0)) return made;
  return [...made.filter((type) => type !== root && type.name !== rootEntity), rootOf(root)];
}

/** Which types have a key, and which have the root of all entities for their base, though no page says so. */
function keysAndRoots(types: readonly StructuredType[], sources: TypeSources, evidence: TypeEvidence) {
  const targets = new Set(gather(types, (type) => type.navigation.map((property) => property.type.name)));
  const parts = new Set(gather(types, (type) => type.properties.map((property) => property.type.name)));
  // Pages that never speak of a root have none.
  const hasRoot = sources.facts.has(rootEntity) || evidence.named.has(rootEntity);
  const basesOfEntities = new Set(
    gather(types, (type) => (says(sources.facts.get(type.name) ?? [], 'key') ? [type.base?.value] : [])),
  );
  const keys = new Map<string, Sourced<string>>();
  const roots = new Map<string, Sourced<string>>();
  for (const type of types) {
    const { name } = type;
    const facts = sources.facts.get(name) ?? [];
    const key = keyOf(type, facts, {
      inUse: says(facts, 'method') || says(facts, 'navigation-property'),
      reached: targets.has(name) || (evidence.returned.has(name) && !parts.has(name)),
      part: parts.has(name),
    });
    if (key) keys.set(name, key);
    if (!hasRoot || type.base || name === rootEntity || !name.startsWith('microsoft.graph.')) continue;
    // Of a type without a page nothing says otherwise.
    const hasPage = facts.length > 0;
    const reached = hasPage
      ? targets.has(name) && says(facts, 'method')
      : targets.has(name) || basesOfEntities.has(name);
    if (key ? key.value === 'id' : reached)
      roots.set(name, {
        value: rootEntity,
        origin: inferredBy('root-of-entities', ...type.origin.places.slice(0, 1)),
      });
  }
  return { keys, roots };
}

function says(facts: readonly Fact[], predicate: Fact['predicate']): boolean {
  return facts.some((fact) => fact.predicate === predicate);
}

/** The root of all entities, where no page describes it. */
function rootOf(known: StructuredType | undefined): StructuredType {
  const origin = inferredBy('root-of-entities', ...(known?.origin.places ?? []));
  const id: Property = {
    name: 'id',
    type: { name: 'Edm.String', collection: false },
    typeOrigin: origin,
    description: '',
    nullable: undefined,
    readOnly: 'key',
    required: undefined,
    values: [],
    origin,
  };
  return {
    name: rootEntity,
    kind: 'entity',
    described: true,
    description: '',
    base: undefined,
    abstract: true,
    open: false,
    media: false,
    key: { value: 'id', origin },
    properties: [id],
    navigation: [],
    returnsAll: undefined,
    origin,
  };
}

interface Use {
  readonly inUse: boolean;
  readonly reached: boolean;
  /** Whether it is the type of a property that is no navigation. */
  readonly part: boolean;
}

/** `keyProperty` of the annotation; else a property called `id`, which is Graph's habit. */
function keyOf(type: StructuredType, facts: readonly Fact[], use: Use): Sourced<string> | undefined {
  const annotated = about(facts, 'key')[0];
  const id = type.properties.find((property) => property.name === 'id');
  // Copied from another page: a part of things, with a key that it does not have.
  const has = type.properties.some((property) => property.name === annotated?.value);
  const strange = !has && type.base === undefined && use.part && !use.inUse && !use.reached;
  if (annotated && !strange) return { value: annotated.value, origin: originOf(annotated.at) };
  if (!id || about(facts, 'type').some(({ value }) => value.complex)) return undefined;
  const identifier = about(facts, 'representation-property').some(
    ({ value }) => value.name === 'id' && /identifier/i.test(String(value.value)),
  );
  const unused = facts.length > 0 && !use.part && !use.inUse && !use.reached;
  const entity = use.inUse || use.reached || type.base !== undefined || (identifier && !use.part) || unused;
  return entity ? { value: 'id', origin: inferredBy('key-is-id', ...id.origin.places) } : undefined;
}

/** A key is never written by clients (OData 4.01, 8.3.1: it is given by the service or by the URL). */
function markKey(properties: readonly Property[], key: Sourced<string> | undefined): readonly Property[] {
  if (!key) return properties;
  return properties.map((property) =>
    property.name === key.value ? { ...property, readOnly: property.readOnly || 'key' } : property,
  );
}

/** For each type: whether every page that returns it promises all of its properties, and where they say so. */
export function promises(
  returned: readonly { readonly type: string; readonly promise: Place | undefined }[],
): ReadonlyMap<string, Origin> {
  const places = new Map<string, Place[]>();
  const broken = new Set<string>();
  for (const { type, promise } of returned) {
    if (!promise) broken.add(type);
    else {
      listAt(places, type).push(promise);
    }
  }
  return new Map(
    [...places].filter(([type]) => !broken.has(type)).map(([type, list]) => [type, originOf(...list)]),
  );
}

/** The types that an operation returns, for `promises`. */
export function returnedTypes(operation: Operation): string[] {
  return gather(operation.responses, (response) =>
    response.status < 300 && response.type?.name?.includes('.') && !response.type.name.startsWith('Edm.')
      ? [response.type.name]
      : [],
  );
}
