import { describe, expect, it } from 'vitest';
import { type ImportedSpec, importPages } from '../import-pages.ts';
import { pageOf } from '../markdown/read-page.ts';
import { placeText } from '../model/place.ts';
import { readDocumentation } from '../read-documentation.ts';
import type { Fact, FactAbout, Predicate } from './fact.ts';
import { Includes } from './includes.ts';
import { readFacts } from './read-facts.ts';

const files = (pages: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(pages).map(([file, lines]) => ({ file, bytes: new TextEncoder().encode(lines.join('\n')) }));
const about = <P extends Predicate>(facts: readonly Fact[], predicate: P): FactAbout<P>[] =>
  facts.filter((fact): fact is FactAbout<P> => fact.predicate === predicate);

const permissions = ['|Permission type|Permissions|', '|--|--|', '|Application|Ship.Read.All|'];
const page = (...lines: string[]) => [
  '# Get ship',
  '[!INCLUDE [preview](../includes/preview.md)]',
  'Reads a ship.',
  '## Permissions',
  '[!INCLUDE [permissions](../includes/permissions/ship-get.md)]',
  '## HTTP request',
  '```http',
  'GET /ships/{id}',
  '```',
  ...lines,
];
const ask = {
  'docs/api/ship-get.md': page(),
  'docs/includes/preview.md': ['---', 'ms.topic: include', '---', '', '> [!IMPORTANT]', '> May change.'],
  'docs/includes/permissions/ship-get.md': permissions,
};

describe('includes', () => {
  it('bring their facts with their own places, and are no pages', () => {
    const { value, diagnostics } = readDocumentation(files(ask));
    expect(diagnostics).toEqual([]);
    expect(value?.pages.map((read) => read.file)).toEqual(['docs/api/ship-get.md']);
    const found = [...about(value?.facts ?? [], 'note'), ...about(value?.facts ?? [], 'permission')];
    expect(found.map((fact) => [fact.subject.file, placeText(fact.at)])).toEqual([
      ['docs/api/ship-get.md', 'docs/includes/preview.md:5:3'],
      ['docs/api/ship-get.md', 'docs/includes/permissions/ship-get.md:3:14'],
    ]);
  });

  it('reach the spec', async () => {
    const { value } = await importPages(files(ask));
    const spec: ImportedSpec['document'] | undefined = value?.document;
    expect(JSON.stringify(spec)).toContain('**Important:** May change.');
    expect(JSON.stringify(spec)).toContain('"security":[{"application":["Ship.Read.All"]}]');
  });

  it('bring rows of properties to a type', () => {
    const { value } = readDocumentation(
      files({
        'resources/ship.md': [
          '# ship resource type',
          '## Properties',
          '|Property|Type|Description|',
          '|--|--|--|',
          '|id|String|Key.|',
          '',
          '[!INCLUDE [common](../includes/common.md)]',
        ],
        'includes/common.md': ['|Property|Type|Description|', '|--|--|--|', '|flag|String|Its flag.|'],
      }),
    );
    expect(
      about(value?.facts ?? [], 'property').map((fact) => [fact.value.name, placeText(fact.at)]),
    ).toEqual([
      ['id', 'resources/ship.md:5:1'],
      ['flag', 'includes/common.md:3:1'],
    ]);
  });

  it('that are missing are told only where a section has nothing else', () => {
    const { diagnostics } = readDocumentation(
      files({
        'api/ship-get.md': page(
          '## Response',
          'Returns `204 No Content`.',
          '[!INCLUDE [x](../includes/x.md)]',
        ),
      }),
    );
    expect(diagnostics.map((d) => `${d.code} ${placeText(d.at)}`)).toEqual([
      'docs/include-missing api/ship-get.md:5:1',
    ]);
  });

  it('that include each other end', () => {
    const round = (target: string) => [`[!INCLUDE [x](${target})]`, '', '> **Note:** Round.'];
    const pages = { 'includes/preview.md': round('a.md'), 'includes/a.md': round('preview.md') };
    const { value } = readDocumentation(files({ 'api/ship-get.md': page(), ...pages }));
    expect(about(value?.facts ?? [], 'note').map((fact) => fact.at.file)).toEqual([
      'includes/preview.md',
      'includes/a.md',
    ]);
  });

  it.each([
    '../../../../../../etc/passwd',
    '../../includes/../../secret.md',
    '/etc/passwd',
    '//host/secret.md',
    'C:\\secret.md',
    '..\\includes\\x.md',
    'file:///secret.md',
    'https://example.com/includes/x.md',
    'x.md\u0000',
    '',
  ])('never leave the given pages: %j', (target) => {
    const from = pageOf('# X', 'a/api/x.md');
    const secrets = ['secret.md', '/etc/passwd', 'etc/passwd', '../secret.md', 'x.md', 'includes/x.md'];
    expect(new Includes(secrets.map((file) => pageOf('# S', file))).find(target, from)).toBeUndefined();
  });

  it('without a set are passed over', () => {
    expect(readFacts(pageOf(page().join('\n'), 'api/p.md')).diagnostics).toHaveLength(1);
  });
});
