/**
 * What an install brings: packages and megabytes that `npm i` puts into an empty folder, beside two other generators. Peers
 * that npm installs by itself are counted; optional ones are not. Needs the registry, and `npm run build` before.
 *
 *     npx tsx scripts/bench/install.ts
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack } from '../gates/scratch-repository.ts';
import { figure } from './figures.ts';
import { pinned } from './scratch.ts';

const scratch = mkdtempSync(join(tmpdir(), 'docpact-bench-'));

interface Installed {
  readonly packages: number;
  readonly megabytes: number;
}

function megabytesBelow(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0) / 1e6;
}

function install(name: string, what: string): Installed {
  const folder = join(scratch, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const done = spawnSync('npm', ['i', '--no-audit', '--no-fund', what], { cwd: folder, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(done.stderr);
  const modules = join(folder, 'node_modules');
  const { packages } = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8'));
  return { packages: Object.keys(packages).length, megabytes: megabytesBelow(modules) };
}

const shown = ({ packages, megabytes }: Installed) => `${packages} packages, ${megabytes.toFixed(1)} MB`;
try {
  const tarball = pack(scratch);
  const packed = statSync(tarball).size / 1e6;
  const ours = install('docpact', tarball);
  const alone = megabytesBelow(join(scratch, 'docpact/node_modules/docpact'));
  process.stdout.write(`docpact: ${shown(ours)}\n`);
  figure({
    what: 'the package itself, packed',
    measured: `${packed.toFixed(2)} MB, ${alone.toFixed(1)} MB unpacked`,
    value: packed,
    unit: 'MB',
    atMost: 1,
  });
  for (const name of ['openapi-typescript', '@hey-api/openapi-ts'] as const) {
    const theirs = install(name.replace('/', '-'), `${name}@${pinned[name]}`);
    process.stdout.write(`${name} ${pinned[name]}: ${shown(theirs)}\n`);
    figure({
      what: 'an install in an empty folder',
      measured: shown(ours),
      beside: `${name} ${pinned[name]}: ${shown(theirs)}`,
      value: ours.megabytes / theirs.megabytes,
      unit: 'times',
    });
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
