import type { Api } from '../../../generator/openapi/api.ts';
import { bind } from './bind.ts';
import type { Binding, Bound } from './bound.ts';
import { type Clause, clausesOf, splitParentheses } from './clauses.ts';
import { QueryFault } from './fault.ts';
import { described } from './operate.ts';
import { type Order, readOrder } from './order.ts';
import { parseExpression } from './parser.ts';
import { readSearch, type Search } from './search.ts';
import { readSelect, type Selection } from './select.ts';
import type { SystemOptions } from './system-options.ts';
import { isNavigation, propertiesOfType, propertyNamed, type Type, typeNamed, typeOf } from './types.ts';

/** What a request asks of rows of one type. */
export interface Query {
  readonly filter: Bound | undefined;
  readonly search: Search | undefined;
  readonly orders: readonly Order[];
  readonly top: number | undefined;
  readonly skip: number;
  readonly count: boolean;
  readonly select: Selection | undefined;
  readonly expand: readonly Expand[];
}

export interface Expand {
  /** As the spec writes it. */
  readonly name: string;
  /** Of the property; of a list, its items are what the query is about. */
  readonly type: Type;
  readonly query: Query;
  /** How many times the property is followed; 1 but for `$levels`. */
  readonly levels: number;
}

export interface Asked {
  readonly api: Api;
  /** Of the rows. */
  readonly type: Type;
  readonly fold: boolean;
}

const nested = new Set([
  '$select',
  '$filter',
  '$orderby',
  '$top',
  '$skip',
  '$count',
  '$expand',
  '$search',
  '$levels',
]);
const deepestExpand = 6;
const mostLevels = 5;

/** Reads all options; a fault says which one it is about. */
export function readQuery(options: SystemOptions, asked: Asked, depth = 0): Query {
  const { api, type, fold } = asked;
  const binding: Binding = { api, it: type, variables: [], fold };
  const option = <T>(name: string, read: (value: string) => T): T | undefined => {
    const value = options.get(name);
    return value === undefined ? undefined : explained(name, () => read(value));
  };
  return {
    filter: option('$filter', (value) => readFilter(value, binding)),
    search: option('$search', (value) => readSearch(api, type, value)),
    orders: option('$orderby', (value) => readOrder(value, binding)) ?? [],
    top: option('$top', (value) => wholeNumber('$top', value)),
    skip: option('$skip', (value) => wholeNumber('$skip', value)) ?? 0,
    count: option('$count', readCount) ?? false,
    select: option('$select', (value) => readSelect(api, type, value)),
    expand: option('$expand', (value) => readExpand(value, asked, depth)) ?? [],
  };
}

const prefixes: Readonly<Record<string, string>> = {
  $filter: 'Invalid filter clause: ',
  $orderby: 'Invalid orderby clause: ',
  $select: 'Parsing OData Select and Expand failed: ',
  $expand: 'Parsing OData Select and Expand failed: ',
};

function explained<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (fault) {
    if (!(fault instanceof QueryFault)) throw fault;
    const prefix = prefixes[name] ?? '';
    // A fault of an option within another one has its words already.
    const said = Object.values(prefixes).some((words) => fault.message.startsWith(words));
    throw new QueryFault(
      said ? fault.message : `${prefix}${fault.message}${/[.]$/.test(fault.message) ? '' : '.'}`,
    );
  }
}

/** Expressions as they were understood for a type: the same few are asked again and again. */
const filters = new WeakMap<Api, Map<string, Bound>>();
const mostFilters = 500;

function readFilter(value: string, binding: Binding): Bound {
  const { api, it } = binding;
  const known = filters.get(api) ?? new Map<string, Bound>();
  filters.set(api, known);
  const key = `${binding.fold} ${it.kind === 'object' ? it.schema.pointer : ''} ${value}`;
  const before = known.get(key);
  if (before) return before;
  const bound = bind(parseExpression(value), binding);
  if (!['boolean', 'unknown', 'null'].includes(bound.type.kind))
    throw new QueryFault(
      `The $filter expression must evaluate to a single boolean value, not ${described(bound)}`,
    );
  if (known.size >= mostFilters) known.clear();
  known.set(key, bound);
  return bound;
}

