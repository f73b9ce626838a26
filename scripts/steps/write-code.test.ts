import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import { Files } from '../host/files.ts';
import type { Host } from '../host/host.ts';
import { type CodeFile, writeCode, writeRefusal } from './write-code.ts';

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'docpact-write-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

function hostWith(files = new Files(cwd)): Host {
  const nothing = () => {};
  const stopped = () => new Promise<void>(nothing);
  const rest = { env: {}, out: nothing, err: nothing, now: () => 0, today: () => '2026-01-01' };
  return { cwd, files, stopped, colour: false, interactive: false, ...rest };
}

const request = (check: boolean) => ({ out: 'out', check, repair: 'docpact generate' });
const file = (path: string, content: string): CodeFile => ({ path: `out/${path}`, content });
const yielding = (path: string, content: string): CodeFile => ({ ...file(path, content), yields: true });
const write = (...files: CodeFile[]) => writeCode(files, request(false), hostWith());
const check = (...files: CodeFile[]) => writeCode(files, request(true), hostWith());

function put(path: string, content: string): void {
  mkdirSync(dirname(join(cwd, path)), { recursive: true });
  writeFileSync(join(cwd, path), content);
}
const text = (path: string) => readFileSync(join(cwd, path), 'utf8');
const listed = () => Object.keys(JSON.parse(text('out/docpact.manifest.json')).files);
const codes = ({ diagnostics }: { diagnostics: readonly { code: string }[] }) =>
  diagnostics.map(({ code }) => code);
const fine = { diagnostics: [], data: { changed: [] } };

describe('files that are as they should be', () => {
  it('are not written again, the manifest included', async () => {
    const files = [file('a.ts', 'a'), file('deep/b.ts', 'b'), yielding('c.ts', 'c')];
    await write(...files);
    const paths = ['out/a.ts', 'out/deep/b.ts', 'out/c.ts', 'out/docpact.manifest.json'];
    const stamps = () =>
      paths.map((path) => [statSync(join(cwd, path)).mtimeMs, statSync(join(cwd, path)).ino]);
    const before = stamps();
    expect(await write(...files)).toMatchObject(fine);
    expect(stamps()).toEqual(before);
    await write(file('a.ts', 'A'), ...files.slice(1));
    expect(stamps().map((stamp, i) => stamp[1] === before[i]?.[1])).toEqual([false, true, true, false]);
  });

  it('may have the line ends of Windows, as Git makes them', async () => {
    const files = [file('a.ts', 'one\ntwo\n'), file('b.ts', 'b\n')];
    await write(...files);
    for (const path of ['out/a.ts', 'out/docpact.manifest.json'])
      put(path, text(path).replaceAll('\n', '\r\n'));
    expect(await check(...files)).toMatchObject(fine);
    expect(await write(...files)).toMatchObject(fine);
    expect(text('out/a.ts')).toBe('one\r\ntwo\r\n');
    const changed = await write(file('a.ts', 'one\nthree\n'), file('b.ts', 'b\n'));
    expect(codes(changed)).toEqual([]);
    expect(text('out/a.ts')).toBe('one\nthree\n');
  });

  it('are made anew where the folder was removed', async () => {
    await write(file('a.ts', 'a'));
    rmSync(join(cwd, 'out'), { recursive: true });
    expect(codes(await check(file('a.ts', 'a')))).toEqual(['generate/drift', 'generate/drift']);
    await write(file('a.ts', 'a'));
    expect([text('out/a.ts'), listed()]).toEqual(['a', ['a.ts']]);
  });
});

