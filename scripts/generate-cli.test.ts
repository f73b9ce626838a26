import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** The built command line. `npm test` builds before. */
const cli = join(dirname(fileURLToPath(import.meta.url)), '../dist/scripts/cli.cjs');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docpact generate '));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function docpact(...args: string[]) {
  const run = spawnSync(process.execPath, [cli, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  return { code: run.status, all: run.stdout + run.stderr };
}

function put(path: string, content: unknown): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), JSON.stringify(content));
}

const there = (path: string) => existsSync(join(folder, path));

function spec(...tags: string[]) {
  const operation = (tag: string, method: string) => ({
    operationId: `${tag}/${method}`,
    tags: [tag],
    responses: {},
  });
  const item = (tag: string) => ({ get: operation(tag, 'list'), delete: operation(tag, 'clear') });
  const paths = Object.fromEntries(tags.map((tag) => [`/${tag}`, item(tag)]));
  return { openapi: '3.1.0', info: { title: 'Test', version: '1' }, paths };
}

describe('generate --include', () => {
  const named = ['generate', '--spec', 'api.json', '--out', 'out'];
  const included = [...named, '--include', 'tag:ships', '!DELETE /**'];
  beforeEach(() => put('api.json', spec('ships', 'yards')));

  it('makes code of a part, and a check names the command that repairs it, patterns included', () => {
    expect(docpact(...included)).toMatchObject({ code: 0 });
    expect([there('out/operations/ships.ts'), there('out/operations/yards.ts')]).toEqual([true, false]);
    expect(readFileSync(join(folder, 'out/operations/ships.ts'), 'utf8')).not.toContain('shipsClear');
    expect(docpact(...included, '--check')).toMatchObject({ code: 0 });
    put('api.json', { ...spec('ships', 'yards'), servers: [{ url: 'https://moved.example' }] });
    const { code, all } = docpact(...included, '--emit', 'types,builders', '--emit', 'client', '--check');
    expect(code).toBe(1);
    expect(all).toContain(
      "Run: docpact generate --spec api.json --out out --emit types,builders,client --include tag:ships '!DELETE /**'",
    );
  });

  it('refuses patterns of which none matches, and says which was meant', () => {
    const { code, all } = docpact(...named, '--include', 'tag:ship');
    expect(code).toBe(2);
    expect(all).toContain('the pattern "tag:ship" matches no operation');
    expect(all).toContain('Did you mean tag:ships?');
    expect(there('out')).toBe(false);
  });

  it('prevails over the configuration, whose patterns hold without it', () => {
    put('docpact.config.json', { spec: 'api.json', generate: { out: 'out', include: '/yards' } });
    expect(docpact('generate', '--include', 'ships/*')).toMatchObject({ code: 0 });
    expect([there('out/operations/ships.ts'), there('out/operations/yards.ts')]).toEqual([true, false]);
    const { code, all } = docpact('check');
    expect(code).toBe(1);
    expect(all).toMatch(/out\/operations\/yards\.ts.*\n.*is missing/);
    expect(all).toMatch(/Run: docpact generate$/m);
  });
});

describe('several APIs', () => {
  const configure = (a: string, b: string) =>
    put('docpact.config.json', {
      apis: {
        a: { spec: 'a.json', generate: { out: a } },
        b: { spec: 'b.json', generate: { out: b, include: 'tag:yards' } },
      },
    });
  beforeEach(() => {
    put('a.json', spec('ships'));
    put('b.json', spec('yards', 'docks'));
  });

  it('have a folder and patterns each', () => {
    configure('src/a', 'src/b');
    expect(docpact('generate')).toMatchObject({ code: 0 });
    const files = ['src/a/operations/ships.ts', 'src/b/operations/yards.ts', 'src/b/operations/docks.ts'];
    expect(files.map(there)).toEqual([true, true, false]);
    expect(docpact('check')).toMatchObject({ code: 0 });
  });

  it.each([
    ['src', 'src', 'the code of b would go to src, like that of a'],
    ['src', 'src/b', 'the code of b would go to src/b, within the folder of a'],
  ])('are refused when they go to %s and %s', (a, b, message) => {
    configure(a, b);
    for (const command of ['generate', 'check']) {
      const { code, all } = docpact(command);
      expect([code, all]).toEqual([2, expect.stringContaining(message)]);
    }
    expect(there('src')).toBe(false);
  });

  it('are not all made of the one document that the command line names, nor into one folder', () => {
    configure('src/a', 'src/b');
    const one = docpact('generate', '--spec', 'a.json');
    expect([one.code, one.all]).toEqual([2, expect.stringContaining('several APIs: a, b')]);
    const folder = docpact('generate', '--out', 'src');
    expect([folder.code, folder.all]).toEqual([2, expect.stringContaining('config/overlapping-output')]);
    expect(there('src')).toBe(false);
  });
});

describe('generate --help', () => {
  it('shows how a part is chosen', () => {
    const { all } = docpact('generate', '--help');
    expect(all).toContain('--include <patterns...>');
    expect(all).toContain("docpact generate --include tag:repos '/users/**' '!DELETE /**'");
  });
});
