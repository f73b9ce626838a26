import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../model/json.ts';
import { keywordsApart } from './keywords-apart.ts';

function isValid(schema: JsonObject, value: Json): boolean {
  const written: Record<string, Json> = { ...schema };
  keywordsApart(written);
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
    const written: Record<string, Json> = { uniqueItems: true, items: { type: 'string' } };
    keywordsApart(written);
    expect(written).toEqual({ uniqueItems: true, items: { type: 'string' } });
  });
});

describe('schemas that depend on members', () => {
  const closed = { properties: { a: {} }, unevaluatedProperties: false };
  it.each<[JsonObject, Json, boolean]>([
    [{ ...closed, dependentSchemas: { b: { properties: { c: {} } } } }, { a: 1 }, true],
    [{ ...closed, dependentSchemas: { a: { properties: { c: {} } } } }, { a: 1, c: 1 }, true],
    [{ ...closed, dependentSchemas: { b: { properties: { c: {} } } } }, { a: 1, c: 1 }, false],
    [
      { ...closed, dependentSchemas: { b: { properties: { c: {} } } }, patternProperties: {} },
      { a: 1 },
      true,
    ],
  ])('%j and %j', (schema, value, expected) => {
    expect(isValid(schema, value)).toBe(expected);
  });

  it('are misread by ajv: when this fails, they need not be written apart', () => {
    const schema = { ...closed, dependentSchemas: { b: { properties: { c: {} } } } };
    const misread = new Ajv2020({ strict: false });
    expect(misread.compile(schema)({ a: 1 })).toBe(false);
    const together = { allOf: [schema], patternProperties: { a: {} }, unevaluatedProperties: false };
    expect(() =>
      misread.compile({ ...together, allOf: [{ dependentSchemas: schema.dependentSchemas }] })({ a: 1 }),
    ).toThrow();
  });
});
