import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../generator/model/json.ts';
import { createMock, type Mock, type MockRequest, type MockResponse } from '../mock/index.ts';
import { type RunningServer, startServer } from '../mock/server.ts';
import { readPact } from '../pact/read.ts';
import { readReport } from './report.ts';
import { type Helpers, type StateHandler, verifierWith } from './verifier.ts';
import { type ProviderRequest, verifyProvider } from './verify-provider.ts';

const file = 'contracts/pacts/docpact-example-consumer-microsoft-graph.json';
const read = readPact(readFileSync(file), file);
if (!read.value) throw new Error(`${file} is missing: run the consumer's tests first`);
const pact = read.value;

const set = '/deviceAppManagement/enterpriseCerts';
const certificate = {
  certData: 'Y2VydERhdGE=',
  issuedTo: 'Fabrikam',
  issuedBy: 'Fabrikam CA',
  certExpirationDate: '2031-01-01T00:00:00Z',
  certStatus: 3,
  certType: 4,
};

const contracts = [{ pact, file, interactions: pact.interactions }];

describe('provider verification by the Pact verifier', () => {
  let mock: Mock;
  let server: RunningServer;
  /** What a provider that has drifted from its spec does to its answers. */
  let drift: (answer: MockResponse) => MockResponse;
  let called: string[];
  let seen: MockRequest[];
  let stateHandlers: Record<string, StateHandler>;

  beforeEach(async () => {
    mock = createMock(readFileSync('spec/openapi.yaml'), { seed: {}, selfCheck: true });
    drift = (answer) => answer;
    called = [];
    seen = [];
    const reset = (name: string, rows: Json[]) => {
      called.push(name);
      mock.reset({ [set]: rows });
    };
    stateHandlers = {
      'an enterpriseCertificate exists': ({ id }) => reset(`one ${id}`, [{ id: id ?? '', ...certificate }]),
      'no enterpriseCertificate exists': () => reset('none', []),
    };
    const handle = (request: MockRequest) => {
      seen.push(request);
      return drift(mock.handle(request));
    };
    server = await startServer({ ...mock, handle });
  });
  afterEach(() => server.close());

  const verify = (request: Partial<ProviderRequest> = {}, helpers: Helpers = { stateHandlers }) =>
    verifyProvider({ baseUrl: server.url, contracts, ...request }, verifierWith(helpers));

  it('finds that the mock keeps the pact', async () => {
    const { value, diagnostics } = await verify();
    expect(diagnostics).toEqual([]);
    expect(value?.map(({ interaction, result }) => [interaction.description, result])).toEqual(
      pact.interactions.map(({ description }) => [description, 'kept']),
    );
    expect(value).toHaveLength(5);
    expect(called.filter((name) => name === 'none')).toHaveLength(1);
    expect(new Set(called).size).toBe(2);
  });

  it('catches a property whose type has changed, at the line of the pact', async () => {
    drift = (answer) =>
      answer.body === undefined
        ? answer
        : { ...answer, body: answer.body.replace(/"certStatus":(-?\d+)/g, '"certStatus":"$1"') };
    const { value, diagnostics } = await verify();
    expect(
      value?.filter(({ result }) => result === 'kept').map(({ interaction }) => interaction.description),
    ).toEqual(['the deletion of an enterpriseCertificate']);
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      "verify/provider-mismatch a new enterpriseCertificate: the provider's body at $.certStatus: Expected '10' (String) to be an integer",
      "verify/provider-mismatch a request for all enterpriseCertificates: the provider's body at $.value[0].certStatus: Expected '3' (String) to be an integer",
      "verify/provider-mismatch a request for an enterpriseCertificate: the provider's body at $.certStatus: Expected '3' (String) to be an integer",
      "verify/provider-mismatch an update of an enterpriseCertificate: the provider's body at $.certStatus: Expected '10' (String) to be an integer",
    ]);
    for (const { at } of diagnostics) {
      expect(at.pointer).toMatch(/\/response\/body\/content\/.*certStatus$/);
      expect(pact.line(at.line).slice(at.column - 1)).toMatch(/^10,$/);
      expect(pact.line(at.line)).toContain('"certStatus"');
    }
  });

  it('names a status and a header that are not the ones promised', async () => {
    drift = (answer) => ({
      ...answer,
      ...(answer.status === 204 ? { status: 200 } : {}),
      headers: { ...answer.headers, 'content-type': 'text/plain' },
    });
    const { diagnostics } = await verify();
    const lines = diagnostics.map(({ message, at }) => `${message} | ${pact.line(at.line).trim()}`);
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^the deletion of an enterpriseCertificate: the provider's status: .* \| "status": 204$/,
      ),
    );
    expect(lines).toContainEqual(expect.stringMatching(/^an update .* the provider's header Content-Type: /));
  });

  it('says that a provider cannot be reached', async () => {
    await server.close();
    const { value, diagnostics } = await verify();
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      `verify/provider-unreachable no provider answers at ${server.url}: connect ECONNREFUSED 127.0.0.1:${server.port}`,
    ]);
  });

  it('says what to install when pact-js is not there', async () => {
    const { value, diagnostics } = await verifyProvider(
      { baseUrl: server.url, contracts },
      async () => undefined,
    );
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ code, help }) => [code, help])).toEqual([
      ['verify/pact-js-missing', 'npm i -D @pact-foundation/pact'],
    ]);
  });

  it('takes a report that is no JSON for an error of the whole file', async () => {
    expect(readReport('Pact core crashed')).toEqual({
      results: [],
      failures: [
        {
          interaction: '',
          pending: false,
          mismatches: [{ kind: 'error', path: undefined, message: 'Pact core crashed' }],
        },
      ],
    });
    const crashed = async () => ({
      report: readReport('Pact core crashed'),
      attempts: [],
      stateFailures: [],
      unknownStates: [],
    });
    const { value, diagnostics } = await verifyProvider({ baseUrl: server.url, contracts }, crashed);
    expect(new Set(value?.map(({ result }) => result))).toEqual(new Set(['untried']));
    expect(diagnostics.map(({ code, message, at }) => [code, message, at.line])).toEqual([
      ['verify/provider-error', 'Pact core crashed', 1],
    ]);
  });
});
