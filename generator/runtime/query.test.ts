import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { queryString } from './query.ts';

describe('queryString', () => {
  it.each([
    [{}, ''],
    [{ a: undefined }, ''],
    [{ $filter: "name eq 'O&K'" }, '?%24filter=name%20eq%20%27O%26K%27'],
    [{ a: '', b: 0, c: false, d: null }, '?a=&b=0&c=false&d=null'],
    [{ ids: [1, 2] }, '?ids=1&ids=2'],
    [{ ids: [] }, ''],
    [{ at: new Date(0) }, '?at=1970-01-01T00%3A00%3A00.000Z'],
    [{ o: { R: 100, G: 200 } }, '?R=100&G=200'],
  ])('%j', (values, query) => {
    expect(queryString(values)).toBe(query);
  });

  it.each([
    ['form', false, '?x=3,4,5', '?x=R,100,G,200'],
    ['form', true, '?x=3&x=4&x=5', '?R=100&G=200'],
    ['spaceDelimited', false, '?x=3%204%205', '?x=R%20100%20G%20200'],
    ['pipeDelimited', false, '?x=3%7C4%7C5', '?x=R%7C100%7CG%7C200'],
    ['deepObject', true, '?x=3&x=4&x=5', '?x%5BR%5D=100&x%5BG%5D=200'],
    ['json', false, '?x=%5B3%2C4%2C5%5D', '?x=%7B%22R%22%3A100%2C%22G%22%3A200%7D'],
  ])('style %s, explode %s', (style, explode, list, object) => {
    const styles = { x: { style, explode } };
    if (style !== 'deepObject') expect(queryString({ x: [3, 4, 5] }, styles)).toBe(list);
    expect(queryString({ x: { R: 100, G: 200 } }, styles)).toBe(object);
  });

  it('goes into the depth of a deepObject', () => {
    const styles = { filter: { style: 'deepObject', explode: true } };
    expect(queryString({ filter: { a: { b: 'c' }, d: [1, 2] } }, styles)).toBe(
      '?filter%5Ba%5D%5Bb%5D=c&filter%5Bd%5D=1&filter%5Bd%5D=2',
    );
  });

  it('keeps reserved characters where it is allowed, but not those that end the value', () => {
    const styles = { next: { allowReserved: true } };
    expect(queryString({ next: '/a?b=c&d#e+f' }, styles)).toBe('?next=/a?b%3Dc%26d%23e%2Bf');
  });

  it('comes back from a URL as it went in', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, text, (name, value) => {
        const url = new URL(`https://example.com/${queryString({ [name]: value })}`);
        expect([...url.searchParams]).toEqual([[name, value]]);
      }),
    );
  });
});
