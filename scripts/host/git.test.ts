import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readGitFile } from './git.ts';

let folder = '';
const asked = async () => {
  const read = await readGitFile('git:HEAD:a.txt', folder);
  return 'fault' in read ? read.fault.code : new TextDecoder().decode(read.bytes);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docpact-git-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

describe('a file of a revision', () => {
  it('is read, or it is said why not: no repository, or one of somebody else', async () => {
    expect(await asked()).toBe('config/git-no-repository');
    const git = (...args: string[]) => execFileSync('git', args, { cwd: folder });
    git('init', '-q');
    writeFileSync(join(folder, 'a.txt'), 'as it was');
    git('add', '.');
    git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-qm', 'one');
    expect(await asked()).toBe('as it was');
    // What git's own tests set to see what it does in a container.
    vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1');
    expect(await asked()).toBe('config/git-owner');
  });
});
