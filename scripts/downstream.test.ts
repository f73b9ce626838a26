import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { once } from '../generator/model/once.ts';
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

/** What somebody does in such a repository, each once, whichever test asks first. */
const repositories = downstreams.map((downstream) => {
  const folder = join(scratch, downstream.name);
  const spec = downstream.name === 'documentation pages' ? 'openapi.yaml' : 'library.json';
  const generated = once(() => {
    makeRepository(folder, downstream);
    if (spec === 'library.json') writePages(folder);
    installOffline(folder, tarball);
    const first = run('npm', ['run', 'generate'], folder);
    const manifest = readFileSync(join(folder, 'src/generated/docpact.manifest.json'), 'utf8');
    const check = run('npm', ['run', 'generate', '--', '--check'], folder);
    haveAllChecked(folder);
    return { first, files: Object.keys(JSON.parse(manifest).files), check };
  });
  const compiled = (resolution: string) =>
    once(() => {
      generated();
      const tsc = join(root, 'node_modules/typescript/bin/tsc');
      return run(process.execPath, [tsc, '-p', `tsconfig.${resolution}.json`], folder);
    });
  return {
    downstream,
    folder,
    spec,
    generated,
    bundler: compiled('bundler'),
    nodenext: compiled('nodenext'),
  };
});

describe.each(repositories)('downstream, from $downstream.name', (repository) => {
  const { downstream, folder, spec } = repository;

  it('generates with npm run generate, and a second time changes nothing', () => {
    const { first, files, check } = repository.generated();
    expect(first).toMatchObject({ code: 0 });
    expect(files).toContain('runtime/index.ts');
    expect(check).toMatchObject({ code: 0 });
  });

  it.each(['bundler', 'nodenext'] as const)('type-checks under %s', (resolution) => {
    expect(repository[resolution]()).toEqual({ code: 0, text: '' });
  });

  it('runs against the mock', async () => {
    repository.nodenext();
    const ran = await runAgainstMock(folder, spec);
    expect(ran.text.trim().split('\n')).toEqual(downstream.prints);
    expect(ran.code).toBe(0);
  });
});

describe('in a page, from an OpenAPI 3.0 file', () => {
  const repository = repositories.find(({ downstream }) => downstream.name === 'an OpenAPI 3.0 file');
  if (!repository) throw new Error('there is no such repository');
  const { folder } = repository;
  const built = once(() => {
    repository.generated();
    return faultsOfBuild(folder);
  });

  it('is bundled by Vite, without what it does not use', () => {
    expect(built()).toEqual([]);
  });

  it('runs in a browser', async ({ skip }) => {
    built();
    const showed = await showPage(folder, 'library.json');
    if (typeof showed === 'string') return skip(showed);
    expect(showed).toMatchObject({ code: 0 });
  });
});
