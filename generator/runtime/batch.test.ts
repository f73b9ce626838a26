import { describe, expect, it } from 'vitest';
import { type Answer, type Seen, service } from './fixtures/service.ts';
import {
  type Api,
  ApiError,
  batch,
  bearer,
  connect,
  multipartBody,
  NetworkError,
  operation,
  part,
} from './index.ts';

interface UserGet {
  path: { id: string };
  query?: { $select?: string };
  result: { id: string };
  errors: { 404: { error: { code: string } } };
}
interface UserUpdate extends UserGet {
  body: { name: string };
}
const here = service();
const api: Api = { schemes: { aad: bearer } };
const scoped = (scope: string) => ({ security: [{ aad: [scope] }] });
const get = operation<UserGet>(api, 'get', 'GET', '/users/{id}', { ...scoped('Read'), errors: '404' });
const update = operation<UserUpdate>(api, 'update', 'PATCH', '/users/{id}', {
  ...scoped('Write'),
  body: 'application/json',
});
const put = operation<{ body: Blob; result: undefined }>(api, 'put', 'PUT', '/photo', { body: 'image/png' });

interface Sent {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
  readonly dependsOn?: readonly string[];
}
const rounds = () => here.seen.map(({ body }): Sent[] => JSON.parse(body).requests);

/** A service that answers each request of a batch, in reverse order: batches promise none. */
function batches(one: (request: Sent, round: number) => object): (request: Seen) => Answer {
  return ({ body }) => {
    const requests: Sent[] = JSON.parse(body).requests;
    const responses = requests
      .map((request) => ({ id: request.id, ...one(request, here.seen.length) }))
      .reverse();
    return { body: { responses } };
  };
}
const ok = ({ url }: Sent) => ({ status: 200, body: { id: url } });

/** A connection that does not wait; the pauses it would have made. */
function patient(settings = {}) {
  const pauses: number[] = [];
  const sleep = async (pause: number) => {
    pauses.push(pause);
  };
  return { pauses, connection: connect({ baseUrl: `${here.url}/v1.0`, auth: 't', sleep, ...settings }) };
}

