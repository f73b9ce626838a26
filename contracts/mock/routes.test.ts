import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOpenApi } from '../../generator/openapi/read.ts';
import { negotiate } from './accept.ts';
import { Routes } from './routes.ts';

function routesOf(paths: readonly string[], servers: readonly string[] = []): Routes {
  const document = {
    openapi: '3.1.0',
    info: { title: '', version: '' },
    ...(servers.length > 0 ? { servers: servers.map((url) => ({ url })) } : {}),
    paths: Object.fromEntries(paths.map((path) => [path, { get: { responses: {} } }])),
  };
  const { value } = readOpenApi(new TextEncoder().encode(JSON.stringify(document)), 'openapi.json');
  if (!value) throw new Error('not readable');
  return new Routes(value);
}

function matched(routes: Routes, path: string): unknown {
  const match = routes.match(path);
  return match === undefined || match === 'malformed'
    ? match
    : [match.template, Object.fromEntries(match.parameters)];
}

describe('routes', () => {
  const routes = routesOf([
    '/users/{id}',
    '/users/me',
    '/users/{id}/posts',
    '/users/me/likes',
    "/users('{id}')",
    '/drives/{drive}:/{path}:',
    '/reports.get(period={period})',
    '/a b',
    '/{any}',
  ]);

  it.each([
    ['/users/me', ['/users/me', {}]],
    ['/users/42', ['/users/{id}', { id: '42' }]],
    // The literal branch leads nowhere: the search goes back and takes the template.
    ['/users/me/posts', ['/users/{id}/posts', { id: 'me' }]],
    ['/users/a%2Fb', ['/users/{id}', { id: 'a/b' }]],
    ["/users('x')", ["/users('{id}')", { id: 'x' }]],
    ['/drives/d:/docs:', ['/drives/{drive}:/{path}:', { drive: 'd', path: 'docs' }]],
    ['/reports.get(period=D7)', ['/reports.get(period={period})', { period: 'D7' }]],
    ['/a%20b', ['/a b', {}]],
    ['/users', ['/{any}', { any: 'users' }]],
    ['/users/', undefined],
    ['/', undefined],
    ['/users/%ZZ', 'malformed'],
  ])('%s', (path, expected) => expect(matched(routes, path)).toEqual(expected));

  it('takes the base path of any server, or none', () => {
    const based = routesOf(['/users'], ['https://a.example/v1/', '/beta', 'https://a.example']);
    for (const path of ['/v1/users', '/beta/users', '/users'])
      expect(based.match(path)).toMatchObject({ template: '/users' });
    expect(based.match('/v2/users')).toBeUndefined();
  });

  it('gives back any value that a path segment can carry', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (value) => {
        fc.pre(value !== 'me');
        expect(matched(routes, `/users/${encodeURIComponent(value)}`)).toEqual([
          '/users/{id}',
          { id: value },
        ]);
      }),
    );
  });
});

describe('content negotiation', () => {
  it.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['text/plain', 'text/plain'],
    ['text/*, application/json;q=0.9', 'text/plain'],
    ['application/json;q=0, */*', 'text/plain'],
    ['APPLICATION/JSON; odata.metadata=full', 'application/json'],
    ['image/png', undefined],
    ['garbage', undefined],
  ])('%s', (accept, expected) =>
    expect(negotiate(accept, ['application/json', 'text/plain'])).toBe(expected),
  );
});
