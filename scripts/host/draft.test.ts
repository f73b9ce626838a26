import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createServer } from 'node:net';
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

describe('an output that is a link', () => {
  const link = (path: string, to: string) => symlinkSync(to, join(cwd, path));
  const write = async (path: string, content = 'after') => files.write([{ path, content }]);
  const code = async (path: string) => {
    const written = await write(path);
    return 'fault' in written ? written.fault.code : 'written';
  };

  it('stays one: what it leads to is written, there or not yet', async () => {
    mkdirSync(join(cwd, 'real'));
    writeFileSync(join(cwd, 'real/spec.json'), 'before');
    link('spec.json', 'real/spec.json');
    link('again.json', 'spec.json');
    link('new.json', 'real/new.json');
    expect(await write('again.json')).toEqual({ changed: ['again.json'] });
    expect(await write('new.json', 'new')).toEqual({ changed: ['new.json'] });
    expect([text('real/spec.json'), text('real/new.json')]).toEqual(['after', 'new']);
    expect([readlinkSync(join(cwd, 'spec.json')), readlinkSync(join(cwd, 'new.json'))]).toEqual([
      'real/spec.json',
      'real/new.json',
    ]);
    expect(readdirSync(join(cwd, 'real'))).toEqual(['new.json', 'spec.json']);
  });

  it('is as before when another file cannot take its place', () => {
    writeFileSync(join(cwd, 'real.json'), 'before');
    link('spec.json', 'real.json');
    const drafts = [drafted('spec.json', 'after'), drafted('b.json', 'late')];
    mkdirSync(join(cwd, 'b.json/in-the-way'), { recursive: true });
    expect(files.keep(drafts)?.code).toBe('config/unwritable');
    for (const draft of drafts) draft.drop();
    expect([text('real.json'), lstatSync(join(cwd, 'spec.json')).isSymbolicLink()]).toEqual(['before', true]);
    expect(readdirSync(cwd)).toEqual(['b.json', 'real.json', 'spec.json']);
  });

  it('is refused where it leads out of the working folder, and followed where it lies outside itself', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'docpact-outside-'));
    try {
      writeFileSync(join(outside, 'theirs'), 'theirs');
      symlinkSync('theirs', join(outside, 'link'));
      link('spec.json', join(outside, 'theirs'));
      link('dangling.json', join(outside, 'new'));
      link('inside.json', 'spec.json');
      const refused = await Promise.all(['spec.json', 'dangling.json', 'inside.json'].map(code));
      expect(new Set(refused)).toEqual(new Set(['config/output-link-leads-out']));
      expect([readdirSync(outside), readFileSync(join(outside, 'theirs'), 'utf8')]).toEqual([
        ['link', 'theirs'],
        'theirs',
      ]);
      expect(await code(join(outside, 'link'))).toBe('written');
      expect(readFileSync(join(outside, 'theirs'), 'utf8')).toBe('after');
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  it('is refused where nothing can be written behind it', async () => {
    link('circle', 'circle');
    link('nowhere', 'missing/file');
    link('folder', '.');
    expect(await Promise.all(['circle', 'nowhere', 'folder'].map(code))).toEqual(
      Array.from({ length: 3 }, () => 'config/unwritable'),
    );
    expect(readdirSync(cwd)).toEqual(['circle', 'folder', 'nowhere']);
  });

  it('is refused where it leads to something that is no file', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(cwd, 'socket'), resolve));
    try {
      link('spec.json', 'socket');
      expect([await code('socket'), await code('spec.json')]).toEqual(Array(2).fill('config/unwritable'));
      expect(lstatSync(join(cwd, 'socket')).isSocket()).toBe(true);
    } finally {
      server.close();
    }
  });

  it('is refused where it leads to what was read, by whatever name', async () => {
    mkdirSync(join(cwd, 'real'));
    for (const name of ['a.json', 'b.md', 'c.json']) writeFileSync(join(cwd, 'real', name), name);
    link('folder', 'real');
    link('a-link.json', 'real/a.json');
    link('c-link.json', 'real/c.json');
    await files.read('folder/a.json');
    files.readMany(['folder/b.md']);
    await files.read('c-link.json');
    for (const path of ['real/a.json', 'a-link.json', 'real/b.md', 'folder/b.md', 'real/c.json'])
      expect([path, await code(path)]).toEqual([path, 'config/output-is-input']);
  });
});
