import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { findingsPage } from './findings-page.ts';
import { allFindings } from './lint.ts';

it('docs/findings.md is what the findings say of themselves', () => {
  const page = readFileSync('docs/findings.md', 'utf8');
  expect(page, 'docs/findings.md is out of date: run npm run docs').toBe(findingsPage(allFindings()));
});

it('has a row and a section for every finding, and the line that an example is about', () => {
  const page = findingsPage(allFindings());
  for (const { code, severity } of allFindings()) {
    expect(page).toContain(`| [${code}](#${code.replace('/', '')}) | ${severity} | `);
    expect(page).toContain(`\n## ${code}\n`);
  }
  expect(page).toContain('  11 | Content-length: 40');
});
