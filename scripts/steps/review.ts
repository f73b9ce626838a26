import { createHash } from 'node:crypto';
import type { Review, ReviewedContract, ReviewedFinding } from '../../contracts/review/review.ts';
import { isReviewPage, reviewPage } from '../../contracts/review/review-page.ts';
import type { Policies } from '../../contracts/rules/policies.ts';
import type { Judgement } from '../../contracts/verify.ts';
import { verifyPacts } from '../../contracts/verify.ts';
import type { Page } from '../../generator/markdown/page.ts';
import { type Diagnostic, defineProblem } from '../../generator/model/diagnostic.ts';
import { type Span, startOf } from '../../generator/model/place.ts';
import { terminalText } from '../../generator/model/printers/terminal.ts';
import type { Outcome } from '../command.ts';
import type { Host } from '../host/host.ts';
import { applyPlan } from '../host/plan.ts';
import { readSpec } from '../host/read-spec.ts';
import { packageVersion } from '../host/version.ts';
import { lintPages } from './lint.ts';
import { readPacts } from './verify.ts';

const notReview = defineProblem<{ file: string }>({
  code: 'config/not-a-review-page',
  severity: 'error',
  summary: 'A file is in the way of the review page that docpact did not draw.',
  message: (p) => `${p.file} is there and is no review page`,
  help: 'Move the file, or name another one with --out.',
});

export interface ReviewRequest {
  readonly spec: string;
  /** Pages and folders; empty for a spec that did not come from documentation. */
  readonly docs: readonly string[];
  /** Pact files or globs. */
  readonly pacts: readonly string[];
  readonly out: string;
  readonly policies?: Partial<Policies>;
  /** The command line that makes the page again. */
  readonly command: string;
}

/** Joins spec, documentation, findings and verdicts into the owners' page. */
export async function reviewStep(request: ReviewRequest, host: Host): Promise<Outcome> {
  const there = await host.files.readTextIfThere(request.out);
  if (there !== undefined && there !== '' && !isReviewPage(there)) {
    const file = host.files.shown(request.out);
    return { diagnostics: [notReview.at(startOf(file), { file })], refused: true };
  }
  const spec = await readSpec(host, request.spec);
  const pacts = await readPacts(request.pacts, host);
  const documentation =
    request.docs.length > 0 ? await lintPages(request.docs, host) : { pages: [], diagnostics: [] };
  const faults = [...spec.diagnostics, ...pacts.diagnostics];
  if ('faults' in documentation) return { diagnostics: [...faults, ...documentation.faults], refused: true };
  if (!spec.value || !pacts.pacts) return { diagnostics: faults, refused: true };
  const { api, sources } = spec.value;
  const judged = verifyPacts(api, sources, pacts.pacts, request.policies);
  const { pages } = documentation;
  const review: Review = {
    api,
    sources,
    pages,
    findings: documentation.diagnostics.map((diagnostic) => findingOf(diagnostic, pages)),
    contracts: judged.value.map(contractOf),
    inputs: await digests(
      [request.spec, ...pacts.pacts.map(({ file }) => file), ...pages.map(({ file }) => file)],
      host,
    ),
    command: request.command,
    version: packageVersion(),
  };
  const written = await applyPlan(host, [{ path: request.out, content: reviewPage(review) }], {
    check: false,
    repair: '',
  });
  if (written.refused) return { diagnostics: written.diagnostics, refused: true };
  const text = `${api.operations.length} operations, ${judged.value.length} contracts, ${documentation.diagnostics.length} documentation findings → ${terminalText(host.files.shown(request.out))}`;
  return { diagnostics: faults, text, data: { out: host.files.shown(request.out) } };
}

function contractOf({ description, at, operation, verdict, diagnostics }: Judgement): ReviewedContract {
  const reasons = diagnostics.map((diagnostic: Diagnostic) => ({
    message: diagnostic.message,
    at: diagnostic.at,
  }));
  return { name: description, at, operation, verdict, reasons };
}

function findingOf({ suggestion, ...diagnostic }: Diagnostic, pages: readonly Page[]): ReviewedFinding {
  if (!suggestion) return diagnostic;
  const page = pages.find(({ file }) => file === suggestion.at.file);
  const before = page ? textAt(page, suggestion.at) : '';
  return { ...diagnostic, patch: { before, after: suggestion.replacement } };
}

/** What stands in a page at a span. */
function textAt({ lines }: Page, span: Span): string {
  const rows: string[] = [];
  for (let line = span.line; line <= span.endLine; line++) {
    const end = line === span.endLine ? span.endColumn - 1 : undefined;
    rows.push(lines.line(line).slice(line === span.line ? span.column - 1 : 0, end));
  }
  return rows.join('\n').trimEnd();
}

async function digests(files: readonly string[], host: Host): Promise<{ file: string; sha256: string }[]> {
  const found = [];
  for (const file of [...new Set(files)].sort()) {
    const read = await host.files.read(file);
    if ('bytes' in read)
      found.push({
        file: host.files.shown(file),
        sha256: createHash('sha256').update(read.bytes).digest('hex'),
      });
  }
  return found;
}
