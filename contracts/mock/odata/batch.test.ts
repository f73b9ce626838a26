import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isArray, type Json, type JsonObject, member } from '../../../generator/model/json.ts';
import { createMock } from '../index.ts';
import { open, type Send } from './fixtures/opened.ts';

const post = (send: Send, requests: unknown, headers: Record<string, string> = {}) =>
  send('/$batch', { method: 'POST', body: requests, headers });

async function responses(send: Send, ...requests: JsonObject[]): Promise<readonly JsonObject[]> {
  const { status, body } = await post(send, { requests });
  expect([status, member(member(body, 'error'), 'message')]).toEqual([200, undefined]);
  const found = member(body, 'responses');
  return isArray(found) ? found.map((one) => one as JsonObject) : [];
}

const get = (id: string, url: string, rest: JsonObject = {}): JsonObject => ({
  id,
  method: 'GET',
  url,
  ...rest,
});
const json = { 'Content-Type': 'application/json' };

describe('a batch', () => {
  it('answers each request for itself, in the order of the batch', async () => {
    const { send } = open();
    const found = await responses(
      send,
      get('2', '/books/a?$select=title'),
      get('1', 'books/nobody'),
      { id: 'x', method: 'POST', url: '/books', headers: json, body: { title: 'New' } },
      { id: 'gone', method: 'DELETE', url: '/books/b' },
      get('n', '/books/$count', { dependsOn: ['X', 'gone'] }),
    );
    expect(found.map(({ id, status }) => `${id} ${status}`)).toEqual([
      '2 200',
      '1 404',
      'x 201',
      'gone 204',
      'n 200',
    ]);
    expect(found[0]).toMatchObject({
      headers: { 'Content-Type': 'application/json' },
      body: {
        '@odata.context': 'https://library.example/v1/$metadata#books(title)/$entity',
        id: 'a',
        title: 'Asterix',
      },
    });
    expect(found[1]).toMatchObject({ body: { error: { code: 'ResourceNotFound' } } });
    expect(found[3]).not.toHaveProperty('body');
    // What is not JSON comes as base64.
    expect(found[4]).toMatchObject({ headers: { 'Content-Type': 'text/plain' }, body: btoa('4') });
  });

  it('keeps to what depends on what, whatever the order', async () => {
    const { send } = open();
    const found = await responses(
      send,
      get('read', '/books/a/title', { dependsOn: ['write'] }),
      { id: 'write', method: 'PATCH', url: '/books/a', headers: json, body: { title: 'Obelix' } },
      get('bad', '/books/nobody'),
      get('after', '/books/a', { dependsOn: ['bad'] }),
      get('last', '/books/a', { dependsOn: ['after', 'write'] }),
    );
    expect(found.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'read 200',
      'write 200',
      'bad 404',
      'after 424',
      'last 424',
    ]);
    expect(found[0]).toMatchObject({ body: { value: 'Obelix' } });
    expect(found[3]).toMatchObject({ body: { error: { code: 'FailedDependency' } } });
  });

  const request = get('1', '/books');
  it.each<[string, Json, string]>([
    ['no object', [], 'Invalid batch payload format: an object with a list of requests is expected.'],
    [
      'no list',
      { requests: {} },
      'Invalid batch payload format: an object with a list of requests is expected.',
    ],
    [
      'no id',
      { requests: [{ method: 'GET', url: '/books' }] },
      'Invalid batch payload format: request 1 has no id.',
    ],
    [
      'no method',
      { requests: [{ id: '1', url: '/books' }] },
      'Invalid batch payload format: request 1 has no method.',
    ],
    [
      'no url',
      { requests: [{ id: '1', method: 'GET' }] },
      'Invalid batch payload format: request 1 has no url.',
    ],
    [
      'another server',
      { requests: [get('1', 'https://evil.example/books')] },
      'Invalid batch payload format: request 1 has a url that is not relative.',
    ],
    [
      'another server by two slashes',
      { requests: [get('1', '//evil.example/books')] },
      'Invalid batch payload format: request 1 has a url that is not relative.',
    ],
    [
      'an id twice',
      { requests: [get('a', '/books'), get('A', '/books')] },
      "The request id 'A' appears more than once in the batch.",
    ],
    [
      'a stranger',
      { requests: [get('1', '/books', { dependsOn: ['2'] })] },
      "Request '1' depends on '2', which is not in the batch.",
    ],
    [
      'a circle',
      { requests: [get('1', '/books', { dependsOn: ['2'] }), get('2', '/books', { dependsOn: ['1'] })] },
      "The requests of the batch depend on each other: '1'.",
    ],
    [
      'itself',
      { requests: [get('1', '/books', { dependsOn: ['1'] })] },
      "The requests of the batch depend on each other: '1'.",
    ],
    [
      'a body without a type',
      { requests: [{ ...request, method: 'POST', body: {} }] },
      'Invalid batch payload format: request 1 does not contain a Content-Type header for its body.',
    ],
    [
      'a body that is no base64',
      { requests: [{ ...request, method: 'POST', headers: { 'content-type': 'text/plain' }, body: '%' }] },
      'Invalid batch payload format: request 1 has a body that is not base64.',
    ],
    [
      'another batch',
      { requests: [{ ...request, method: 'POST', url: '/$batch' }] },
      'Invalid batch payload format: request 1 is itself a batch.',
    ],
    [
      'too many',
      { requests: Array.from({ length: 21 }, (_, i) => get(String(i), '/books')) },
      'Number of batch request steps exceeds the maximum value of 20.',
    ],
  ])('with %s is refused as a whole', async (_, body, message) => {
    const { mock, send } = open();
    const refused = await post(send, body);
    expect([refused.status, member(member(refused.body, 'error'), 'message')]).toEqual([400, message]);
    expect(mock.snapshot().requests).toBe(1);
  });

  it('is sent by POST, as JSON, to the root of the service', async () => {
    const { send } = open();
    expect((await send('/$batch')).status).toBe(405);
    expect((await post(send, { requests: [] }, { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await send('/books/$batch', { method: 'POST', body: { requests: [] } })).status).toBe(405);
    expect((await post(send, { requests: [] })).body).toEqual({ responses: [] });
    const { send: small } = open({ bodyLimit: 10 });
    expect((await post(small, { requests: [get('1', '/books')] })).status).toBe(413);
  });

  it('hands its credentials on', async () => {
    const operation = {
      security: [{ token: [] }],
      responses: { 200: { description: '', content: { 'application/json': { schema: listSchema } } } },
    };
    const spec = {
      openapi: '3.1.0',
      info: { title: 't', version: '1' },
      paths: { '/a': { get: operation }, '/a/{id}': { get: operation } },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    };
    const mock = createMock(spec);
    const body = JSON.stringify({ requests: [get('1', '/a')] });
    const statusWith = (headers: Record<string, string>) => {
      const answered = mock.handle({
        method: 'POST',
        url: '/$batch',
        headers: { ...json, ...headers },
        body,
      });
      return JSON.parse(answered.body ?? '').responses[0].status;
    };
    expect(statusWith({ authorization: 'Bearer x' })).toBe(200);
    expect(statusWith({})).toBe(401);
  });

  it('is a path like any other in an API that is not OData’s', () => {
    const spec = { openapi: '3.1.0', info: { title: 't', version: '1' }, paths: { '/a': { get: {} } } };
    const { status } = createMock(spec).handle({ method: 'POST', url: '/$batch', headers: json, body: '{}' });
    expect(status).toBe(404);
  });

  it('never fails for what is in it', async () => {
    const { mock } = open();
    const part = fc.record(
      {
        id: fc.string(),
        method: fc.string(),
        url: fc.string(),
        body: fc.jsonValue(),
        headers: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    const content = fc.oneof(
      fc.string(),
      fc.jsonValue().map((value) => JSON.stringify(value)),
      fc.array(part).map((requests) => JSON.stringify({ requests })),
    );
    fc.assert(
      fc.property(content, (body) => {
        const { status } = mock.handle({ method: 'POST', url: '/v1/$batch', headers: json, body });
        expect([200, 400]).toContain(status);
      }),
      { numRuns: 500 },
    );
  });
});

const listSchema = {
  type: 'object',
  properties: { '@odata.context': { type: 'string' }, value: { type: 'array', items: {} } },
};
