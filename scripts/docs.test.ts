import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Dialect } from '../generator/dialects/dialect.ts';
import * as dialects from '../generator/dialects/index.ts';
import type { Emitter } from '../generator/emitters/emitter.ts';
import * as emitters from '../generator/emitters/index.ts';
import { registry } from '../generator/model/registry.ts';
import { settingNames } from './config-shape.ts';
import { definedCodes } from './gates/codes-page.ts';
import { docsPages } from './gates/docs-pages.ts';
import { root } from './gates/scratch-repository.ts';
import type { Reporter } from './report.ts';
import * as reporters from './reporters/index.ts';

const pages = docsPages();

it.each(Object.entries(pages))('%s is what the code says of itself', (file, text) => {
  expect(readFileSync(file, 'utf8'), `${file} is out of date: run npm run docs`).toBe(text);
});

it('has every command with its flags, and every code once', () => {
  expect(pages['docs/commands.md']).toContain('## docpact verify\n');
  expect(pages['docs/commands.md']).toContain('| `--states <url\\|module>` |');
  const codes = definedCodes(root, ['generator', 'contracts', 'scripts']).map(({ code }) => code);
  expect(codes.length).toBeGreaterThan(100);
  expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
  for (const code of codes) expect(pages['docs/codes.md']).toContain(`| \`${code}\` | `);
});

it('docs/configuration.md names every setting, and the pages of verdicts and providers what is below', () => {
  const text = (file: string) => readFileSync(file, 'utf8');
  const named = settingNames();
  const below = (name: string) => named.filter((other) => other.startsWith(`${name}.`));
  const leaves = named.filter((name) => below(name).length === 0);
  const broker = below('provider.broker');
  const policies = below('policies').filter((name) => name !== 'policies.nullable');
  expect([leaves.length > 25, broker.length > 10, policies.length > 5]).toEqual([true, true, true]);
  const settings = text('docs/configuration.md');
  expect(leaves.filter((name) => !broker.includes(name) && !settings.includes(`\`${name}\``))).toEqual([]);
  const last = (name: string) => `\`${name.split('.').at(-1)}`;
  expect(policies.filter((name) => !text('docs/verdicts.md').includes(last(name)))).toEqual([]);
  expect(broker.filter((name) => !text('docs/providers.md').includes(last(name)))).toEqual([]);
});

it('has a row for each dialect, emitter and form of report', () => {
  const rows = (file: string) =>
    [...readFileSync(file, 'utf8').matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name = '']) => name);
  const lacking = (file: string, members: readonly { readonly name: string }[]) =>
    members.map(({ name }) => name).filter((name) => !rows(file).includes(name));
  expect(lacking('docs/reading.md', registry<Dialect>(dialects))).toEqual([]);
  expect(lacking('docs/emitters.md', registry<Emitter>(emitters))).toEqual([]);
  expect(lacking('docs/configuration.md', registry<Reporter>(reporters))).toEqual([]);
});

it('the pages lead to places that are there', () => {
  const files = [
    'README.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'SECURITY.md',
    ...readdirSync('docs')
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`),
  ];
  const broken = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8')
      .replace(/^(`{3,})[^\n]*\n[\s\S]*?^\1$/gm, '')
      .replace(/`[^`\n]*`/g, '');
    return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) =>
      leads(file, link) ? [] : [`${file} -> ${link}`],
    );
  });
  expect(broken).toEqual([]);
});

/** Whether a link of a page leads to a file, and its fragment to a heading there. */
function leads(from: string, link: string): boolean {
  if (/^[a-z]+:/.test(link)) return true;
  const [path = '', fragment] = link.split('#');
  const file = path === '' ? from : new URL(path, `file:///${from}`).pathname.slice(1);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EISDIR' && fragment === undefined;
  }
  if (fragment === undefined) return true;
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => slug(heading));
  return headings.includes(fragment);
}

/** As GitHub makes them. */
function slug(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}
