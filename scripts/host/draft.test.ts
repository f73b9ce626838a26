import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Draft } from './draft.ts';
import { Files } from './files.ts';

let cwd = '';
let files: Files;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'docpact-draft-'));
  files = new Files(cwd);
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

function drafted(path: string, content: string): Draft {
  const draft = files.draft(path);
  if ('fault' in draft) throw new Error(draft.fault.message);
  writeSync(draft.descriptor, content);
  return draft;
}

const text = (path: string) => readFileSync(join(cwd, path), 'utf8');

describe('drafts', () => {
  it('take their places together and leave nothing beside them', () => {
    writeFileSync(join(cwd, 'a.json'), 'before');
    const drafts = [drafted('a.json', 'after'), drafted('b.json', 'new')];
    expect(text('a.json')).toBe('before');
    expect(files.keep(drafts)).toBeUndefined();
    expect([text('a.json'), text('b.json'), readdirSync(cwd)]).toEqual([
      'after',
      'new',
      ['a.json', 'b.json'],
    ]);
  });

  it('are all as before when one cannot take its place', () => {
    writeFileSync(join(cwd, 'a.json'), 'before');
    const drafts = [drafted('a.json', 'after'), drafted('new.json', 'new'), drafted('b.json', 'late')];
    mkdirSync(join(cwd, 'b.json/in-the-way'), { recursive: true });
    expect(files.keep(drafts)?.code).toBe('config/unwritable');
    for (const draft of drafts) draft.drop();
    expect([text('a.json'), readdirSync(cwd)]).toEqual(['before', ['a.json', 'b.json']]);
  });

  it('leave a file alone that has their content already', () => {
    writeFileSync(join(cwd, 'a.json'), 'same');
    const draft = drafted('a.json', 'same');
    expect(files.keep([draft])).toBeUndefined();
    expect([text('a.json'), readdirSync(cwd)]).toEqual(['same', ['a.json']]);
  });
});

describe('a plan of files', () => {
  it('is written whole, and tells what changed', async () => {
    writeFileSync(join(cwd, 'same.txt'), 'same');
    const written = await files.write([
      { path: 'same.txt', content: 'same' },
      { path: 'deep/er/new.txt', content: 'new' },
    ]);
    expect(written).toEqual({ changed: ['deep/er/new.txt'] });
    expect([text('deep/er/new.txt'), readdirSync(join(cwd, 'deep/er'))]).toEqual(['new', ['new.txt']]);
  });

  it('is not written at all where one file cannot be', async () => {
    writeFileSync(join(cwd, 'a.txt'), 'before');
    mkdirSync(join(cwd, 'b.txt'));
    const written = await files.write([
      { path: 'a.txt', content: 'after' },
      { path: 'b.txt', content: 'new' },
    ]);
    expect(written).toMatchObject({ fault: { code: 'config/unwritable' } });
    expect([text('a.txt'), readdirSync(cwd)]).toEqual(['before', ['a.txt', 'b.txt']]);
  });

  it('may be of more files than a process may hold open', async () => {
    const plan = Array.from({ length: 3000 }, (_, n) => ({ path: `many/${n}.txt`, content: String(n) }));
    expect(await files.write(plan)).toMatchObject({ changed: plan.map(({ path }) => path) });
    expect(readdirSync(join(cwd, 'many'))).toHaveLength(3000);
  });
});
