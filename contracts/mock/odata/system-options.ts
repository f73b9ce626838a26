import type { Refusal } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import { odataUse, type Use } from './applies.ts';

/** The system query options of a request by their names in lower case and with `$`. */
export type SystemOptions = ReadonlyMap<string, string>;

const onLists = ['$filter', '$orderby', '$top', '$skip', '$count', '$search', '$skiptoken'];
const onAll = ['$select', '$expand', '$format'];
const known = new Set([...onLists, ...onAll, '$deltatoken']);

/** What belongs to following a link or to the form of an answer needs no declaration. */
const undeclared = new Set(['$skiptoken', '$deltatoken', '$format']);

const allowed: Readonly<Record<Use['of'] | 'property' | 'value', ReadonlySet<string>>> = {
  list: new Set([...onLists, ...onAll]),
  delta: known,
  entity: new Set(onAll),
  count: new Set(['$filter', '$search']),
  property: new Set(['$format']),
  value: new Set(['$format']),
};

const noOptions: SystemOptions = new Map();

/**
 * The OData options of a request, or why they are refused; undefined: this operation does not speak OData. Names may be in
 * any letter case and lack the `$` (OData URL Conventions 4.01, 5.1).
 */
export function systemOptions(exchange: Exchange): SystemOptions | Refusal | undefined {
  const use = odataUse(exchange);
  if (!use) return undefined;
  const { query, operation, parts } = exchange;
  if (query.size === 0) return noOptions;
  const found = new Map<string, string>();
  for (const [name, value] of query) {
    const option = optionNamed(name, operation.parameters);
    if (option === undefined) continue;
    const of = exchange.beyond?.kind ?? use.of;
    const refused = refusedOption(option, name, { ...use, of }, parts.options.odata, found);
    if (refused !== undefined) return bad(refused);
    found.set(option, value);
  }
  return found;
}

/** Undefined for what is the API's own: a parameter that the spec declares under this very name, or no option at all. */
function optionNamed(name: string, parameters: Exchange['operation']['parameters']): string | undefined {
  const lower = name.toLowerCase();
  if (known.has(lower)) return lower;
  const declared = parameters.some((parameter) => parameter.in === 'query' && parameter.name === name);
  if (declared) return undefined;
  if (lower.startsWith('$')) return lower;
  return known.has(`$${lower}`) ? `$${lower}` : undefined;
}

function refusedOption(
  option: string,
  name: string,
  { of, declared }: { readonly of: keyof typeof allowed; readonly declared: ReadonlySet<string> },
  setting: 'declared' | 'all' | undefined,
  found: SystemOptions,
): string | undefined {
  if (found.has(option)) return `Query option '${option}' was specified more than once.`;
  if (!known.has(option)) return `Query option '${name}' is not supported by this operation.`;
  if (!allowed[of].has(option))
    return of === 'entity'
      ? `Query option '${option}' can be applied to collections only.`
      : `Query option '${option}' is not supported by this operation.`;
  const strict = (setting ?? (declared.size > 0 ? 'declared' : 'all')) === 'declared';
  if (strict && !declared.has(option) && !undeclared.has(option))
    return `Query option '${option}' is not supported by this operation.`;
  return undefined;
}

/** Options with a grammar of their own, which a schema of the spec cannot judge. */
export function hasGrammar(option: string): boolean {
  return ['$filter', '$select', '$expand', '$orderby', '$search', '$count'].includes(option.toLowerCase());
}

function bad(message: string): Refusal {
  return { status: 400, message };
}
