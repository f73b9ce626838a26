import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The built command line, run as users run it. `npm test` builds before. */
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const cli = join(root, 'dist/scripts/cli.cjs');
const folder = mkdtempSync(join(tmpdir(), 'docpact cli '));

function docpact(args: readonly string[], cwd = folder, env: Record<string, string> = {}) {
  const run = spawnSync(process.execPath, [cli, ...args], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: folder, ...env },
  });
  return { code: run.status, out: run.stdout, err: run.stderr, all: run.stdout + run.stderr };
}

function file(path: string, content: string | Uint8Array): string {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
  return path;
}

const page = (request: string, extra: readonly string[] = []) =>
  [
    '# Update thing',
    'Update the properties of a [thing](../resources/thing.md) object.',
    '## HTTP request',
    '```http',
    request,
    '```',
    '## Request body',
    'In the request body, supply a JSON representation of a [thing](../resources/thing.md) object.',
    '',
    '|Property|Type|Description|',
    '|---|---|---|',
    '|title|String|The title.|',
    ...extra,
    '## Response',
    'If successful, this method returns a `200 OK` response code and an updated [thing](../resources/thing.md) object in the response body.',
    '',
  ].join('\n');

beforeAll(() => {
  if (!existsSync(cli)) throw new Error('dist/ is missing: npm run build');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the command line', () => {
  it('prints its version and nothing else', () => {
    const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
    expect(docpact(['--version'])).toMatchObject({ code: 0, out: `${version}\n`, err: '' });
  });

  it('guides whoever gives no command', () => {
    const { code, out, err } = docpact([]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^docpact needs a command:\n( {2}docpact \w+ +\S.*\n)+/);
  });

  it.each([
    [['verfy'], "docpact: unknown command 'verfy'\n(Did you mean verify?)\n"],
    [['verify', '--strct'], "docpact: unknown option '--strct'\n(Did you mean --strict?)\n"],
    [['verify', '--format', 'xml'], 'docpact: --format must be text or json, not xml\n'],
    [['verify', '--fail-on', 'never'], 'docpact: --fail-on must be error, warning or info, not never\n'],
    [['verify', '--report', 'srif=x'], 'docpact: there is no report format srif; did you mean sarif?\n'],
    [['verify', '--report', 'sarif'], 'docpact: --report sarif needs a file: --report sarif=FILE\n'],
    [
      ['verify', '--spec', 'a.json', '--pact', 'x', '--pact', 'y', '--spec', 'b.json'],
      'docpact: --spec takes one value and is given twice: a.json, b.json\nSee: docpact verify --help\n',
    ],
    [
      ['verify', '--provider', '--provider', 'http://a'],
      'docpact: --provider takes one value and is given twice: (no value), http://a\nSee: docpact verify --help\n',
    ],
    [
      ['lint', '--format', 'json', '--format=json'],
      'docpact: --format takes one value and is given twice: json, json\nSee: docpact lint --help\n',
    ],
  ])('answers %j with one message and exit code 2', (args, err) => {
    expect(docpact(args)).toMatchObject({ code: 2, out: '', err });
  });

  it('takes flags of several values, reports and switches as often as they are given', () => {
    const twice = ['--only', 'lint/link-case', '--only', 'lint/doc-type', '--quiet', '--quiet'];
    const reports = ['--report', 'json=twice/a.json', '--report', 'sarif=twice/b.sarif'];
    expect(docpact(['lint', join(root, 'spec/docs'), ...twice, ...reports])).toMatchObject({ code: 0 });
    expect(readdirSync(join(folder, 'twice'))).toEqual(['a.json', 'b.sarif']);
  });

  it('has no line to show where a call is at fault', () => {
    expect(docpact(['explain', 'lint/nothing']).all).toMatch(
      /^docpact explain\n {2}error config\/unknown-code /,
    );
  });

  const commands = readdirSync(join(root, 'scripts/commands')).flatMap(
    (name) => /^(?!index)([\w-]+)\.ts$/.exec(name)?.[1] ?? [],
  );
  it.each(commands)('%s --help shows examples and exit codes', (name) => {
    const { code, out } = docpact([name, '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(/\nExamples:\n {2}docpact /);
    expect(out).toContain('Exit codes:');
  });
});

describe('output that nobody reads to its end', () => {
  it('leaves the exit code as it is, and no stack', async () => {
    const child = spawn(process.execPath, [cli, 'check', '--format', 'json'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect({ code, stack: /\n\s+at /.test(said) }).toEqual({ code: 0, stack: false });
  });
});

describe('reports', () => {
  it('are written to files, and on GitHub to what the job shows, behind what stands there', () => {
    const spec = join(root, 'spec/openapi.yaml');
    const pact = join(root, 'contracts/pacts/*.json');
    const summary = file('summary.md', 'before\n');
    const { code } = docpact(
      ['verify', '--spec', spec, '--pact', pact, '--report', 'junit=reports/verify.xml'],
      folder,
      { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(folder, summary) },
    );
    expect(code).toBe(0);
    const [first, second] = readFileSync(join(folder, summary), 'utf8').split('\n');
    expect([first, second]).toEqual(['before', '## docpact verify: nothing found']);
    const xml = readFileSync(join(folder, 'reports/verify.xml'), 'utf8');
    expect(xml).toMatch(/<testsuites name="docpact verify" tests="\d+" failures="0">/);
    expect(xml.match(/<testcase /g)?.length).toBeGreaterThan(1);
  });

  it('annotate on GitHub, asked to be quiet or not', () => {
    const args = ['verify', '--spec', 'nowhere.yaml', '--pact', 'nowhere.json', '--quiet'];
    expect(docpact(args, folder, { GITHUB_ACTIONS: 'true' }).err).toContain('::error file=nowhere.yaml,');
  });
});

describe('input of which nothing can be made', () => {
  const spec = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths: {}\n";
  const cases: [string, () => string[], string, string][] = [
    ['a missing page', () => ['import', 'nowhere.md'], 'config/unreadable', 'nowhere.md:1:1'],
    ['an empty page', () => ['import', file('empty.md', '')], 'docs/empty', 'empty.md:1:1'],
    [
      'a folder without pages',
      () => ['import', dirname(file('bare/readme.txt', 'x'))],
      'docs/no-pages',
      'bare:1:1',
    ],
    ['an HTML page', () => ['import', file('x.md', '<!doctype html><p>')], 'docs/not-a-page', 'x.md:1:1'],
    [
      'a spec that is missing',
      () => ['generate', '--spec', 'nowhere.yaml', '--out', 'made'],
      'config/unreadable',
      'nowhere.yaml:1:1',
    ],
    [
      'a spec that is no OpenAPI',
      () => ['generate', '--spec', file('a.yaml', 'a: 1\n'), '--out', 'made'],
      'openapi/not-openapi',
      'a.yaml:1:1',
    ],
    [
      'a spec that is Swagger 2.0',
      () => ['generate', '--spec', file('s.yaml', "swagger: '2.0'\n"), '--out', 'made'],
      'openapi/not-openapi',
      's.yaml:1:1',
    ],
    [
      'a spec with a syntax fault',
      () => ['generate', '--spec', file('b.json', '{"openapi": "3.1.0",\n "info" {}}'), '--out', 'made'],
      'openapi/syntax',
      'b.json:2:9',
    ],
    [
      'a truncated pact',
      () => ['verify', '--spec', file('ok.yaml', spec), '--pact', file('cut.json', '{"consumer": {"name"')],
      'pact/syntax',
      'cut.json:1:21',
    ],
    [
      'a missing pact',
      () => ['verify', '--spec', file('ok.yaml', spec), '--pact', 'nowhere.json'],
      'config/unreadable',
      'nowhere.json:1:1',
    ],
    [
      'a pact that is a spec',
      () => ['verify', '--spec', file('ok.yaml', spec), '--pact', file('ok2.yaml', spec)],
      'pact/not-pact',
      'ok2.yaml:1:1',
    ],
    ['a mock of no spec', () => ['mock', '--spec', file('c.yaml', 'x')], 'openapi/not-openapi', 'c.yaml:1:1'],
  ];
  it.each(cases)(
    '%s: exit code 2, one message with code and place, nothing written',
    (_, args, code, place) => {
      const line = args();
      const before = readdirSync(folder);
      const run = docpact([...line, ...(line[0] === 'import' ? ['--out', 'made.yaml'] : [])]);
      expect({ code: run.code, out: run.out }).toEqual({ code: 2, out: '' });
      expect(run.err).toContain(place);
      expect(run.err).toContain(`error ${code} `);
      expect(run.err.match(/^ {2}error /gm)).toHaveLength(1);
      expect(run.err).not.toMatch(/\n\s+at .*\.[jt]s:\d+/);
      expect(readdirSync(folder)).toEqual(before);
    },
  );
});

describe('output', () => {
  it('that is not up to date is shown as a difference, with its tabs, and without what moves the cursor', () => {
    const made = ['import', file('drift/a.md', page('PATCH /a/{id}')), '--out', 'drift/api.yaml'];
    expect(docpact(made).code).toBe(0);
    file('drift/api.yaml', `${readFileSync(join(folder, 'drift/api.yaml'), 'utf8')}#\tmine\u001b[2J\n`);
    const { code, out } = docpact([...made, '--check']);
    expect(code).toBe(1);
    expect(out).toContain('\n--- drift/api.yaml\tas it is\n+++ drift/api.yaml\tas it should be\n@@');
    expect(out).toContain('\n-#\tmine\ufffd[2J\n');
  });

  const spec = () => file('over/openapi.yaml', readFileSync(join(root, 'spec/openapi.yaml')));
  const pact = () =>
    file(
      'over/pact.json',
      readFileSync(join(root, 'contracts/pacts/docpact-example-consumer-microsoft-graph.json')),
    );
  const cases: [string, () => string[], () => string][] = [
    [
      'import over its page',
      () => ['import', file('over/a.md', page('PATCH /a/{id}')), '--out', 'over/a.md'],
      () => 'over/a.md',
    ],
    [
      'import over its overlay',
      () => [
        'import',
        file('over/b.md', page('PATCH /a/{id}')),
        '--overlay',
        file('over/overlay.yaml', 'overlay: 1.0.0\nactions: []\n'),
        '--out',
        'over/overlay.yaml',
      ],
      () => 'over/overlay.yaml',
    ],
    [
      'review over the pact',
      () => ['review', '--spec', spec(), '--pact', pact(), '--out', 'over/pact.json'],
      () => 'over/pact.json',
    ],
    [
      'review over a page of somebody',
      () => ['review', '--spec', spec(), '--out', file('over/mine.html', '<p>mine</p>')],
      () => 'over/mine.html',
    ],
    [
      'a report over the spec',
      () => ['verify', '--spec', spec(), '--pact', pact(), '--report', 'json=over/openapi.yaml'],
      () => 'over/openapi.yaml',
    ],
  ];
  it.each(cases)('never destroys what is not its own: %s', (_, args, path) => {
    const line = args();
    const before = readFileSync(join(folder, path()), 'utf8');
    expect(docpact(line).code).toBe(2);
    expect(readFileSync(join(folder, path()), 'utf8')).toBe(before);
  });
});

describe('pages with faults among good ones', () => {
  const good = page('PATCH /things/{thingId}');
  const cases: [string, Record<string, string>, string, string, number][] = [
    [
      'a page that is no reference page',
      { 'thing-update.md': good, 'notes.md': '# Notes\n\nSome words.\n' },
      'docs/not-a-reference-page',
      'notes.md:1:1',
      0,
    ],
    [
      'malformed JSON in an example',
      {
        'thing-update.md': `${good}## Example\n\`\`\`http\nPATCH https://example.com/v1/things/1\nContent-Type: application/json\n\n{ "title": }\n\`\`\`\n`,
      },
      'docs/example-json-malformed',
      'thing-update.md:20:12',
      1,
    ],
    [
      'a row with too few cells',
      { 'thing-update.md': page('PATCH /things/{thingId}', ['|size|']) },
      'docs/row-too-short',
      'thing-update.md:13:1',
      0,
    ],
    [
      'a request line without a verb',
      { 'thing-update.md': page('/things/{thingId}/title\nPATCH /things/{thingId}') },
      'docs/request-line-without-verb',
      'thing-update.md:5:1',
      1,
    ],
  ];
  it.each(cases)('%s: a finding with its place, and the rest goes on', (name, pages, code, place, exit) => {
    const at = name.replace(/\W+/g, '-');
    for (const [path, text] of Object.entries(pages)) file(`${at}/${path}`, text);
    const run = docpact(['import', at, '--out', `${at}.yaml`]);
    expect(run.all).toContain(code);
    expect(run.all).toContain(`${at}/${place}`);
    expect(run.code).toBe(exit);
    expect(readFileSync(join(folder, `${at}.yaml`), 'utf8')).toContain('/things/{thingId}');
    expect(docpact(['import', at, '--out', `${at}.yaml`, '--fail-on', 'info']).code).toBe(1);
  });
});

describe('a reader who has enough', () => {
  it.each([
    [['--help'], 0],
    [['lint', 'spec/docs', '--format', 'json'], 0],
    [['lint', 'nowhere'], 2],
  ])('%j ends as it would have, without a stack', (args, code) => {
    // `true` reads nothing; the exit code of the first of the pipe is wanted.
    const line = '"$0" "$@" 2>&1 >&3 3>&- | cat; exit "${PIPESTATUS[0]}"';
    const run = spawnSync('bash', ['-c', `{ ${line}; } 3> >(exec true)`, process.execPath, cli, ...args], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(run.stdout).not.toMatch(/EPIPE|^\s+at /m);
    expect(run.status).toBe(code);
  });
});

describe('this repository', () => {
  it('is up to date with its own pages, and its contracts hold', () => {
    const run = docpact(['check'], root);
    expect(run.all).not.toContain('error');
    expect(run.code).toBe(0);
  });

  it('gives the same bytes from another folder', () => {
    cpSync(join(root, 'spec'), join(folder, 'copy/spec'), { recursive: true });
    const made = docpact(
      ['import', 'spec/docs', '--overlay', 'spec/overlay.yaml', '--out', 'spec/again.yaml'],
      join(folder, 'copy'),
    );
    expect(made.code).toBe(0);
    expect(readFileSync(join(folder, 'copy/spec/again.yaml'), 'utf8')).toBe(
      readFileSync(join(root, 'spec/openapi.yaml'), 'utf8'),
    );
  });
});
