import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type InputOptions, type OutputOptions, type Plugin } from 'rolldown';
import { compareText } from '../../generator/model/diagnostic.ts';
import { included, lateLibraries, packageOf } from './dependencies-page.ts';
import { validatorsText } from './document-validators.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** Files by the name that the built one has below the folder, without its ending. */
type Entries = Readonly<Record<string, string>>;

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

function entries(...names: string[]): Entries {
  return Object.fromEntries(names.map((name) => [name, `${name}.ts`]));
}

const common: InputOptions = {
  cwd: root,
  platform: 'node',
  transform: { target: 'node20' },
  // A command may be told of by one that is loaded with it and be loaded late by another.
  checks: { ineffectiveDynamicImport: false },
};

const written: OutputOptions = {
  // A short command waits for its code to be parsed; names of functions stay, for those who read a stack.
  minify: { compress: true, mangle: { keepNames: true }, codegen: { removeWhitespace: true } },
  comments: { legal: true },
};

/** Writes the code of the package, and the licences of what it holds. */
export async function bundle(dir: string): Promise<void> {
  const held = await bundleStarted(started, dir);
  await build({
    ...common,
    input: imported,
    external: isPackage,
    output: {
      ...written,
      dir,
      format: 'esm',
      entryFileNames: '[name].js',
      chunkFileNames: 'scripts/host/[name]-[hash].js',
    },
  });
  writeFileSync(join(dir, 'licences.txt'), licencesOf([...Object.keys(included).map(packageOf), ...held]));
}

/**
 * Few files instead of hundreds: finding and opening them is most of what a short command waits for, and CommonJS does it in
 * a third of the time that modules take. Chunks lie in `scripts/host`, where the files are that look for others beside and
 * above them. Returns the packages that late libraries are made of.
 */
export async function bundleStarted(input: Entries, dir: string): Promise<readonly string[]> {
  const late = await bundleLibraries(dir);
  const first = new Set<string>();
  const start = new Set<string>();
  await build({
    ...common,
    input,
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
      withLibraries(late.files),
      compiledValidators,
      inAscii,
    ],
    external: (id, importer) =>
      isPackage(id) && !Object.hasOwn(included, id) && !isStoodFor(id, importer) && !late.files.has(id),
    output: {
      ...written,
      dir,
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
  return late.packages;
}

/** Shared by so many commands, a module is loaded by all of them in one file rather than each in its own. */
const sharedByMany = 7;

/**
 * Each in one file, with what it needs: `yaml` and ajv are seventy to ninety, and to find, open and compile them takes eight times
 * as long as to take the one from what was kept.
 */
async function bundleLibraries(dir: string): Promise<{
  readonly files: ReadonlyMap<string, string>;
  readonly packages: readonly string[];
}> {
  const nameOf = (library: string) => packageOf(library).replace(/\W+/g, '-');
  const { output } = await build({
    ...common,
    // The only form of jsonc-parser of which it can be seen what it is made of.
    resolve: { mainFields: ['module', 'main'] },
    input: Object.fromEntries(lateLibraries.map((library) => [nameOf(library), library])),
    plugins: [inAscii],
    external: (id) => isBuiltin(id),
    output: {
      ...written,
      dir,
      format: 'cjs',
      entryFileNames: 'scripts/host/[name]-[hash].cjs',
      chunkFileNames: 'scripts/host/[name]-[hash].cjs',
      codeSplitting: { groups: [{ name: 'libraries', minShareCount: 2 }] },
    },
  });
  const chunks = output.filter((one) => one.type === 'chunk');
  const fileOf = (library: string) => chunks.find(({ isEntry, name }) => isEntry && name === nameOf(library));
  const packages = chunks.flatMap(({ moduleIds }) =>
    moduleIds.flatMap((id) => {
      const [, inner] = /^.*[/\\]node_modules[/\\](.+)$/.exec(id) ?? [];
      return inner === undefined ? [] : [packageOf(inner.replaceAll('\\', '/'))];
    }),
  );
  return {
    files: new Map(
      lateLibraries.map((library) => [library, `./${fileOf(library)?.fileName.replace(/^.*\//, '')}`]),
    ),
    packages,
  };
}

/** `library<…>('yaml')` finds the file beside it instead of the package, and so does what imports the package. */
function withLibraries(files: ReadonlyMap<string, string>): Plugin {
  return {
    name: 'with-libraries',
    resolveId(id) {
      const file = files.get(id);
      return file === undefined ? undefined : { id: file, external: true };
    },
    transform: (code) =>
      code.replace(/(\blibrary<[^;\n]*>\()'([^']+)'/g, (whole, before, name) =>
        files.has(name) ? `${before}'${files.get(name)}'` : whole,
      ),
  };
}

/**
 * What stands for modules of Node.js that commander asks for. It could start a program for a subcommand: we have no such, and
 * most calls need nothing else of processes. Whoever loads `node:process` by its name is given all streams of the process;
 * the global one makes each when it is asked for.
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

function licencesOf(packages: readonly string[]): string {
  const texts = [...new Set(packages)].sort(compareText).map((name) => {
    const folder = join(root, 'node_modules', name);
    const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    if (file === undefined) throw new Error(`${name} has no licence that could be passed on`);
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return `${name} ${version}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
  });
  return texts.join(`\n${'-'.repeat(72)}\n\n`);
}

function isPackage(id: string): boolean {
  return !/^[./\0]/.test(id) && !isAbsolute(id);
}
