import { spawn } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './gates/scratch-repository.ts';

/**
 * What people give by mistake, over all commands that it applies to: one exit code, one message with a place, nothing
 * written, no stack. The built command line, in a folder whose name has a blank and letters beyond ASCII.
 */
const cli = join(root, 'dist/scripts/cli.cjs');
const folder = mkdtempSync(join(tmpdir(), 'docpact bäd ïnput '));
const good = readFileSync(join(root, 'contracts/pact/fixtures/certificates.openapi.json'), 'utf8');
const goodPact = readFileSync(join(root, 'contracts/pact/fixtures/certificates.pact.json'), 'utf8');
const minimal = (more: string) => `{"openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":{${more}}}`;
const answering = (schema: string) =>
  minimal(
    `"/a":{"get":{"operationId":"a","responses":{"200":{"description":"d","content":{"application/json":{"schema":${schema}}}}}}}`,
  );
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');

type Content = string | Uint8Array | undefined;

/** Files in place of a spec: `code` is what is told; undefined where the file is fine after all. */
const specs: readonly (readonly [name: string, content: Content, code: RegExp | undefined])[] = [
  ['missing', undefined, /config\/unreadable .*there is no such file/],
  ['empty', '', /openapi\/empty/],
  ['of blanks', ' \n\t\n', /openapi\/empty/],
  ['binary', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0xff, 0xfe, 0x80]), /openapi\/encoding/],
  ['with a NUL', '{"openapi": "3.1.0\0"}', /openapi\/encoding/],
  [
    'in Latin-1',
    Buffer.from('{"openapi": "3.1.0", "info": {"title": "Prüfung"}}', 'latin1'),
    /openapi\/encoding/,
  ],
  ['cut off', good.slice(0, 700), /openapi\/syntax/],
  ['in YAML that is broken', 'openapi: 3.1.0\ninfo: [\n', /openapi\/syntax/],
  ['with a tab for a YAML indent', 'openapi: 3.1.0\ninfo:\n\ttitle: t\n', /openapi\/syntax/],
  [
    'with merge marks',
    '<<<<<<< HEAD\nopenapi: 3.1.0\n=======\nopenapi: 3.0.0\n>>>>>>> branch\n',
    /openapi\/not-openapi/,
  ],
  [
    'an LFS pointer',
    'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n',
    /openapi\/not-openapi/,
  ],
  ['a page of HTML', '<!doctype html><html><body>404</body></html>', /openapi\/not-openapi/],
  ['a list', '[]', /openapi\/not-openapi/],
  ['a number', '7', /openapi\/not-openapi/],
  ['a text', 'hello', /openapi\/not-openapi/],
  ['null', 'null', /openapi\/not-openapi/],
  ['an object of something else', '{"a": 1}', /openapi\/not-openapi/],
  ['a pact', goodPact, /openapi\/not-openapi/],
  ['Swagger 2.0', '{"swagger": "2.0", "info": {}, "paths": {}}', /openapi\/(swagger|not-openapi|version)/],
  ['AsyncAPI', 'asyncapi: 3.0.0\ninfo: {title: t, version: "1"}\n', /openapi\/not-openapi/],
  [
    'of OpenAPI 4',
    '{"openapi": "4.0.0", "info": {"title": "t", "version": "1"}, "paths": {}}',
    /openapi\/version/,
  ],
  [
    'whose version is a number',
    '{"openapi": 3.1, "info": {"title": "t", "version": "1"}, "paths": {}}',
    /openapi\//,
  ],
  ['with a reference that leads nowhere', answering('{"$ref":"#/components/schemas/none"}'), /openapi\//],
  ['with a reference to a file', answering('{"$ref":"other.json#/a"}'), /openapi\//],
  ['with a reference to a server', answering('{"$ref":"http://127.0.0.1:9/a.json"}'), /openapi\//],
  [
    'with references in a circle',
    minimal('"/a":{"$ref":"#/paths/~1b"},"/b":{"$ref":"#/paths/~1a"}'),
    /openapi\//,
  ],
  ['nested too deep', answering(`${'{"items":'.repeat(200)}{}${'}'.repeat(200)}`), /openapi\/too-deep/],
  [
    'a YAML bomb',
    `openapi: 3.1.0\na0: &a0 [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`).join('\n')}\n`,
    /openapi\//,
  ],
  [
    'with a key twice',
    '{"openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":{},"paths":{}}',
    undefined,
  ],
  ['in UTF-16', utf16(good), undefined],
  ['with a byte order mark', `\uFEFF${good}`, undefined],
  ['with CRLF', good.replaceAll('\n', '\r\n'), undefined],
];

const commands: readonly (readonly [name: string, args: (spec: string) => readonly string[]])[] = [
  ['generate', (spec) => ['generate', '--spec', spec, '--out', `out/${spec}`]],
  ['verify', (spec) => ['verify', '--spec', spec, '--pact', 'good.pact.json']],
  ['mock', (spec) => ['mock', '--spec', spec, '--port', '0']],
  ['review', (spec) => ['review', '--spec', spec, '--out', `out/${spec}.html`]],
];

/** Files in place of a pact. */
const pacts: readonly (readonly [name: string, content: Content, code: RegExp])[] = [
  ['missing', undefined, /pact\/no-files|config\/unreadable/],
  ['empty', '', /pact\/empty/],
  ['binary', Buffer.from([0, 1, 2, 0xff]), /pact\/encoding/],
  ['cut off', goodPact.slice(0, 900), /pact\/syntax/],
  ['a spec', good, /pact\/not-pact/],
  ['a list', '[]', /pact\/not-pact/],
  ['a page', '# A page\n', /pact\/not-pact/],
  ['of an unknown version', goodPact.replace(/"version": "4\.0"/, '"version": "9.0"'), /pact\/version/],
  [
    'whose interactions are an object',
    '{"consumer":{"name":"c"},"provider":{"name":"p"},"interactions":{}}',
    /pact\/structure/,
  ],
  [
    'with an interaction that is null',
    '{"consumer":{"name":"c"},"provider":{"name":"p"},"interactions":[null]}',
    /pact\/structure/,
  ],
  [
    'without a path',
    '{"consumer":{"name":"c"},"provider":{"name":"p"},"interactions":[{"request":{"method":"GET"},"response":{}}]}',
    /pact\/structure/,
  ],
];

/** Files in place of pages. */
const pages: readonly (readonly [name: string, content: Content, code: RegExp])[] = [
  ['missing', undefined, /config\/unreadable/],
  ['empty', '', /docs\//],
  ['binary', Buffer.from([0, 1, 2, 0xff]), /docs\/encoding/],
  ['with merge marks', '<<<<<<< HEAD\n# A\n=======\n# B\n>>>>>>> x\n', /docs\//],
  ['of prose', '# Hello\n\nNothing here is an API.\n', /docs\//],
];

/** Files in place of a configuration. */
const configs: readonly (readonly [name: string, content: Content, code: RegExp])[] = [
  ['missing', undefined, /config\/missing/],
  ['empty', '', /config\/broken/],
  ['broken', 'export default {', /config\/broken/],
  ['that throws', 'throw new Error("no");', /config\/broken/],
  ['that exports a number', 'export default 7;', /config\/broken/],
  ['with an unknown setting', 'export default { spek: "a" };', /config\/unknown-setting .*spek/],
  ['with a setting of another kind', 'export default { spec: 7 };', /config\/wrong-setting/],
  ['that asks for nothing', 'export default {};', /config\/nothing-to-/],
];

/** Command lines, with nothing wrong in any file. */
const lines: readonly (readonly [line: string, code: RegExp])[] = [
  ['verfy', /unknown command 'verfy'.*\n.*verify/],
  ['verify --spek x', /unknown option '--spek'.*\n.*--spec/],
  ['verify --spec', /option '--spec <file>' argument missing/],
  ['verify --spec good.json --pact good.pact.json --format yaml', /--format must be text or json/],
  ['verify --spec good.json --pact good.pact.json --fail-on all', /--fail-on must be/],
  ['verify --spec good.json --pact good.pact.json --report sarf=x', /did you mean sarif/],
  ['verify --spec good.json --pact good.pact.json --report sarif', /--report sarif needs a file/],
  ['verify --spec good.json --pact good.pact.json --only nothing-like-it', /verify\/only-nothing/],
  ['verify --spec good.json --pact good.pact.json --min-coverage 101', /config\/not-percent/],
  [
    'verify --spec good.json --pact good.pact.json --report json=good.json',
    /would overwrite|read by this command/,
  ],
  ['verify --spec good.json --pact good.pact.json --provider ftp://x', /config\/not-url/],
  ['verify --spec good.json --pact good.pact.json --provider', /config\/provider-incomplete/],
  ['verify --spec good.json --exchanges good.json', /verify\//],
  ['verify --spec good.json --exchanges nowhere.har', /config\/unreadable/],
  ['verify --spec . --pact good.pact.json', /config\/unreadable .*it is a folder/],
  ['generate --spec good.json --out good.json', /generate\/out-is-file/],
  ['generate --spec good.json --emit typs', /did you mean|types/],
  ['generate --spec good.json --include nothing-like-it', /generate\//],
  ['generate', /generate\/no-spec/],
  ['import nowhere --out spec.yaml', /config\/unreadable/],
  ['import page.md --out spec.txt', /config\/spec-name/],
  ['lint', /./],
  ['check', /config\/not-found/],
  ['mock --spec good.json --port 99999', /./],
  ['mock --spec good.json --port http', /./],
  ['mock --spec good.json --seed good.pact.json --port 0', /mock\//],
  ['review --spec good.json --out .', /config\/unwritable/],
  ['init nowhere', /config\/init-/],
];

beforeAll(() => {
  writeFileSync(join(folder, 'good.json'), good);
  writeFileSync(join(folder, 'good.pact.json'), goodPact);
  writeFileSync(join(folder, 'page.md'), '# A\n');
  for (const [kind, rows] of Object.entries({ spec: specs, pact: pacts, page: pages, config: configs }))
    for (const [name, content] of rows) {
      mkdirSync(join(folder, kind), { recursive: true });
      if (content !== undefined) writeFileSync(join(folder, fileOf(kind, name)), content);
    }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(kind: string, name: string): string {
  const ending = { spec: '.json', pact: '.json', page: '.md', config: '.mjs' }[kind] ?? '';
  return `${kind}/${name}${ending}`;
}

interface Ran {
  readonly code: number | null;
  readonly text: string;
}

/** A mock that listens is stopped: it was given something that it can serve. */
function docpact(args: readonly string[], cwd = folder): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, ...args], {
      cwd,
      env: { PATH: process.env['PATH'], HOME: folder, NO_COLOR: '1' },
    });
    let text = '';
    const hear = (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('Ctrl+C stops')) child.kill('SIGTERM');
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('close', (code) => resolve({ code, text }));
  });
}

const filesThere = () =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort();

/** Two at a time: most of a call is the start of a process. */
async function refused(
  cases: readonly (readonly [name: string, args: readonly string[], told: RegExp | undefined])[],
) {
  const before = filesThere();
  const wrong: string[] = [];
  const left = [...cases];
  const work = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [name, args, told] = next;
      const { code, text } = await docpact(args);
      const faults = [
        ...(code === (told ? 2 : 0) ? [] : [`exit code ${code}`]),
        ...(!told || told.test(text) ? [] : [`not told: ${told}`]),
        ...(/^\s+at .*(?:\.[jt]s|node:)/m.test(text) ? ['a stack'] : []),
        ...(/fault of docpact/.test(text) ? ['a fault of ours'] : []),
      ];
      if (faults.length > 0) wrong.push(`${name}: ${faults.join(', ')}\n${text.slice(0, 400)}`);
    }
  };
  await Promise.all([work(), work()]);
  return { wrong, written: filesThere().filter((path) => !before.includes(path)) };
}

const nothingWrong = { wrong: [], written: [] };

describe('what people give by mistake', () => {
  it.each(commands)('docpact %s and a file in place of the spec', async (name, args) => {
    // All read a spec by the same means: every command is given each of the files by `npm run test:full` alone.
    const turn = commands.findIndex(([command]) => command === name);
    const all = process.env['DOCPACT_RUNS'] !== undefined || turn === 0;
    const bad = specs.filter(([, , code], i) => code !== undefined && (all || i % 3 === turn - 1));
    expect(await refused(bad.map(([kind, , code]) => [kind, args(fileOf('spec', kind)), code]))).toEqual(
      nothingWrong,
    );
  });

  it.each(commands)('docpact %s and a spec that is fine after all', async (name, args) => {
    const fine = specs.filter(([, , code]) => code === undefined);
    // Of a key that is there twice the last one counts: this one has no paths, by which nothing is judged or served.
    const judged =
      name === 'verify' || name === 'mock' ? fine.filter(([kind]) => kind !== 'with a key twice') : fine;
    const { wrong } = await refused(judged.map(([kind]) => [kind, args(fileOf('spec', kind)), undefined]));
    rmSync(join(folder, 'out'), { recursive: true, force: true });
    expect(wrong).toEqual([]);
  });

  it('a file in place of a pact', async () => {
    const verify = (pact: string) => ['verify', '--spec', 'good.json', '--pact', pact];
    expect(await refused(pacts.map(([kind, , code]) => [kind, verify(fileOf('pact', kind)), code]))).toEqual(
      nothingWrong,
    );
  });

  it('a file in place of a page', async () => {
    const importing = (page: string) => ['import', page, '--out', 'made.yaml'];
    expect(
      await refused(pages.map(([kind, , code]) => [kind, importing(fileOf('page', kind)), code])),
    ).toEqual(nothingWrong);
  });

  it('a file in place of the configuration', async () => {
    const check = (config: string) => ['check', '--config', config];
    expect(
      await refused(configs.map(([kind, , code]) => [kind, check(fileOf('config', kind)), code])),
    ).toEqual(nothingWrong);
  });

  it('command lines', async () => {
    expect(await refused(lines.map(([line, code]) => [line, line.split(' '), code]))).toEqual(nothingWrong);
  });

  it.skipIf(process.getuid?.() === 0)('a folder that may not be written', async () => {
    const locked = join(folder, 'locked');
    mkdirSync(locked);
    chmodSync(locked, 0o555);
    const { wrong } = await refused([
      ['locked', ['generate', '--spec', 'good.json', '--out', 'locked/out'], /config\/unwritable/],
    ]);
    chmodSync(locked, 0o755);
    expect(wrong).toEqual([]);
  });
});
