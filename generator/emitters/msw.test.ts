import { getResponse, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { generated, imported, typeErrors } from './fixtures/compile.ts';

const emit = ['types', 'msw'];
const json = (schema: unknown, example?: unknown) => ({
  description: '',
  content: { 'application/json': { schema, ...(example === undefined ? {} : { example }) } },
});
const path = (name: string, schema: unknown = { type: 'string' }, more = {}) => ({
  name,
  in: 'path',
  required: true,
  schema,
  ...more,
});
const query = (name: string, schema: unknown, more = {}) => ({ name, in: 'query', schema, ...more });

const cert = {
  type: 'object',
  required: ['id', 'size'],
  properties: {
    id: { type: 'string', readOnly: true },
    size: { type: 'integer', minimum: 1 },
    secret: { type: 'string', writeOnly: true },
  },
};
const problem = { type: 'object', required: ['code'], properties: { code: { type: 'string' } } };

const document = {
  openapi: '3.1.0',
  info: { title: 'Certificates', version: '1' },
  servers: [
    { url: 'https://api.example.com/v1/' },
    { url: 'https://{region}.example.org', variables: { region: { default: 'eu' } } },
  ],
  paths: {
    '/certs/{id}': {
      get: {
        operationId: 'cert_get',
        tags: ['certs'],
        parameters: [path('id')],
        responses: { 200: json(cert, { id: 'documented', size: 7 }), 404: json(problem) },
      },
      patch: {
        operationId: 'cert_update',
        tags: ['certs'],
        parameters: [
          path('id'),
          query('top', { type: 'integer' }),
          query('tags', { type: 'array', items: { type: 'string' } }),
          query('sizes', { type: 'array', items: { type: 'number' } }, { explode: false }),
          query(
            'filter',
            { type: 'object', properties: { open: { type: 'boolean' } } },
            { style: 'deepObject' },
          ),
          { name: 'If-Match', in: 'header', required: true, schema: { type: 'string' } },
          { name: 'session', in: 'cookie', schema: { type: 'integer' } },
        ],
        requestBody: { required: true, ...json(cert) },
        responses: {
          200: json(cert),
          204: { description: '' },
          404: json(problem),
          '4XX': { description: '', content: { 'application/problem+json': { schema: problem } } },
          default: json(problem),
        },
      },
    },
    '/certs/latest': {
      get: {
        operationId: 'cert_latest',
        tags: ['certs'],
        responses: { 200: json(cert, { id: 'latest', size: 1 }) },
      },
    },
    "/users('{name}')/mail.{format}": {
      get: {
        operationId: 'mail',
        parameters: [path('name'), path('format')],
        responses: { '2XX': json({ type: 'array', items: cert }) },
      },
    },
    '/a b/{x}:run': {
      post: {
        operationId: 'run',
        parameters: [path('x', { type: 'integer' })],
        responses: { 202: { description: '' } },
      },
    },
    '/matrix/{ids}': {
      get: {
        operationId: 'matrix',
        parameters: [path('ids', { type: 'array', items: { type: 'integer' } }, { style: 'matrix' })],
        responses: { 200: { description: '', content: { 'text/csv': { example: 'a,b' } } } },
      },
    },
    '/forms': {
      post: {
        operationId: 'form',
        requestBody: { required: true, content: { 'application/x-www-form-urlencoded': { schema: cert } } },
        responses: { 200: { description: '', content: { 'image/png': {} } } },
      },
    },
    '/elsewhere': {
      servers: [{ url: '/relative' }],
      get: { operationId: 'elsewhere', responses: { 200: json(cert) } },
    },
  },
};

type Maker = ((answer?: unknown, options?: object) => never) & { documented(options?: object): never };

const server = setupServer();
let made: Record<string, Maker>;
let handlers: never[];
let handlersFor: (options?: object) => never[];

beforeAll(async () => {
  const code = await generated(document, { emit });
  expect(code.diagnostics.map(({ code }) => code)).toEqual(['generate/server-choice']);
  const [module = {}] = await imported(code.files, ['msw/index.ts']);
  made = module as Record<string, Maker>;
  handlers = module['handlers'] as never[];
  handlersFor = module['handlersFor'] as typeof handlersFor;
  server.listen({ onUnhandledRequest: 'error' });
});
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const base = 'https://api.example.com/v1';

async function answered(
  url: string,
  init?: RequestInit,
): Promise<{ status: number; type: string | null; body: unknown }> {
  const response = await fetch(url, init);
  const text = await response.text();
  const type = response.headers.get('Content-Type');
  return { status: response.status, type, body: type?.includes('json') ? JSON.parse(text) : text };
}

describe('handlers', () => {
  it('answer with the documented example, else with a value made from the schema', async () => {
    server.use(...handlers);
    expect(await answered(`${base}/certs/1`)).toEqual({
      status: 200,
      type: 'application/json',
      body: { id: 'documented', size: 7 },
    });
    const patched = await answered(`${base}/certs/1`, { method: 'PATCH', body: '{}' });
    expect(patched).toMatchObject({ status: 200, body: { id: '', size: 1 } });
    expect(await answered(`${base}/users('a')/mail.json`)).toMatchObject({ body: [{ id: '', size: 1 }] });
    expect(await answered(`${base}/matrix/;ids=1`)).toEqual({ status: 200, type: 'text/csv', body: 'a,b' });
    expect(await answered(`${base}/forms`, { method: 'POST' })).toMatchObject({
      type: 'image/png',
      body: '',
    });
    expect((await fetch(`${base}/a%20b/7:run`, { method: 'POST' })).status).toBe(202);
  });

  it('leave a concrete path to its own handler, also where they come before it', async () => {
    server.use(...handlers);
    server.use(made['certGetHandler']?.({ status: 200, body: { id: 'any', size: 2 } }) as never);
    expect(await answered(`${base}/certs/1`)).toMatchObject({ body: { id: 'any' } });
    expect(await answered(`${base}/certs/latest`)).toMatchObject({ body: { id: 'latest' } });
  });

  it('answer for all servers of the document, and for no other', async () => {
    server.use(...handlers);
    expect(await answered('https://eu.example.org/certs/1')).toMatchObject({ status: 200 });
    expect(await answered('https://anything.test/relative/elsewhere')).toMatchObject({ status: 200 });
    for (const url of [
      'https://api.example.com/certs/1',
      'https://eu.example.net/certs/1',
      `${base}/certs/1/2`,
      `${base}/CERTS/1`,
    ])
      expect(await getResponse(handlers, new Request(url))).toBeUndefined();
    server.use(...handlersFor({ baseUrl: '*' }));
    expect(await answered('http://localhost:3000/v1/certs/1')).toMatchObject({ status: 200 });
    server.use(made['certGetHandler']?.documented({ baseUrl: 'http://localhost:4000/api/' }) as never);
    expect(await answered('http://localhost:4000/api/certs/1?x=1')).toMatchObject({ status: 200 });
    server.use(made['certGetHandler']?.documented({ baseUrl: '*/v2' }) as never);
    expect(await answered('http://127.0.0.1/v2/certs/1')).toMatchObject({ status: 200 });
  });

  it('answer once where that is asked for', async () => {
    server.use(...handlers);
    server.use(made['certGetHandler']?.({ status: 404, body: { code: 'gone' } }, { once: true }) as never);
    expect(await answered(`${base}/certs/1`)).toMatchObject({ status: 404, body: { code: 'gone' } });
    expect(await answered(`${base}/certs/1`)).toMatchObject({ status: 200 });
  });
});

describe('a resolver', () => {
  async function called(name: string, url: string, init?: RequestInit): Promise<Record<string, unknown>> {
    const calls: Record<string, unknown>[] = [];
    const resolve = (call: Record<string, unknown>) => {
      calls.push(call);
      return { status: 204 };
    };
    server.use(made[name]?.(resolve) as never);
    expect((await fetch(url, init)).status).toBe(204);
    const [{ request, ...call } = {}] = calls;
    expect(request).toBeInstanceOf(Request);
    return call;
  }

  it('is given what was sent, read as the document types it', async () => {
    const url = `${base}/certs/a%2Fb%20c?top=5&tags=x&tags=a%2Cb&sizes=1,2.5&filter%5Bopen%5D=true&other=1`;
    const headers = { 'if-match': '"1"', cookie: 'session=7' };
    const call = await called('certUpdateHandler', url, { method: 'PATCH', headers, body: '{"size":3}' });
    expect(call).toEqual({
      path: { id: 'a/b c' },
      query: { top: 5, tags: ['x', 'a,b'], sizes: [1, 2.5], filter: { open: true } },
      headers: { 'If-Match': '"1"' },
      cookies: { session: 7 },
      body: { size: 3 },
    });
    const bare = await called('certUpdateHandler', `${base}/certs/%zz?top=many`, { method: 'PATCH' });
    expect(bare).toEqual({
      path: { id: '%zz' },
      query: { top: 'many' },
      headers: {},
      cookies: {},
      body: undefined,
    });
  });

  it('is given keys in quotes, parts of segments, and other styles', async () => {
    for (const spelled of ["users('O''Neil%20x')", 'users%28%27O%27%27Neil%20x%27%29'])
      expect(await called('mailHandler', `${base}/${spelled}/mail.tar.gz`)).toEqual({
        path: { name: "O'Neil x", format: 'tar.gz' },
      });
    expect(await called('runHandler', `${base}/a%20b/12:run`, { method: 'POST' })).toEqual({
      path: { x: 12 },
    });
    expect(await called('matrixHandler', `${base}/matrix/;ids=3,4`)).toEqual({ path: { ids: [3, 4] } });
    const { body } = await called('formHandler', `${base}/forms`, {
      method: 'POST',
      body: new URLSearchParams({ size: '3' }),
    });
    expect(body).toBeInstanceOf(FormData);
    expect(Object.fromEntries(body as FormData)).toEqual({ size: '3' });
  });

  it('answers with a status, a body of its media type, and headers', async () => {
    server.use(
      made['certUpdateHandler']?.(async () => ({
        status: 418,
        body: { code: 'tea' },
        headers: { 'x-a': 'b' },
      })) as never,
    );
    const response = await fetch(`${base}/certs/1`, { method: 'PATCH', body: '{}' });
    expect(response.status).toBe(418);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('x-a')).toBe('b');
    expect(await response.json()).toEqual({ code: 'tea' });
  });

  it('may answer what no document says', async () => {
    server.use(made['certGetHandler']?.(() => HttpResponse.error()) as never);
    await expect(fetch(`${base}/certs/1`)).rejects.toThrow(TypeError);
    const silent = made['certGetHandler']?.(() => undefined) as never;
    await expect(getResponse([silent], new Request(`${base}/certs/1`))).rejects.toThrow(
      'the resolver of cert_get must return an answer',
    );
  });
});

