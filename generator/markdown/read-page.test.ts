import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Inline, Page, Range } from './page.ts';
import { pageOf, readPage } from './read-page.ts';
import { sectionsBelow } from './sections.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string): Page => pageOf(text, 'page.md');
const kinds = (page: Page) => page.blocks.map((block) => block.kind);
const slice = (page: Page, range: Range) => page.text.slice(range.start, range.end);

function inlinesOf(block: Block): readonly Inline[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'quote':
      return [block.inline];
    case 'list':
      return block.items.map((item) => item.inline);
    case 'table':
      return [block.header, block.delimiter, ...block.rows].flatMap((row) => row.cells);
    default:
      return [];
  }
}

/** Pieces that documentation pages are made of, and what breaks readers. */
const piece = fc.constantFrom(
  '# Title',
  '## HTTP Request',
  '##### Response',
  '# [HTTP](#tab/http)',
  '|a|b|',
  '|---|---|',
  '| x \\| y | [z](../u.md) collection |',
  '|only one|',
  '```http',
  '```',
  '  ```json',
  '{ "a": 1 }',
  '<!-- {',
  '"blockType": "request"',
  '}-->',
  '<!-- one line --> text behind',
  '> **Note:** text',
  '> [!IMPORTANT]',
  '- item',
  '1. item',
  '---',
  '***',
  '===',
  '[label]: ../target.md',
  '[!INCLUDE [title](../includes/x.md)]',
  'text with [label][] and `code` &lt;token&gt; **bold** _it_',
  'no-break\u00a0space and zero\u200bwidth',
  '\tindented',
  '',
);
const markdown = fc
  .tuple(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), fc.constantFrom('\n', '\r\n'))
  .map(([lines, end]) => lines.join(end));

describe('readPage', () => {
  it.each([
    ['', 'docs/empty', 'page.md is empty'],
    [' \r\n\t', 'docs/empty', 'page.md is empty'],
    [
      '<!DOCTYPE html><p>x',
      'docs/not-a-page',
      'page.md is an HTML page, not a documentation page in Markdown',
    ],
  ])('refuses %j', (text, code, message) => {
    const result = readPage(bytes(text), 'page.md');
    expect(result.value).toBeUndefined();
    expect(result.diagnostics).toMatchObject([
      { code, message, at: { file: 'page.md', line: 1, column: 1 } },
    ]);
  });

  it.each(['\n', '\r\n'])('reads both sides of what Git could not merge (%j)', (end) => {
    const lines = [
      '# Board',
      '',
      '<<<<<<< ours',
      '## Sails',
      '=======',
      '## Oars',
      '>>>>>>> theirs',
      '',
      'End.',
    ];
    const result = readPage(bytes(lines.join(end)), 'page.md');
    expect(result.value?.blocks.map((b) => [b.kind, inlinesOf(b).map((i) => i.text)])).toEqual([
      ['heading', ['Board']],
      ['heading', ['Sails']],
      ['heading', ['Oars']],
      ['paragraph', ['End.']],
    ]);
    expect(result.diagnostics).toMatchObject([
      { code: 'docs/merge-marks', severity: 'error', at: { file: 'page.md', line: 3, column: 1 } },
    ]);
  });

  it('refuses bytes that are no text', () => {
    const result = readPage(new Uint8Array([0x23, 0x20, 0xff]), 'page.md');
    expect(result.diagnostics.map((d) => d.code)).toEqual(['docs/encoding']);
  });
});

