import { describe, expect, it } from 'vitest';
import { readTargets, requestLine } from './request-target.ts';

describe('readTargets', () => {
  it.each([
    ['GET /ships', ['GET /ships']],
    ['get ships/{id}', ['GET ships/{id}']],
    ['POST subscriptions', ['POST subscriptions']],
    ['GET\u00a0/ships HTTP/1.1', ['GET /ships']],
    ['GET: /ships', ['GET /ships']],
    ['**GET** /ships', ['GET /ships']],
    ['- `GET /ships`,', ['GET /ships']],
    ['GET /ships/{id}\u200b', ['GET /ships/{id}']],
    ['GET /ships // all of them', ['GET /ships']],
    ['GET /ships (preview)', ['GET /ships']],
    ["GET /near(at='x')", ["GET /near(at='x')"]],
    ['GET https://host.example/v1.0/ships', ['GET https://host.example/v1.0/ships']],
    ['GET {{base}}/ships', ['GET {{base}}/ships']],
    ['GET ~/ships', ['GET ~/ships']],
    ['GET /me/crew or GET /ships/{id}/crew', ['GET /me/crew', 'GET /ships/{id}/crew']],
    ['DELETE /me/crew or /ships/{id}/crew', ['DELETE /me/crew', 'DELETE /ships/{id}/crew']],
    ['GET /me/crew, /ships/{id}/crew', ['GET /me/crew', 'GET /ships/{id}/crew']],
    ['PATCH /a | PUT /a', ['PATCH /a', 'PUT /a']],
    ['GET /a GET /b', ['GET /a', 'GET /b']],
    ['GET /users/{id | name}/ships /old', ['GET /users/{id | name}/ships /old']],
    ["GET /ships?$filter=name eq 'a' or size gt 3", ["GET /ships?$filter=name eq 'a' or size gt 3"]],
    ["GET /near(a='x',b='/y')", ["GET /near(a='x',b='/y')"]],
    ['GETTING /ships', []],
    ['GET the ships that you want', []],
    ['GET', []],
    ['/ships', []],
    ['Content-Type: application/json', []],
  ])('%s', (line, expected) => {
    expect(readTargets(line, undefined).map(({ method, target }) => `${method} ${target}`)).toEqual(expected);
  });

  it('gives a path without a method that of the line before', () => {
    expect(readTargets('/ships/{id}', 'POST')).toEqual([
      { method: 'POST', target: '/ships/{id}', from: 0, to: 11 },
    ]);
    expect(readTargets('or', 'POST')).toEqual([]);
  });

  it('stays quick on lines that look like many requests', () => {
    const start = performance.now();
    for (const line of [
      `GET /a${' '.repeat(7900)}b`,
      `GET ${', '.repeat(3900)}`,
      ' or '.repeat(50_000),
      `GET ${' '.repeat(200_000)}`,
      'GET /a or '.repeat(700),
      `GET ${'('.repeat(100_000)}`,
    ])
      readTargets(line, 'GET');
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

it.each([
  ['GET /ships/{id}/sail(course=\u2018{course}\u2019)', "/ships/{id}/sail(course='{course}')"],
  ["GET /ships/{id}/sail (course='{course}')", "/ships/{id}/sail(course='{course}')"],
  ['GET /ships (all of them)', '/ships'],
])('%s asks for %s', (line, target) => {
  expect(readTargets(line, undefined).map((found) => found.target)).toEqual([target]);
});

describe('requestLine', () => {
  it.each([
    ['https://graph.microsoft.com/beta/ships?$top=1', '/ships', '$top=1', 'https://graph.microsoft.com/beta'],
    ['https://graph.microsoft.com/{version}/ships', '/ships', '', 'https://graph.microsoft.com/{version}'],
    ['/v1.0/ships', '/ships', '', undefined],
    ['beta/ships', '/ships', '', undefined],
    ['{{base}}/ships', '/ships', '', undefined],
    ['ships', '/ships', '', undefined],
    ["/near(at='?')?x=1", "/near(at='?')", 'x=1', undefined],
    ['/ships ?x=1', '/ships', 'x=1', undefined],
  ])('%s', (target, path, query, origin) => {
    expect(requestLine('GET', target)).toEqual({ method: 'GET', path, query, origin });
  });
});

it('a path may begin at the root of the service', () => {
  expect(requestLine('GET', '~/ships/{id}?$top=1')).toMatchObject({ path: '/ships/{id}', query: '$top=1' });
});
