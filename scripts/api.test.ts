import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { entryPoints } from './gates/api-page.ts';
import { root } from './gates/scratch-repository.ts';

// That the page is up to date is asked with the others, in docs.test.ts.
const points = entryPoints(root);

it('knows every entry point that has types, and what it exports', () => {
  expect(points.map(({ specifier }) => specifier)).toEqual([
    'docpact',
    'docpact/runtime',
    'docpact/mock',
    'docpact/testing',
  ]);
  const names = points.map(({ exported }) => exported.map(({ name }) => name));
  expect(names[0]).toContain('defineConfig');
  expect(names[1]).toEqual(
    expect.arrayContaining(['connect', 'mock.HandlerOptions', 'validation.Validator']),
  );
  expect(names[2]).toContain('createMock');
  expect(names[3]).toContain('SpecRefused');
  // What the command line alone needs is nobody else's.
  expect(names[0]).not.toContain('apisOf');
});

it('holds what a name leads to, so that no change of it goes unseen', () => {
  const mock = points.find(({ specifier }) => specifier === 'docpact/mock');
  expect(mock?.exported.find(({ name }) => name === 'Mock')?.code).toContain(
    'interface Mock extends Controls',
  );
  expect(mock?.mentioned.find(({ name }) => name === 'Controls')?.code).toContain('handle(');
});

it('every exported name says what it is', () => {
  const silent = points.flatMap(({ specifier, exported }) =>
    exported.flatMap(({ name, says }) => (says === '' ? [`${specifier} ${name}`] : [])),
  );
  expect(silent).toEqual([]);
});

it('the page has each of them', () => {
  const page = readFileSync('docs/api.md', 'utf8');
  for (const { exported } of points)
    for (const { name } of exported) expect(page).toContain(`\n### \`${name}\`\n`);
});
