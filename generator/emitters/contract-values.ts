import { isArray, isObject, type Json } from '../model/json.ts';
import type { Api, Example, Schema } from '../openapi/api.ts';
import { fits } from '../openapi/fits.ts';
import { sampleOf } from '../openapi/sample.ts';
import type { World } from '../openapi/world.ts';

/** Longer values are for files, not for the text of a test. */
const longest = 20_000;

/**
 * Whether a value travels through a pact as it is: texts that UTF-8 can hold, integers that keep their digits, no
 * member names that pact-js takes for its own.
 */
export function isPlainJson(value: Json): boolean {
  if (typeof value === 'string') return isWellFormed(value);
  if (typeof value === 'number') return !Number.isInteger(value) || Number.isSafeInteger(value);
  if (isArray(value)) return value.every(isPlainJson);
  if (!isObject(value)) return true;
  return Object.entries(value).every(
    ([name, one]) =>
      name !== '__proto__' && !name.startsWith('pact:') && isWellFormed(name) && isPlainJson(one),
  );
}

export function isWellFormed(text: string): boolean {
  return !/\p{Cs}/u.test(text);
}

/** Values that may be sent, the documented ones first; each surely accepted by the schema. */
export function sendable(
  schema: Schema | undefined,
  examples: readonly Example[],
  world: World,
  further: readonly Json[] = [],
): Json[] {
  const documented = examples.map(({ value }) => value);
  const candidates = [...documented, ...(schema ? made(world.api, schema) : []), ...further];
  const found: Json[] = [];
  for (const value of candidates) {
    if (!isPlainJson(value) || JSON.stringify(value).length > longest) continue;
    if (!schema || fits([schema], value, world) === 'yes') found.push(value);
  }
  return found;
}

/**
 * The smallest value, then such as show what is optional (some schemas tell their alternatives apart by that), then the
 * same without the schema's own examples.
 */
function made(api: Api, schema: Schema): Json[] {
  return [false, true].flatMap((plain) =>
    [0, 1, 2].map((optional) => sampleOf(api, schema, 'request', { optional, plain })),
  );
}
