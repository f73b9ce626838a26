import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quietHost } from '../host/fixtures/quiet-host.ts';
import type { Host } from '../host/host.ts';
import { verifyAll, verifyStep } from './verify.ts';
import { verifyRequests } from './verify-requests.ts';

const fixture = (file: string) =>
  readFileSync(join(import.meta.dirname, '../../contracts/pact/fixtures', file), 'utf8');
let folder: string;
let host: Host;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docpact-verify-'));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write('openapi.json', fixture('certificates.openapi.json'));
  write('good.json', fixture('certificates.pact.json'));
  write(
    'optional.json',
    fixture('certificates.openapi.json').replaceAll('"certStatus", "certType"]', '"certStatus"]'),
  );
  write('bad.json', fixture('certificates.pact.json').replace('"certStatus": 10', '"certStatus": "ten"'));
  write('truncated.json', fixture('certificates.pact.json').slice(0, 900));
  write('empty.json', '');
  write('swagger.json', '{"swagger": "2.0"}');
  host = quietHost(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (spec: string, pacts: readonly string[], strict = false) =>
  verifyStep({ spec, pacts, strict }, host);

describe('docpact verify', () => {
  it('shows a line for each interaction and a sum', async () => {
    const outcome = await run('openapi.json', ['good.json']);
    expect(outcome.refused).toBeUndefined();
    expect(outcome.diagnostics).toEqual([]);
    expect(outcome.text).toBe(
      [
        'good.json (intune-admin -> graph)',
        '  guaranteed  update a certificate  [enterpriseCertificate_update]',
        '  guaranteed  list certificates  [enterpriseCertificate_list]',
        '  guaranteed  get a certificate  [enterpriseCertificate_get]',
        '  guaranteed  create a certificate  [enterpriseCertificate_create]',
        '  guaranteed  delete a certificate  [enterpriseCertificate_delete]',
        '',
        '5 interactions: 5 guaranteed',
      ].join('\n'),
    );
    expect(outcome.data?.['judgements']).toHaveLength(5);
  });

  it('fails on what is impossible', async () => {
    const outcome = await run('openapi.json', ['good.json', 'bad.json']);
    expect(outcome.diagnostics.map((one) => [one.code, one.severity, one.at.file])).toEqual([
      ['verify/request-body', 'error', 'bad.json'],
    ]);
  });

  it('fails on what is possible under --strict alone', async () => {
    const severities = async (strict: boolean) => {
      const outcome = await run('optional.json', ['good.json'], strict);
      return new Set(outcome.diagnostics.map((one) => `${one.code} ${one.severity}`));
    };
    expect(await severities(false)).toEqual(new Set(['verify/response-body-possible info']));
    expect(await severities(true)).toEqual(new Set(['verify/response-body-possible error']));
  });

  it.each([
    ['a missing spec', 'none.json', ['good.json'], 'config/unreadable'],
    ['a spec of another kind', 'swagger.json', ['good.json'], 'openapi/not-openapi'],
    ['a pact for a spec', 'good.json', ['good.json'], 'openapi/not-openapi'],
    ['a truncated spec', 'truncated.json', ['good.json'], 'openapi/syntax'],
    ['a missing pact', 'openapi.json', ['none.json'], 'config/unreadable'],
    ['a pattern that fits nothing', 'openapi.json', ['pacts/*.json'], 'pact/no-files'],
    ['an empty pact', 'openapi.json', ['good.json', 'empty.json'], 'pact/empty'],
    ['a truncated pact', 'openapi.json', ['truncated.json'], 'pact/syntax'],
    ['a spec for a pact', 'openapi.json', ['openapi.json'], 'pact/not-pact'],
  ])('refuses %s', async (_, spec, pacts, code) => {
    const outcome = await run(spec, pacts);
    expect(outcome.refused).toBe(true);
    expect(outcome.diagnostics.map((one) => one.code)).toEqual([code]);
    expect(outcome.data).toBeUndefined();
  });
});

describe('what the configuration gives', () => {
  const given = { spec: undefined, pacts: [], strict: false };

  it('is taken for what the command line leaves open', () => {
    const config = { spec: 'a.yaml', pacts: 'pacts/*.json', policies: { headers: 'open' as const } };
    expect(verifyRequests({ config, faults: [] }, given).requests).toEqual([
      { spec: 'a.yaml', pacts: ['pacts/*.json'], strict: false, policies: { headers: 'open' } },
    ]);
    expect(verifyRequests({ config, faults: [] }, { ...given, spec: 'b.yaml' }).requests[0]?.spec).toBe(
      'b.yaml',
    );
  });

  it('is a request for each API', () => {
    const config = {
      pacts: ['p.json'],
      apis: { one: { spec: 'a.yaml' }, two: { spec: 'b.yaml', pacts: ['q.json'] } },
    };
    expect(
      verifyRequests({ config, faults: [] }, given).requests.map((one) => [one.spec, one.pacts]),
    ).toEqual([
      ['a.yaml', ['p.json']],
      ['b.yaml', ['q.json']],
    ]);
  });

  it('is asked for when nothing is named', () => {
    expect(verifyRequests({ config: undefined, faults: [] }, given).faults.map((one) => one.message)).toEqual(
      ['no spec is given'],
    );
    expect(
      verifyRequests({ config: { spec: 'a.yaml' }, faults: [] }, given).faults.map((one) => one.message),
    ).toEqual(['no pacts or exchanges are given']);
  });
});

describe('--coverage', () => {
  const covered = (least: number | undefined) =>
    verifyStep({ spec: 'openapi.json', pacts: ['good.json'], strict: false, coverage: { least } }, host);

  it('counts what is pinned', async () => {
    const { text, data, diagnostics } = await covered(undefined);
    expect(text).toContain(
      '  operations           5 of 5 by contracts\n  statuses             5 of 15 by contracts\n',
    );
    expect(data?.['coverage']).toMatchObject({ operations: { total: 5, pinned: 5, met: 5 } });
    expect(diagnostics).toEqual([]);
  });

  it('fails where less is met than is asked for', async () => {
    const { diagnostics, refused } = await covered(90);
    expect(refused).toBeUndefined();
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'verify/coverage 53.6 % of the spec is met, 90 % is asked for',
    ]);
    expect((await covered(53)).diagnostics).toEqual([]);
  });
});