describe('blocks', () => {
  it('a line of words behind marks without a blank is a heading; names and sentences are none', () => {
    const page = read('#rig enum type\n\n##rig values\n\n#rig\n\n#rig it, and sail.\n');
    expect(page.blocks.map(({ kind }) => kind)).toEqual(['heading', 'heading', 'paragraph', 'paragraph']);
  });

  it('tells headings, tabs and names apart', () => {
    const page = read('# A b\n# [HTTP](#tab/http)\n##Close\n#microsoft.graph.x\n## Closed ##\nSetext\n===\n');
    expect(page.blocks.map((b) => [b.kind, inlinesOf(b).map((i) => i.text)])).toEqual([
      ['heading', ['A b']],
      ['tab', []],
      ['heading', ['Close']],
      ['paragraph', ['#microsoft.graph.x']],
      ['heading', ['Closed']],
      ['heading', ['Setext']],
    ]);
  });

  it('nests sections by level whatever the jump, and tabs close none', () => {
    const page = read('# T\n## Example\n##### Request\n# [HTTP](#tab/http)\ntext\n##### Response\n## Next');
    const titles = [...sectionsBelow(page.root)].map((s) => `${s.level} ${s.title}`);
    expect(titles).toEqual(['0 ', '1 T', '2 Example', '5 Request', '5 Response', '2 Next']);
    const request = [...sectionsBelow(page.root)][3];
    expect(request?.blocks.map((b) => b.kind)).toEqual(['tab', 'paragraph']);
  });

  it('reads tables with escaped pipes, missing cells and a wrong delimiter row', () => {
    const page = read(
      '|A|B|C|\n|---|:--|\n| a \\| b | `c\\|d` | [x](y.md) collection |\n|one|\n| | | |\nend\n',
    );
    const [table] = page.blocks;
    if (table?.kind !== 'table') throw new Error('no table');
    expect(table.rows.map((row) => row.cells.map((cell) => cell.text))).toEqual([
      ['a | b', 'c|d', 'x collection'],
      ['one'],
      ['', '', ''],
      ['end'],
    ]);
    expect(table.delimiter.cells).toHaveLength(2);
    expect(slice(page, table.rows[0]?.cells[2]?.range ?? table.range)).toBe('[x](y.md) collection');
  });

  it('keeps the content of fences, and where it stands, through indentation and quotes', () => {
    const page = read(
      '1. Step\r\n   ```http\r\n   GET /a\r\n     b\r\n   ```\r\n> ```json\r\n> {}\r\n> ```\r\n',
    );
    const fences = page.blocks.filter((b) => b.kind === 'fence');
    expect(fences.map((f) => [f.language, f.content, f.closed])).toEqual([
      ['http', 'GET /a\n  b', true],
      ['json', '{}', true],
    ]);
    expect(page.text.slice(fences[0]?.offsetOf(5)).startsWith('a\r\n')).toBe(true);
    expect(page.text.slice(fences[1]?.offsetOf(1)).startsWith('}\r\n')).toBe(true);
  });

  it('takes > in a fence outside a quote as content', () => {
    const page = pageOf('```\n<a\n> b\n> ```\n```\nafter\n', 'f');
    const [fence, after] = page.blocks;
    expect([fence?.kind === 'fence' && fence.content, after?.kind]).toEqual(['<a\n> b\n> ```', 'paragraph']);
    expect(fence?.kind === 'fence' && fence.plain).toBe(true);
  });

  it('ends an unclosed fence with the page and an unclosed comment with its paragraph', () => {
    const page = read('<!-- {\n "a": 1\n\n# Title\n<!-- b -->\n```\nrest');
    expect(kinds(page)).toEqual(['comment', 'heading', 'comment', 'fence']);
    expect(page.blocks.map((b) => ('closed' in b ? b.closed : ''))).toEqual([false, '', true, false]);
  });

  it('takes comments inside text that is commented out for a part of it', () => {
    const page = read('<!--\n### Sample\n\nText\n<!-- {\n "a": 1\n}-->\n<!--```http\n<!-- b -->\n# Title');
    expect(kinds(page)).toEqual(['comment', 'comment', 'heading']);
    expect(page.blocks.map((b) => ('closed' in b ? b.closed : ''))).toEqual([true, true, '']);
  });

  it('reads what stands behind a comment on its line', () => {
    const page = read('<!-- x --> ## Heading\n<!-- y -->```http\nGET /\n```');
    expect(kinds(page)).toEqual(['comment', 'heading', 'comment', 'fence']);
  });

  it('reads quotes with alerts and lazy lines, lists, includes, definitions, breaks', () => {
    const page = read(
      '> [!NOTE]\n> one\ntwo\n\n* a\n  more\n\n* b\n\n[!INCLUDE [x](../i.md)]\n[User]: ../user.md\n***\nsee [user][]',
    );
    expect(kinds(page)).toEqual(['quote', 'list', 'include', 'definition', 'break', 'paragraph']);
    expect(page.blocks.flatMap(inlinesOf).map((i) => i.text)).toEqual(['one two', 'a more', 'b', 'see user']);
    expect(page.blocks.flatMap(inlinesOf).at(-1)?.links).toEqual([
      { text: 'user', target: '../user.md', form: 'collapsed' },
    ]);
  });

  it('reads front matter that is no YAML', () => {
    const page = read('---\ntitle: "A: b"\nbroken: : {\n  nested: x\n---\n# T');
    expect(page.frontMatter?.entries.map((e) => [e.key, e.value])).toEqual([
      ['title', 'A: b'],
      ['broken', ': {'],
    ]);
    expect(kinds(page)).toEqual(['heading']);
  });
});

