import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOfBuild, showPage, writePages } from './gates/browser-build.ts';
import {
  downstreams,
  haveAllChecked,
  installOffline,
  makeRepository,
  pack,
  remove,
  root,
  run,
  runAgainstMock,
  scratchFolder,
} from './gates/scratch-repository.ts';

/**
 * The packed tarball in somebody else's repository. The dependencies are linked from this repository, so that the
 * tests need no network; `scripts/gates/downstream.ts` does the same with a true `npm i`.
 */
const scratch = scratchFolder();
let tarball = '';

beforeAll(() => {
  if (!existsSync(join(root, 'dist/scripts/cli.cjs'))) throw new Error('dist/ is missing: npm run build');
  mkdirSync(join(scratch, 'packed'));
  tarball = pack(join(scratch, 'packed'));
});
afterAll(() => remove(scratch));

describe.each(downstreams)('downstream, from $name', (downstream) => {
  const folder = join(scratch, downstream.name);
  const spec = downstream.name === 'documentation pages' ? 'openapi.yaml' : 'library.json';

  it('generates with npm run generate, and a second time changes nothing', () => {
    makeRepository(folder, downstream);
    if (spec === 'library.json') writePages(folder);
    installOffline(folder, tarball);
    const first = run('npm', ['run', 'generate'], folder);
    expect(first).toMatchObject({ code: 0 });
    const manifest = readFileSync(join(folder, 'src/generated/docpact.manifest.json'), 'utf8');
    expect(Object.keys(JSON.parse(manifest).files)).toContain('runtime/index.ts');
    expect(run('npm', ['run', 'generate', '--', '--check'], folder)).toMatchObject({ code: 0 });
    haveAllChecked(folder);
  });

  it.each(['bundler', 'nodenext'])('type-checks under %s', (resolution) => {
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    expect(run(process.execPath, [tsc, '-p', `tsconfig.${resolution}.json`], folder)).toEqual({
      code: 0,
      text: '',
    });
  });

  it('runs against the mock', async () => {
    const ran = await runAgainstMock(folder, spec);
    expect(ran.text.trim().split('\n')).toEqual(downstream.prints);
    expect(ran.code).toBe(0);
  });
});

describe('in a page, from an OpenAPI 3.0 file', () => {
  const folder = join(scratch, 'an OpenAPI 3.0 file');

  it('is bundled by Vite, without what it does not use', () => {
    expect(faultsOfBuild(folder)).toEqual([]);
  });

  it('runs in a browser', async ({ skip }) => {
    const showed = await showPage(folder, 'library.json');
    if (typeof showed === 'string') return skip(showed);
    expect(showed).toMatchObject({ code: 0 });
  });
});
