import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isObject, type Json } from '../../generator/model/json.ts';
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

describe('docpact verify --provider', () => {
  it('shows what the contract says, what the provider did, and whether the spec allows its answer', async () => {
    const { text, told, refused, data } = await play(shop, pactOf(getting, storing));
    expect(told).toEqual([]);
    expect(refused).not.toBe(true);
    expect(text).toBe(
      [
        `pact.json (shop -> items), played against ${shop.url}`,
        '  contract    provider answer',
        '  guaranteed  kept     valid     an item  [item_get]',
        '  guaranteed  kept     valid     the change of an item  [item_put]',
        '',
        '2 interactions: 2 guaranteed',
        'the provider: 2 kept; its answers: 2 valid',
      ].join('\n'),
    );
    expect(data?.['judgements']).toMatchObject([
      { verdict: 'guaranteed', played: { result: 'kept', answer: 'valid', findings: [] } },
      { verdict: 'guaranteed', played: { result: 'kept', answer: 'valid', findings: [] } },
    ]);
    expect(shop.printed).toEqual(['made 7', 'removed 7']);
    expect(shop.sent.map(({ authorization }) => authorization)).toEqual([
      'Bearer real-token',
      'Bearer real-token',
    ]);
  });

  it('finds an answer that keeps the contract and breaks the spec', async () => {
    shop.respond = ({ method }) =>
      method === 'PUT' ? { status: 204 } : { body: '{"id":"7","price":2,"secret":true}' };
    const { text, told, data } = await play(shop, pactOf(getting, storing));
    expect(told.map(({ code, severity, at }) => [code, severity, at])).toEqual([
      ['verify/response-body', 'error', expect.stringMatching(/^pact\.json:\d+$/)],
    ]);
    expect(text).toContain('  guaranteed  kept     invalid   an item  [item_get]');
    expect(text).toContain('the provider: 2 kept; its answers: 1 invalid, 1 valid');
    expect(data?.['judgements']).toMatchObject([{ played: { result: 'kept', answer: 'invalid' } }, {}]);
  });

  it('finds an answer that the spec allows and the contract does not', async () => {
    shop.respond = () => ({ body: '{"id":"7","price":2}' });
    const { text, told } = await play(shop, pactOf(getting, storing));
    expect(told.map(({ code }) => code)).toEqual(['verify/provider-mismatch', 'verify/response-status']);
    expect(text).toContain('  guaranteed  broken   invalid   the change of an item  [item_put]');
  });

  it('sends a body as it stands in the pact: 10.0 is not 10', async () => {
    const written = JSON.stringify(pactOf(getting, storing)).replace('"price":10}', '"price":10.0}');
    const { told } = await play(shop, written);
    expect(told).toEqual([]);
    expect(shop.sent.find(({ method }) => method === 'PUT')?.body).toBe('{"id":"7","price":10.0}');
  });

  it('plays a pact in UTF-16', async () => {
    writeFileSync(
      join(shop.folder, 'wide.json'),
      Buffer.from(`\uFEFF${JSON.stringify(pactOf(getting))}`, 'utf16le'),
    );
    const { settings } = providerSettings(flags({ ...helped, provider: shop.url }));
    const request = { spec: 'openapi.json', pacts: ['wide.json'], strict: false, playing: settings };
    const { diagnostics, text } = await verifyAll([request], hostOf(shop));
    expect(diagnostics).toEqual([]);
    expect(text).toContain('the provider: 1 kept; its answers: 1 valid');
  });

  it('reads answers that are packed', async () => {
    shop.respond = () => ({
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: gzipSync('{"id":"7","price":"dear"}'),
    });
    const { told } = await play(shop, pactOf(getting));
    expect(told.map(({ code, message }) => [code, message])).toEqual([
      ['verify/provider-mismatch', expect.stringContaining('$.price')],
      ['verify/response-body', expect.stringContaining('price')],
    ]);
  });

  it('says which state the provider was not brought into, and goes on', async () => {
    const closed = {
      ...getting,
      description: 'a closed shop',
      providerStates: [{ name: 'the shop is closed' }],
    };
    const { text, told } = await play(shop, pactOf(closed, getting, storing));
    expect(told).toEqual([
      {
        code: 'verify/provider-state',
        severity: 'error',
        message:
          'a closed shop: the provider is not brought into the state "the shop is closed": it never closes',
        at: 'pact.json:9',
      },
    ]);
    expect(text).toContain('  guaranteed  untried  -         a closed shop  [item_get]');
    expect(text).toContain('the provider: 1 untried, 2 kept; its answers: 2 valid');
    expect(shop.sent).toHaveLength(2);
  });

  it('warns of a state that nobody knows', async () => {
    const { told } = await play(shop, pactOf({ ...getting, providerStates: [{ name: 'a full moon' }] }));
    expect(told.map(({ code, severity, message }) => [code, severity, message])).toEqual([
      ['verify/provider-state-unknown', 'warning', expect.stringContaining('"a full moon"')],
    ]);
  });

  it('asks a URL for states, and passes on why it refuses', async () => {
    const asked: Json[] = [];
    const states = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      asked.push(JSON.parse(Buffer.concat(chunks).toString()));
      response.writeHead(asked.length > 2 ? 500 : 200).end();
    });
    await new Promise<void>((resolve) => states.listen(0, '127.0.0.1', resolve));
    const address = states.address();
    const at = `http://127.0.0.1:${isObject(address) ? address['port'] : 0}/states`;
    const { told } = await play(shop, pactOf(getting, { ...getting, description: 'an item again' }), {
      states: at,
    });
    states.closeAllConnections();
    states.close();
    expect(asked.slice(0, 2)).toEqual([
      { state: 'an item exists', action: 'setup', params: { id: '7' } },
      { state: 'an item exists', action: 'teardown', params: { id: '7' } },
    ]);
    expect(told.map(({ code, message }) => [code, message])).toEqual([
      ['verify/provider-state', expect.stringMatching(/^an item again: .*\/states answers 500$/)],
    ]);
  });

  it('says why there was no answer', async () => {
    shop.respond = ({ method }) => (method === 'GET' ? 'hang up' : { status: 204 });
    const { text, told } = await play(shop, pactOf(getting, storing));
    expect(told.map(({ code, message }) => [code, message])).toEqual([
      ['verify/provider-error', 'an item: the provider does not answer (ECONNRESET)'],
    ]);
    expect(text).toContain('untried  -         an item');
  });

  it('plays what --only names, and leaves messages alone', async () => {
    const message = { description: 'a message', contents: { a: 1 } };
    const pact = { ...pactOf(getting, storing), messages: [message] };
    const { text } = await play(shop, pact, helped, 'CHANGE');
    expect(shop.sent.map(({ method }) => method)).toEqual(['PUT']);
    expect(text).toContain('the provider: 1 kept; its answers: 1 valid');
  });

  it.each([
    ['nowhere.mjs', undefined, /nowhere\.mjs cannot be used: /],
    ['broken.mjs', 'export const = 1', /broken\.mjs cannot be used: /],
    ['empty.mjs', 'export const other = 1', /it exports no object "stateHandlers"/],
    ['wrong.mjs', 'export const stateHandlers = { x: 1 }', /the state "x" is no function/],
  ])('refuses the module %s', async (file, content, message) => {
    if (content !== undefined) writeFileSync(join(shop.folder, file), content);
    const { refused, told } = await play(shop, pactOf(getting), { states: file });
    expect(refused).toBe(true);
    expect(told).toMatchObject([{ code: 'config/provider-module', at: `${file}:1` }]);
    expect(told[0]?.message).toMatch(message);
  });
});
