import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { service } from './fixtures/service.ts';
import {
  type Api,
  ApiError,
  type ConnectionSettings,
  connect,
  type InputOf,
  NetworkError,
  operation,
  TimeoutError,
} from './index.ts';
import { pauseBefore, retryAfter } from './retry.ts';

interface Call {
  body?: unknown;
  result: unknown;
}
const here = service();
const api: Api = {};

/** Calls without waiting; tells how often it sent, and the pauses. */
async function call(method: string, settings: ConnectionSettings = {}, input: InputOf<Call> = {}) {
  const pauses: number[] = [];
  const connection = connect({
    baseUrl: here.url,
    random: () => 1,
    sleep: async (pause) => {
      pauses.push(pause);
    },
    ...settings,
  });
  const send = operation<Call>(api, 'send', method, '/a', { body: 'application/json' });
  const error: unknown = await send(connection, input).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { sent: here.seen.length, pauses, error };
}

describe('a request that failed', () => {
  it.each([408, 429, 502, 503, 504])(
    'with %i is sent again twice, then its error is thrown',
    async (status) => {
      here.answer = [{ status }];
      expect(await call('GET')).toEqual({ sent: 3, pauses: [500, 1000], error: expect.any(ApiError) });
    },
  );

  it.each([400, 401, 403, 404, 409, 412, 425, 500, 501, 505])('with %i is not', async (status) => {
    here.answer = [{ status }];
    expect(await call('GET')).toEqual({ sent: 1, pauses: [], error: expect.objectContaining({ status }) });
  });

  it('by a lost connection is sent again, and ends well if that does', async () => {
    here.answer = [{ drop: true }, { status: 503 }, { body: 1 }];
    expect(await call('GET')).toEqual({ sent: 3, pauses: [500, 1000], error: undefined });
  });

  it('is sent whole again', async () => {
    here.answer = [{ status: 503 }, {}];
    await call('PUT', { headers: { 'X-A': 'a' } }, { body: { a: 1 } });
    expect(here.seen.map(({ body, headers }) => [body, headers['x-a']])).toEqual([
      ['{"a":1}', 'a'],
      ['{"a":1}', 'a'],
    ]);
  });

  it.each(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])('is sent again with %s', async (method) => {
    here.answer = [{ drop: true }, {}];
    expect((await call(method)).sent).toBe(2);
  });

  it.each(['POST', 'PATCH'])('is not sent again with %s, which may have been done', async (method) => {
    for (const answer of [
      { drop: true },
      { status: 503 },
      { status: 429 },
      { status: 502, headers: { 'Retry-After': '1' } },
    ]) {
      here.seen.length = 0;
      here.answer = [answer];
      expect((await call(method)).sent).toBe(1);
    }
  });

  it.each([429, 503])('is sent again with POST after %i that says when to come back', async (status) => {
    here.answer = [{ status, headers: { 'Retry-After': '3' } }, {}];
    expect(await call('POST')).toEqual({ sent: 2, pauses: [3000], error: undefined });
  });

  it('is sent again with POST where the caller says that it may, or gives a key', async () => {
    here.answer = [{ drop: true }];
    const sent = async (settings: ConnectionSettings, input?: InputOf<Call>) => {
      here.seen.length = 0;
      return (await call('POST', settings, input)).sent;
    };
    expect(await sent({ repeatable: true })).toBe(3);
    expect(await sent({}, { repeatable: true })).toBe(3);
    expect(await sent({ repeatable: true }, { repeatable: false })).toBe(1);
    expect(await sent({}, { headers: { 'Idempotency-Key': 'a' } })).toBe(3);
  });

  it('with a stream is never sent twice', async () => {
    here.answer = [{ status: 503, headers: { 'Retry-After': '1' } }];
    const upload = operation<Call>(api, 'upload', 'PUT', '/a', { body: 'application/octet-stream' });
    const body = new Blob(['streamed']).stream();
    await expect(upload(connect({ baseUrl: here.url, retryDelay: 0 }), { body })).rejects.toMatchObject({
      status: 503,
    });
    expect(here.seen.map((request) => request.body)).toEqual(['streamed']);
  });

  it('is sent as often as is asked for', async () => {
    here.answer = [{ status: 503 }];
    const sent = async (settings: ConnectionSettings, input?: InputOf<Call>) => {
      here.seen.length = 0;
      return (await call('GET', settings, input)).sent;
    };
    expect(await sent({ retries: 0 })).toBe(1);
    expect(await sent({ retries: 4 })).toBe(5);
    expect(await sent({ retries: 4 }, { retries: 1 })).toBe(2);
    expect(await sent({ retries: 1 }, { retries: undefined })).toBe(2);
  });

  it('waits as long as the service asks, but not beyond the limit', async () => {
    here.answer = [{ status: 429, headers: { 'Retry-After': '59' } }, {}];
    expect((await call('GET')).pauses).toEqual([59_000]);
    here.seen.length = 0;
    here.answer = [{ status: 429, headers: { 'Retry-After': '61' } }, {}];
    expect(await call('GET')).toEqual({ sent: 1, pauses: [], error: expect.any(ApiError) });
    here.seen.length = 0;
    expect((await call('GET', { maxRetryAfter: 61_000 })).pauses).toEqual([61_000]);
    here.seen.length = 0;
    here.answer = [{ status: 503, headers: { 'retry-after-ms': '1234.5', 'Retry-After': '2' } }, {}];
    expect((await call('GET')).pauses).toEqual([1234.5]);
  });

  it('tells what is wrong at once instead of waiting beyond the end', async () => {
    here.answer = [{ status: 429, headers: { 'Retry-After': '30' } }];
    expect(await call('GET', { timeout: 20_000 })).toEqual({
      sent: 1,
      pauses: [],
      error: expect.objectContaining({ status: 429 }),
    });
  });

  it('stops waiting when the signal says so', async () => {
    here.answer = [{ status: 503, headers: { 'Retry-After': '30' } }];
    const controller = new AbortController();
    const get = operation<Call>(api, 'get', 'GET', '/a');
    const onResponse = () => {
      setTimeout(() => controller.abort(new Error('enough')), 20);
      return undefined;
    };
    const called = get(connect({ baseUrl: here.url, onResponse }), { signal: controller.signal });
    await expect(called).rejects.toThrow('enough');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(here.seen.length).toBe(1);
  });

  it('waits by itself where nothing is injected', async () => {
    here.answer = [{ status: 503, headers: { 'retry-after-ms': '30' } }, { body: 1 }];
    const get = operation<Call>(api, 'get', 'GET', '/a');
    const started = performance.now();
    expect(await get(connect({ baseUrl: here.url }))).toBe(1);
    expect(performance.now() - started).toBeGreaterThan(25);
  });
});

