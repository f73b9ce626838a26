import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emit } from '../../generator/emit.ts';
import { runtimeSources } from '../../generator/emitters/fixtures/compile.ts';
import type { Api } from '../../generator/openapi/api.ts';
import { readOpenApi } from '../../generator/openapi/read.ts';
import { readPact } from '../pact/read.ts';
import { type Judgement, verifyPacts } from '../verify.ts';

/**
 * Generated contract tests as their users run them: written to a folder, run by vitest through the real Pact core, and
 * the pacts that they write put to our own rules. Nothing that a document promises may come out as impossible.
 */
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docpact-contracts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function generate(spec: string): Promise<{ api: Api; left: readonly string[] }> {
  const api = readOpenApi(readFileSync(spec), spec).value;
  if (!api) throw new Error(`${spec} cannot be read`);
  const options = {
    emit: ['types', 'builders', 'contract-tests'],
    importExtension: '.ts',
    runtimeSources,
  } as const;
  const made = await emit(api, { ...options, pact: { consumer: 'shopper', provider: 'service' } });
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  for (const { path, content } of made.value ?? []) write(path, content);
  write('package.json', '{ "type": "module" }');
  write(
    'vitest.config.mjs',
    "export default { test: { fileParallelism: false, testTimeout: 60_000, include: ['contracts/*.test.ts'] } };",
  );
  write('tsconfig.json', JSON.stringify({ extends: resolve('tsconfig.json'), include: ['contracts'] }));
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  return { api, left: made.diagnostics.map(({ message }) => message) };
}

function node(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  return status === 0 ? '' : stdout + stderr;
}

function verdicts(api: Api): readonly string[] {
  const read = readPact(readFileSync(join(folder, 'pacts/shopper-service.json')), 'pact.json');
  if (!read.value) throw new Error('the pact cannot be read');
  return verifyPacts(api, undefined, [read.value]).value.map(said).sort();
}

function said({ description, verdict, diagnostics }: Judgement): string {
  return [description, verdict, ...diagnostics.map(({ message }) => message)].join(': ');
}

describe('generated contract tests', () => {
  it("run for this repository's own document, and all of it is guaranteed", async () => {
    const { api, left } = await generate('spec/openapi.yaml');
    expect(left).toEqual([]);
    expect(node('node_modules/vitest/vitest.mjs', 'run')).toBe('');
    expect(verdicts(api)).toEqual([
      'enterpriseCertificate_create, answered with 201: guaranteed',
      'enterpriseCertificate_delete, answered with 204: guaranteed',
      'enterpriseCertificate_get, answered with 200: guaranteed',
      'enterpriseCertificate_list, answered with 200: guaranteed',
      'enterpriseCertificate_update, answered with 200: guaranteed',
    ]);
  });

  it('run for a plain REST API, compile with the types of pact-js and vitest, and all of it is guaranteed', async () => {
    const { api, left } = await generate('contracts/consumer/fixtures/shop.openapi.yaml');
    expect(left).toEqual([
      'orderEvents has no contract test: its answer 200 is a stream (text/event-stream)',
      'uploadOrders has no contract test: its body is multipart',
    ]);
    expect(node('node_modules/typescript/bin/tsc', '-p', '.')).toBe('');
    expect(node('node_modules/vitest/vitest.mjs', 'run')).toBe('');
    expect(verdicts(api)).toEqual(
      [
        'addArticle, answered with 201',
        'addArticle, answered with 202',
        'changeArticle, answered with 200',
        'getArticle, answered with 200',
        'listArticles, answered with 200',
        'order, answered with 200',
        'orderTree, answered with 200',
        'probeNote, answered with 200',
        'readFile, answered with 200',
        'readOrder, answered with 200',
        'removeArticle, answered with 204',
        'searchArticles, answered with 200',
        'writeFile, answered with 200',
        'writeNote, answered with 200',
      ].map((interaction) => `${interaction}: guaranteed`),
    );
  });
});
