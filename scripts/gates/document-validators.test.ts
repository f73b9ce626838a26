import { readFileSync } from 'node:fs';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isObject, type Json, type JsonObject } from '../../generator/model/json.ts';
import { validComponents, validDocument, validPaths } from '../../generator/openapi/document-validators.ts';
import { validatorsText } from './document-validators.ts';

const compiled = { validComponents, validDocument, validPaths };
type Validators = Record<keyof typeof compiled, () => ValidateFunction>;

const spec: JsonObject = parse(readFileSync(new URL('../../spec/openapi.yaml', import.meta.url), 'utf8'));

/** Every place in a value, as the keys that lead there. */
function placesIn(value: Json, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => placesIn(child, [...path, key]))];
}

/** A document with another value, or nothing, in one place. */
function changed(document: JsonObject, path: readonly string[], value: Json | undefined): Json {
  if (path.length === 0) return value ?? null;
  const copy = JSON.parse(JSON.stringify(document));
  const parent = path.slice(0, -1).reduce((at, key) => at[key], copy);
  const last = path.at(-1) ?? '';
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

const judged = (valid: ValidateFunction, value: Json) => ({
  valid: valid(value),
  errors: valid.errors ?? [],
});
const memberOf = (value: Json, key: string) => (isObject(value) ? (value[key] ?? null) : null);

describe('the validators that the build makes', async () => {
  const source = `data:text/javascript,${encodeURIComponent(validatorsText())}`;
  const built: Validators = await import(/* @vite-ignore */ source);

  it('say of a document and its members what those say that are compiled when they are asked', () => {
    expect(judged(built.validDocument(), spec)).toEqual({ valid: true, errors: [] });
    const places = placesIn(spec);
    const other = fc.option(fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<Json>, { nil: undefined });
    let refused = 0;
    fc.assert(
      fc.property(fc.constantFrom(...places), other, (path, value) => {
        const document = changed(spec, path, value);
        for (const [name, of] of [
          ['validDocument', document],
          ['validPaths', memberOf(document, 'paths')],
          ['validComponents', memberOf(document, 'components')],
        ] as const) {
          const expected = judged(compiled[name](), of);
          expect(judged(built[name](), of)).toEqual(expected);
          if (!expected.valid) refused++;
        }
      }),
      { numRuns: 300 },
    );
    expect(refused).toBeGreaterThan(50);
  });
});
