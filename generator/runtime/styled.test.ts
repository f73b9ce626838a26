import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lists } from './draft.ts';
import { type Api, operation, type Style, styled } from './index.ts';

const api: Api = { server: 'https://example.com' };

/** The part of a request that belongs to a place. */
function written(
  place: 'query' | 'headers' | 'cookies',
  values: object,
  styles?: Readonly<Record<string, Style>>,
  lists?: Lists,
): string {
  const more = styles === undefined ? {} : { styles: styled({ [place]: styles }) };
  const get = operation<{ query?: object; headers?: object; cookies?: object }>(api, 'get', 'GET', '/', more);
  const { url, headers } = get.request({ [place]: values }, { lists });
  if (place === 'query') return new URL(url).search;
  return headers.get(place === 'cookies' ? 'Cookie' : 'X') ?? '';
}

describe('query parameters', () => {
  it.each([
    [{}, ''],
    [{ a: undefined }, ''],
    [{ $filter: "name eq 'O&K'" }, '?%24filter=name%20eq%20%27O%26K%27'],
    [{ a: '', b: 0, c: false, d: null }, '?a=&b=0&c=false&d=null'],
    [{ ids: [1, 2] }, '?ids=1&ids=2'],
    [{ ids: [] }, ''],
    [{ at: new Date(0) }, '?at=1970-01-01T00%3A00%3A00.000Z'],
    [{ o: { R: 100, G: 200, B: undefined } }, '?R=100&G=200'],
    [{ o: [{ a: 1 }] }, '?o=%7B%22a%22%3A1%7D'],
    [{ 'a b&': 1 }, '?a%20b%26=1'],
  ])('%j', (values, query) => {
    expect(written('query', values)).toBe(query);
    expect(written('query', values, { other: { explode: false } })).toBe(query);
  });

  it.each([
    ['form', false, '?x=3,4,5', '?x=R,100,G,200'],
    ['form', true, '?x=3&x=4&x=5', '?R=100&G=200'],
    ['spaceDelimited', false, '?x=3%204%205', '?x=R%20100%20G%20200'],
    ['spaceDelimited', true, '?x=3&x=4&x=5', '?R=100&G=200'],
    ['pipeDelimited', false, '?x=3%7C4%7C5', '?x=R%7C100%7CG%7C200'],
    ['pipeDelimited', true, '?x=3&x=4&x=5', '?R=100&G=200'],
    ['deepObject', true, '?x=3&x=4&x=5', '?x%5BR%5D=100&x%5BG%5D=200'],
    ['json', false, '?x=%5B3%2C4%2C5%5D', '?x=%7B%22R%22%3A100%2C%22G%22%3A200%7D'],
  ])('style %s, explode %s', (style, explode, list, object) => {
    const styles = { x: { style, explode } };
    expect(written('query', { x: [3, 4, 5] }, styles)).toBe(list);
    expect(written('query', { x: { R: 100, G: 200 } }, styles)).toBe(object);
    expect(written('query', { x: 'a' }, styles)).toBe(style === 'json' ? '?x=%22a%22' : '?x=a');
  });

  it('explodes by itself in the style form alone', () => {
    const styles = ['form', 'spaceDelimited', 'pipeDelimited'].map((style) => ({ x: { style } }));
    const texts = styles.map((style) => written('query', { x: [3, 4] }, style));
    expect(texts).toEqual(['?x=3&x=4', '?x=3%204', '?x=3%7C4']);
  });

  const filter = { filter: { a: { b: 'c' }, d: [1, 2], e: [{ f: 1 }, { f: 2 }] } };
  it.each<[Lists | undefined, string]>([
    [undefined, 'filter[a][b]=c&filter[d]=1&filter[d]=2&filter[e][0][f]=1&filter[e][1][f]=2'],
    ['repeat', 'filter[a][b]=c&filter[d]=1&filter[d]=2&filter[e][0][f]=1&filter[e][1][f]=2'],
    ['brackets', 'filter[a][b]=c&filter[d][]=1&filter[d][]=2&filter[e][0][f]=1&filter[e][1][f]=2'],
    ['indices', 'filter[a][b]=c&filter[d][0]=1&filter[d][1]=2&filter[e][0][f]=1&filter[e][1][f]=2'],
  ])('goes into the depth of a deepObject, lists as %s', (lists, query) => {
    const styles = { filter: { style: 'deepObject', explode: true } };
    expect(decodeURIComponent(written('query', filter, styles, lists))).toBe(`?${query}`);
  });

  it('takes no parameter for one that inherits its name', () => {
    const styles = { x: { style: 'deepObject' } };
    expect(written('query', { constructor: [1, 2], toString: 1 }, styles)).toBe(
      '?constructor=1&constructor=2&toString=1',
    );
  });

  it('sends the name alone where empty values are allowed', () => {
    const styles = { x: { allowEmptyValue: true } };
    const empties = [null, '', [], {}].map((x) => written('query', { x }, styles));
    expect(empties).toEqual(['?x=', '?x=', '?x=', '?x=']);
    expect(written('query', { x: undefined }, styles)).toBe('');
    expect(written('query', { x: ['a'] }, styles)).toBe('?x=a');
  });

  it('keeps reserved characters where it is allowed, but not those that end the value', () => {
    const styles = { next: { allowReserved: true } };
    expect(written('query', { next: '/a?b=c&d#e+f%[g]' }, styles)).toBe('?next=/a?b%3Dc%26d%23e%2Bf%25[g]');
  });

  it('comes back from a URL as it went in', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, text, fc.boolean(), (name, value, allowReserved) => {
        const search = written('query', { [name]: value }, { [name]: { allowReserved } });
        expect([...new URL(`https://example.com/${search}`).searchParams]).toEqual([[name, value]]);
      }),
    );
  });

  it('separates what it joins from what is in it, whatever the style', () => {
    const joined = { form: ',', spaceDelimited: '%20', pipeDelimited: '%7C' };
    const list = fc.array(
      fc.string({ unit: 'binary', minLength: 1 }).filter((s) => !/[ |]/.test(s)),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(list, fc.constantFrom('form', 'spaceDelimited', 'pipeDelimited'), (x, style) => {
        const search = written('query', { x }, { x: { style, explode: false } }).slice('?x='.length);
        expect(search.split(joined[style]).map(decodeURIComponent)).toEqual(x);
      }),
    );
  });
});

