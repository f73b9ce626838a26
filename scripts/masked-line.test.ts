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
    ['"X-Api-Key": { "equalTo": "k-123" }', '"X-Api-Key": { "equalTo": "*****" }'],
    [
      '"cookies":[{"name":"sid","value":"a]b"},{"name":"x","value":"yz","path":"/"}],"headersSize":1',
      '"cookies":[{"name":"sid","value":"***"},{"name":"x","value":"**","path":"/"}],"headersSize":1',
    ],
    ['Authorization: Bearer {token}', 'Authorization: Bearer {token}'],
    ['curl -H "Authorization: Basic dXNlcjpw"', 'curl -H "Authorization: Basic ********"'],
    ['"name": "Accept", "value": "application/json"', '"name": "Accept", "value": "application/json"'],
  ])('%s', (line, expected) => {
    expect(maskedLine(line)).toBe(expected);
    expect(maskedLine(line)).toHaveLength(line.length);
  });

  it.each([
    ['"name": "X-Caller", "value": "abc"', '"name": "X-Caller", "value": "***"'],
    ['"x-caller": "abc", "x": "abc"', '"x-caller": "***", "x": "abc"'],
    ['"url": "/a?u.id=abc&other=1"', '"url": "/a?u.id=***&other=1"'],
    ['"Some": "u.id=abc; other=1"', '"Some": "u.id=***; other=1"'],
    ['"url": "/a?uxid=abc"', '"url": "/a?uxid=abc"'],
  ])('%s, where a spec says that X-Caller and u.id are keys', (line, expected) => {
    expect(maskedLine(line, ['x-caller', 'u.id'])).toBe(expected);
  });

  it('is masked in any part of it', () => {
    const line = `${' '.repeat(500)}"name":"Cookie","value":"${'s'.repeat(300)}"`;
    const read = (from: number, to: number) => line.slice(from - 1, to - 1);
    for (let from = 1; from < line.length; from += 40)
      expect(maskedSlice(read, from, from + 120)).not.toContain('sss');
  });
});
