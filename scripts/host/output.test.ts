import { type StdioOptions, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
/** Built by `npm test` before. */
const cli = join(root, 'dist/scripts/cli.cjs');
const long = ['explain', '--format', 'json'];

describe('what a command says', () => {
  it.runIf(process.platform !== 'win32')('comes whole through a pipe that takes no more for now', () => {
    // Who gave the pipe may have made it refuse to wait, as Node's own stream does.
    const early = 'process.stdout.write(""); require(process.argv[1])';
    const through = spawnSync(
      'sh',
      ['-c', '"$@" | (sleep 0.5; cat)', 'sh', process.execPath, '-e', early, cli, ...long],
      {
        encoding: 'utf8',
        cwd: root,
      },
    );
    const plain = spawnSync(process.execPath, [cli, ...long], { encoding: 'utf8', cwd: root });
    expect(plain.stdout.length).toBeGreaterThan(150_000);
    expect(through.stderr).toBe('');
    expect(through.stdout).toBe(plain.stdout);
  });

  describe.runIf(existsSync('/dev/full'))('and cannot, the disk being full', () => {
    it.each([[['--version']], [['--help']], [long], [['lint', 'nowhere']], [['none']]])(
      'is no finding, and no stack: %j',
      (args) => {
        const full = openSync('/dev/full', 'w');
        const run = (stdio: StdioOptions) =>
          spawnSync(process.execPath, [cli, ...args], { cwd: root, stdio });
        const told = run(['ignore', full, 'pipe']);
        const untold = run(['ignore', full, full]);
        closeSync(full);
        expect([told.status, untold.status]).toEqual([2, 2]);
        expect(String(told.stderr)).toMatch(/^docpact: |^nowhere/);
        expect(String(told.stderr)).not.toMatch(/^\s+at /m);
      },
    );
  });
});
