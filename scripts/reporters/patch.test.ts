import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Diagnostic } from '../../generator/model/diagnostic.ts';
import type { Span } from '../../generator/model/place.ts';
import { countBySeverity } from '../report.ts';
import { patch } from './patch.ts';

type Edit = readonly [line: number, column: number, endLine: number, endColumn: number, replacement: string];

function patchOf(texts: Readonly<Record<string, string>>, edits: Readonly<Record<string, readonly Edit[]>>) {
  const diagnostics = Object.entries(edits).flatMap(([file, list]) =>
    list.map(([line, column, endLine, endColumn, replacement]): Diagnostic => {
      const at: Span = { file, line, column, endLine, endColumn };
      return {
        code: 'lint/x',
        severity: 'warning',
        message: '',
        at,
        related: [],
        suggestion: { at, replacement },
        fingerprint: '',
      };
    }),
  );
  return patch.render({
    version: '1',
    command: 'lint',
    diagnostics,
    summary: countBySeverity(diagnostics),
    refused: false,
    text: '',
    data: {},
    codes: new Map(),
    excerpt: () => undefined,
    source: (file) => texts[file],
    colour: false,
  });
}

/** Writes the files, lets the real Git apply the patch as `--report` writes it, and reads them again. */
function gitApplied(
  texts: Readonly<Record<string, string>>,
  edits: Readonly<Record<string, readonly Edit[]>>,
) {
  const folder = mkdtempSync(join(tmpdir(), 'docpact-patch-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  writeFileSync(join(folder, 'lint.patch'), `${patchOf(texts, edits)}\n`);
  execFileSync('git', ['apply', 'lint.patch'], { cwd: folder, stdio: 'pipe' });
  return Object.fromEntries(
    Object.keys(texts).map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  );
}

const lines = (...texts: string[]) => texts.map((text) => `${text}\n`).join('');
const numbered = Array.from({ length: 30 }, (_, i) => `line ${i + 1}`);

describe('the patch of all suggestions', () => {
  it.each<[string, string, readonly Edit[], string]>([
    ['a word', lines('one', 'two', 'three'), [[2, 1, 2, 4, 'zwei']], lines('one', 'zwei', 'three')],
    ['a whole line out', lines('a', 'b', 'c'), [[2, 1, 3, 1, '']], lines('a', 'c')],
    ['a line in', lines('a', 'c'), [[2, 1, 2, 1, 'b\n']], lines('a', 'b', 'c')],
    [
      'two lines in at one place',
      lines('a', 'd'),
      [
        [2, 1, 2, 1, 'b\n'],
        [2, 1, 2, 1, 'c\n'],
      ],
      lines('a', 'b', 'c', 'd'),
    ],
    [
      'two places far apart',
      lines(...numbered),
      [
        [28, 6, 28, 8, 'x'],
        [2, 6, 2, 7, 'y'],
      ],
      lines(...numbered.map((t) => (t === 'line 28' ? 'line x' : t === 'line 2' ? 'line y' : t))),
    ],
    ['CRLF', 'a\r\nb\r\nc\r\n', [[2, 1, 2, 1, 'new\n']], 'a\r\nnew\r\nb\r\nc\r\n'],
    ['a byte order mark, on its line', '\ufeffabc\nd\n', [[1, 2, 1, 3, 'X']], '\ufeffaXc\nd\n'],
    ['no line end at the end', 'a\nlast', [[2, 1, 2, 5, 'end']], 'a\nend'],
    ['the last line, which has no end, out', 'a\nlast', [[2, 1, 3, 1, '']], 'a\n'],
    [
      'overlaps: the first',
      lines('abcdef'),
      [
        [1, 3, 1, 6, 'Y'],
        [1, 1, 1, 4, 'X'],
      ],
      lines('Xdef'),
    ],
    [
      'the same twice: once',
      lines('ab'),
      [
        [1, 1, 1, 2, 'x'],
        [1, 1, 1, 2, 'x'],
      ],
      lines('xb'),
    ],
    [
      'what is left as it is',
      lines('ab'),
      [
        [1, 1, 1, 2, 'X'],
        [1, 2, 1, 3, 'b'],
      ],
      lines('Xb'),
    ],
  ])('%s', (_, before, edits, after) => {
    expect(gitApplied({ 'docs/a.md': before }, { 'docs/a.md': edits })).toEqual({ 'docs/a.md': after });
  });

  it('of several files, with names that need care', () => {
    const texts = { 'z y/ä b.md': lines('a'), 'docs/a.md': lines('b'), 'other.md': lines('c') };
    const edits: Record<string, readonly Edit[]> = {
      'z y/ä b.md': [[1, 1, 1, 2, 'A']],
      'docs/a.md': [[1, 1, 1, 2, 'B']],
    };
    expect(gitApplied(texts, edits)).toEqual({
      'z y/ä b.md': lines('A'),
      'docs/a.md': lines('B'),
      'other.md': lines('c'),
    });
  });

  it('says how many overlap, and where to apply what lies outside the working folder', () => {
    const texts = { '../docs/api/a.md': lines('abc'), '../docs/resources/b.md': lines('b') };
    const edits: Record<string, readonly Edit[]> = {
      '../docs/api/a.md': [
        [1, 1, 1, 3, 'x'],
        [1, 2, 1, 4, 'y'],
      ],
      '../docs/resources/b.md': [[1, 1, 1, 2, 'c']],
    };
    const [head, first] = patchOf(texts, edits).split('\n');
    expect(head).toBe(
      '# 2 suggested wordings; apply in "../docs/"; 1 more are left out, which overlap others or whose file is not UTF-8',
    );
    expect(first).toBe('--- a/api/a.md');
  });

  it('leaves out what is no UTF-8 text', () => {
    expect(patchOf({}, { 'a.md': [[1, 1, 1, 2, 'x']] })).toBe(
      '# 0 suggested wordings; 1 more are left out, which overlap others or whose file is not UTF-8',
    );
  });
});
