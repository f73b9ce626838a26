import { bindPath, isInstance } from './bind-path.ts';
import type { Binding, Bound, Scope } from './bound.ts';
import type { Expression, Lambda } from './expression.ts';
import { QueryFault } from './fault.ts';
import { bindCall } from './functions.ts';
import {
  arithmeticType,
  calculated,
  checkHas,
  commonReading,
  compared,
  described,
  hasMembers,
} from './operate.ts';
import { boolean, primitives, type Type, typeNamed, typeOfLiteral } from './types.ts';
import { asType, isList, type Value } from './values.ts';

/** Gives an expression its types, by the schema of the rows it is for; what does not fit is a fault. */
export function bind(expression: Expression, binding: Binding): Bound {
  switch (expression.kind) {
    case 'literal': {
      const { literal, at } = expression;
      const value = literal.kind === 'enum' ? String(literal.value).toLowerCase() : literal.value;
      return { type: typeOfLiteral(literal.kind, value), run: () => value, label: literal.text, at, literal };
    }
    case 'path':
      return bindPath(expression, binding);
    case 'call':
      return call(expression, binding);
    case 'lambda':
      return lambda(expression, binding);
    case 'not':
      return not(expression, binding);
    case 'negate':
      return negate(expression, binding);
    case 'and':
    case 'or':
      return logical(expression, binding);
    case 'compare':
      return comparison(expression, binding);
    case 'arithmetic':
      return arithmetic(expression, binding);
    case 'in':
      return membership(expression, binding);
  }
}

type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

/** True, false, or null: it cannot be told. */
function truth(value: Value): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

function condition(expression: Expression, binding: Binding, operator: string): Bound {
  const bound = bind(expression, binding);
  if (!['boolean', 'null', 'unknown'].includes(bound.type.kind))
    throw new QueryFault(`The operator '${operator}' does not take ${described(bound)}`, bound.at);
  return bound;
}

function not({ of, at }: { of: Expression; at: number }, binding: Binding): Bound {
  const bound = condition(of, binding, 'not');
  const run = (scope: Scope): Value => {
    const value = truth(bound.run(scope));
    return value === null ? null : !value;
  };
  return { type: boolean, run, label: 'not', at };
}

function negate({ of, at }: { of: Expression; at: number }, binding: Binding): Bound {
  const bound = bind(of, binding);
  if (!['number', 'duration', 'null', 'unknown'].includes(bound.type.kind))
    throw new QueryFault(`The operator '-' does not take ${described(bound)}`, at);
  const run = (scope: Scope): Value => {
    const value = bound.run(scope);
    return typeof value === 'number' || typeof value === 'bigint' ? -value : null;
  };
  return { type: bound.type, run, label: 'a negation', at };
}

/** One operand that decides settles it, whatever cannot be told of the others. */
function logical(
  { kind, of, at }: { kind: 'and' | 'or'; of: readonly Expression[]; at: number },
  binding: Binding,
): Bound {
  const operands = of.map((operand) => condition(operand, binding, kind));
  const decides = kind === 'or';
  const run = (scope: Scope): Value => {
    let open = false;
    for (const operand of operands) {
      const value = truth(operand.run(scope));
      if (value === decides) return decides;
      if (value === null) open = true;
    }
    return open ? null : !decides;
  };
  return { type: boolean, run, label: kind, at };
}

function comparison({ operator, left, right, at }: Of<'compare' | 'arithmetic'>, binding: Binding): Bound {
  const a = bind(left, binding);
  const b = bind(right, binding);
  if (operator === 'has') {
    checkHas(a, b, at);
    return { type: boolean, run: (scope) => hasMembers(a.run(scope), b.run(scope)), label: operator, at };
  }
  const read = commonReading(a, b, operator, at, binding.fold);
  const run = (scope: Scope): Value => compared(operator, read(a.run(scope)), read(b.run(scope)));
  return { type: boolean, run, label: operator, at };
}

function arithmetic({ operator, left, right, at }: Of<'compare' | 'arithmetic'>, binding: Binding): Bound {
  const a = bind(left, binding);
  const b = bind(right, binding);
  const type = arithmeticType(operator, a, b, at);
  const run = (scope: Scope): Value => calculated(operator, type, a.run(scope), b.run(scope));
  return { type, run, label: `the result of ${operator}`, at };
}

