import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject, type JsonObject, member } from '../../../generator/model/json.ts';
import type { MockOptions } from '../options.ts';
import { readState } from '../read-state.ts';
import { idsOf, list, open, query, root, rows, type Send } from './fixtures/opened.ts';

const books = (count: number): JsonObject[] =>
  Array.from({ length: count }, (_, i) => ({ id: `n${i}`, title: `Title ${i % 3}`, pages: i % 5 }));

/** All pages of a list, followed to the end. */
async function pages(send: Send, path: string, between: (page: number) => Promise<unknown> = async () => {}) {
  const found: JsonObject[][] = [];
  for (let next: string | undefined = path; next !== undefined; ) {
    const { status, body } = await send(next);
    expect(status).toBe(200);
    found.push([...rows(body)]);
    const link = member(body, '@odata.nextLink');
    next = typeof link === 'string' ? link : undefined;
    if (next !== undefined) await between(found.length);
  }
  return found;
}

const idsOn = (found: readonly JsonObject[][]) => found.map((page) => page.map(({ id }) => id).join(' '));

function library(count: number, options: MockOptions = {}) {
  return open({ seed: { '/books': books(count) }, ...options });
}

describe('pages', () => {
  it('have as many rows as the mock is told, or the caller prefers', async () => {
    expect(idsOn(await pages(library(5, { pageSize: 2 }).send, '/books'))).toEqual(['n0 n1', 'n2 n3', 'n4']);
    expect(idsOn(await pages(library(4, { pageSize: 2 }).send, '/books'))).toEqual(['n0 n1', 'n2 n3']);
    const { mock, send } = library(5, { pageSize: 3 });
    const { body } = await send('/books', { headers: { prefer: 'odata.maxpagesize=1, return=minimal' } });
    expect(idsOf(body)).toBe('n0');
    const preferring = { method: 'GET', url: '/books', headers: { prefer: 'odata.maxpagesize=1' } };
    expect(mock.handle(preferring).headers['preference-applied']).toBe('odata.maxpagesize=1');
    const more = await send('/books', { headers: { prefer: 'maxpagesize=4' } });
    expect(rows(more.body)).toHaveLength(3);
  });

  it('go on by an absolute address that keeps the query', async () => {
    const { send } = library(5, { pageSize: 2 });
    const options = { $filter: "startswith(title,'T') and pages ne 9", $count: 'true', $select: 'id' };
    const first = await send(`/books${query(options)}`);
    const link = new URL(String(member(first.body, '@odata.nextLink')));
    expect(`${link.origin}${link.pathname}`).toBe(`${root}/books`);
    expect(Object.fromEntries(link.searchParams)).toEqual({ ...options, $skiptoken: expect.any(String) });
    const second = await send(link.href);
    expect(second.body).toMatchObject({ '@odata.count': 5, value: [{ id: 'n2' }, { id: 'n3' }] });
  });

  it('go on where the caller came from', async () => {
    const { mock } = library(3, { pageSize: 2 });
    const local = mock.handle({ method: 'GET', url: '/v1/books', headers: { host: 'localhost:3000' } });
    expect(member(JSON.parse(local.body ?? ''), '@odata.nextLink')).toMatch(
      /^http:\/\/localhost:3000\/v1\/books\?/,
    );
    const bare = mock.handle({ method: 'GET', url: '/books', headers: {} });
    expect(member(JSON.parse(bare.body ?? ''), '@odata.nextLink')).toMatch(
      /^https:\/\/library\.example\/v1\/books\?/,
    );
    const odd = mock.handle({ method: 'GET', url: '/books', headers: { host: 'a"b' } });
    expect(member(JSON.parse(odd.body ?? ''), '@odata.nextLink')).toMatch(
      /^https:\/\/library\.example\/v1\/books\?/,
    );
  });

  it('end with $top', async () => {
    const found = await pages(library(9, { pageSize: 2 }).send, `/books${query({ $top: '3', $skip: '1' })}`);
    expect(idsOn(found)).toEqual(['n1 n2', 'n3']);
  });

  it('are one where the answer has no way to say that it goes on', async () => {
    const { send } = open({ pageSize: 1 });
    expect(idsOf((await send('/shelves')).body)).toBe('1234');
  });

  it('show no row twice and leave none out when rows come and go between them', async () => {
    const { send } = library(6, { pageSize: 2 });
    const found = await pages(send, `/books${query({ $orderby: 'title,id' })}`, async (page) => {
      if (page === 1) {
        await send('/books/n0', { method: 'DELETE' });
        await send('/books/n4', { method: 'DELETE' });
        await send('/books', { method: 'POST', body: { title: 'A' } });
      }
      await send('/books/n5', { method: 'PATCH', body: { title: 'Changed' } });
    });
    expect(idsOn(found)).toEqual(['n0 n3', 'n1 n2', 'n5']);
    expect(found.at(-1)?.[0]).toMatchObject({ title: 'Changed' });
  });

  it('refuse a token of another query, of another path, and one that is none', async () => {
    const { send } = library(5, { pageSize: 2 });
    const { body } = await send('/books');
    const token = new URL(String(member(body, '@odata.nextLink'))).searchParams.get('$skiptoken') ?? '';
    expect(await list(send, { $skiptoken: token })).toBe('n2n3');
    const other = '400 The value of $skiptoken belongs to another query.';
    expect(await list(send, { $skiptoken: token, $filter: 'pages gt 0' })).toBe(other);
    expect(await list(send, { $skiptoken: token }, '/books/n0/loans')).toBe(other);
    for (const wrong of ['', 'x', `${token}x`, '%%%', btoa('1.99999'), btoa('1')])
      expect(await list(send, { $skiptoken: wrong })).toMatch(
        /^400 The value of \$skiptoken is (malformed|not known)/,
      );
  });

  it('outlive a snapshot', async () => {
    const { mock, send } = library(5, { pageSize: 2 });
    const link = String(member((await send('/books')).body, '@odata.nextLink'));
    const kept = JSON.parse(JSON.stringify(mock.snapshot()));
    mock.reset();
    expect((await send(link)).status).toBe(400);
    mock.restore(kept);
    expect(idsOf((await send(link)).body)).toBe('n2n3');
  });

  it('are in a state that is kept in a file', async () => {
    const { api, mock, send } = library(5, { pageSize: 2 });
    await send('/books');
    await send('/books/delta()');
    const bytes = new TextEncoder().encode(JSON.stringify(mock.snapshot()));
    expect(readState(bytes, 'state.json', api).diagnostics).toEqual([]);
  });

  it('are remembered up to a limit', async () => {
    const { mock, send } = library(3, { pageSize: 2 });
    const first = String(member((await send('/books')).body, '@odata.nextLink'));
    for (let i = 0; i < 250; i++) await send('/books');
    expect((await send(first)).status).toBe(400);
    expect(JSON.stringify(mock.snapshot()).length).toBeLessThan(40_000);
  });

  it('are together what the list is without them', async () => {
    const options = fc.record(
      {
        $filter: fc.constantFrom('pages gt 1', "title eq 'Title 1'", 'not (pages eq 0)'),
        $orderby: fc.constantFrom('pages', 'title desc,pages', 'pages desc'),
        $skip: fc.nat(4).map(String),
        $top: fc.nat(30).map(String),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.nat(20),
        fc.integer({ min: 1, max: 7 }),
        options,
        async (count, pageSize, given) => {
          const path = `/books${query(Object.fromEntries(Object.entries(given).map(([k, v]) => [k, String(v)])))}`;
          const whole = rows((await library(count).send(path)).body);
          const found = await pages(library(count, { pageSize }).send, path);
          expect(found.flat()).toEqual(whole);
          for (const page of found.slice(0, -1)) expect(page).toHaveLength(pageSize);
          expect(found.at(-1)?.length).toBe(whole.length === 0 ? 0 : ((whole.length - 1) % pageSize) + 1);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('changes', () => {
  const follow = async (send: Send, path: string) => {
    const found: JsonObject[] = [];
    for (let next = path; ; ) {
      const { status, body } = await send(next);
      expect(status).toBe(200);
      found.push(...rows(body));
      const [more, link] = [member(body, '@odata.nextLink'), member(body, '@odata.deltaLink')];
      if (typeof link === 'string') {
        expect(more).toBeUndefined();
        return { found, link };
      }
      next = String(more);
    }
  };
  const change = async (send: Send) => {
    await send('/books/n1', { method: 'PATCH', body: { title: 'New' } });
    await send('/books/n2', { method: 'DELETE' });
    const { body } = await send('/books', { method: 'POST', body: { title: 'Later', pages: 9 } });
    return String(member(body, 'id'));
  };

  it.each([{}, { pageSize: 2 }])('are told since the last round (%j)', async (options) => {
    const { send } = library(5, options);
    const first = await follow(send, '/books/delta()');
    expect(first.found.map(({ id }) => id)).toEqual(['n0', 'n1', 'n2', 'n3', 'n4']);
    expect((await follow(send, first.link)).found).toEqual([]);
    const made = await change(send);
    const second = await follow(send, first.link);
    expect(second.found).toHaveLength(3);
    expect(second.found).toContainEqual(expect.objectContaining({ id: 'n1', title: 'New' }));
    expect(second.found).toContainEqual(expect.objectContaining({ id: made, title: 'Later' }));
    expect(second.found).toContainEqual({ id: 'n2', '@removed': { reason: 'deleted' } });
    expect((await follow(send, second.link)).found).toEqual([]);
    // A round may be asked for again.
    expect((await follow(send, first.link)).found).toHaveLength(3);
  });

  it('begin now with `latest`', async () => {
    const { send } = library(3);
    const { found, link } = await follow(send, '/books/delta()?$deltatoken=latest');
    expect(found).toEqual([]);
    await send('/books/n0', { method: 'PATCH', body: { pages: 77 } });
    expect((await follow(send, link)).found.map(({ id }) => id)).toEqual(['n0']);
  });

  it('say of a row that the filter no longer chooses that it changed', async () => {
    const { send } = library(3);
    const { found, link } = await follow(
      send,
      `/books/delta()${query({ $filter: 'pages lt 2', $select: 'pages' })}`,
    );
    expect(found).toEqual([
      { id: 'n0', pages: 0 },
      { id: 'n1', pages: 1 },
    ]);
    await send('/books/n0', { method: 'PATCH', body: { pages: 77 } });
    expect((await follow(send, link)).found).toEqual([{ id: 'n0', '@removed': { reason: 'changed' } }]);
  });

  it('refuse a token that is none, is old, or of another query', async () => {
    const { send } = library(3);
    const { link } = await follow(send, '/books/delta()');
    expect((await send('/books/delta()?$deltatoken=!')).status).toBe(400);
    expect((await send(`/books/delta()?$deltatoken=${btoa('99.0').replaceAll('=', '')}`)).status).toBe(410);
    expect((await send(`${link}&$filter=pages%20eq%201`)).status).toBe(400);
  });

  it('say what they are', async () => {
    const { body } = await library(1).send('/books/delta()');
    expect(isObject(body) && body['@odata.context']).toBe(`${root}/$metadata#books`);
    expect(member(body, '@odata.deltaLink')).toMatch(
      /^https:\/\/library\.example\/v1\/books\/delta\(\)\?\$deltatoken=\w+$/,
    );
  });
});
