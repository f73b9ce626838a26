import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkOf } from './link.ts';

describe('a Link header', () => {
  it.each([
    ['<https://example.com/?page=2>; rel="next"', 'https://example.com/?page=2'],
    ['</a?p=1>; rel="prev", </a?p=3>; rel="next"', '/a?p=3'],
    ['</a>;rel=next', '/a'],
    ['</a> ; REL = "NEXT"', '/a'],
    ['</a>; rel="last next"', '/a'],
    ['</a>; title="a, <b>; rel=\\"next\\""; rel=last, </c>; rel=next', '/c'],
    ['</a,b;c>; rel="next"', '/a,b;c'],
    ['</a>; rel=last; rel=next', undefined],
    ['</a>; rel="nextpage"', undefined],
    ['</a>; rel="next"; anchor="/other", </b>; rel="next"', '/b'],
    ['</a>; flag; rel=next', '/a'],
    ['</a>', undefined],
    ['', undefined],
    [null, undefined],
    ['nonsense; rel="next"', undefined],
  ])('%s', (header, target) => {
    expect(linkOf(header, 'next')).toBe(target);
  });

  it('gives back what was written into it', () => {
    const target = fc.string().filter((text) => !/[<>\s]/.test(text));
    const relation = fc.constantFrom('next', 'prev', 'last', 'first');
    const title = fc.option(fc.string({ unit: 'binary-ascii' }).filter((text) => !/[\r\n]/.test(text)));
    fc.assert(
      fc.property(fc.array(fc.tuple(target, relation, title)), (links) => {
        const header = links
          .map(([url, rel, text]) => {
            const titled = text === null ? '' : `; title="${text.replace(/["\\]/g, '\\$&')}"`;
            return `<${url}>${titled}; rel="${rel}"`;
          })
          .join(', ');
        expect(linkOf(header, 'next')).toBe(links.find(([, rel]) => rel === 'next')?.[0]);
      }),
    );
  });

  it('is read in time, whatever it holds', () => {
    for (const part of ['<', '<a>; ', '<a>;a=', '<a>; a="', '\\', ' ', '<a>;   x   ='])
      expect(linkOf(part.repeat(20_000), 'next')).toBeUndefined();
  });
});
