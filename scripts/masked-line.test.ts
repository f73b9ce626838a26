import { describe, expect, it } from 'vitest';
import { maskedLine, maskedSlice } from './masked-line.ts';

describe('a line that may hold secrets', () => {
  it.each([
    [
      '{ "name": "Authorization", "value": "Bearer abc.def.ghi" }',
      '{ "name": "Authorization", "value": "******************" }',
    ],
    ['"name":"cookie","value":"sid=1\\"2; x=y"', '"name":"cookie","value":"*************"'],
    ['"X-Api-Key": "k-123"', '"X-Api-Key": "*****"'],
    ['"Set-Cookie": ["a=b; Path=/"]', '"Set-Cookie": ["***********"]'],
    [
      '"url": "https://a.test/b?access_token=abc&page=2&sig=x%2Fy"',
      '"url": "https://a.test/b?access_token=***&page=2&sig=*****"',
    ],
    ['Authorization: Bearer {token}', 'Authorization: Bearer {token}'],
    ['curl -H "Authorization: Basic dXNlcjpw"', 'curl -H "Authorization: Basic ********"'],
    ['"name": "Accept", "value": "application/json"', '"name": "Accept", "value": "application/json"'],
  ])('%s', (line, expected) => {
    expect(maskedLine(line)).toBe(expected);
    expect(maskedLine(line)).toHaveLength(line.length);
  });

  it('is masked in any part of it', () => {
    const line = `${' '.repeat(500)}"name":"Cookie","value":"${'s'.repeat(300)}"`;
    const read = (from: number, to: number) => line.slice(from - 1, to - 1);
    for (let from = 1; from < line.length; from += 40)
      expect(maskedSlice(read, from, from + 120)).not.toContain('sss');
  });
});
