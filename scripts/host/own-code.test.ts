import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';

const root = join(fileURLToPath(import.meta.url), '../../..');
const fixtures = join(root, 'contracts/pact/fixtures');

let modules = '';
let cli = '';
let cache = '';

/** The package as somebody has installed it. */
beforeEach(() => {
  modules = join(mkdtempSync(join(tmpdir(), 'docpact-code-')), 'node_modules');
  const home = join(modules, 'docpact');
  mkdirSync(home, { recursive: true });
  cpSync(join(root, 'dist'), join(home, 'dist'), { recursive: true });
  cpSync(join(root, 'package.json'), join(home, 'package.json'));
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(modules, name), 'junction');
  }
  cli = join(home, 'dist/scripts/cli.cjs');
  cache = join(modules, '.cache/docpact', `${process.version}-${process.arch}`);
});
afterEach(() => rmSync(join(modules, '..'), { recursive: true, force: true }));

function run(args: readonly string[], env: NodeJS.ProcessEnv = {}, node: readonly string[] = []) {
  const { NODE_OPTIONS: _, ...own } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [...node, cli, ...args], {
    cwd: fixtures,
    env: { ...own, ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const verify = ['verify', '--spec', 'certificates.openapi.json', '--pact', 'certificates.pact.json'];

describe('compiled code', () => {
  it('is kept by command beside the package, used by the next call, and changes nothing of what is said', () => {
    const first = run(verify);
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect(readdirSync(cache)).toEqual(['verify.bin']);
    const kept = statSync(join(cache, 'verify.bin'));
    expect(run(verify)).toEqual(first);
    expect(statSync(join(cache, 'verify.bin')).ino).toBe(kept.ino);
    run(['explain', 'openapi/invalid']);
    expect(readdirSync(cache).sort()).toEqual(['explain.bin', 'verify.bin']);
  });

  it('is that of libraries too, for which nobody looks in other packages', () => {
    for (const name of ['yaml', 'ajv', 'ajv-formats', 'jsonc-parser']) rmSync(join(modules, name));
    const [spec, pact] = [join(modules, 'spec.yaml'), join(modules, 'pact.json')];
    writeFileSync(
      spec,
      stringify(JSON.parse(readFileSync(join(fixtures, 'certificates.openapi.json'), 'utf8'))),
    );
    const text = readFileSync(join(fixtures, 'certificates.pact.json'), 'utf8');
    writeFileSync(pact, text.replace('"certStatus": 10', '"certStatus": "ten"'));
    const { status, stdout } = run(['verify', '--spec', spec, '--pact', pact]);
    expect(stdout).toContain('must be integer');
    expect(status).toBe(1);
    const [head = ''] = readFileSync(join(cache, 'verify.bin'), 'latin1').split('\n', 1);
    expect(head).toMatch(/"ajv-[\w-]+\.cjs".*"yaml-|"yaml-[\w-]+\.cjs".*"ajv-/);
  });

  it.each<[string, (bytes: Buffer) => Uint8Array]>([
    ['is cut', (bytes) => bytes.subarray(0, bytes.length / 2)],
    [
      'has a bit that changed',
      (bytes) => bytes.map((byte, i) => (i === bytes.length >> 1 ? byte ^ 1 : byte)),
    ],
    ['is empty', () => Buffer.alloc(0)],
    ['is something else', () => Buffer.from('{"parts":{}}\n'.repeat(2))],
    [
      'says another length',
      (bytes) => Buffer.from(bytes.toString('latin1').replace(/\d(?=\])/, '0'), 'latin1'),
    ],
  ])('is made anew when its file %s', (_, damage) => {
    const first = run(verify);
    const file = join(cache, 'verify.bin');
    const sound = readFileSync(file);
    writeFileSync(file, damage(Buffer.from(sound)));
    expect(run(verify)).toEqual(first);
    expect(readFileSync(file).length).toBeGreaterThan(0.9 * sound.length);
    const { ino } = statSync(file);
    expect(run(verify)).toEqual(first);
    expect(statSync(file).ino).toBe(ino);
  });

  it('of files that are gone is dropped when others are added', () => {
    run(verify);
    const file = join(cache, 'verify.bin');
    const names = () => readFileSync(file, 'latin1').split('\n', 1)[0] ?? '';
    const [head = ''] = readFileSync(file, 'latin1').split('\n', 1);
    const renamed = head.replace(/rules-[\w-]+\.cjs/, 'rules-gone.cjs');
    writeFileSync(file, readFileSync(file, 'latin1').replaceAll(head, renamed), 'latin1');
    expect(names()).toContain('rules-gone.cjs');
    run(verify);
    expect(names()).not.toContain('rules-gone.cjs');
    expect(names()).toMatch(/rules-[\w-]+\.cjs/);
  });

  it('is not kept for whoever asks for that, runs Node.js with settings, or misuses the command', () => {
    run(verify, { NODE_DISABLE_COMPILE_CACHE: '1' });
    run(verify, { NODE_OPTIONS: '--max-old-space-size=500' });
    run(verify, {}, ['--stack-size=900']);
    run(['verify', '--nonsense']);
    run(['nonsense']);
    run(['--version']);
    expect(existsSync(cache)).toBe(false);
  });

  it('is not kept where it cannot be written', () => {
    mkdirSync(join(cache, 'verify.bin'), { recursive: true });
    expect(run(verify)).toMatchObject({ status: 0, stderr: '' });
    rmSync(join(modules, '.cache'), { recursive: true });
    writeFileSync(join(modules, '.cache'), '');
    expect(run(verify)).toMatchObject({ status: 0, stderr: '' });
  });

  it('shows places of errors where they are in the file', () => {
    const stackOf = (env: NodeJS.ProcessEnv) => {
      const broken = join(modules, 'docpact/dist/scripts/host');
      for (const name of readdirSync(broken).filter((one) => /^verify-.*\.cjs$/.test(one)))
        writeFileSync(join(broken, name), 'throw new Error("broken")');
      return run(verify, { ...env, DOCPACT_DEBUG: '1' }).stderr.match(/verify-[\w-]+\.cjs:1:\d+/g)?.[0];
    };
    expect(stackOf({})).toMatch(/:1:7$/);
    expect(stackOf({ NODE_DISABLE_COMPILE_CACHE: '1' })).toBe(stackOf({}));
  });
});