describe('the pause', () => {
  const get = { url: '', method: 'GET', headers: new Headers(), body: null };
  const lost = new NetworkError('get', new Error('lost'));

  it('doubles with each try up to its limit, and chance takes any part of it', () => {
    const pauses = (random: number, retryDelay?: number) =>
      [1, 2, 3, 4, 5, 6, 7].map((attempt) =>
        pauseBefore(lost, get, { retries: 9, random: () => random, retryDelay }, attempt),
      );
    expect(pauses(1)).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000]);
    expect(pauses(0.5)).toEqual([250, 500, 1000, 2000, 4000, 4000, 4000]);
    expect(pauses(0)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(pauses(1, 10)).toEqual([10, 20, 40, 80, 160, 320, 640]);
  });

  it("is none after an error that is not the service's nor the network's", () => {
    expect(pauseBefore(new TypeError('ours'), get, {}, 1)).toBeUndefined();
  });

  it('is what the service asks for', () => {
    const asked = (headers: Record<string, string>) => retryAfter(new Headers(headers));
    fc.assert(
      fc.property(fc.nat(), (seconds) => {
        expect(asked({ 'Retry-After': `${seconds}` })).toBe(seconds * 1000);
      }),
    );
    const date = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();
    const pause = asked({ 'Retry-After': date(10) });
    expect(pause).toBeGreaterThan(8_000);
    expect(pause).toBeLessThanOrEqual(10_000);
    const nothing = [{}, { 'Retry-After': 'soon' }, { 'Retry-After': '-1' }, { 'Retry-After': date(-10) }];
    expect(nothing.map(asked)).toEqual([-1, -1, -1, -1]);
  });
});

