import { documentationOf } from '../../contracts/lint/documentation.ts';
import { allFindings, lint, superseded } from '../../contracts/lint/lint.ts';
import type { Page } from '../../generator/markdown/page.ts';
import { compareText, type Diagnostic, defineProblem } from '../../generator/model/diagnostic.ts';
import { nearest } from '../../generator/model/nearest.ts';
import { startOf } from '../../generator/model/place.ts';
import { readDocumentation } from '../../generator/read-documentation.ts';
import type { Outcome } from '../command.ts';
import { optimiseLess } from '../host/heap.ts';
import type { Host } from '../host/host.ts';
import { readPages } from '../host/read-pages.ts';
import type { Accepts } from '../report.ts';

const unknownCode = defineProblem<{ code: string; near: string | undefined }>({
  code: 'config/unknown-finding',
  severity: 'error',
  summary: 'A code names no finding.',
  message: (p) => `there is no finding ${p.code}${p.near === undefined ? '' : `; did you mean ${p.near}?`}`,
  help: 'https://github.com/docpact/docpact/blob/main/docs/findings.md lists the findings; codes of reading begin with docs/.',
});

/** What reading and looking at documentation pages found. */
export interface Linted {
  readonly pages: readonly Page[];
  /** What could not be read, then what is wrong with what could. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface LintRequest {
  readonly pages: readonly string[];
  /** Codes; none means all. */
  readonly only?: readonly string[];
  readonly except?: readonly string[];
  /** What need not be counted. */
  readonly accepts?: Accepts;
}

/** Reads pages and looks for what is wrong with them; refused when there is nothing to read. */
export async function lintPages(
  paths: readonly string[],
  host: Host,
): Promise<Linted | { readonly faults: readonly Diagnostic[] }> {
  const files = await readPages(host, paths);
  if (!files.value) return { faults: files.diagnostics };
  optimiseLess(files.value.reduce((sum, { bytes }) => sum + bytes.length, 0));
  const read = readDocumentation(files.value);
  if (!read.value) return { faults: read.diagnostics };
  const { pages, facts } = read.value;
  const said = superseded();
  const reading = read.diagnostics.filter(({ code }) => !said.has(code));
  return { pages, diagnostics: [...reading, ...lint(documentationOf(pages, facts))] };
}

export async function lintStep(request: LintRequest, host: Host): Promise<Outcome> {
  const { only = [], except = [], accepts = () => false } = request;
  const findings = allFindings();
  const unknown = [...only, ...except].flatMap((code) => unknownCodeOf(code, findings));
  if (unknown.length > 0) return { diagnostics: unknown, refused: true };
  const linted = await lintPages(request.pages, host);
  if ('faults' in linted) return { diagnostics: linted.faults, refused: true };
  const { pages } = linted;
  const [wanted, unwanted] = [new Set(only), new Set(except)];
  const diagnostics = linted.diagnostics.filter(
    ({ code }) => (wanted.size === 0 || wanted.has(code)) && !unwanted.has(code),
  );
  const standing = diagnostics.filter((diagnostic) => !accepts(diagnostic));
  const counts = countsOf(standing);
  return {
    diagnostics,
    text: summary(pages.length, standing.length, diagnostics.length - standing.length, counts),
    data: { pages: pages.length, findings: counts.map((count) => ({ ...count })) },
    codes: findings,
  };
}

/** Codes of reading are defined where pages are read, and are not listed in one place. */
function unknownCodeOf(code: string, findings: ReturnType<typeof allFindings>): Diagnostic[] {
  const known = findings.map((finding) => finding.code as string);
  if (code.startsWith('docs/') || known.includes(code)) return [];
  const near = nearest(code.includes('/') ? code : `lint/${code}`, known);
  return [unknownCode.at(startOf('docpact.config.ts'), { code, near })];
}

interface Count {
  readonly code: string;
  readonly severity: string;
  readonly count: number;
}

/** The most frequent first. */
function countsOf(diagnostics: readonly Diagnostic[]): Count[] {
  const counts = new Map<string, Count>();
  for (const { code, severity } of diagnostics)
    counts.set(code, { code, severity, count: (counts.get(code)?.count ?? 0) + 1 });
  return [...counts.values()].sort((a, b) => b.count - a.count || compareText(a.code, b.code));
}

function summary(pages: number, findings: number, accepted: number, counts: readonly Count[]): string {
  const rest = accepted === 0 ? '' : `, ${accepted} accepted`;
  const head = `${pages} ${pages === 1 ? 'page' : 'pages'}, ${findings} ${findings === 1 ? 'finding' : 'findings'}${rest}`;
  const rows = counts.map(
    ({ code, severity, count }) => `  ${String(count).padStart(5)}  ${severity.padEnd(7)}  ${code}`,
  );
  return [head, ...rows].join('\n');
}
