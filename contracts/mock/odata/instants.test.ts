import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarOf, readDate, readDuration, readMoment, readTime } from './instants.ts';

const picoseconds = 1_000_000_000n;

describe('moments', () => {
  it.each([
    '2020-02-30T00:00:00Z',
    '2021-02-29T00:00:00Z',
    '2020-13-01T00:00:00Z',
    '2020-01-01T24:00:00Z',
    '2020-01-01T00:60:00Z',
    '2020-01-01T00:00:00+24:00',
    '2020-01-01T00:00:00',
    '2020-01-01 00:00:00Z',
    '',
  ])('are not %j', (text) => {
    expect(readMoment(text)).toBeUndefined();
  });

  it('agree with the calendar of JavaScript to the millisecond, and have nine digits more', () => {
    const dates = fc.date({
      noInvalidDate: true,
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
    });
    fc.assert(
      fc.property(dates, fc.integer({ min: 0, max: 999_999_999 }), (date, rest) => {
        const digits = String(rest).padStart(9, '0');
        const text = date.toISOString().replace('Z', `${digits}Z`);
        const at = readMoment(text);
        expect(at).toBe(BigInt(date.getTime()) * picoseconds + BigInt(rest));
        expect(calendarOf(at ?? 0n)).toMatchObject({
          year: date.getUTCFullYear(),
          month: date.getUTCMonth() + 1,
          day: date.getUTCDate(),
          hour: date.getUTCHours(),
          minute: date.getUTCMinutes(),
          second: date.getUTCSeconds(),
        });
      }),
    );
  });

  it('are the same whatever their offset', () => {
    expect(readMoment('2020-01-01T00:30:00+01:00')).toBe(readMoment('2019-12-31T23:30:00Z'));
    expect(readMoment('2016-12-31T23:56:39.3841403-08:00')).toBe(readMoment('2017-01-01T07:56:39.3841403Z'));
    expect(readMoment('2016-12-31T23:59:60Z')).toBe(readMoment('2017-01-01T00:00:00Z'));
  });
});

describe('days, times and lengths', () => {
  it.each([
    ['P1D', 86_400_000],
    ['PT1H', 3_600_000],
    ['-PT1M', -60_000],
    ['P1DT2H3M4.005S', 93_784_005],
    ['PT0S', 0],
  ])('%s', (text, milliseconds) => {
    expect(readDuration(text)).toBe(BigInt(milliseconds) * picoseconds);
  });

  it.each(['P', 'PT', 'P1DT', 'P1M', 'P1Y', 'P1W', '1D', ''])('%j is no length', (text) => {
    expect(readDuration(text)).toBeUndefined();
  });

  it('read days and times of day', () => {
    expect(readDate('1970-01-02')).toBe(86_400_000n * picoseconds);
    expect(readDate('1970-1-2')).toBeUndefined();
    expect(readTime('00:00:01.5')).toBe(1500n * picoseconds);
    expect(readTime('24:00')).toBeUndefined();
  });
});
