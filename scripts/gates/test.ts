/**
 * `npm test`: every gate, each counted, and one true line at the end: `N passed, N failed, N skipped`.
 * A gate that is no test run (types, lint, dead code) counts as one; those three run at once, for each has but one core to use.
 */
import { type SpawnOptions, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** Runs a program to its end. `said` takes what it prints, where others print at the same time. */
function run(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  said?: string[],
): Promise<number> {
  const options: SpawnOptions = {
    cwd: root,
    stdio: said ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    env: { ...process.env, ...env },
  };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', command), ...args], options);
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => said?.push(String(text)));
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

async function gate(name: string, command: string, args: readonly string[]): Promise<Count> {
  const start = performance.now();
  const said: string[] = [];
  const ok = (await run(command, args, {}, said)) === 0;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(`${said.join('')}${ok ? 'passed' : 'FAILED'}: ${name} [${seconds} s]\n`);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

/** vitest with its JSON report beside the printed one: the counts are read, not parsed out of text. */
async function tests(): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'docpact-test-'));
  const file = join(folder, 'report.json');
  const status = await run(
    'vitest/vitest.mjs',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    {
      NO_COLOR: '1',
    },
  );
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    const failed = Number(report.numFailedTests) + brokenFiles(report);
    return {
      passed: Number(report.numPassedTests),
      failed: status !== 0 && failed === 0 ? 1 : failed,
      skipped: Number(report.numPendingTests) + Number(report.numTodoTests),
    };
  } catch {
    // No report: the runner itself broke, which must not pass for zero failures.
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Files that failed without running a test (a broken import) are failures too. */
function brokenFiles(report: { testResults?: { status: string; assertionResults: unknown[] }[] }): number {
  return (report.testResults ?? []).filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
}

const counts = [
  await gate('build', 'tsx/dist/cli.mjs', ['scripts/gates/build.ts']),
  ...(await Promise.all([
    gate('types', 'typescript/bin/tsc', ['--noEmit', '-p', '.']),
    gate('lint and format', '@biomejs/biome/bin/biome', ['check', '.']),
    gate('dead code', 'knip/bin/knip.js', []),
  ])),
  await tests(),
];
const sum = (key: keyof Count) => counts.reduce((total, count) => total + count[key], 0);
const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed${skipped}\n`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
