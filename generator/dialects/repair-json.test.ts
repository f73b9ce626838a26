import { describe, expect, it } from 'vitest';
import { repairJson } from './repair-json.ts';

const mended = (source: string): unknown => {
  const repaired = repairJson(source);
  return repaired && { value: JSON.parse(repaired.text), what: repaired.repairs.map(({ what }) => what) };
};

describe('JSON that has one plain meaning', () => {
  it.each<[string, unknown, string[]]>([
    ['{"a":1,}', { a: 1 }, ['a comma after the last item']],
    ['{"a":1,,"b":2}', { a: 1, b: 2 }, ['a comma too many']],
    ['{"a":1\n"b":2}', { a: 1, b: 2 }, ['a missing comma']],
    ['[{"a":1}{"b":2}]', [{ a: 1 }, { b: 2 }], ['a missing comma']],
    ['{"a":1, // one\n"b":2 /* two */}', { a: 1, b: 2 }, ['a comment', 'a comment']],
    ['{"a":[1,2,...],\n…}', { a: [1, 2] }, ['an ellipsis', 'an ellipsis']],
    ['{“a”:"b"}', { a: 'b' }, ['typographic quotes']],
    [
      "{'a':'it's \"x\"'}",
      { a: 'it\'s "x"' },
      ['other quotes', 'other quotes', 'other quotes', 'other quotes'],
    ],
    ['{a: 1}', { a: 1 }, ['a name without quotes']],
    [
      '{"a": String, "b": {id}, "c": <x>}',
      { a: 'String', b: '{id}', c: '<x>' },
      Array(3).fill('a value without quotes'),
    ],
    [
      '{"a": 2021-04-01T12:39:16Z, "b": 2021-04-01, "c": 5f0e1a2b-0c3d-4e5f-8a9b-0c1d2e3f4a5b}',
      { a: '2021-04-01T12:39:16Z', b: '2021-04-01', c: '5f0e1a2b-0c3d-4e5f-8a9b-0c1d2e3f4a5b' },
      Array(3).fill('a value without quotes'),
    ],
    ['{"a": True}', { a: true }, ['a value without quotes']],
    ['{"a":"x\ny\t"}', { a: 'x\ny\t' }, Array(2).fill('a control character in a string')],
    ['{"a":"x,\n"b":1}', { a: 'x', b: 1 }, ['a missing quote']],
    ['{"a":"C:\\Temp"}', { a: 'C:\\Temp' }, ['a backslash that escapes nothing']],
    ['{"a":{"b":1}', { a: { b: 1 } }, ['a missing closing bracket']],
    ['{"a":1}}', { a: 1 }, ['a closing bracket too many']],
    ['{"a":1}\n{"b":2}', { a: 1 }, ['several values']],
    ['"a": 1,\n"b": 2', { a: 1, b: 2 }, ['missing braces']],
    ['{\u00a0"a":1}', { a: 1 }, ['a blank that JSON does not know']],
  ])('%j', (source, value, what) => {
    expect(mended(source)).toEqual({ value, what });
  });

  it('keeps keys that other objects have', () => {
    expect(JSON.stringify(mended('{"__proto__":{"x":1},}'))).toContain('"__proto__":{"x":1}');
  });

  it('knows where things stood', () => {
    const source = '{a: 1\n"b": [2,]}';
    const repaired = repairJson(source);
    const at = (text: string) => repaired?.sourceOf(repaired.text.indexOf(text));
    expect([at('1'), at('"b"'), at('2')]).toEqual(['1', '"b"', '2'].map((text) => source.indexOf(text)));
    expect(repaired?.repairs.map(({ offset }) => offset)).toEqual([1, 6, 13]);
  });
});

describe('JSON whose meaning would be a guess', () => {
  it.each([
    '{"a": ...}',
    '{"a": 01}',
    '{"a" "b"}',
    '{"a":1]',
    '{"a":"b","c"}',
    '{Raw bytes}',
    '{"a": "b"; "c": 1}',
    '{"a": "b',
    `${'['.repeat(5000)}1`,
  ])('%.40j', (source) => {
    expect(repairJson(source)).toBeUndefined();
  });

  it('costs no more than its length', () => {
    const begin = performance.now();
    for (const part of ['\n', '/*', '" ', "' ", '{', '1 ', '\u2026', 'a:'])
      repairJson(`{"a":"${part.repeat(100_000)}`);
    expect(performance.now() - begin).toBeLessThan(5000);
  });
});
