import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installOffline, pack, remove, root, run, scratchFolder } from './gates/scratch-repository.ts';

/** `docpact init` in somebody else's repository, from the packed tarball: then generate and check, no file touched. */
const scratch = scratchFolder();
let tarball = '';
const manifest =
  '{\n\t"name": "downstream",\n\t"private": true,\n\t"type": "module",\n\t"scripts": {\n\t\t"test": "vitest"\n\t}\n}\n';

beforeAll(() => {
  if (!existsSync(join(root, 'dist/scripts/cli.cjs'))) throw new Error('dist/ is missing: npm run build');
  mkdirSync(join(scratch, 'packed'));
  tarball = pack(join(scratch, 'packed'));
});
afterAll(() => remove(scratch));

function repository(name: string, packageJson = manifest): string {
  const folder = join(scratch, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), packageJson);
  installOffline(folder, tarball);
  return folder;
}

const docpact = (folder: string, ...args: readonly string[]) =>
  run(process.execPath, ['node_modules/docpact/dist/scripts/cli.cjs', ...args], folder);
const textOf = (folder: string, file: string) => readFileSync(join(folder, file), 'utf8');
const configOf = (folder: string) => textOf(folder, 'docpact.config.ts').split('\n').slice(2).join('\n');

const library = join(root, 'scripts/fixtures/downstream/library.json');

