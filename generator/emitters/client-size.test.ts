import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleSize, type Size } from '../runtime/fixtures/bundle-size.ts';
import { generated, sharedRuntime } from './fixtures/compile.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/runtime.md'), 'utf8');
const things = ['invoice', 'customer', 'shipment', 'warehouse', 'discount', 'refund', 'contract', 'supplier'];

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (name: string) => ({
  description: 'Body.',
  content: { 'application/json': { schema: ref(name) } },
});
const text = (name: string) => ({ name, required: true, schema: { type: 'string' } });

/** Five operations for each of the things: 40, with all that is usual in such documents. */
function documentOfForty(): unknown {
  const paths: Record<string, unknown> = {};
  for (const thing of things) {
    const name = `${thing.charAt(0).toUpperCase()}${thing.slice(1)}`;
    const facts = (verb: string) => ({ operationId: `${verb}${name}`, tags: [`${thing}s`] });
    const answers = (success: object) => ({ ...success, '4XX': json('Failure'), '5XX': json('Failure') });
    const requestBody = { required: true, content: json('Thing').content };
    const security = [{ signIn: [`${name}s.ReadWrite.All`] }];
    paths[`/tenants/{tenantId}/${thing}s`] = {
      parameters: [{ in: 'path', ...text('tenantId') }],
      get: {
        ...facts('list'),
        parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer' } }],
        responses: answers({ 200: json('Thing') }),
      },
      post: { ...facts('create'), security, requestBody, responses: answers({ 201: json('Thing') }) },
    };
    paths[`/tenants/{tenantId}/${thing}s/{${thing}Id}`] = {
      parameters: [
        { in: 'path', ...text('tenantId') },
        { in: 'path', ...text(`${thing}Id`) },
      ],
      get: { ...facts('get'), responses: answers({ 200: json('Thing') }) },
      patch: { ...facts('update'), security, requestBody, responses: answers({ 200: json('Thing') }) },
      delete: { ...facts('delete'), security, responses: answers({ 204: { description: 'Gone.' } }) },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'A trade', version: '1' },
    servers: [{ url: 'https://trade.example.com/v1' }],
    security: [{ signIn: ['Read.All'] }],
    paths,
    components: {
      securitySchemes: { signIn: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Thing: { type: 'object', properties: { id: { type: 'string' }, title: { type: 'string' } } },
        Failure: { type: 'object', properties: { message: { type: 'string' } } },
      },
    },
  };
}

const folder = mkdtempSync(join(tmpdir(), 'docpact-client-size-'));
/** Names of operations by the files that export them. */
const operations: { readonly name: string; readonly file: string }[] = [];

beforeAll(async () => {
  const { files } = await generated(documentOfForty());
  for (const { path, content } of [...files, ...sharedRuntime]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
    if (!path.startsWith('operations/')) continue;
    for (const [, name = ''] of content.matchAll(/^export const (\w+)/gm))
      operations.push({ name, file: path });
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What programs cost beside one that takes from the runtime what they need, and nothing else. */
async function beside(programs: readonly string[], fromRuntime: string): Promise<readonly Size[]> {
  const runtime = await bundleSize(`export { ${fromRuntime} } from './runtime/index.ts'`, folder);
  const whole = await Promise.all(programs.map((program) => bundleSize(program, folder)));
  return whole.map(({ minified, gzipped }) => ({
    minified: minified - runtime.minified,
    gzipped: gzipped - runtime.gzipped,
  }));
}

/** A row of the page: bytes minified and gzipped. */
function stated(what: string): Size {
  const row = page.split('\n').find((line) => line.startsWith(`| ${what} |`)) ?? '';
  const [minified = Number.NaN, gzipped = Number.NaN] = row.split('|').slice(2, 4).map(Number);
  return { minified, gzipped };
}

/** No more than the page says, and not so much less that the page says something else. */
function expectStated(actual: Size, what: string): void {
  const { minified, gzipped } = stated(what);
  expect(actual.minified).toBeLessThanOrEqual(minified);
  expect(actual.minified).toBeGreaterThan(minified * 0.8);
  expect(actual.gzipped).toBeLessThanOrEqual(gzipped);
  expect(actual.gzipped).toBeGreaterThan(gzipped * 0.8);
}

describe('what generated code costs beside the runtime', () => {
  it('is of 40 operations here', () => {
    expect(operations).toHaveLength(40);
  });

  it('for the fluent client, by operation', async () => {
    const client = `export { createClient } from './client.ts'`;
    const [size] = await beside([client], 'at, bearer, connect, fluent, operation');
    if (size === undefined) throw new Error('no bundle');
    const each = {
      minified: size.minified / operations.length,
      gzipped: size.gzipped / operations.length,
    };
    expectStated(each, 'the fluent client, for each operation of the document');
  });

  it('for the largest imported operation', async () => {
    const connect = `export { connect } from './runtime/index.ts'`;
    const programs = operations.map(({ name, file }) => `export { ${name} } from './${file}'; ${connect}`);
    const sizes = await beside(programs, 'bearer, connect, operation');
    const largest = sizes.reduce((one, other) => (other.minified > one.minified ? other : one));
    expectStated(largest, 'one imported operation');
    expect(largest.minified).toBeLessThanOrEqual(1_000);
  });
});
