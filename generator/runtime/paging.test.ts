import { describe, expect, it } from 'vitest';
import { type Answer, type Seen, service } from './fixtures/service.ts';
import {
  type Api,
  afterLast,
  apiKey,
  bearer,
  connect,
  cursor,
  operation,
  type PagingOptions,
  paged,
} from './index.ts';

interface List {
  query?: { top?: number };
  result: { value: { id: number }[] };
}
const here = service();
const api: Api = { schemes: { aad: bearer, key: apiKey('query', 'key') }, security: [{ aad: [] }] };
const list = operation<List>(api, 'list', 'GET', '/v1/items');
const connection = (settings = {}) => connect({ baseUrl: here.url, auth: 't', ...settings });

/** Three pages of two items; `tell` puts into each what says where the next one is. */
function pages(tell: (next: number | undefined, last: number) => Answer): (request: Seen) => Answer {
  return ({ url }) => {
    const page = Number(/[?&]p=(\d)/.exec(decodeURIComponent(url))?.[1] ?? 0);
    const told = tell(page < 2 ? page + 1 : undefined, 2 * page + 1);
    const value = [{ id: 2 * page }, { id: 2 * page + 1 }];
    return { ...told, body: { value, ...Object(told.body) } };
  };
}
const all = [0, 1, 2, 3, 4, 5];
const ids = async (options?: PagingOptions<List['result'], { id: number }>, settings = {}) =>
  (await paged(list, connection(settings), { query: { top: 2 } }, options).all()).map(({ id }) => id);

describe('a list in pages', () => {
  it.each<[string, (next: number | undefined) => Answer]>([
    [
      '@odata.nextLink',
      (next) => ({ body: next && { '@odata.nextLink': `${here.url}/v1/items?p=${next}` } }),
    ],
    ['nextLink', (next) => ({ body: next && { nextLink: `${here.url}/v1/items?p=${next}` } })],
    ['next', (next) => ({ body: { next: next ? `/v1/items?p=${next}` : null } })],
    ['links.next', (next) => ({ body: { links: { next: next && `?p=${next}` } } })],
    ['links.next.href', (next) => ({ body: { links: next && { next: { href: `?p=${next}` } } } })],
    ['_links.next.href', (next) => ({ body: { _links: next && { next: { href: `?p=${next}` } } } })],
    ['Link', (next) => (next ? { headers: { Link: `<?p=0>; rel=first, <?p=${next}>; rel="next"` } } : {})],
  ])('follows %s to the end', async (_, tell) => {
    here.answer = pages(tell);
    expect(await ids()).toEqual(all);
    expect(here.seen.map(({ url }) => url)).toEqual(['/v1/items?top=2', '/v1/items?p=1', '/v1/items?p=2']);
    expect(here.seen.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer t',
      'Bearer t',
      'Bearer t',
    ]);
  });

  it.each([
    [
      'cursor',
      cursor({ from: 'meta.token', parameter: 'page' }),
      ['?top=2', '?top=2&page=p%3D1', '?top=2&page=p%3D2'],
    ],
    ['afterLast', afterLast({ parameter: 'after' }), ['?top=2', '?top=2&after=1', '?top=2&after=3']],
  ])('goes on with a parameter of the same call: %s', async (name, style, queries) => {
    let page = 0;
    here.answer = () => {
      const value = [{ id: 2 * page }, { id: 2 * page + 1 }];
      page++;
      return {
        body: {
          value,
          has_more: page < 3,
          meta: { token: page < 3 ? `p=${page}` : name === 'cursor' ? '' : null },
        },
      };
    };
    expect(await ids({ style })).toEqual(all);
    expect(here.seen.map(({ url }) => url.slice('/v1/items'.length))).toEqual(queries);
  });

  it('goes on with a member of the body', async () => {
    interface Search {
      body: { q: string; cursor?: string };
      result: { results: string[] };
    }
    const search = operation<Search>(api, 'search', 'POST', '/search', { body: 'application/json' });
    here.answer = [{ body: { results: ['a'], cursor: 'x' } }, { body: { results: ['b'] } }];
    const style = cursor({ from: 'cursor', parameter: 'cursor', in: 'body' });
    expect(await paged(search, connection(), { body: { q: 'a' } }, { style }).all()).toEqual(['a', 'b']);
    expect(here.seen.map(({ body }) => body)).toEqual(['{"q":"a"}', '{"q":"a","cursor":"x"}']);
  });

  it('follows the link of a POST with GET, without the body', async () => {
    const action = operation<{ body: object; result: { value: number[] } }>(api, 'act', 'POST', '/act', {
      body: 'application/json',
    });
    here.answer = [{ body: { value: [1], '@odata.nextLink': '/act?skip=1' } }, { body: { value: [2] } }];
    expect(await paged(action, connection(), { body: {}, prefer: 'odata.maxpagesize=1' }).all()).toEqual([
      1, 2,
    ]);
    const { method, body, headers } = here.seen[1] ?? {};
    expect([method, body, headers?.['content-type'], headers?.['prefer']]).toEqual([
      'GET',
      '',
      undefined,
      'odata.maxpagesize=1',
    ]);
  });

  it('comes page by page, with the responses, and can go on later', async () => {
    here.answer = pages((next) => ({ headers: { ETag: `"${next}"` }, body: next && { next: `?p=${next}` } }));
    const pagesOf = paged(list, connection()).pages();
    const first = (await pagesOf.next()).value ?? undefined;
    expect(here.seen.length).toBe(1);
    expect(first).toMatchObject({ data: { next: '?p=1' }, items: [{ id: 0 }, { id: 1 }], next: '?p=1' });
    expect(first?.response.headers.get('ETag')).toBe('"1"');
    here.seen.length = 0;
    expect(await ids({ from: first?.next })).toEqual([2, 3, 4, 5]);
    expect(here.seen.length).toBe(2);
  });

  it('asks for no more than is taken, and for nothing twice', async () => {
    here.answer = pages((next) => ({ body: next && { next: `?p=${next}` } }));
    for await (const { id } of paged(list, connection())) if (id === 2) break;
    expect(here.seen.length).toBe(2);
  });

  it('tells the delta link at the end, from which the changes come later', async () => {
    here.answer = [
      { body: { value: [{ id: 1 }], '@odata.nextLink': '?skip=1' } },
      { body: { value: [], '@odata.deltaLink': `${here.url}/v1/items?delta=1` } },
    ];
    const items = paged(list, connection());
    expect(items.deltaLink).toBeUndefined();
    expect(await items.all()).toEqual([{ id: 1 }]);
    expect(items.deltaLink).toBe(`${here.url}/v1/items?delta=1`);
    here.seen.length = 0;
    here.answer = [{ body: { value: [{ id: 2 }] } }];
    expect(await ids({ from: items.deltaLink })).toEqual([2]);
    expect(here.seen.map(({ url }) => url)).toEqual(['/v1/items?delta=1']);
  });

  it.each([
    [
      [1, 2],
      [1, 2],
    ],
    [{ items: [1] }, [1]],
    [{ data: [1] }, [1]],
    [{ results: [1] }, [1]],
  ])('is found in %j', async (body, items) => {
    const any = operation<{ result: number[] }>(api, 'any', 'GET', '/any');
    here.answer = [{ body }];
    expect(await paged(any, connection()).all()).toEqual(items);
  });

  it('is where the caller says, or it is an error', async () => {
    const any = operation<{ result: { users: number[] } }>(api, 'any', 'GET', '/any');
    here.answer = [{ body: { users: [1, 2] } }];
    const items = paged(any, connection(), {}, { items: (page) => page.users });
    expect(await items.all()).toEqual([1, 2]);
    await expect(paged(any, connection()).all()).rejects.toThrow('say where its `items` are');
  });

  it('says what to do with a next that is no link', async () => {
    here.answer = [{ body: { value: [], next: 'token' } }];
    await expect(ids()).rejects.toThrow('`next` is no link: say with `style` how the next page is asked for');
  });

  it('stops where a page leads back', async () => {
    here.answer = pages((next) => ({ body: { next: `?p=${next ?? 1}` } }));
    await expect(ids()).rejects.toThrow('list: a page names an earlier one as the next');
    expect(here.seen.length).toBe(3);
    here.answer = [{ body: { value: [{ id: 1 }], has_more: true } }];
    await expect(ids({ style: afterLast({ parameter: 'after' }) })).rejects.toThrow('earlier');
  });

  it('stops when the signal says so', async () => {
    here.answer = pages((next) => ({ body: next && { next: `?p=${next}` } }));
    const controller = new AbortController();
    const taken: number[] = [];
    const taking = async () => {
      for await (const { id } of paged(list, connection(), { signal: controller.signal })) {
        taken.push(id);
        if (id === 3) controller.abort(new Error('enough'));
      }
    };
    await expect(taking()).rejects.toThrow('enough');
    expect([taken, here.seen.length]).toEqual([[0, 1, 2, 3], 2]);
  });

  it('fails as the operation does', async () => {
    here.answer = [{ body: { value: [], next: '?p=1' } }, { status: 404, body: { error: { code: 'gone' } } }];
    await expect(ids()).rejects.toMatchObject({ name: 'ApiError', code: 'gone', operation: 'list' });
  });

  it('tries a page again as any other call', async () => {
    here.answer = [
      { body: { value: [{ id: 1 }], next: '?p=1' } },
      { status: 503 },
      { body: { value: [{ id: 2 }] } },
    ];
    expect(await ids({}, { retryDelay: 0 })).toEqual([1, 2]);
  });
});

