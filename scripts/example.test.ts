import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { once } from '../generator/model/once.ts';
import { installOffline, pack, remove, root, run, scratchFolder } from './gates/scratch-repository.ts';

/** `examples/downstream` with the packed tarball in it: its README's lines, one after the other. */
const scratch = scratchFolder();
const folder = join(scratch, 'downstream');

beforeAll(() => {
  if (!existsSync(join(root, 'dist/scripts/cli.cjs'))) throw new Error('dist/ is missing: npm run build');
  mkdirSync(join(scratch, 'packed'));
  cpSync(join(root, 'examples/downstream'), folder, {
    recursive: true,
    filter: (path) => !/[\\/](?:node_modules|generated)$/.test(path),
  });
  installOffline(folder, pack(join(scratch, 'packed')));
  // A link of `npm i` would be here, too.
  for (const [name, target] of [
    ['tsc', 'typescript/bin/tsc'],
    ['vitest', 'vitest/vitest.mjs'],
  ] as const) {
    const path = join(folder, 'node_modules/.bin', name);
    writeFileSync(path, `#!/bin/sh\nexec node "$(dirname "$0")/../${target}" "$@"\n`, { mode: 0o755 });
  }
});
afterAll(() => remove(scratch));

const readme = once(() => {
  const lines = [
    ...readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/^(npm (?:run [\w:]+|test))\b/gm),
  ].map(([line]) => line);
  return lines.map((line) => ({ line, ...run('npm', line.split(' ').slice(1), folder) }));
});

it('does what its README says', () => {
  expect(readme()).toMatchObject(
    ['npm run generate', 'npm run types', 'npm test', 'npm run check:api'].map((line) => ({ line, code: 0 })),
  );
});

it('has a pact that the spec guarantees, and says so when the spec moves', () => {
  readme();
  const docpact = (...args: readonly string[]) =>
    run(process.execPath, ['node_modules/docpact/dist/scripts/cli.cjs', ...args], folder);
  expect(docpact('verify').text).toContain('1 interaction: 1 guaranteed');
  const spec = join(folder, 'openapi.yaml');
  writeFileSync(
    spec,
    readFileSync(spec, 'utf8').replace('required: [id, title, borrower, due, note]', 'required: [id]'),
  );
  const moved = docpact('verify', '--strict');
  expect(moved.code).toBe(1);
  expect(moved.text).toContain('possible    an extension of a loan');
  expect(docpact('check').text).toContain('failed   generate');
});
