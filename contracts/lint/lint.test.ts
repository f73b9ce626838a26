import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFacts } from '../../generator/dialects/read-facts.ts';
import { pageOf } from '../../generator/markdown/read-page.ts';
import { documentationOf } from './documentation.ts';
import { runFinding } from './finding.ts';
import { allFindings, lint } from './lint.ts';

function lintTexts(texts: Readonly<Record<string, string>>) {
  const pages = Object.entries(texts).map(([file, text]) => pageOf(text, file));
  return documentationOf(
    pages,
    pages.flatMap((page) => readFacts(page).value),
  );
}

const brief = ({ at, message }: { at: { line: number; column: number }; message: string }) =>
  `${at.line}:${at.column} ${message}`;

const inFile = (found: { at: { file: string; line: number; column: number }; message: string }) =>
  `${found.at.file}:${brief(found)}`;

describe.each(allFindings().map((finding) => [finding.code, finding] as const))('%s', (_, finding) => {
  it.each(finding.examples.map((example) => [example.name, example] as const))('%s', (_, example) => {
    const pages = 'page' in example ? { 'api/thing-update.md': example.page } : example.pages;
    const texts = Object.entries(pages).map(([file, lines]) => [file, lines.join('\n')] as const);
    const found = runFinding(finding, lintTexts(Object.fromEntries(texts)));
    expect(found.map('page' in example ? brief : inFile)).toEqual(example.finds);
  });

  it('has an example that reports and one that is silent', () => {
    const reporting = finding.examples.filter(({ finds }) => finds.length > 0).length;
    expect({ reporting, silent: finding.examples.length - reporting }).toEqual({
      reporting: expect.toSatisfy((count: number) => count > 0, 'at least one'),
      silent: expect.toSatisfy((count: number) => count > 0, 'at least one'),
    });
  });
});

const seed = '../shared/seed/api';

describe('the page that docpact started from', () => {
  it('lists the key, and speaks of creating on an update page; nothing else', ({ skip }) => {
    skip(!existsSync(seed), 'the seed page is not beside this repository');
    const texts = readdirSync(seed).map(
      (name) => [join(seed, name), readFileSync(join(seed, name), 'utf8')] as const,
    );
    const found = lint(lintTexts(Object.fromEntries(texts)));
    expect(found.map(({ code, at }) => `${code} ${at.line}:${at.column}`)).toEqual([
      'lint/update-says-create 27:69',
      'lint/update-lists-key 31:2',
    ]);
  });
});