describe('a batch', () => {
  it('holds requests as they would leave alone, and gives each its answer', async () => {
    here.answer = batches(({ method, url }) =>
      method === 'PUT' ? { status: 204 } : { status: 200, headers: { ETag: '"1"' }, body: { id: url } },
    );
    const scopes: (readonly string[])[] = [];
    const { connection } = patient({
      auth: (wanted: { scopes: readonly string[] }) => {
        scopes.push(wanted.scopes);
        return 't';
      },
    });
    const outcomes = await batch(connection, {
      me: part(get, { path: { id: 'a/b' }, query: { $select: 'id' } }),
      renamed: part(update, { path: { id: '1' }, body: { name: 'N' }, ifMatch: '"0"' }),
      photo: part(put, { body: new Blob([Uint8Array.of(251, 255, 0)]) }),
    });
    expect(outcomes.me).toMatchObject({ ok: true, status: 200, data: { id: '/users/a%2Fb?%24select=id' } });
    if (outcomes.me.ok) {
      expect(outcomes.me.data.id).toBe('/users/a%2Fb?%24select=id');
      expect(outcomes.me.headers.get('ETag')).toBe('"1"');
    }
    expect(outcomes.photo).toMatchObject({ ok: true, status: 204, data: undefined });
    expect(here.seen.map(({ method, url, headers }) => [method, url, headers.authorization])).toEqual([
      ['POST', '/v1.0/$batch', 'Bearer t'],
    ]);
    expect(scopes).toEqual([['Read', 'Write']]);
    const accept = 'application/json';
    expect(rounds()).toEqual([
      [
        { id: 'me', method: 'GET', url: '/users/a%2Fb?%24select=id', headers: { accept } },
        {
          id: 'renamed',
          method: 'PATCH',
          url: '/users/1',
          headers: { accept, 'content-type': 'application/json', 'if-match': '"0"' },
          body: { name: 'N' },
        },
        {
          id: 'photo',
          method: 'PUT',
          url: '/photo',
          headers: { accept, 'content-type': 'image/png' },
          body: '-_8A',
        },
      ],
    ]);
  });

  it('gives errors of the operation their types', async () => {
    here.answer = batches(() => ({ status: 404, body: { error: { code: 'gone' } } }));
    const { one } = await batch(patient().connection, { one: part(get, { path: { id: '1' } }) });
    expect(one).toMatchObject({
      ok: false,
      error: { status: 404, operation: 'get', code: 'gone', documented: true },
    });
    if (!one.ok && get.isError(one.error)) expect(one.error.body.error.code).toBe('gone');
    else expect.unreachable();
  });

  it('may be a list, of any length: more than fit go in several, one after the other', async () => {
    here.answer = batches(ok);
    const ids = Array.from({ length: 45 }, (_, i) => `${i}`);
    const outcomes = await batch(
      patient().connection,
      ids.map((id) => part(get, { path: { id } })),
    );
    expect(outcomes.map((outcome) => outcome.ok && outcome.data.id)).toEqual(ids.map((id) => `/users/${id}`));
    expect(rounds().map((requests) => requests.length)).toEqual([20, 20, 5]);
    here.seen.length = 0;
    const few = await batch(
      patient().connection,
      [part(get, { path: { id: '1' } }), part(put, { body: new Blob() })] as const,
      { size: 1 },
    );
    expect(few.map(({ ok }) => ok)).toEqual([true, true]);
    expect(rounds().length).toBe(2);
    here.seen.length = 0;
    expect(await batch(patient().connection, [])).toEqual([]);
    expect(here.seen).toEqual([]);
  });

  it('reads answers of any type', async () => {
    const bodies: Record<string, object> = {
      text: { headers: { 'Content-Type': 'text/plain' }, body: 'plain' },
      blob: { headers: { 'Content-Type': 'image/png' }, body: 'YQ==' },
      nothing: { status: 204, body: 'ignored' },
    };
    here.answer = batches(({ id }) => ({ status: 200, ...bodies[id] }));
    const any = operation<{ result: unknown }>(api, 'any', 'GET', '/any');
    const { text, blob, nothing } = await batch(patient().connection, {
      text: part(any),
      blob: part(any),
      nothing: part(any),
    });
    expect([text.ok && text.data, nothing.ok && nothing.data]).toEqual(['plain', undefined]);
    expect(blob.ok && (await (blob.data as Blob).text())).toBe('a');
  });

  it('fails as a whole only where it was refused as a whole', async () => {
    here.answer = [{ status: 400, body: { error: { code: 'bad' } } }];
    const call = batch(patient().connection, [part(get, { path: { id: '1' } })]);
    await expect(call).rejects.toMatchObject({ operation: 'batch', status: 400, code: 'bad' });
  });

  it('knows what it has no answer for', async () => {
    here.answer = [{ body: { responses: [{ id: '1', status: 'x' }] } }];
    const parts = [
      part(get, { path: { id: '0' } }),
      part(update, { path: { id: '1' }, body: { name: 'N' } }),
    ];
    const outcomes = await batch(patient({ retries: 0 }).connection, parts);
    expect(outcomes.map((outcome) => !outcome.ok && outcome.error)).toEqual([
      expect.any(NetworkError),
      expect.any(NetworkError),
    ]);
  });

  it('takes forms along', async () => {
    here.answer = batches(() => ({ status: 200, body: {} }));
    const send = operation<{ body: object }>(api, 'send', 'POST', '/send', {
      body: multipartBody('multipart/form-data'),
    });
    await batch(patient().connection, [part(send, { body: { a: 'b' } })]);
    const [[request] = []] = rounds();
    const type = request?.headers['content-type'] ?? '';
    const text = atob(String(request?.body).replaceAll('-', '+').replaceAll('_', '/'));
    expect((await new Response(text, { headers: { 'Content-Type': type } }).formData()).get('a')).toBe('b');
  });
});

