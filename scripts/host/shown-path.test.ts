import { posix, win32 } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isWithin, shownPath, slashed } from './shown-path.ts';

describe('a path as messages show it', () => {
  const cwd = 'C:\\repo\\api';
  it.each([
    ['docs\\api\\a.md', 'docs/api/a.md'],
    ['docs/api/a.md', 'docs/api/a.md'],
    ['.\\docs\\..\\spec.yaml', 'spec.yaml'],
    ['C:\\repo\\api\\docs\\a.md', 'docs/a.md'],
    ['c:/REPO/api/docs/a.md', 'docs/a.md'],
    ['\\repo\\api\\docs', 'docs'],
    ['C:\\repo\\api\\', '.'],
    ['..\\other\\a.md', '../other/a.md'],
    ['C:\\repo\\apis\\a.md', 'C:/repo/apis/a.md'],
    ['D:\\specs\\openapi.yaml', 'D:/specs/openapi.yaml'],
    ['\\\\server\\share\\a.yaml', '//server/share/a.yaml'],
    ['..a\\b.md', '..a/b.md'],
  ])('on Windows: %s', (path, shown) => {
    expect(shownPath(path, cwd, win32)).toBe(shown);
  });

  it.each([
    ['docs/./a.md', 'docs/a.md'],
    ['/repo/api/docs/a.md', 'docs/a.md'],
    ['/repo/apis/a.md', '/repo/apis/a.md'],
    ['..a/b.md', '..a/b.md'],
    ['a\\b.md', 'a\\b.md'],
    ['', '.'],
  ])('elsewhere: %s', (path, shown) => {
    expect(shownPath(path, '/repo/api', posix)).toBe(shown);
  });
});

describe('whether a file lies in a folder', () => {
  it.each([
    ['C:\\repo\\a.md', 'C:\\repo', true],
    ['c:\\Repo\\a.md', 'C:\\repo', true],
    ['C:\\repo', 'C:\\repo', true],
    ['C:\\repository\\a.md', 'C:\\repo', false],
    ['C:\\', 'C:\\repo', false],
    ['D:\\repo\\a.md', 'C:\\repo', false],
    ['\\\\server\\share\\a.md', 'C:\\repo', false],
    ['C:\\repo\\..a', 'C:\\repo', true],
  ])('on Windows: %s in %s', (file, folder, within) => {
    expect(isWithin(file, folder, win32)).toBe(within);
  });
});

describe('a pattern', () => {
  it('has slashes on Windows; elsewhere a backslash is what it is there', () => {
    expect(slashed('pacts\\**\\*.json', win32)).toBe('pacts/**/*.json');
    expect(slashed('C:\\repo\\pacts\\*.json', win32)).toBe('C:/repo/pacts/*.json');
    expect(slashed('pacts/\\[a]*.json', posix)).toBe('pacts/\\[a]*.json');
  });
});
