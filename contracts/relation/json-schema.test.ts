import { fullFormats } from 'ajv-formats/dist/formats.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileJsonSchema } from './json-schema.ts';

const { validate } = fullFormats['date-time'] as { readonly validate: (text: string) => boolean };
const fault = compileJsonSchema({ type: 'string', format: 'date-time' });

const two = (most: number) =>
  fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(2, '0'));
const moment = fc
  .tuple(
    fc.constantFrom('2016', '2000', '1900', '2023', '99'),
    two(13),
    two(32),
    fc.constantFrom('T', 't', ' ', ''),
    two(24),
    two(60),
    two(61),
    fc.constantFrom('', '.5', '.3841403', '.'),
    fc.constantFrom('Z', 'z', '', '-08:00', '+23:59', '+24:00', '-0800', '+01'),
  )
  .map(([y, m, d, t, h, min, s, rest, zone]) => `${y}-${m}-${d}${t}${h}:${min}:${s}${rest}${zone}`);

describe('the format date-time', () => {
  it('takes what the library takes, nothing else', () => {
    fc.assert(
      fc.property(moment, (text) => {
        expect([text, fault(text) === undefined]).toEqual([text, validate(text)]);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['2016-12-31T23:56:39.3841403-08:00', true],
    ['2024-02-29T00:00:00Z', true],
    ['2023-02-29T00:00:00Z', false],
    ['2016-12-31T23:59:60Z', true],
    ['2016-04-31T00:00:00Z', false],
  ])('says of %s: %s', (text, right) => {
    expect(fault(text) === undefined).toBe(right);
  });
});

it('puts each text to its own expression, however the expression is read', () => {
  const plain = (pattern: string) => ({ type: 'string', pattern });
  const of = compileJsonSchema({
    properties: { a: plain('^a+-b+$'), b: plain('^c+-d+$'), c: plain('^(e+)+$') },
    patternProperties: { '^n+-m+$': { type: 'integer' }, '^o+-p+$': { type: 'null' } },
  });
  const long = (first: string, second: string) => `${first.repeat(10)}-${second.repeat(10)}`;
  expect(of({ a: long('a', 'b'), b: long('c', 'd'), c: 'e'.repeat(20) })).toBeUndefined();
  expect(of({ a: long('c', 'd') })).toMatchObject({ instancePath: '/a', keyword: 'pattern' });
  expect(of({ b: long('a', 'b') })).toMatchObject({ instancePath: '/b', keyword: 'pattern' });
  expect(of({ [long('o', 'p')]: null })).toBeUndefined();
  expect(of({ [long('o', 'p')]: 1 })).toMatchObject({ keyword: 'type' });
});
