import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { explainBody } from '../contracts/explain.ts';
import { createMock } from '../contracts/mock/index.ts';
import { startServer } from '../contracts/mock/server.ts';
import { readPact } from '../contracts/pact/read.ts';
import { verifierWith } from '../contracts/provider/verifier.ts';
import { verifyProvider } from '../contracts/provider/verify-provider.ts';
import { placeText } from '../generator/model/place.ts';
import { readOpenApi } from '../generator/openapi/read.ts';
import { readSourceMap } from '../generator/openapi/source-map.ts';

/**
 * One property's type is changed in one of the four places that have to agree (a page, the pact, the client, the
 * provider), and each time the gate that watches it fails and names the lines that contradict each other.
 */
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const cli = join(root, 'dist/scripts/cli.cjs');
const pactFile = 'contracts/pacts/docpact-example-consumer-microsoft-graph.json';
const page = 'spec/docs/resources/enterprisecertificate.md';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docpact-drift-'));
  for (const part of ['spec', 'generated', pactFile])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  writeFileSync(
    join(folder, 'docpact.config.json'),
    JSON.stringify({
      docs: 'spec/docs',
      overlay: 'spec/overlay.yaml',
      spec: 'spec/openapi.yaml',
      generate: { out: 'generated', runtime: '../generator/runtime/index.ts', importExtension: '.ts' },
      pacts: 'contracts/pacts/*.json',
    }),
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

function docpact(...args: string[]) {
  const run = spawnSync(process.execPath, [cli, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  return { code: run.status, out: run.stdout + run.stderr };
}

function change(file: string, from: string | RegExp, to: string): void {
  const text = readFileSync(join(folder, file), 'utf8');
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`${file} holds no ${from}`);
  writeFileSync(join(folder, file), changed);
}

it('a checkout that has turned the line ends of everything is no drift', () => {
  for (const part of ['spec', 'generated', 'contracts'])
    for (const entry of readdirSync(join(folder, part), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll('\n', '\r\n'));
    }
  const { code, out } = docpact('check');
  expect(out).not.toContain('generate/drift');
  expect(code).toBe(0);
});

/** `file:line`, of the first line that holds a text. */
function line(file: string, text: string): string {
  const lines = readFileSync(join(folder, file), 'utf8').split('\n');
  return `${file}:${lines.findIndex((candidate) => candidate.includes(text)) + 1}`;
}

describe('a type that changes', () => {
  it('nowhere: every gate passes', () => {
    const { code, out } = docpact('check');
    expect(out).toMatch(/passed +import\n|passed +import \(/);
    expect(out).toMatch(/passed +generate\n/);
    expect(out).toMatch(/passed +verify\n/);
    expect(code).toBe(0);
  });

  it('in a page: check names the spec line, the page line and the pact line', () => {
    change(page, '|certStatus|Int32|', '|certStatus|String|');
    const { code, out } = docpact('check');
    expect(code).toBe(1);
    expect(out).toMatch(/failed +import/);
    expect(out).toMatch(/failed +verify/);
    expect(out).toContain('spec/openapi.yaml:');
    expect(out).toContain(line(page, '|certStatus|String|'));
    expect(out).toMatch(/contracts\/pacts\/[\w-]+\.json:\d+:\d+ at .*certStatus/);
  });

  it('in the pact: verify names the pact line, the spec line and the page line', () => {
    const pact = JSON.parse(readFileSync(join(folder, pactFile), 'utf8'));
    const update = pact.interactions.find(
      ({ request }: { request: { method: string } }) => request.method === 'PATCH',
    );
    update.response.body.content.certStatus = 'ten';
    update.response.matchingRules.body['$.certStatus'] = { combine: 'AND', matchers: [{ match: 'type' }] };
    writeFileSync(join(folder, pactFile), JSON.stringify(pact, null, 2));
    const { code, out } = docpact('verify');
    expect(code).toBe(1);
    expect(out).toMatch(/impossible +an update of an enterpriseCertificate/);
    expect(out).toContain(line(pactFile, '"certStatus": "ten"'));
    expect(out).toMatch(/the spec says: spec\/openapi\.yaml:\d+:\d+/);
    expect(out).toContain(`the documentation says: ${line(page, '|certStatus|')}`);
  });

  it('in the client: check names the file, and the pact that such a client writes is impossible', async () => {
    change('generated/schemas/enterprise.ts', 'certStatus?: number', 'certStatus?: string');
    const check = docpact('check');
    expect(check.code).toBe(1);
    expect(check.out).toMatch(/failed +generate/);
    expect(check.out).toMatch(/generated\/schemas\/enterprise\.ts:\d+/);
    expect(check.out).toContain('-    certStatus?: string');

    const written = await pactOfChangedClient();
    const verify = docpact('verify', '--spec', 'spec/openapi.yaml', '--pact', written);
    expect(verify.code).toBe(1);
    expect(verify.out).toContain('impossible');
    expect(verify.out).toContain(line(written, '"certStatus": "ten"'));
    expect(verify.out).toMatch(/the spec says: spec\/openapi\.yaml:\d+:\d+/);
    expect(verify.out).toMatch(/the documentation says: spec\/docs\/[\w/-]+\.md:\d+:\d+/);
  });

  it('in the provider: provider verification names the pact line, the spec line and the page line', async () => {
    const found = await findingsOfChangedProvider();
    expect(found.map(({ code }) => code)).toEqual(Array(4).fill('verify/provider-mismatch'));
    for (const { message, at, related } of found) {
      expect(message).toContain('certStatus');
      expect(readFileSync(join(root, at.file), 'utf8').split('\n')[at.line - 1]).toContain('"certStatus"');
      expect(related.map((other) => other.message)).toEqual(['the spec says', 'the documentation says']);
      expect(placeText(related[0]?.at ?? at)).toMatch(/^spec\/openapi\.yaml:\d+:\d+$/);
      expect(placeText(related[1]?.at ?? at)).toContain(`${line(page, '|certStatus|')}:`);
    }
  });
});

describe('generate', () => {
  it('renews neither spec nor code when the code cannot be made', () => {
    change('spec/openapi.yaml', 'type: integer', 'type: number');
    const stale = readFileSync(join(folder, 'spec/openapi.yaml'), 'utf8');
    const { code, out } = docpact('generate', '--emit', 'clinet');
    expect(code).toBe(2);
    expect(out).toContain('Did you mean client?');
    expect(readFileSync(join(folder, 'spec/openapi.yaml'), 'utf8')).toBe(stale);
    expect(docpact('generate').code).toBe(0);
    expect(readFileSync(join(folder, 'spec/openapi.yaml'), 'utf8')).toBe(
      readFileSync(join(root, 'spec/openapi.yaml'), 'utf8'),
    );
  });
});

/** The changed copy of the client compiles with `certStatus: 'ten'`, sends it to a Pact mock server, and a pact is written. */
async function pactOfChangedClient(): Promise<string> {
  const { PactV4 } = await import('@pact-foundation/pact');
  symlinkSync(join(root, 'generator'), join(folder, 'generator'));
  const { createClient } = await import(/* @vite-ignore */ join(folder, 'generated/client.ts'));
  const pact = new PactV4({
    consumer: 'changed',
    provider: 'graph',
    dir: join(folder, 'written'),
    logLevel: 'error',
  });
  await pact
    .addInteraction()
    .uponReceiving('an update with a text for certStatus')
    .withRequest('PATCH', '/deviceAppManagement/enterpriseCerts/1', (request) =>
      request.jsonBody({ certStatus: 'ten' }),
    )
    .willRespondWith(200)
    .executeTest(async ({ url }) => {
      const client = createClient({ baseUrl: url, auth: 'token' });
      await client.deviceAppManagement.enterpriseCerts.byId('1').patch({ certStatus: 'ten' });
    });
  return 'written/changed-graph.json';
}

const certificate = {
  certData: 'Y2VydERhdGE=',
  issuedTo: 'Fabrikam',
  issuedBy: 'Fabrikam CA',
  certExpirationDate: '2031-01-01T00:00:00Z',
  certStatus: 3,
  certType: 4,
};

async function findingsOfChangedProvider() {
  const bytes = readFileSync(join(root, 'spec/openapi.yaml'));
  const api = readOpenApi(bytes, 'spec/openapi.yaml').value;
  const pact = readPact(readFileSync(join(root, pactFile)), pactFile).value;
  if (!api || !pact) throw new Error('the spec and the pact of this repository cannot be read');
  const sources = readSourceMap(
    readFileSync(join(root, 'spec/openapi.sources.json'), 'utf8'),
    'spec/openapi.sources.json',
  ).value;
  const set = '/deviceAppManagement/enterpriseCerts';
  const mock = createMock(bytes, { seed: {} });
  const server = await startServer({
    ...mock,
    handle: (request) => {
      const answer = mock.handle(request);
      const body = answer.body?.replace(/"certStatus":(-?\d+)/g, '"certStatus":"$1"');
      return { ...answer, ...(body === undefined ? {} : { body }) };
    },
  });
  const states = {
    'an enterpriseCertificate exists': ({ id }: Record<string, unknown>) =>
      mock.reset({ [set]: [{ ...certificate, id: String(id) }] }),
    'no enterpriseCertificate exists': () => mock.reset({ [set]: [] }),
  };
  try {
    const explain = (interaction: Parameters<typeof explainBody>[2], tokens: readonly (string | number)[]) =>
      explainBody(api, sources, interaction, tokens);
    const run = await verifyProvider(
      {
        baseUrl: server.url,
        contracts: [{ pact, file: pactFile, interactions: pact.interactions }],
        explain,
      },
      verifierWith({ stateHandlers: states }),
    );
    return run.diagnostics;
  } finally {
    await server.close();
  }
}
