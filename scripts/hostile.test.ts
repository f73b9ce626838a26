import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Documents made to harm, given to the built command line with little memory and a limit of time. */
const cli = join(dirname(fileURLToPath(import.meta.url)), '../dist/scripts/cli.cjs');
const folder = mkdtempSync(join(tmpdir(), 'docpact hostile '));

function generate(name: string, content: string) {
  writeFileSync(join(folder, name), content);
  const args = ['--max-old-space-size=512', cli, 'generate', '--spec', name, '--out', `made-${name}`];
  const run = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    timeout: 55_000,
    maxBuffer: 64 * 1024 * 1024,
    env: { PATH: process.env['PATH'], HOME: folder },
  });
  return {
    code: run.status,
    out: run.stdout,
    err: run.stderr,
    made: existsSync(join(folder, `made-${name}`)),
  };
}

const head = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths: {}\n";
const letters = [...'bcdefghijklmno'];
const nine = (name: string) => `[${Array(9).fill(`*${name}`).join(',')}]`;
const before = (i: number) => letters[i - 1] ?? 'a';
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const document = (schemas: unknown) =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    paths: {},
    components: { schemas },
  });
const schemas = (count: number, of: (i: number) => unknown) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`A${i}`, of(i)]));
const repeated = (count: number, name: string) => Array.from({ length: count }, () => ref(name));

let asked = 0;
const server = createServer((_, response) => {
  asked += 1;
  response.end('{}');
});

beforeAll(async () => {
  if (!existsSync(cli)) throw new Error('dist/ is missing: npm run build');
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('documents that are refused', () => {
  const cases: [string, string, string, string][] = [
    [
      'aliases that double and double',
      'bomb.yaml',
      `${head}x-a: &a [x]\n${letters.map((name, i) => `x-${name}: &${name} ${nine(before(i))}`).join('\n')}\n`,
      'openapi/syntax',
    ],
    ['an alias of itself', 'self.yaml', `${head}x-a: &a [*a]\n`, 'openapi/too-deep'],
    [
      'lists in lists, in YAML',
      'deep.yaml',
      `${head}x-a: ${'['.repeat(9000)}${']'.repeat(9000)}\n`,
      'openapi/syntax',
    ],
    [
      'objects in objects, in JSON',
      'deep.json',
      `{"openapi":"3.1.0","x":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`,
      'openapi/too-deep',
    ],
    ['a reference to itself', 'circle.json', document({ A: ref('A') }), 'openapi/ref-circular'],
    [
      'a reference to a file',
      'file.json',
      document({ A: { $ref: 'file.json#/info' } }),
      'openapi/ref-external',
    ],
    ['Swagger 2.0', 'swagger.json', '{"swagger":"2.0","info":{},"paths":{}}', 'openapi/not-openapi'],
  ];
  it.each(cases)('%s: exit code 2, one message, nothing written', (_, name, content, code) => {
    const run = generate(name, content);
    expect({ code: run.code, out: run.out, made: run.made }).toEqual({ code: 2, out: '', made: false });
    expect(run.err).toContain(`error ${code} `);
    expect(run.err.match(/^ {2}error /gm)).toHaveLength(1);
    expect(run.err).not.toMatch(/call stack|\n\s+at .*\.[jt]s:\d+/);
    if (name === 'swagger.json') expect(run.err).toContain('swagger2openapi');
  });

  it('a reference to a server that listens: it hears nothing', async () => {
    const { port } = server.address() as AddressInfo;
    const run = generate('loopback.json', document({ A: { $ref: `http://127.0.0.1:${port}/a.json` } }));
    expect({ code: run.code, made: run.made }).toEqual({ code: 2, made: false });
    expect(run.err).toContain('error openapi/ref-external ');
    // What was sent while the command ran would be answered now.
    await fetch(`http://127.0.0.1:${port}/`);
    expect(asked).toBe(1);
  });

  it('a hundred thousand broken references: no more than twenty are told', () => {
    const allOf = Array.from({ length: 100_000 }, (_, i) => ref(`No${i}`));
    const run = generate('broken.json', document({ A: { allOf } }));
    expect({ code: run.code, made: run.made }).toEqual({ code: 2, made: false });
    expect(run.err.match(/^ {2}error /gm)).toHaveLength(20);
  });
});

describe('documents that are large in one place', () => {
  it.each([
    ['one schema named a hundred thousand times', document({ A: { oneOf: repeated(100_000, 'B') }, B: {} })],
    [
      'a chain of compositions',
      document(schemas(3000, (i) => (i === 2999 ? {} : { allOf: [ref(`A${i + 1}`), { type: 'object' }] }))),
    ],
    [
      'schemas that all name each other',
      document(schemas(60, () => ({ anyOf: Array.from({ length: 60 }, (_, i) => ref(`A${i}`)) }))),
    ],
    [
      'schemas that double at every step',
      document(schemas(60, (i) => ({ allOf: repeated(2, `A${Math.min(59, i + 1)}`) }))),
    ],
  ])('%s: generated', (name, content) => {
    const run = generate(`${name.replaceAll(' ', '-')}.json`, content);
    expect({ code: run.code, made: run.made, err: run.err }).toMatchObject({ code: 0, made: true });
  });
});
