import type {
  OperationKind,
  PathParameter,
  QueryOption,
  Response,
  TypeReference,
} from '../model/description.ts';
import { gather } from '../model/gather.ts';
import { inferredBy, originOf } from './facts-of.ts';
import type { Messages } from './messages.ts';
import type { PageContent } from './page-content.ts';
import { type DocumentedParameter, pageParameters } from './page-parameters.ts';
import type { RowContext } from './properties.ts';
import type { RequestTarget } from './request-lines.ts';

const tables = new WeakMap<PageContent, ReadonlyMap<string, DocumentedParameter>>();

/** A page's tables are read once, for however many operations. */
function tableOf(page: PageContent): ReadonlyMap<string, DocumentedParameter> {
  const known = tables.get(page) ?? pageParameters(page.facts);
  tables.set(page, known);
  return known;
}

/** Where a parameter of an operation is documented: its main page first. */
function rowOf(pages: readonly PageContent[], name: string): DocumentedParameter | undefined {
  for (const page of pages) {
    const row = tableOf(page).get(name.toLowerCase());
    if (row) return row;
  }
  return undefined;
}

/** What stands in an operation's path and query, as its request lines and the tables of its pages say. */
export function parametersOf(
  target: RequestTarget,
  { kind, responses }: Messages,
  pages: readonly PageContent[],
  context: RowContext,
): { pathParameters: PathParameter[]; queryOptions: QueryOption[] } {
  const documented = pages.some((page) => tableOf(page).size > 0);
  const inCall = new Set(
    [...target.path.matchAll(/[(,]([A-Za-z_]\w*)=/g)].map((match) => (match[1] ?? '').toLowerCase()),
  );
  const pathParameters = target.parameters.map((parameter): PathParameter => {
    const row = documented
      ? (rowOf(pages, parameter.name) ?? rowOf(pages, kebab(parameter.name)))
      : undefined;
    const argument = inCall.has(parameter.name.toLowerCase()) ? row : undefined;
    const { name, placeholder, quoted = false } = parameter;
    const said = { description: row?.description ?? '', values: argument?.values };
    return { name, placeholder, ...said, type: typeOf(argument, context), quoted };
  });
  const options = new Map<string, QueryOption>();
  for (const page of pages)
    for (const option of page.queryOptions) if (!options.has(option.name)) options.set(option.name, option);
  for (const option of [
    ...aliasesOf(target, pages, context),
    ...queryOf(target, pages, context),
    ...argumentsOf(target, kind, pages, context),
    ...unnamedOptions(kind, responses, pages),
  ]) {
    const known = options.get(option.name);
    if (!known) options.set(option.name, option);
    else if (option.required && !/\boptional\b/i.test(known.description))
      options.set(option.name, { ...known, required: true });
  }
  return { pathParameters, queryOptions: [...options.values()] };
}

const ofLists = ['$count', '$expand', '$filter', '$orderby', '$search', '$select', '$skip', '$top'];
const ofSingles = ['$expand', '$select'];

/** A page that says that OData's options are supported and names none means those that fit the answer. */
function unnamedOptions(
  kind: OperationKind,
  responses: readonly Response[],
  pages: readonly PageContent[],
): QueryOption[] {
  const namesNone = (page: PageContent) => page.queryOptions.every(({ name }) => !name.startsWith('$'));
  const page = pages.find((one) => namesNone(one) && one.odataOptions);
  const at = page?.odataOptions;
  if (!page || !at || (kind !== 'list' && kind !== 'function' && kind !== 'get')) return [];
  const answers = responses.filter(({ status }) => status < 300);
  const one = answers.length > 0 && answers.every(({ type }) => type?.name !== undefined && !type.collection);
  const fitting = kind === 'get' || (kind === 'function' && one) ? ofSingles : ofLists;
  return fitting
    .filter((name) => !page.withoutOptions.has(name))
    .map((name) => ({
      name,
      type: undefined,
      description: '',
      required: false,
      origin: inferredBy('odata-query-options', at),
    }));
}

/** `itemPath` is `item-path` in tables. */
function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function typeOf(row: DocumentedParameter | undefined, context: RowContext): TypeReference | undefined {
  return row?.type && context.names.reference(row.type, context.namespace, row.at);
}

/**
 * Options that the request lines show in their query. A parameter of the API's own that no line leaves out is
 * required; OData's options (`?$select=a`) never are, but for the address of a reference to delete (`$id`).
 */
function queryOf(target: RequestTarget, pages: readonly PageContent[], context: RowContext): QueryOption[] {
  const shown = target.queries.map(
    (query) =>
      new Set(
        query
          .split('&')
          .map((pair) => (pair.split('=')[0] ?? '').trim())
          .filter((name) => /^[$@]?[A-Za-z][\w.-]*$/.test(name)),
      ),
  );
  return [...new Set(gather(shown, (names) => [...names]))].map((name) => {
    const always = (!name.startsWith('$') || name === '$id') && shown.every((names) => names.has(name));
    return option(name, rowOf(pages, name), always, target, context);
  });
}

/** `f(a=@p)`: the value stands in the query as `@p`. */
function aliasesOf(target: RequestTarget, pages: readonly PageContent[], context: RowContext): QueryOption[] {
  return target.aliases.map(({ alias, argument }) =>
    option(alias, rowOf(pages, argument) ?? rowOf(pages, alias), true, target, context),
  );
}

/**
 * What a function's table lists and its request line does not hold: parameters that may be left out. They are given
 * as query options of their name (OData protocol 4.01, 11.5.4.1.1: implicit parameter aliases).
 */
function argumentsOf(
  target: RequestTarget,
  kind: OperationKind,
  pages: readonly PageContent[],
  context: RowContext,
): QueryOption[] {
  const last = target.path.slice(target.path.lastIndexOf('/') + 1);
  if (target.method !== 'get' || last.includes('(') || last.startsWith('{') || last.startsWith('$'))
    return [];
  const inPath = new Set(target.parameters.map((parameter) => parameter.name.toLowerCase()));
  const rows = gather(pages, (page) => [...tableOf(page).values()]);
  return rows
    .filter((row) => row.table === 'function' || (row.table !== 'query' && kind === 'function'))
    .filter((row) => !inPath.has(row.name.toLowerCase()) && !inPath.has(camel(row.name)))
    .map((row) => option(row.name, row, row.required === true, target, context));
}

function camel(name: string): string {
  return name.toLowerCase().replace(/[-_\s]/g, '');
}

function option(
  name: string,
  row: DocumentedParameter | undefined,
  required: boolean,
  target: RequestTarget,
  context: RowContext,
): QueryOption {
  return {
    name,
    type: typeOf(row, context),
    description: row?.description ?? '',
    values: row?.values,
    required: required && row?.required !== false,
    origin: row ? originOf(row.at, ...target.places) : originOf(...target.places),
  };
}
