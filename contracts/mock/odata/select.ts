import { isArray, isObject, type Json } from '../../../generator/model/json.ts';
import type { Api } from '../../../generator/openapi/api.ts';
import { objectOf } from '../store.ts';
import { type Clause, clausesOf } from './clauses.ts';
import { QueryFault } from './fault.ts';
import { propertyNamed, type Type, typeNamed, typeOf } from './types.ts';

/** What is chosen of an object: all of a member, or a part of it. `all`: every member that is no navigation. */
export interface Selection {
  readonly all: boolean;
  readonly members: ReadonlyMap<string, Selection>;
}

interface Draft {
  all: boolean;
  readonly members: Map<string, Draft>;
}

/** Reads `$select`; the names come out as the spec writes them. */
export function readSelect(api: Api, type: Type, value: string): Selection {
  const root: Draft = { all: false, members: new Map() };
  for (const item of clausesOf({ text: value, at: 0 }, ',')) add(api, type, root, item);
  return root;
}

function add(api: Api, type: Type, root: Draft, item: Clause): void {
  if (item.text === '') throw new QueryFault('Syntax error: the name of a property is expected', item.at);
  let at = item.at;
  let into = root;
  let of: Type = type;
  for (const name of item.text.split('/')) {
    if (name === '*' || /^[\w.]+\.\*$/.test(name)) {
      into.all = true;
      return;
    }
    if (!/^@?[\p{L}_][\p{L}\p{N}_.-]*$/u.test(name))
      throw new QueryFault(`Syntax error: '${name}' is not the name of a property`, at);
    const next = stepTo(api, of, name, at);
    of = next.type;
    at += name.length + 1;
    if (next.name === undefined) continue;
    const known: Draft = into.members.get(next.name) ?? { all: false, members: new Map() };
    into.members.set(next.name, known);
    into = known;
  }
  into.all = true;
}

/** A property of a type, or the type that a name casts to; without a name where nothing goes deeper. */
function stepTo(api: Api, type: Type, name: string, at: number): { name: string | undefined; type: Type } {
  const of = type.kind === 'list' ? type.of : type;
  if (name.includes('.') && !name.startsWith('@')) {
    const target = typeNamed(api, name);
    if (!target) throw new QueryFault(`The type '${name}' is not defined in the model`, at);
    return { name: undefined, type: target };
  }
  if (name.startsWith('@') || of.kind === 'unknown') return { name, type: of };
  const property = of.kind === 'object' ? propertyNamed(api, of, name) : undefined;
  if (property === undefined)
    throw new QueryFault(`Could not find a property named '${name}' on type '${of.name}'`, at);
  return property === 'open'
    ? { name, type: of }
    : { name: property.name, type: typeOf(api, property.schema) };
}

/** The chosen members, with what names and describes the object: its key, and OData's own members. */
export function selected(value: Json, { all, members }: Selection, kept: ReadonlySet<string>): Json {
  if (isArray(value)) return value.map((item) => selected(item, { all, members }, kept));
  if (!isObject(value)) return value;
  const chosen: [string, Json][] = [];
  for (const [name, member] of Object.entries(value)) {
    const below = members.get(name);
    if (below && !below.all) chosen.push([name, selected(member, below, none)]);
    else if (below || all || kept.has(name) || name.includes('@')) chosen.push([name, member]);
  }
  return objectOf(chosen);
}

const none: ReadonlySet<string> = new Set();

/** How a context names what was chosen: `id,address/city`. */
export function selectionText({ all, members }: Selection): string {
  const parts = [...members].flatMap(([name, below]) =>
    below.all
      ? [name]
      : selectionText(below)
          .split(',')
          .map((rest) => `${name}/${rest}`),
  );
  return (all ? ['*', ...parts] : parts).join(',');
}
