import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bundleSize } from './fixtures/bundle-size.ts';

const runtime = import.meta.dirname;
const page = readFileSync(join(runtime, '../../docs/runtime.md'), 'utf8');

/** A copy as generated code has it beside itself: no package.json there says that it has no side effects. */
const copy = mkdtempSync(join(tmpdir(), 'docpact-size-'));
for (const name of readdirSync(runtime).filter((name) => /^[\w-]+\.ts$/.test(name)))
  writeFileSync(join(copy, name), readFileSync(join(runtime, name)));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const sizes = (program: string) => bundleSize(program, copy);

const rows = [...page.matchAll(/^\| (`\w+`(?:, `\w+`)*) \| ([\d,]+) \| ([\d,]+) \|/gm)].map(
  ([, names = '', minified = '', gzipped = '']) => ({
    names: names.replaceAll('`', ''),
    minified: Number(minified.replace(',', '')),
    gzipped: Number(gzipped.replace(',', '')),
  }),
);

describe('the sizes that docs/runtime.md states', () => {
  it('are there', () => {
    expect(rows.map(({ names }) => names)).toContain('operation, connect, bearer');
    expect(rows.length).toBeGreaterThan(7);
  });

  it.each(rows)('$names', async ({ names, minified, gzipped }) => {
    const actual = await sizes(`export { ${names} } from './index.ts'`);
    expect(actual.gzipped).toBeLessThanOrEqual(gzipped);
    // What is stated stays true to what is: a tenth more would be another figure.
    expect(actual.gzipped).toBeGreaterThan(gzipped * 0.9);
    expect(Math.abs(actual.minified - minified)).toBeLessThan(minified * 0.1);
  });

  it('are at most 3 kB for what a PATCH needs, and 1 kB for the operation', async () => {
    const needed = await sizes(`export { operation, connect, bearer } from './index.ts'`);
    expect(needed.gzipped).toBeLessThanOrEqual(3_000);
    const patch = await sizes(`
      import { type Api, bearer, connect, operation } from './index.ts';
      const api: Api = { server: 'https://graph.microsoft.com/beta', schemes: { delegated: bearer } };
      const update = /* @__PURE__ */ operation(api, 'enterpriseCertificate_update', 'PATCH',
        '/deviceAppManagement/enterpriseCerts/{enterpriseCertificateId}', {
          body: 'application/json',
          security: [{ delegated: ['DeviceManagementApps.ReadWrite.All'] }],
          errors: '4XX 5XX',
        });
      export { connect, update };
    `);
    expect(patch.minified - needed.minified).toBeLessThanOrEqual(1_000);
  });

  it('are nothing for what is not used', async () => {
    expect(await sizes(`import './index.ts'`)).toMatchObject({ minified: 0 });
  });
});
