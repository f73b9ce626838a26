import type { Bound } from './bound.ts';
import { QueryFault } from './fault.ts';
import { dayStart } from './instants.ts';
import { date, double, duration, int32, moment, type ScalarType, type Type, unknown } from './types.ts';
import { asType, compareValues, isList, type Value } from './values.ts';

export type Reading = (value: Value) => Value;

const guidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** How two operands are read to be held against each other; a fault names what does not fit. */
export function commonReading(
  left: Bound,
  right: Bound,
  operator: string,
  at: number,
  fold: boolean,
): Reading {
  const type = commonType(left.type, right.type);
  if (!type) throw incompatible(left, right, operator, at);
  for (const [operand, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (operand.type.kind === 'enum') checkMember(operand.type, other);
    const value = other.literal?.value;
    if (operand.type.kind === 'guid' && other.type.kind === 'text' && typeof value === 'string') {
      if (!guidForm.test(value)) throw incompatible(left, right, operator, at);
    }
  }
  if (type.kind !== 'text' || !fold) return (value) => asType(type, value);
  return (value) => {
    const read = asType(type, value);
    return typeof read === 'string' ? read.toLowerCase() : read;
  };
}

/** The type in which values of two types are compared; undefined: they are not. */
function commonType(a: Type, b: Type): Type | undefined {
  if (a.kind === 'null') return b;
  if (b.kind === 'null') return a;
  if (a.kind === 'list' || b.kind === 'list' || a.kind === 'object' || b.kind === 'object') return undefined;
  if (a.kind === 'unknown') return b;
  if (b.kind === 'unknown' || a.kind === b.kind) return a;
  const kinds = [a.kind, b.kind].sort().join();
  if (kinds === 'enum,text') return a.kind === 'enum' ? a : b;
  if (kinds === 'guid,text') return a.kind === 'guid' ? a : b;
  return kinds === 'date,dateTime' ? moment : undefined;
}

function checkMember({ members, name }: ScalarType, { literal }: Bound): void {
  if (!members || typeof literal?.value !== 'string') return;
  for (const member of literal.value.split(',')) {
    if (!members.has(member.trim().toLowerCase()))
      throw new QueryFault(`The string '${member}' is not a valid member of the enumeration '${name}'`);
  }
}

function incompatible(left: Bound, right: Bound, operator: string, at: number): QueryFault {
  const message = `A binary operator with incompatible types was detected: ${described(left)} and ${described(right)} for the operator '${operator}'`;
  return new QueryFault(message, at);
}

export function described({ label, type, literal }: Bound): string {
  return literal || label === '' ? `a value of type '${type.name}'` : `'${label}' of type '${type.name}'`;
}

/** Null is equal to null alone, and in no order (OData URL Conventions 4.01, 5.1.1.1). */
export function compared(operator: string, a: Value, b: Value): boolean {
  if (a === null || b === null) {
    if (operator === 'eq') return a === b;
    return operator === 'ne' && a !== b;
  }
  const order = compareValues(a, b);
  switch (operator) {
    case 'eq':
      return order === 0;
    case 'ne':
      return order !== 0;
    case 'gt':
      return order !== undefined && order > 0;
    case 'ge':
      return order !== undefined && order >= 0;
    case 'lt':
      return order !== undefined && order < 0;
    default:
      return order !== undefined && order <= 0;
  }
}

/** `has`: whether all members of the right stand on the left, which may combine several. */
export function hasMembers(left: Value, right: Value): boolean | null {
  if (left === null || typeof right !== 'string') return null;
  const there = (isList(left) ? left : [left]).flatMap(membersOf);
  return membersOf(right).every((member) => there.includes(member));
}

function membersOf(value: Value): readonly string[] {
  return typeof value === 'string' ? value.split(',').map((member) => member.trim().toLowerCase()) : [];
}

export function checkHas(left: Bound, right: Bound, at: number): void {
  const type = left.type.kind === 'list' ? left.type.of : left.type;
  const fits = ['enum', 'text', 'unknown'].includes(type.kind);
  if (!fits || !['enum', 'text', 'null', 'unknown'].includes(right.type.kind))
    throw incompatible(left, right, 'has', at);
  if (type.kind === 'enum') checkMember(type, right);
}

/** The type of a sum, difference, product …; a fault when the operands do not go together. */
export function arithmeticType(operator: string, left: Bound, right: Bound, at: number): Type {
  const [a, b] = [left.type, right.type];
  if (a.kind === 'unknown' || b.kind === 'unknown') return unknown;
  if (a.kind === 'null') return b;
  if (b.kind === 'null') return a;
  if (a.kind === 'number' && b.kind === 'number') {
    return isWhole(a) && isWhole(b) && operator !== 'divby' ? int32 : double;
  }
  const found = timeArithmetic[`${a.kind} ${operator} ${b.kind}`];
  if (!found) throw incompatible(left, right, operator, at);
  return found;
}

const timeArithmetic: Readonly<Record<string, ScalarType>> = {
  'dateTime add duration': moment,
  'dateTime sub duration': moment,
  'dateTime sub dateTime': duration,
  'date add duration': date,
  'date sub duration': date,
  'date sub date': duration,
  'duration add duration': duration,
  'duration sub duration': duration,
  'duration mul number': duration,
  'number mul duration': duration,
  'duration div number': duration,
};

function isWhole(type: Type): boolean {
  return /Int|Byte/.test(type.name);
}

export function calculated(operator: string, type: Type, a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return numbers(operator, a, b, isWhole(type));
  if (typeof a === 'bigint' && typeof b === 'bigint') {
    const sum = operator === 'add' ? a + b : a - b;
    return type.kind === 'date' ? dayStart(sum) : sum;
  }
  if (typeof a === 'bigint' && typeof b === 'number') return scaled(a, operator === 'div' ? 1 / b : b);
  if (typeof a === 'number' && typeof b === 'bigint') return scaled(b, a);
  return null;
}

/** Whole numbers are divided wholly, and not by zero: such a row has no value there. */
function numbers(operator: string, a: number, b: number, whole: boolean): number | null {
  switch (operator) {
    case 'add':
      return a + b;
    case 'sub':
      return a - b;
    case 'mul':
      return a * b;
    case 'mod':
      return whole && b === 0 ? null : a % b;
    case 'div':
      return whole ? (b === 0 ? null : Math.trunc(a / b)) : a / b;
    default:
      return a / b;
  }
}

function scaled(length: bigint, factor: number): bigint | null {
  const product = Number(length) * factor;
  return Number.isFinite(product) ? BigInt(Math.round(product)) : null;
}
