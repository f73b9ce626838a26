import { expect, it } from 'vitest';
import { readOpenApi } from '../../generator/openapi/read.ts';
import { route } from './route.ts';

const get = { responses: { '204': { description: 'done' } } };

function routed(templates: readonly string[], path: string, servers: readonly object[] = []) {
  const paths = Object.fromEntries(templates.map((template) => [template, { get }]));
  const document = { openapi: '3.1.0', info: { title: 't', version: '1' }, servers, paths };
  const { value: api } = readOpenApi(new TextEncoder().encode(JSON.stringify(document)), 'openapi.json');
  if (!api) throw new Error('it can be read');
  const found = route(api, 'GET', path);
  return found.kind === 'operation'
    ? { template: found.operation.path, ...Object.fromEntries(found.parameters) }
    : found.kind;
}

it.each([
  { templates: ['/a/{id}', '/a/b'], path: '/a/b', leads: { template: '/a/b' } },
  { templates: ['/a/{id}', '/a/b'], path: '/a/c', leads: { template: '/a/{id}', id: 'c' } },
  { templates: ['/{x}/b', '/a/{y}'], path: '/a/b', leads: { template: '/a/{y}', y: 'b' } },
  { templates: ['/a/{id}'], path: '/a/', leads: 'no-path' },
  { templates: ['/a/{id}'], path: '/a/b/', leads: { template: '/a/{id}', id: 'b' } },
  { templates: ['/a/'], path: '/a/', leads: { template: '/a/' } },
  { templates: ['/a/'], path: '/a', leads: 'no-path' },
  { templates: ['/a/{id}'], path: '/a/b/c', leads: 'no-path' },
  { templates: ["/a('{id}')"], path: "/a('1')", leads: { template: "/a('{id}')", id: '1' } },
  { templates: ['/a(b={b},c={c})'], path: '/a(b=1,c=2)', leads: { b: '1', c: '2' } },
  { templates: ['/a/{id}:stop'], path: '/a/b:stop', leads: { id: 'b' } },
  { templates: ['/a/{id}:stop'], path: '/a/bstop', leads: 'no-path' },
  { templates: ['/a.b+c/{id}'], path: '/aXb+c/1', leads: 'no-path' },
  { templates: ['/a/{b/c}'], path: '/a/x', leads: { 'b/c': 'x' } },
  { templates: ['/a/{'], path: '/a/{', leads: { template: '/a/{' } },
  { templates: ['/a\0/b'], path: '/ax/b', leads: 'no-path' },
])('$path among $templates leads to $leads', ({ templates, path, leads }) => {
  const found = routed(templates, path);
  if (typeof leads === 'string') expect(found).toBe(leads);
  else expect(found).toMatchObject(leads);
});

it('reads a path with the base path of a server or without', () => {
  const servers = [{ url: 'https://example.com/v1' }];
  expect(routed(['/a'], '/v1/a', servers)).toEqual({ template: '/a' });
  expect(routed(['/a'], '/a', servers)).toEqual({ template: '/a' });
  expect(routed(['/a'], '/v2/a', servers)).toBe('no-path');
});
