/**
 * `npm run bench`: runs the benches (`benches.ts`), keeps what they measured in results.json and writes docs/benchmarks.md.
 *
 *     npm run bench -- [name…] [--quick] [--peers folder] [--document openapi.json]…
 *
 * Without names all of them, which takes an hour. Packages to compare with are installed in a scratch folder, or in the one
 * that is named, where the next run finds them. `--document` adds documents to generate code from. Let nothing else run.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, release, tmpdir, totalmem, type } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { packageVersion } from '../host/version.ts';
import { type Bench, benches } from './benches.ts';
import { benchmarksPage, type Results, type Section } from './benchmarks-page.ts';
import { pinned, scratchFolder } from './scratch.ts';

const root = join(fileURLToPath(import.meta.url), '../../..');
const resultsFile = join(root, 'scripts/bench/results.json');
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    peers: { type: 'string' },
    document: { type: 'string', multiple: true, default: [] },
  },
});
const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0)
  throw new Error(`no bench ${unknown.join(', ')}; there are ${benches.map(({ name }) => name).join(', ')}`);

const say = (line: string) => process.stdout.write(`${line}\n`);
const own = mkdtempSync(join(tmpdir(), 'docpact-peers-'));
const folder = values.peers === undefined ? own : resolve(values.peers);
const figuresFile = join(own, 'figures.jsonl');
const node = (args: readonly string[]) =>
  spawnSync(process.execPath, [join(root, 'node_modules/tsx/dist/cli.mjs'), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, DOCPACT_BENCH_FIGURES: figuresFile, DOCPACT_BENCH_PEERS: folder },
  });

function commit(): string {
  const git = (...args: string[]) => spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout?.trim();
  const changed = git('status', '--porcelain', '--', 'generator', 'contracts', 'package.json');
  return `${packageVersion()} (${git('rev-parse', '--short', 'HEAD')}${changed ? ', changed' : ''})`;
}

function machine(): string {
  const [first] = cpus();
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  return `${first?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${memory} GB, ${type()} ${release().replace(/-.*/, '')} ${arch()}`;
}

const load = () => Number(loadavg()[0]?.toFixed(1));

function measured(bench: Bench): Section {
  const { name, packages, args, full = [], quick } = bench;
  say(`\n# ${name}`);
  const scratch = scratchFolder(() => {}, folder);
  scratch.install(packages);
  rmSync(scratch.path, { recursive: true });
  const given = {
    modules: join(folder, 'node_modules'),
    folder,
    github: scratch.installed('@octokit/openapi/generated/api.github.com.json'),
    documents: values.document.map((path) => resolve(path)),
  };
  writeFileSync(figuresFile, '');
  const before = load();
  const all = [...(args?.(given) ?? []), ...(values.quick ? quick : full)];
  const { status } = node([join(root, `scripts/bench/${name}.ts`), ...all]);
  if (status !== 0) throw new Error(`${name} ended with ${status}`);
  const figures = readFileSync(figuresFile, 'utf8').split('\n').filter(Boolean);
  return {
    docpact: commit(),
    node: process.version,
    machine: machine(),
    load: { before, after: load() },
    quick: values.quick,
    packages: Object.fromEntries(packages.map((one) => [one, pinned[one]])),
    figures: figures.map((line) => JSON.parse(line)),
  };
}

let failed = false;
try {
  if (node(['scripts/gates/build.ts']).status !== 0) throw new Error('npm run build fails');
  for (const bench of benches) {
    if (positionals.length > 0 && !positionals.includes(bench.name)) continue;
    const before: Results = existsSync(resultsFile) ? JSON.parse(readFileSync(resultsFile, 'utf8')) : {};
    let section: Section;
    try {
      section = measured(bench);
    } catch (error) {
      // The others are worth having; what was known of this one stays.
      failed = true;
      say(`FAILED: ${error instanceof Error ? error.message : String(error)}`);
      continue;
    }
    const results: Results = { ...before, [bench.name]: section };
    writeFileSync(resultsFile, `${JSON.stringify(results, null, 2)}\n`);
    writeFileSync(join(root, 'docs/benchmarks.md'), benchmarksPage(results));
  }
} finally {
  rmSync(own, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;
