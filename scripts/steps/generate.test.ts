import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Api } from '../../generator/openapi/api.ts';
import { Files } from '../host/files.ts';
import type { Host } from '../host/host.ts';
import { readSpec } from '../host/read-spec.ts';
import { generateStep, KnownCode } from './generate.ts';

const spec = (tags: readonly string[]) => ({
  openapi: '3.1.0',
  info: { title: 'Test', version: '1' },
  paths: Object.fromEntries(
    tags.map((tag) => [`/${tag}`, { get: { operationId: `get_${tag}`, tags: [tag], responses: {} } }]),
  ),
});

let cwd = '';
let said = '';

function host(): Host {
  let clock = 0;
  return {
    cwd,
    env: {},
    files: new Files(cwd),
    out: () => {},
    err: (text) => {
      said += text;
    },
    now: () => {
      clock += 98;
      return clock;
    },
    today: () => '2026-01-01',
    colour: false,
    interactive: false,
    stopped: () => new Promise(() => {}),
  };
}

function put(path: string, content: unknown): void {
  mkdirSync(join(cwd, path, '..'), { recursive: true });
  writeFileSync(join(cwd, path), typeof content === 'string' ? content : JSON.stringify(content));
}

const read = (path: string) => readFileSync(join(cwd, path), 'utf8');
const there = () =>
  readdirSync(join(cwd, 'out'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(cwd, 'out').length + 1))
    .filter((path) => !path.startsWith('runtime/'))
    .sort();
const run = (options: { check?: boolean; emit?: string | string[]; include?: string | string[] } = {}) => {
  const { check: _check, ...config } = options;
  const repair = 'docpact generate --spec openapi.json --out out';
  const check = options.check ?? false;
  // As if watched: the thread that emits stays for the next run. It takes a second to start.
  const known = new KnownCode(true);
  return generateStep({ spec: 'openapi.json', out: 'out', config, check, repair, known }, host());
};

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'docpact-generate-'));
  said = '';
  put('openapi.json', spec(['a', 'b']));
});
afterEach(() => {
  rmSync(cwd, { recursive: true, force: true });
});

