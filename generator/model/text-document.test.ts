import { describe, expect, it } from 'vitest';
import { readTextDocument } from './text-document.ts';

const options = { area: 'openapi', wanted: 'an OpenAPI document' } as const;
const utf8 = (text: string) => new TextEncoder().encode(text);
const read = (content: string | Uint8Array, limits = {}) =>
  readTextDocument(typeof content === 'string' ? utf8(content) : content, 'a.yaml', { ...options, limits });

function refusal(content: string | Uint8Array, limits = {}): string {
  const { value, diagnostics } = read(content, limits);
  expect(value).toBeUndefined();
  return diagnostics.map(({ code, at, message }) => `${code} ${at.line}:${at.column} ${message}`).join('\n');
}

describe('reading', () => {
  it('finds keys and values of YAML and JSON', () => {
    const yaml = read('a:\n  - x\n  - b/c: 1\n').value;
    expect(yaml?.root).toEqual({ a: ['x', { 'b/c': 1 }] });
    expect(yaml?.place('/a/1/b~1c')).toEqual({ file: 'a.yaml', line: 3, column: 10, pointer: '/a/1/b~1c' });
    expect(yaml?.place('/a/1/b~1c', 'key')).toMatchObject({ line: 3, column: 5 });
    const json = read('{\n  "a": ["x", {"b/c": 1}]\n}').value;
    expect(json?.format).toBe('json');
    expect(json?.place('/a/1/b~1c')).toMatchObject({ line: 2, column: 22 });
    expect(json?.place('/a/1/b~1c', 'key')).toMatchObject({ line: 2, column: 15 });
  });

  it('gives places that are copied and written as any other', () => {
    for (const text of ['a:\n  b: 1\n', '{"a":\n  {"b": 1}}']) {
      const place = read(text).value?.place('/a/b');
      const plain = { file: 'a.yaml', line: 2, column: text.startsWith('{') ? 9 : 6, pointer: '/a/b' };
      expect({ ...place }).toStrictEqual(plain);
      expect(structuredClone(place)).toStrictEqual(plain);
      expect(JSON.stringify(place)).toBe(JSON.stringify(plain));
    }
  });

  it('reads JSON whose texts hold what looks like merge marks', () => {
    const text = '\u2028<<<<<<< a\u2028=======\u2028>>>>>>> b';
    expect(read(`{"a":"${text}"}`).value?.root).toEqual({ a: text });
  });

  it('places what is not there at the nearest that is', () => {
    expect(read('a:\n  b: 1\n').value?.place('/a/c/d')).toMatchObject({
      line: 2,
      column: 3,
      pointer: '/a/c/d',
    });
    expect(read('{"a":\n {"b": 1}}').value?.place('/a/c')).toMatchObject({ line: 2, column: 2 });
  });

  it('reads UTF-16 and drops byte order marks', () => {
    expect(read(new Uint8Array([0xff, 0xfe, 0x61, 0, 0x3a, 0, 0x20, 0, 0x31, 0])).value?.root).toEqual({
      a: 1,
    });
    expect(read(new Uint8Array([0xfe, 0xff, 0, 0x61, 0, 0x3a, 0, 0x20, 0, 0x31])).value?.root).toEqual({
      a: 1,
    });
    expect(read(new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0x3a, 0x20, 0x31])).value?.root).toEqual({ a: 1 });
  });

  it('keeps YAML scalars what JSON would make of them', () => {
    expect(read('a: 2016-12-31T23:56:39.3841403-08:00\n200: no\n').value?.root).toEqual({
      a: '2016-12-31T23:56:39.3841403-08:00',
      '200': 'no',
    });
  });

  it('takes __proto__ for data', () => {
    const root = read('__proto__:\n  polluted: true\n').value?.root;
    expect(Object.keys(root as object)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('refusing', () => {
  it.each([
    ['nothing', '', 'openapi/empty 1:1 a.yaml is empty'],
    ['blanks', ' \n\t\n', 'openapi/empty 1:1 a.yaml is empty'],
    ['HTML', '<!DOCTYPE html><p>', 'openapi/not-openapi 1:1 a.yaml is an HTML page, not an OpenAPI document'],
    [
      'a Git LFS pointer',
      'version https://git-lfs.github.com/spec/v1\noid sha256:0\n',
      'openapi/not-openapi 1:1 a.yaml is a Git LFS pointer, not an OpenAPI document',
    ],
    [
      'merge marks',
      'a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n',
      'openapi/not-openapi 2:1 a.yaml is a file with unresolved merge marks, not an OpenAPI document',
    ],
    [
      'invalid UTF-8',
      new Uint8Array([0x61, 0xff]),
      'openapi/encoding 1:1 a.yaml cannot be read as text: it holds bytes that are not UTF-8',
    ],
    ['NUL', 'a: 1\nb: \0', 'openapi/encoding 2:4 a.yaml cannot be read as text: it holds a NUL character'],
    [
      'a JSON text that ends early',
      '{"a": [1,',
      'openapi/syntax 1:10 not well-formed JSON: value expected (the text ends too early)',
    ],
    ['a missing comma', '{"a": 1\n "b": 2}', 'openapi/syntax 2:2 not well-formed JSON: comma expected'],
  ])('%s', (_, content, expected) => {
    expect(refusal(content)).toBe(expected);
  });

  it('a doubled YAML key, at its place', () => {
    expect(refusal('a: 1\na: 2\n')).toBe('openapi/syntax 2:1 not well-formed YAML: Map keys must be unique');
  });

  it('what exceeds its limits', () => {
    expect(refusal('a: 1', { bytes: 3 })).toBe('openapi/too-large 1:1 a.yaml has 4 bytes; the limit is 3');
    expect(refusal('[[[[]]]]', { depth: 2 })).toBe(
      'openapi/too-deep 1:1 values are nested more than 2 levels deep',
    );
    expect(refusal('['.repeat(100_000) + ']'.repeat(100_000))).toContain('openapi/too-deep');
  });

  it('a YAML alias bomb', () => {
    const bomb = Array.from(
      { length: 9 },
      (_, i) =>
        `a${i}: &a${i} [${
          i === 0
            ? 'x'
            : Array(9)
                .fill(`*a${i - 1}`)
                .join(',')
        }]`,
    );
    expect(refusal(bomb.join('\n'))).toContain(
      'openapi/syntax 1:1 not well-formed YAML: Excessive alias count',
    );
  });
});
