import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  acceptances,
  configs,
  overlays,
  pacts,
  pages,
  recordings,
  seeds,
} from './fixtures/bad-input/inputs.ts';
import { fineSpecs, good, goodPact, type Kind, oddSpecs, refusedSpecs } from './fixtures/bad-input/specs.ts';
import { root } from './gates/scratch-repository.ts';

/**
 * What people give by mistake, over all commands that it applies to: one exit code, one message with a place, nothing
 * written, no stack, in bounded time. In a folder whose name has a blank and letters beyond ASCII.
 */
const folder = mkdtempSync(join(tmpdir(), 'docpact bäd ïnput '));

/** Everything that reads a spec. */
const commands: Readonly<Record<string, (spec: string) => readonly string[]>> = {
  generate: (spec) => ['generate', '--spec', spec, '--out', `out/${spec}`],
  verify: (spec) => ['verify', '--spec', spec, '--pact', 'good.pact.json'],
  mock: (spec) => ['mock', '--spec', spec, '--port', '0'],
  review: (spec) => ['review', '--spec', spec, '--out', `out/${spec}.html`],
  'diff, as what was': (spec) => ['diff', spec, 'good.json'],
  'diff, as what is to be': (spec) => ['diff', 'good.json', spec],
  init: (spec) => ['init', spec],
};

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
  ['diff good.json', /missing required argument 'head'.*\n.*diff --help/],
  ['diff good.json good.json good.json', /too many arguments/],
  ['diff good.json git:nowhere:good.json', /config\/git-/],
  ['diff good.json good.json --policy grap', /config\/|did you mean graph|contract, graph/],
  ['help verfy', /unknown command 'verfy'.*\n.*verify/],
  ['verfy --help', /unknown command 'verfy'.*\n.*verify/],
  ['generate --spec good.json --out good.json/inside', /generate\/out-is-file/],
  ['review --spec good.json --out good.json/page.html', /config\/unwritable/],
  ['import api --out good.json/spec.yaml', /config\/unwritable/],
  ['verify --spec good.json --pact good.pact.json --report json=good.json/report', /cannot be written/],
  ['verify --spec good.json --pact nowhere/*.json', /pact\/no-files/],
  ['verify --spec good.json --pact link-to-itself.json', /pact\/no-files|config\/unreadable/],
  ['verify --spec link-to-itself.json --pact good.pact.json', /config\/unreadable/],
];

const kinds = {
  spec: refusedSpecs,
  odd: oddSpecs,
  fine: fineSpecs,
  pact: pacts,
  page: pages,
  config: configs,
};
const more = { recording: recordings, overlay: overlays, seed: seeds, accept: acceptances };

beforeAll(() => {
  writeFileSync(join(folder, 'good.json'), good);
  writeFileSync(join(folder, 'good.pact.json'), goodPact);
  writeFileSync(join(folder, 'page.md'), '# A\n');
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}\n');
  cpSync(join(root, 'spec/docs'), join(folder, 'api'), { recursive: true });
  symlinkSync('link-to-itself.json', join(folder, 'link-to-itself.json'));
  for (const [kind, rows] of Object.entries({ ...kinds, ...more }))
    for (const [name, content] of rows) {
      const path = join(folder, fileOf(kind, name));
      mkdirSync(join(path, '..'), { recursive: true });
      if (content !== undefined) writeFileSync(path, content);
      if (kind === 'accept') writeFileSync(join(path, '../docpact.config.mjs'), 'export default {};\n');
    }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(kind: string, name: string): string {
  if (kind === 'accept') return `accept/${name}/docpact.accept.yaml`;
  return `${kind}/${name}${{ page: '.md', config: '.mjs', overlay: '.yaml' }[kind] ?? '.json'}`;
}

interface Case {
  readonly name: string;
  readonly args: readonly string[];
  readonly told: RegExp | undefined;
  /** The exit codes that are right. */
  readonly codes: readonly number[];
}

interface Ran {
  readonly code: number;
  readonly text: string;
}

/** One process for all: it is ended where a call takes more memory than people have, or longer than they wait. */
function run(lines: readonly (readonly string[])[]): Promise<readonly Ran[]> {
  return new Promise((resolve, reject) => {
    const script = join(root, 'scripts/fixtures/bad-input/run-lines.ts');
    const loader = join(root, 'node_modules/tsx/dist/esm/index.mjs');
    const child = spawn(process.execPath, ['--max-old-space-size=1024', '--import', loader, script], {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: folder, NO_COLOR: '1' },
    });
    let [text, faults] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      faults += chunk.toString();
    });
    child.on('close', (code) =>
      code === 0
        ? resolve(JSON.parse(text))
        : reject(new Error(`ended with ${code}: ${faults.slice(-2000)}`)),
    );
    child.stdin.end(JSON.stringify(lines));
  });
}

const filesThere = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

