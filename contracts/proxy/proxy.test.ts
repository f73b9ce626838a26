import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { readTextDocument } from '../../generator/model/text-document.ts';
import { har } from '../exchanges/har.ts';
import { notesApi } from '../mock/fixtures/notes.ts';
import { createMock } from '../mock/index.ts';
import { readSeed } from '../mock/read-seed.ts';
import { type RunningServer, startServer } from '../mock/server.ts';
import { verifyExchanges } from '../verify.ts';
import { type Exchanged, findingsOf } from './exchanged.ts';
import { HarLog } from './har-log.ts';
import { createProxy, type Forwarding, type ProxyOptions } from './proxy.ts';
import { SeedLog } from './seed-log.ts';

/** A proxy before a server that does what a test says. */

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function addressOf(server: Server): string {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

async function upstreamOf(
  answer: (asked: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  return addressOf(server);
}

async function proxied(upstream: string, more: Partial<ProxyOptions> = {}) {
  const seen: Exchanged[] = [];
  const failures: string[] = [];
  const proxy: Forwarding = createProxy({
    upstream: new URL(upstream),
    now: () => new Date(0),
    seen: (exchanged) => seen.push(exchanged),
    failed: (asked, reason) => failures.push(`${asked}: ${reason}`),
    ...more,
  });
  const server: RunningServer = await startServer(proxy);
  closing.push(async () => {
    await server.close();
    await proxy.close();
  });
  return { url: server.url, port: server.port, seen, failures };
}

const headers = { Authorization: 'Bearer secret-token', 'Content-Type': 'application/json' };

describe('forwarding', () => {
  it('sends method, path, query, fields and body on, but for those of the connection', async () => {
    const asked: unknown[] = [];
    const upstream = await upstreamOf((incoming, response) => {
      incoming.on('data', (chunk) => asked.push(String(chunk)));
      incoming.on('end', () => {
        asked.push(incoming.method, incoming.url, incoming.headers);
        response.writeHead(
          201,
          [
            ['Set-Cookie', 'a=1'],
            ['Set-Cookie', 'b=2'],
            ['X-Hop', 'x'],
            ['Connection', 'X-Hop'],
            ['X-Own', 'y'],
          ].flat(),
        );
        response.end('{}');
      });
    });
    const { port } = await proxied(`${upstream}/base`);
    const answered = await new Promise<IncomingMessage>((resolve) => {
      const fields = {
        'X-Mine': '1',
        'X-Drop': '2',
        Connection: 'X-Drop',
        'Proxy-Authorization': 'x',
        TE: 'trailers',
      };
      const outgoing = request(
        { port, host: '127.0.0.1', method: 'POST', path: '/notes?a=b%20c', headers: fields },
        resolve,
      );
      outgoing.end('hello');
    });
    answered.resume();
    const [body, method, url, sent] = asked;
    expect([body, method, url]).toEqual(['hello', 'POST', '/base/notes?a=b%20c']);
    expect(sent).toMatchObject({ 'x-mine': '1', 'content-length': '5', host: new URL(upstream).host });
    for (const name of ['x-drop', 'proxy-authorization', 'te', 'transfer-encoding', 'accept-encoding'])
      expect(sent).not.toHaveProperty(name);
    expect(answered.statusCode).toBe(201);
    expect(answered.headers['set-cookie']).toEqual(['a=1', 'b=2']);
    expect(answered.headers).toMatchObject({ 'x-own': 'y', 'content-length': '2' });
    expect(answered.headers).not.toHaveProperty('x-hop');
  });

  it('does not double a base path that the request has already', async () => {
    const paths: (string | undefined)[] = [];
    const upstream = await upstreamOf((incoming, response) => {
      paths.push(incoming.url);
      response.end();
    });
    const { url } = await proxied(`${upstream}/v1.0/`);
    await fetch(`${url}/v1.0/notes`);
    await fetch(`${url}/v1.0notes`);
    await fetch(`${url}/notes`, { method: 'HEAD' });
    expect(paths).toEqual(['/v1.0/notes', '/v1.0/v1.0notes', '/v1.0/notes']);
  });

  it('passes bytes and codings through, and reads what is in them', async () => {
    const packed = gzipSync('{"value":[]}');
    const upstream = await upstreamOf((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(packed);
    });
    const { port, seen } = await proxied(upstream);
    const bytes = await new Promise<Buffer>((resolve) => {
      request({ port, host: '127.0.0.1', path: '/notes' }, (answered) => {
        const chunks: Buffer[] = [];
        answered.on('data', (chunk) => chunks.push(chunk));
        answered.on('end', () => resolve(Buffer.concat(chunks)));
      }).end();
    });
    expect(bytes.equals(packed)).toBe(true);
    while (seen.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(new TextDecoder().decode(seen[0]?.response.body)).toBe('{"value":[]}');
  });

  it('answers 502 when nobody is behind, 504 when nobody answers, and goes on', async () => {
    const nobody = await proxied('http://127.0.0.1:1');
    expect((await fetch(`${nobody.url}/notes`)).status).toBe(502);
    expect(nobody.failures).toEqual([
      'GET /notes: the server behind the proxy cannot be asked (ECONNREFUSED)',
    ]);
    const silent = await proxied(await upstreamOf(() => {}), { forward: { within: 50 } });
    expect((await fetch(`${silent.url}/notes`)).status).toBe(504);
    const cut = await proxied(
      await upstreamOf((_, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('half', () => response.destroy());
      }),
    );
    expect((await fetch(`${cut.url}/notes`)).status).toBe(502);
    const huge = await proxied(await upstreamOf((_, response) => response.end('x'.repeat(5000))), {
      forward: { limit: 1000 },
    });
    expect((await fetch(`${huge.url}/notes`)).status).toBe(502);
    expect((await fetch(`${huge.url}/notes`)).status).toBe(502);
  });
});

describe('judging', () => {
  it('finds what breaks the spec in either direction, and hides secrets', async () => {
    const answers = [
      { status: 200, body: { value: [{ id: 1 }] } },
      { status: 418, body: {} },
    ];
    const upstream = await upstreamOf((_, response) => {
      const { status = 200, body = {} } = answers.shift() ?? {};
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    const { url, seen } = await proxied(upstream);
    await fetch(`${url}/notes?key=secret-key`, { headers });
    await fetch(`${url}/settings`, { method: 'PATCH', headers, body: '{"theme":"secret-token"}' });
    while (seen.length < 2) await new Promise((resolve) => setImmediate(resolve));
    const found = seen.flatMap((exchanged) => findingsOf(notesApi, undefined, exchanged));
    const codes = found.map(({ code, at }) => `${code} ${at.file}`);
    expect(codes).toContain('verify/response-body GET /notes');
    expect(codes).toContain('verify/request-body PATCH /settings');
    expect(JSON.stringify(found)).not.toMatch(/secret-/);
  });
});

describe('recording', () => {
  it('keeps what a mock and its client say, for verify and as a seed, without secrets', async () => {
    const mock = createMock(notesApi, { seed: {} });
    const upstream = await startServer(mock);
    closing.push(() => upstream.close());
    const { url, seen } = await proxied(`${upstream.url}/v1.0`);
    const send = (method: string, path: string, body?: unknown) =>
      fetch(`${url}${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    await send('POST', '/notes', { title: 'kept' });
    await send('POST', '/notes', { title: 'gone' });
    await send('PATCH', '/notes/00000000-0000-4000-a000-000000000001', { title: 'changed' });
    await send('DELETE', '/notes/00000000-0000-4000-a000-000000000002');
    await send('GET', '/notes?access_token=secret-token');
    while (seen.length < 5) await new Promise((resolve) => setImmediate(resolve));

    const log = new HarLog('1.0.0', notesApi);
    const rows = new SeedLog(notesApi);
    for (const exchanged of seen) {
      log.add(exchanged);
      rows.add(exchanged);
    }
    expect(log.text()).not.toContain('secret-token');
    const document = readTextDocument(new TextEncoder().encode(log.text()), 'a.har', {
      area: 'verify',
      wanted: 'a recording',
    }).value;
    const read = document && har.read(document, undefined).exchanges;
    const judged = verifyExchanges(notesApi, undefined, read ? [read] : []);
    expect(judged.value.map(({ verdict }) => verdict)).toHaveLength(5);
    expect(judged.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);

    const seed = readSeed(new TextEncoder().encode(rows.text()), 'seed.json', notesApi);
    expect(seed.diagnostics).toEqual([]);
    expect(seed.value?.['/notes']).toEqual([expect.objectContaining({ title: 'changed' })]);
    expect(rows.leftOut).toBe(0);
  });
});
