/** Unit tests of somebody else's, with the runners that people have, which judge what they ask by `docpact/testing`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const document = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'Items', version: '1' },
  paths: { '/items': { get: { responses: { '204': { description: 'none' } } } } },
});

const body = `
const checker = createChecker(${document});
expect.extend(checker.matchers);
const request = () => new Request('http://localhost/items');

test('an exchange that the spec allows', async () => {
  await expect({ request: request(), response: new Response(null, { status: 204 }) }).toMatchSpec();
});
test('and one that it does not', async () => {
  const asked = checker.fetch(async () => new Response(null, { status: 200 }))(request());
  await expect(asked).rejects.toThrow('the spec documents 204 for this operation, not 200');
});
`;

/** Packages to install, and command lines that must succeed. */
export const runners = [
  {
    name: 'vitest',
    packages: ['vitest@^4'],
    command: ['node_modules/vitest/vitest.mjs', 'run', 'checked/vitest.test.ts'],
  },
  {
    name: 'jest',
    packages: ['jest@^30', '@jest/globals@^30'],
    command: [
      '--experimental-vm-modules',
      'node_modules/jest/bin/jest.js',
      '--rootDir',
      'checked',
      '--testMatch',
      '**/jest.test.mjs',
    ],
  },
] as const;

export function writeUnitTests(folder: string): void {
  mkdirSync(join(folder, 'checked'));
  const typed = "declare module 'vitest' { interface Matchers<T> { toMatchSpec(): Promise<void> } }\n";
  const from = (runner: string) =>
    `import { createChecker } from 'docpact/testing';\nimport { expect, test } from '${runner}';\n`;
  writeFileSync(join(folder, 'checked/vitest.test.ts'), from('vitest') + typed + body);
  writeFileSync(join(folder, 'checked/jest.test.mjs'), from('@jest/globals') + body);
}
