import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** The built command line in a folder of its own. `npm test` builds before. */
const cli = join(dirname(fileURLToPath(import.meta.url)), '../dist/scripts/cli.cjs');
let folder = '';

function docpact(line: string, cwd = '.') {
  const run = spawnSync(process.execPath, [cli, ...line.split(' ')], {
    cwd: join(folder, cwd),
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: folder },
  });
  return { code: run.status, out: run.stdout, all: run.stdout + run.stderr };
}

function put(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

const read = (path: string) => readFileSync(join(folder, path), 'utf8');
const accept = (...entries: string[]) =>
  put(
    'docpact.accept.yaml',
    `accept:\n${entries.map((entry) => `  - { ${entry}, reason: because }\n`).join('')}`,
  );

/** One error of lint, and one of reading that says the same. */
const page = [
  '# Update thing',
  '## HTTP request',
  '```http',
  'PATCH /things/{thingId}',
  '```',
  '## Response',
  'If successful, this method returns a `200 OK` response code.',
  '## Example',
  '```http',
  'PATCH https://example.com/things/1',
  'Content-Type: application/json',
  '',
  '{ "title": }',
  '```',
  '```http',
  'HTTP/1.1 200 OK',
  '```',
  '',
].join('\n');
const spec = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 't', version: '1' },
  paths: { '/a': { get: { responses: { 204: { description: 'no content' } } } } },
});
const pact = JSON.stringify({
  consumer: { name: 'shop' },
  provider: { name: 'graph' },
  interactions: [{ description: 'an a', request: { method: 'GET', path: '/a' }, response: { status: 200 } }],
  metadata: { pactSpecification: { version: '2.0.0' } },
});

