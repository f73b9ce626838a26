import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../generator/model/json.ts';
import { readOpenApi } from '../../generator/openapi/read.ts';
import { admitsAll, variations } from './admits.ts';
import { anyPattern, anySchema, components } from './fixtures/random.ts';
import { matches } from './matches.ts';
import type { Pattern } from './pattern.ts';
import { validatorOf } from './validator.ts';

const pointer = '';

function positionOf(schema: JsonObject) {
  const root = {
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    paths: {},
    components: { schemas: { ...components, S: schema } },
  };
  const api = readOpenApi(new TextEncoder().encode(JSON.stringify(root)), 'spec.json').value;
  if (!api) throw new Error('the schema cannot be read');
  const world = { api, direction: 'request' as const, closed: true };
  return { world, position: [{ pointer: '/components/schemas/S', json: schema }] };
}

function admits(schema: JsonObject, pattern: Pattern): boolean {
  const { world, position } = positionOf(schema);
  return admitsAll(position, pattern, world);
}

describe('whether a schema accepts all that a request matcher admits', () => {
  const integer: Pattern = { kind: 'integer', pointer, example: 1 };
  const text: Pattern = { kind: 'type', type: 'string', pointer, example: 'a' };
  const regex = (source: string): Pattern => ({ kind: 'regex', source, pointer });

  it.each<[JsonObject, Pattern, boolean]>([
    [{ type: 'integer' }, integer, true],
    [{ type: 'integer', format: 'int32', minimum: -2147483648, maximum: 2147483647 }, integer, true],
    [{ type: 'integer', minimum: 0 }, integer, false],
    [{ type: ['integer', 'null'] }, integer, true],
    [{ enum: [1, 2] }, integer, false],
    [{ type: 'string' }, text, true],
    [{ type: 'string', minLength: 1 }, text, false],
    [{ type: 'string', format: 'date' }, text, false],
    [{ type: 'string', pattern: '^[a-z]+$' }, regex('[a-c]{2}'), true],
    [{ type: 'string', pattern: '^[a-z]+$' }, regex('\\w+'), false],
    [{ type: 'string', maxLength: 3 }, regex('[a-c]{2}'), true],
    [{ type: 'string', format: 'date' }, { kind: 'date', format: 'yyyy-MM-dd', pointer }, true],
    [{ not: { const: 3 } }, integer, false],
    [{}, text, true],
  ])('%j %j: %s', (schema, pattern, expected) => {
    expect(admits(schema, pattern)).toBe(expected);
  });

  it('is never claimed against a value that the matcher admits and a validator refuses', () => {
    fc.assert(
      fc.property(anySchema, anyPattern, (schema, pattern) => {
        const { world, position } = positionOf(schema);
        if (!admitsAll(position, pattern, world)) return;
        const validator = validatorOf(position, world);
        const values = variations(pattern).filter((value) => matches(pattern, value) === true);
        // The claim rests on a valid example; without one there is nothing to hold it to.
        if (!validator || !values.some((value) => !validator.fault(value))) return;
        for (const value of values) {
          const beyondInt32 = typeof value === 'number' && Math.abs(value) > 2147483647;
          if (!beyondInt32) expect(validator.fault(value)).toBeUndefined();
        }
      }),
      { numRuns: 1500 },
    );
  });
});
