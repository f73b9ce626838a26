import { describe, expect, it } from 'vitest';
import { type JsonObject, member } from '../../../generator/model/json.ts';
import { open, query, root, rows } from './fixtures/opened.ts';

describe('$expand', () => {
  const expand = async (value: string, path = '/books/a') => {
    const { status, body } = await open().send(path + query({ $expand: value }));
    return status === 200 ? (body as JsonObject) : status;
  };

  it('shows what has an address of its own, and what stands in the entity', async () => {
    expect(await expand('publisher,loans')).toMatchObject({
      '@odata.context': `${root}/$metadata#books(publisher(),loans())/$entity`,
      publisher: { name: 'Dargaud', city: 'Paris' },
      loans: [{ id: '1' }, { id: '2' }, { id: '3' }],
    });
    expect(await expand('sequel', '/books/c')).toMatchObject({ sequel: { id: 'd', title: 'More charts' } });
    expect(await expand('*', '/books/b')).toMatchObject({ loans: [{ id: '4' }], sequel: null });
  });

  it('shows null or an empty list where there is nothing', async () => {
    expect(await expand('sequel,loans', '/books/d')).toMatchObject({ sequel: null, loans: [] });
  });

  it('takes options of its own', async () => {
    const found = await expand(
      'loans($filter=days gt 3;$orderby=days desc;$top=1;$select=reader;$count=true)',
    );
    expect(found).toMatchObject({
      '@odata.context': `${root}/$metadata#books(loans(reader))/$entity`,
      loans: [{ id: '3', reader: 'Cy' }],
      'loans@odata.count': 2,
    });
    expect((found as JsonObject)['loans']).toEqual([{ id: '3', reader: 'Cy' }]);
    expect(await expand("loans($filter=reader eq 'a;b' or contains(reader,')'))")).toMatchObject({
      loans: [],
    });
    expect(await expand('loans($skip=2)')).toMatchObject({ loans: [{ id: '3' }] });
  });

  it('works on lists, beside $select', async () => {
    const { send } = open();
    const { body } = await send(
      `/books${query({ $select: 'title', $expand: 'loans($select=id)', $top: '2' })}`,
    );
    expect(rows(body)).toEqual([
      { id: 'a', title: 'Asterix', loans: [{ id: '1' }, { id: '2' }, { id: '3' }] },
      { id: 'b', title: 'Blindness', loans: [{ id: '4' }] },
    ]);
  });

  it('follows a property several times', async () => {
    const nested = {
      '/books': [
        { id: 'x', title: '1', sequel: { id: 'y', title: '2', sequel: { id: 'z', title: '3', pages: 9 } } },
      ],
    };
    const { send } = open({ seed: nested });
    const once = await send(`/books/x${query({ $expand: 'sequel' })}`);
    expect(once.body).toMatchObject({ sequel: { id: 'y' } });
    expect(member(once.body, 'sequel')).not.toHaveProperty('sequel');
    const twice = await send(`/books/x${query({ $expand: 'sequel($levels=2;$select=title)' })}`);
    expect(member(twice.body, 'sequel')).toEqual({ id: 'y', title: '2', sequel: { id: 'z', title: '3' } });
    const by = await send(`/books/x${query({ $expand: 'sequel($expand=sequel)' })}`);
    expect(member(by.body, 'sequel')).toMatchObject({ sequel: { id: 'z', pages: 9 } });
    const deep = `${'sequel($expand='.repeat(8)}sequel${')'.repeat(8)}`;
    expect((await send(`/books/x${query({ $expand: deep })}`)).status).toBe(400);
  });
});

describe('one entity', () => {
  it('takes $select and $expand, and nothing that is about many', async () => {
    const { send } = open();
    expect((await send('/books/a?$select=title')).body).toEqual({
      '@odata.context': `${root}/$metadata#books(title)/$entity`,
      id: 'a',
      title: 'Asterix',
    });
    const refused = await send('/books/a?$filter=true');
    expect(member(member(refused.body, 'error'), 'message')).toBe(
      "Query option '$filter' can be applied to collections only.",
    );
    expect((await send('/books/a?$select=nope')).status).toBe(400);
    expect((await send('/books/nobody?$select=title')).status).toBe(404);
  });

  it('shows a property, and its bare value', async () => {
    const { send } = open();
    expect((await send('/books/a/title')).body).toEqual({
      '@odata.context': `${root}/$metadata#books('a')/title`,
      value: 'Asterix',
    });
    expect((await send('/books/a/Author/city')).body).toMatchObject({ value: 'Paris' });
    expect((await send('/books/a/author')).body).toMatchObject({ name: 'Goscinny', city: 'Paris' });
    const bare = await send('/books/a/pages/$value');
    expect([bare.status, bare.type, bare.body]).toEqual([200, 'text/plain', '48']);
    expect((await send('/books/b/price')).status).toBe(204);
    expect((await send('/books/b/shelfMark')).status).toBe(204);
    expect((await send('/books/a/colour')).status).toBe(404);
    expect((await send('/books/nobody/title')).status).toBe(404);
    expect((await send('/books/a/title', { method: 'PUT', body: {} })).status).toBe(404);
  });
});
