import { spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { remove, root, scratchFolder } from './gates/scratch-repository.ts';

/** The steps of the workflow that publishes, run by bash as GitHub's runner does. */
interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly shell?: string;
}
interface Job {
  readonly permissions: object;
  readonly needs?: string;
  readonly steps: readonly Step[];
}
const text = readFileSync(join(root, '.github/workflows/publish.yml'), 'utf8');
const workflow: {
  on: object;
  permissions: object;
  jobs: { check: Job; publish: Job };
} = parse(text);
const { check, publish } = workflow.jobs;
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const scratch = scratchFolder();
const log = join(scratch, 'npm.log');
afterAll(() => remove(scratch));
beforeEach(() => writeFileSync(log, ''));
mkdirSync(join(scratch, 'bin'));
writeFileSync(join(scratch, 'bin/npm'), '#!/usr/bin/env bash\nprintf "%s\\n" "$*" >> "$NPM_LOG"\n');
chmodSync(join(scratch, 'bin/npm'), 0o755);

function runStep(job: Job, name: string, env: Readonly<Record<string, string>>, path = '') {
  const step = job.steps.find((one) => one.name === name);
  expect(step?.shell).toBe('bash');
  expect(step?.run).not.toContain('${{');
  const ran = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step?.run ?? 'exit 9'], {
    cwd: root,
    encoding: 'utf8',
    env: {
      PATH: `${path}${process.env['PATH']}`,
      HOME: scratch,
      RUNNER_TEMP: join(scratch, 'temp'),
      NPM_LOG: log,
      ...env,
    },
  });
  return { status: ran.status, out: ran.stdout };
}
const fakeNpm = `${join(scratch, 'bin')}:`;

describe('the workflow that publishes', () => {
  it('is started by a release alone', () => {
    expect(workflow.on).toEqual({ release: { types: ['published'] } });
  });

  it('may read the code where code runs, and sign where none does', () => {
    expect(workflow.permissions).toEqual({});
    expect(check.permissions).toEqual({ contents: 'read' });
    expect(publish.permissions).toEqual({ 'id-token': 'write' });
    const secrets = text.match(/secrets\.\w+/g);
    expect(secrets).toEqual(['secrets.NPM_TOKEN']);
    expect(JSON.stringify(check)).not.toContain('secrets.');
    expect(JSON.stringify(publish)).not.toMatch(/checkout|npm ci|npm install|npx/);
  });

  it('names what it uses by digest', () => {
    const used = [...check.steps, ...publish.steps].flatMap(({ uses }) => uses ?? []);
    expect(used.length).toBe(5);
    for (const one of used) expect(one).toMatch(/@[0-9a-f]{40}$/);
  });

  it('publishes only what has passed all gates', () => {
    expect(publish.needs).toBe('check');
    const names = check.steps.map(({ name, uses = '' }) => name ?? uses.replace(/@.*/, ''));
    expect(names.slice(2)).toEqual([
      'The tag is the version',
      'All gates',
      'Pack',
      'actions/upload-artifact',
    ]);
    const gates = check.steps.find(({ name }) => name === 'All gates');
    expect(gates?.run).toBe('.ci/run');
    accessSync(join(root, '.ci/run'), constants.X_OK);
  });

  it('refuses a tag that is not the version', () => {
    const tagged = (ref: string) => runStep(check, 'The tag is the version', { GITHUB_REF: ref });
    expect(tagged(`refs/tags/v${version}`)).toMatchObject({ status: 0 });
    expect(tagged('refs/tags/v0.0.1')).toMatchObject({ status: 1 });
    expect(tagged(`refs/heads/v${version}`).out).toContain(`::error::package.json says ${version}`);
  });

  it('packs one tarball where the next job looks for it', () => {
    expect(runStep(check, 'Pack', {})).toMatchObject({ status: 0 });
    expect(readdirSync(join(scratch, 'temp/package'))).toEqual([`docpact-${version}.tgz`]);
  });

  it.each([
    ['v1.0.0-rc.1', 'next'],
    ['v1.0.0', 'latest'],
  ])('publishes %s with provenance, as %s', (name, tag) => {
    const folder = join(scratch, 'temp/package');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `docpact-${version}.tgz`), '');
    expect(runStep(publish, 'Publish', { GITHUB_REF_NAME: name }, fakeNpm)).toMatchObject({ status: 0 });
    expect(readFileSync(log, 'utf8')).toBe(
      `publish ${folder}/docpact-${version}.tgz --provenance --access public --ignore-scripts --tag ${tag}\n`,
    );
  });
});
