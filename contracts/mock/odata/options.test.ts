import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { member } from '../../../generator/model/json.ts';
import { idsOf, list, open, query, root, rows } from './fixtures/opened.ts';

describe('query options of a list', () => {
  it.each<[Record<string, string>, string]>([
    [{}, 'abcd'],
    [{ $filter: 'pages eq 48' }, 'ad'],
    [{ filter: 'pages eq 48' }, 'ad'],
    [{ $FILTER: "AUTHOR/city eq 'Paris'" }, 'a'],
    [{ $filter: 'loans/any(l:l/days gt 14)' }, 'a'],
    [{ $filter: 'loans/$count ge 1' }, 'ab'],
    [{ $filter: "publisher/name eq 'Dargaud'" }, 'a'],
    [{ $filter: "sequel/title eq 'More charts'" }, 'c'],
    [{ $orderby: 'title desc' }, 'dcba'],
    [{ $orderby: 'pages,title desc' }, 'cdab'],
    [{ $orderby: 'price' }, 'bdac'],
    [{ $orderby: 'price desc' }, 'cabd'],
    [{ $orderby: 'author/name asc, id desc' }, 'dcab'],
    [{ $orderby: 'length(title)' }, 'dcab'],
    [{ $orderby: 'loans/$count DESC' }, 'abcd'],
    [{ $top: '2' }, 'ab'],
    [{ $skip: '3' }, 'd'],
    [{ $skip: '1', $top: '2', $orderby: 'title desc' }, 'cb'],
    [{ $top: '0' }, ''],
    [{ $search: 'charts' }, 'c'],
    [{ $search: '"title:bli" OR "title:du"' }, 'bd'],
    [{ $search: 'comic NOT paris' }, ''],
    [{ $search: '(ast OR bli) AND "author:sara"' }, 'b'],
    [{ $search: 'ust' }, ''],
  ])('%j', async (options, expected) => {
    expect(await list(open().send, options)).toBe(expected);
  });

  it.each<[Record<string, string>, string]>([
    [
      { $filter: 'colour eq 1' },
      "Invalid filter clause: Could not find a property named 'colour' on type 'lib.book', at column 1.",
    ],
    [
      { $filter: 'title' },
      "Invalid filter clause: The $filter expression must evaluate to a single boolean value, not 'title' of type 'Edm.String'.",
    ],
    [
      { $filter: 'a eq' },
      'Invalid filter clause: Syntax error: the expression ends where an expression is expected, at column 5.',
    ],
    [
      { $filter: '' },
      'Invalid filter clause: Syntax error: the expression ends where an expression is expected, at column 1.',
    ],
    [
      { $orderby: 'colour' },
      "Invalid orderby clause: Could not find a property named 'colour' on type 'lib.book', at column 1.",
    ],
    [
      { $orderby: 'title,author desc' },
      "Invalid orderby clause: There is no order of 'author' of type 'lib.person', at column 7.",
    ],
    [
      { $orderby: 'title up' },
      "Invalid orderby clause: Syntax error: 'up' stands where an operator is expected, at column 7.",
    ],
    [
      { $select: 'id,colour' },
      "Parsing OData Select and Expand failed: Could not find a property named 'colour' on type 'lib.book', at column 4.",
    ],
    [
      { $select: 'author/x' },
      "Parsing OData Select and Expand failed: Could not find a property named 'x' on type 'lib.person', at column 8.",
    ],
    [
      { $select: 'id,,title' },
      'Parsing OData Select and Expand failed: Syntax error: the name of a property is expected, at column 4.',
    ],
    [
      { $expand: 'colour' },
      "Parsing OData Select and Expand failed: Could not find a property named 'colour' on type 'lib.book', at column 1.",
    ],
    [
      { $expand: 'title' },
      "Parsing OData Select and Expand failed: Property 'title' on type 'lib.book' is not a navigation property, and only these can be expanded, at column 1.",
    ],
    [
      { $expand: 'loans($select=x)' },
      "Parsing OData Select and Expand failed: Could not find a property named 'x' on type 'lib.loan', at column 1.",
    ],
    [
      { $expand: 'loans($foo=1)' },
      "Parsing OData Select and Expand failed: Syntax error: '$foo=1' is no option within $expand, at column 7.",
    ],
    [
      { $expand: 'loans($top=1' },
      "Parsing OData Select and Expand failed: Syntax error: a '(' is not closed, at column 13.",
    ],
    [
      { $top: '-1' },
      "Invalid value '-1' for $top query option found. The $top query option requires a non-negative integer value.",
    ],
    [
      { $skip: 'x' },
      "Invalid value 'x' for $skip query option found. The $skip query option requires a non-negative integer value.",
    ],
    [
      { $count: 'maybe' },
      "Invalid value 'maybe' for $count query option found. Valid values are 'true' and 'false'.",
    ],
    [{ $search: '"a' }, 'Syntax error in $search: unterminated quotation, at column 1.'],
    [{ $search: 'a OR' }, 'Syntax error in $search: a term is expected, at column 5.'],
    [{ $skiptoken: '!' }, 'The value of $skiptoken is malformed.'],
    [{ $skiptoken: 'OS4x' }, 'The value of $skiptoken is not known, or no longer.'],
    [{ $format: '<>' }, "Invalid value '<>' for $format query option found."],
    [{ $apply: 'x' }, "Query option '$apply' is not supported by this operation."],
    [{ $deltatoken: 'latest' }, "Query option '$deltatoken' is not supported by this operation."],
    [{ $top: '1', top: '2' }, "Query option '$top' was specified more than once."],
  ])('refuses %j', async (options, message) => {
    expect(await list(open().send, options)).toBe(`400 ${message}`);
  });

  it('selects members, keeps the key, and says so in the context', async () => {
    const { send } = open();
    const { body } = await send(`/books${query({ $select: 'title,Author/city', $filter: "id eq 'a'" })}`);
    expect(body).toEqual({
      '@odata.context': `${root}/$metadata#books(title,author/city)`,
      value: [{ id: 'a', title: 'Asterix', author: { city: 'Paris' } }],
    });
    const all = await send(`/books${query({ $select: '*', $top: '1' })}`);
    expect(Object.keys(rows(all.body)[0] ?? {})).toEqual([
      'id',
      'title',
      'pages',
      'price',
      'kind',
      'tags',
      'author',
    ]);
  });

  it('counts all that is found, whatever is cut', async () => {
    const { send } = open();
    const { body } = await send(`/books${query({ $count: 'true', $filter: 'pages eq 48', $top: '1' })}`);
    expect(body).toMatchObject({ '@odata.count': 2, value: [{ id: 'a' }] });
    expect((await send('/books')).body).not.toHaveProperty(['@odata.count']);
  });

  it('does not show what leads to other entities unless it is expanded, and never what is write-only', async () => {
    const { send } = open();
    const { body } = await send('/books');
    for (const row of rows(body)) {
      expect(row).not.toHaveProperty('sequel');
      expect(row).not.toHaveProperty('shelfMark');
    }
  });

  it('says what it is in the way in which the answer can', async () => {
    const { send } = open();
    expect(member((await send('/books')).body, '@odata.context')).toBe(`${root}/$metadata#books`);
    const loans = await send('/books/a/loans');
    expect(member(loans.body, '@odata.context')).toBe(`${root}/$metadata#books('a')/loans`);
    const one = await send('/books/a');
    expect(member(one.body, '@odata.context')).toBe(`${root}/$metadata#books/$entity`);
    // The schemas of these admit no such member.
    expect((await send('/books/a/loans/1')).body).toEqual({ id: '1', reader: 'Ada', days: 3 });
    const bare = await send(`/books${query({ $format: 'application/json;odata.metadata=none' })}`);
    expect(bare.body).not.toHaveProperty(['@odata.context']);
    const header = await send('/books', { headers: { accept: 'application/json;odata.metadata=none' } });
    expect(header.body).not.toHaveProperty(['@odata.context']);
  });

  it('knows no format but JSON', async () => {
    const { send } = open();
    expect((await send('/books?$format=json')).status).toBe(200);
    expect((await send('/books?$format=atom')).status).toBe(406);
  });
});

