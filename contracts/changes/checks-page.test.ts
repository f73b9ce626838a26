import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checksPage } from './checks-page.ts';
import { allChecks } from './compare.ts';

it('docs/change-checks.md is what the checks say of themselves', () => {
  const page = readFileSync('docs/change-checks.md', 'utf8');
  expect(page, 'docs/change-checks.md is out of date: run npm run docs').toBe(checksPage(allChecks()));
});

it('has a row and a section for every check', () => {
  const page = checksPage(allChecks());
  for (const { code } of allChecks()) {
    expect(page).toContain(`| [${code}](#${code.replace('/', '')}) | `);
    expect(page).toContain(`\n## ${code}\n`);
  }
});
