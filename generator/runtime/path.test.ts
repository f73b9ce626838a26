import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandPath } from './path.ts';
import { styled } from './styled.ts';
import { encodeSegment } from './text.ts';

describe('expandPath', () => {
  it.each([
    ['/certs/{id}', { id: 'a/b ü?#%' }, '/certs/a%2Fb%20%C3%BC%3F%23%25'],
    ['/a/{x}/b/{y}', { x: 1, y: true }, '/a/1/b/true'],
    ["/users('{id}')", { id: "O'Neil" }, "/users('O%27%27Neil')"],
    ['/items(a={a},b={b})', { a: 'x', b: 2 }, '/items(a=x,b=2)'],
    ['/{a/b}/c', { 'a/b': 'x' }, '/x/c'],
    ['/a/{__proto__}', JSON.parse('{"__proto__":"own"}'), '/a/own'],
    ['/files/{name}.json', { name: '..' }, '/files/...json'],
    ['/a/{x}', { x: '\ud800' }, '/a/%EF%BF%BD'],
    ['/a/{x}', { x: [1, 2] }, '/a/1,2'],
    ['/a/{x}', { x: { R: 100, G: 200 } }, '/a/R,100,G,200'],
    ['/a/{x}', { x: new Date(0) }, '/a/1970-01-01T00%3A00%3A00.000Z'],
    ['/a/{x}/{y}', { x: '$&', y: "$'" }, '/a/%24%26/%24%27'],
  ])('%s', (template, values, path) => {
    expect(expandPath(template, values)).toBe(path);
  });

  it.each([
    ['simple', false, '/3,4,5', '/R,100,G,200'],
    ['simple', true, '/3,4,5', '/R=100,G=200'],
    ['label', false, '/.3,4,5', '/.R,100,G,200'],
    ['label', true, '/.3.4.5', '/.R=100.G=200'],
    ['matrix', false, '/;x=3,4,5', '/;x=R,100,G,200'],
    ['matrix', true, '/;x=3;x=4;x=5', '/;R=100;G=200'],
  ])(
    'style %s, explode %s, as the table of OpenAPI 3.1 (4.8.12.4) has it',
    (style, explode, list, object) => {
      const { path: write } = styled({ path: { x: { style, explode } } });
      expect(expandPath('/{x}', { x: [3, 4, 5] }, write)).toBe(list);
      expect(expandPath('/{x}', { x: { R: 100, G: 200 } }, write)).toBe(object);
    },
  );

  it.each([[''], ['.'], ['..'], [undefined], [null], [[]], [{}]])(
    'refuses %j, which would name another resource',
    (value) => {
      expect(() => expandPath('/certs/{id}', { id: value })).toThrow(TypeError);
      expect(() => expandPath('/certs/{id}/x', { id: value })).toThrow(TypeError);
    },
  );

  it.each([['/../x'], ['/a/../{id}'], ['/.'], ['/..?q=1']])(
    'refuses the template %s, which leads elsewhere',
    (template) => {
      expect(() => expandPath(template, { id: 'x' })).toThrow(TypeError);
    },
  );

  it('says which value is missing, and does not read inherited members', () => {
    expect(() => expandPath('/{toString}', {})).toThrow('/{toString} must have toString');
  });

  it('comes back from a URL as it went in, and is one segment', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        fc.pre(value !== '' && value !== '.' && value !== '..');
        const url = new URL(`https://example.com${expandPath('/certs/{id}/x', { id: value })}`);
        const segments = url.pathname.split('/');
        expect(segments.length).toBe(4);
        expect(decodeURIComponent(segments[2] ?? '')).toBe(value);
        expect(url.search + url.hash).toBe('');
      }),
    );
  });
});

describe('encodeSegment', () => {
  it('leaves nothing but unreserved characters and escapes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(encodeSegment(value)).toMatch(/^([A-Za-z0-9\-._~]|%[0-9A-F]{2})*$/);
      }),
    );
  });

  it('is what encodeURIComponent makes, and the rest of the reserved characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const usual = encodeURIComponent(value).replace(
          /[!'()*]/g,
          (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
        );
        expect(encodeSegment(value)).toBe(usual);
      }),
    );
  });

  it('takes lone surrogates for what no URL can hold', () => {
    expect(encodeSegment('a\ud800b\udc00😀\udbff')).toBe('a%EF%BF%BDb%EF%BF%BD%F0%9F%98%80%EF%BF%BD');
  });
});