describe('/$count', () => {
  it('is a bare number, declared or not', async () => {
    const { send } = open();
    const { status, type, body } = await send('/books/$count', { headers: { accept: 'application/json' } });
    expect([status, type, body]).toEqual([200, 'text/plain', '4']);
    expect((await send(`/books/$count${query({ $filter: 'pages eq 48' })}`)).body).toBe('2');
    expect((await send('/books/a/loans/$count')).body).toBe('3');
    expect((await send('/shelves/$count')).body).toBe('4');
    expect((await send('/books/$count?$top=1')).status).toBe(400);
    expect((await send('/books/nobody/loans/$count')).status).toBe(404);
  });
});

describe('what the store does not hold', () => {
  it('is asked as the spec exemplifies it', async () => {
    const { send } = open();
    expect(await list(send, { $orderby: 'title' }, '/recent()')).toBe('r2r1');
    expect(await list(send, { $filter: 'pages eq 3' }, '/recent()')).toBe('r2');
    const { body } = await send('/recent()?$count=true&$top=1&$select=title');
    expect(body).toEqual({
      '@odata.context': `${root}/$metadata#recent()(title)`,
      '@odata.count': 2,
      value: [{ id: 'r1', title: 'Zen' }],
    });
    expect((await send('/librarian?$select=name')).body).toEqual({ id: 'l', name: 'Ada' });
    expect((await send('/librarian?$select=nope')).status).toBe(400);
    expect((await send('/librarian?$expand=x')).status).toBe(400);
    expect(await list(send, { $filter: 'x eq 1' }, '/loose')).toMatch(
      /named 'x' on type 'value', at column 1/,
    );
  });
});

