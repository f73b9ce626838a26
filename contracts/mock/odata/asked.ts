import type { Refusal } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import { preferences } from '../prefer.ts';
import type { Resource } from '../resources.ts';
import { isGraph } from './applies.ts';
import { readOrFault } from './fault.ts';
import { type Asked, type Query, readQuery } from './query.ts';
import { type SystemOptions, systemOptions } from './system-options.ts';
import { typeOf, unknown } from './types.ts';

/** The options of a request, read. */
export interface ReadOptions {
  readonly system: SystemOptions;
  readonly query: Query;
  /** Without what describes the data: `odata.metadata=none`. */
  readonly bare: boolean;
  /** Rows of a page, if the caller prefers a number. */
  readonly maxPageSize: number | undefined;
}

/** What a request without options asks. */
export const nothing: Query = {
  filter: undefined,
  search: undefined,
  orders: [],
  top: undefined,
  skip: 0,
  count: false,
  select: undefined,
  expand: [],
};

/** What rows of a resource are asked by. */
export function askedOf({ parts: { api } }: Exchange, { entity }: Resource): Asked {
  const type = entity ? typeOf(api, entity) : unknown;
  return { api, type: type.kind === 'object' ? type : unknown, fold: isGraph(api) };
}

export function readOptions(exchange: Exchange, resource: Resource): ReadOptions | Refusal {
  const system = systemOptions(exchange) ?? new Map<string, string>();
  if ('status' in system) return system;
  const { fields } = exchange;
  const format = system.get('$format');
  const refused = format === undefined ? undefined : formatFault(format);
  if (refused) return refused;
  const bare = /metadata=none/i.test(format ?? fields.get('accept') ?? '');
  const maxPageSize = maxPageSizeOf(fields);
  if (system.size === 0) return { system, query: nothing, bare, maxPageSize };
  const read = readOrFault(() => readQuery(system, askedOf(exchange, resource)));
  return 'fault' in read
    ? { status: 400, message: read.fault.message }
    : { system, query: read.value, bare, maxPageSize };
}

/** The mock speaks JSON. */
function formatFault(format: string): Refusal | undefined {
  if (/^(application\/)?json\s*(;.*)?$/i.test(format.trim())) return undefined;
  const isType = /^[a-z]+$|^[\w.+-]+\/[\w.+*-]+\s*(;.*)?$/i.test(format.trim());
  return isType
    ? { status: 406, message: `The format '${format}' of $format is not supported: application/json.` }
    : { status: 400, message: `Invalid value '${format}' for $format query option found.` };
}

function maxPageSizeOf(fields: Exchange['fields']): number | undefined {
  if (!fields.has('prefer')) return undefined;
  const sent = preferences(fields);
  const size = sent.get('odata.maxpagesize') ?? sent.get('maxpagesize');
  return size !== undefined && /^[1-9]\d{0,8}$/.test(size) ? Number(size) : undefined;
}

/** The key, which stands in every answer whatever is selected. */
export function keyNames(resource: Resource): ReadonlySet<string> {
  const key = resource.kind === 'collection' ? resource.key?.property : undefined;
  return new Set([key ?? 'id']);
}
