import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import type { Direction } from './direction.ts';
import { readOpenApi } from './read.ts';
import { type SampleOptions, sampleOf } from './sample.ts';

function sampled(
  schemas: Record<string, unknown>,
  direction: Direction = 'response',
  options: SampleOptions = {},
  openapi = '3.1.0',
): Json {
  const document = { openapi, info: { title: 'Samples', version: '1' }, paths: {}, components: { schemas } };
  const read = readOpenApi(new TextEncoder().encode(JSON.stringify(document)), 'samples.json');
  if (!read.value) throw new Error(read.diagnostics.map(({ message }) => message).join('\n'));
  return sampleOf(read.value, read.value.schemas.get('Wanted'), direction, options);
}

const one = (schema: unknown) => sampled({ Wanted: schema });

describe('a sample', () => {
  it('is what the schema says itself, before what its type allows', () => {
    expect(one({ type: 'string', const: 'a', default: 'b', example: 'c' })).toBe('a');
    expect(one({ type: 'string', default: 'b', example: 'c', enum: ['d', 'c', 'b'] })).toBe('b');
    expect(one({ type: 'string', example: 'c', enum: ['d', 'c'] })).toBe('c');
    expect(one({ type: 'string', enum: ['d', 'e'] })).toBe('d');
    expect(one({ type: ['string', 'null'], examples: ['f'] })).toBe('f');
  });

  it('passes over what it says wrongly', () => {
    expect(one({ type: 'string', default: null, example: 7, minLength: 1 })).toBe('x');
    expect(one({ type: 'integer', examples: ['7', 0.5, 3] })).toBe(3);
    const schema = { type: 'object', properties: { id: { readOnly: true } }, example: { id: 1 } };
    expect(sampled({ Wanted: schema }, 'request')).toEqual({});
    expect(sampled({ Wanted: schema }, 'response')).toEqual({ id: 1 });
  });

  it('takes the next alternative where the first allows nothing', () => {
    expect(one({ type: 'string', oneOf: [{ minLength: 9 }, { maxLength: 4 }], maxLength: 8 })).toBe('');
    const team = { type: 'object', required: ['size'], properties: { size: { type: 'integer' } } };
    const person = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } };
    expect(one({ allOf: [{ oneOf: [team, person] }, { not: { required: ['size'] } }] })).toEqual({
      name: '',
    });
  });

  it('follows what a condition asks for', () => {
    const conditional = (condition: unknown, met: unknown, unmet: unknown) =>
      Object.fromEntries([
        ['if', condition],
        ['then', met],
        ['else', unmet],
      ]);
    expect(one(conditional(true, { const: 1 }, { const: 2 }))).toBe(1);
    expect(one(conditional(false, { const: 1 }, { const: 2 }))).toBe(2);
    const kind = { properties: { kind: { const: 'a' } }, required: ['kind'] };
    const needs = { required: ['size'], properties: { size: { type: 'integer' } } };
    const object = { type: 'object', properties: { kind: { type: 'string' } } };
    expect(one({ ...object, ...conditional(kind, needs, true) })).toEqual({ kind: 'a', size: 0 });
    expect(one({ ...object, not: kind, ...conditional(kind, true, needs) })).toEqual({ size: 0 });
  });

  it('has the members that are required, the optional ones to the depth that is asked for', () => {
    const schemas = {
      Wanted: {
        type: 'object',
        required: ['id'],
        properties: {
          id: { type: 'integer', minimum: 1 },
          inner: { $ref: '#/components/schemas/Inner' },
          all: { type: 'array', items: { $ref: '#/components/schemas/Inner' } },
        },
      },
      Inner: { type: 'object', properties: { note: { type: 'string', minLength: 2 } } },
    };
    expect(sampled(schemas)).toEqual({ id: 1 });
    expect(sampled(schemas, 'response', { optional: 1 })).toEqual({ id: 1, inner: {}, all: [] });
    expect(sampled(schemas, 'response', { optional: 2 })).toEqual({
      id: 1,
      inner: { note: 'xx' },
      all: [{ note: 'xx' }],
    });
  });

  it('leaves out what does not travel that way', () => {
    const schemas = {
      Wanted: {
        type: 'object',
        required: ['id', 'secret', '__proto__'],
        properties: {
          id: { type: 'string', readOnly: true },
          secret: { type: 'string', writeOnly: true },
          ['__proto__']: { type: 'boolean' },
        },
      },
    };
    expect(Object.keys(Object(sampled(schemas, 'request')))).toEqual(['secret', '__proto__']);
    expect(Object.keys(Object(sampled(schemas, 'response')))).toEqual(['id', '__proto__']);
  });

  it('takes the first alternative that is not null, with what stands beside the alternatives', () => {
    const schema = {
      type: 'object',
      required: ['kind'],
      properties: { kind: { enum: ['cat'] }, name: { type: 'string', minLength: 1 } },
      oneOf: [{ type: 'null' }, { required: ['name'] }],
    };
    expect(one(schema)).toEqual({ kind: 'cat', name: 'x' });
  });

  it('has as many members as there must be', () => {
    const tags = { type: 'object', minProperties: 2, additionalProperties: { type: 'string', minLength: 1 } };
    expect(one(tags)).toEqual({ name1: 'x', name2: 'x' });
    const named = { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'boolean' } } };
    expect(one({ ...named, minProperties: 1 })).toEqual({ a: 0 });
    expect(one({ ...named, minProperties: 2, required: ['b'] })).toEqual({ a: 0, b: false });
    expect(one({ ...named, minProperties: 3, additionalProperties: false })).toEqual({ a: 0, b: false });
  });

  it('shows optional members where one alternative alone must take the value', () => {
    const of = (name: string) => ({ type: 'object', properties: { [name]: { type: 'integer' } } });
    const closed = { ...of('c'), additionalProperties: false };
    const schema = { oneOf: [{ ...of('a'), additionalProperties: false }, closed] };
    expect(one(schema)).toEqual({ a: 0 });
    expect(one({ type: 'object', required: ['in'], properties: { in: schema } })).toEqual({ in: { a: 0 } });
  });

  it('is of all that describe a member, or an item', () => {
    const base = { properties: { of: { type: 'object' }, all: { type: 'array', items: { minLength: 2 } } } };
    const own = {
      properties: {
        of: { required: ['id'], properties: { id: { type: 'integer' } } },
        all: { items: { type: 'string' }, minItems: 1 },
      },
    };
    const schema = { type: 'object', required: ['of', 'all'], allOf: [base, own] };
    expect(one(schema)).toEqual({ of: { id: 0 }, all: ['xx'] });
  });

  it('reads the flags and the null of OpenAPI 3.0', () => {
    const flagged = { type: 'integer', minimum: 3, exclusiveMinimum: true, nullable: true };
    expect(sampled({ Wanted: flagged }, 'response', {}, '3.0.3')).toBe(4);
  });

  it('passes over examples and defaults where it is asked to', () => {
    const schema = { type: 'integer', example: 'wrong', default: 'wrong too' };
    expect(one({ ...schema, default: 4 })).toBe(4);
    expect(sampled({ Wanted: { ...schema, default: 4 } }, 'request', { plain: true })).toBe(0);
    expect(sampled({ Wanted: { enum: [2], example: 1 } }, 'request', { plain: true })).toBe(2);
  });

  it('makes whole tuples', () => {
    const places = [{ type: 'string', minLength: 1 }, { type: 'integer' }];
    expect(one({ type: 'array', prefixItems: places })).toEqual(['x', 0]);
    expect(one({ type: 'array', prefixItems: places, maxItems: 1 })).toEqual(['x']);
  });

  it('solves a pattern that no usual text fits', () => {
    expect(one({ type: 'string', pattern: '^ssh-(rsa|dss) ', minLength: 12 })).toBe('ssh-dss aaaa');
    expect(one({ type: 'string', pattern: '(?=a)b' })).toBe('');
  });

  it('ends where schemas require themselves', () => {
    const schema = {
      type: 'object',
      required: ['a'],
      properties: { a: { $ref: '#/components/schemas/Wanted' } },
    };
    expect(JSON.stringify(one(schema)).length).toBeLessThan(200);
    const list = { type: 'array', items: { $ref: '#/components/schemas/Wanted' } };
    expect(JSON.stringify(sampled({ Wanted: list }, 'response', { optional: 2 }))).toMatch(/^\[+\]+$/);
    expect(one({ allOf: [{ $ref: '#/components/schemas/Wanted' }], type: 'string' })).toBe('');
  });

  it('fits a pattern where a usual text does, and never tries what may take long', () => {
    expect(one({ type: 'string', pattern: '^[a-f0-9]{40}$' })).toBe('0'.repeat(40));
    expect(one({ type: 'string', pattern: '^v\\d+\\.\\d+\\.\\d+$' })).toBe('v1.0.0');
    const started = performance.now();
    expect(one({ type: 'string', pattern: '^((((0+)+)+)+)+x$', minLength: 3 })).toBe('00x');
    expect(one({ type: 'string', pattern: `^${'0*'.repeat(200)}x$` })).toBe('x');
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

const { schema } = fc.letrec<{ schema: object }>((tie) => {
  const name = fc.constantFrom('a', 'b', '__proto__', 'toString');
  const size = fc.integer({ min: 0, max: 3 });
  const bounds = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 3, max: 20 }), fc.boolean());
  return {
    schema: fc.oneof(
      { maxDepth: 3 },
      bounds.map(([least, span, open]) => ({
        type: 'integer',
        [open ? 'exclusiveMinimum' : 'minimum']: least,
        maximum: least + span,
      })),
      bounds.map(([least, span, open]) => ({
        type: 'number',
        minimum: least,
        [open ? 'exclusiveMaximum' : 'maximum']: least + span,
      })),
      fc.tuple(fc.constantFrom(0.1, 0.25, 3, 7), fc.integer({ min: -9, max: 9 })).map(([multipleOf, n]) => ({
        type: 'number',
        multipleOf,
        minimum: n,
        maximum: n + 8,
      })),
      size.map((minLength) => ({ type: 'string', minLength })),
      fc
        .constantFrom('uuid', 'date', 'date-time', 'email', 'uri', 'ipv4', 'ipv6', 'duration', 'time')
        .map((format) => ({ type: 'string', format })),
      fc.constant({ type: ['boolean', 'null'] }),
      fc.tuple(size, tie('schema')).map(([minItems, items]) => ({ type: 'array', minItems, items })),
      fc
        .tuple(fc.uniqueArray(name, { maxLength: 3 }), tie('schema'), tie('schema'))
        .map(([required, a, b]) => ({
          type: 'object',
          required,
          properties: Object.fromEntries([
            ['a', a],
            ['b', b],
            ['__proto__', a],
            ['toString', b],
          ]),
        })),
      tie('schema').map((inner) => ({ anyOf: [{ type: 'null' }, inner] })),
    ),
  };
});

describe('samples of random schemas', () => {
  it('are valid', () => {
    fc.assert(
      fc.property(schema, fc.integer({ min: 0, max: 3 }), (random, optional) => {
        const ajv = new Ajv2020({ strict: false, ownProperties: true });
        addFormats.default(ajv);
        const value = sampled({ Wanted: random }, 'response', { optional });
        ajv.validate(random, value);
        expect(ajv.errors).toBeNull();
        expect(sampled({ Wanted: random }, 'response', { optional })).toEqual(value);
      }),
    );
  });
});
