import { describe, expect, it } from 'vitest';
import { service } from './fixtures/service.ts';
import {
  type Api,
  apiKey,
  basic,
  bearer,
  type ConnectionSettings,
  type CredentialsRequest,
  connect,
  http,
  operation,
  type Security,
} from './index.ts';

const here = service();
const schemes = {
  token: bearer,
  digest: http('Digest'),
  user: basic,
  header: apiKey('header', 'X-Key'),
  query: apiKey('query', 'api key'),
  cookie: apiKey('cookie', 'sid'),
};

interface Get {
  query?: object;
  cookies?: object;
  result: unknown;
}

/** What a request carries that is credentials. */
async function carried(
  security: Security | undefined,
  settings: ConnectionSettings,
  input: Parameters<ReturnType<typeof operation<Get>>>[1] = {},
  api: Api = { schemes },
) {
  const get = operation<Get>({ ...api, ...(security && { security }) }, 'get', 'GET', '/a');
  await get(connect({ baseUrl: here.url, ...settings }), input);
  const { url, headers } = here.seen.at(-1) ?? {};
  return [url, headers?.authorization, headers?.['x-key'], headers?.cookie];
}

const nothing = ['/a', undefined, undefined, undefined];

describe('credentials', () => {
  it.each([
    ['token', 't', ['/a', 'Bearer t', undefined, undefined]],
    ['digest', 'd', ['/a', 'Digest d', undefined, undefined]],
    ['user', { username: 'ü', password: 'p:w' }, ['/a', 'Basic w7w6cDp3', undefined, undefined]],
    ['user', 'ready', ['/a', 'Basic ready', undefined, undefined]],
    ['header', 'k', ['/a', undefined, 'k', undefined]],
    ['query', 'k&', ['/a?api%20key=k%26', undefined, undefined, undefined]],
    ['cookie', 'k;', ['/a', undefined, undefined, 'sid=k%3B']],
  ])('of the scheme %s', async (scheme, secret, expected) => {
    const security = [{ [scheme]: [] }];
    expect(await carried(security, { auth: { [scheme]: secret } })).toEqual(expected);
    expect(await carried(security, { auth: { [scheme]: async () => secret as string } })).toEqual(expected);
    if (typeof secret === 'string') expect(await carried(security, { auth: secret })).toEqual(expected);
    expect(await carried(security, { auth: { other: 'x' } })).toEqual([
      '/a',
      undefined,
      undefined,
      undefined,
    ]);
    expect(await carried(security, {})).toEqual(['/a', undefined, undefined, undefined]);
  });

  it('join what is there already', async () => {
    const input = { query: { a: 1 }, cookies: { b: 2 } };
    const auth = { query: 'q', cookie: 'c' };
    expect(await carried([{ query: [], cookie: [] }], { auth }, input)).toEqual([
      '/a?a=1&api%20key=q',
      undefined,
      undefined,
      'b=2; sid=c',
    ]);
  });

  it('come from the first alternative whose schemes all have some', async () => {
    const security = [{ token: [], header: [] }, {}, { header: [] }, { token: [] }];
    expect(await carried(security, { auth: { token: 't', header: 'k' } })).toEqual([
      '/a',
      'Bearer t',
      'k',
      undefined,
    ]);
    expect(await carried(security, { auth: { header: 'k' } })).toEqual(['/a', undefined, 'k', undefined]);
    expect(await carried(security, { auth: { token: 't', header: () => undefined } })).toEqual([
      '/a',
      'Bearer t',
      undefined,
      undefined,
    ]);
  });

  it('are never those of one scheme where two belong together', async () => {
    const security = [{ token: [], header: [] }, { query: [] }];
    expect(await carried(security, { auth: { token: 't', query: 'q' } })).toEqual([
      '/a?api%20key=q',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('leave a scheme out that is no part of requests', async () => {
    expect(await carried([{ mutualTLS: [], token: [] }], { auth: { token: 't' } })).toEqual([
      '/a',
      'Bearer t',
      undefined,
      undefined,
    ]);
    expect(await carried([{ mutualTLS: [] }, { token: [] }], { auth: 't' })).toEqual([
      '/a',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("are none where the operation needs none, not even the document's", async () => {
    expect(await carried([], { auth: 't' })).toEqual(['/a', undefined, undefined, undefined]);
    expect(await carried(undefined, { auth: 't' })).toEqual(['/a', undefined, undefined, undefined]);
    const open = operation<object>({ schemes, security: [{ token: [] }] }, 'open', 'GET', '/a', {
      security: [],
    });
    await open(connect({ baseUrl: here.url, auth: 't' }));
    expect(here.seen.at(-1)?.headers.authorization).toBeUndefined();
  });

  it('are a bearer token where the document describes no schemes', async () => {
    expect(await carried(undefined, { auth: 't' }, {}, {})).toEqual(['/a', 'Bearer t', undefined, undefined]);
    expect(await carried([], { auth: 't' }, {}, {})).toEqual(['/a', undefined, undefined, undefined]);
  });

  it('are none that an object inherits by the name of a scheme', async () => {
    const document: Api = { schemes: { toString: bearer } };
    expect(await carried([{ toString: [] }], { auth: {} }, {}, document)).toEqual(nothing);
    expect(await carried([{ constructor: [] }], { auth: 't' }, {}, document)).toEqual(nothing);
  });

  it('are not asked for where the caller has set them', async () => {
    const auth = () => {
      throw new Error('not needed');
    };
    const security = [{ token: [], header: [], query: [], cookie: [] }];
    const input = {
      headers: { authorization: 'Own o', 'x-key': 'o' },
      query: { 'api key': 'o' },
      cookies: { sid: 'o' },
    };
    expect(await carried(security, { auth }, input)).toEqual(['/a?api%20key=o', 'Own o', 'o', 'sid=o']);
    expect(await carried([{ token: [] }], { auth, headers: { Authorization: 'Own o' } })).toEqual([
      '/a',
      'Own o',
      undefined,
      undefined,
    ]);
  });

  it('are asked for each time that a request is sent, with what they are for', async () => {
    const asked: Omit<CredentialsRequest, 'signal'>[] = [];
    const auth = async ({ signal, ...wanted }: CredentialsRequest) => {
      expect(signal).toBeInstanceOf(AbortSignal);
      asked.push(wanted);
      return `t${asked.length}`;
    };
    here.answer = [{ status: 503 }, {}];
    await carried([{ token: ['Read.All', 'Write.All'] }], { auth, retryDelay: 0 });
    const wanted = { operation: 'get', scheme: 'token', scopes: ['Read.All', 'Write.All'] };
    expect(asked).toEqual([wanted, wanted]);
    expect(here.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer t1', 'Bearer t2']);
  });

  it('that cannot be had end the call with their own error, unsent', async () => {
    const auth = () => Promise.reject(new Error('signed out'));
    await expect(carried([{ token: [] }], { auth })).rejects.toThrow(/^signed out$/);
    expect(here.seen).toEqual([]);
  });

  it('do not show in what request() builds', () => {
    const get = operation<Get>({ schemes, security: [{ token: [] }] }, 'get', 'GET', '/a');
    const connection = connect({ baseUrl: here.url, auth: 't' });
    expect(get.request({}, connection).headers.has('Authorization')).toBe(false);
  });
});

describe('redirects', () => {
  const elsewhere = service();
  const all = [{ token: [], header: [], cookie: [] }];
  const auth = { token: 't', header: 'k', cookie: 'c' };
  const secrets = (headers: { [name: string]: unknown } = {}) =>
    ['authorization', 'x-key', 'cookie', 'x-other'].map((name) => headers[name]);

  it('within the origin keep the keys', async () => {
    here.answer = ({ url }) => (url === '/a' ? { status: 302, headers: { Location: '/b?c' } } : {});
    await carried(all, { auth }, { headers: { 'X-Other': 'o' } });
    expect(here.seen.map(({ url }) => url)).toEqual(['/a', '/b?c']);
    expect(secrets(here.seen[1]?.headers)).toEqual(['Bearer t', 'k', 'sid=c', 'o']);
  });

  it.each([301, 302, 303, 307, 308])(
    'to another origin (%i) leave all credentials behind, for good',
    async (status) => {
      here.answer = ({ url }) =>
        url === '/a' ? { status, headers: { Location: `${elsewhere.url}/b` } } : {};
      elsewhere.answer = [{ status, headers: { Location: `${here.url}/c` } }];
      await carried(all, { auth }, { headers: { 'X-Other': 'o' } });
      expect(secrets(elsewhere.seen[0]?.headers)).toEqual([undefined, undefined, undefined, 'o']);
      expect(here.seen.map(({ url }) => url)).toEqual(['/a', '/c']);
      expect(secrets(here.seen[1]?.headers)).toEqual([undefined, undefined, undefined, 'o']);
    },
  );

  it("to another origin take no key of the caller's own along either", async () => {
    here.answer = [{ status: 302, headers: { Location: `${elsewhere.url}/b` } }];
    await carried([{ header: [] }], {}, { headers: { 'X-Key': 'own' } });
    expect(here.seen[0]?.headers['x-key']).toBe('own');
    expect(elsewhere.seen[0]?.headers['x-key']).toBeUndefined();
  });

  it("to another origin take no token along: that is fetch's part", async () => {
    here.answer = [{ status: 302, headers: { Location: `${elsewhere.url}/b` } }];
    await carried([{ token: [] }], { auth: 't' });
    expect(here.seen[0]?.headers.authorization).toBe('Bearer t');
    expect(elsewhere.seen[0]?.headers.authorization).toBeUndefined();
  });

  it('do not carry a key of the query along', async () => {
    here.answer = [{ status: 302, headers: { Location: `${elsewhere.url}/b` } }];
    await carried([{ query: [] }], { auth: 'k' });
    expect(elsewhere.seen[0]?.url).toBe('/b');
    expect(elsewhere.seen[0]?.headers.referer).toBeUndefined();
  });

  it.each(['header', 'cookie'] as const)(
    'are followed here only if the request holds a key (%s)',
    async (scheme) => {
      const modes: string[] = [];
      const fetch = async (request: Request) => {
        modes.push(request.redirect);
        return new Response();
      };
      await carried([{ [scheme]: [] }, { token: [] }], { fetch, auth: { [scheme]: 'k' } });
      await carried([{ [scheme]: [] }, { token: [] }], { fetch, auth: { token: 't' } });
      expect(modes).toEqual(['manual', 'follow']);
    },
  );

  it('of what writes are not followed with keys: the redirect is the answer', async () => {
    here.answer = [{ status: 307, headers: { Location: '/b' } }];
    const api = { schemes, security: [{ header: [] }] };
    const post = operation<{ body: unknown }>(api, 'post', 'POST', '/a', { body: 'application/json' });
    await expect(post(connect({ baseUrl: here.url, auth: 'k' }), { body: {} })).rejects.toMatchObject({
      status: 307,
    });
    expect(here.seen.length).toBe(1);
  });

  it('without end have one', async () => {
    here.answer = [{ status: 302, headers: { Location: '/a' } }];
    await expect(carried([{ header: [] }], { auth: 'k' })).rejects.toMatchObject({ status: 302 });
    expect(here.seen.length).toBe(21);
  });
});
