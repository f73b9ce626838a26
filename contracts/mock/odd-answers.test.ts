import { describe, expect, it } from 'vitest';
import { createMock } from './index.ts';

/** APIs whose answers are not of the form that their paths make one expect. */
const text = { type: 'string' };
const named = { type: 'object', properties: { name: text } };

function mockOf(paths: object, schemas: object = {}) {
  const spec = { openapi: '3.0.3', info: { title: 'Odd', version: '1' }, paths, components: { schemas } };
  const mock = createMock(spec, { selfCheck: true });
  return async (method: string, path: string, body?: object) => {
    const sent = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await mock.fetch(`http://odd.example${path}`, { method, ...sent });
    const answered = await response.text();
    return { status: response.status, body: answered === '' ? undefined : JSON.parse(answered) };
  };
}

const json = (schema: object) => ({ 'application/json': { schema } });
const answers = (schema: object, status = 200) => ({
  responses: { [status]: { description: '', content: json(schema) } },
});
const takes = (schema: object) => ({ requestBody: { content: json(schema) } });
const byId = (operations: object) => ({
  parameters: [{ name: 'id', in: 'path', required: true, schema: text }],
  ...operations,
});

describe('a collection', () => {
  it('answers as its schema says where that is no list', async () => {
    const state = { type: 'object', required: ['used'], properties: { used: { type: 'integer' }, of: text } };
    const send = mockOf({
      '/quotas': { get: answers(state), post: { ...takes(named), ...answers(named, 201) } },
      '/quotas/{id}': byId({ delete: { responses: { 204: { description: '' } } } }),
    });
    expect(await send('GET', '/quotas')).toEqual({ status: 200, body: { used: 0 } });
  });

  it('is found where the list stands in allOf beside words, and lists of texts beside it', async () => {
    const thing = { type: 'object', properties: { id: text, name: text } };
    const page = {
      type: 'object',
      properties: {
        things: { allOf: [{ $ref: '#/components/schemas/Things' }, { description: 'All of them.' }] },
        schemas: { type: 'array', items: text },
        nextToken: text,
      },
    };
    const send = mockOf(
      {
        '/things': { get: answers(page), post: { ...takes(thing), ...answers(thing, 201) } },
        '/things/{id}': byId({ get: answers(thing) }),
      },
      { Things: { type: 'array', items: thing } },
    );
    const made = await send('POST', '/things', { name: 'a' });
    const listed = await send('GET', '/things');
    expect(listed.status).toBe(200);
    expect(listed.body.things).toContainEqual(made.body);
  });

  it('does not answer what it was given and does not know, and keeps it for those who do', async () => {
    const made = { type: 'object', properties: { id: text, state: text } };
    const whole = { type: 'object', properties: { id: text, state: text, name: text } };
    const send = mockOf({
      '/domains': { post: { ...takes(named), ...answers(made, 201) } },
      '/domains/{id}': byId({
        get: answers({ type: 'object', properties: { domain: whole } }),
        put: { ...takes(named), ...answers(whole) },
      }),
    });
    const { status, body } = await send('POST', '/domains', { name: 'a' });
    expect([status, Object.keys(body)]).toEqual([201, ['id']]);
    const put = await send('PUT', `/domains/${body.id}`, { name: 'b' });
    expect(put).toEqual({ status: 200, body: { id: body.id, name: 'b' } });
  });

  it('answers a list of what was made, and words, where the spec says so', async () => {
    const thing = { type: 'object', properties: { id: text, name: text } };
    const send = mockOf({
      '/things': { post: { ...takes(thing), ...answers({ type: 'array', items: thing }, 201) } },
      '/things/{id}': byId({ get: answers(thing), delete: answers({ type: 'string', example: 'gone' }) }),
    });
    const { status, body } = await send('POST', '/things', { name: 'a' });
    expect([status, body.length, body[0].name]).toEqual([201, 1, 'a']);
    expect(await send('DELETE', `/things/${body[0].id}`)).toEqual({ status: 200, body: 'gone' });
  });
});

