import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from './json.ts';
import { placeText } from './place.ts';
import { repeatedKeys, writtenMembers } from './repeated-keys.ts';
import { readTextDocument } from './text-document.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

const told = (content: string | Uint8Array) => {
  const file = typeof content === 'string' ? bytes(content) : content;
  const { value, diagnostics } = readTextDocument(file, 'a.json', { area: 'pact', wanted: 'a pact file' });
  return {
    root: value?.root,
    told: diagnostics.map(({ code, severity, message, at, related }) => {
      const first = related.map((one) => `; ${one.message}: ${placeText(one.at)}`).join('');
      return `${severity} ${code} ${placeText(at)} #${at.pointer} ${message}${first}`;
    }),
  };
};

describe('a name that an object has twice', () => {
  it('is a warning with both places; the last one counts', () => {
    expect(told('{\n  "a": 1,\n  "b": [0, { "x/y": 1, "é": 2, "x/y": 3 }],\n  "a": 2\n}')).toEqual({
      root: { a: 2, b: [0, { 'x/y': 3, é: 2 }] },
      told: [
        'warning pact/key-repeated a.json:3:32 #/b/1/x~1y "x/y" stands in this object already; this one counts; the first one: a.json:3:14',
        'warning pact/key-repeated a.json:4:3 #/a "a" stands in this object already; this one counts; the first one: a.json:2:3',
      ],
    });
  });

  it.each([
    ['names that mean the same', '{"a": 1, "\\u0061": 2}', 1],
    ['three of a name', '{"a": 1, "a": 2, "a": 3}', 2],
    ['__proto__', '{"__proto__": 1, "__proto__": 2}', 1],
    ['numbers for names', '{"200": 1, "404": 1, "200": 2}', 1],
    ['objects that are dropped with their members', '{"a": {"b": 1, "c": 1}, "a": {"b": 2}}', 1],
    ['as many as are told', `{${Array.from({ length: 50 }, () => '"a": 1').join(',')}}`, 20],
    ['the same name in two objects', '[{"a": 1}, {"a": {"a": 1}}]', 0],
    ['what only looks like it', '{"a": "\\"a\\": 1", "b": ":", "\\\\": ":\\"", "c:": ["a", "a"]}', 0],
  ])('%s', (_, text, count) => {
    expect(told(text).told).toHaveLength(count);
  });

  it('is found behind a byte order mark, in UTF-16, and not looked for in YAML', () => {
    const text = '{"é": 1,\n "é": 2}';
    const utf16 = new Uint8Array(2 + text.length * 2);
    new DataView(utf16.buffer).setUint16(0, 0xfeff, true);
    for (const [i, c] of [...text].entries())
      new DataView(utf16.buffer).setUint16(2 + i * 2, c.charCodeAt(0), true);
    for (const content of [`\ufeff${text}`, utf16])
      expect(told(content).told).toEqual([expect.stringContaining('a.json:2:2 ')]);
    expect(told('a: 1\nb: {a: 1}\n').told).toEqual([]);
    expect(told('{a: 1, b: 2}').told).toEqual([]);
  });
});

describe('a value of such a name', () => {
  it('is placed where the one stands that counts', () => {
    const text = '{"a": {"b": 1},\n "c": 0,\n "a": {\n  "b": 2 } }';
    const { value } = readTextDocument(bytes(text), 'a.json', { area: 'pact', wanted: 'a pact file' });
    expect(placeText(value?.place('/a/b') ?? { file: '', line: 0, column: 0 })).toBe('a.json:4:8');
    expect(placeText(value?.place('/a', 'key') ?? { file: '', line: 0, column: 0 })).toBe('a.json:3:2');
  });
});

describe('any JSON', () => {
  it('has as many members as are written, and none twice', () => {
    const members = (value: Json): number =>
      typeof value === 'object' && value !== null
        ? Object.values(value).reduce<number>(
            (sum, one) => sum + members(one ?? null) + (Array.isArray(value) ? 0 : 1),
            0,
          )
        : 0;
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 2), (text, indent) => {
        const value = JSON.parse(text);
        const written = bytes(JSON.stringify(value, null, indent));
        expect(writtenMembers(written)).toBe(members(value));
        expect(repeatedKeys(written)).toEqual([]);
      }),
    );
  });
});
