import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isObject, type Json, stringMember } from '../../generator/model/json.ts';
import type { HeaderField } from '../proxy/exchanged.ts';
import { Forwarder } from '../proxy/forward.ts';
import { type Filtered, filtered, type RequestFilter } from './request-filter.ts';
import type { ProviderStates } from './states.ts';

/** What was sent to the provider for one interaction, and what came back. */
export interface Attempt {
  /** Interactions are played one after the other: how many came before. */
  readonly interaction: number;
  readonly method: string;
  /** Below the provider's base URL, with the query. */
  readonly target: string;
  /** In their order, names as they were written. */
  readonly requestHeaders: readonly HeaderField[];
  readonly answer: Answer | undefined;
  /** Why there is no answer. */
  readonly reason?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: readonly HeaderField[];
  /** Without its content coding; undefined: that is not known. */
  readonly body: Uint8Array | undefined;
}

/** A state that the provider could not be brought into. */
export interface StateFailure {
  readonly interaction: number;
  readonly state: string;
  readonly reason: string;
}

export interface Relay {
  /** For the verifier in place of the provider. */
  readonly url: string;
  /** Where the verifier asks for provider states. */
  readonly statesUrl: string;
  readonly attempts: readonly Attempt[];
  readonly stateFailures: readonly StateFailure[];
  close(): Promise<void>;
}

export interface RelayOptions {
  /** Where the provider listens, with its base path if it has one. */
  readonly baseUrl: string;
  readonly states: ProviderStates;
  /** Sent with every request, in place of what the pact exemplifies. */
  readonly headers: Readonly<Record<string, string>>;
  readonly filter: RequestFilter | undefined;
  /** For one request, in milliseconds. */
  readonly timeout: number;
}

const statesPath = '/_docpact/provider-states';

/**
 * Stands between the Pact verifier and the provider: what passes is kept, byte for byte. The verifier asks for an
 * interaction's states before it sends the request, also where there are none; so it is known which one is played.
 */
export async function startRelay(options: RelayOptions): Promise<Relay> {
  const play = new Play(options);
  const server = createServer((request, response) => {
    const answered =
      request.url === statesPath ? play.state(request, response) : play.pass(request, response);
    // The verifier went away: there is nobody to answer.
    answered.catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const { attempts, stateFailures } = play;
  return { url, statesUrl: url + statesPath, attempts, stateFailures, close: () => close(server, play) };
}

class Play {
  readonly #options: RelayOptions;
  readonly #forwarder: Forwarder;
  readonly attempts: Attempt[] = [];
  readonly stateFailures: StateFailure[] = [];
  #interaction = -1;
  /** Whether the next setup is the first of another interaction. */
  #over = true;

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#forwarder = new Forwarder(new URL(options.baseUrl), { within: options.timeout });
  }

  close(): void {
    this.#forwarder.close();
  }

  async state(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked: Json = JSON.parse(Buffer.from(await bytesOf(request)).toString('utf8'));
    const state = stringMember(asked, 'state') ?? '';
    const action = stringMember(asked, 'action') === 'teardown' ? 'teardown' : 'setup';
    if (action === 'setup' && this.#over) this.#interaction++;
    this.#over = action === 'teardown';
    const params = isObject(asked) && isObject(asked['params']) ? asked['params'] : {};
    try {
      const values = state === '' ? {} : await this.#options.states.change({ state, action, params });
      answerJson(response, 200, values);
    } catch (error) {
      // After this the verifier goes on to the next interaction; it would try again after a 5xx.
      this.#over = true;
      const reason = error instanceof Error ? error.message : String(error);
      this.stateFailures.push({ interaction: this.#interaction, state, reason });
      answerJson(response, 422, { error: reason });
    }
  }

  async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { headers, filter, timeout } = this.#options;
    const interaction = this.#interaction;
    const received: Filtered = {
      method: request.method ?? 'GET',
      url: request.url ?? '/',
      headers: { ...request.headers, ...lowered(headers) },
      body: await bytesOf(request),
    };
    const keep = (sent: Filtered, more: Pick<Attempt, 'answer' | 'reason'>) =>
      this.attempts.push({
        interaction,
        method: sent.method,
        target: sent.url,
        requestHeaders: pairsOf(sent.headers),
        ...more,
      });
    let sent = received;
    try {
      sent = filter ? await filtered(received, filter) : received;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      keep(sent, { answer: undefined, reason: `the request filter fails: ${reason}` });
      return void response.destroy();
    }
    const forwarded = await this.#forwarder.forward({ ...sent, headers: singleValued(sent.headers) });
    if ('failed' in forwarded) {
      const { failed, code = 'no answer' } = forwarded;
      const reason =
        failed === 504 ? `no answer within ${timeout} ms` : `the provider does not answer (${code})`;
      keep(sent, { answer: undefined, reason });
      return void response.destroy();
    }
    const { status, headers: fields, body, decoded } = forwarded;
    keep(sent, { answer: { status, headers: fields, body: decoded } });
    response.writeHead(status, fields.flat());
    response.end(body);
  }
}

function bytesOf(message: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    message.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    message.once('end', () => resolve(Buffer.concat(chunks)));
    message.once('error', reject);
    message.once('aborted', () =>
      reject(new Error('the connection was closed before the message was whole')),
    );
  });
}

function lowered(headers: Readonly<Record<string, string>>): Filtered['headers'] {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function pairsOf(headers: Filtered['headers']): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  );
}

function singleValued(headers: Filtered['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat().join(', ')]],
    ),
  );
}

function answerJson(response: ServerResponse, status: number, value: Json): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

function close(server: Server, play: Play): Promise<void> {
  play.close();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