describe('files that yield', () => {
  it('are written like others until somebody changes them', async () => {
    await write(yielding('a.test.ts', '1'));
    expect(text('out/a.test.ts')).toBe('1');
    expect(codes(await write(yielding('a.test.ts', '2')))).toEqual([]);
    expect(text('out/a.test.ts')).toBe('2');
    rmSync(join(cwd, 'out/a.test.ts'));
    expect(codes(await check(yielding('a.test.ts', '2')))).toEqual(['generate/drift']);
    await write(yielding('a.test.ts', '2'));
    expect(text('out/a.test.ts')).toBe('2');
  });

  it('belong to whoever changed them, and a check has nothing against it', async () => {
    await write(yielding('a.test.ts', '1'), yielding('b.test.ts', '1'), yielding('c.test.ts', '1'));
    put('out/a.test.ts', 'mine');
    put('out/b.test.ts', 'mine too');
    const next = [yielding('a.test.ts', '2'), yielding('b.test.ts', '2'), yielding('c.test.ts', '2')];
    expect(writeRefusal(next, request(false), hostWith())).toBeUndefined();
    const outcome = await write(...next);
    expect(outcome.diagnostics).toMatchObject([
      {
        code: 'generate/taken-over',
        severity: 'info',
        message: 'out/a.test.ts and 1 more were changed by hand and stay as they are',
      },
    ]);
    expect(outcome.data).toMatchObject({ takenOver: ['out/a.test.ts', 'out/b.test.ts'] });
    expect(['a', 'b', 'c'].map((name) => text(`out/${name}.test.ts`))).toEqual(['mine', 'mine too', '2']);
    const checked = await check(...next);
    expect(checked).toMatchObject({ data: { changed: [] } });
    expect(checked.diagnostics.map(({ severity }) => severity)).toEqual(['info']);
    expect(checked.text ?? '').toBe('');
  });

  it('may have been somebody else’s from the beginning', async () => {
    put('out/a.test.ts', 'mine');
    expect(codes(await write(yielding('a.test.ts', '1'), file('b.ts', 'b')))).toEqual([
      'generate/taken-over',
    ]);
    expect([text('out/a.test.ts'), listed()]).toEqual(['mine', ['b.ts']]);
    expect(await check(yielding('a.test.ts', '1'), file('b.ts', 'b'))).toMatchObject({
      data: { changed: [] },
    });
  });

  it('come back when they are put back to what docpact wrote', async () => {
    await write(yielding('a.test.ts', '1'));
    put('out/a.test.ts', 'mine');
    await write(yielding('a.test.ts', '2'));
    put('out/a.test.ts', '1');
    expect(codes(await check(yielding('a.test.ts', '2')))).toContain('generate/drift');
    await write(yielding('a.test.ts', '2'));
    expect(text('out/a.test.ts')).toBe('2');
  });

  it('stay when nothing makes them any more and somebody changed them; else they go', async () => {
    await write(yielding('a.test.ts', '1'), yielding('b.test.ts', '1'));
    put('out/a.test.ts', 'mine');
    await write(yielding('a.test.ts', '2'), yielding('b.test.ts', '2'));
    expect(codes(await write())).toEqual(['generate/stale-changed']);
    expect(existsSync(join(cwd, 'out/b.test.ts'))).toBe(false);
    expect([text('out/a.test.ts'), listed()]).toEqual(['mine', []]);
    expect(await check()).toMatchObject(fine);
  });
});

describe('a file that is called otherwise now', () => {
  it('is written under its new name, and the old one goes', async () => {
    await write(file('types/Users.ts', '1'));
    await write(file('types/users.ts', '1'));
    expect([readdirSync(join(cwd, 'out/types')), listed()]).toEqual([['users.ts'], ['types/users.ts']]);
  });

  it('is the same file where letter case does not count', async () => {
    await write(file('Users.ts', '1'));
    // Two names of one file, as such a system shows them.
    linkSync(join(cwd, 'out/Users.ts'), join(cwd, 'out/users.ts'));
    expect(codes(await write(file('users.ts', '2')))).toEqual([]);
    expect([text('out/users.ts'), listed()]).toEqual(['2', ['users.ts']]);
    expect(existsSync(join(cwd, 'out/Users.ts'))).toBe(false);
  });

  it('is not mistaken for another file beside it', async () => {
    await write(file('Users.ts', '1'));
    put('out/users.ts', '1');
    expect(codes(await write(file('users.ts', '2')))).toEqual(['generate/not-ours']);
    expect([text('out/users.ts'), text('out/Users.ts')]).toEqual(['1', '1']);
  });
});

