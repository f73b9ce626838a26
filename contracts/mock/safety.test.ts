import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { notesDocument } from './fixtures/notes.ts';
import { createMock, type Mock } from './index.ts';
import { type RunningServer, startServer } from './server.ts';

/** Clients that mean no good, or that stopped halfway. */

/** Bytes as they are, for what no well-behaved client sends; all that came until the connection ended. */
function raw(port: number, ...texts: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      for (const text of texts) socket.write(text);
    });
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
    });
    // What the server cuts is reported as an error first.
    socket.on('error', () => {});
    socket.once('close', () => resolve(received));
  });
}

describe('the server', () => {
  let mock: Mock;
  let server: RunningServer;
  beforeEach(async () => {
    mock = createMock(notesDocument, { seed: {}, bodyLimit: 1000, control: true });
    const limits = { headers: 2048, headersWithin: 500, requestWithin: 800, idle: 5000, grace: 300 };
    server = await startServer(mock, { limits });
  });
  afterEach(() => server.close());
  const headers = { Authorization: 'Bearer t', 'Content-Type': 'application/json' };
  const alive = async () => expect((await fetch(`${server.url}/notes`, { headers })).status).toBe(200);

  it('answers 431 to header fields beyond the limit', async () => {
    const answer = await raw(server.port, `GET /notes HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(4000)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    await alive();
  });

  it('drops a client whose header fields never end', async () => {
    expect(await raw(server.port, 'GET /notes HTTP/1.1\r\nHost: x\r\n')).toMatch(/^HTTP\/1\.1 408 |^$/);
    await alive();
  });

  it('drops a client whose body never ends', async () => {
    const head =
      'POST /notes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n';
    expect(await raw(server.port, head, '{"title"')).toMatch(/^HTTP\/1\.1 408 |^$/);
    await alive();
  });

  it('answers 413 to a body that says it is larger, and to one that turns out to be', async () => {
    const body = JSON.stringify({ title: 'x', body: { text: 'x'.repeat(2000) } });
    expect((await fetch(`${server.url}/notes`, { method: 'POST', headers, body })).status).toBe(413);
    const chunked =
      'POST /notes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer t\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
    const chunk = `400\r\n${'x'.repeat(1024)}\r\n`;
    expect(await raw(server.port, chunked, chunk, '0\r\n\r\n')).toMatch(/^HTTP\/1\.1 413 /);
    await alive();
  });

  it('lets answers go out that are on their way when it stops, and keeps what they say', async () => {
    mock.setFaults([{ answer: { delay: 50 } }]);
    const patient = await startServer(mock, { limits: { grace: 30_000 } });
    const body = JSON.stringify({ title: 'late' });
    const answer = fetch(`${patient.url}/notes`, { method: 'POST', headers, body });
    while (mock.requests().length === 0) await new Promise((resolve) => setImmediate(resolve));
    await patient.close();
    const response = await answer;
    expect([response.status, response.headers.get('connection')]).toEqual([201, 'close']);
    expect(mock.snapshot().sets['/notes']).toHaveLength(1);
  });

  it('does not wait for those who would hold it', async () => {
    mock.setFaults([{ answer: { delay: 60_000 } }]);
    const answer = fetch(`${server.url}/notes`, { headers });
    answer.catch(() => {});
    while (mock.requests().length === 0) await new Promise((resolve) => setImmediate(resolve));
    await server.close();
    await expect(answer).rejects.toThrow();
  });

  it('takes paths that would lead elsewhere for what they are: keys', async () => {
    const status = async (path: string) => {
      const text = await raw(
        server.port,
        `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer t\r\nConnection: close\r\n\r\n`,
      );
      return Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]);
    };
    expect(await status('/notes/../../etc/passwd')).toBe(404);
    expect(await status('/notes/..%2f..%2fetc%2fpasswd')).toBe(404);
    expect(await status('/notes/%2e%2e')).toBe(404);
    expect(await status('/notes/%00')).toBe(404);
    expect(await status('/notes/%zz')).toBe(400);
    expect(await status('//notes')).toBe(404);
    expect(await status('http://elsewhere.example/notes')).toBe(200);
    expect(await status('/notes/..%2f_docpact%2fstate')).toBe(404);
    expect(mock.snapshot().sets).toEqual({});
  });

  it('keeps names of every object apart from what objects have', async () => {
    const put = (key: string, text: string) =>
      fetch(`${server.url}/notes/${key}`, { method: 'PUT', headers, body: text });
    for (const key of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      expect((await fetch(`${server.url}/notes/${key}`, { headers })).status).toBe(404);
      expect((await put(key, '{"title":"x"}')).status).toBe(201);
      expect(await (await fetch(`${server.url}/notes/${key}`, { headers })).json()).toMatchObject({
        id: key,
      });
    }
    const polluting = '{"title":"x","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
    expect((await put('a', polluting)).status).toBe(400);
    const patched = await fetch(`${server.url}/notes/constructor`, {
      method: 'PATCH',
      headers,
      body: '{"body":{"__proto__":{"polluted":1}}}',
    });
    expect(patched.status).toBe(400);
    expect(Object.prototype).not.toHaveProperty('polluted');
    mock.restore(JSON.parse(JSON.stringify(mock.snapshot())));
    expect((await fetch(`${server.url}/notes/__proto__`, { headers })).status).toBe(200);
  });
});