async function wrongOf(cases: readonly Case[]) {
  const before = filesThere();
  const ran = await run(cases.map(({ args }) => args));
  const wrong = cases.flatMap(({ name, told, codes }, i) => {
    const { code, text } = ran[i] ?? { code: -1, text: 'was not run' };
    const faults = [
      ...(codes.includes(code) ? [] : [`exit code ${code}`]),
      ...(!told || told.test(text) ? [] : [`not told: ${told}`]),
      ...(code === 2 && (text.match(/^ {2}error /gm) ?? []).length > 20 ? ['more than anybody reads'] : []),
      ...(/^\s+at .*(?:\.[jt]s|node:)/m.test(text) ? ['a stack'] : []),
      ...(/fault of docpact/.test(text) ? ['a fault of ours'] : []),
    ];
    return faults.length === 0 ? [] : [`${name}: ${faults.join(', ')}\n${text.slice(0, 400)}`];
  });
  return { wrong, written: filesThere().filter((path) => !before.includes(path)) };
}

const refused = (kind: string, rows: readonly Kind[], args: (file: string) => readonly string[]) =>
  wrongOf(rows.map(([name, , told]) => ({ name, args: args(fileOf(kind, name)), told, codes: [2] })));

const nothingWrong = { wrong: [], written: [] };
const all = process.env['DOCPACT_RUNS'] !== undefined;

describe('what people give by mistake', () => {
  it('is of at least 80 kinds', () => {
    const lists: readonly (readonly unknown[])[] = [...Object.values({ ...kinds, ...more }), lines];
    expect(lists.flat().length).toBeGreaterThan(200);
  });

  it.each(Object.entries(commands))('docpact %s and a file in place of the spec', async (_, args) => {
    expect(await refused('spec', refusedSpecs, args)).toEqual(nothingWrong);
  });

  it.each(['generate', 'diff, as what is to be', 'review'])(
    'docpact %s tells of parts that say nothing',
    async (name) => {
      // What they share is told by one function: all are given to all of them by `npm run test:full` alone.
      const rows = oddSpecs.filter(
        (_, i) => all || i % 3 === ['generate', 'diff, as what is to be', 'review'].indexOf(name),
      );
      const cases = rows.map(([kind, , told]) => {
        const args = [...(commands[name]?.(fileOf('odd', kind)) ?? []), '--format', 'json'];
        return { name: kind, args, told: new RegExp(told.source.replace(/ .*/, '')), codes: [0, 1] };
      });
      const { wrong } = await wrongOf(cases);
      rmSync(join(folder, 'out'), { recursive: true, force: true });
      expect(wrong).toEqual([]);
    },
  );

  it.each(['generate', 'verify', 'mock', 'diff, as what is to be'])(
    'docpact %s and a spec that is fine after all',
    async (name) => {
      const rows = fineSpecs.filter(
        ([, content], i) =>
          ((content?.length ?? 0) > 1000 || name === 'generate') &&
          (all || name !== 'generate' || i % 3 === 0),
      );
      const cases = rows.map(([kind]) => ({
        name: kind,
        args: commands[name]?.(fileOf('fine', kind)) ?? [],
        told: undefined,
        codes: [0],
      }));
      const { wrong } = await wrongOf(cases);
      rmSync(join(folder, 'out'), { recursive: true, force: true });
      expect(wrong).toEqual([]);
    },
  );

  it.each([
    ['a pact', 'pact', pacts, (file: string) => ['verify', '--spec', 'good.json', '--pact', file]],
    ['a page', 'page', pages, (file: string) => ['import', file, '--out', 'made.yaml']],
    ['the configuration', 'config', configs, (file: string) => ['check', '--config', file]],
    [
      'a recording',
      'recording',
      recordings,
      (file: string) => ['verify', '--spec', 'good.json', '--exchanges', file],
    ],
    [
      'the overlay',
      'overlay',
      overlays,
      (file: string) => ['import', join(root, 'spec/docs'), '--overlay', file, '--out', 'made.yaml'],
    ],
    [
      'what is accepted',
      'accept',
      acceptances,
      (file: string) => [
        'verify',
        '--spec',
        'good.json',
        '--pact',
        'good.pact.json',
        '--config',
        file.replace('accept.yaml', 'config.mjs'),
      ],
    ],
    [
      'the seed',
      'seed',
      seeds,
      (file: string) => ['mock', '--spec', 'good.json', '--port', '0', '--seed', file],
    ],
  ] as const)('a file in place of %s', async (_, kind, rows, args) => {
    expect(await refused(kind, rows, args)).toEqual(nothingWrong);
  });

  it('command lines', async () => {
    const cases = lines.map(([line, told]) => ({ name: line, args: line.split(' '), told, codes: [2] }));
    expect(await wrongOf(cases)).toEqual(nothingWrong);
  });

  it('a port that is in use', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const args = ['mock', '--spec', 'good.json', '--port', port];
    const told = /mock\/port-in-use .*in use\n.*--port/;
    expect(await wrongOf([{ name: 'port', args, told, codes: [2] }])).toEqual(nothingWrong);
    server.close();
  });

  it.skipIf(process.getuid?.() === 0)('a folder that may not be written', async () => {
    const locked = join(folder, 'locked');
    mkdirSync(locked);
    chmodSync(locked, 0o555);
    const args = ['generate', '--spec', 'good.json', '--out', 'locked/out'];
    const { wrong } = await wrongOf([{ name: 'locked', args, told: /config\/unwritable/, codes: [2] }]);
    chmodSync(locked, 0o755);
    expect(wrong).toEqual([]);
  });
});
