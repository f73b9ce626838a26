/**
 * The packed tarball installed by a true `npm i` into scratch repositories, with TypeScript 5.9, 6 and 7 beside it:
 * generate, type-check, run against the mock. Needs the registry.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  downstreams,
  makeRepository,
  pack,
  remove,
  run,
  runAgainstMock,
  scratchFolder,
} from './scratch-repository.ts';

const versions = ['5.9', '6.0', '7.0'];
const scratch = scratchFolder();
let failed = 0;

function step(name: string, ran: { readonly code: number | null; readonly text: string }): boolean {
  const ok = ran.code === 0;
  process.stdout.write(`${ok ? 'passed' : 'FAILED'}: ${name}\n${ok ? '' : ran.text}`);
  if (!ok) failed++;
  return ok;
}

try {
  mkdirSync(join(scratch, 'packed'));
  const tarball = pack(join(scratch, 'packed'));
  for (const version of versions) {
    for (const downstream of downstreams) {
      const folder = join(scratch, `${version} ${downstream.name}`);
      const named = (what: string) => `${what}, from ${downstream.name}, TypeScript ${version}`;
      makeRepository(folder, downstream);
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
      const tsc = (file: string) => run(join(folder, 'node_modules/.bin/tsc'), ['-p', file], folder);
      step(named('tsc, Bundler'), tsc('tsconfig.bundler.json'));
      if (!step(named('tsc, NodeNext'), tsc('tsconfig.nodenext.json'))) continue;
      const spec = 'spec/docs' in downstream.copies ? 'openapi.yaml' : 'library.json';
      const ran = await runAgainstMock(folder, spec);
      const right = ran.text.trim() === downstream.prints.join('\n');
      step(named('program against the mock'), { ...ran, code: right ? ran.code : 1 });
    }
  }
} finally {
  remove(scratch);
}
process.exitCode = failed === 0 ? 0 : 1;