describe('a link to another origin', () => {
  const elsewhere = service();

  it.each(['@odata.nextLink', 'next'])('in %s is not followed', async (member) => {
    here.answer = [{ body: { value: [{ id: 1 }], [member]: `${elsewhere.url}/v1/items?p=1` } }];
    await expect(ids()).rejects.toThrow(
      `list: the next page is at ${elsewhere.url}, which is not ${here.url}`,
    );
    expect(elsewhere.seen).toEqual([]);
  });

  it('is refused whatever else it says', async () => {
    for (const link of [
      `//${new URL(elsewhere.url).host}/x`,
      'https://user@example.com/',
      'data:,/x',
      'javascript:/x',
    ]) {
      here.answer = [{ headers: { Link: `<${link}>; rel=next` }, body: { value: [] } }];
      await expect(ids()).rejects.toThrow('list: the next page is at');
    }
    await expect(ids({ from: `${elsewhere.url}/v1/items?delta=1` })).rejects.toThrow('which is not');
    expect(elsewhere.seen).toEqual([]);
  });

  it('of the same host keeps the key of the query to itself', async () => {
    const keyed = operation<List>({ ...api, security: [{ key: [] }] }, 'keyed', 'GET', '/keyed');
    here.answer = [{ body: { value: [], next: '/keyed?p=a%20b#fragment' } }, { body: { value: [] } }];
    await paged(keyed, connection({ auth: 'k' })).all();
    expect(here.seen.map(({ url }) => url)).toEqual(['/keyed?key=k', '/keyed?p=a%20b&key=k']);
  });
});
