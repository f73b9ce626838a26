/** A scratch folder with packages of the registry in it: peers to compare with, documents to try. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function scratchFolder(say: (line: string) => void) {
  const path = mkdtempSync(join(tmpdir(), 'docpact-bench-'));
  const installed = (below: string) => join(path, 'node_modules', below);
  return {
    path,
    installed,
    /** Installs packages, with a version after `@` or the newest, and says what came. */
    install(packages: readonly string[]): void {
      writeFileSync(join(path, 'package.json'), '{"private":true,"type":"module"}');
      const done = spawnSync('npm', ['i', '--no-audit', '--no-fund', '--legacy-peer-deps', ...packages], {
        cwd: path,
        encoding: 'utf8',
      });
      if (done.status !== 0) throw new Error(done.stderr);
      for (const name of packages.map((one) => one.replace(/(?<=.)@[^/]*$/, ''))) {
        const { version } = JSON.parse(readFileSync(installed(`${name}/package.json`), 'utf8'));
        say(`${name} ${version}`);
      }
    },
  };
}
