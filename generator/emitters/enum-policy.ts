import { isArray, type JsonObject, member } from '../model/json.ts';
import type { EnumPolicy } from './emitter.ts';

/** Whether texts beside those that the schema lists are let through. */
export function isOpenEnum(json: JsonObject, policy: EnumPolicy): boolean {
  const documented = [json['x-extensible-enum'], json['x-docpact-documented-values']].find(isArray);
  const values = isArray(json['enum']) ? json['enum'] : (documented ?? []);
  const grows =
    member(json['x-ms-enum'], 'modelAsString') === true ||
    (json['x-extensible-enum'] ?? documented) !== undefined;
  const open = policy === 'open' || (policy === 'documented' && grows);
  return open && values.some((value) => typeof value === 'string');
}
