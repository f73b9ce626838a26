import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { installOffline, pack, remove, root, run, scratchFolder } from './gates/scratch-repository.ts';

/**
 * The steps of `action.yml`, run by bash as GitHub's runner does: its variables, the packed package in somebody else's
 * repository, and a `gh` that keeps what it is told.
 */
interface Step {
  readonly name: string;
  readonly if?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
}
const action = parse(readFileSync(join(root, 'action.yml'), 'utf8'));
const steps: readonly Step[] = action.runs.steps;
const stepCalled = (name: string): Step => {
  const found = steps.find((one) => one.name === name);
  if (!found) throw new Error(`action.yml has no step ${name}`);
  return found;
};

const scratch = scratchFolder();
const folder = join(scratch, 'repository');
const temp = join(scratch, 'temp');
const reports = join(temp, 'docpact');
const [output, summary, log] = ['output', 'summary', 'gh.log'].map((name) => join(scratch, name)) as [
  string,
  string,
  string,
];
let inputs: Record<string, string>;
let code: string;
/** Comments on the pull request, as `gh api --jq` prints them. */
let comments: readonly (readonly [number, string])[];

beforeAll(() => {
  mkdirSync(join(scratch, 'packed'));
  const tarball = pack(join(scratch, 'packed'));
  mkdirSync(folder);
  mkdirSync(join(scratch, 'bin'));
  writeFileSync(join(folder, 'package.json'), '{"type": "module", "scripts": {}}');
  cpSync(join(root, 'spec/docs'), join(folder, 'docs'), { recursive: true });
  installOffline(folder, tarball);
  const docpact = join(folder, 'node_modules/.bin/docpact');
  expect(run(docpact, ['init'], folder)).toMatchObject({ code: 0 });
  expect(run(docpact, ['generate'], folder)).toMatchObject({ code: 0 });
  const gh = join(scratch, 'bin/gh');
  writeFileSync(
    gh,
    '#!/usr/bin/env bash\nprintf "%s\\n" "$*" >> "$GH_LOG"\ncase "$*" in *--paginate*) cat "$GH_COMMENTS" ;; esac\n',
  );
  chmodSync(gh, 0o755);
});
afterAll(() => remove(scratch));
beforeEach(() => {
  for (const file of [output, summary, log]) writeFileSync(file, '');
  remove(reports);
  inputs = Object.fromEntries(
    Object.entries(action.inputs).map(([name, input]) => [
      name,
      String((input as { default: unknown }).default),
    ]),
  );
  inputs['working-directory'] = folder;
  code = '';
  comments = [];
});

/** The expressions that the steps' variables are made of. */
function value(expression: string): string {
  return expression.replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, path: string) => {
    const [first = '', second = ''] = path.split(/\.(.*)/s);
    if (first === 'inputs') return inputs[second] ?? '';
    if (path === 'runner.temp') return temp;
    if (path === 'steps.check.outputs.exit-code') return code;
    if (path === 'github.event.pull_request.number') return '7';
    throw new Error(`no value for ${path}`);
  });
}

function runStep(name: string) {
  const { run: script = '', env = {} } = stepCalled(name);
  expect(script).not.toContain('${{');
  writeFileSync(join(scratch, 'comments'), comments.map((one) => `${JSON.stringify(one)}\n`).join(''));
  // GitHub runs `shell: bash` so.
  const ran = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: `${join(scratch, 'bin')}:${process.env['PATH']}`,
      HOME: scratch,
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_REPOSITORY: 'acme/shop',
      RUNNER_TEMP: temp,
      GH_LOG: log,
      GH_COMMENTS: join(scratch, 'comments'),
      ...Object.fromEntries(Object.entries(env).map(([key, written]) => [key, value(written)])),
    },
  });
  code = /exit-code=(\d+)/.exec(readFileSync(output, 'utf8'))?.[1] ?? code;
  return { status: ran.status, out: ran.stdout, err: ran.stderr };
}

const pagePath = 'docs/resources/enterprisecertificate.md';
function changed(text: (before: string) => string, then: () => void): void {
  const before = readFileSync(join(folder, pagePath), 'utf8');
  writeFileSync(join(folder, pagePath), text(before));
  try {
    then();
  } finally {
    writeFileSync(join(folder, pagePath), before);
  }
}

