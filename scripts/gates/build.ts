/**
 * Builds `dist/`, what the package ships and what `npx docpact` runs in a checkout: declarations by the compiler, code by
 * the bundler. Does nothing when the sources have not changed since: npm runs `prepare` again the first time that `npx
 * docpact` is called in a checkout.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const stampFile = join(root, 'node_modules/.cache/docpact/build');
const cli = join(root, 'dist/scripts/cli.cjs');

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** A digest of everything that both read. */
function stamp(): string {
  const rooms = ['generator', 'contracts', 'scripts'].flatMap((room) => filesBelow(join(root, room)));
  const settings = ['tsconfig.json', 'tsconfig.build.json', 'package.json', 'package-lock.json'].map((file) =>
    join(root, file),
  );
  const hash = createHash('sha256');
  for (const file of [...rooms, ...settings].sort())
    hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/**
 * What people import has types; those of everything else are nobody's, and three quarters of all. Of the build before nothing
 * stays: it is dropped when the compiler has found no fault, so that a checkout with one keeps its command line.
 */
function dropTheRest(): void {
  const dist = join(root, 'dist');
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const wanted: string[] = Object.values<{ types?: string } | string>(exports).flatMap((one) =>
    typeof one === 'string' || one.types === undefined ? [] : [join(root, one.types)],
  );
  // It grows while it is walked.
  for (const file of wanted) {
    for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(
      /(?:from |import\()['"](\.[^'"]+)['"]/g,
    )) {
      const target = join(dirname(file), specifier).replace(/\.[tj]s$/, '.d.ts');
      if (!wanted.includes(target)) wanted.push(target);
    }
  }
  for (const file of filesBelow(dist)) if (!wanted.includes(file)) rmSync(file);
}

function declare(): number {
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  return (
    spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' }).status ??
    1
  );
}

const now = stamp();
if (!existsSync(cli) || !existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== now) {
  process.exitCode = declare();
  if (process.exitCode === 0) {
    dropTheRest();
    await bundle(join(root, 'dist'));
    chmodSync(cli, 0o755);
    mkdirSync(dirname(stampFile), { recursive: true });
    writeFileSync(stampFile, now);
  }
}
