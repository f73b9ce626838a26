import { documentationOf } from '../../contracts/lint/documentation.ts';
import type { LintDiagnostic } from '../../contracts/lint/finding.ts';
import { lint, superseded } from '../../contracts/lint/lint.ts';
import { readDocumentation } from '../../generator/import-pages.ts';
import type { Page } from '../../generator/markdown/page.ts';
import type { Diagnostic } from '../../generator/model/diagnostic.ts';
import type { Outcome } from '../command.ts';
import type { Host } from '../host/host.ts';
import { readPages } from '../host/read-pages.ts';

/** What reading and looking at documentation pages found. */
export interface Linted {
  readonly pages: readonly Page[];
  /** What could not be read, then what is wrong with what could. */
  readonly diagnostics: readonly LintDiagnostic[];
}

/** Reads pages and looks for what is wrong with them; refused when there is nothing to read. */
export async function lintPages(
  paths: readonly string[],
  host: Host,
): Promise<Linted | { readonly faults: readonly Diagnostic[] }> {
  const files = await readPages(host, paths);
  if (!files.value) return { faults: files.diagnostics };
  const read = readDocumentation(files.value);
  if (!read.value) return { faults: read.diagnostics };
  const { pages, facts } = read.value;
  const said = superseded();
  const reading = read.diagnostics.filter(({ code }) => !said.has(code));
  return { pages, diagnostics: [...reading, ...lint(documentationOf(pages, facts))] };
}

export async function lintStep(request: { readonly pages: readonly string[] }, host: Host): Promise<Outcome> {
  const linted = await lintPages(request.pages, host);
  if ('faults' in linted) return { diagnostics: linted.faults, refused: true };
  const { pages, diagnostics } = linted;
  return { diagnostics, text: summary(pages.length, diagnostics), data: { pages: pages.length } };
}

function summary(pages: number, diagnostics: readonly Diagnostic[]): string {
  const counts = new Map<string, number>();
  for (const { code } of diagnostics) counts.set(code, (counts.get(code) ?? 0) + 1);
  const rows = [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, count]) => `  ${String(count).padStart(4)} ${code}`);
  const head = `${pages} ${pages === 1 ? 'page' : 'pages'}, ${diagnostics.length} ${diagnostics.length === 1 ? 'finding' : 'findings'}`;
  return [head, ...rows].join('\n');
}
