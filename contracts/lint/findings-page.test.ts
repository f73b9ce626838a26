import { expect, it } from 'vitest';
import { findingsPage } from './findings-page.ts';
import { allFindings } from './lint.ts';

it('has a row and a section for every finding, and the line that an example is about', () => {
  const page = findingsPage(allFindings());
  for (const { code, severity } of allFindings()) {
    expect(page).toContain(`| [${code}](#${code.replace('/', '')}) | ${severity} | `);
    expect(page).toContain(`\n## ${code}\n`);
  }
  expect(page).toContain('  11 | Content-length: 40');
});
