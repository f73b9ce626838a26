import { describe, expect, it } from 'vitest';
import { createMock, type Mock, SpecRefused } from './index.ts';
import type { MockOptions } from './options.ts';

/** What the mock reads out of the paths of APIs that are not Graph's. */
const spec = {
  openapi: '3.0.3',
  info: { title: 'Pets', version: '1' },
  servers: [{ url: 'https://pets.example/api/v1/' }],
  paths: {
    '/owners': {
      get: { responses: { 200: { description: '', content: json({ type: 'array', items: ref('Owner') }) } } },
      post: {
        requestBody: { required: true, content: json(ref('Owner')) },
        responses: {
          201: {
            description: '',
            headers: { Location: { schema: { type: 'string' } } },
            content: json(ref('Owner')),
          },
          400: { description: '', content: json(ref('Problem')) },
        },
      },
    },
    '/owners/count': {
      get: { responses: { 200: { description: '', content: json({ type: 'integer', example: 7 }) } } },
    },
    '/owners/{ownerId}': {
      get: { responses: { 200: { description: '', content: json(ref('Owner')) } } },
      put: {
        requestBody: { required: true, content: json(ref('Owner')) },
        responses: { 200: { description: '', content: json(ref('Owner')) } },
      },
      patch: {
        requestBody: { content: { 'application/merge-patch+json': { schema: ref('OwnerPatch') } } },
        responses: { 204: { description: '' } },
      },
      delete: { responses: { 204: { description: '' } } },
    },
    '/owners/{ownerId}/pets': {
      get: { responses: { 200: { description: '', content: json(ref('PetList')) } } },
      post: {
        requestBody: { content: json(ref('Pet')) },
        responses: { 201: { description: '', content: json(ref('Pet')) } },
      },
    },
    "/owners/{ownerId}/pets('{petId}')": {
      get: { responses: { 200: { description: '', content: json(ref('Pet')) } } },
    },
    '/settings': {
      get: { responses: { 200: { description: '', content: json(ref('Settings')) } } },
      patch: {
        requestBody: { content: json(ref('Settings')) },
        responses: { 200: { description: '', content: json(ref('Settings')) } },
      },
    },
    '/search': {
      get: {
        parameters: [
          { name: 'limit', in: 'query', required: true, schema: { type: 'integer', maximum: 10 } },
          {
            name: 'tag',
            in: 'query',
            schema: { type: 'array', items: { type: 'string', enum: ['a', 'b'] } },
          },
          { name: 'X-Trace', in: 'header', schema: { type: 'boolean' } },
        ],
        responses: {
          200: {
            description: '',
            content: { 'text/plain': { example: 'found' }, ...json({ type: 'object' }) },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Owner: {
        type: 'object',
        required: ['id', 'name', 'created'],
        properties: {
          id: { type: 'integer', readOnly: true },
          name: { type: 'string' },
          note: { type: 'string', nullable: true },
          secret: { type: 'string', writeOnly: true },
          plan: { type: 'string', default: 'free' },
          created: { type: 'string', format: 'date-time', readOnly: true },
          address: { type: 'object', properties: { city: { type: 'string' }, street: { type: 'string' } } },
        },
      },
      OwnerPatch: { type: 'object', additionalProperties: true },
      Pet: { allOf: [{ $ref: '#/components/schemas/Named' }, { properties: { petId: { type: 'string' } } }] },
      Named: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
      PetList: {
        type: 'object',
        required: ['items', 'total'],
        properties: { items: { type: 'array', items: ref('Pet') }, total: { type: 'integer' } },
      },
      Settings: {
        type: 'object',
        required: ['theme'],
        properties: { theme: { type: 'string', enum: ['dark', 'light'] } },
      },
      Problem: {
        type: 'object',
        required: ['title', 'status'],
        properties: { title: { type: 'string' }, status: { type: 'integer' }, detail: { type: 'string' } },
      },
    },
  },
};

function json(schema: object) {
  return { 'application/json': { schema } };
}
function ref(name: string) {
  return { $ref: `#/components/schemas/${name}` };
}

function open(options: MockOptions = {}) {
  return sender(createMock(spec, { seed: {}, selfCheck: true, ...options }));
}

function sender(mock: Mock) {
  return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await mock.fetch(`https://pets.example${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    const answer = text === '' ? undefined : type.includes('json') ? JSON.parse(text) : text;
    return { status: response.status, headers: response.headers, body: answer };
  };
}

describe('a mock of plain REST', () => {
  it('numbers what has numeric keys, fills in what the service computes, keeps secrets', async () => {
    const send = open();
    const made = await send('POST', '/api/v1/owners', { name: 'Ada', secret: 's' });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({ id: 1, name: 'Ada', plan: 'free', created: '2026-01-01T00:00:01.000Z' });
    expect(made.headers.get('location')).toBe('/api/v1/owners/1');
    expect((await send('GET', '/owners')).body).toEqual([made.body]);
    expect((await send('GET', '/owners/1')).body).toEqual(made.body);
  });

  it('merges as RFC 7396 says when the media type does', async () => {
    const send = open();
    await send('POST', '/owners', { name: 'Ada', note: 'x', address: { city: 'Rome', street: 'Via' } });
    const patch = { note: null, address: { street: 'Corso' } };
    const merge = { 'Content-Type': 'application/merge-patch+json' };
    const changed = await send('PATCH', '/owners/1', patch, merge);
    expect([changed.status, changed.body]).toEqual([204, undefined]);
    expect((await send('GET', '/owners/1')).body).toEqual({
      id: 1,
      name: 'Ada',
      plan: 'free',
      created: '2026-01-01T00:00:01.000Z',
      address: { city: 'Rome', street: 'Corso' },
    });
    const json = await send('PATCH', '/owners/1', patch);
    expect(json.status).toBe(415);
  });

  it('replaces by PUT and keeps the key', async () => {
    const send = open();
    await send('POST', '/owners', { name: 'Ada', note: 'x' });
    expect((await send('PUT', '/owners/1', { name: 'Bob' })).body).toMatchObject({ id: 1, name: 'Bob' });
    expect((await send('GET', '/owners/1')).body).not.toHaveProperty('note');
    expect((await send('PUT', '/owners/9', { name: 'Bob' })).status).toBe(404);
  });

  it('keeps the collections of each parent apart, and knows no children of nobody', async () => {
    const send = open();
    await send('POST', '/owners', { name: 'Ada' });
    await send('POST', '/owners', { name: 'Bob' });
    await send('POST', '/owners/1/pets', { petId: 'rex', name: 'Rex' });
    expect((await send('GET', '/owners/1/pets')).body).toEqual({
      items: [{ name: 'Rex', petId: 'rex' }],
      total: 1,
    });
    expect((await send('GET', '/owners/2/pets')).body).toEqual({ items: [], total: 0 });
    expect((await send('GET', "/owners/1/pets('rex')")).body).toEqual({ name: 'Rex', petId: 'rex' });
    expect((await send('GET', "/owners/2/pets('rex')")).status).toBe(404);
    expect((await send('GET', '/owners/3/pets')).status).toBe(404);
    await send('POST', '/owners/1/pets', { petId: 'rex', name: 'Again' }).then(({ status }) =>
      expect(status).toBe(409),
    );
    await send('DELETE', '/owners/1');
    expect((await send('GET', "/owners/1/pets('rex')")).status).toBe(404);
  });

  it('prefers literal paths to templates', async () => {
    expect((await open()('GET', '/owners/count')).body).toBe(7);
  });

  it('keeps a single thing at its path', async () => {
    const send = open({ seed: { '/settings': { theme: 'dark' } } });
    expect((await send('GET', '/settings')).body).toEqual({ theme: 'dark' });
    expect((await send('PATCH', '/settings', { theme: 'light' })).body).toEqual({ theme: 'light' });
    expect((await send('GET', '/settings')).body).toEqual({ theme: 'light' });
    expect((await send('PATCH', '/settings', { theme: 'blue' })).status).toBe(400);
    expect((await open()('GET', '/settings')).status).toBe(404);
  });

  it('answers errors in the form that the spec documents', async () => {
    const { status, body } = await open()('POST', '/owners', { name: 1 });
    expect(status).toBe(400);
    expect(body).toEqual({ title: 'BadRequest', status: 400, detail: "Property 'name' must be string." });
  });

  it('reads parameters by their schema', async () => {
    const send = open();
    const message = async (query: string, headers = {}) => {
      const { status, body } = await send('GET', `/search${query}`, undefined, {
        Accept: 'application/json',
        ...headers,
      });
      return status === 200 ? status : body.detail;
    };
    expect(await message('?limit=10&tag=a&tag=b', { 'X-Trace': 'true' })).toBe(200);
    expect(await message('')).toBe("Query parameter 'limit' is required.");
    expect(await message('?limit=11')).toBe("Query parameter 'limit' must be <= 10.");
    expect(await message('?limit=ten')).toBe("Query parameter 'limit' must be integer.");
    expect(await message('?limit=1&tag=c')).toBe(
      "Query parameter 'tag' must be equal to one of the allowed values.",
    );
    expect(await message('?limit=1', { 'X-Trace': 'yes' })).toBe("Header 'X-Trace' must be boolean.");
    expect(await message('?limit=1&other=x')).toBe(200);
  });

  it('answers in the media type that the caller prefers', async () => {
    const send = open();
    const text = await send('GET', '/search?limit=1', undefined, {
      Accept: 'application/json;q=0.5, text/*',
    });
    expect([text.headers.get('content-type'), text.body]).toEqual(['text/plain', 'found']);
    const any = await send('GET', '/search?limit=1', undefined, { Accept: 'image/png, application/json' });
    expect([any.headers.get('content-type'), any.body]).toEqual(['application/json', {}]);
  });

  it('can drop read-only properties instead of refusing them', async () => {
    const strict = await open()('POST', '/owners', { id: 9, name: 'Ada' });
    expect([strict.status, strict.body.detail]).toEqual([400, "Property 'id' is read-only."]);
    const lax = await open({ readOnly: 'ignore' })('POST', '/owners', { id: 9, name: 'Ada' });
    expect([lax.status, lax.body.id]).toEqual([201, 1]);
  });

  it('makes one row from the schema where the spec gives no example', async () => {
    const send = sender(createMock(spec, { selfCheck: true }));
    expect((await send('GET', '/owners')).body).toEqual([
      { id: 1, name: '', plan: 'free', created: '2026-01-01T00:00:00.000Z' },
    ]);
  });

  it('refuses a document that is no OpenAPI, with its diagnostics', () => {
    expect(() => createMock({ swagger: '2.0' })).toThrow(SpecRefused);
    expect(() => createMock('openapi: 3.1.0\npaths: [')).toThrow(/not well-formed YAML/);
  });
});

it('takes what an item is from the list where the item is one of several', async () => {
  const gone = { type: 'object', required: ['deleted'], properties: { deleted: { type: 'boolean' } } };
  const customer = {
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'string' }, name: { type: 'string' } },
  };
  const answers = (schema: object) => ({ responses: { 200: { description: '', content: json(schema) } } });
  const mock = createMock({
    openapi: '3.0.3',
    info: { title: 'Shop', version: '1' },
    paths: {
      '/customers': {
        get: answers({ type: 'object', properties: { data: { type: 'array', items: customer } } }),
        post: { requestBody: { content: json({ ...customer, required: [] }) }, ...answers(customer) },
      },
      '/customers/{customer}': {
        parameters: [{ name: 'customer', in: 'path', required: true, schema: { type: 'string' } }],
        get: answers({ anyOf: [customer, gone] }),
      },
    },
  });
  const at = (path: string) => `http://localhost${path}`;
  const body = JSON.stringify({ name: 'Ann' });
  const headers = { 'content-type': 'application/json' };
  const made = await mock.fetch(new Request(at('/customers'), { method: 'POST', headers, body }));
  const { id } = await made.json();
  const found = await mock.fetch(new Request(at(`/customers/${id}`)));
  expect(await found.json()).toEqual({ id, name: 'Ann' });
});
