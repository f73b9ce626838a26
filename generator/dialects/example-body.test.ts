import { describe, expect, it } from 'vitest';
import { pageOf } from '../markdown/read-page.ts';
import { exampleBody } from './example-body.ts';

const body = ['{', '  "hull": {', '    "length": 12.50', '  },', '  "crew": [1, 2]', '}'];

function read(lines: readonly string[], end = '\n') {
  const page = pageOf(lines.join(end), 'ship.md');
  const fence = page.blocks.find((block) => block.kind === 'fence');
  if (!fence) throw new Error('no fence');
  return { page, fence, example: exampleBody(page, fence, 0, fence.content.length) };
}

describe('the places of a body', () => {
  it.each([
    ['plain', '', '\n'],
    ['with CRLF', '', '\r\n'],
    ['in a list item', '   ', '\n'],
    ['in a quote', '> ', '\n'],
  ])('are those of the page: a fence %s', (_, prefix, end) => {
    const { page, example } = read(
      ['# Ship', '', `${prefix}\`\`\`json`, ...body.map((line) => prefix + line), `${prefix}\`\`\``],
      end,
    );
    for (const [pointer, part, text] of [
      ['', 'value', '{'],
      ['/hull', 'key', '"hull"'],
      ['/hull/length', 'value', '12.50'],
      ['/crew/1', 'value', '2'],
      ['/crew/1/none', 'value', '2'],
    ] as const) {
      const at = example.place(pointer, part);
      expect(page.lines.line(at.line).slice(at.column - 1)).toSatisfy((rest) => rest.startsWith(text));
    }
    expect(example.at).toMatchObject({ line: 4, endLine: 9, column: prefix.length + 1 });
    expect([...example.numberTexts()]).toEqual([['/hull/length', '12.50']]);
  });

  it('are found without the page, and from a part of the fence', () => {
    const { page, fence } = read(['```http', 'POST /ships', '', '{"name": "Ada"}', '```']);
    const from = fence.content.indexOf('{');
    const example = exampleBody(page, fence, from, fence.content.length);
    const other = read(['```json', '{"other": true}', '```']).example;
    expect(example.place('/name')).toEqual({
      file: 'ship.md',
      line: 4,
      column: 10,
      endLine: 4,
      endColumn: 15,
    });
    expect(other.place('/other').column).toBe(11);
    expect(example.place('/name', 'key').column).toBe(2);
  });
});
