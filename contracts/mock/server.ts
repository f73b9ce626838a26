import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Delivery, MockRequest } from './record.ts';

export interface ServerOptions {
  /** 0: any free port. */
  readonly port?: number;
  /** Default `127.0.0.1`: a mock is not for the network unless told so. */
  readonly host?: string;
  readonly limits?: Partial<Limits>;
}

/** What a client may take of the server, so that none can hold it. Times in milliseconds. */
export interface Limits {
  /** Bytes of the request line and all header fields; more is 431. */
  readonly headers: number;
  /** Until the header fields are there. */
  readonly headersWithin: number;
  /** Until the whole request is there. */
  readonly requestWithin: number;
  /** Without a byte in either direction while a request or an answer is on its way. */
  readonly idle: number;
  /** What answers that are on their way have when the server stops. */
  readonly grace: number;
}

const usual: Limits = {
  headers: 16 * 1024,
  headersWithin: 10_000,
  requestWithin: 30_000,
  idle: 120_000,
  grace: 2000,
};

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  /** Takes no more requests, lets answers go out that are on their way, and ends what is open then. */
  close(): Promise<void>;
}

/** What is served: a mock, or what forwards to another server. */
export interface Served {
  /** Bytes of a request body that are read. */
  readonly bodyLimit: number;
  handle(request: MockRequest): ServedResponse | Promise<ServedResponse>;
}

/** An answer of a mock, or one of another server with all that HTTP allows. */
export interface ServedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: string | Uint8Array | undefined;
  readonly delivery?: Delivery;
}

/** Serves a mock on a socket. Rejects with the system's error (`EADDRINUSE`, `EACCES` …) when it cannot listen. */
export async function startServer(served: Served, options: ServerOptions = {}): Promise<RunningServer> {
  const host = options.host ?? '127.0.0.1';
  const limits = { ...usual, ...options.limits };
  const server = createServer(
    {
      maxHeaderSize: limits.headers,
      headersTimeout: limits.headersWithin,
      requestTimeout: limits.requestWithin,
      connectionsCheckingInterval: Math.min(5000, limits.headersWithin),
    },
    (request, response) => receive(served, request, new Sender(server, request, response)),
  );
  server.timeout = limits.idle;
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
    close: () => close(server, limits.grace),
  };
}

/** Reads the whole body, as far as the limit goes, and has the request answered. Events, not iteration: it is half as dear. */
function receive(served: Served, request: IncomingMessage, sender: Sender): void {
  const { headers } = request;
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) {
    answer(served, request, sender, none);
    return;
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  request.on('data', (chunk: Uint8Array) => {
    const before = length;
    length += chunk.length;
    if (length <= served.bodyLimit) chunks.push(chunk);
    // What comes beyond the limit flows past: the answer still has to go out on this socket.
    else if (before <= served.bodyLimit) answer(served, request, sender, undefined);
  });
  request.once('end', () => {
    if (length <= served.bodyLimit)
      answer(served, request, sender, chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
  });
  // The client went away while its body was read: there is nobody to answer.
  request.once('error', () => sender.drop());
}

const none = new Uint8Array();

/** `body` undefined: it was larger than the limit. */
function answer(
  served: Served,
  request: IncomingMessage,
  sender: Sender,
  body: Uint8Array | undefined,
): void {
  try {
    const content = body === undefined ? { oversized: true } : { body };
    const { method = 'GET', url = '/' } = request;
    const answered = served.handle({ method, url, headers: request.headers, ...content });
    if (answered instanceof Promise)
      answered
        .then((response) => sender.deliver(response, body === undefined))
        .catch((error) => sender.fail(error));
    else sender.deliver(answered, body === undefined);
  } catch (error) {
    sender.fail(error);
  }
}

/** Puts an answer on the wire, in the way that it says. */
class Sender {
  readonly #server: Server;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;

  constructor(server: Server, request: IncomingMessage, response: ServerResponse) {
    this.#server = server;
    this.#request = request;
    this.#response = response;
  }

  deliver(answered: ServedResponse, unread: boolean): void {
    const { delivery } = answered;
    if (!delivery) {
      this.#send(answered, unread);
      return;
    }
    const go = () => {
      if (delivery.drop) this.drop();
      else if (delivery.truncate === undefined) this.#send(answered, unread);
      else this.#cut(answered);
    };
    if (!delivery.delay) {
      go();
      return;
    }
    const timer = setTimeout(go, delivery.delay);
    this.#response.once('close', () => clearTimeout(timer));
  }

  drop(): void {
    this.#response.destroy();
    this.#request.socket.destroy();
  }

  fail(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    const body = JSON.stringify({ error: { code: 'InternalServerError', message: `docpact: ${message}` } });
    this.#send({ status: 500, headers: { 'content-type': 'application/json' }, body }, false);
  }

  #send({ status, headers, body }: ServedResponse, unread: boolean): void {
    // Name and value in turn: Node.js writes them as they are, and nobody copies an object for each answer.
    const fields: (string | string[])[] = [];
    for (const name in headers) fields.push(name, headers[name] ?? '');
    if (status !== 204 && status !== 304 && headers['content-length'] === undefined)
      fields.push('content-length', String(body === undefined ? 0 : Buffer.byteLength(body)));
    // A connection that stays open would hold a server that is to stop.
    if (unread || !this.#server.listening) fields.push('connection', 'close');
    this.#response.writeHead(status, fields);
    this.#response.end(body);
  }

  /** A part of the body under the length of the whole. */
  #cut({ status, headers, body, delivery }: ServedResponse): void {
    const bytes = Buffer.from(body ?? '');
    this.#response.writeHead(status, { ...headers, 'content-length': bytes.length });
    this.#response.write(bytes.subarray(0, delivery?.truncate), () => this.drop());
  }
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function close(server: Server, grace: number): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), grace);
    server.close(() => {
      clearTimeout(late);
      resolve();
    });
    server.closeIdleConnections();
  });
}
