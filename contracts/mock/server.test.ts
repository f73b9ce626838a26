import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMock } from './index.ts';
import type { MockRequest, MockResponse } from './record.ts';
import { type RunningServer, startServer } from './server.ts';

const spec = {
  openapi: '3.1.0',
  info: { title: 'Notes', version: '1' },
  paths: {
    '/notes': {
      post: {
        requestBody: { required: true, content: { 'application/json': { schema: { type: 'string' } } } },
        responses: { 204: { description: '' } },
      },
    },
  },
};

/** Bytes as they are, for what no well-behaved client sends. */
function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
    });
    socket.once('close', () => resolve(received));
    socket.once('error', reject);
  });
}

describe('the server', () => {
  let server: RunningServer;
  let handle: (request: MockRequest) => MockResponse;
  beforeEach(async () => {
    const mock = createMock(spec, { bodyLimit: 1000 });
    handle = mock.handle;
    server = await startServer({ bodyLimit: mock.bodyLimit, handle: (request) => handle(request) });
  });
  afterEach(() => server.close());

  it('listens on this machine only', () => expect(server.url).toBe(`http://127.0.0.1:${server.port}`));

  it('answers 413 to a body that goes on and on', async () => {
    const head =
      'POST /notes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 3000\r\n\r\n';
    const answer = await raw(server.port, head + 'x'.repeat(3000));
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toMatch(/connection: close/i);
    expect(answer).toContain('The request body is larger than 1000 bytes.');
  });

  it('takes a body in chunks', async () => {
    const head =
      'POST /notes HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
    expect(await raw(server.port, `${head}2\r\n"a\r\n2\r\nb"\r\n0\r\n\r\n`)).toMatch(/^HTTP\/1\.1 204 /);
  });

  it('outlives what is no HTTP, and clients that leave', async () => {
    expect(await raw(server.port, 'nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    await new Promise<void>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => {
        socket.write('POST /notes HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf');
        setTimeout(() => socket.destroy(), 20);
      });
      socket.once('close', () => resolve());
    });
    expect((await fetch(`${server.url}/nowhere`)).status).toBe(404);
  });

  it('answers 500 to a fault of its own and goes on', async () => {
    const sound = handle;
    handle = () => {
      throw new Error('broken');
    };
    const answer = await fetch(`${server.url}/notes`);
    expect([answer.status, await answer.json()]).toEqual([
      500,
      { error: { code: 'InternalServerError', message: 'docpact: broken' } },
    ]);
    handle = sound;
    expect((await fetch(`${server.url}/notes`)).status).toBe(405);
  });

  it('rejects when the port is taken', async () => {
    const second = startServer(createMock(spec), { port: server.port });
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
