import { beforeEach, describe, expect, it } from 'vitest';
import { service } from './fixtures/service.ts';
import { type Api, ApiError, bearer, connect, type InputOf, operation } from './index.ts';

interface CertUpdate {
  path: { id: string };
  query?: { $select?: string };
  body: { issuedTo?: string };
  result: { id: string };
  errors: { 404: { error: { code: string } }; '5XX': undefined };
}

const certs = service();
const baseUrl = () => `${certs.url}/beta/`;
beforeEach(() => {
  certs.answer = [{ body: { id: '1' } }];
});

const api: Api = {
  schemes: { aad: bearer },
  security: [{ aad: ['Certs.ReadWrite.All'] }],
};
const more = { body: 'application/json', errors: '404 5XX:' };
const update = operation<CertUpdate>(api, 'cert_update', 'PATCH', '/certs/{id}', more);
const input: InputOf<CertUpdate> = { path: { id: 'a/b ü?#%' }, body: { issuedTo: 'Contoso' } };

describe('the request that leaves', () => {
  it('is exactly method, URL with the encoded key, headers and body', async () => {
    const result = await update(connect({ baseUrl: baseUrl(), auth: 'secret' }), {
      ...input,
      query: { $select: 'id' },
    });
    expect(result).toEqual({ id: '1' });
    expect(certs.seen.length).toBe(1);
    const [request] = certs.seen;
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

  it('carries the headers of the connection and of the call, the call winning', async () => {
    const connection = connect({
      baseUrl: baseUrl(),
      headers: { 'X-A': 'one', 'X-B': 'one' },
      auth: 'secret',
    });
    await update(connection, {
      ...input,
      headers: { 'X-B': 'two', Authorization: 'Basic eA==', 'X-C': undefined },
    });
    expect(certs.seen[0]?.headers).toMatchObject({ 'x-a': 'one', 'x-b': 'two', authorization: 'Basic eA==' });
    expect(certs.seen[0]?.headers).not.toHaveProperty('x-c');
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
    expect(certs.seen).toEqual([]);
  });

  it('goes through an injected fetch, as one Request', async () => {
    const requests: Request[] = [];
    const fetch = async (request: Request) => {
      requests.push(request);
      return Response.json({ id: '2' });
    };
    expect(await update(connect({ baseUrl: baseUrl(), fetch }), input)).toEqual({ id: '2' });
    expect(requests.length).toBe(1);
  });

  it('needs a base URL when the document names no server', () => {
    expect(() => update.request(input)).toThrow('cert_update must have baseUrl');
  });

  it('is given up when the signal says so', async () => {
    const controller = new AbortController();
    controller.abort(new Error('enough'));
    await expect(
      update(connect({ baseUrl: baseUrl() }), { ...input, signal: controller.signal }),
    ).rejects.toThrow('enough');
    expect(certs.seen).toEqual([]);
  });
});

describe('answers', () => {
  const call = () => update(connect({ baseUrl: baseUrl() }), input);

  it('is undefined when there is no body', async () => {
    certs.answer = [{ status: 204, headers: {}, body: '' }];
    expect(await call()).toBeUndefined();
  });

  it('throws what is no success, with the OData error in it', async () => {
    const body = '{"error":{"code":"itemNotFound","message":"No such certificate"}}';
    certs.answer = [{ status: 404, headers: { 'content-type': 'application/json; charset=utf-8' }, body }];
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
    certs.answer = [{ status: 404, headers: { 'content-type': 'application/problem+json' }, body }];
    await expect(call()).rejects.toMatchObject({
      code: 'https://example.com/full',
      message: 'cert_update: 404 Not Found (https://example.com/full: No room)',
    });
  });

  it.each([
    [{ error: { code: 'c', message: 'm' } }, 'c', 'cert_update: 404 Not Found (c: m)'],
    [
      { error: 'invalid_grant', error_description: 'expired' },
      'invalid_grant',
      'cert_update: 404 Not Found (invalid_grant: expired)',
    ],
    [{ message: 'm' }, undefined, 'cert_update: 404 Not Found (m)'],
    [{ code: 7, title: 't' }, undefined, 'cert_update: 404 Not Found (t)'],
    [{ error: null }, undefined, 'cert_update: 404 Not Found'],
    [['m'], undefined, 'cert_update: 404 Not Found'],
    ['text', undefined, 'cert_update: 404 Not Found'],
  ])('finds code and message in %j', async (body, code, message) => {
    certs.answer = [{ status: 404, body }];
    await expect(call()).rejects.toMatchObject({ code, message });
  });

  it.each([
    [{ 'request-id': 'a', 'client-request-id': 'b' }, 'a'],
    [{ 'x-ms-request-id': 'a' }, 'a'],
    [{ 'X-GitHub-Request-Id': 'a' }, 'a'],
    [{ 'x-amzn-RequestId': 'a' }, 'a'],
    [{ 'x-request-identity': 'a' }, undefined],
  ])('names the request as %j does', async (headers, requestId) => {
    certs.answer = [{ status: 404, headers }];
    await expect(call()).rejects.toMatchObject({ requestId });
  });

  it.each([
    ['a status that is not documented', '404 5XX:', 418, 'application/json', '{}', false],
    ['another kind of body than documented', '404', 404, 'text/html', '<h1>proxy</h1>', false],
    ['a body where none is documented', '404 5XX:', 504, 'application/json', '{}', false],
    ['no body where one is documented', '404', 404, '', '', false],
    ['broken JSON', '404', 404, 'application/json', '{', false],
    ['broken JSON of any type', '404:*/*', 404, 'application/json', '{', false],
    ['an unnamed type', '404:text/plain', 404, '', 'text', false],
    ['another text', '404:text/plain', 404, 'text/html', 'text', false],
    ['nothing documented', '', 404, 'application/json', '{}', false],
    ['the documented status', '404', 404, 'application/problem+json; charset=utf-8', '{}', true],
    ['the range', '404 4XX:text/plain', 418, 'Text/Plain', 'text', true],
    ['the status before the range', '4XX 404:text/plain', 404, 'application/json', '{}', false],
    ['the default', '404 default', 501, 'application/json', '{}', true],
    ['no body', '304: 404', 304, '', '', true],
    ['one of several types', '404:application/json,text/plain', 404, 'text/plain', 'text', true],
    ['a range of types', '404:image/*', 404, 'image/png', 'png', true],
    ['any type', '404:*/*', 404, 'image/png', 'png', true],
  ])('claims to know the type of its body, or not: %s', async (_, errors, status, type, body, documented) => {
    const get = operation<CertUpdate>(api, 'get', 'PATCH', '/certs/{id}', { ...more, errors });
    certs.answer = [{ status, headers: type === '' ? {} : { 'content-type': type }, body }];
    const error = await get(connect({ baseUrl: baseUrl() }), input).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ status, documented });
    expect(get.isError(error)).toBe(documented);
    expect(update.isError(error)).toBe(false);
  });

  it('throws a success whose JSON is broken instead of handing it on', async () => {
    certs.answer = [{ status: 200, headers: { 'content-type': 'application/json' }, body: '{"id":' }];
    await expect(call()).rejects.toThrow('cert_update: 200 OK with broken JSON');
  });

  it.each([
    ['text/csv', 'a,b', 'a,b'],
    ['application/xml', '<a/>', '<a/>'],
    ['application/vnd.a+json; odata=x', '{"a":1}', { a: 1 }],
    ['application/json', 'null', null],
    ['', '{"a":1}', { a: 1 }],
    ['', 'no JSON', 'no JSON'],
    ['text/plain', '', undefined],
    ['application/json', '', undefined],
    ['image/png', '', undefined],
  ])('reads %s %j', async (type, body, value) => {
    certs.answer = [{ headers: type === '' ? {} : { 'content-type': type }, body }];
    expect(await call()).toEqual(value);
  });

  it('reads what is neither JSON nor text as a Blob', async () => {
    certs.answer = [{ headers: { 'content-type': 'image/png' }, body: 'png' }];
    const blob: unknown = await call();
    expect(blob).toBeInstanceOf(Blob);
    expect(await (blob as Blob).text()).toBe('png');
  });

  it('comes with its response: the ETag for the next If-Match', async () => {
    certs.answer = [{ headers: { ETag: 'W/"1"' }, body: { id: '1' } }];
    const connection = connect({ baseUrl: baseUrl() });
    const { data, response } = await update.response(connection, input);
    expect([data, response.status]).toEqual([{ id: '1' }, 200]);
    await update(connection, { ...input, ifMatch: response.headers.get('ETag') });
    expect(certs.seen[1]?.headers['if-match']).toBe('W/"1"');
  });
});