describe('parts that depend on others', () => {
  const user = (id: string, dependsOn: readonly string[] = []) => part(get, { path: { id } }, { dependsOn });

  it('say so within a batch, and wait for another', async () => {
    here.answer = batches(ok);
    await batch(
      patient().connection,
      { c: user('c', ['a', 'b']), b: user('b', ['a']), a: user('a') },
      { size: 2 },
    );
    const asked = rounds().map((requests) => requests.map(({ id, dependsOn }) => [id, dependsOn]));
    expect(asked).toEqual([
      [
        ['a', undefined],
        ['b', ['a']],
      ],
      [['c', undefined]],
    ]);
  });

  it('are not sent after one that failed in an earlier batch', async () => {
    here.answer = batches(() => ({ status: 403 }));
    const parts = { a: user('a'), b: user('b', ['a']), c: user('c', ['b']) };
    const outcomes = await batch(patient().connection, parts, { size: 1 });
    expect(rounds().length).toBe(1);
    const statuses = Object.values(outcomes).map(
      (outcome) => !outcome.ok && outcome.error instanceof ApiError && outcome.error.status,
    );
    expect(statuses).toEqual([403, 424, 424]);
  });

  it('must be there, and must not wait for each other', async () => {
    const { connection } = patient();
    await expect(batch(connection, { a: user('a', ['x']) })).rejects.toThrow(
      'a depends on x, which is no part',
    );
    await expect(batch(connection, { a: user('a', ['b']), b: user('b', ['a']) })).rejects.toThrow(
      'a depends on itself',
    );
    expect(here.seen).toEqual([]);
  });

  it('go again together with one that was throttled', async () => {
    here.answer = batches(({ id }, round) => {
      if (round > 1) return { status: 200, body: { id } };
      if (id === 'a') return { status: 429, headers: { 'Retry-After': '2' } };
      return { status: id === 'b' ? 424 : 200, body: {} };
    });
    const { pauses, connection } = patient();
    const outcomes = await batch(connection, { a: user('a'), b: user('b', ['a']), c: user('c') });
    expect(Object.values(outcomes).map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(pauses).toEqual([2000]);
    expect(rounds().map((requests) => requests.map(({ id }) => id))).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b'],
    ]);
  });
});

describe('parts that were throttled', () => {
  it('go again, writes too, after the longest pause that was asked for', async () => {
    here.answer = batches(({ id }, round) =>
      round > 1 ? { status: 200, body: {} } : { status: 429, headers: { 'Retry-After': id } },
    );
    const { pauses, connection } = patient();
    const outcomes = await batch(connection, {
      3: part(get, { path: { id: '3' } }),
      7: part(update, { path: { id: '7' }, body: { name: 'N' } }),
    });
    expect(Object.values(outcomes).map(({ ok }) => ok)).toEqual([true, true]);
    expect(pauses).toEqual([7000]);
  });

  it('do so as often as the connection or the call allows, and then are errors', async () => {
    here.answer = batches(() => ({ status: 429, headers: { 'Retry-After': '1' } }));
    const sent = async (settings: object, options: object) => {
      here.seen.length = 0;
      const [outcome] = await batch(
        patient(settings).connection,
        [part(get, { path: { id: '1' } })],
        options,
      );
      expect(outcome).toMatchObject({ ok: false, error: { status: 429 } });
      return here.seen.length;
    };
    expect([await sent({}, {}), await sent({ retries: 0 }, {}), await sent({}, { retries: 1 })]).toEqual([
      3, 1, 2,
    ]);
  });

  it('do not go again after the signal', async () => {
    here.answer = batches(() => ({ status: 429, headers: { 'Retry-After': '1' } }));
    const controller = new AbortController();
    const sleep = async () => controller.abort(new Error('enough'));
    const call = batch(patient({ sleep }).connection, [part(get, { path: { id: '1' } })], {
      signal: controller.signal,
    });
    await expect(call).rejects.toThrow('enough');
    expect(here.seen.length).toBe(1);
  });
});