describe('types of handlers', () => {
  it('hold a resolver to the parameters and answers of its operation', async () => {
    const { files } = await generated(document, { emit });
    const use = `
      import { HttpResponse } from 'msw';
      import { certGetHandler, certLatestHandler, certUpdateHandler, formHandler, handlers, handlersFor, mailHandler } from './msw/index.ts';
      export const all = [
        ...handlers,
        ...handlersFor({ baseUrl: '*' }),
        certGetHandler(),
        certGetHandler({ status: 404, body: { code: 'gone' } }),
        certUpdateHandler(({ path, query, headers, cookies, body, request }) => {
          const id: string = path.id + request.url + headers['If-Match'] + body.size.toFixed();
          const top: number = (query.top ?? 0) + (cookies.session ?? 0) + (query.sizes?.[0] ?? 0);
          if (query.filter?.open) return { status: 204 };
          if (top > 1) return { status: 404, body: { code: id } };
          if (top > 2) return { status: 418, body: { code: id }, headers: { 'Retry-After': '1' } };
          if (top > 3) return { status: 503, body: { code: id } };
          return { status: 200, body: { id, size: 1 } };
        }, { once: true }),
        mailHandler({ status: 206, body: [{ id: '', size: 1 }] }),
        formHandler(({ body }) => ({ status: 200, body: new Blob([String(body.get('size'))]) })),
        certLatestHandler(async () => HttpResponse.error()),
        // @ts-expect-error -- not a documented status
        certGetHandler({ status: 500, body: { code: '' } }),
        // @ts-expect-error -- the body of another status
        certGetHandler({ status: 404, body: { id: '', size: 1 } }),
        // @ts-expect-error -- a body where there is none
        certUpdateHandler({ status: 204, body: { id: '', size: 1 } }),
        // @ts-expect-error -- nothing is no answer
        certGetHandler(() => undefined),
        // @ts-expect-error -- no such parameter
        certGetHandler(({ path }) => ({ status: 404, body: { code: path.name } })),
        // @ts-expect-error -- write-only: answers have no such member
        certGetHandler({ status: 200, body: { id: '', size: 1, secret: '' } }),
      ];`;
    expect(typeErrors(files, { 'use.ts': use })).toEqual([]);
  });
});