describe('a key', () => {
  it.each([
    ['a pattern', { ...text, pattern: '^arn:odd:[a-z]+/.*$' }, /^arn:odd:a\/\d+$/],
    ['a length', { ...text, minLength: 12, maxLength: 12 }, /^0{11}\d$/],
    ['a pattern of one length', { ...text, pattern: '^env-[a-z0-9]{10}$' }, /^env-[a-z0-9]{10}$/],
    ['nothing', text, /^[\da-f-]{36}$/],
  ])('has the form of %s', async (_, schema, form) => {
    const job = { type: 'object', properties: { jobId: schema, name: text } };
    const send = mockOf({
      '/jobs': { post: { ...takes(job), ...answers(job, 201) } },
      '/jobs/{jobId}': {
        parameters: [{ name: 'jobId', in: 'path', required: true, schema: text }],
        get: answers(job),
      },
    });
    const keys: string[] = [];
    for (let i = 0; i < 3; i++) {
      const { status, body } = await send('POST', '/jobs', { name: 'a' });
      expect([status, String(body.jobId)]).toEqual([201, expect.stringMatching(form)]);
      expect((await send('GET', `/jobs/${encodeURIComponent(body.jobId)}`)).body).toEqual(body);
      keys.push(body.jobId);
    }
    expect(new Set(keys).size).toBe(3);
  });

  it('of the row that is made where nothing is exemplified is one of those that are named', async () => {
    const typed = { type: 'object', properties: { kind: { ...text, enum: ['ip', 'host'] } } };
    const send = mockOf({
      '/rules': { get: answers({ type: 'array', items: typed }) },
      '/rules/{kind}': {
        parameters: [{ name: 'kind', in: 'path', required: true, schema: text }],
        get: answers(typed),
      },
    });
    expect(await send('GET', '/rules')).toEqual({ status: 200, body: [{ kind: 'ip' }] });
  });
});

it.each(['^[\\p{Alnum}]+$', '\\A[a-z]+\\z', '(?P<name>a)', '(?i)a', '('])(
  'passes over %s, which is no expression of JavaScript',
  async (pattern) => {
    const thing = { type: 'object', properties: { name: { ...text, pattern }, size: { type: 'integer' } } };
    const send = mockOf({ '/things': { post: { ...takes(thing), ...answers(thing, 201) } } });
    expect((await send('POST', '/things', { name: 'Ada' })).status).toBe(201);
    expect((await send('POST', '/things', { size: 'x' })).status).toBe(400);
  },
);

it('gives no body with a status that has none, and no default that the schema refuses', async () => {
  const thing = {
    type: 'object',
    properties: {
      id: text,
      link: { ...text, format: 'uri', default: '' },
      size: { type: 'integer', default: 3 },
    },
  };
  const send = mockOf({
    '/things': { post: { ...takes(thing), ...answers(thing, 201) } },
    '/things/{id}': byId({ get: answers(thing), put: { ...takes(thing), ...answers(thing, 205) } }),
  });
  const { status, body } = await send('POST', '/things', {});
  expect([status, body]).toEqual([201, { id: body.id, size: 3 }]);
  expect(await send('PUT', `/things/${body.id}`, {})).toEqual({ status: 205, body: undefined });
});

it('takes the members of objects that the spec lists', async () => {
  const kind = { anyOf: [{ enum: [{ a: 1, b: { c: [] } }] }, { type: 'string' }], properties: {} };
  const thing = { type: 'object', properties: { kind } };
  const send = mockOf({ '/things': { post: { ...takes(thing), ...answers(thing, 201) } } });
  expect((await send('POST', '/things', { kind: { a: 1, b: { c: [] } } })).status).toBe(201);
  expect((await send('POST', '/things', { kind: { a: 1 } })).status).toBe(400);
});
