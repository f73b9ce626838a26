import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checksPage } from '../../contracts/changes/checks-page.ts';
import { allChecks } from '../../contracts/changes/compare.ts';
import { findingsPage } from '../../contracts/lint/findings-page.ts';
import { allFindings } from '../../contracts/lint/lint.ts';
import { codesOf } from '../../contracts/rules/codes.ts';
import * as rules from '../../contracts/rules/index.ts';
import type { Rule } from '../../contracts/rules/rule.ts';
import { compareText, type Severity } from '../../generator/model/diagnostic.ts';
import { registry } from '../../generator/model/registry.ts';
import { benchmarksPage } from '../bench/benchmarks-page.ts';
import type { Command } from '../command.ts';
import * as commands from '../commands/index.ts';
import { apiPage } from './api-page.ts';
import { type Code, codesOfFindings, codesPage, definedCodes } from './codes-page.ts';
import { commandsPage } from './commands-page.ts';
import { dependenciesPage } from './dependencies-page.ts';
import { mockConformancePage } from './mock-conformance-page.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** The pages of `docs/`, and the one table of codes, that are made from the code: their names, and what they hold. */
export function docsPages(): Readonly<Record<string, string>> {
  const defined = definedCodes(root, ['generator', 'contracts', 'scripts']);
  const codes = [...defined, ...registry<Rule>(rules).flatMap(codesOf), ...codesOfFindings(allFindings())];
  return {
    'docs/api.md': apiPage(root),
    'docs/benchmarks.md': benchmarksPage(
      JSON.parse(readFileSync(join(root, 'scripts/bench/results.json'), 'utf8')),
    ),
    'docs/change-checks.md': checksPage(allChecks()),
    'docs/codes.md': codesPage(codes),
    'docs/commands.md': commandsPage(registry<Command>(commands)),
    'docs/dependencies.md': dependenciesPage(root),
    'docs/findings.md': findingsPage(allFindings()),
    'docs/mock-conformance.md': mockConformancePage(root),
    'scripts/codes.json': codesFile(defined),
  };
}

/** What `docpact explain` says of codes that no registry holds. */
function codesFile(codes: readonly Code[]): string {
  const sorted = [...codes].sort((a, b) => compareText(a.code, b.code));
  const of = (severity: Severity) =>
    Object.fromEntries(
      sorted
        .filter((one) => one.severity === severity)
        .map(({ code, summary, help }) => [code, { summary, ...(help === undefined ? {} : { help }) }]),
    );
  const table = { error: of('error'), warning: of('warning'), info: of('info') };
  return `${JSON.stringify(table, null, 2)}\n`;
}
