import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isObject, type JsonObject, member } from '../../generator/model/json.ts';
import { readOpenApi } from '../../generator/openapi/read.ts';
import { type Answer, bare, type Call, type Opened, type Send, ways } from './fixtures/ways.ts';
import { jsonContent, successResponse } from './resources.ts';
import { Routes } from './routes.ts';
import { validatorsOf } from './validator.ts';

/** One suite for all ways in. What the protocol adds stands in protocol.test.ts. */

const read = readOpenApi(readFileSync('spec/openapi.yaml'), 'spec/openapi.yaml');
if (!read.value) throw new Error('spec/openapi.yaml cannot be read');
const api = read.value;

const set = '/deviceAppManagement/enterpriseCerts';
const first = '3a9320b1-20b1-3a93-b120-933ab120933a';
const certificate = {
  certData: 'Y2VydERhdGE=',
  issuedTo: 'Contoso',
  issuedBy: 'Contoso CA',
  certExpirationDate: '2016-12-31T23:56:39.3841403-08:00',
  certStatus: 10,
  certType: 8,
};

const routes = new Routes(api);
const validators = validatorsOf(api);

/** Every success answer of the suite is held against the spec, by the spec's own schema for that status. */
function conforming(send: Send): Send {
  return async (path, call = {}) => {
    const answer = await send(path, call);
    if (answer.status >= 300) return answer;
    const match = routes.match(path.split('?')[0] ?? '');
    if (!match || match === 'malformed') throw new Error(`${path} is not in the spec`);
    const method = (call.method ?? 'GET').toLowerCase();
    const operation = api.operationsAt(match.template).find((candidate) => candidate.method === method);
    const response = operation && successResponse(operation, [String(answer.status)]);
    expect(response?.status).toBe(String(answer.status));
    const schema = jsonContent(response?.content ?? [])?.schema;
    if (schema) expect(validators.check(schema, 'response', answer.body ?? null)).toBeUndefined();
    else expect(answer.body).toBeUndefined();
    return answer;
  };
}

function errorOf({ body }: Answer): JsonObject {
  const error = member(body, 'error');
  return isObject(error) ? error : {};
}

const message = (answer: Answer): string => `${answer.status} ${errorOf(answer)['message']}`;

