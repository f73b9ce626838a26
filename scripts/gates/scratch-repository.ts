/** Somebody else's repository, made for a test: the packed tarball in it, its configuration, its own code. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { uncheckedMark } from '../../generator/emitters/emitter.ts';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** One such repository: what it generates from, and the program that uses what came out. */
export interface Downstream {
  readonly name: string;
  /** Copied from this repository into the scratch one. */
  readonly copies: Readonly<Record<string, string>>;
  readonly config: string;
  readonly program: string;
  /** What the program prints when it has run against the mock. */
  readonly prints: readonly string[];
}

const certificate = `{ certData: 'Y2VydERhdGE=', issuedTo: 'Contoso', issuedBy: 'Contoso CA',
  certExpirationDate: '2016-12-31T23:56:39.3841403-08:00', certStatus: 10, certType: 8 }`;

export const downstreams: readonly Downstream[] = [
  {
    name: 'documentation pages',
    copies: { 'spec/docs': 'docs', 'spec/overlay.yaml': 'overlay.yaml' },
    config: `{ docs: 'docs', overlay: 'overlay.yaml', spec: 'openapi.yaml', generate: { out: 'src/generated' } }`,
    program: `import { createClient } from './generated/client.js';
import { enterpriseCertificateUpdate } from './generated/operations/enterpriseCertificate.js';

const baseUrl = process.argv[2];
const { enterpriseCerts } = createClient({ ...(baseUrl ? { baseUrl } : {}), auth: () => 'token' }).deviceAppManagement;
const made = await enterpriseCerts.post(${certificate});
const { id } = made;
const changed = await enterpriseCerts.byId(id).patch({ issuedTo: 'Fabrikam' });
console.log(changed.issuedTo, changed.issuedBy, changed.certExpirationDate);
console.log((await enterpriseCerts.get()).value.some((one) => one.id === id));
await enterpriseCerts.byId(id).delete();
try {
  await enterpriseCerts.byId(id).patch({ issuedTo: 'nobody' });
} catch (error) {
  if (!enterpriseCertificateUpdate.isError(error)) throw error;
  const code: string = error.body.error.code;
  console.log(error.status, code !== '');
}
// @ts-expect-error the key is read-only
export const refused = () => enterpriseCerts.byId(id).patch({ id });
`,
    prints: ['Fabrikam Contoso CA 2016-12-31T23:56:39.3841403-08:00', 'true', '404 true'],
  },
  {
    name: 'an OpenAPI 3.0 file',
    copies: { 'scripts/fixtures/downstream/library.json': 'library.json' },
    config: `{ spec: 'library.json', generate: { out: 'src/generated' } }`,
    program: `import { createClient } from './generated/client.js';
import { getBook } from './generated/operations/books.js';

const baseUrl = process.argv[2];
const { books } = createClient(baseUrl ? { baseUrl } : {});
const { id } = await books.post({ title: 'On Types', pages: null });
const changed = await books.byId(id).patch({ pages: 12 });
console.log(changed.title, changed.pages);
await books.byId(id).delete();
try {
  await books.byId(id).get();
} catch (error) {
  if (!getBook.isError(error)) throw error;
  console.log(error.status, error.body.error.message !== '');
}
// @ts-expect-error the key is read-only
export const refused = () => books.byId(id).patch({ id });
`,
    prints: ['On Types 12', '404 true'],
  },
];

export interface Ran {
  readonly code: number | null;
  readonly text: string;
}

/** Runs a program to its end; `text` is all that it printed. */
export function run(command: string, args: readonly string[], cwd: string): Ran {
  const { PATH, HOME } = process.env;
  const ran = spawnSync(command, args, { cwd, encoding: 'utf8', env: { PATH, HOME, NO_COLOR: '1' } });
  return { code: ran.status, text: `${ran.stdout}${ran.stderr}${ran.error?.message ?? ''}` };
}

/** Packs this repository as `npm publish` would, from the `dist/` that is there. Returns the tarball's path. */
export function pack(into: string): string {
  const packed = run('npm', ['pack', '--ignore-scripts', '--offline', '--pack-destination', into], root);
  const tarball = readdirSync(into).find((name) => name.endsWith('.tgz'));
  if (packed.code !== 0 || tarball === undefined) throw new Error(packed.text);
  return join(into, tarball);
}