beforeEach(() => {
  if (!existsSync(cli)) throw new Error('dist/ is missing: npm run build');
  folder = mkdtempSync(join(tmpdir(), 'docpact accept '));
  put('docs/thing-update.md', page);
  put('spec.json', spec);
  put('pact.json', pact);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('explain', () => {
  it('says what is wrong with the file of what is accepted, whatever is wrong with it', () => {
    put('docpact.accept.yaml', 'accept: [');
    expect(docpact('lint docs')).toMatchObject({ code: 2 });
    const { code, out } = docpact('explain config/accept-syntax');
    expect({ code, first: out.split('\n')[0] }).toEqual({ code: 0, first: 'config/accept-syntax (error)' });
  });
});

describe('check', () => {
  it("leaves the pages alone where the configuration says that they are somebody else's", () => {
    const config = { docs: 'docs', spec: 'made.json' };
    put('docpact.config.json', JSON.stringify(config));
    expect(docpact('import docs --out made.json').code).toBe(1);
    expect(docpact('check')).toMatchObject({ code: 1, out: expect.stringMatching(/failed {3}lint/) });
    put('docpact.config.json', JSON.stringify({ ...config, lint: false }));
    expect(docpact('check').out).not.toContain('lint');
  });
});

describe('lint', () => {
  it('is fine where all errors are accepted, and says how many were', () => {
    put('docpact.config.json', '{ "docs": "docs" }');
    expect(docpact('lint').code).toBe(1);
    accept('code: lint/example-json, file: docs/thing-update.md', 'code: lint/row-too-long');
    const { code, out } = docpact('lint');
    expect(code).toBe(0);
    expect(out).toMatch(/^1 page, 0 findings, 1 accepted\n/);
    expect(out).not.toContain('lint/example-json');
    expect(out).toContain('docpact.accept.yaml:3:5');
    expect(out).toMatch(/\n1 warning, 1 accepted by docpact\.accept\.yaml\n$/);
    expect(docpact('lint --fail-on warning').code).toBe(1);
  });

  it('judges entries only where it looks at all', () => {
    put('docpact.config.json', '{ "docs": "docs" }');
    accept('code: lint/row-too-long', 'code: docs/left-out', 'fingerprint: 00000000000000aa');
    const unused = (line: string) => docpact(line).out.match(/docpact\.accept\.yaml:\d+/g) ?? [];
    expect(unused('lint')).toEqual(['docpact.accept.yaml:2']);
    expect(unused('lint docs')).toEqual([]);
    expect(unused('lint --only lint/example-json')).toEqual([]);
    expect(unused('lint --except lint/example-json')).toEqual([]);
  });

  it('counts what was accepted up to a day that is over', () => {
    accept('code: lint/example-json, expires: 2020-02-29');
    const { code, out } = docpact('lint docs');
    expect(code).toBe(1);
    expect(out).toContain('error lint/example-json');
    expect(out).toContain('config/accept-expired this accepted lint/example-json until 2020-02-29');
    accept('code: lint/example-json, expires: 9999-12-31');
    expect(docpact('lint docs').code).toBe(0);
  });
});

describe('the file', () => {
  it('lies beside the configuration, and names files from there', () => {
    put('docpact.config.json', '{ "docs": "docs" }');
    put('docs/deeper/page.md', page);
    accept(
      'code: lint/example-json, file: docs/thing-update.md',
      'code: lint/example-json, file: docs/deeper/page.md',
    );
    expect(docpact('lint .', 'docs').all).toContain('2 accepted by');
    expect(docpact('lint', 'docs/deeper').all).toContain('2 accepted by');
    expect(docpact('lint ..', 'docs/deeper').all).toContain('2 accepted by');
    put('other/docpact.config.json', '{ "docs": "../docs" }');
    expect(docpact('lint --config other/docpact.config.json').code).toBe(1);
    put(
      'other/docpact.accept.yaml',
      'accept: [{ code: lint/example-json, file: ../docs/thing-update.md, reason: r }]',
    );
    expect(docpact('lint --config other/docpact.config.json').out).toContain(
      '1 accepted by other/docpact.accept.yaml',
    );
  });

  it('is not taken from above where no configuration lies there', () => {
    accept('code: lint/example-json');
    expect(docpact('lint .', 'docs').code).toBe(1);
    expect(docpact('lint docs').code).toBe(0);
  });

  it('is refused with its faults, before anything is done', () => {
    accept('code: lint/example-json, fille: x');
    const { code, all, out } = docpact('import docs --out made.yaml');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(all).toContain('docpact.accept.yaml:2:32 at #/accept/0/fille\n  error config/accept-unknown-key');
    expect(existsSync(join(folder, 'made.yaml'))).toBe(false);
  });

  it('is never overwritten by a report', () => {
    accept('code: lint/example-json');
    const before = read('docpact.accept.yaml');
    expect(docpact('lint docs --report json=docpact.accept.yaml').code).toBe(2);
    expect(read('docpact.accept.yaml')).toBe(before);
  });

  it('that is a folder cannot be read', () => {
    put('docpact.accept.yaml/x', '');
    expect(docpact('lint docs')).toMatchObject({ code: 2, out: '' });
  });
});

describe('verify', () => {
  it('knows what is accepted without a configuration, by the pointer of the spec too', () => {
    const line = 'verify --spec spec.json --pact pact.json';
    expect(docpact(line).code).toBe(1);
    accept("code: verify/response-status, pointer: '#/paths/~1a'", 'code: verify/response-body');
    const { code, out } = docpact(line);
    expect(out).toContain('impossible  an a');
    expect(out).toMatch(/\n1 accepted by docpact\.accept\.yaml\n$/);
    expect(code).toBe(0);
  });

  it('judges entries where the configuration says what there is', () => {
    put('docpact.config.json', '{ "spec": "spec.json", "pacts": "pact.json" }');
    accept('code: verify/response-body', 'code: lint/row-too-long');
    expect(docpact('verify').out).toContain('nothing is found that this accepts: verify/response-body');
    expect(docpact('verify').out).not.toContain('lint/row-too-long');
    expect(docpact('verify --pact pact.json').out).not.toContain('nothing is found');
    expect(docpact('check').out).not.toContain('lint/row-too-long');
  });

  it('is refused as before where a pact cannot be read', () => {
    put('docpact.config.json', '{ "spec": "spec.json", "pacts": ["pact.json", "nowhere.json"] }');
    accept(
      'code: verify/response-status',
      'code: pact/structure',
      'code: verify/security, expires: 2020-01-01',
    );
    const { code, all } = docpact('verify');
    expect(code).toBe(2);
    expect(all).not.toContain('accepted');
  });
});

describe('check', () => {
  const config = { docs: 'docs', spec: 'made.json', pacts: 'pact.json', overlay: 'overlay.yaml' };

  it('passes steps whose errors are accepted, and judges all entries', () => {
    const { overlay: _, ...plain } = config;
    put('docpact.config.json', JSON.stringify(plain));
    docpact('import');
    expect(docpact('check').out).toMatch(
      /^failed {3}import \(\d findings?\)\nfailed {3}verify \(.*\nfailed {3}lint \(1 finding\)\n/,
    );
    const [finding] = JSON.parse(docpact('verify --format json').out).diagnostics;
    accept(
      'code: lint/example-json',
      'code: docs/example-json-malformed',
      `fingerprint: '${finding.fingerprint}'`,
      'fingerprint: 00000000000000aa',
      'code: verify/response-body',
      'code: docs/left-out',
      'code: generate/untyped',
    );
    const { code, out } = docpact('check');
    expect(out).toMatch(
      /^passed {3}import \(.*1 accepted\)\npassed {3}verify \(1 accepted\)\npassed {3}lint \(1 accepted\)\n/,
    );
    expect(code).toBe(0);
    const unused = [...out.matchAll(/docpact\.accept\.yaml:(\d+).*\n {2}warning config\/accept-unused/g)];
    // No step generates: what is accepted of it may be of use to whoever does.
    expect(unused.map(([, line]) => line)).toEqual(['5', '6', '7']);
  });

  it('accepts nothing in a call that is refused', () => {
    put('docpact.config.json', JSON.stringify(config));
    accept('code: lint/example-json');
    const { code, all } = docpact('check');
    expect(code).toBe(2);
    expect(all).toMatch(/refused {2}import/);
    expect(all).toContain('failed   lint (1 finding)');
    expect(all).toContain('error lint/example-json');
    expect(all).not.toContain('accepted by');
  });
});

describe('import and generate', () => {
  it('judge entries where they do what the configuration says', () => {
    put('docpact.config.json', '{ "docs": "docs", "spec": "made.json", "generate": { "out": "out" } }');
    accept('code: docs/left-out', 'code: generate/untyped', 'code: docs/example-json-malformed');
    const unused = (line: string) => docpact(line).all.match(/docpact\.accept\.yaml:\d+/g) ?? [];
    expect(unused('import')).toEqual(['docpact.accept.yaml:2']);
    expect(unused('import docs --out made.json')).toEqual([]);
    expect(unused('import --nullable odata')).toEqual([]);
    expect(unused('generate')).toEqual([]);
    expect(unused('generate --check')).toEqual(['docpact.accept.yaml:3']);
    expect(unused('generate --check --include /things/**')).toEqual([]);
    expect(unused('generate --check --emit types')).toEqual([]);
  });
});
