import type { Api } from '../../../generator/openapi/api.ts';
import type { Binding, Bound, Scope } from './bound.ts';
import type { Path } from './expression.ts';
import { QueryFault } from './fault.ts';
import {
  int32,
  isDerived,
  type ObjectType,
  propertyNamed,
  type Type,
  text,
  typeNamed,
  typeOf,
  unknown,
} from './types.ts';
import { fromJson, isList, isNode, type Node, type Value } from './values.ts';

type Segment = Path['segments'][number];

/** A way over properties, type names and `$count`, from the row, from `$it` or from a range variable. */
export function bindPath(path: Path, binding: Binding): Bound {
  const label = path.segments.map(({ name }) => name).join('/');
  const [first, ...rest] = path.segments;
  const start = first && startOf(first, binding);
  const steps = start ? rest : path.segments;
  const from: Bound = start ?? { type: binding.it, run: ({ it }) => it, label: '', at: path.at };
  const bound = steps.reduce((before, segment) => step(before, segment, binding.api), from);
  return { ...bound, label, at: path.at };
}

function startOf({ name, at }: Segment, { it, variables }: Binding): Bound | undefined {
  if (name.toLowerCase() === '$it') return { type: it, run: (scope) => scope.it, label: name, at };
  const exact = variables.findLastIndex((variable) => variable.name === name);
  const index =
    exact === -1
      ? variables.findLastIndex((variable) => variable.name.toLowerCase() === name.toLowerCase())
      : exact;
  const type = variables[index]?.type;
  return type && { type, run: ({ each }) => each[index] ?? null, label: name, at };
}

function step(before: Bound, { name, at }: Segment, api: Api): Bound {
  const { type, run } = before;
  const next = (of: Type, of_: (value: Value, scope: Scope) => Value): Bound => ({
    type: of,
    run: (scope) => of_(run(scope), scope),
    label: name,
    at,
  });
  if (name === '$count') return next(countable(before, at), (value) => (isList(value) ? value.length : 0));
  if (name.startsWith('$')) throw new QueryFault(`Syntax error: '${name}' cannot stand here`, at);
  if (name.includes('.') && !name.startsWith('@')) return cast(before, { name, at }, api);
  if (type.kind === 'list') {
    const message = `The parent value for a property access of a property '${name}' is not a single value`;
    throw new QueryFault(message, at);
  }
  if (name.toLowerCase() === '@odata.type') return next(text, (value) => own(value, '@odata.type', text));
  if (type.kind === 'unknown') return next(unknown, (value) => own(value, name, unknown));
  if (type.kind !== 'object')
    throw new QueryFault(`Could not find a property named '${name}' on type '${type.name}'`, at);
  const property = propertyNamed(api, type, name);
  if (property === undefined)
    throw new QueryFault(`Could not find a property named '${name}' on type '${type.name}'`, at);
  if (property === 'open') return next(unknown, (value) => own(value, name, unknown));
  const found = typeOf(api, property.schema);
  const leads = found.kind === 'object' || (found.kind === 'list' && found.of.kind === 'object');
  return next(found, (value, { world }) => {
    const apart = leads && isNode(value) ? world.related(value, property.name) : undefined;
    return apart ?? own(value, property.name, found);
  });
}

function countable({ type, label }: Bound, at: number): Type {
  if (type.kind === 'list' || type.kind === 'unknown') return int32;
  throw new QueryFault(`'${label}' is no collection, so it has no $count`, at);
}

/** An own member of an object, whatever its letter case where the spec does not say how it is written. */
function own(value: Value, name: string, type: Type): Value {
  if (!isNode(value)) return null;
  const { entity } = value;
  if (Object.hasOwn(entity, name)) return fromJson(type, entity[name]);
  if (type.kind !== 'unknown') return null;
  const key = Object.keys(entity).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  return key === undefined ? null : fromJson(type, entity[key]);
}

function cast({ type, run }: Bound, { name, at }: Segment, api: Api): Bound {
  const target = typeNamed(api, name);
  if (!target) throw new QueryFault(`The type '${name}' is not defined in the model`, at);
  const keep = (value: Value): boolean => isNode(value) && isOfType(api, value, target);
  if (type.kind === 'list') {
    const filtered = (scope: Scope): Value => {
      const value = run(scope);
      return isList(value) ? value.filter(keep) : null;
    };
    return { type: { kind: 'list', name: type.name, of: target }, run: filtered, label: name, at };
  }
  if (type.kind !== 'object' && type.kind !== 'unknown')
    throw new QueryFault(`A value of type '${type.name}' cannot be cast to '${name}'`, at);
  const one = (scope: Scope): Value => {
    const value = run(scope);
    return keep(value) ? value : null;
  };
  return { type: target, run: one, label: name, at };
}

/** By what the value says of itself; one that says nothing may be of any type. */
function isOfType(api: Api, { entity }: Node, target: ObjectType): boolean {
  const said = Object.hasOwn(entity, '@odata.type') ? entity['@odata.type'] : undefined;
  if (typeof said !== 'string') return true;
  const type = typeNamed(api, said);
  return type !== undefined && isDerived(api, type, target);
}

/** `isof`: a value that says nothing of its type is of the declared one. */
export function isInstance(api: Api, value: Value, declared: Type, target: Type): boolean {
  if (value === null || isList(value)) return false;
  if (target.kind !== 'object') return !isNode(value) && declared.kind === target.kind;
  if (!isNode(value)) return false;
  const says = Object.hasOwn(value.entity, '@odata.type');
  if (says) return isOfType(api, value, target);
  return declared.kind === 'object' && isDerived(api, declared, target);
}