describe('--only', () => {
  const only = (text: string) =>
    verifyAll(
      ['openapi.json', 'optional.json'].map((spec) => ({
        spec,
        pacts: ['good.json'],
        strict: false,
        only: text,
      })),
      host,
    );

  it('judges interactions by a part of their description or operation', async () => {
    expect((await only('UPDATE')).text).toMatch(
      /1 interaction: 1 guaranteed[\s\S]*1 interaction: 1 possible/,
    );
    expect((await only('enterpriseCertificate_')).text).toContain('5 interactions: 5 guaranteed');
  });

  it('says which API it is about where there are several', async () => {
    const one = { pacts: ['good.json'], strict: false };
    const requests = [
      { ...one, spec: 'openapi.json', api: 'first' },
      { ...one, spec: 'optional.json', api: 'second' },
    ];
    expect((await verifyAll(requests, host)).text).toMatch(
      /^first:\n\n[\s\S]*5 interactions: 5 guaranteed\n\nsecond:\n\n/,
    );
  });

  it('is refused where nothing is like it', async () => {
    const { refused, diagnostics } = await only('nothing');
    expect(refused).toBe(true);
    expect(diagnostics.map(({ code }) => code)).toEqual(['verify/only-nothing']);
  });

  it('says what may have been meant', async () => {
    const { diagnostics } = await only('enterpriseCertificate_updat3');
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'no interaction is like "enterpriseCertificate_updat3"; "enterpriseCertificate_update" is',
    ]);
  });
});

