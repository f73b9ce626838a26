import * as msw from 'msw';
import { setupServer } from 'msw/node';
import { afterEach, describe, expect, it } from 'vitest';
import { notesDocument } from './fixtures/notes.ts';
import { createMock, type Mock, SpecRefused } from './index.ts';
import type { MockOptions } from './options.ts';

/** What `docpact/mock` gives to tests in the same process. */

const host = 'https://graph.microsoft.com/v1.0';
const headers = { Authorization: 'Bearer t', 'Content-Type': 'application/json' };

function opened(options: MockOptions = {}): Mock {
  return createMock(notesDocument, { seed: {}, selfCheck: true, ...options });
}

async function post(mock: Mock, path: string, body?: unknown) {
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await mock.fetch(`${host}${path}`, { method: 'POST', headers, ...content });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
  };
}

describe('handlers of a test', () => {
  it('answer in the place of the mock, with the documented success where they say no other', async () => {
    const mock = opened({
      handlers: { publishNote: ({ path }) => ({ body: { url: `/p/${path['note-id']}` } }) },
    });
    const { id } = (await post(mock, '/notes', { title: 'x' })).body;
    expect(await post(mock, `/notes/${id}/publish`)).toMatchObject({
      status: 200,
      body: { url: `/p/${id}` },
    });
    mock.override('publishNote');
    expect((await post(mock, `/notes/${id}/publish`)).body).toEqual({ url: 'https://notes.example/1' });
  });

  it('see only requests that the spec allows', async () => {
    const mock = opened();
    let calls = 0;
    mock.override('createNote', () => {
      calls++;
      return undefined;
    });
    expect((await post(mock, '/notes', { title: 1 })).status).toBe(400);
    expect(calls).toBe(0);
    expect((await post(mock, '/notes', { title: 'x' })).status).toBe(201);
    expect(calls).toBe(1);
  });

  it('may change the answer of the mock, which has done what was asked for', async () => {
    interface CreateNote {
      body: { title: string };
      result: { title: string; pinned: boolean };
    }
    const mock = opened();
    mock.override<CreateNote>('createNote', ({ body, next }) => {
      const { body: made, ...answer } = next();
      return made ? { ...answer, body: { ...made, title: body.title.toUpperCase() } } : answer;
    });
    const made = await post(mock, '/notes', { title: 'x' });
    expect(made).toMatchObject({ status: 201, body: { title: 'X' } });
    const read = await mock.fetch(`${host}/notes/${made.body.id}`, { headers });
    expect(await read.json()).toMatchObject({ title: 'x' });
  });

  it('are held against the spec when the mock checks itself', async () => {
    const mock = opened({ handlers: { publishNote: () => ({ body: { address: 1 } }) } });
    await post(mock, '/notes', { title: 'x' });
    const path = '/notes/00000000-0000-4000-a000-000000000001/publish';
    expect((await post(mock, path)).body.error.message).toBe(
      "Self-check: the handler of publishNote: 'url' is required.",
    );
    mock.override('publishNote', () => ({ status: 207 }));
    expect((await post(mock, path)).body.error.message).toBe(
      'Self-check: the spec documents no 207 for publishNote.',
    );
    mock.override('publishNote', () => ({
      status: 409,
      body: { error: { code: 'Busy', message: 'later' } },
    }));
    expect(await post(mock, path)).toMatchObject({ status: 409, body: { error: { code: 'Busy' } } });
  });

  it('are named after operations', () => {
    expect(() => opened().override('publishNotes', () => ({}))).toThrow(
      'names no operation: publishNotes; did you mean publishNote?',
    );
    expect(() => opened({ handlers: { nope: () => ({}) } })).toThrow(TypeError);
  });

  it('must answer at once', async () => {
    const mock = opened({ handlers: { listNotes: () => Promise.resolve({}) as never } });
    await expect(mock.fetch(`${host}/notes`, { headers })).rejects.toThrow(/not a promise/);
  });
});

describe('fetch in process', () => {
  it('ends with its signal while the mock lets it wait', async () => {
    const mock = opened({ latency: 60_000 });
    const signal = AbortSignal.timeout(20);
    await expect(mock.fetch(`${host}/notes`, { headers, signal })).rejects.toThrow(/timeout/i);
    await expect(mock.fetch(`${host}/notes`, { headers, signal })).rejects.toThrow(/timeout/i);
  });

  it('tells the time that it was given, and every later one', async () => {
    const mock = opened({ clock: { start: '2030-02-28T23:59:58.500Z', step: 1000 } });
    expect((await post(mock, '/notes', { title: 'x' })).body.createdDateTime).toBe(
      '2030-02-28T23:59:59.500Z',
    );
    expect((await post(mock, '/notes', { title: 'x' })).body.createdDateTime).toBe(
      '2030-03-01T00:00:00.500Z',
    );
    const before = new Date().toISOString();
    const real = (await post(opened({ clock: 'real' }), '/notes', { title: 'x' })).body.createdDateTime;
    expect([before, real, new Date().toISOString()].sort()[1]).toBe(real);
  });
});

describe('handlers for MSW', () => {
  const server = setupServer();
  afterEach(() => {
    server.resetHandlers();
    server.close();
  });

  it('take what goes to the servers of the spec, and leave the rest to others', async () => {
    const mock = opened();
    const other = msw.http.get('https://else.example/notes', () => msw.HttpResponse.json('else'));
    server.use(...mock.handlers(msw), other);
    server.listen({ onUnhandledRequest: 'error' });
    expect((await fetch(`${host}/notes`, { headers })).status).toBe(200);
    expect((await fetch(`${host}/nowhere`, { headers })).status).toBe(404);
    expect(await (await fetch('https://else.example/notes')).json()).toBe('else');
  });

  it('take everything where the spec names no server with a host', async () => {
    const mock = createMock({ ...notesDocument, servers: [{ url: '/v1.0' }] }, { seed: {} });
    server.use(...mock.handlers(msw));
    server.listen({ onUnhandledRequest: 'error' });
    expect((await fetch('http://anywhere.example/v1.0/notes', { headers })).status).toBe(200);
  });
});

describe('a spec that cannot be served', () => {
  const operation = { responses: { 200: { description: '' } } };
  const document = (more: object) => ({ openapi: '3.1.0', info: { title: 'T', version: '1' }, ...more });

  it('is refused with the place of what is wrong', () => {
    const schema = { type: 'object', properties: { a: { type: 'string', pattern: 0 } } };
    const broken = document({ paths: { '/a': { get: operation } }, components: { schemas: { A: schema } } });
    const refused = () => createMock(broken);
    expect(refused).toThrow(SpecRefused);
    expect(refused).toThrow(/the schema cannot be used: pattern must be a regular expression of JavaScript/);
    try {
      refused();
    } catch (error) {
      const pointers = error instanceof SpecRefused ? error.diagnostics.map(({ at }) => at.pointer) : [];
      expect(pointers).toEqual(['/components/schemas/A/properties/a/pattern']);
    }
  });

  it('is refused when there is nothing in it', () => {
    expect(() => createMock(document({ paths: {} }))).toThrow(/describes no operations/);
    expect(() => createMock(document({ paths: { '/a': { summary: 'x' } } }))).toThrow(SpecRefused);
    expect(() => createMock(document({ paths: { '/a': { get: operation } } }))).not.toThrow();
  });
});
