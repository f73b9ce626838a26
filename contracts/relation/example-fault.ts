import { isArray, isObject, type Json } from '../../generator/model/json.ts';
import { pointer as at } from '../../generator/model/pointer.ts';
import { fits } from '../../generator/openapi/fits.ts';
import { kindOf, kindsOf } from '../../generator/openapi/kinds.ts';
import { type Case, casesOf, type Position } from '../../generator/openapi/position.ts';
import type { World } from '../../generator/openapi/world.ts';
import { arraySet } from './array-set.ts';
import { objectSet } from './object-set.ts';
import { type Fault, validatorOf } from './validator.ts';

/**
 * What the spec refuses in an example of a contract, which shows only what the consumer needs: that members are missing
 * counts for nothing. The first value that no alternative accepts; undefined if there is none.
 */
export function exampleFault(position: Position, example: Json, world: World): Fault | undefined {
  return faultAt(position, example, world, '');
}

function faultAt(position: Position, value: Json, world: World, pointer: string): Fault | undefined {
  const cases = casesOf(position, world);
  const faults = cases.map((one) => faultOf(one, value, world, pointer));
  if (cases.length > 0 && faults.some((fault) => fault === undefined)) return undefined;
  const [inner] = faults;
  if (inner && cases.length === 1 && inner.at !== pointer) return inner;
  const said = isObject(value) ? undefined : validatorOf(position, world)?.fault(value)?.message;
  return { at: pointer, message: said ?? inner?.message ?? 'no such value is allowed' };
}

function faultOf(one: Case, value: Json, world: World, pointer: string): Fault | undefined {
  if (one.hazy !== undefined) return undefined;
  if (!kindsOf(one, world).includes(kindOf(value))) return { at: pointer, message: 'has another type' };
  if (isObject(value)) {
    const set = objectSet(one, world);
    for (const [name, member] of Object.entries(value)) {
      const { position } = set.property(name);
      const here = at(pointer, name);
      const fault = position
        ? faultAt(position, member, world, here)
        : { at: here, message: 'the spec knows no such member' };
      if (fault) return fault;
    }
    return undefined;
  }
  if (!isArray(value))
    return fits(one.parts, value, world) === 'no' ? { at: pointer, message: 'is not allowed' } : undefined;
  const set = arraySet(one);
  for (const [i, item] of value.entries()) {
    const fault = faultAt(set.item(i), item, world, at(pointer, i));
    if (fault) return fault;
  }
  return undefined;
}
