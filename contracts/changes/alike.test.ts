import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../generator/model/json.ts';
import { readSpec } from '../../generator/openapi/spec-input.ts';
import { Alike } from './alike.ts';

const document = (schemas: JsonObject, openapi = '3.1.0') =>
  readSpec({ openapi, info: { title: 't', version: '1' }, paths: {}, components: { schemas } });
const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const alike = (base: JsonObject, head: JsonObject) => new Alike(document(base), document(head));

describe('two values', () => {
  it.each<[string, Json | undefined, Json | undefined, boolean]>([
    ['nothing and nothing', undefined, undefined, true],
    ['nothing and something', undefined, 1, false],
    ['something and nothing', { a: 1 }, undefined, false],
    ['a text and itself', 'a', 'a', true],
    ['null and itself', null, null, true],
    ['null and an object', null, {}, false],
    ['an object and null', {}, null, false],
    ['lists', [1, [2]], [1, [2]], true],
    ['a longer list', [1], [1, 2], false],
    ['a shorter one', [1, 2], [1], false],
    ['lists of which one item differs', [1, 2], [1, 3], false],
    ['a list and an object', [], {}, false],
    ['an object and a list', {}, [], false],
    ['members in another order', { a: 1, b: [2] }, { b: [2], a: 1 }, true],
    ['another name', { a: 1 }, { b: 1 }, false],
    ['another value', { a: 1, b: 2 }, { a: 1, b: 3 }, false],
    ['a member more', { a: 1 }, { a: 1, b: 2 }, false],
    ['a member that every object has', { toString: 1 }, { a: 1 }, false],
  ])('%s', (_, a, b, same) => {
    const both = alike({}, {});
    expect(both.values(a, b)).toBe(same);
    expect(both.values(a, b)).toBe(same);
  });

  it('are remembered as a pair: with another, one of them is asked anew', () => {
    const both = alike({}, {});
    const [one, same, other] = [{ a: 1 }, { a: 1 }, { a: 2 }];
    expect([both.values(one, same), both.values(one, other), both.values(one, same)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('of two versions of OpenAPI never say the same, unless there is nothing', () => {
    const both = new Alike(document({}, '3.0.3'), document({}));
    expect([both.values({}, {}), both.values(undefined, undefined)]).toEqual([false, true]);
  });
});

describe('references', () => {
  const base = {
    A: to('B'),
    B: { properties: { c: to('C'), a: to('A') } },
    C: { type: 'string' },
    D: { properties: { d: to('D') } },
    E: to('C'),
  };

  it('lead to the same where all behind them says the same, in circles too', () => {
    const both = alike(base, structuredClone(base));
    for (const name of Object.keys(base)) expect(both.values(to(name), to(name)), name).toBe(true);
  });

  it('lead to something else where anything behind them differs', () => {
    const both = alike(base, { ...base, C: { type: 'integer' } });
    const differ = (names: string) =>
      [...names].map((name) => both.values({ items: to(name) }, { items: to(name) }));
    expect(differ('ABCDE')).toEqual([false, false, false, true, false]);
  });

  it('are known one after the other, whichever is asked first', () => {
    for (const order of ['CBADE', 'DEABC', 'EDCBA', 'BEDAC']) {
      const both = alike(base, { ...base, C: { type: 'integer' } });
      const same = [...order].filter((name) => both.values({ allOf: [to(name)] }, { allOf: [to(name)] }));
      expect(same, order).toEqual(['D']);
    }
  });

  it('lead to something else where a component of two differs', () => {
    const both = alike(
      { A: { type: 'string' }, B: { type: 'string' } },
      { A: { type: 'string' }, B: { type: 'integer' } },
    );
    expect([both.values(to('A'), to('A')), both.values(to('B'), to('B'))]).toEqual([true, false]);
    expect(both.values([to('A'), to('B')], [to('A'), to('B')])).toBe(false);
  });

  it('within a component depend on the whole of it', () => {
    const inner = (name: string) => ({ $ref: `#/components/schemas/${name}/properties/x` });
    const both = alike(
      { A: { properties: { x: {} }, title: 'a' } },
      { A: { properties: { x: {} }, title: 'b' } },
    );
    expect(both.values(inner('A'), inner('A'))).toBe(false);
  });

  it('to an anchor lead where it stands, if it stands in one place in both', () => {
    const named = { A: { $anchor: 'a', type: 'string' }, B: {} };
    const anchor = { $ref: '#a' };
    expect(alike(named, named).values(anchor, anchor)).toBe(true);
    expect(alike(named, { ...named, A: { ...named.A, type: 'integer' } }).values(anchor, anchor)).toBe(false);
    expect(alike(named, { A: {}, B: named.A }).values(anchor, anchor)).toBe(false);
    expect(alike({}, {}).values(anchor, anchor)).toBe(false);
    expect(alike({ A: to('B'), B: anchor }, { A: to('B'), B: anchor }).values(to('A'), to('A'))).toBe(false);
  });

  it('are followed where they are dynamic', () => {
    const tree = { A: { $dynamicAnchor: 'a', type: 'object' } };
    const dynamic = { $dynamicRef: '#a' };
    expect(alike(tree, tree).values(dynamic, dynamic)).toBe(true);
    expect(alike(tree, { A: { ...tree.A, title: 'x' } }).values(dynamic, dynamic)).toBe(false);
  });
});

describe('positions', () => {
  it('are alike schema by schema', () => {
    const both = alike({}, {});
    const at = (...all: Json[]) => all.map((json, i) => ({ pointer: `/${i}`, json: json as JsonObject }));
    expect(both.positions(at({ a: 1 }, { b: 1 }), at({ a: 1 }, { b: 1 }))).toBe(true);
    expect(both.positions(at({ a: 1 }, { b: 1 }), at({ a: 1 }, { b: 2 }))).toBe(false);
    expect(both.positions(at({ a: 1 }), at({ a: 1 }, { b: 2 }))).toBe(false);
    expect(both.positions(at(), at({}))).toBe(false);
  });
});