describe('which options are taken', () => {
  it('are those that an operation declares, if it declares any', async () => {
    const { send } = open();
    expect(await list(send, { $top: '2' }, '/shelves')).toBe('12');
    expect(await list(send, { top: '2' }, '/shelves')).toBe('12');
    expect(await list(send, { $select: 'number,room' }, '/shelves')).toBe('1234');
    expect(await list(send, { $filter: "room eq 'east'" }, '/shelves')).toBe(
      "400 Query option '$filter' is not supported by this operation.",
    );
    expect(await list(send, { top: '51' }, '/shelves')).toBe("400 Query parameter '$top' must be <= 50.");
  });

  it('are all, or only the declared ones, where the mock is told so', async () => {
    const all = open({ odata: 'all' }).send;
    expect(await list(all, { $filter: "room eq 'east'" }, '/shelves')).toBe('34');
    const declared = open({ odata: 'declared' }).send;
    expect(await list(declared, { $filter: 'pages eq 48' })).toBe(
      "400 Query option '$filter' is not supported by this operation.",
    );
  });

  it('leave alone what is not OData', async () => {
    const { send } = open();
    expect((await send('/notes')).body).toEqual({});
    expect((await send('/notes?$filter=x')).status).toBe(400);
    expect((await send('/notes?filter=x')).status).toBe(200);
    expect((await send('/notes/$count')).status).toBe(404);
  });
});

describe('what writes', () => {
  it('takes no options', async () => {
    const { send } = open();
    expect((await send('/books?$filter=x', { method: 'POST', body: { title: 'x' } })).status).toBe(400);
    expect((await send('/books/a?$select=id', { method: 'PATCH', body: { title: 'x' } })).status).toBe(400);
  });

  it('shows what is there as a reader sees it', async () => {
    const { send } = open();
    const made = await send('/books', {
      method: 'POST',
      body: { title: 'x', publisher: { name: 'y' } },
    });
    expect(made.body).toEqual({
      '@odata.context': `${root}/$metadata#books/$entity`,
      id: expect.any(String),
      title: 'x',
    });
    const read = await send(`/books/${String(member(made.body, 'id'))}?$expand=publisher`);
    expect(read.body).toMatchObject({ title: 'x', publisher: { name: 'y' } });
    const changed = await send('/books/a/publisher', { method: 'PATCH', body: { city: 'Lyon' } });
    expect(changed.body).toEqual({ name: 'Dargaud', city: 'Lyon' });
  });

  it('tags what is stored, not what is shown', async () => {
    const { mock } = open();
    const tag = (url: string) => mock.handle({ method: 'GET', url, headers: {} }).headers['etag'];
    expect(tag('/books/a')).toMatch(/^W\//);
    expect(tag('/books/a?$select=id')).toBe(tag('/books/a'));
    const unchanged = {
      method: 'GET',
      url: '/books/a?$select=id',
      headers: { 'if-none-match': tag('/books/a') ?? '' },
    };
    expect(mock.handle(unchanged).status).toBe(304);
  });
});

describe('where Graph departs from OData', () => {
  it('texts are compared without their letter case', async () => {
    const { send } = open({ graph: true });
    expect(await list(send, { $filter: "title eq 'asterix'" })).toBe('a');
    expect(await list(open().send, { $filter: "title eq 'asterix'" })).toBe('');
  });

  it('$top is the size of a page', async () => {
    const { send } = open({ graph: true });
    const first = await send('/books?$top=3');
    expect(idsOf(first.body)).toBe('abc');
    const next = String(member(first.body, '@odata.nextLink'));
    expect(next).toMatch(/^https:\/\/graph\.microsoft\.com\/v1\.0\/books\?\$top=3&\$skiptoken=\w+$/);
    const second = await send(next);
    expect(idsOf(second.body)).toBe('d');
    expect(second.body).not.toHaveProperty(['@odata.nextLink']);
    expect(await list(send, { $top: '0' })).toBe('');
  });
});

describe('any query', () => {
  const words = fc.constantFrom(
    ...'title pages eq ne and or not ( ) , ; / : = $count any( all(x: null \' * loans author loans($select=id) desc - 1 "a" AND : $levels=2 INF'.split(
      ' ',
    ),
  );
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(words, { maxLength: 12 }).map((parts) => parts.join(' ')),
    fc.array(words, { maxLength: 6 }).map((parts) => parts.join('')),
  );
  const option = fc.constantFrom(
    ...'$filter $select $expand $orderby $top $skip $count $search $skiptoken $deltatoken $format filter $FILTER $x'.split(
      ' ',
    ),
  );

  it.each([
    '/books',
    '/books/a',
    '/books/$count',
    '/books/delta()',
    '/recent()',
    '/shelves',
    '/books/a/author',
  ])('of %s is answered by the spec, or refused', (path) => {
    const { mock } = open();
    fc.assert(
      fc.property(fc.dictionary(option, value, { maxKeys: 3 }), (options) => {
        const { status, body } = mock.handle({ method: 'GET', url: `${path}${query(options)}`, headers: {} });
        expect([200, 400, 406, 410], body).toContain(status);
      }),
      { numRuns: 400 },
    );
  });
});
