import { describe, expect, it } from 'vitest';
import { pageOf } from '../../markdown/read-page.ts';
import type { Fact, FactAbout, Predicate } from '../fact.ts';
import { readFacts } from '../read-facts.ts';

function api(method: string, ...lines: string[]): readonly Fact[] {
  const head = ['# Sail a ship', '## HTTP request', '```http', `${method} /ships`, '```'];
  return readFacts(pageOf([...head, ...lines].join('\n'), 'ship-sail.md')).value;
}
const about = <P extends Predicate>(list: readonly Fact[], predicate: P): FactAbout<P>[] =>
  list.filter((fact): fact is FactAbout<P> => fact.predicate === predicate);

describe('permissions', () => {
  const table = (...rows: string[]) =>
    api('GET', '## Permissions', '|Type|Permissions (from least to most privileged)|', '|--|--|', ...rows);
  const scopes = (facts: readonly Fact[]) =>
    about(facts, 'permission').map(({ value }) => [value.scope, ...value.with].join(' & '));

  it.each<[string, string[]]>([
    ['A.Read and B.Read, C.Read', ['A.Read & B.Read', 'C.Read']],
    ['A.Read, B.Read, and C.Read', ['A.Read', 'B.Read', 'C.Read']],
    ['A.Read and A.ReadWrite', ['A.Read', 'A.ReadWrite']],
    ['A.Read*, B.Read \\*', ['A.Read', 'B.Read']],
    ['A.Read (e.g. for docs.example.com)', ['A.Read']],
    ['user.read, profile', ['user.read', 'profile']],
  ])('%s', (cell, expected) => {
    expect(scopes(table(`|Delegated (work or school account)|${cell}|`))).toEqual(expected);
  });

  it.each<[string, string[]]>([
    [
      'One of the following **scopes** is required to call it:\n*A.Read; A.ReadWrite*',
      ['A.Read', 'A.ReadWrite'],
    ],
    ['The following **permissions** are required: *A.Read* or *B.Read*', ['A.Read', 'B.Read']],
    ['One of these permissions is required: A.Read where there is B.Read', []],
    ['To rename it, the following permission is required: A.ReadWrite', []],
  ])('in a paragraph: %s', (text, expected) => {
    expect(scopes(api('GET', '## Prerequisites', ...text.split('\n')))).toEqual(expected);
  });

  it('stand in rows whose head has no line of dashes', () => {
    const found = api(
      'GET',
      '## Permissions',
      '| Type | Permissions (from least to most privileged) |',
      '| Delegated (work or school account) | A.Read, A.ReadWrite |',
      '| Delegated (personal account)       | Not supported.      |',
      '| Application                        | A.ReadWrite         |',
    );
    expect(
      about(found, 'permission').map(({ value, at }) => [value.flow, value.scope, value.order, at.line]),
    ).toEqual([
      ['delegated', 'A.Read', 'least-first', 8],
      ['delegated', 'A.ReadWrite', 'least-first', 8],
      ['application', 'A.ReadWrite', 'least-first', 10],
    ]);
    expect(about(found, 'permission-none').map(({ value }) => value.account)).toEqual(['personal']);
  });

  it('stand above the first section in a table that says so, where no section has them', () => {
    const page = (head: string) => {
      const rows = [`|${head}|Permissions|`, '|--|--|', '|Delegated (work or school account)|A.Read|'];
      const lines = ['# Sail a ship', '', ...rows, '', '## HTTP request', '```http', 'GET /ships', '```'];
      return scopes(readFacts(pageOf(lines.join('\n'), 'ship-sail.md')).value);
    };
    expect(page('Permission type')).toEqual(['A.Read']);
    expect(page('Ship')).toEqual([]);
  });

  it('tell a heading of workflows from an empty cell', () => {
    const found = table('|Delegated|&nbsp;|', '|Policies|P.Read|', '|Application||');
    expect(about(found, 'permission').map(({ value }) => [value.flow, value.circumstance])).toEqual([
      ['delegated', 'Policies'],
    ]);
    expect(about(found, 'permission-none').map(({ value }) => [value.flow, value.wording])).toEqual([
      ['application', ''],
    ]);
  });

  it('stand in lists as well', () => {
    expect(scopes(api('GET', '## Permissions', 'One of these:', '', '* A.Read.All', '* B.Read.All'))).toEqual(
      ['A.Read.All', 'B.Read.All'],
    );
  });
});