function membership({ value, list, at }: Of<'in'>, binding: Binding): Bound {
  const sought = bind(value, binding);
  if ('kind' in list) return amongItems(sought, bind(list, binding), at, binding);
  const items = list.map((item) => {
    const bound = bind(item, binding);
    return { bound, read: commonReading(sought, bound, 'in', at, binding.fold) };
  });
  const run = (scope: Scope): Value => {
    const found = sought.run(scope);
    return items.some(({ bound, read }) => compared('eq', read(found), read(bound.run(scope))));
  };
  return { type: boolean, run, label: 'in', at };
}

/** `'x' in tags`; `x in ('a')` with one item in parentheses comes here too, when they hold no list. */
function amongItems(sought: Bound, list: Bound, at: number, binding: Binding): Bound {
  if (list.type.kind !== 'list' && list.type.kind !== 'unknown')
    throw new QueryFault(`The operator 'in' needs a list, not ${described(list)}`, at);
  const item: Bound = { ...list, type: list.type.kind === 'list' ? list.type.of : list.type };
  const read = commonReading(sought, item, 'in', at, binding.fold);
  const run = (scope: Scope): Value => {
    const items = list.run(scope);
    const found = read(sought.run(scope));
    return isList(items) ? items.some((one) => compared('eq', found, read(one))) : null;
  };
  return { type: boolean, run, label: 'in', at };
}

function lambda({ over, quantifier, each, at }: Lambda, binding: Binding): Bound {
  const collection = bindPath(over, binding);
  const { type } = collection;
  if (type.kind !== 'list' && type.kind !== 'unknown')
    throw new QueryFault(
      `'${quantifier}' may only be used following a collection, not ${described(collection)}`,
      at,
    );
  const variables = each
    ? [...binding.variables, { name: each.variable, type: type.kind === 'list' ? type.of : type }]
    : binding.variables;
  const test = each && condition(each.condition, { ...binding, variables }, quantifier);
  const run = (scope: Scope): Value => {
    const value = collection.run(scope);
    const items = isList(value) ? value : [];
    if (!test) return items.length > 0;
    const holds = (item: Value) => test.run({ ...scope, each: [...scope.each, item] }) === true;
    return quantifier === 'any' ? items.some(holds) : items.every(holds);
  };
  return { type: boolean, run, label: quantifier, at };
}

function call({ name, of, at }: Of<'call'>, binding: Binding): Bound {
  if (name === 'isof' || name === 'cast') return typeFunction(name, of, at, binding);
  const operands = of.map((operand) => bind(operand, binding));
  return { ...bindCall(name, at, operands, binding.fold), label: `${name}()`, at };
}

/** `isof(type)`, `isof(value, type)`, `cast(value, type)`; the type is a name, between apostrophes or not. */
function typeFunction(name: 'isof' | 'cast', of: readonly Expression[], at: number, binding: Binding): Bound {
  const last = of.at(-1);
  if (!last || of.length > 2)
    throw new QueryFault(`The function '${name}' takes 1 or 2 operands, not ${of.length}`, at);
  const type = typeOperand(last, binding);
  const [first] = of;
  const subject: Bound =
    of.length === 2 && first
      ? bind(first, binding)
      : { type: binding.it, run: ({ it }) => it, label: '$it', at };
  if (name === 'isof') {
    const run = (scope: Scope): Value => isInstance(binding.api, subject.run(scope), subject.type, type);
    return { type: boolean, run, label: 'isof()', at };
  }
  const run = (scope: Scope): Value => {
    const value = subject.run(scope);
    if (type.kind === 'object') return isInstance(binding.api, value, subject.type, type) ? value : null;
    return type.kind === 'text' ? written(value) : asType(type, value);
  };
  return { type, run, label: 'cast()', at };
}

function typeOperand(operand: Expression, { api }: Binding): Type {
  const name =
    operand.kind === 'path' && operand.segments.length === 1
      ? operand.segments[0]?.name
      : operand.kind === 'literal' && operand.literal.kind === 'text'
        ? String(operand.literal.value)
        : undefined;
  const type = name === undefined ? undefined : (primitives.get(name.toLowerCase()) ?? typeNamed(api, name));
  if (type) return type;
  throw new QueryFault(`The type '${name ?? ''}' is not defined in the model`, operand.at);
}

function written(value: Value): Value {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}
