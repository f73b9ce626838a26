import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  included,
  installedPackages,
  lateLibraries,
  licenceOf,
  licences,
  packageOf,
  reasons,
} from './gates/dependencies-page.ts';
import { root, run } from './gates/scratch-repository.ts';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
interface Packed {
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

describe('what npm publishes', () => {
  const { text } = run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--offline'], root);
  const [packed] = JSON.parse(text.slice(text.indexOf('['))) as [Packed];
  const files = packed.files.map(({ path }) => path);

  it('holds what is run and imported, and nothing else', () => {
    const kinds = [
      /^(?:CHANGELOG\.md|LICENSE|README\.md|package\.json)$/,
      /^dist\/(?:.+\.(?:c?js|d\.ts)|licences\.txt)$/,
      /^generator\/runtime\/[\w-]+\.ts$/,
    ];
    expect(files.filter((path) => !kinds.some((kind) => kind.test(path)))).toEqual([]);
    expect(files.filter((path) => /\.test(?:-d)?\.|\/(?:fixtures|bench|gates)\//.test(path))).toEqual([]);
    const runtime = readdirSync('generator/runtime').filter((name) => /^[\w-]+\.ts$/.test(name));
    const named = [manifest.bin.docpact, ...Object.values(manifest.exports).flatMap(targets)];
    expect(named.length).toBeGreaterThan(8);
    for (const path of [...named, ...runtime.map((name) => `generator/runtime/${name}`)])
      expect(files).toContain(path.replace(/^\.\//, ''));
  });

  it('is under 1 MB to download, and 2.6 MB unpacked', () => {
    expect(packed.size).toBeLessThan(1_000_000);
    expect(packed.unpackedSize).toBeLessThan(2_600_000);
  });

  // What is a link relative to the README, npm shows as one into the repository.
  it('says where its repository is, as messages do', () => {
    const home = 'https://github.com/docpact/docpact';
    expect(manifest.repository).toEqual({ type: 'git', url: `git+${home}.git` });
    const sources = readdirSync('scripts', { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
      .map((path) => readFileSync(join('scripts', path), 'utf8'));
    const links = sources.flatMap(
      (source) => source.match(/https:\/\/github\.com\/docpact\/[^\s'`)]+/g) ?? [],
    );
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) {
      expect(link.startsWith(`${home}/blob/main/`)).toBe(true);
      expect(existsSync(link.slice(`${home}/blob/main/`.length).replace(/#.*$/, ''))).toBe(true);
    }
  });
});

function targets(entry: unknown): string[] {
  return typeof entry === 'string' ? [entry] : Object.values(entry as Record<string, string>);
}

describe('what an install brings along', () => {
  const installed = installedPackages(root);

  it('has a reason for each dependency', () => {
    expect(Object.keys(reasons).sort()).toEqual(Object.keys(manifest.dependencies).sort());
  });

  it('runs nothing when it is installed', () => {
    expect(installed.length).toBeGreaterThan(30);
    const running = installed.filter(({ folder }) => {
      const { scripts = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const named = ['preinstall', 'install', 'postinstall'].some((name) => Object.hasOwn(scripts, name));
      // npm builds these without being told to.
      return named || existsSync(join(folder, 'binding.gyp'));
    });
    expect(running).toEqual([]);
    expect(Object.keys(manifest.scripts).filter((name) => /^(?:pre|post)?install$/.test(name))).toEqual([]);
  });

  it('has licences that ask for no more than to be named', () => {
    expect(installed.filter(({ license }) => !licences.includes(license))).toEqual([]);
  });

  it('has the licences of what the built files hold', () => {
    const text = readFileSync('dist/licences.txt', 'utf8');
    for (const name of [...Object.keys(included), ...lateLibraries].map(packageOf)) {
      expect(licences).toContain(licenceOf(root, name));
      expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
      expect(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })).toContain(name);
    }
    // What ajv needs itself.
    expect(text).toMatch(/^fast-uri \d/m);
  });

  it('is named with its licence as the packages name it', () => {
    for (const { folder, license, version } of installed) {
      const own = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      expect([folder, own.version, own.license]).toEqual([folder, version, license]);
    }
  });
});
