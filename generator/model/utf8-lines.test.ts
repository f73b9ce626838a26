import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Lines } from './lines.ts';
import { Utf8Lines } from './utf8-lines.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

describe('lines of UTF-8', () => {
  it('are those of the text', () => {
    const unit = fc.constantFrom(
      'a',
      'ß',
      '日',
      '🙂',
      '\n',
      '\r\n',
      '\r',
      'x'.repeat(9000),
      '日🙂'.repeat(5000),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 12 }), fc.nat(), (units, seed) => {
        const text = units.join('');
        const lines = new Lines(text);
        const bytes = new Utf8Lines(utf8(text));
        for (let number = 0; number <= lines.count + 1; number++)
          expect(bytes.line(number)).toBe(lines.line(number));
        const whole = lines.line(1);
        const from = 1 + (seed % (whole.length + 2));
        const cut = whole.slice(from - 1, from + 4).replace(/^[\udc00-\udfff]/, '');
        expect(bytes.slice(1, from, from + 5).replace(/[\ud800-\udbff]?[\udc00-\udfff]?$/, '')).toBe(
          cut.replace(/[\ud800-\udbff]?[\udc00-\udfff]?$/, ''),
        );
        const before = units.slice(0, seed % (units.length + 1)).join('');
        expect(bytes.position(utf8(before).length)).toEqual(lines.position(before.length));
      }),
      { numRuns: 200 },
    );
  });
});
