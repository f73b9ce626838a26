import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskedBody, maskedHeader, maskedUrl } from './masked.ts';

const secret = fc.stringMatching(/^[A-Za-z0-9]{8,40}$/);

describe('what is kept of an exchange', () => {
  it('hides credentials in header fields and says of what kind they were', () => {
    expect(maskedHeader('Authorization', 'Bearer abc.def')).toBe('Bearer ***');
    expect(maskedHeader('X-API-Key', 'abc')).toBe('***');
    expect(maskedHeader('Cookie', 'a=1; b=2')).toBe('a=***; b=***');
    expect(maskedHeader('Set-Cookie', 'sid=abc; Path=/; Max-Age=3')).toBe('sid=***; Path=/; Max-Age=3');
    expect(maskedHeader('Content-Type', 'application/json')).toBe('application/json');
  });

  it('hides values of secrets in addresses and leaves the rest', () => {
    expect(maskedUrl('/a?x=1&access_token=abc&y=2')).toBe('/a?x=1&access_token=***&y=2');
    expect(maskedUrl('https://me:pass@host.example/a?b')).toBe('https://***@host.example/a?b');
    expect(maskedUrl('/a/b')).toBe('/a/b');
  });

  it('hides members of bodies that are secrets by their names', () => {
    const body = '{"clientSecret":"a\\"b","keyId":"k","nested":{"password" : "p"},"title":"password"}';
    expect(maskedBody(body, 'application/json')).toBe(
      '{"clientSecret":"***","keyId":"k","nested":{"password" : "***"},"title":"password"}',
    );
    expect(maskedBody('user=a&password=b', 'application/x-www-form-urlencoded')).toBe('user=a&password=***');
  });

  it('never shows a secret, whatever stands around it, and leaves JSON well-formed', () => {
    fc.assert(
      fc.property(secret, fc.jsonValue(), fc.webQueryParameters(), (hidden, other, query) => {
        fc.pre(!JSON.stringify(other).includes(hidden) && !query.includes(hidden));
        expect(maskedHeader('authorization', `Bearer ${hidden}`)).not.toContain(hidden);
        expect(maskedUrl(`/a?${query}&token=${hidden}&${query}`)).not.toContain(hidden);
        const body = maskedBody(JSON.stringify({ other, refresh_token: hidden, more: [other] }), undefined);
        expect(body).not.toContain(hidden);
        expect(JSON.parse(body)).toMatchObject({ refresh_token: '***' });
      }),
    );
  });
});