describe('docpact init', () => {
  it.each([
    {
      name: 'documentation pages',
      source: [] as string[],
      prepare: (folder: string) => cpSync(join(root, 'spec/docs'), join(folder, 'docs'), { recursive: true }),
      begins: 'the documentation pages in docs',
      config:
        "export default defineConfig({\n  docs: 'docs',\n  spec: 'openapi.yaml',\n  generate: { out: 'src/generated' },\n  // lint: false, // if the pages are somebody else's: check does not tell what is wrong with them\n});\n",
    },
    {
      name: 'an OpenAPI file',
      source: [],
      prepare: (folder: string) => cpSync(library, join(folder, 'openapi.json')),
      begins: 'the OpenAPI document openapi.json',
      config:
        "export default defineConfig({\n  spec: 'openapi.json',\n  generate: { out: 'src/generated' },\n});\n",
    },
    {
      name: 'the spec of another package',
      source: ['@acme/library-spec'],
      prepare: (folder: string) => {
        const inside = join(folder, 'node_modules/@acme/library-spec');
        mkdirSync(join(inside, 'spec'), { recursive: true });
        writeFileSync(join(inside, 'package.json'), '{"name": "@acme/library-spec", "exports": {}}');
        cpSync(library, join(inside, 'spec/openapi.json'));
      },
      begins: 'the spec of the package @acme/library-spec',
      config:
        "export default defineConfig({\n  spec: 'node_modules/@acme/library-spec/spec/openapi.json',\n  generate: { out: 'src/generated' },\n});\n",
    },
  ])(
    'begins with $name; then npm run generate and docpact check are green',
    ({ name, source, prepare, begins, config }) => {
      const folder = repository(name);
      prepare(folder);
      expect(docpact(folder, 'init', '--check', ...source).code).toBe(1);
      expect(existsSync(join(folder, 'docpact.config.ts'))).toBe(false);
      const first = docpact(folder, 'init', ...source);
      expect(first).toMatchObject({ code: 0 });
      expect(first.text).toContain(`This repository begins with ${begins}.`);
      expect(configOf(folder)).toBe(config);
      expect(textOf(folder, 'package.json')).toBe(
        manifest.replace(
          '"vitest"',
          '"vitest",\n\t\t"generate": "docpact generate",\n\t\t"check:api": "docpact check"',
        ),
      );
      const again = docpact(folder, 'init', ...source);
      expect(again).toMatchObject({ code: 0, text: expect.stringContaining('Nothing had to be written.') });
      expect(docpact(folder, 'init', '--check', ...source).code).toBe(0);
      expect(run('npm', ['run', 'generate'], folder)).toMatchObject({ code: 0 });
      expect(docpact(folder, 'check')).toMatchObject({ code: 0 });
    },
  );

  it('leaves what is there: a configuration, a script of the same name', () => {
    const folder = repository(
      'a repository at work',
      '{"scripts": {"generate": "other", "check:api": "tsc && docpact check"}}',
    );
    writeFileSync(join(folder, 'docpact.config.mjs'), 'export default {};\n');
    const { code, text } = docpact(folder, 'init');
    expect(code).toBe(0);
    expect(text).toContain('docpact.config.mjs is there already');
    expect(text).toContain(
      'config/init-script-kept package.json has a script "generate" already; it is left as it is',
    );
    expect(text).not.toContain('"check:api" already');
    expect(existsSync(join(folder, 'docpact.config.ts'))).toBe(false);
    expect(textOf(folder, 'package.json')).toBe(
      '{"scripts": {"generate": "other", "check:api": "tsc && docpact check"}}',
    );
  });

  it('begins with the OpenAPI file that is there, whatever it is called; code without a type becomes ES modules', () => {
    const folder = repository('another name', '{"devDependencies": {}}\n');
    cpSync(library, join(folder, 'spec3.json'));
    writeFileSync(join(folder, 'data.json'), '{"openapi": "is not what this is"}');
    const { code, text } = docpact(folder, 'init');
    expect(text).toContain('This repository begins with the OpenAPI document spec3.json.');
    expect(text).toContain(
      'changed package.json: the script generate, the script check:api, "type": "module"',
    );
    expect(code).toBe(0);
    expect(JSON.parse(textOf(folder, 'package.json'))).toMatchObject({ type: 'module' });
  });

  it('says of a package with code that is no ES modules that generated code is, and leaves it', () => {
    const folder = repository('commonjs', '{"type": "commonjs"}\n');
    writeFileSync(join(folder, 'index.js'), 'module.exports = {};\n');
    cpSync(library, join(folder, 'openapi.json'));
    const { code, text } = docpact(folder, 'init');
    expect(text).toContain('config/init-not-module');
    expect(code).toBe(0);
    expect(JSON.parse(textOf(folder, 'package.json'))).toMatchObject({ type: 'commonjs' });
  });

  it('asks which, or says what it found and takes the first with --yes', () => {
    const folder = repository('two of them');
    cpSync(library, join(folder, 'openapi.json'));
    mkdirSync(join(folder, 'old api'));
    cpSync(library, join(folder, 'old api/openapi.json'));
    const { code, text } = docpact(folder, 'init');
    expect(code).toBe(2);
    expect(text).toContain(
      'config/init-several several things are here to begin with: old api/openapi.json, openapi.json',
    );
    expect(text).toContain("docpact init 'old api/openapi.json'");
    expect(docpact(folder, 'init', '--yes').code).toBe(0);
    expect(configOf(folder)).toContain("spec: 'old api/openapi.json'");
  });

  it.each([
    ['nothing', [], 'config/init-nothing'],
    ['no such thing', ['nowhere'], 'config/init-source'],
    ['pages that say nothing', ['prose'], 'config/init-pages'],
    ['a file that is no spec', ['prose/data.json'], 'openapi/not-openapi'],
    ['a package without a spec', ['docpact'], 'config/init-package'],
  ])('is refused by %s', (name, args, code) => {
    const folder = repository(`refused ${name}`);
    mkdirSync(join(folder, 'prose'));
    writeFileSync(join(folder, 'prose/readme.md'), '# Hello\n\nThis is prose.\n');
    writeFileSync(join(folder, 'prose/data.json'), '{"a": 1}');
    const ran = docpact(folder, 'init', ...args);
    expect(ran.text).toContain(code);
    expect(ran.code).toBe(2);
    expect(existsSync(join(folder, 'docpact.config.ts'))).toBe(false);
    expect(textOf(folder, 'package.json')).toBe(manifest);
  });

  it.each([
    ['is missing', undefined, 'config/init-no-package'],
    ['is broken', '{"name": ', 'config/init-package-json'],
    ['is a list', '[]', 'config/init-package-json'],
  ])('is refused where package.json %s', (name, text, code) => {
    const folder = join(scratch, `manifest ${name}`);
    mkdirSync(folder);
    if (text !== undefined) writeFileSync(join(folder, 'package.json'), text);
    cpSync(library, join(folder, 'openapi.json'));
    const ran = run(process.execPath, [join(root, 'dist/scripts/cli.cjs'), 'init'], folder);
    expect(ran.text).toContain(code);
    expect(ran.code).toBe(2);
  });
});
