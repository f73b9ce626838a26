import { describe, expect, it } from 'vitest';
import { type Api, type BodyType, formBody, multipartBody, operation } from './index.ts';

const api: Api = { server: 'https://example.com' };

function sent(body: string | BodyType, value: unknown, lists?: 'indices'): Request {
  const post = operation<{ body: unknown }>(api, 'post', 'POST', '/', { body });
  return post.request({ body: value }, { lists });
}

async function read(request: Request): Promise<[string | null, string]> {
  return [request.headers.get('Content-Type'), await request.text()];
}

describe('JSON, text and binary bodies', () => {
  it.each([
    ['application/json', { a: 1, b: undefined }, '{"a":1}'],
    ['application/json', 'text', '"text"'],
    ['application/json', null, 'null'],
    ['application/merge-patch+json', [1], '[1]'],
    ['application/json; charset=utf-8', 1, '1'],
    ['text/plain', 'a,b', 'a,b'],
    ['application/xml', '<a/>', '<a/>'],
    ['application/octet-stream', new TextEncoder().encode('ü'), 'ü'],
    ['application/zip', new Blob(['zip'], { type: 'text/plain' }), 'zip'],
    ['multipart/related; type=application/json', 'ready', 'ready'],
  ])('%s %j', async (type, value, text) => {
    expect(await read(sent(type, value))).toEqual([type, text]);
  });

  it('leave the type of a range to the body', async () => {
    expect(await read(sent('image/*', new Blob(['x'], { type: 'image/png' })))).toEqual(['image/png', 'x']);
  });

  it('may be a stream', async () => {
    const stream = new Blob(['streamed']).stream();
    expect(await read(sent('application/octet-stream', stream))).toEqual([
      'application/octet-stream',
      'streamed',
    ]);
  });

  it('are none where the operation has none, or the call gives none', async () => {
    const get = operation<{ body?: unknown }>(api, 'get', 'DELETE', '/');
    expect(get.request({ body: { a: 1 } }).body).toBeNull();
    expect(await read(sent('application/json', undefined))).toEqual([null, '']);
  });
});

describe('form bodies', () => {
  const type = 'application/x-www-form-urlencoded';
  it.each([
    [{ a: 'x y', b: [1, 2], c: undefined, d: null }, 'a=x%20y&b=1&b=2&d=null'],
    [{ metadata: { k: 'v' } }, 'metadata=%7B%22k%22%3A%22v%22%7D'],
    [{ at: new Date(0), none: [] }, 'at=1970-01-01T00%3A00%3A00.000Z'],
    [new URLSearchParams({ a: 'x y' }), 'a=x+y'],
    ['a=ready', 'a=ready'],
  ])('%j', async (value, text) => {
    expect(await read(sent(formBody(type), value))).toEqual([type, text]);
  });

  it('write their fields in the styles that the document names', async () => {
    const body = formBody(type, { expand: { style: 'deepObject', explode: true }, ids: { explode: false } });
    const value = { expand: ['a', 'b'], ids: [1, 2], metadata: 'x' };
    const text = 'expand[0]=a&expand[1]=b&ids=1,2&metadata=x';
    expect(decodeURIComponent((await read(sent(body, value, 'indices')))[1])).toBe(text);
  });
});

describe('multipart bodies', () => {
  const type = 'multipart/form-data';
  it('send fields as text, objects as JSON, files as they are, lists one by one', async () => {
    const file = new File(['content'], 'a.txt', { type: 'text/plain' });
    const value = {
      file,
      files: [file, undefined, new Blob(['b'])],
      name: 'N',
      at: new Date(0),
      o: { a: 1 },
      n: undefined,
    };
    const request = sent(multipartBody(type), value);
    expect(request.headers.get('Content-Type')).toMatch(/^multipart\/form-data; ?boundary=/);
    const form = await request.formData();
    const texts = await Promise.all(
      [...form].map(async ([name, part]) =>
        typeof part === 'string' ? [name, part] : [name, part.name, part.type, await part.text()],
      ),
    );
    expect(texts).toEqual([
      ['file', 'a.txt', 'text/plain', 'content'],
      ['files', 'a.txt', 'text/plain', 'content'],
      ['files', 'blob', 'application/octet-stream', 'b'],
      ['name', 'N'],
      ['at', '1970-01-01T00:00:00.000Z'],
      ['o', '{"a":1}'],
    ]);
  });

  it('give parts the types that the document names', async () => {
    const body = multipartBody(type, { meta: 'application/json' });
    const form = await sent(body, { meta: { a: 1 }, constructor: 'x' }).formData();
    const meta = form.get('meta');
    expect(meta).toBeInstanceOf(Blob);
    expect([(meta as Blob).type, await (meta as Blob).text()]).toEqual(['application/json', '{"a":1}']);
    expect(form.get('constructor')).toBe('x');
  });

  it('may be made by the caller', async () => {
    const form = new FormData();
    form.set('a', '1');
    expect((await sent(multipartBody(type), form).formData()).get('a')).toBe('1');
    expect(await read(sent(multipartBody('multipart/mixed; boundary=x'), '--x--'))).toEqual([
      'multipart/mixed; boundary=x',
      '--x--',
    ]);
  });
});
