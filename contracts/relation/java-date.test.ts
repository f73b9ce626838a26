import { describe, expect, it } from 'vitest';
import { matches } from './matches.ts';

/** Measured with the Pact core; undefined is where we leave it open. */
describe('dates and times by a Java-style format', () => {
  it.each([
    ["yyyy-MM-dd'T'HH:mm:ssXXX", '2016-12-31T23:56:39.123-08:00', false],
    ["yyyy-MM-dd'T'HH:mm:ssXXX", '2016-12-11T23:56:39Z', true],
    ["yyyy-MM-dd'T'HH:mm:ssXXX", '2016-12-11T23:56:39+13:45', undefined],
    ["yyyy-MM-dd'T'HH:mm:ss.SSSXXX", '2016-12-31T23:56:39Z', false],
    ["yyyy-MM-dd'T'HH:mm:ss'Z'", '2016-12-11T23:56:39Z', true],
    ['yyyy-MM-dd', '2023-02-30', undefined],
    ['yyyy-MM-dd', '2023-13-01', false],
    ['yyyy-MM-dd', '24-2-3', undefined],
    ['HH:mm:ss', '1:2:3', undefined],
    ['HH:mm:ss', '24:00:00', false],
    ['dd/MM/yyyy', '05/06/2020', true],
    ['HH:mm:ss', '23:00:59', true],
    ['EEEE', 'Monday', undefined],
  ])('%s on %s: %s', (format, text, expected) => {
    expect(matches({ kind: 'date', format, pointer: '' }, text)).toBe(expected);
  });
});
