import type { Fact } from '../dialects/fact.ts';
import type {
  Origin,
  PermissionSet,
  Property,
  QueryOption,
  RequestHeader,
  Sourced,
} from '../model/description.ts';
import { gather } from '../model/gather.ts';
import type { Place } from '../model/place.ts';
import { about, originOf, saidDeprecated } from './facts-of.ts';
import { permissionSets } from './permission-sets.ts';
import { propertyOf, type RowContext } from './properties.ts';

/** What an API page says of all its operations. */
export interface PageContent {
  readonly file: string;
  readonly facts: readonly Fact[];
  readonly title: string;
  readonly description: string;
  readonly notes: readonly Sourced<string>[];
  readonly deprecated: Origin | undefined;
  readonly permissions: readonly PermissionSet[];
  readonly headers: readonly RequestHeader[];
  readonly queryOptions: readonly QueryOption[];
  /** Where it says that OData's query options are supported, without their names. */
  readonly odataOptions: Place | undefined;
  /** Those that it says are not. */
  readonly withoutOptions: ReadonlySet<string>;
  readonly bodyRows: readonly Property[];
  /** Path and function parameters by name. */
  readonly parameters: ReadonlyMap<string, string>;
  /** The sentence that promises that all properties are returned. */
  readonly promise: Place | undefined;
  /** What a create page's table lists is required. */
  readonly requiredWhen: 'create' | 'update' | undefined;
}

export function pageContent(file: string, facts: readonly Fact[], context: RowContext): PageContent {
  const parameters = [...about(facts, 'path-parameter'), ...about(facts, 'function-parameter')];
  return {
    file,
    facts,
    title: about(facts, 'title')[0]?.value ?? '',
    description: about(facts, 'description')
      .map((fact) => fact.value)
      .join('\n\n'),
    notes: about(facts, 'note').map((fact) => ({
      value:
        fact.value.label === '' ? fact.value.markdown : `**${fact.value.label}:** ${fact.value.markdown}`,
      origin: originOf(fact.at),
    })),
    deprecated: saidDeprecated(facts),
    permissions: permissionSets(facts),
    headers: headersOf(facts),
    queryOptions: queryOptions(facts, context),
    odataOptions: about(facts, 'query-options').find((fact) => fact.value.all)?.at,
    withoutOptions: new Set(gather(about(facts, 'query-options'), ({ value }) => value.without)),
    bodyRows: about(facts, 'body-property').map((fact) => propertyOf(fact, context)),
    parameters: new Map(parameters.map((fact) => [fact.value.name.toLowerCase(), fact.value.description])),
    promise: about(facts, 'returns-all-properties')[0]?.at,
    requiredWhen: about(facts, 'required-when')[0]?.value.when,
  };
}

/** One parameter a header: `Prefer` has a row for each preference on some pages. Rows go before sentences. */
function headersOf(facts: readonly Fact[]): RequestHeader[] {
  const found = new Map<string, RequestHeader>();
  const rows = about(facts, 'header');
  for (const fact of [...rows.filter(isRow), ...rows.filter((one) => !isRow(one))]) {
    const { name, description, required } = fact.value;
    const key = name.toLowerCase();
    const known = found.get(key);
    if (!known) found.set(key, { name, description, required, origin: originOf(fact.at) });
    else if (isRow(fact))
      found.set(key, {
        name: known.name,
        description: [...new Set([known.description, description])]
          .filter((text) => text !== '')
          .join('\n\n'),
        required: known.required || required,
        origin: originOf(...known.origin.places, fact.at),
      });
  }
  return [...found.values()];
}

const isRow = (fact: { readonly kind: string }) => fact.kind === 'table';

/** Rows of a table, then the options that sentences name; `$select` twice is one option with two places. */
function queryOptions(facts: readonly Fact[], context: RowContext): QueryOption[] {
  const found = new Map<string, QueryOption>();
  const inCall = argumentNames(facts);
  for (const { value, at } of about(facts, 'query-option')) {
    if (inCall.has(value.name.toLowerCase())) continue;
    const type = value.type && context.names.reference(value.type, context.namespace, at);
    const { name, description } = value;
    if (/^[\w$@.-]+$/.test(name) && !found.has(name))
      found.set(name, { name, type, description, required: value.required ?? false, origin: originOf(at) });
  }
  for (const fact of about(facts, 'query-options')) {
    for (const { value: name, at } of fact.value.names) {
      const option = { name, type: undefined, description: '', required: false, origin: originOf(at) };
      if (!found.has(name)) found.set(name, option);
    }
  }
  return [...found.values()];
}

/** What the page's own request lines give to a function in its call, in lower case: no part of the query. */
function argumentNames(facts: readonly Fact[]): ReadonlySet<string> {
  return new Set(
    gather(about(facts, 'request-line'), ({ value }) =>
      [...value.path.matchAll(/[(,]\s*([A-Za-z_]\w*)\s*=/g)].map((match) => (match[1] ?? '').toLowerCase()),
    ),
  );
}
