import type { Fact } from '../dialects/fact.ts';
import type { ApiDescription, Property, Sourced } from '../model/description.ts';
import { compareText, type Diagnostic, type Result } from '../model/diagnostic.ts';
import { gather } from '../model/gather.ts';
import { isArray, isObject, member, stringMember } from '../model/json.ts';
import { listAt } from '../model/list-at.ts';
import { namesOfAbsentPages } from './absent-pages.ts';
import { withOwnNames } from './copied-names.ts';
import { enumTypes } from './enum-types.ts';
import { about, byPage, inferredBy, originOf, type PageFacts } from './facts-of.ts';
import { withInferredNavigation } from './inferred-navigation.ts';
import { baseTypes } from './inheritance.ts';
import { operationsOf, type ResolvedOperation } from './operations.ts';
import { checkPages } from './page-checks.ts';
import { pageContent } from './page-content.ts';
import { PathTypes } from './path-types.ts';
import { isPlain, plainDescription } from './plain/plain-description.ts';
import { namesOfPluralHeadings } from './plural-headings.ts';
import { propertyOfValue, type RowContext } from './properties.ts';
import { requestTargets } from './request-lines.ts';
import { withSharedRows } from './shared-rows.ts';
import {
  promises,
  returnedTypes,
  structuredTypes,
  type TypeEvidence,
  type TypeSources,
} from './structured-types.ts';
import { TypeBases } from './type-bases.ts';
import { factsByType, typeRows } from './type-facts.ts';
import { simpleName, TypeNames } from './type-names.ts';

/**
 * Facts to one description. Where facts contradict each other a fixed precedence decides (a type's table, its
 * annotation, its representation, other pages' tables, examples, prose), and each contradiction is a diagnostic.
 */
export function resolve(facts: readonly Fact[]): Result<ApiDescription> {
  const diagnostics: Diagnostic[] = [];
  const all = byPage(facts);
  checkPages(all, diagnostics);
  const reference = all.filter((page) => !isPlain(page));
  const pages = withOwnNames(reference, diagnostics);
  const ordered = gather(pages, (page) => page.facts);
  const names = new TypeNames(ordered, namesOfPluralHeadings(ordered));
  names.learn(namesOfAbsentPages(ordered, names));
  const contexts = new Map(pages.map((page) => [page.file, contextOfPage(page, names, diagnostics)]));
  const contextOf = (file: string): RowContext =>
    contexts.get(file) ?? { names, namespace: standardNamespace, diagnostics };
  const enums = enumTypes(ordered, contextOf);
  const enumNames = new Set(enums.map((type) => type.name));
  const byType = factsByType(ordered, names, enumNames);
  const rows = new Map([...byType].map(([name, list]) => [name, typeRows(list, enumNames, contextOf)]));
  const stated = baseTypes(byType, contextOf);
  const sources: TypeSources = { facts: byType, rows, bases: withSharedRows(stated, byType, rows) };
  const contents = pages.map((page) => pageContent(page.file, page.facts, contextOf(page.file)));
  const targets = requestTargets(pages, diagnostics);
  const bases = new TypeBases(sources.bases);
  const paths = new PathTypes(sources, bases, pages, contextOf);
  const operations = operationsOf(targets, {
    pages: contents,
    contextOf,
    addressed: (path, without) => paths.addressed(path, without),
    bases,
    diagnostics,
  });
  const evidence = evidenceOf(operations, names, contextOf);
  const declared = structuredTypes(sources, enumNames, evidence, contextOf);
  const types = withInferredNavigation(declared, operations, byType, paths, contextOf);
  diagnostics.push(...names.diagnostics());
  const value = {
    servers: serversOf(pages),
    types,
    enumTypes: enums,
    operations: operations.map((o) => o.operation),
  };
  const plain = all.filter(isPlain);
  return { value: plain.length === 0 ? value : withPlain(value, plain, diagnostics), diagnostics };
}