describe('exchanges', () => {
  const entry = (answer: object) => ({
    request: {
      method: 'GET',
      url: 'http://localhost:3000/deviceAppManagement/enterpriseCerts',
      headers: [
        { name: 'Authorization', value: 'Bearer abc.def.ghi' },
        { name: 'Accept', value: 'application/json' },
      ],
    },
    response: {
      status: 200,
      headers: [{ name: 'Content-Type', value: 'application/json' }],
      content: { mimeType: 'application/json', size: 1, text: JSON.stringify(answer) },
    },
  });
  const judge = (files: readonly string[], hosts: readonly string[], documented = false) =>
    verifyStep(
      { spec: 'openapi.json', pacts: [], strict: false, exchanges: { files, hosts, documented } },
      host,
    );

  beforeAll(() => {
    const log = {
      version: '1.2',
      creator: { name: 'a proxy' },
      entries: [entry({ value: [] }), entry({ value: 1 })],
    };
    writeFileSync(join(folder, 'session.har'), JSON.stringify({ log }));
  });

  it('have a line each that is not valid, and are counted', async () => {
    const outcome = await judge(['*.har'], ['localhost:3000']);
    expect(outcome.text).toBe(
      [
        'session.har (a proxy)',
        '  invalid     GET /deviceAppManagement/enterpriseCerts  [enterpriseCertificate_list]',
        '',
        '2 exchanges: 1 invalid, 1 valid',
      ].join('\n'),
    );
    expect(outcome.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ['verify/response-body', 'error'],
    ]);
  });

  it('have the first few lines an operation where there are many', async () => {
    const log = { version: '1.2', entries: Array.from({ length: 8 }, () => entry({ value: 1 })) };
    writeFileSync(join(folder, 'many.json'), JSON.stringify({ log }));
    const { text, diagnostics } = await judge(['many.json'], ['localhost:3000']);
    const line = '  invalid     GET /deviceAppManagement/enterpriseCerts  [enterpriseCertificate_list]';
    expect(text?.split('\n')).toEqual([
      'many.json (a recording)',
      ...Array.from({ length: 5 }, () => line),
      '  invalid     and 3 more of [enterpriseCertificate_list]',
      '',
      '8 exchanges: 8 invalid',
    ]);
    expect(diagnostics).toHaveLength(8);
  });

  it('count where they went to a server of the spec or to a host that is given', async () => {
    const outcome = await judge(['session.har'], ['other.test']);
    expect(outcome.text).toBe('0 exchanges');
    expect(outcome.diagnostics.map(({ code }) => code)).toEqual([
      'verify/foreign-host',
      'verify/nothing-judged',
    ]);
  });

  it('may be the examples of the spec', async () => {
    expect((await judge([], [], true)).text).toBe('3 exchanges: 3 valid');
  });

  it.each([
    ['nothing.har', 'config/unreadable'],
    ['nothing*.har', 'verify/no-exchanges'],
    ['openapi.json', 'verify/no-exchanges-file'],
    ['truncated.json', 'verify/exchanges-syntax'],
    ['empty.json', 'verify/exchanges-empty'],
  ])('are refused where %s holds none', async (file, code) => {
    const outcome = await judge([file], []);
    expect(outcome.refused).toBe(true);
    expect(outcome.diagnostics.map((one) => one.code)).toEqual([code]);
  });

  it('are taken from the configuration, beside the pacts', () => {
    const config = { spec: 'a.json', pacts: 'p.json', exchanges: { files: 'r.har', examples: true } };
    const nothing = { spec: undefined, pacts: [], strict: false };
    const { requests } = verifyRequests({ config, faults: [] }, nothing);
    expect(requests.map(({ pacts, exchanges }) => [pacts, exchanges])).toEqual([
      [['p.json'], { files: ['r.har'], hosts: [], documented: true }],
    ]);
    const asked = { ...nothing, exchanges: { files: ['s.har'], hosts: [], documented: false } };
    const [only] = verifyRequests({ config, faults: [] }, asked).requests;
    expect([only?.pacts, only?.exchanges?.files]).toEqual([[], ['s.har']]);
  });
});
