/**
 * Builds `dist/`, what the package ships and what `npx docpact` runs in a checkout: declarations by the compiler, code by
 * the bundler. Does nothing when the sources have not changed since: npm runs `prepare` again the first time that `npx
 * docpact` is called in a checkout.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type InputOptions, type OutputOptions, type Plugin } from 'rolldown';
import { included as includedPackages, packageOf } from './dependencies-page.ts';
import { validatorsText } from './document-validators.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const stampFile = join(root, 'node_modules/.cache/docpact/build');
const cli = join(root, 'dist/scripts/cli.cjs');

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** A digest of everything that both read. */
function stamp(): string {
  const rooms = ['generator', 'contracts', 'scripts'].flatMap((room) => filesBelow(join(root, room)));
  const settings = ['tsconfig.json', 'tsconfig.build.json', 'package.json', 'package-lock.json'].map((file) =>
    join(root, file),
  );
  const hash = createHash('sha256');
  for (const file of [...rooms, ...settings].sort())
    hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** What starts as a process or a thread of its own. */
const started = entries(
  'scripts/cli',
  'scripts/host/emit-worker',
  'scripts/host/import-worker',
  'scripts/host/provider-process',
);

/** What people import. */
const imported = entries(
  'scripts/index',
  'generator/runtime/index',
  'contracts/mock/index',
  'contracts/testing',
);

function entries(...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, `${name}.ts`]));
}

/** Nobody looks for these. */
const included = Object.keys(includedPackages);

/**
 * Few files instead of hundreds: finding and opening them is most of what a short command waits for, and CommonJS does it in
 * a third of the time that modules take. Chunks lie in `scripts/host`, where the files are that look for others beside and
 * above them.
 */
async function bundle(): Promise<void> {
  const common: InputOptions = {
    cwd: root,
    platform: 'node',
    transform: { target: 'node20' },
    // A command may be told of by one that is loaded with it and be loaded late by another.
    checks: { ineffectiveDynamicImport: false },
  };
  const written: OutputOptions = {
    dir: join(root, 'dist'),
    // A short command waits for its code to be parsed; names of functions stay, for those who read a stack.
    minify: { compress: true, mangle: { keepNames: true }, codegen: { removeWhitespace: true } },
    comments: { legal: true },
  };
  const first = new Set<string>();
  const start = new Set<string>();
  await build({
    ...common,
    input: started,
    plugins: [
      loadedWith(
        first,
        'scripts/host/version.ts',
        'scripts/host/compile-cache.ts',
        'scripts/host/output.ts',
        'scripts/host/own-code.ts',
      ),
      loadedWith(start, 'scripts/main.ts', 'scripts/run-command.ts'),
      withStandIns,
      compiledValidators,
      inAscii,
    ],
    external: (id, importer) => isPackage(id) && !included.includes(id) && !isStoodFor(id, importer),
    output: {
      ...written,
      format: 'cjs',
      entryFileNames: '[name].cjs',
      chunkFileNames: 'scripts/host/[name]-[hash].cjs',
      codeSplitting: {
        groups: [
          // What is asked before anything else is loaded.
          { name: 'first', test: (id) => first.has(id), priority: 2 },
          { name: 'start', test: (id) => start.has(id), priority: 1 },
          { name: 'shared', minShareCount: sharedByMany },
        ],
      },
    },
  });
  await build({
    ...common,
    input: imported,
    external: isPackage,
    output: {
      ...written,
      format: 'esm',
      entryFileNames: '[name].js',
      chunkFileNames: 'scripts/host/[name]-[hash].js',
    },
  });
}

/** Shared by so many commands, a module is loaded by all of them in one file rather than each in its own. */
const sharedByMany = 7;

/**
 * What stands for modules of Node.js that commander asks for. It could start a program for a subcommand: we have no such, and
 * most calls need nothing else of processes. Whoever loads `node:process` by its name is given all streams of the process,
 * which take as long to load as our own code; the global one makes each when it is asked for.
 */
const standIns = new Map([
  ['node:child_process', 'module.exports = {};'],
  ['node:process', 'module.exports = process;'],
]);

function isStoodFor(id: string, importer: string | undefined): boolean {
  return standIns.has(id) && importer?.includes('commander') === true;
}

const withStandIns: Plugin = {
  name: 'with-stand-ins',
  resolveId: (id, importer) => (isStoodFor(id, importer) ? `\0${id}` : undefined),
  load: (id) => standIns.get(id.slice(1)),
};

const compiledValidators: Plugin = {
  name: 'compiled-validators',
  load: (id) =>
    id === join(root, 'generator/openapi/document-validators.ts')
      ? { code: validatorsText(), moduleType: 'js' }
      : undefined,
};

/** A text with one other character takes twice the memory and half a millisecond more to be read, for which short commands wait. */
const inAscii: Plugin = {
  name: 'in-ascii',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle))
      if (chunk.type === 'chunk')
        chunk.code = chunk.code.replace(
          /[^\0-\x7f]/g,
          (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
        );
  },
};

/** Notes what is loaded with some files: before it is known which command is meant, say, and to show what it found. */
function loadedWith(modules: Set<string>, ...names: readonly string[]): Plugin {
  return {
    name: 'loaded-with',
    buildEnd() {
      const visit = (id: string) => {
        if (modules.has(id)) return;
        modules.add(id);
        for (const imported of this.getModuleInfo(id)?.importedIds ?? []) visit(imported);
      };
      for (const name of names) visit(join(root, name));
    },
  };
}

function includeLicences(): void {
  const texts = included.map(packageOf).map((name) => {
    const folder = join(root, 'node_modules', name);
    const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    if (file === undefined) throw new Error(`${name} has no licence that could be passed on`);
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return `${name} ${version}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
  });
  writeFileSync(join(root, 'dist/licences.txt'), texts.join(`\n${'-'.repeat(72)}\n\n`));
}

function isPackage(id: string): boolean {
  return !/^[./\0]/.test(id) && !isAbsolute(id);
}

/**
 * What people import has types; those of everything else are nobody's, and three quarters of all. Of the build before nothing
 * stays: it is dropped when the compiler has found no fault, so that a checkout with one keeps its command line.
 */
function dropTheRest(): void {
  const dist = join(root, 'dist');
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const wanted: string[] = Object.values<{ types?: string } | string>(exports).flatMap((one) =>
    typeof one === 'string' || one.types === undefined ? [] : [join(root, one.types)],
  );
  // It grows while it is walked.
  for (const file of wanted) {
    for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(
      /(?:from |import\()['"](\.[^'"]+)['"]/g,
    )) {
      const target = join(dirname(file), specifier).replace(/\.[tj]s$/, '.d.ts');
      if (!wanted.includes(target)) wanted.push(target);
    }
  }
  for (const file of filesBelow(dist)) if (!wanted.includes(file)) rmSync(file);
}

function declare(): number {
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  return (
    spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' }).status ??
    1
  );
}

const now = stamp();
if (!existsSync(cli) || !existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== now) {
  process.exitCode = declare();
  if (process.exitCode === 0) {
    dropTheRest();
    await bundle();
    includeLicences();
    chmodSync(cli, 0o755);
    mkdirSync(dirname(stampFile), { recursive: true });
    writeFileSync(stampFile, now);
  }
}
