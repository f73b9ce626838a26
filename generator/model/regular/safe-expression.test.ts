import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeExpression } from './safe-expression.ts';

describe('an expression that ends', () => {
  it.each(['^(a+)+$', '^(a|a)*b$', '(x+x+)+y', '^(\\w+\\s?)*$'])('%s', (source) => {
    // By itself JavaScript's engine takes minutes: the test would never end.
    const text = `${'a'.repeat(40)}!`;
    for (const reading of ['search', 'whole'] as const) {
      const expression = new RegExp(reading === 'whole' ? `^(?:${source})$` : source, 'u');
      expect(safeExpression(source, expression, reading).test(text)).toBe(false);
    }
  });

  it('says what JavaScript says', () => {
    const source = fc.constantFrom(
      '^[a-z]+-\\d+$',
      '(ab)+c*',
      '^\\w+(\\.\\w+)*$',
      'a{2,}b+',
      '^([ab]+|c+)*d?$',
      '^.+@.+$',
    );
    const text = fc.string({ unit: fc.constantFrom(...'abcd-.@1 '), maxLength: 30 });
    fc.assert(
      fc.property(source, text, (written, said) => {
        const found = new RegExp(written, 'u');
        const whole = new RegExp(`^(?:${written})$`, 'u');
        expect(safeExpression(written, found, 'search').test(said)).toBe(found.test(said));
        expect(safeExpression(written, whole, 'whole').test(said)).toBe(whole.test(said));
      }),
    );
  });
});
