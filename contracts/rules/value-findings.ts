import type { Json } from '../../generator/model/json.ts';
import { pointerTokens } from '../../generator/model/pointer.ts';
import type { Schema } from '../../generator/openapi/api.ts';
import { schemaPointerAt } from '../../generator/openapi/position.ts';
import type { World } from '../../generator/openapi/world.ts';
import { isSurelyValid, validatorOf } from '../relation/validator.ts';
import type { Finding } from './rule.ts';

/** What a schema says of one value. `what`: "the request body". */
export function valueFindings(
  what: string,
  value: Json,
  schema: Schema,
  world: World,
  at: string,
): readonly Finding[] {
  const position = [schema];
  if (isSurelyValid(position, value, world)) return [];
  const undecided = (message: string): readonly Finding[] => [
    { effect: 'undecided', message, at, spec: schema.pointer },
  ];
  const validator = validatorOf(position, world);
  if (!validator) return undecided(`the validator cannot read the schema of ${what}`);
  const fault = validator.fault(value);
  if (!fault) return validator.lossy === undefined ? [] : undecided(`${validator.lossy} is not followed`);
  const where = fault.at === '' ? '' : ` at ${fault.at}`;
  return [
    {
      effect: 'impossible',
      message: `${what} is refused by the spec${where}: ${fault.message}`,
      at: at + fault.at,
      spec: schemaPointerAt(position, pointerTokens(fault.at), world) ?? schema.pointer,
    },
  ];
}
