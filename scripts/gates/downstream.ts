/**
 * The packed tarball installed by a true `npm i` into scratch repositories, with TypeScript 5.9, 6 and 7 beside it:
 * generate, type-check, run against the mock; in one of them unit tests with vitest and jest, and a Vite build, run in a
 * browser. Needs the registry.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { faultsOfBuild, showPage, writePages } from './browser-build.ts';
import {
  downstreams,
  haveAllChecked,
  makeRepository,
  pack,
  remove,
  run,
  runAgainstMock,
  scratchFolder,
} from './scratch-repository.ts';
import { runners, writeUnitTests } from './unit-tests.ts';

const versions = ['5.9', '6.0', '7.0'];
const scratch = scratchFolder();
let failed = 0;

function step(name: string, ran: { readonly code: number | null; readonly text: string }): boolean {
  const ok = ran.code === 0;
  process.stdout.write(`${ok ? 'passed' : 'FAILED'}: ${name}\n${ok ? '' : ran.text}`);
  if (!ok) failed++;
  return ok;
}

/** Both runners in one repository: each is a few seconds of the registry's. */
function unitTests(folder: string): void {
  writeUnitTests(folder);
  const packages = runners.flatMap((runner) => runner.packages);
  if (
    !step(
      'npm i of runners of unit tests',
      run('npm', ['i', '-D', '--no-audit', '--no-fund', ...packages], folder),
    )
  )
    return;
  for (const { name, command } of runners)
    step(`unit tests with ${name}`, run(process.execPath, command, folder));
}

/** A bundler of the consumer's own, and the bundle in a browser where this machine has one. */
async function browser(folder: string): Promise<void> {
  const install = ['i', '-D', '--no-audit', '--no-fund', 'vite@^7'];
  if (!step('npm i vite@^7', run('npm', install, folder))) return;
  const faults = faultsOfBuild(folder);
  const built = { code: faults.length, text: faults.map((fault) => `${fault}\n`).join('') };
  if (!step('vite build for the browser', built)) return;
  const showed = await showPage(folder, 'library.json');
  if (typeof showed === 'string') process.stdout.write(`skipped: the page in a browser (${showed})\n`);
  else step('the page in a browser, against the mock', showed);
}

try {
  mkdirSync(join(scratch, 'packed'));
  const tarball = pack(join(scratch, 'packed'));
  for (const version of versions) {
    for (const downstream of downstreams) {
      const folder = join(scratch, `${version} ${downstream.name}`);
      const named = (what: string) => `${what}, from ${downstream.name}, TypeScript ${version}`;
      const spec = 'spec/docs' in downstream.copies ? 'openapi.yaml' : 'library.json';
      const hasPages = version === '5.9' && spec === 'library.json';
      makeRepository(folder, downstream);
      if (hasPages) writePages(folder);
      const install = [
        'i',
        '-D',
        '--no-audit',
        '--no-fund',
        tarball,
        `typescript@~${version}.0`,
        '@types/node@20',
      ];
      if (!step(named('npm i'), run('npm', install, folder))) continue;
      if (!step(named('npm run generate'), run('npm', ['run', 'generate'], folder))) continue;
      haveAllChecked(folder);
      const tsc = (file: string) => run(join(folder, 'node_modules/.bin/tsc'), ['-p', file], folder);
      step(named('tsc, Bundler'), tsc('tsconfig.bundler.json'));
      if (!step(named('tsc, NodeNext'), tsc('tsconfig.nodenext.json'))) continue;
      const ran = await runAgainstMock(folder, spec);
      const right = ran.text.trim() === downstream.prints.join('\n');
      step(named('program against the mock'), { ...ran, code: right ? ran.code : 1 });
      if (hasPages) unitTests(folder);
      if (hasPages) await browser(folder);
    }
  }
} finally {
  remove(scratch);
}
process.exitCode = failed === 0 ? 0 : 1;