describe('the action', () => {
  it('passes, reports and draws the page where all agrees', () => {
    expect(runStep('docpact check')).toMatchObject({ status: 0 });
    expect(readFileSync(output, 'utf8')).toBe(`exit-code=0\nreports=${reports}\n`);
    expect(readFileSync(summary, 'utf8')).toContain('docpact');
    for (const form of ['md', 'json', 'sarif', 'xml'])
      expect(existsSync(join(reports, `report.${form}`))).toBe(true);
    expect(JSON.parse(readFileSync(join(reports, 'report.sarif'), 'utf8')).version).toBe('2.1.0');
    const told = readFileSync(summary, 'utf8');
    expect(runStep('docpact review')).toMatchObject({ status: 0, out: '' });
    expect(readFileSync(join(reports, 'review.html'), 'utf8')).toMatch(/^<!doctype html>/i);
    expect(readFileSync(summary, 'utf8')).toBe(told);
    expect(runStep('The verdict')).toMatchObject({ status: 0 });
  });

  it('fails with annotations on the lines, and tells the pull request once', () => {
    changed(
      (text) => text.replace('|certStatus|Int32|', '|certStatus|String|'),
      () => {
        expect(runStep('docpact check').err).toMatch(
          /^::error file=openapi\.yaml,line=\d+,col=\d+,title=generate\/drift::/m,
        );
        expect(code).toBe('1');
        expect(runStep('Tell the pull request')).toMatchObject({ status: 0 });
        expect(readFileSync(log, 'utf8')).toContain(
          `api --method POST repos/acme/shop/issues/7/comments -F body=@${reports}/comment.md`,
        );
        const [mark] = readFileSync(join(reports, 'comment.md'), 'utf8').split('\n');
        comments = [
          [41, 'somebody else'],
          [42, `${mark}\nas it was before`],
        ];
        runStep('Tell the pull request');
        expect(readFileSync(log, 'utf8')).toContain(
          'api --method PATCH repos/acme/shop/issues/comments/42 -F body=@',
        );
        expect(runStep('The verdict')).toMatchObject({ status: 1 });
      },
    );
  });

  it('tells what breaks against a base', () => {
    const spec = readFileSync(join(folder, 'openapi.yaml'), 'utf8');
    const property = '        issuedBy:\n';
    expect(spec).toContain(property);
    writeFileSync(
      join(folder, 'base.yaml'),
      spec.replace(property, `        serialNumber: { type: string }\n${property}`),
    );
    inputs['base'] = 'base.yaml';
    expect(runStep('docpact check').err).toMatch(/^::error file=[^,]+,line=\d+,col=\d+,title=change\//m);
    expect(code).toBe('1');
    expect(runStep('docpact review').status).toBe(0);
    expect(readFileSync(join(reports, 'report.md'), 'utf8')).toContain('serialNumber');
  });

  it('takes the comment away when there is nothing to say', () => {
    code = '0';
    comments = [[42, `<!-- docpact ${folder} -->\nold`]];
    runStep('Tell the pull request');
    expect(readFileSync(log, 'utf8')).toContain('api --method DELETE repos/acme/shop/issues/comments/42');
    comments = [[41, 'somebody else']];
    writeFileSync(log, '');
    runStep('Tell the pull request');
    expect(readFileSync(log, 'utf8')).not.toMatch(/DELETE|POST|PATCH/);
  });

  it('ends as the check did, also where it could not begin', () => {
    code = '2';
    expect(runStep('The verdict').status).toBe(2);
    code = '';
    expect(runStep('The verdict').status).toBe(3);
  });

  it('keeps what a caller says out of the shell', () => {
    inputs['fail-on'] = 'error; touch injected';
    inputs['base'] = '';
    expect(runStep('docpact check').err).toContain('--fail-on must be error, warning or info');
    expect(code).toBe('2');
    expect(existsSync(join(folder, 'injected'))).toBe(false);
  });

  it('names what it uses by digest', () => {
    const workflow = parse(readFileSync(join(root, '.github/workflows/docpact.yml'), 'utf8'));
    const used = [...steps, ...workflow.jobs.check.steps].flatMap(({ uses }: Step) => uses ?? []);
    expect(used.length).toBeGreaterThan(2);
    for (const one of used) expect(one).toMatch(/@[0-9a-f]{40}$|^docpact\/docpact@v1$/);
  });
});
