import { describe, expect, it } from 'vitest';
import { at, connect, connectionOf, fluent, operation, type Tree } from './index.ts';

const api = { server: 'https://example.com' };
const get = (path: string) => operation<object>(api, path, 'GET', path);
const post = (path: string) => operation<object>(api, path, 'POST', path, { body: 'application/json' });

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}
interface Get {
  get(options?: object): Promise<Asked>;
}

/** The service answers with what it was asked. */
function client<Client>(tree: Tree): Client {
  const fetch = async (request: Request) =>
    Response.json({ method: request.method, url: request.url, body: await request.text() });
  return fluent<Client>(connect({ fetch }), tree);
}

describe('the fluent path', () => {
  it('goes from steps to methods, the body first where there is one', async () => {
    interface Users extends Get {
      post(body: object, options?: object): Promise<Asked>;
    }
    const { users } = client<{ users: Users }>({ users: { get: get('/users'), post: post('/users') } });
    expect((await users.get({ query: { top: 1 } })).url).toBe('https://example.com/users?top=1');
    const posted = { method: 'POST', url: 'https://example.com/users?dry=true', body: '{"name":"A"}' };
    expect(await users.post({ name: 'A' }, { query: { dry: true } })).toEqual(posted);
  });

  it('gives each operation the values of the way by its own names', async () => {
    interface User extends Get {
      mails: { byId(id: number): Get };
    }
    const byId = at('id', {
      get: get('/users/{userId}'),
      mails: { byId: at('id2', { get: get('/users/{id}/mails/{mail-id}') }) },
    });
    const user = client<{ users: { byId(id: string): User } }>({ users: { byId } }).users.byId('a/b');
    expect((await user.get()).url).toBe('https://example.com/users/a%2Fb');
    expect((await user.mails.byId(7).get()).url).toBe('https://example.com/users/a%2Fb/mails/7');
  });

  it('takes several values in one step, and the first of a name that stands in two segments', async () => {
    const range = at('from, to', { get: get('/range(from={from},to={to})') });
    const { between } = client<{ between(from: number, to: number): Get }>({ between: range });
    expect((await between(1, 2).get()).url).toBe('https://example.com/range(from=1,to=2)');
    const c = at('c', { get: get('/{id}/{id}-{id}/{x}') });
    const { a } = client<{ a(id: number): { b(id: number): { c(x: number): Get } } }>({
      a: at('a', { b: at('b', { c }) }),
    });
    expect((await a(1).b(2).c(3).get()).url).toBe('https://example.com/1/1-1/3');
  });

  it('takes steps of any name as names', async () => {
    const tree: Tree = JSON.parse('{"__proto__":{},"constructor":{}}');
    const own = { ...tree, constructor: { get: get('/constructor') } };
    const made = client<{ constructor: Get }>(Object.defineProperty(own, '__proto__', { value: {} }));
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
    expect((await made.constructor.get()).url).toBe('https://example.com/constructor');
    expect(Object.keys(client<object>(JSON.parse('{"__proto__":{}}')))).toEqual(['__proto__']);
  });
});

describe('connectionOf', () => {
  it('is the connection of a client, for importable operations', () => {
    const connection = connect({ baseUrl: 'https://example.org' });
    expect(connectionOf(fluent<object>(connection, {}))).toBe(connection);
    expect(() => connectionOf({})).toThrow('no client');
  });
});
