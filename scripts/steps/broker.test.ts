import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isObject } from '../../generator/model/json.ts';
import { type BrokerServer, type Published, startBroker } from './fixtures/broker.ts';
import {
  flags,
  getting,
  helped,
  hostOf,
  openShop,
  pactOf,
  play,
  type Shop,
  storing,
} from './fixtures/shop.ts';
import { providerSettings } from './provider-options.ts';
import { verifyAll } from './verify.ts';

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
});
beforeEach(() => shop.clear());
afterAll(() => shop.close());

describe('docpact verify --broker', () => {
  let broker: BrokerServer;
  const started = async (published: readonly Published[], refuses?: Parameters<typeof startBroker>[1]) => {
    broker = await startBroker(published, refuses);
    return { ...helped, broker: broker.url, name: 'graph' };
  };
  afterEach(() => broker.close());

  it('judges what the broker has, plays it, and publishes the results', async () => {
    const given = await started([{ pact: pactOf(getting, storing) }]);
    shop.env = { PACT_BROKER_TOKEN: 'the-token' };
    const { text, told } = await play(shop, undefined, {
      ...given,
      version: '1.2.3',
      branch: 'main',
      tags: ['prod'],
      consumerBranches: ['trunk'],
      consumerTags: ['beta'],
      publish: true,
    });
    expect(told).toEqual([]);
    expect(text).toContain(`${broker.url}/pacts/0 (shop -> items), played against ${shop.url}`);
    expect(text).toContain('the provider: 2 kept; its answers: 2 valid');
    expect(new Set(broker.asked.map(({ authorization }) => authorization))).toEqual(
      new Set(['Bearer the-token']),
    );
    const questions = broker.asked.filter(
      ({ path, method }) => path.endsWith('/for-verification') && method === 'POST',
    );
    expect(questions).toHaveLength(2);
    for (const { path, body } of questions) {
      expect(path).toBe('/pacts/provider/graph/for-verification');
      expect(body).toMatchObject({ providerVersionBranch: 'main', providerVersionTags: ['prod'] });
      expect(body).toMatchObject({ consumerVersionSelectors: expect.arrayContaining([{ branch: 'trunk' }]) });
    }
    const results = broker.asked.find(({ path }) => path === '/pacts/0/results');
    expect(results?.body).toMatchObject({ success: true, providerApplicationVersion: '1.2.3' });
    const puts = broker.asked.filter(({ method }) => method === 'PUT').map(({ path }) => path);
    expect(puts.sort()).toEqual([
      '/pacticipants/graph/branches/main/versions/1.2.3',
      '/pacticipants/graph/versions/1.2.3/tags/prod',
    ]);
  });

  it('publishes a failure as one', async () => {
    const given = await started([
      { pact: pactOf(getting) },
      { pact: { ...pactOf(storing), consumer: { name: 'depot' } } },
    ]);
    shop.respond = () => ({ body: '{"id":7,"price":2}' });
    const { told, text } = await play(shop, undefined, { ...given, version: '2', publish: true });
    expect(
      told.filter(({ code }) => code === 'verify/provider-mismatch').map(({ message, at }) => [message, at]),
    ).toEqual([
      [
        expect.stringMatching(/^an item: the provider's body at \$\.id/),
        expect.stringContaining('/pacts/0:'),
      ],
      [
        expect.stringMatching(/^the change of an item: the provider's status/),
        expect.stringContaining('/pacts/1:'),
      ],
    ]);
    expect(text).toContain('the provider: 2 broken');
    const results = broker.asked.filter(({ path }) => path.endsWith('/results'));
    expect(results.map(({ body }) => isObject(body) && body['success'])).toEqual([false, false]);
  });

  it('lets a pending pact fail without a failure', async () => {
    const given = await started([{ pact: pactOf(getting), pending: true }]);
    shop.respond = () => ({ body: '{"id":7,"price":2}' });
    const { told, text } = await play(shop, undefined, given);
    const broken = told.filter(({ code }) => code.startsWith('verify/provider'));
    expect(broken.map(({ code, severity }) => [code, severity])).toEqual([
      ['verify/provider-mismatch-pending', 'info'],
    ]);
    expect(text).toContain('pending  invalid   an item');
  });

  it('judges the pacts of a broker against the spec where no provider is asked', async () => {
    const given = await started([{ pact: pactOf(getting) }]);
    const { settings } = providerSettings(flags(given));
    const outcome = await verifyAll(
      [{ spec: 'openapi.json', pacts: [], strict: false, playing: settings }],
      hostOf(shop),
    );
    expect(outcome.text).toContain('1 interaction: 1 guaranteed');
    expect(shop.sent).toEqual([]);
  });

  it('says so when the broker takes no results', async () => {
    const given = await started([{ pact: pactOf(getting) }], ({ path }) =>
      path.endsWith('/results') ? 403 : undefined,
    );
    const { told } = await play(shop, undefined, { ...given, version: '1', publish: true });
    expect(told.map(({ code, severity }) => [code, severity])).toEqual([
      ['verify/provider-verifier', 'error'],
    ]);
    expect(told[0]?.message).toMatch(/publish/i);
  });

  it.each([
    ['that refuses', () => 401, /answers 401/],
    [
      'that is something else',
      ({ path }: { path: string }) => (path === '/' ? undefined : 404),
      /answers 404/,
    ],
  ])('is refused by a broker %s', async (_name, refuses, message) => {
    const given = await started([{ pact: pactOf(getting) }], refuses);
    const { refused, told } = await play(shop, undefined, given);
    expect(refused).toBe(true);
    expect(told).toMatchObject([{ code: 'pact/broker' }]);
    expect(told[0]?.message).toMatch(message);
  });

  it('warns when the broker has nothing', async () => {
    const { told, refused } = await play(shop, undefined, await started([]));
    expect(refused).not.toBe(true);
    expect(told.map(({ code, severity }) => [code, severity])).toEqual([['pact/broker-no-pacts', 'warning']]);
  });
});