describe.each([bare, ...ways])('the mock through $name', (way) => {
  let opened: Opened;
  let send: Send;
  beforeAll(async () => {
    opened = await way.open(api, { selfCheck: true, bodyLimit: 2000 });
    send = conforming(opened.send);
  });
  beforeEach(() => opened.core.reset());
  afterAll(() => opened.close());

  const create = async (issuedTo: string): Promise<string> => {
    const { body } = await send(set, { method: 'POST', body: { ...certificate, issuedTo } });
    return String(member(body, 'id'));
  };

  it('lists what the spec exemplifies', async () => {
    const { status, headers, body } = await send(set);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json');
    expect(member(body, 'value')).toEqual([expect.objectContaining({ id: first, ...certificate })]);
  });

  it('creates with a key of its own, and remembers', async () => {
    const created = await send(set, { method: 'POST', body: certificate });
    expect(created.status).toBe(201);
    expect(created.body).toEqual({ id: '00000000-0000-4000-a000-000000000001', ...certificate });
    expect((await send(`${set}/00000000-0000-4000-a000-000000000001`)).body).toEqual(created.body);
    expect(member((await send(set)).body, 'value')).toHaveLength(2);
  });

  it('changes what a PATCH names and nothing else, and answers the whole object', async () => {
    const before = (await send(`${set}/${first}`)).body;
    const changed = await send(`${set}/${first}`, {
      method: 'PATCH',
      body: { certStatus: -1, issuedTo: 'Fabrikam' },
    });
    expect(changed.status).toBe(200);
    expect(changed.body).toEqual({
      ...(isObject(before) ? before : {}),
      certStatus: -1,
      issuedTo: 'Fabrikam',
    });
    expect((await send(`${set}/${first}`)).body).toEqual(changed.body);
    expect((await send(`${set}/${first}`, { method: 'PATCH', body: {} })).body).toEqual(changed.body);
  });

  it('deletes once', async () => {
    const deleted = await send(`${set}/${first}`, { method: 'DELETE' });
    expect([deleted.status, deleted.body]).toEqual([204, undefined]);
    expect(message(await send(`${set}/${first}`, { method: 'DELETE' }))).toBe(
      `404 Resource '${first}' does not exist.`,
    );
    expect((await send(`${set}/${first}`)).status).toBe(404);
    expect(member((await send(set)).body, 'value')).toEqual([]);
  });

  it('takes the path with the base path of the server and without', async () => {
    expect((await send(`/beta${set}/${first}`)).body).toEqual((await send(`${set}/${first}`)).body);
  });

  it.each<[string, Call, string]>([
    ['a wrong type', { body: { certStatus: 'ten' } }, "400 Property 'certStatus' must be integer."],
    [
      'a number beyond Int32',
      { body: { certStatus: 2147483648 } },
      "400 Property 'certStatus' must be <= 2147483647.",
    ],
    ['an unknown property', { body: { colour: 'red' } }, "400 Property 'colour' is not known."],
    [
      'a property of every object',
      { text: '{"__proto__":{"x":1}}' },
      "400 Property '__proto__' is not known.",
    ],
    ['a read-only property', { body: { id: 'other' } }, "400 Property 'id' is read-only."],
    ['null where none is allowed', { body: { issuedTo: null } }, "400 Property 'issuedTo' must be string."],
    [
      'a date that is none',
      { body: { certExpirationDate: 'soon' } },
      '400 Property \'certExpirationDate\' must match format "date-time".',
    ],
    [
      'data that is not base64',
      { body: { certData: '%' } },
      '400 Property \'certData\' must match format "byte".',
    ],
    ['another JSON value', { body: [1] }, '400 The request body must be object.'],
    ['malformed JSON', { text: '{"certStatus":' }, '400 The request body is not well-formed JSON.'],
    ['no body', { headers: { 'Content-Type': 'application/json' } }, '400 A request body is required.'],
    [
      'another content type',
      { text: 'a=1', headers: { 'Content-Type': 'text/plain' } },
      "415 Content-Type 'text/plain' is not supported: application/json.",
    ],
    [
      'a body beyond the limit',
      { body: { issuedTo: 'x'.repeat(2000) } },
      '413 The request body is larger than 2000 bytes.',
    ],
    ['no token', { body: {}, headers: { Authorization: '' } }, '401 Access token validation failure.'],
    [
      'a token of another kind',
      { body: {}, headers: { Authorization: 'Basic eDp5' } },
      '401 Access token validation failure.',
    ],
    [
      'an unacceptable Accept',
      { body: {}, headers: { Accept: 'text/html' } },
      "406 No representation of this resource is acceptable: 'text/html'.",
    ],
  ])('refuses %s', async (_, call, expected) => {
    const before = (await send(`${set}/${first}`)).body;
    const json =
      call.text !== undefined && call.headers === undefined
        ? { headers: { 'Content-Type': 'application/json' } }
        : {};
    expect(message(await send(`${set}/${first}`, { method: 'PATCH', ...json, ...call }))).toBe(expected);
    expect((await send(`${set}/${first}`)).body).toEqual(before);
  });

  it('names what a create lacks', async () => {
    const { certType: _, ...rest } = certificate;
    expect(message(await send(set, { method: 'POST', body: rest }))).toBe(
      "400 Property 'certType' is required.",
    );
  });

  it('refuses a query option that the spec does not declare', async () => {
    expect(message(await send(`${set}?$apply=x`))).toBe(
      "400 Query option '$apply' is not supported by this operation.",
    );
  });

  it('answers 404 to an unknown id and to an unknown path', async () => {
    expect(message(await send(`${set}/nobody`))).toBe(
      `404 Resource 'nobody' does not exist; there is '${first}'.`,
    );
    expect(message(await send('/nowhere'))).toBe("404 The spec has no path '/nowhere'.");
    expect((await send(`${set}/`)).status).toBe(404);
  });

  it('answers 405 with Allow', async () => {
    const answer = await send(set, { method: 'PUT', body: {} });
    expect([answer.status, answer.headers['allow']]).toEqual([405, 'GET, HEAD, POST']);
  });

  it('answers HEAD like GET, without the body', async () => {
    const head = await send(set, { method: 'HEAD' }).catch((error: unknown) => error);
    expect(head).toBeInstanceOf(Error); // The helper knows documented operations only.
    const answer = await opened.send(set, { method: 'HEAD' });
    expect([answer.status, answer.body]).toEqual([200, undefined]);
  });

  it("wears Graph's error body and echoes the caller's request id", async () => {
    const answer = await send(`${set}/nobody`, { headers: { 'client-request-id': 'mine' } });
    const ids = { 'request-id': '00000000-0000-4000-b000-000000000001', 'client-request-id': 'mine' };
    expect(answer.body).toEqual({
      error: {
        code: 'ResourceNotFound',
        message: `Resource 'nobody' does not exist; there is '${first}'.`,
        innerError: { date: '2026-01-01T00:00:01', ...ids },
      },
    });
    expect(answer.headers).toMatchObject(ids);
  });

  it('gives the same bytes for the same requests, and takes its state back', async () => {
    const run = async () => {
      opened.core.reset();
      const id = await create('A');
      await send(`${set}/${id}`, { method: 'PATCH', body: { certStatus: 1 } });
      await create('B');
      return JSON.stringify([(await send(set)).body, opened.core.snapshot()]);
    };
    expect(await run()).toBe(await run());
    const kept = opened.core.snapshot();
    await send(`${set}/${first}`, { method: 'DELETE' });
    expect(opened.core.snapshot()).not.toEqual(kept);
    opened.core.restore(kept);
    expect(opened.core.snapshot()).toEqual(kept);
    expect((await send(`${set}/${first}`)).status).toBe(200);
  });

  it('starts from a given seed', async () => {
    opened.core.reset({ [set]: [{ id: 'a/b', ...certificate }] });
    expect((await send(`${set}/a%2Fb`)).body).toEqual({ id: 'a/b', ...certificate });
    opened.core.reset({});
    expect(member((await send(set)).body, 'value')).toEqual([]);
  });
});
