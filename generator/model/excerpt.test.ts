import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerpt } from './excerpt.ts';
import type { Json } from './json.ts';
import { pointerTokens } from './pointer.ts';

const long = 'x'.repeat(40);

describe('an excerpt of a value', () => {
  it.each<[string, Json, string, string]>([
    ['is all of it where that fits', { a: 1, b: [2] }, '/b/0', '{"a":1,"b":[2]}'],
    ['shows the member that is meant', { a: long, b: null, c: long }, '/b', '{...,"b":null,...}'],
    [
      'shows what lies deeper',
      { a: [long, { b: 7, c: long }], d: long },
      '/a/1/b',
      '{"a":[...,{"b":7,...}],...}',
    ],
    ['cuts what is meant', { a: long, b: long }, '/b', `{...,"b":"${'x'.repeat(27)}...`],
    [
      'shows what is there where a member is not',
      { a: { b: long }, c: long },
      '/a/z',
      `{"a":{"b":"${'x'.repeat(26)}...`,
    ],
    ['follows own members alone', { a: long, b: long }, '/toString', `{"a":"${'x'.repeat(31)}...`],
  ])('%s', (_, value, pointer, expected) => {
    expect(excerpt(value, pointerTokens(pointer), 40)).toBe(expected);
  });

  it('cuts no character in two', () => {
    for (let most = 20; most < 30; most++)
      expect(excerpt({ a: '😀'.repeat(20) }, [], most)).not.toMatch(/\p{Cs}/u);
  });

  it('is never longer than asked, and all of it where that fits', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 4 }),
        fc.array(fc.oneof(fc.string(), fc.nat(3).map(String)), { maxLength: 4 }),
        fc.integer({ min: 10, max: 200 }),
        (value, tokens, most) => {
          const text = excerpt(value as Json, tokens, most);
          const whole = JSON.stringify(value);
          expect(text.length).toBeLessThanOrEqual(most);
          if (whole.length <= most) expect(text).toBe(whole);
          else expect(text).toContain('...');
        },
      ),
    );
  });
});
