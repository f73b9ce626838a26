import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explainStep } from './explain.ts';
import { explanationOf, explanations } from './explanations.ts';

describe('what docpact says of its codes', () => {
  it('is said of each code once, and of each that docs/codes.md lists', () => {
    const codes = explanations().map(({ code }) => code);
    expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
    const rows = readFileSync('docs/codes.md', 'utf8').matchAll(/^\| `([a-z]+\/[a-z0-9-]+)` \| (\w+) \|/gm);
    const listed = [...rows].map(([, code = '', severity]) => ({ code, severity }));
    expect(listed.length).toBeGreaterThan(200);
    for (const { code, severity } of listed) expect(explanationOf(code)).toMatchObject({ code, severity });
  });

  it('has reason, remedy and example of a finding', () => {
    expect(explainStep(['lint/content-length']).text?.split('\n')).toEqual([
      'lint/content-length (info)',
      "  An example's Content-Length fits its body with neither kind of line end.",
      expect.stringMatching(/^ {2}Why: /),
      '  → Leave the header out, or count again.',
      '',
      '  For example:',
      '    11:17 Content-Length is 40, but the body has 18 bytes (20 with CRLF)',
      '      11 | Content-length: 40',
    ]);
  });

  it.each([
    ['verify/request-body-possible', 'info'],
    ['change/request-enum', 'error'],
    ['change/response-enum-compatible', 'info'],
    ['config/no-docs', 'error'],
    ['openapi/syntax', 'error'],
    ['config/accept-empty', 'error'],
    ['mock/state-too-deep', 'error'],
  ])('knows %s', (code, severity) => {
    expect(explanationOf(code)).toMatchObject({ code, severity });
  });

  it('lists an area, a check of schemas and all, without what is another code with another verdict', () => {
    const lines = (...asked: string[]) => explainStep(asked).text?.split('\n') ?? [];
    expect(lines('lint').every((line) => /^lint\/[\w-]+ +(?:error|warning|info) +\S/.test(line))).toBe(true);
    expect(lines('change/enum').map((line) => line.split(' ')[0])).toEqual([
      'change/request-enum',
      'change/response-enum',
    ]);
    expect(lines().length).toBeGreaterThan(lines('lint').length + lines('change').length);
    expect(lines().filter((line) => line.startsWith('change/request-enum-'))).toEqual([]);
  });

  it('is data as well', () => {
    expect(explainStep(['lint/content-length', 'openapi/syntax']).data).toMatchObject({
      codes: [
        { code: 'lint/content-length', severity: 'info', help: 'Leave the header out, or count again.' },
        { code: 'openapi/syntax', severity: 'error' },
      ],
    });
  });

  it('refuses what is no code, and says which is meant', () => {
    const { refused, diagnostics } = explainStep(['verify', 'lint/content-lenth']);
    expect(refused).toBe(true);
    expect(diagnostics[0]?.message).toBe(
      'docpact has no code lint/content-lenth; did you mean lint/content-length?',
    );
    expect(explainStep(['lint/nothing-like-it-at-all']).diagnostics[0]?.message).not.toContain('mean');
  });
});
