import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import {
  installOffline,
  pack,
  remove,
  root,
  run,
  scratchFolder,
  withMock,
} from './gates/scratch-repository.ts';

/** What README's first screen tells somebody who has nothing: its lines in an empty folder, with our own pages in it. */
const scratch = scratchFolder();
const folder = join(scratch, 'new');
afterAll(() => remove(scratch));

const screen = readFileSync(join(root, 'README.md'), 'utf8').split('\n## ')[1] ?? '';
const blocks = [...screen.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, kind, text = '']) => ({
  kind,
  text,
}));
const lines = blocks
  .filter(({ kind }) => kind === '')
  .flatMap(({ text }) => text.split('\n'))
  .map((line) => line.replace(/ *#.*$/, ''))
  .filter((line) => line !== '');
const [program] = blocks.filter(({ kind }) => kind === 'ts');

it('the first screen leads to a client that compiles and talks to the mock', async () => {
  if (!existsSync(join(root, 'dist/scripts/cli.cjs'))) throw new Error('dist/ is missing: npm run build');
  expect(lines).toEqual([
    'npm i -D docpact',
    'npx docpact init',
    'npm run generate',
    'npx docpact mock',
    'npx tsc --init',
    'npx tsc --outDir built && node built/call.js',
    'npx docpact check',
  ]);
  mkdirSync(join(scratch, 'packed'));
  mkdirSync(folder);
  cpSync(join(root, 'spec/docs'), join(folder, 'docs'), { recursive: true });
  // What `npm i -D` leaves in an empty folder.
  writeFileSync(join(folder, 'package.json'), '{\n  "devDependencies": {\n    "docpact": "^1.0.0"\n  }\n}\n');
  installOffline(folder, pack(join(scratch, 'packed')));
  const modules = (path: string, ...args: readonly string[]) => {
    const ran = run(process.execPath, [`node_modules/${path}`, ...args], folder);
    expect(ran, path).toMatchObject({ code: 0 });
    return ran.text;
  };
  const cli = '.bin/docpact';
  modules(cli, 'init');
  expect(run('npm', ['run', 'generate'], folder)).toMatchObject({ code: 0 });
  modules('typescript/bin/tsc', '--init');
  await withMock(folder, 'openapi.yaml', (url) => {
    writeFileSync(join(folder, 'call.ts'), program?.text.replace('http://127.0.0.1:4010', url) ?? '');
    modules('typescript/bin/tsc', '--outDir', 'built');
    expect(run(process.execPath, ['built/call.js'], folder)).toEqual({ code: 0, text: '1\n' });
  });
  modules(cli, 'check');
});