describe('headers and cookies', () => {
  it.each([
    [{ X: 'a b' }, undefined, 'a b'],
    [{ X: [1, 2] }, undefined, '1,2'],
    [{ X: { R: 100, G: 200 } }, undefined, 'R,100,G,200'],
    [{ X: { R: 100, G: 200 } }, { X: { explode: true } }, 'R=100,G=200'],
    [{ X: { R: 100 } }, { X: { style: 'json' } }, '{"R":100}'],
    [{ X: undefined }, undefined, ''],
    [{ X: null }, undefined, ''],
  ])('headers %j %j', (values, styles, header) => {
    expect(written('headers', values, styles)).toBe(header);
  });

  it.each([
    [{ a: 'x y;', b: 2 }, undefined, 'a=x%20y%3B; b=2'],
    [{ a: [1, 2] }, undefined, 'a=1,2'],
    [{ a: { R: 100, G: 200 } }, undefined, 'a=R,100,G,200'],
    [{ a: [1, 2], b: 1 }, { a: { explode: true } }, 'a=1; a=2; b=1'],
    [{ a: { R: 100, G: 200 } }, { a: { explode: true } }, 'R=100; G=200'],
    [{ a: { R: 100 } }, { a: { style: 'json' } }, 'a=%7B%22R%22%3A100%7D'],
    [{ a: undefined }, undefined, ''],
  ])('cookies %j %j', (values, styles, header) => {
    expect(written('cookies', values, styles)).toBe(header);
  });
});
