import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** The built command line, watching a real folder. `npm test` builds before. */
const cli = join(dirname(fileURLToPath(import.meta.url)), '../dist/scripts/cli.cjs');
let folder = '';
let child: ChildProcess | undefined;
let said = '';

function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

const text = (path: string) => readFileSync(join(folder, path), 'utf8');
const inode = (path: string) => statSync(join(folder, path)).ino;

function page(name: string, status: string): string {
  const request = ['```http', `DELETE /${name}s/{id}`, '```'];
  const lines = [
    `# Delete ${name}`,
    '## HTTP request',
    ...request,
    '## Response',
    `Returns \`${status}\`.`,
    '',
  ];
  return lines.join('\n');
}

function start(...args: string[]): void {
  said = '';
  const own = spawn(process.execPath, [cli, ...args, '--watch'], { cwd: folder });
  child = own;
  for (const stream of [own.stdout, own.stderr])
    stream.on('data', (chunk) => {
      // What the one before had still to say came too late.
      if (child === own) said += chunk;
    });
}

/** Waits for something that the watch will do. An event of the file system may come in two, and make a round more. */
async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1000 && child?.exitCode === null; tries++) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the watch said:\n${said}`);
}

/** Waits until the watch has said so many times that it waits. */
const rounds = (count: number) => until(() => said.split('watching for changes').length > count);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docpact watch '));
  put('docs/ship-delete.md', page('ship', '204 No Content'));
  put('docs/harbour-delete.md', page('harbour', '204 No Content'));
});
afterEach(async () => {
  if (child?.exitCode === null) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
});

describe('generate --watch', () => {
  it('makes again what changes, leaves the rest alone, and outlives a broken page', async () => {
    const config = { docs: 'docs', spec: 'api.yaml', generate: { out: 'generated' } };
    put('docpact.config.json', JSON.stringify(config));
    start('generate');
    await rounds(1);
    const before = readdirSync(join(folder, 'generated'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join('generated', file));
    const inodes = new Map(before.map((file) => [file, inode(file)]));
    put('docs/ship-delete.md', page('ship', '202 Accepted').replace('# Delete', '# Scrap'));
    await until(() => text('api.yaml').includes('"202":'));
    await rounds(2);
    const rewritten = before.filter(
      (file) => existsSync(join(folder, file)) && inode(file) !== inodes.get(file),
    );
    expect(rewritten.length).toBeGreaterThan(0);
    expect(rewritten.length).toBeLessThan(before.length);
    put('docs/ship-delete.md', new Uint8Array([0x23, 0xff, 0xfe, 0x00]));
    await until(() => said.includes('docs/encoding'));
    put('docs/ship-delete.md', page('ship', '204 No Content'));
    await until(() => !text('api.yaml').includes('"202":'));
    child?.kill('SIGINT');
    const [code] = child ? await once(child, 'exit') : [];
    expect(code).toBe(0);
  });

  it('does not go together with --check', async () => {
    start('import', 'docs', '--out', 'api.yaml', '--check');
    const [code] = child ? await once(child, 'exit') : [];
    expect([code, said]).toEqual([2, expect.stringContaining('config/watch-check')]);
  });
});

describe('generate --watch of a spec', () => {
  const operation = (tag: string, more: object = {}) => ({
    get: { operationId: `list_${tag}`, tags: [tag], responses: {}, ...more },
  });
  const spec = (paths: object) =>
    JSON.stringify({ openapi: '3.1.0', info: { title: 'Test', version: '1' }, paths });
  const both = { '/ships': operation('ships'), '/yards': operation('yards') };
  /** What stands in the output, with the time and the file of each. */
  const stamps = () => {
    const files = readdirSync(join(folder, 'out'), { recursive: true, encoding: 'utf8' }).sort();
    return new Map(
      files.map((file) => {
        const { mtimeMs, ino } = statSync(join(folder, 'out', file));
        return [file, `${mtimeMs} ${ino}`];
      }),
    );
  };
  const written = (before: ReadonlyMap<string, string>) =>
    [...stamps()]
      .filter(([file, stamp]) => file.endsWith('s.ts') && before.get(file) !== stamp)
      .map(([file]) => file);

  it('writes what a change concerns, and leaves all as it was while the spec is broken', async () => {
    put('api.json', spec(both));
    start('generate', '--spec', 'api.json', '--out', 'out');
    await rounds(1);
    const first = stamps();
    put('api.json', spec({ ...both, '/yards': operation('yards', { summary: 'All yards.' }) }));
    await until(() => text('out/operations/yards.ts').includes('All yards.'));
    await rounds(2);
    expect(written(first)).toContain(join('operations', 'yards.ts'));
    expect(written(first).filter((file) => !/yards|^[^/\\]+$/.test(file))).toEqual([]);
    const second = stamps();
    put('api.json', `${spec(both)},`);
    await until(() => said.includes('openapi/syntax'));
    put('api.json', spec({ '/ships': { get: { responses: { 200: { $ref: '#/nowhere' } } } } }));
    await until(() => said.includes('openapi/ref-unresolved'));
    rmSync(join(folder, 'api.json'));
    await until(() => said.includes('config/unreadable'));
    expect(stamps()).toEqual(second);
    put('api.json', spec({ '/yards': both['/yards'] }));
    await until(() => !existsSync(join(folder, 'out/operations/ships.ts')));
    expect(existsSync(join(folder, 'out/operations/yards.ts'))).toBe(true);
  });

  it('sees a spec that takes the place of the old one, and makes anew what was taken away', async () => {
    put('api.json', spec(both));
    start('generate', '--spec', 'api.json', '--out', 'out', '--include', 'tag:ships');
    await rounds(1);
    for (const summary of ['One.', 'Two.']) {
      put('api.json.new', spec({ ...both, '/ships': operation('ships', { summary }) }));
      renameSync(join(folder, 'api.json.new'), join(folder, 'api.json'));
      await until(() => text('out/operations/ships.ts').includes(summary));
    }
    expect(existsSync(join(folder, 'out/operations/yards.ts'))).toBe(false);
    await rounds(3);
    rmSync(join(folder, 'out'), { recursive: true });
    // The same bytes again: nothing has to be made, all has to be written.
    put('api.json', text('api.json'));
    await until(() => existsSync(join(folder, 'out/docpact.manifest.json')));
    expect(text('out/operations/ships.ts')).toContain('Two.');
  });
});

describe('import --watch', () => {
  it('sees new and deleted pages, below folders too', async () => {
    start('import', 'docs', '--out', 'api.json');
    await rounds(1);
    put('docs/deep/crew-delete.md', page('crew', '204 No Content'));
    const paths = () => Object.keys(JSON.parse(text('api.json')).paths).length;
    // The folder may have been seen before the page in it: then there is one more round.
    await until(() => paths() === 3);
    rmSync(join(folder, 'docs/harbour-delete.md'));
    await until(() => paths() === 2);
  });

  it('knows in each round what is accepted, and judges no entry', async () => {
    const codes = ['docs/row-too-short', 'docs/left-out'];
    const entries = codes.map((code) => `  - { code: ${code}, reason: known }\n`);
    put('docpact.accept.yaml', `accept:\n${entries.join('')}`);
    put('docpact.config.json', '{ "docs": "docs", "spec": "api.json" }');
    const table = '\n## Request headers\n|Name|Description|\n|---|---|\n|Accept|\n';
    put('docs/ship-delete.md', page('ship', '204 No Content') + table);
    start('import');
    // It waits on one stream and tells on the other: which comes first is not certain.
    const told = () => said.split('1 accepted by docpact.accept.yaml').length - 1;
    await until(() => told() === 1);
    await rounds(1);
    put('docs/ship-delete.md', page('ship', '202 Accepted') + table);
    await until(() => told() === 2);
    expect(said).not.toMatch(/row-too-short|left-out/);
  });
});