/** Adds what pages of plain conventions describe; they name the API only where no reference page does. */
function withPlain(
  own: ApiDescription,
  pages: readonly PageFacts[],
  diagnostics: Diagnostic[],
): ApiDescription {
  const { title, servers, types, operations } = plainDescription(pages, own.operations, diagnostics);
  const alone = own.operations.length === 0;
  const known = new Set(own.types.map((type) => type.name));
  return {
    title: alone ? title : undefined,
    servers: alone ? servers : own.servers,
    types: [...own.types, ...types.filter((type) => !known.has(type.name))].sort((a, b) =>
      compareText(a.name, b.name),
    ),
    enumTypes: own.enumTypes,
    operations: [...own.operations, ...operations].sort(
      (a, b) => compareText(a.path, b.path) || compareText(a.method, b.method),
    ),
  };
}

/** What a page means that says no "Namespace:". */
const standardNamespace = 'microsoft.graph';

function contextOfPage(page: PageFacts, names: TypeNames, diagnostics: Diagnostic[]): RowContext {
  const stated = about(page.facts, 'namespace')[0]?.value;
  const type = about(page.facts, 'type')[0]?.subject.name;
  const own = type?.includes('.') ? type.slice(0, type.lastIndexOf('.')) : undefined;
  return { names, namespace: own ?? stated ?? standardNamespace, diagnostics };
}

function evidenceOf(
  operations: readonly ResolvedOperation[],
  names: TypeNames,
  contextOf: (file: string) => RowContext,
): TypeEvidence {
  const rows = new Map<string, Property[]>();
  const shown = new Map<string, Property[]>();
  const returned: { type: string; promise: ReturnType<typeof pageContent>['promise'] }[] = [];
  const add = (map: Map<string, Property[]>, type: string, found: readonly Property[]) => {
    listAt(map, type).push(...found);
  };
  for (const { operation, page } of operations) {
    const sent = operation.requestBody?.type?.name;
    if (sent !== undefined) add(rows, sent, page.bodyRows);
    for (const type of returnedTypes(operation)) returned.push({ type, promise: page.promise });
    for (const response of operation.responses) {
      const type = response.type?.name;
      if (type === undefined || names.isDescribed(type)) continue;
      add(
        shown,
        type,
        gather(response.examples, (example) => membersOf(example, type, contextOf(page.file))),
      );
    }
  }
  const answered = new Set(returned.map(({ type }) => type));
  return { rows, shown, returnsAll: promises(returned), returned: answered, named: names.missing };
}

/** What a type can declare: neither an annotation nor a name that a client made, such as an id. */
const propertyName = /^[A-Za-z_][\w.]*$/;

/** The members of an answered object, or of the first one of a list, where it is not of a derived type. */
function membersOf(
  example: ResolvedOperation['operation']['responses'][number]['examples'][number],
  type: string,
  context: RowContext,
): Property[] {
  const wrapped = member(example.value, 'value');
  const object = isArray(wrapped) ? wrapped[0] : isObject(wrapped) ? wrapped : example.value;
  const at = example.origin.places[0];
  if (!isObject(object) || !at) return [];
  const told = stringMember(object, '@odata.type');
  if (told !== undefined && simpleName(told).toLowerCase() !== simpleName(type).toLowerCase()) return [];
  return Object.entries(object)
    .filter(([name]) => propertyName.test(name))
    .map(([name, value]) => propertyOfValue({ name, value, at }, 'type-from-example', context));
}

/** The origin that example URLs show most; single wrong ones do not make a server. */
function serversOf(pages: readonly PageFacts[]): Sourced<string>[] {
  const found = new Map<string, Sourced<string> & { count: number }>();
  for (const page of pages) {
    for (const fact of page.facts) {
      const url = fact.predicate === 'example-request' ? fact.value.url : undefined;
      const origin = /^https?:\/\/[^/?\s]+\/(?:v1\.0|beta)(?=[/?]|$)/i.exec(url ?? '')?.[0];
      if (origin === undefined) continue;
      const known = found.get(origin);
      if (known) known.count++;
      else found.set(origin, { value: origin, origin: originOf(fact.at), count: 1 });
    }
  }
  const [most] = [...found.values()].sort((a, b) => b.count - a.count || compareText(a.value, b.value));
  if (most) return [{ value: most.value, origin: most.origin }];
  return [{ value: 'https://graph.microsoft.com/v1.0', origin: inferredBy('standard-server') }];
}
