import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../model/json.ts';
import { arrayKeywordsApart } from './array-keywords-apart.ts';

function isValid(schema: JsonObject, value: Json): boolean {
  const written: Record<string, Json> = { ...schema };
  arrayKeywordsApart(written);
  return new Ajv2020({ strict: false }).compile(written)(value);
}

const distinct: JsonObject = { prefixItems: [true, true], items: { type: 'string' }, uniqueItems: true };
const holding: JsonObject = { prefixItems: [true], contains: { type: 'string' }, maxContains: 1 };

describe('keywords of arrays beside prefixItems', () => {
  it.each<[JsonObject, Json, boolean]>([
    [distinct, [null, null], false],
    [distinct, [1, 1, 'a'], false],
    [distinct, [null, 1, 'a', 'a'], false],
    [distinct, [null, 1, 'a', 'b'], true],
    [distinct, [null, 1, 2], false],
    [holding, [], false],
    [holding, [1, 'a'], true],
    [holding, ['a', 'a'], false],
    [{ ...distinct, allOf: [{ maxItems: 1 }] }, ['a', 'b'], false],
  ])('%j and %j', (schema, value, expected) => {
    expect(isValid(schema, value)).toBe(expected);
  });

  it('are left as they are where there is none', () => {
    const written = { uniqueItems: true, items: { type: 'string' } };
    arrayKeywordsApart(written);
    expect(written).toEqual({ uniqueItems: true, items: { type: 'string' } });
  });
});