describe('the headers that options stand for', () => {
  it('are sent, and the call wins', () => {
    const { headers } = update.request(
      {
        ...input,
        ifMatch: '"a"',
        ifNoneMatch: '*',
        prefer: ['return=minimal', 'odata.maxpagesize=5'],
        headers: { 'If-Match': '"b"' },
      },
      { baseUrl: 'https://example.com', headers: { Prefer: 'return=representation' } },
    );
    expect(Object.fromEntries(headers)).toMatchObject({
      'if-match': '"b"',
      'if-none-match': '*',
      prefer: 'return=minimal,odata.maxpagesize=5',
    });
  });
});

describe('the server', () => {
  const document: Api = {
    server: 'https://{region}.example.com/{version}',
    variables: { region: 'eu', version: 'v1' },
  };
  const get = operation<object>(document, 'get', 'GET', '/a');

  it.each([
    [{}, 'https://eu.example.com/v1/a'],
    [{ variables: { region: 'us' } }, 'https://us.example.com/v1/a'],
    [{ variables: { region: undefined, version: 'v2' } }, 'https://eu.example.com/v2/a'],
    [{ baseUrl: 'http://localhost:1//', variables: { region: 'us' } }, 'http://localhost:1/a'],
  ])('of %j', (settings, url) => {
    expect(get.request({}, settings).url).toBe(url);
  });

  it("may be an operation's own", () => {
    const own = { server: 'https://{region}.uploads.example.com', variables: { region: 'asia' } };
    const upload = operation<object>(document, 'upload', 'GET', '/a', own);
    expect(upload.request({}).url).toBe('https://asia.uploads.example.com/a');
    expect(upload.request({}, { variables: { region: 'us' } }).url).toBe('https://us.uploads.example.com/a');
    expect(upload.request({}, { baseUrl: 'https://proxy' }).url).toBe('https://proxy/a');
  });
});