export function scratchFolder(): string {
  return mkdtempSync(join(tmpdir(), 'docpact downstream '));
}

/** The repository's own files. docpact is not in it yet. */
export function makeRepository(folder: string, downstream: Downstream): void {
  mkdirSync(join(folder, 'src'), { recursive: true });
  for (const [from, to] of Object.entries(downstream.copies)) {
    cpSync(join(root, from), join(folder, to), { recursive: true });
  }
  const manifest = {
    name: 'downstream',
    private: true,
    type: 'module',
    scripts: { generate: 'docpact generate' },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  const config = `import { defineConfig } from 'docpact';\n\nexport default defineConfig(${downstream.config});\n`;
  writeFileSync(join(folder, 'docpact.config.ts'), config);
  writeFileSync(join(folder, 'src/program.ts'), downstream.program);
  for (const [name, module, resolution] of [
    ['nodenext', 'NodeNext', 'NodeNext'],
    ['bundler', 'ESNext', 'Bundler'],
  ]) {
    const compilerOptions = {
      target: 'ES2022',
      lib: ['ES2023', 'DOM', 'DOM.Iterable'],
      module,
      moduleResolution: resolution,
      types: ['node'],
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      verbatimModuleSyntax: true,
      noPropertyAccessFromIndexSignature: true,
      noUnusedLocals: true,
      skipLibCheck: true,
      isolatedModules: true,
      rootDir: 'src',
      outDir: `built-${name}`,
    };
    writeFileSync(
      join(folder, `tsconfig.${name}.json`),
      JSON.stringify({ compilerOptions, include: ['src'] }),
    );
  }
}

/** Takes back what keeps compilers from looking at generated code: here they shall. */
export function haveAllChecked(folder: string): void {
  const generated = join(folder, 'src/generated');
  for (const path of readdirSync(generated, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.ts')) continue;
    const file = join(generated, path);
    writeFileSync(file, readFileSync(file, 'utf8').replace(uncheckedMark, '// Checked.'));
  }
}

/** Puts the tarball where `npm i` would, its dependencies linked from here: no registry is asked. */
export function installOffline(folder: string, tarball: string): void {
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, 'docpact'), { recursive: true });
  const unpacked = run(
    'tar',
    ['-xzf', tarball, '--strip-components=1', '-C', join(modules, 'docpact')],
    folder,
  );
  if (unpacked.code !== 0) throw new Error(unpacked.text);
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (!name.startsWith('.') && name !== 'docpact')
      symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  mkdirSync(join(modules, '.bin'));
  const cli = join(modules, 'docpact/dist/scripts/cli.cjs');
  chmodSync(cli, 0o755);
  symlinkSync(cli, join(modules, '.bin/docpact'));
}

/** Runs the compiled program against `docpact mock`; returns what it printed. */
export function runAgainstMock(folder: string, spec: string): Promise<Ran> {
  return withMock(folder, spec, (url) => run(process.execPath, ['built-nodenext/program.js', url], folder));
}

/** Does something while `docpact mock` serves a document on a free port. */
export async function withMock<T>(
  folder: string,
  spec: string,
  use: (url: string) => T | Promise<T>,
): Promise<T> {
  const cli = join(folder, 'node_modules/docpact/dist/scripts/cli.cjs');
  const mock = spawn(process.execPath, [cli, 'mock', '--spec', spec, '--port', '0'], { cwd: folder });
  try {
    return await use(await listeningUrl(mock));
  } finally {
    mock.kill('SIGTERM');
  }
}

function listeningUrl(mock: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const read = (chunk: unknown) => {
      text += String(chunk);
      const url = /http:\/\/\S+/.exec(text)?.[0];
      if (url !== undefined && text.includes('\n')) resolve(url);
    };
    mock.stdout?.on('data', read);
    mock.stderr?.on('data', read);
    mock.once('exit', (code) => reject(new Error(`the mock ended with ${code}: ${text}`)));
  });
}

export function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
