import type { Fact } from '../dialects/fact.ts';
import type { Operation, Origin, Property, StructuredType, TypeReference } from '../model/description.ts';
import { compareText } from '../model/diagnostic.ts';
import { gather } from '../model/gather.ts';
import { about, inferredBy } from './facts-of.ts';
import { rootEntity } from './inheritance.ts';
import type { ResolvedOperation } from './operations.ts';
import { pathSegments } from './path-segments.ts';
import type { PathTypes } from './path-types.ts';
import type { RowContext } from './properties.ts';
import { simpleName } from './type-names.ts';

/** What paths and Methods tables say of one property that no table of its type lists. */
interface Evidence {
  readonly name: string;
  /** A key follows it, or something is added to it. */
  collection: boolean;
  /** It holds references, or members with keys of their own; a function's result has neither. */
  certain: boolean;
  readonly types: Map<string, number>;
  readonly origins: Origin[];
}

const identifier = /^[a-z][A-Za-z0-9]*$/;
/** Names of functions that paths call without parentheses. */
const verb =
  /^(?:get|find|list|search|is|has|can|calculate|check|compute|export|generate|validate|verify|retrieve|delta|recent|used|used(?:range)|shared|assigned?to|download|upload|preview|copy|create|invite)(?=[A-Z]|$)/;
const plural = /(?:s|children|people|Of|View|data)$/;

/**
 * Navigation properties that only API pages and Methods tables name: `/x/{id}/members` of a type whose tables lack
 * `members`. Only where the owner's type is known and what follows cannot be a function's name: references or keys
 * follow it, things are created in it, or a page lists it under that very name.
 */
export function withInferredNavigation(
  types: readonly StructuredType[],
  operations: readonly ResolvedOperation[],
  facts: ReadonlyMap<string, readonly Fact[]>,
  paths: PathTypes,
  contextOf: (file: string) => RowContext,
): StructuredType[] {
  const found = new Map<string, Map<string, Evidence>>();
  const kinds = new Map(types.map((type) => [type.name, type]));
  const evidence = (owner: string, name: string): Evidence | undefined => {
    const type = kinds.get(owner);
    if (!type?.described || !identifier.test(name) || verb.test(name) || paths.member(owner, name))
      return undefined;
    const own = found.get(owner) ?? new Map<string, Evidence>();
    found.set(owner, own);
    const known = own.get(name.toLowerCase());
    const made = known ?? { name, collection: false, certain: false, types: new Map(), origins: [] };
    own.set(name.toLowerCase(), made);
    return made;
  };
  for (const { operation } of operations) fromPath(operation, paths, evidence);
  for (const [owner, list] of facts) fromMethods(owner, list, contextOf, evidence);
  const added = new Map<string, Property[]>();
  const targets = new Set<string>();
  for (const [owner, own] of found) {
    const list = gather([...own.values()], (one) => propertyFrom(one, kinds));
    if (list.length > 0)
      added.set(
        owner,
        list.sort((a, b) => compareText(a.name, b.name)),
      );
    for (const property of list) if (property.type.name !== undefined) targets.add(property.type.name);
  }
  const spelled = spelledInPaths(operations);
  return types.map((listed) => {
    const type = spelledAsInPaths(listed, spelled);
    const own = added.get(type.name);
    const more = own ? { ...type, navigation: [...type.navigation, ...own] } : type;
    return targets.has(type.name) && kinds.has(rootEntity) ? asEntity(more) : more;
  });
}

/** Lower-case name → how paths write it: the one way in camel case, where there is one. */
function spelledInPaths(operations: readonly ResolvedOperation[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { operation } of operations)
    for (const segment of operation.path.split('/')) {
      if (!identifier.test(segment) || !/[A-Z]/.test(segment)) continue;
      const key = segment.toLowerCase();
      const known = found.get(key) ?? segment;
      found.set(key, known === segment ? segment : '');
    }
  return found;
}

/** A table without capitals is not to be trusted where paths have them. */
function spelledAsInPaths(type: StructuredType, spelled: ReadonlyMap<string, string>): StructuredType {
  const better = (name: string) => (/^[a-z]+$/.test(name) ? spelled.get(name) || undefined : undefined);
  if (!type.navigation.some(({ name }) => better(name))) return type;
  const navigation = type.navigation.map((one) => ({ ...one, name: better(one.name) ?? one.name }));
  return { ...type, navigation };
}

/** What others navigate to is an entity. */
function asEntity(type: StructuredType): StructuredType {
  if (type.kind === 'entity' || type.base || !type.described) return type;
  const origin = inferredBy('root-of-entities', ...type.origin.places.slice(0, 1));
  return { ...type, kind: 'entity', base: { value: rootEntity, origin } };
}