describe('inline text', () => {
  it.each([
    ['&lt;token&gt; &#39;x&#x27; &unknown;', "<token> 'x' &unknown;"],
    [
      '**id** and __b__ and *it* and snake_case_name and 2 * 3',
      'id and b and it and snake_case_name and 2 * 3',
    ],
    ['a\u00a0b\u200bc', 'a bc'],
    ['one<br/>two</br>three <placeholder> <b>bold</b>', 'one two three <placeholder> bold'],
    ['\\*not emphasis\\* \\[x\\]', '*not emphasis* [x]'],
    ['`` a`b `` and ` lone', 'a`b and ` lone'],
    ['![alt](x.png) [`code` label](y.md "title")', 'code label'],
    ['[a [b] c](d(e).md) [open', 'a [b] c [open'],
    ['x<!-- hidden -->y <!-- open', 'xy <!-- open'],
    ['{id | userPrincipalName}', '{id | userPrincipalName}'],
  ])('%j', (raw, text) => {
    expect(
      read(raw)
        .blocks.flatMap(inlinesOf)
        .map((i) => i.text),
    ).toEqual([text]);
  });
});

describe('every text is a page', () => {
  it('whose spans lie within it and hold what the node says', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const page = read(text);
        let end = 0;
        for (const block of page.blocks) {
          const { start, end: stop } = block.range;
          expect(start).toBeGreaterThanOrEqual(end);
          expect(stop).toBeGreaterThan(start);
          expect(stop).toBeLessThanOrEqual(text.length);
          expect(slice(page, block.range).trim()).not.toBe('');
          end = stop;
          for (const inline of inlinesOf(block)) {
            expect(inline.range.start).toBeGreaterThanOrEqual(start);
            expect(inline.range.end).toBeLessThanOrEqual(stop);
            if (!/[\n>]/.test(slice(page, inline.range))) expect(slice(page, inline.range)).toBe(inline.raw);
          }
          if (block.kind === 'fence') {
            for (let i = 0; i < block.content.length; i++) {
              if (block.content[i] !== '\n') expect(text[block.offsetOf(i)]).toBe(block.content[i]);
            }
          }
        }
      }),
    );
  });

  it('and reads the same with CRLF as with LF', () => {
    const shape = (page: Page) =>
      page.blocks.map((b) => [b.kind, b.kind === 'fence' ? b.content : '', inlinesOf(b).map((i) => i.text)]);
    fc.assert(
      fc.property(markdown, (text) => {
        const plain = text.replace(/\r/g, '');
        expect(shape(read(plain.replace(/\n/g, '\r\n')))).toEqual(shape(read(plain)));
      }),
    );
  });

  it.each([
    ['[', '['],
    ['<!--', '<!--\n'],
    ['backticks', '`'],
    ['emphasis', '*a_'],
    ['pipes', '|'],
    ['quotes', '>'],
    ['brackets', '[a]('],
  ])('within bounded time: a page of %s', (_, unit) => {
    const page = read(unit.repeat(50_000));
    const started = performance.now();
    for (const inline of page.blocks.flatMap(inlinesOf)) inline.text;
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

const corpus = new URL('../../../shared/corpus/graph-2021/', import.meta.url);
describe.skipIf(!existsSync(corpus))(
  'the sample of 2021 (skipped when ../shared/corpus is not there)',
  () => {
    it('is read without an unclosed fence or an empty page', () => {
      const files = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((f) =>
        f.endsWith('.md'),
      );
      expect(files.length).toBeGreaterThan(250);
      for (const file of files) {
        const { value: page } = readPage(readFileSync(new URL(file, corpus)), file);
        expect(page?.blocks.filter((b) => b.kind === 'fence' && !b.closed)).toEqual([]);
        expect(page?.blocks.length).toBeGreaterThan(0);
      }
    });
  },
);