describe('symbolic links', () => {
  beforeEach(() => put('outside/a.ts', 'a'));

  it('are not ours, even with the content that docpact wrote', async () => {
    await write(file('a.ts', 'a'));
    rmSync(join(cwd, 'out/a.ts'));
    symlinkSync(join(cwd, 'outside/a.ts'), join(cwd, 'out/a.ts'));
    expect(codes(await write(file('a.ts', 'b')))).toEqual(['generate/not-ours']);
    await write();
    expect([text('outside/a.ts'), lstatSync(join(cwd, 'out/a.ts')).isSymbolicLink()]).toEqual(['a', true]);
  });

  it('that lead nowhere are in the way as well', async () => {
    mkdirSync(join(cwd, 'out'));
    symlinkSync(join(cwd, 'outside/new.ts'), join(cwd, 'out/a.ts'));
    expect(codes(await write(file('a.ts', 'b')))).toEqual(['generate/not-ours']);
    expect(existsSync(join(cwd, 'outside/new.ts'))).toBe(false);
  });

  it('in the place of a folder lead out: nothing is written or removed behind them', async () => {
    await write(file('types/a.ts', 'a'));
    renameSync(join(cwd, 'out/types'), join(cwd, 'outside/types'));
    symlinkSync(join(cwd, 'outside/types'), join(cwd, 'out/types'));
    expect(codes(await write(file('types/a.ts', 'b'), file('types/new.ts', 'n')))).toEqual([
      'generate/not-ours',
      'generate/not-ours',
    ]);
    await write();
    expect([text('outside/types/a.ts'), readdirSync(join(cwd, 'outside/types'))]).toEqual(['a', ['a.ts']]);
  });

  it('may lead to the folder itself', async () => {
    symlinkSync(join(cwd, 'outside'), join(cwd, 'out'));
    expect(codes(await write(file('b.ts', 'b')))).toEqual([]);
    expect(text('outside/b.ts')).toBe('b');
  });

  it('are no manifest', async () => {
    put('outside/manifest.json', '{"docpact":"manifest/1","files":{}}');
    mkdirSync(join(cwd, 'out'));
    symlinkSync(join(cwd, 'outside/manifest.json'), join(cwd, 'out/docpact.manifest.json'));
    expect(await write(file('b.ts', 'b'))).toMatchObject({
      refused: true,
      diagnostics: [{ code: 'generate/manifest' }],
    });
  });
});

describe('what is in the way', () => {
  it('may be a folder where a file shall be, and a file where a folder shall be', async () => {
    mkdirSync(join(cwd, 'out/a.ts'), { recursive: true });
    put('out/types', 'a file');
    expect(codes(await write(file('a.ts', 'a'), file('types/b.ts', 'b')))).toEqual([
      'generate/not-ours',
      'generate/not-ours',
    ]);
  });

  it('is not a file that cannot be written to: it is replaced', async () => {
    await write(file('a.ts', 'a'));
    chmodSync(join(cwd, 'out/a.ts'), 0o444);
    expect(codes(await write(file('a.ts', 'b')))).toEqual([]);
    expect(text('out/a.ts')).toBe('b');
  });

  it('stays ours when it cannot be removed', async () => {
    await write(file('a.ts', 'a'), file('b.ts', 'b'));
    const fault = {
      code: 'config/unremovable',
      severity: 'error' as const,
      message: 'no',
      at: startOf('out/b.ts'),
      related: [],
      fingerprint: fingerprint([]),
    };
    class Stubborn extends Files {
      override remove(paths: readonly string[]) {
        return new Map(paths.map((path) => [path, fault]));
      }
    }
    const outcome = await writeCode([file('a.ts', 'a')], request(false), hostWith(new Stubborn(cwd)));
    expect([codes(outcome), listed()]).toEqual([['config/unremovable'], ['a.ts', 'b.ts']]);
    await write(file('a.ts', 'a'));
    expect([readdirSync(join(cwd, 'out')), listed()]).toEqual([['a.ts', 'docpact.manifest.json'], ['a.ts']]);
  });

  it('is a manifest that a newer docpact wrote', async () => {
    put('out/docpact.manifest.json', '{"docpact":"manifest/2","files":[]}');
    expect((await write(file('a.ts', 'a'))).diagnostics[0]?.message).toBe(
      'out/docpact.manifest.json does not say what docpact wrote here: a newer docpact wrote it',
    );
    expect(existsSync(join(cwd, 'out/a.ts'))).toBe(false);
  });
});

describe('what an interrupted run left', () => {
  const name = (pid: number) => `.docpact-${pid}-01234567-89ab-cdef-0123-456789abcdef.tmp`;

  it('goes with the next run, in every folder; what is in use stays', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    await write(file('a.ts', 'a'), file('types/b.ts', 'b'));
    const left = [`out/${name(pid)}`, `out/types/${name(pid)}`, `out/${name(process.pid)}`];
    const stays = [`out/types/${name(process.ppid)}`, `out/types/.docpact-notes.tmp`];
    for (const path of [...left, ...stays]) put(path, 'half a fi');
    await check(file('a.ts', 'a'), file('types/b.ts', 'b'));
    expect(left.filter((path) => existsSync(join(cwd, path)))).toEqual(left);
    await write(file('a.ts', 'a'), file('types/b.ts', 'b'));
    expect(left.filter((path) => existsSync(join(cwd, path)))).toEqual([]);
    expect(stays.filter((path) => existsSync(join(cwd, path)))).toEqual(stays);
  });
});
