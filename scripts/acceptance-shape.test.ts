import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../generator/model/diagnostic.ts';
import { placeText, startOf } from '../generator/model/place.ts';
import { readAcceptance } from './acceptance-shape.ts';

function read(text: string | Uint8Array) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return readAcceptance(bytes, 'below/docpact.accept.yaml', {
    today: () => '2026-03-01',
    absolute: (file) => resolve('/work', file),
  });
}

function faults(text: string | Uint8Array): string[] {
  const { value, diagnostics } = read(text);
  if (value) expect(diagnostics).toEqual([]);
  return diagnostics.map(
    ({ code, message, at, help }) =>
      `${placeText(at).replace(/^.*yaml:/, '')} ${code}: ${message}${help ? ` → ${help}` : ''}`,
  );
}

describe('the file of what is accepted', () => {
  it('may say all that there is to say', () => {
    const text = [
      'accept:',
      '  - code: lint/row-too-long',
      '    file: docs/a.md',
      "    pointer: '#/a/~1b'",
      '    fingerprint: 0123456789abcdef',
      '    reason: |',
      '      Two lines',
      '      of it.',
      '    expires: 2026-12-31',
      '  - { fingerprint: "0123456789123456", reason: r }',
    ].join('\n');
    const { value, diagnostics } = read(text);
    expect(diagnostics).toEqual([]);
    const one = {
      code: 'lint/row-too-long',
      severity: 'error',
      message: '',
      related: [],
      at: { ...startOf('below/docs/a.md'), pointer: '/a/~1b/c' },
      fingerprint: '0123456789abcdef',
    } as const;
    expect(value?.applied({ diagnostics: [one] }).diagnostics[0]?.accepted).toEqual({
      reason: 'Two lines\nof it.',
      expires: '2026-12-31',
      at: { file: 'below/docpact.accept.yaml', line: 2, column: 5, pointer: '/accept/0' },
    });
    expect(value?.accepts({ ...one, at: { ...one.at, file: '/work/below/docs/a.md' } })).toBe(true);
    expect(value?.accepts({ ...one, at: { ...one.at, file: 'docs/a.md' } })).toBe(false);
    expect(value?.accepts({ ...one, fingerprint: '0123456789123456' })).toBe(true);
    expect(value?.accepts({ ...one, fingerprint: fingerprint(['x']) })).toBe(false);
  });

  it.each(['accept: []', 'accept:', '{"accept": []}'])('may accept nothing: %s', (text) => {
    expect(
      read(text).value?.applied({ diagnostics: [], whole: { areas: [], all: true } }).diagnostics,
    ).toEqual([]);
  });

  const entry = (members: string) => `accept:\n  - { ${members} }\n`;
  const hex = 'fingerprint must be a text of 16 hex digits (quoted, where there are no letters in it)';
  const pointer = 'pointer must be a JSON pointer: #/paths/~1users';
  const day = 'expires must be a day, YYYY-MM-DD';
  it.each([
    [
      '',
      '1:1 config/accept-empty: below/docpact.accept.yaml is empty → Give a list of what is accepted: accept: [{ code, reason }].',
    ],
    ['# nothing', '1:1 config/accept-malformed: the file must be an object with the key accept'],
    ['- a', '1:1 config/accept-malformed: the file must be an object with the key accept'],
    ['{}', '1:1 config/accept-incomplete: the file lacks the list accept'],
    ['acept: []', '1:1 config/accept-unknown-key: there is no key "acept" here → Did you mean accept?'],
    ['accept: lint/x', '1:9 config/accept-malformed: accept must be a list'],
    ['accept:\n  - lint/x', '2:5 config/accept-malformed: an entry must be an object: { code, reason }'],
    [entry('code: lint/x'), '2:5 config/accept-incomplete: the entry lacks a reason'],
    [entry('reason: r'), '2:5 config/accept-incomplete: the entry lacks a code or a fingerprint'],
    [entry("file: a, reason: ' '"), '2:24 config/accept-malformed: reason must be a text that says why'],
    [
      entry('code: lint/x, reson: r'),
      '2:21 config/accept-unknown-key: there is no key "reson" here → Did you mean reason?',
    ],
    [
      entry('code: lint/x, __proto__: r, reason: r'),
      '2:21 config/accept-unknown-key: there is no key "__proto__" here → https://github.com/docpact/docpact/blob/main/docs/configuration.md#what-is-accepted has the keys.',
    ],
    [
      entry('code: Lint, reason: r'),
      '2:13 config/accept-malformed: code must be a code such as lint/row-too-long',
    ],
    [
      entry('code: lnit/x, reason: r'),
      '2:13 config/accept-unknown-code: no code of docpact begins like lnit/x → Did you mean lint/x?',
    ],
    [
      entry('code: config/accept-unused, reason: r'),
      '2:13 config/accept-config: config/accept-unused is about how docpact is called or set up, and cannot be accepted → Mend it, and take the entry out.',
    ],
    [entry('fingerprint: 1234567890123456, reason: r'), `2:20 config/accept-malformed: ${hex}`],
    [entry('fingerprint: 0123456789ABCDEF, reason: r'), `2:20 config/accept-malformed: ${hex}`],
    [entry('code: lint/x, pointer: a/b, reason: r'), `2:30 config/accept-malformed: ${pointer}`],
    [entry("code: lint/x, pointer: '#/a~2', reason: r"), `2:30 config/accept-malformed: ${pointer}`],
    [entry("code: lint/x, pointer: '#', reason: r"), `2:30 config/accept-malformed: ${pointer}`],
    [entry('code: lint/x, expires: 2026-06-31, reason: r'), `2:30 config/accept-malformed: ${day}`],
    [entry('code: lint/x, expires: 2026-6-1, reason: r'), `2:30 config/accept-malformed: ${day}`],
    [entry('code: lint/x, expires: 2026, reason: r'), `2:30 config/accept-malformed: ${day}`],
    [
      `accept:\n  - { code: lint/x, reason: r }\n  - { reason: s, code: lint/x }`,
      '3:5 config/accept-repeated: the same is accepted at below/docpact.accept.yaml:2:5 → Leave one of them.',
    ],
    [
      '<html>',
      '1:1 config/accept-foreign: below/docpact.accept.yaml is an HTML page, not a list of what is accepted: accept: [{ code, reason }] → Give a list of what is accepted: accept: [{ code, reason }].',
    ],
    [
      'accept:\n  - a: 1\n    a: 2',
      '3:5 config/accept-syntax: not well-formed YAML: Map keys must be unique',
    ],
    [
      `accept: ${'['.repeat(20)}${']'.repeat(20)}`,
      '1:1 config/accept-too-deep: values are nested more than 8 levels deep',
    ],
  ])('is refused with a place: %j', (text, fault) => {
    expect(faults(text)).toEqual([fault]);
  });

  it('is refused for bytes that are no text, and for too many', () => {
    expect(faults(new Uint8Array([0x61, 0xff]))[0]).toContain('config/accept-encoding');
    expect(faults(new Uint8Array(5 * 1024 * 1024).fill(0x20))[0]).toContain('config/accept-too-large');
  });

  it('tells all that is wrong with it at once', () => {
    const text = 'accept:\n  - { code: lint/x }\n  - { cod: lint/x, expires: soon }\n';
    expect(faults(text).map((fault) => fault.split(':').slice(0, 2).join(':'))).toEqual([
      '2:5 config/accept-incomplete',
      '3:7 config/accept-unknown-key',
      '3:29 config/accept-malformed',
    ]);
  });

  it('doubles nothing without end', () => {
    const lines = [...'bcdefghijklmno'].map(
      (name, i) => `  ${name}: &${name} [${Array(9).fill(`*${'abcdefghijklmno'[i]}`).join(',')}]`,
    );
    expect(faults(`accept:\n  a: &a [x]\n${lines.join('\n')}\n`)[0]).toContain('config/accept-syntax');
  });
});
