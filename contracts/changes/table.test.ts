import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../generator/model/json.ts';
import type { Api } from '../../generator/openapi/api.ts';
import { readOpenApi } from '../../generator/openapi/read.ts';
import { compare } from './compare.ts';
import type { Case, Verdict } from './fixtures/table/case.ts';
import { contestedCases } from './fixtures/table/contested.ts';
import { policyCases } from './fixtures/table/policies.ts';
import { table } from './fixtures/table/table.ts';

/** The engine against verdicts that are known by construction; table-oracle.test.ts proves those of schemas. */
const cases = Object.values(table).flat();

function apiOf(document: JsonObject): Api {
  const { value } = readOpenApi(new TextEncoder().encode(JSON.stringify(document)), 'openapi.json');
  if (!value) throw new Error('the document cannot be read');
  return value;
}

/** `spelling` and `same` are one answer: nothing that anybody can feel. */
const felt = (verdict: Verdict) => (verdict === 'same' ? 'spelling' : verdict);

function found({ base, head, policy }: Case): Verdict {
  return compare(apiOf(base), apiOf(head), policy ? { policy } : {}).verdict;
}

describe('a single change', () => {
  for (const [family, members] of Object.entries(table))
    describe(family, () => {
      for (const one of members) it(one.name, () => expect(felt(found(one))).toBe(felt(one.verdict)));
    });

  it('never passes where it breaks', () => {
    const breaking = cases.filter(({ verdict }) => verdict === 'breaking');
    const passed = breaking.filter((one) => !['breaking', 'undecided'].includes(found(one)));
    expect(passed.map(({ name }) => name)).toEqual([]);
  });

  it('is none of a document against itself', () => {
    const changed = cases.filter(({ base }) => compare(apiOf(base), apiOf(base)).verdict !== 'same');
    expect(changed.map(({ name }) => name)).toEqual([]);
  });
});

describe('a published policy', () => {
  for (const one of policyCases) it(one.name, () => expect(felt(found(one))).toBe(felt(one.verdict)));
});

describe('a change that is judged in two ways', () => {
  for (const one of contestedCases)
    it(`${one.name} is judged in one of them`, () =>
      expect([one.verdict, one.otherwise].map(felt)).toContain(felt(found(one))));
});
