import { describe, expect, it } from 'vitest';
import { done, get, query, tests } from './fixtures/contract.ts';

describe('the request', () => {
  const schema = {
    type: 'object',
    required: ['n'],
    properties: { n: { type: 'integer' }, id: { type: 'string', readOnly: true } },
  };
  const post = (media: object, required = true) => ({
    '/t': {
      post: {
        operationId: 'act',
        tags: ['t'],
        requestBody: { required, content: { 'application/json': media } },
        responses: done,
      },
    },
  });

  it.each([
    ['the documented example', { schema, example: { n: 5 } }, true, 'const input = { body: { n: 5 } }'],
    [
      'a made one where the example is wrong',
      { schema, example: { n: 'five' } },
      true,
      'const input = { body: { n: 0 } }',
    ],
    [
      'a made one where the example sends what is read-only',
      { schema, example: { n: 1, id: 'x' } },
      true,
      'const input = { body: { n: 0 } }',
    ],
    ['a made one where there is no example', { schema }, true, 'const input = { body: { n: 0 } }'],
    ['none where none is needed or shown', { schema }, false, "withRequest({ method: 'POST', path: '/t' })"],
    ['one where it is shown', { schema, example: { n: 2 } }, false, 'const input = { body: { n: 2 } }'],
    ['text of a scalar', { schema: { type: 'string', minLength: 1 } }, true, `body: '"x"'`],
  ])('has %s', async (_, media, required, text) => {
    expect((await tests(post(media, required))).text).toContain(text);
  });

  it.each([
    [
      'an exploded list',
      query('q', { schema: { type: 'array', items: { enum: ['a b'] } } }),
      "query: { q: ['a b'] }",
    ],
    [
      'a list with commas',
      query('q', { explode: false, schema: { type: 'array', minItems: 2, items: { type: 'integer' } } }),
      "query: { q: ['0,0'] }",
    ],
    [
      'a list with blanks',
      query('q', {
        style: 'spaceDelimited',
        explode: false,
        schema: { type: 'array', minItems: 2, items: { type: 'integer' } },
      }),
      "query: { q: ['0 0'] }",
    ],
    [
      'a deep object',
      query('q', {
        style: 'deepObject',
        schema: { type: 'object', required: ['a'], properties: { a: { type: 'boolean' } } },
      }),
      "query: { 'q[a]': ['false'] }",
    ],
    [
      'JSON',
      query('q', { content: { 'application/json': { schema: { type: 'object' }, example: {} } } }),
      "query: { q: ['{}'] }",
    ],
    [
      'text of a media type',
      query('q', { content: { 'text/plain': { schema: { type: 'string' }, example: 'a' } } }),
      "query: { q: ['a'] }",
    ],
    ['an example', query('q', { example: 'ä & b', schema: { type: 'string' } }), "query: { q: ['ä & b'] }"],
  ])('has a query with %s', async (_, parameters, text) => {
    expect((await tests(get(parameters))).text).toContain(text);
  });

  it('has headers and cookies that are required', async () => {
    const parameters = [
      { name: 'X-Size', in: 'header', required: true, schema: { type: 'integer', minimum: 2 } },
      { name: 'X-Note', in: 'header', schema: { type: 'string' } },
      { name: 'Accept', in: 'header', required: true, schema: { type: 'string' } },
      { name: 'basket', in: 'cookie', required: true, schema: { type: 'string', enum: ['a b'] } },
    ];
    const { text } = await tests(get({ parameters }));
    expect(text).toMatch(/headers: \{ 'X-Size': 2 \},\s+cookies: \{ basket: 'a b' \},/);
    expect(text).toContain("headers: { 'X-Size': '2', Cookie: 'basket=a%20b' }");
  });

  const schemes = {
    bearer: { type: 'http', scheme: 'bearer' },
    basic: { type: 'http', scheme: 'Basic' },
    oauth: { type: 'oauth2', flows: {} },
    header: { type: 'apiKey', in: 'header', name: 'X-Key' },
    query: { type: 'apiKey', in: 'query', name: 'key' },
    cookie: { type: 'apiKey', in: 'cookie', name: 'session' },
    strange: { type: 'strange' },
  };
  it.each([
    [[{ bearer: [] }], "headers: { Authorization: 'Bearer token' }"],
    [[{ basic: [] }], "headers: { Authorization: 'Basic dXNlcjpwYXNzd29yZA==' }"],
    [[{ oauth: ['a'] }], "headers: { Authorization: 'Bearer token' }"],
    [[{ header: [] }], "headers: { 'X-Key': 'key' }"],
    [[{ query: [] }], "connect({ baseUrl: url, fetch: withKey('key=key') })"],
    [[{ cookie: [] }], "headers: { Cookie: 'session=key' }"],
    [[{ strange: [] }, { header: [], basic: [] }], "headers: { 'X-Key': 'key', Authorization: 'Basic"],
    [[{}], "withRequest({ method: 'GET', path: '/t' })"],
  ])('shows the credentials of %j', async (security, text) => {
    expect((await tests(get({ security }), { schemes })).text).toContain(text);
  });

  it('leads to no other operation', async () => {
    const item = (example: string) => ({
      parameters: [{ name: 'id', in: 'path', required: true, example, schema: { type: 'string' } }],
      get: { operationId: 'item', tags: ['t'], responses: done },
    });
    const { text } = await tests({ '/t/{id}': item('mine'), '/t/mine': { get: { responses: done } } });
    expect(text).toContain("path: '/t/string'");
    const free = await tests({ '/t/{id}': item('mine'), '/t/mine': { post: { responses: done } } });
    expect(free.text).toContain("path: '/t/mine'");
  });

  it('looks past types that say less than the document', async () => {
    const schema = {
      type: 'object',
      required: ['kind'],
      properties: { kind: { enum: ['a'] } },
      discriminator: { propertyName: 'kind' },
    };
    const { text } = await tests(post({ schema }));
    expect(text).toContain("const input = { body: { kind: 'a' } };");
    expect(text).toContain('await act(connect({ baseUrl: url }), input as never)');
  });
});
