import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { characters, equal, type Fault, forStatus, gather, member, validator } from './validation.ts';

describe('what generated checks call', () => {
  it('counts characters as JSON Schema does, not code units', () => {
    expect(
      ['', 'ab', '🙂', '🙂🙂', 'a🙂', '\ud83d', '\ude42\ud83d', '\ud83d\ud83d\ude42'].map(characters),
    ).toEqual([0, 2, 1, 2, 2, 1, 2, 2]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(characters(text)).toBe([...text].length);
      }),
    );
  });

  it('holds JSON values for equal whatever the order of their members', () => {
    expect(equal({ a: 1, b: [{}, null] }, { b: [{}, null], a: 1 })).toBe(true);
    const unlike: [unknown, unknown][] = [
      [
        { a: 1, b: 2 },
        { a: 1, b: 3 },
      ],
      [{ a: 1 }, { a: 1, b: 2 }],
      [{ toString: 1 }, { a: 1 }],
      [[], {}],
      [
        [1, 2],
        [2, 1],
      ],
      [null, {}],
      [0, '0'],
      [{ a: undefined }, { b: undefined }],
    ];
    for (const [a, b] of unlike) expect([equal(a, b), equal(b, a)]).toEqual([false, false]);
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(equal(a, structuredClone(a))).toBe(true);
        expect(equal(a, b)).toBe(equal(b, a));
      }),
    );
  });

  it('gathers any number of faults', () => {
    const many = Array.from(
      { length: 200_000 },
      (_, i): Fault => ({ path: `/${i}`, keyword: '', message: '' }),
    );
    expect(gather(null, many)).toEqual(many);
    expect(gather(gather(null, many.slice(0, 2)), many.slice(2, 3))).toEqual(many.slice(0, 3));
    expect(member('a/b~c')).toBe('/a~1b~0c');
  });
});

describe('a validator', () => {
  it('gives the value or what is wrong with it, and forgets the faults of values before', () => {
    const check = Object.assign(
      (value: unknown) => {
        check.errors = value === 1 ? null : [{ path: '', keyword: 'const', message: 'must be 1' }];
        return value === 1;
      },
      { errors: null as readonly Fault[] | null },
    );
    const validate = validator<1>(check);
    expect(validate(2)).toEqual({
      ok: false,
      errors: [{ path: '', keyword: 'const', message: 'must be 1' }],
    });
    expect(validate(1)).toEqual({ ok: true, value: 1 });
    expect([validate.is(1), validate.is(2)]).toEqual([true, false]);
  });

  it('is found by an answer’s status, the exact before the range before the rest', () => {
    const [a, b, c] = [validator<1>(() => true), validator<2>(() => true), validator<3>(() => true)];
    const all = { 404: a, '4XX': b, default: c };
    expect([404, 400, 200].map((status) => forStatus(all, status))).toEqual([a, b, c]);
    expect(forStatus({ 200: a }, 404)).toBeUndefined();
  });
});
