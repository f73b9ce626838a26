import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Api, ApiError, connect, type InputOf, operation } from './index.ts';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}
interface CertUpdate {
  path: { id: string };
  query?: { $select?: string };
  body: { issuedTo?: string };
  result: { id: string };
  errors: { 404: { error: { code: string } }; '5XX': undefined };
}

let seen: Seen[] = [];
let answer: { status: number; headers: Record<string, string>; body: string };
let baseUrl = '';
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const { method, url, headers } = request;
    seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
});

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/beta/`;
});
afterAll(() => {
  server.close();
});
beforeEach(() => {
  seen = [];
  answer = { status: 200, headers: { 'content-type': 'application/json' }, body: '{"id":"1"}' };
});

const api: Api = {
  schemes: { aad: { type: 'oauth2' } },
  security: [{ aad: ['Certs.ReadWrite.All'] }],
};
const more = { body: 'application/json', errors: '404 5XX:' };
const update = operation<CertUpdate>(api, 'cert_update', 'PATCH', '/certs/{id}', more);
const input: InputOf<CertUpdate> = { path: { id: 'a/b ü?#%' }, body: { issuedTo: 'Contoso' } };

describe('the request that leaves', () => {
  it('is exactly method, URL with the encoded key, headers and body', async () => {
    const result = await update(connect({ baseUrl, auth: 'secret' }), { ...input, query: { $select: 'id' } });
    expect(result).toEqual({ id: '1' });
    expect(seen.length).toBe(1);
    const [request] = seen;
    expect(request?.method).toBe('PATCH');
    expect(request?.url).toBe('/beta/certs/a%2Fb%20%C3%BC%3F%23%25?%24select=id');
    expect(request?.body).toBe('{"issuedTo":"Contoso"}');
    // What is left is the transport's own: Node's fetch adds it to every request.
    const transport = [
      'host',
      'connection',
      'accept-language',
      'sec-fetch-mode',
      'user-agent',
      'accept-encoding',
    ];
    const own = Object.entries(request?.headers ?? {}).filter(([name]) => !transport.includes(name));
    expect(Object.fromEntries(own)).toEqual({
      accept: 'application/json',
      authorization: 'Bearer secret',
      'content-length': '22',
      'content-type': 'application/json',
    });
  });

  it('asks the token provider for each call, with the least scopes', async () => {
    const asked: unknown[] = [];
    const auth = async (wanted: { operation: string; scopes: readonly string[] }) => {
      asked.push([wanted.operation, wanted.scopes]);
      return `token-${asked.length}`;
    };
    const connection = connect({ baseUrl, auth });
    await update(connection, input);
    await update(connection, input);
    expect(asked).toEqual([
      ['cert_update', ['Certs.ReadWrite.All']],
      ['cert_update', ['Certs.ReadWrite.All']],
    ]);
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it('carries no credentials where the document says that none are needed, or none are given', async () => {
    const open = operation<CertUpdate>(api, 'open', 'PATCH', '/certs/{id}', { ...more, security: [] });
    await open(connect({ baseUrl, auth: 'secret' }), input);
    await update(connect({ baseUrl, auth: () => undefined }), input);
    expect(seen.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
  });

  it('carries the headers of the connection and of the call, the call winning', async () => {
    const connection = connect({ baseUrl, headers: { 'X-A': 'one', 'X-B': 'one' }, auth: 'secret' });
    await update(connection, {
      ...input,
      headers: { 'X-B': 'two', Authorization: 'Basic eA==', 'X-C': undefined },
    });
    expect(seen[0]?.headers).toMatchObject({ 'x-a': 'one', 'x-b': 'two', authorization: 'Basic eA==' });
    expect(seen[0]?.headers).not.toHaveProperty('x-c');
  });

  it('is built and not sent by request()', async () => {
    const request = update.request(input, { baseUrl: 'https://example.com' });
    expect(request.method).toBe('PATCH');
    expect(request.url).toBe('https://example.com/certs/a%2Fb%20%C3%BC%3F%23%25');
    expect([...request.headers]).toEqual([
      ['accept', 'application/json'],
      ['content-type', 'application/json'],
    ]);
    expect(await request.text()).toBe('{"issuedTo":"Contoso"}');
    expect(seen).toEqual([]);
  });

  it('goes through an injected fetch, as one Request', async () => {
    const requests: Request[] = [];
    const fetch = async (request: Request) => {
      requests.push(request);
      return Response.json({ id: '2' });
    };
    expect(await update(connect({ baseUrl, fetch }), input)).toEqual({ id: '2' });
    expect(requests.length).toBe(1);
  });

  it('needs a base URL when the document names no server', () => {
    expect(() => update.request(input)).toThrow('cert_update needs a baseUrl');
  });

  it('is given up when the signal says so', async () => {
    const controller = new AbortController();
    controller.abort(new Error('enough'));
    await expect(update(connect({ baseUrl }), { ...input, signal: controller.signal })).rejects.toThrow(
      'enough',
    );
    expect(seen).toEqual([]);
  });
});

describe('answers', () => {
  const call = () => update(connect({ baseUrl }), input);

  it('is undefined when there is no body', async () => {
    answer = { status: 204, headers: {}, body: '' };
    expect(await call()).toBeUndefined();
  });

  it('throws what is no success, with the OData error in it', async () => {
    const body = '{"error":{"code":"itemNotFound","message":"No such certificate"}}';
    answer = { status: 404, headers: { 'content-type': 'application/json; charset=utf-8' }, body };
    const error = await call().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(update.isError(error)).toBe(true);
    expect(error).toMatchObject({
      message: 'cert_update: 404 Not Found (itemNotFound: No such certificate)',
      status: 404,
      code: 'itemNotFound',
      body: { error: { code: 'itemNotFound' } },
    });
  });

  it('reads a problem (RFC 9457)', async () => {
    const body = '{"type":"https://example.com/full","title":"Full","detail":"No room"}';
    answer = { status: 404, headers: { 'content-type': 'application/problem+json' }, body };
    await expect(call()).rejects.toMatchObject({
      code: 'https://example.com/full',
      message: 'cert_update: 404 Not Found (https://example.com/full: No room)',
    });
  });

  it.each([
    ['a status that is not documented', 418, 'application/json', '{}'],
    ['another kind of body than documented', 404, 'text/html', '<h1>proxy</h1>'],
    ['a body where none is documented', 502, 'application/json', '{}'],
    ['broken JSON', 404, 'application/json', '{'],
  ])('does not claim to know the type of %s', async (_, status, type, body) => {
    answer = { status, headers: { 'content-type': type }, body };
    const error = await call().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ status, documented: false });
    expect(update.isError(error)).toBe(false);
  });

  it('knows a range of statuses', async () => {
    answer = { status: 503, headers: {}, body: '' };
    await expect(call()).rejects.toMatchObject({ status: 503, documented: true, body: undefined });
  });

  it('throws a success whose JSON is broken instead of handing it on', async () => {
    answer = { status: 200, headers: { 'content-type': 'application/json' }, body: '{"id":' };
    await expect(call()).rejects.toThrow('cert_update: 200 OK with a body that is no JSON');
  });

  it('reads text as text and the rest as a Blob', async () => {
    answer = { status: 200, headers: { 'content-type': 'text/csv' }, body: 'a,b' };
    expect(await call()).toBe('a,b');
    answer = { status: 200, headers: { 'content-type': 'image/png' }, body: 'png' };
    expect(await (call() as Promise<unknown>)).toBeInstanceOf(Blob);
  });
});