function wholeNumber(name: string, value: string): number {
  const number = Number(value.trim());
  if (/^\d{1,15}$/.test(value.trim())) return number;
  throw new QueryFault(
    `Invalid value '${value}' for ${name} query option found. The ${name} query option requires a non-negative integer value.`,
  );
}

function readCount(value: string): boolean {
  const word = value.trim().toLowerCase();
  if (word === 'true' || word === 'false') return word === 'true';
  throw new QueryFault(
    `Invalid value '${value}' for $count query option found. Valid values are 'true' and 'false'.`,
  );
}

function readExpand(value: string, asked: Asked, depth: number): readonly Expand[] {
  if (depth >= deepestExpand) throw new QueryFault(`$expand nests deeper than ${deepestExpand} levels`);
  return clausesOf({ text: value, at: 0 }, ',').flatMap((clause) => {
    const { name, inner } = splitParentheses(clause);
    if (name.text === '*') return everyNavigation(asked);
    return [expandOf(name, inner, asked, depth)];
  });
}

function everyNavigation({ api, type, fold }: Asked): readonly Expand[] {
  const of = type.kind === 'object' ? [...propertiesOfType(api, type)] : [];
  return of
    .filter(({ schema }) => isNavigation(api, schema))
    .map(({ name, schema }) => {
      const found = typeOf(api, schema);
      const query = readQuery(new Map(), { api, type: itemOf(found), fold });
      return { name, type: found, query, levels: 1 };
    });
}

function expandOf(
  clause: Clause,
  inner: Clause | undefined,
  { api, type, fold }: Asked,
  depth: number,
): Expand {
  const segments = clause.text.split('/');
  const name = segments.at(-1) ?? '';
  if (name.startsWith('$')) throw new QueryFault(`The mock does not know '/${name}' in $expand`, clause.at);
  const declaring = segments.slice(0, -1).reduce((of: Type, cast) => castTo(api, of, cast, clause.at), type);
  const property = declaring.kind === 'object' ? propertyNamed(api, declaring, name) : undefined;
  if (!property || property === 'open' || name === '')
    throw new QueryFault(`Could not find a property named '${name}' on type '${declaring.name}'`, clause.at);
  const found = typeOf(api, property.schema);
  const target = itemOf(found);
  if (target.kind !== 'object' && !isNavigation(api, property.schema))
    throw new QueryFault(
      `Property '${name}' on type '${declaring.name}' is not a navigation property, and only these can be expanded`,
      clause.at,
    );
  const options = nestedOptions(inner);
  const levels = options.get('$levels');
  return {
    name: property.name,
    type: found,
    query: readQuery(options, { api, type: target, fold }, depth + 1),
    levels: levels === undefined ? 1 : readLevels(levels),
  };
}

function castTo(api: Api, of: Type, name: string, at: number): Type {
  const target = name.includes('.') ? typeNamed(api, name) : undefined;
  if (target) return target;
  throw new QueryFault(`The mock expands properties of '${of.name}', not of its '${name}'`, at);
}

function itemOf(type: Type): Type {
  return type.kind === 'list' ? type.of : type;
}

function nestedOptions(inner: Clause | undefined): SystemOptions {
  const options = new Map<string, string>();
  if (!inner) return options;
  for (const { text, at } of clausesOf(inner, ';')) {
    const equals = text.indexOf('=');
    const written = text.slice(0, Math.max(0, equals)).trim().toLowerCase();
    const name = written.startsWith('$') ? written : `$${written}`;
    if (!nested.has(name)) throw new QueryFault(`Syntax error: '${text}' is no option within $expand`, at);
    if (options.has(name)) throw new QueryFault(`Query option '${name}' was specified more than once`, at);
    options.set(name, text.slice(equals + 1).trim());
  }
  return options;
}

function readLevels(value: string): number {
  if (value.toLowerCase() === 'max') return mostLevels;
  return Math.min(wholeNumber('$levels', value), mostLevels);
}
