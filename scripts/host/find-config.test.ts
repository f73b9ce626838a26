import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const cli = join(dirname(fileURLToPath(import.meta.url)), '../../dist/scripts/cli.cjs');
const folder = mkdtempSync(join(tmpdir(), 'docpact-home-'));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true }));

/** As a user of whom the system knows nothing, without HOME: how some containers run what they are given. */
const asNobody = (...args: string[]) =>
  spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', env: {}, uid: 54_321 });
const canBeNobody =
  process.getuid?.() === 0 &&
  asNobody('-e', 'require("node:fs").accessSync(process.argv[1])', cli).status === 0;

describe('the configuration file', () => {
  it.skipIf(!canBeNobody)('is found without a home folder', () => {
    expect(asNobody('-e', 'require("node:os").homedir()').status).toBe(1);
    expect(asNobody(cli, 'check').stderr).toContain('error config/');
    writeFileSync(join(folder, 'docpact.config.json'), '{}');
    expect(asNobody(cli, 'check').stderr).toContain('docpact.config.json names neither documentation');
    writeFileSync(join(folder, 'docpact.config.json'), '{ "dcos": "a" }');
    expect(asNobody(cli, 'check')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Did you mean docs?'),
    });
  });
});