type Find = (owner: string, name: string) => Evidence | undefined;

function fromPath(operation: Operation, paths: PathTypes, find: Find): void {
  if (operation.kind === 'function' || operation.kind === 'action') return;
  const segments = pathSegments(operation.path)?.segments ?? [];
  const reference = segments.at(-1) === '$ref';
  const plain = /^\$(?:ref|count|value)$/.test(segments.at(-1) ?? '') ? segments.slice(0, -1) : segments;
  const keyed = plain.at(-1)?.startsWith('{') === true;
  const at = keyed ? plain.length - 2 : plain.length - 1;
  const name = plain[at] ?? '';
  if (at < 1 || !identifier.test(name)) return;
  const owner = paths.reached(plain.slice(0, at));
  if (!owner || owner.collection) return;
  const answer = answerOf(operation);
  const listed = answer !== undefined && (keyed || saysName(operation, name, answer));
  if (!reference && !listed) return;
  const one = find(owner.name, name);
  if (!one) return;
  one.collection ||= keyed || answer?.collection === true || (reference && operation.method === 'post');
  one.certain ||= reference || keyed || operation.method === 'patch';
  if (answer?.name !== undefined) one.types.set(answer.name, (one.types.get(answer.name) ?? 0) + 1);
  one.origins.push(operation.origin);
}

/** Whether the page is one that lists or gets just this: "List transitiveMembers". */
function saysName(operation: Operation, name: string, answer: TypeReference): boolean {
  const title = operation.title.toLowerCase();
  if (!/^(?:list|get|create|add|post|read|retrieve|update)\b/.test(title) || title.includes(':'))
    return false;
  if (operation.method === 'post') return operation.kind === 'create' && plural.test(name);
  if (operation.method !== 'get' && operation.method !== 'patch') return false;
  const words = title.replace(/[^a-z0-9]/g, '');
  const said = words.includes(name.toLowerCase()) || words.includes(name.toLowerCase().replace(/s$/, ''));
  return said && (answer.collection ? plural.test(name) : operation.kind !== 'list');
}

function answerOf(operation: Operation): TypeReference | undefined {
  const success = operation.responses.find((response) => response.status < 300 && response.type);
  const name = success?.type?.name;
  return name === undefined || name.startsWith('Edm.') ? undefined : success?.type;
}

/**
 * `[List members](../api/x-list-members.md)` on x's own page, with what it returns: pages are named
 * `type-verb-property`, and the title has the property's letter case.
 */
function fromMethods(
  owner: string,
  facts: readonly Fact[],
  contextOf: (file: string) => RowContext,
  find: Find,
): void {
  for (const fact of about(facts, 'method')) {
    const { target, title, returns } = fact.value;
    const page = /([\w-]+)\.md/i.exec((target ?? '').toLowerCase())?.[1] ?? '';
    const named = /^(?:[\w-]+-)?(\w+)-(list|post|get)-(\w+)$/.exec(page);
    if (!named || !returns || /function|action|:/i.test(title)) continue;
    if (named[1] !== simpleName(owner).toLowerCase() && named[1] !== pageOf(fact.subject.file)) continue;
    const name = title.split(/[^A-Za-z0-9]+/).find((word) => word.toLowerCase() === named[3]);
    const { names, namespace } = contextOf(fact.subject.file);
    const type = names.known(returns, namespace);
    if (name === undefined || type === undefined || type === owner) continue;
    const collection = named[2] === 'post' || returns.collection;
    if (collection && !plural.test(name)) continue;
    const one = find(owner, name);
    if (!one) continue;
    one.collection ||= collection;
    // A page that lists parts of a thing lists entities: nothing else has pages of its own below it.
    one.certain ||= collection;
    one.types.set(type, (one.types.get(type) ?? 0) + 1);
    one.origins.push({ places: [fact.at] });
  }
}

function pageOf(file: string): string {
  return (/([\w-]+)\.md$/i.exec(file)?.[1] ?? '').toLowerCase();
}

/** The property, if its target is an entity: others are complex properties, which tables alone declare. */
function propertyFrom(one: Evidence, types: ReadonlyMap<string, StructuredType>): Property[] {
  const sorted = [...one.types].sort(([a, x], [b, y]) => y - x || compareText(a, b));
  const [type] = sorted[0] ?? [];
  if (type === undefined) return [];
  if (!one.certain && types.get(type)?.kind !== 'entity') return [];
  const places = gather(one.origins, (origin) => origin.places);
  const origin = inferredBy('navigation-of-paths', ...places.slice(0, 8));
  return [
    {
      name: one.name,
      type: { name: type, collection: one.collection },
      typeOrigin: origin,
      description: '',
      nullable: undefined,
      readOnly: false,
      required: undefined,
      values: [],
      origin,
    },
  ];
}