describe('time', () => {
  it('that a call may take includes everything', async () => {
    here.answer = [{ silent: true }];
    const { error, sent } = await call('GET', { timeout: 30 });
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({
      name: 'TimeoutError',
      operation: 'send',
      message: 'send: no answer within 30 ms',
    });
    expect(sent).toBe(1);
  });

  it('that a try may take ends that try', async () => {
    here.answer = [{ silent: true }, { body: 1 }];
    expect(await call('GET', { tryTimeout: 400 })).toEqual({ sent: 2, pauses: [500], error: undefined });
    here.seen.length = 0;
    expect(await call('PATCH', { tryTimeout: 400 })).toEqual({
      sent: 1,
      pauses: [],
      error: expect.any(TimeoutError),
    });
    here.seen.length = 0;
    expect((await call('GET', { tryTimeout: 10_000 }, { tryTimeout: 50, retries: 0 })).error).toBeInstanceOf(
      TimeoutError,
    );
  });

  it('counts for what does not listen to the signal, too', async () => {
    const fetch = () => new Promise<Response>(() => {});
    expect((await call('GET', { fetch, timeout: 20 })).error).toBeInstanceOf(TimeoutError);
    const auth = () => new Promise<string>(() => {});
    expect((await call('GET', { auth, timeout: 20 })).error).toBeInstanceOf(TimeoutError);
  });

  it('that is over while credentials are fetched means that nothing is sent', async () => {
    const auth = () => new Promise<string>((resolve) => setTimeout(() => resolve('t'), 40));
    const sent: Request[] = [];
    const fetch = async (request: Request) => {
      sent.push(request);
      return new Response();
    };
    expect((await call('GET', { auth, fetch, timeout: 10 })).error).toBeInstanceOf(TimeoutError);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(sent).toEqual([]);
  });

  it('without limit is what is given as such', async () => {
    for (const timeout of [Number.POSITIVE_INFINITY, 2 ** 40, undefined]) {
      expect((await call('GET', { timeout, tryTimeout: timeout })).error).toBeUndefined();
    }
  });

  it("leaves nothing on the caller's signal", async () => {
    const { signal } = new AbortController();
    here.answer = [{ status: 503 }, {}];
    const during: number[] = [];
    const onRequest = () => {
      during.push(getEventListeners(signal, 'abort').length);
      return undefined;
    };
    await call('GET', { onRequest }, { signal });
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(during).toEqual([1, 1]);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('errors of the network', () => {
  it('name the operation and keep their cause', async () => {
    here.answer = [{ drop: true }];
    const { error } = await call('PATCH');
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ name: 'NetworkError', operation: 'send', message: 'send: fetch failed' });
    expect((error as NetworkError).cause).toBeInstanceOf(TypeError);
  });

  it('happen while the answer is read, too', async () => {
    const fetch = async () =>
      new Response(
        new ReadableStream({
          start: (controller) => controller.error(new Error('cut off')),
        }),
      );
    const { error } = await call('GET', { fetch, retries: 0 });
    expect(error).toMatchObject({ name: 'NetworkError', message: 'send: cut off' });
  });
});

describe('hooks', () => {
  it('see each request with its credentials and may replace it', async () => {
    here.answer = [{ status: 503 }, {}];
    const seen: unknown[] = [];
    await call('GET', {
      auth: 't',
      onRequest: async (request, { operation, attempt }) => {
        seen.push([operation.id, attempt, request.headers.get('Authorization')]);
        request.headers.set('X-Attempt', `${attempt}`);
        return attempt === 2 ? new Request(`${request.url}?replaced`, request) : undefined;
      },
    });
    expect(seen).toEqual([
      ['send', 1, 'Bearer t'],
      ['send', 2, 'Bearer t'],
    ]);
    expect(here.seen.map(({ url, headers }) => [url, headers['x-attempt']])).toEqual([
      ['/a', '1'],
      ['/a?replaced', '2'],
    ]);
  });

  it('see each answer before it is read and may replace it', async () => {
    here.answer = [{ status: 503 }, { status: 404 }];
    const seen: number[] = [];
    const { error } = await call('GET', {
      onResponse: ({ status }) => {
        seen.push(status);
        return status === 404 ? Response.json({}) : undefined;
      },
    });
    expect(seen).toEqual([503, 404]);
    expect(error).toBeUndefined();
  });

  it('that throw end the call with their own error', async () => {
    const oops = () => {
      throw new Error('hook');
    };
    expect((await call('GET', { onRequest: oops })).error).toMatchObject({ name: 'Error', message: 'hook' });
    expect((await call('GET', { onResponse: oops })).error).toMatchObject({ name: 'Error', message: 'hook' });
    expect(here.seen.length).toBe(1);
  });
});
