import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Core } from './core.ts';
import type { MockResponse } from './record.ts';

export interface ServerOptions {
  /** 0: any free port. */
  readonly port?: number;
  /** Default `127.0.0.1`: a mock is not for the network unless told so. */
  readonly host?: string;
}

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  /** Ends open connections too: keep-alive would hold the process. */
  close(): Promise<void>;
}

type Served = Pick<Core, 'handle' | 'bodyLimit'>;

/** Serves a mock on a socket. Rejects with the system's error (`EADDRINUSE`, `EACCES` …) when it cannot listen. */
export async function startServer(core: Served, options: ServerOptions = {}): Promise<RunningServer> {
  const host = options.host ?? '127.0.0.1';
  const server = createServer((request, response) => {
    receive(request, core.bodyLimit)
      .then((body) => send(response, answer(core, request, body), body === undefined))
      // The client went away while its body was read: there is nobody to answer.
      .catch(() => response.destroy());
  });
  // Slow clients: a request must be there within these times.
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const port = portOf(server);
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    close: () => close(server),
  };
}

/** The whole body; undefined when it is larger than the limit. Events, not iteration: half of an answer's time hangs on it. */
function receive(request: IncomingMessage, limit: number): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    request.on('data', (chunk: Uint8Array) => {
      length += chunk.length;
      // What comes beyond the limit flows past: the answer still has to go out on this socket.
      if (length > limit) resolve(undefined);
      else chunks.push(chunk);
    });
    request.once('end', () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
    request.once('error', reject);
  });
}

function answer(core: Served, request: IncomingMessage, body: Uint8Array | undefined): MockResponse {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  try {
    const content = body === undefined ? { oversized: true } : { body };
    return core.handle({ method: request.method ?? 'GET', url: request.url ?? '/', headers, ...content });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const text = JSON.stringify({ error: { code: 'InternalServerError', message: `docpact: ${message}` } });
    return { status: 500, headers: { 'content-type': 'application/json' }, body: text };
  }
}

function send(response: ServerResponse, { status, headers, body }: MockResponse, unread: boolean): void {
  const bytes = body === undefined ? undefined : Buffer.from(body);
  const length = status === 204 || status === 304 ? {} : { 'content-length': String(bytes?.length ?? 0) };
  response.writeHead(status, { ...headers, ...length, ...(unread ? { connection: 'close' } : {}) });
  response.end(bytes);
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