describe('generate', () => {
  it('writes the code, the runtime and a manifest, and says so in one line', async () => {
    const outcome = await run();
    expect(outcome.diagnostics).toEqual([]);
    expect(there()).toEqual([
      'api.ts',
      'client.ts',
      'client/a.ts',
      'client/b.ts',
      'docpact.manifest.json',
      'operations/a.ts',
      'operations/b.ts',
      'schemas.ts',
      'types/a.ts',
      'types/b.ts',
    ]);
    expect(existsSync(join(cwd, 'out/runtime/index.ts'))).toBe(true);
    expect(existsSync(join(cwd, 'out/runtime/path.test.ts'))).toBe(false);
    expect(said).toMatch(/^openapi\.json → out \[\d+ files, 98 ms\]\n$/);
  });

  it('changes nothing the second time, and a check finds nothing', async () => {
    await run();
    expect((await run()).data).toMatchObject({ changed: [] });
    expect(await run({ check: true })).toMatchObject({ diagnostics: [], data: { changed: [] } });
  });

  it('removes what it wrote and the spec no longer makes', async () => {
    await run();
    put('openapi.json', spec(['a']));
    const check = await run({ check: true });
    expect(check.diagnostics.map(({ code, at }) => [code, at.file])).toContainEqual([
      'generate/stale',
      'out/types/b.ts',
    ]);
    expect(there()).toContain('types/b.ts');
    await run();
    expect(there()).not.toContain('types/b.ts');
    expect(await run({ check: true })).toMatchObject({ diagnostics: [] });
  });

  it('keeps a left-over file that somebody changed, and says so', async () => {
    await run();
    put('out/types/b.ts', 'export const mine = 1;\n');
    put('openapi.json', spec(['a']));
    const outcome = await run();
    expect(outcome.diagnostics.map(({ code }) => code)).toEqual(['generate/stale-changed']);
    expect(read('out/types/b.ts')).toBe('export const mine = 1;\n');
  });

  it('refuses before the first byte when a file that is not ours is in the way', async () => {
    put('out/client.ts', '// by hand\n');
    const outcome = await run();
    expect(outcome.refused).toBe(true);
    expect(outcome.diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ['generate/not-ours', 'out/client.ts is in the way and was not written by docpact'],
    ]);
    expect(there()).toEqual(['client.ts']);
    expect(read('out/client.ts')).toBe('// by hand\n');
    expect(said).toBe('');
  });

  it('refuses to overwrite what was changed by hand; a check shows the difference', async () => {
    await run();
    const before = read('out/client.ts');
    put('out/client.ts', before.replace('interface Client', 'interface Kunde'));
    put('openapi.json', spec(['a', 'b', 'c']));
    const outcome = await run();
    expect(outcome).toMatchObject({ refused: true, diagnostics: [{ code: 'generate/not-ours' }] });
    expect(there()).not.toContain('types/c.ts');
    const check = await run({ check: true });
    expect(check.refused).toBeUndefined();
    expect(check.diagnostics.find(({ at }) => at.file === 'out/client.ts')).toMatchObject({
      code: 'generate/drift',
      help: 'Run: docpact generate --spec openapi.json --out out',
    });
    expect(check.text).toContain('-export interface Kunde {\n+export interface Client {');
  });

  it('leaves other files in the folder alone', async () => {
    put('out/mine/notes.md', 'mine');
    put('out/types/mine.ts', 'mine');
    await run();
    put('openapi.json', spec([]));
    await run();
    expect(there()).toEqual(['docpact.manifest.json', 'mine/notes.md', 'schemas.ts', 'types/mine.ts']);
  });

  it.each([
    ['{', 'it is not well-formed JSON'],
    ['{}', 'it is no docpact manifest of version 1'],
    [
      '{"docpact":"manifest/1","files":{"../openapi.json":"00"}}',
      'the entry "../openapi.json" is no file below',
    ],
  ])('refuses a broken manifest: %s', async (text, reason) => {
    put('out/docpact.manifest.json', text);
    const outcome = await run();
    expect(outcome.refused).toBe(true);
    expect(outcome.diagnostics[0]?.message).toBe(
      `out/docpact.manifest.json does not say what docpact wrote here: ${reason}`,
    );
    expect(existsSync(join(cwd, 'openapi.json'))).toBe(true);
  });

  it.each([
    ['no such file', undefined, 'config/unreadable'],
    ['an empty file', '', 'openapi/empty'],
    ['another kind of document', '{"swagger":"2.0"}', 'openapi/not-openapi'],
  ])('refuses %s and writes nothing', async (_, content, code) => {
    rmSync(join(cwd, 'openapi.json'));
    if (content !== undefined) put('openapi.json', content);
    const outcome = await run();
    expect(outcome).toMatchObject({ refused: true, diagnostics: [{ code }] });
    expect(existsSync(join(cwd, 'out'))).toBe(false);
  });

  it('makes code of the operations that are included, and takes the rest away', async () => {
    await run();
    const outcome = await run({ include: ['tag:a', '/z/**'] });
    expect(outcome.diagnostics.map(({ code }) => code)).toEqual(['generate/include-unmatched']);
    expect(there().filter((path) => path.includes('/'))).toEqual([
      'client/a.ts',
      'operations/a.ts',
      'types/a.ts',
    ]);
    expect(await run({ include: 'tag:a', check: true })).toMatchObject({
      diagnostics: [],
      data: { changed: [] },
    });
    expect((await run({ check: true })).diagnostics.map(({ at }) => at.file)).toContain('out/types/b.ts');
  });

  it('refuses patterns that leave nothing, and writes nothing', async () => {
    const outcome = await run({ include: 'get_c' });
    expect(outcome).toMatchObject({ refused: true });
    expect(outcome.diagnostics.map(({ code, help }) => [code, help])).toEqual([
      ['generate/include-unmatched', 'Did you mean get_a?'],
      ['generate/include-nothing', undefined],
    ]);
    expect(existsSync(join(cwd, 'out'))).toBe(false);
  });

  it('takes one emitter as a text', async () => {
    await run({ emit: 'types' });
    expect(there()).toEqual(['docpact.manifest.json', 'schemas.ts', 'types/a.ts', 'types/b.ts']);
  });

  it('refuses an unknown emitter and writes nothing', async () => {
    expect(await run({ emit: ['clint'] })).toMatchObject({
      refused: true,
      diagnostics: [{ code: 'generate/unknown-emitter', help: 'Did you mean client?' }],
    });
    expect(existsSync(join(cwd, 'out'))).toBe(false);
  });
});

describe('code that is made again and again', () => {
  const again = (known: KnownCode) =>
    generateStep({ spec: 'openapi.json', out: 'out', config: {}, check: false, repair: '', known }, host());

  it('is made anew when the spec was changed, and written anew when it was taken away', async () => {
    const known = new KnownCode();
    await again(known);
    put('openapi.json', spec(['a', 'c']));
    expect((await again(known)).diagnostics).toEqual([]);
    expect(there()).toContain('types/c.ts');
    expect(there()).not.toContain('types/b.ts');
    rmSync(join(cwd, 'out'), { recursive: true });
    await again(known);
    expect(there()).toContain('types/c.ts');
  });

  it('is not made a second time of the same spec', async () => {
    const known = new KnownCode();
    await again(known);
    const first = await known.of(await apiOf(known), () => Promise.reject(new Error('made again')));
    put('openapi.json', spec(['a', 'b']));
    await again(known);
    expect(await known.of(await apiOf(known), () => Promise.reject(new Error('made again')))).toBe(first);
  });

  it('outlives a spec that cannot be read', async () => {
    const known = new KnownCode();
    await again(known);
    const before = there();
    put('openapi.json', '{');
    expect(await again(known)).toMatchObject({ refused: true, diagnostics: [{ code: 'openapi/syntax' }] });
    expect(there()).toEqual(before);
    put('openapi.json', spec(['a', 'b']));
    expect((await again(known)).data).toMatchObject({ changed: [] });
  });
});

/** The spec as it was read last. */
async function apiOf(known: KnownCode): Promise<Api> {
  const read = await readSpec(host(), 'openapi.json', known.spec);
  if (!read.value) throw new Error('the spec of this test cannot be read');
  return read.value.api;
}
