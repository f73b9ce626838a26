import { createHash } from 'node:crypto';
import type { PolicyName } from '../../contracts/changes/change.ts';
import { coverageOf } from '../../contracts/coverage.ts';
import type { Exchanges } from '../../contracts/exchanges/exchange.ts';
import type { Pact } from '../../contracts/pact/read.ts';
import type { Input, Review, ReviewedContract, ReviewedFinding } from '../../contracts/review/review.ts';
import { isReviewPage, reviewPage } from '../../contracts/review/review-page.ts';
import { counted } from '../../contracts/review/words.ts';
import type { Policies } from '../../contracts/rules/policies.ts';
import { type Judgement, verifyExchanges, verifyPacts } from '../../contracts/verify.ts';
import type { Page } from '../../generator/markdown/page.ts';
import {
  compareText,
  type Diagnostic,
  defineProblem,
  type Result,
  type Suggestion,
} from '../../generator/model/diagnostic.ts';
import type { Json } from '../../generator/model/json.ts';
import { startOf } from '../../generator/model/place.ts';
import { terminalText } from '../../generator/model/printers/terminal.ts';
import { formFaults } from '../../generator/openapi/form-faults.ts';
import { acceptanceName } from '../acceptance.ts';
import type { Outcome } from '../command.ts';
import { optimiseLess } from '../host/heap.ts';
import type { Host } from '../host/host.ts';
import { applyPlan } from '../host/plan.ts';
import { type ReadSpec, readSpec, sourceMapPath } from '../host/read-spec.ts';
import { packageVersion } from '../host/version.ts';
import type { Accepted } from '../report.ts';
import { patch } from '../reporters/patch.ts';
import { type Linted, lintPages } from './lint.ts';
import { compareWithBase, type ReviewBase, reviewBase } from './review-base.ts';
import { type ExchangeRequest, readPacts, recordedExchanges } from './verify.ts';
import { working } from './working.ts';

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
  /** What counts as met beside what contracts pin. */
  readonly exchanges?: ExchangeRequest;
  /** A file or a Git revision; without it the merge base with the default branch. */
  readonly base?: string;
  readonly policy: PolicyName;
  readonly out: string;
  readonly policies?: Partial<Policies>;
  readonly accepted?: ((diagnostic: Diagnostic) => Accepted | undefined) | undefined;
  /** The command line that makes the page again, with what `--base` has to say. */
  command(base: string | undefined): string;
}

/** What was read for a page. */
interface Read {
  readonly spec: ReadSpec;
  readonly pacts: readonly Pact[];
  readonly recorded: readonly Exchanges[];
  readonly documentation: Linted;
  readonly base: ReviewBase | string;
}

/** Joins spec, documentation, changes, findings and verdicts into the owners' page. */
export async function reviewStep(request: ReviewRequest, host: Host): Promise<Outcome> {
  const there = await host.files.readTextIfThere(request.out);
  if (there !== undefined && there !== '' && !isReviewPage(there)) {
    const file = host.files.shown(request.out);
    return { diagnostics: [notReview.at(startOf(file), { file })], refused: true };
  }
  const read = await readAll(request, host);
  if (!read.value) return { diagnostics: read.diagnostics, refused: true };
  const { value } = read;
  const review = await working(host, `drawing the page of ${request.spec}`, () =>
    reviewOf(request, value, host),
  );
  const written = await applyPlan(host, [{ path: request.out, content: reviewPage(review) }], {
    check: false,
    repair: '',
  });
  if (written.refused) return { diagnostics: written.diagnostics, refused: true };
  const out = host.files.shown(request.out);
  return {
    diagnostics: read.diagnostics,
    text: `${sumOf(review)} → ${terminalText(out)}`,
    data: { out, ...figuresOf(review) },
  };
}

async function readAll(request: ReviewRequest, host: Host): Promise<Result<Read | undefined>> {
  const spec = await readSpec(host, request.spec);
  optimiseLess(spec.value?.bytes.length ?? 0);
  const pacts = await readPacts(request.pacts, host);
  const documentation =
    request.docs.length > 0 ? await lintPages(request.docs, host) : { pages: [], diagnostics: [] };
  const base = await reviewBase(request.base, request.spec, spec.value, host);
  const recorded = spec.value
    ? await recordedExchanges(request.exchanges, spec.value.api, host)
    : { value: undefined, diagnostics: [] };
  const odd = spec.value ? formFaults(spec.value.api) : [];
  const diagnostics = [...[spec, pacts, base, recorded].flatMap((one) => one.diagnostics), ...odd];
  if ('faults' in documentation)
    return { value: undefined, diagnostics: [...diagnostics, ...documentation.faults] };
  if (!spec.value || !pacts.pacts || !base.value || !recorded.value) return { value: undefined, diagnostics };
  return {
    value: {
      spec: spec.value,
      pacts: pacts.pacts,
      recorded: recorded.value,
      documentation,
      base: base.value,
    },
    diagnostics,
  };
}

async function reviewOf(request: ReviewRequest, read: Read, host: Host): Promise<Review> {
  const { spec, pacts, documentation, base, recorded } = read;
  const { api, sources } = spec;
  const { pages } = documentation;
  const accepted = (diagnostic: Diagnostic) => request.accepted?.(diagnostic);
  const judge = (side: ReadSpec) => verifyPacts(side.api, side.sources, pacts, request.policies).value;
  const judgements = judge(spec);
  const before = typeof base === 'string' ? [] : base.read === spec ? judgements : judge(base.read);
  const met = verifyExchanges(api, sources, recorded, request.policies).value;
  const changes =
    typeof base === 'string'
      ? base
      : await compareWithBase(
          {
            base,
            head: { api, sources, judgements },
            judgements: before,
            pages,
            policy: request.policy,
            accepted,
          },
          host,
        );
  const findings = documentation.diagnostics.map((diagnostic) => findingOf(diagnostic, pages, accepted));
  return {
    api,
    sources,
    pages,
    findings,
    patch: patchOf(findings, pages),
    contracts: judgements.map((judgement, i) => contractOf(judgement, before[i])),
    coverage: coverageOf(api, [...judgements, ...met]),
    changes,
    inputs: await inputsOf(request, read, host),
    command: request.command(typeof base === 'string' ? undefined : base.flag),
    version: packageVersion(),
  };
}

/** Every file that something of the page was taken from. */
async function inputsOf(request: ReviewRequest, read: Read, host: Host): Promise<Input[]> {
  const { pacts, documentation, recorded, base } = read;
  const files = [
    request.spec,
    sourceMapPath(request.spec),
    ...pacts.map(({ file }) => file),
    ...recorded.map(({ file }) => file),
    ...documentation.pages.map(({ file }) => file),
    acceptanceName,
  ];
  const found = await digests(files, host);
  if (typeof base === 'string') return found;
  return [...found, { file: base.file, sha256: digestOf(base.read.bytes) }];
}

function sumOf({ api, contracts, findings, changes }: Review): string {
  const counts = [
    counted(api.operations.length, 'operation'),
    typeof changes === 'string'
      ? 'nothing compared'
      : `${counted(changes.changes.length, 'change')} since ${terminalText(changes.base)} (${changes.verdict})`,
    counted(contracts.length, 'contract'),
    counted(findings.length, 'documentation finding'),
  ];
  return counts.join(', ');
}

function figuresOf({ contracts, findings, changes }: Review): Record<string, Json> {
  return {
    changes:
      typeof changes === 'string'
        ? null
        : { base: changes.base, verdict: changes.verdict, count: changes.changes.length },
    contracts: contracts.length,
    findings: findings.length,
  };
}

function contractOf(
  { description, consumer, at, operation, verdict, diagnostics }: Judgement,
  before: Judgement | undefined,
): ReviewedContract {
  const reasons = diagnostics.map(({ message, at: place }) => ({ message, at: place }));
  return {
    name: description,
    consumer,
    at,
    operation,
    verdict,
    ...(before ? { before: before.verdict } : {}),
    reasons,
  };
}

function findingOf(
  found: Diagnostic,
  pages: readonly Page[],
  accepted: (diagnostic: Diagnostic) => Accepted | undefined,
): ReviewedFinding {
  const acceptance = accepted(found);
  const finding = { ...found, ...(acceptance ? { accepted: acceptance } : {}) };
  const page = pages.find(({ file }) => file === found.suggestion?.at.file);
  return found.suggestion && page ? { ...finding, patch: wordingOf(page, found.suggestion) } : finding;
}

/** The lines that a suggestion touches, as they stand and with what it says. */
function wordingOf({ lines }: Page, { at, replacement }: Suggestion): { before: string; after: string } {
  const rows = Array.from({ length: at.endLine - at.line + 1 }, (_, i) => lines.line(at.line + i));
  const head = (rows[0] ?? '').slice(0, at.column - 1);
  const tail = (rows.at(-1) ?? '').slice(at.endColumn - 1);
  return { before: rows.join('\n').trimEnd(), after: `${head}${replacement}${tail}`.trimEnd() };
}

/** What `--report patch` writes, of what nobody has accepted. */
function patchOf(findings: readonly ReviewedFinding[], pages: readonly Page[]): string | undefined {
  const open = findings.flatMap(({ accepted, ...finding }) =>
    finding.suggestion && !accepted ? [finding] : [],
  );
  if (open.length === 0) return undefined;
  const texts = new Map(pages.map(({ file, text }) => [file, text]));
  return patch.render({
    version: packageVersion(),
    command: 'review',
    diagnostics: open,
    summary: { error: 0, warning: 0, info: 0 },
    refused: false,
    text: '',
    data: {},
    codes: new Map(),
    excerpt: () => undefined,
    source: (file) => texts.get(file),
    colour: false,
  });
}

async function digests(files: readonly string[], host: Host): Promise<Input[]> {
  const found: Input[] = [];
  for (const file of [...new Set(files)].sort(compareText)) {
    if ((await host.files.kind(file)) !== 'file') continue;
    const read = await host.files.read(file);
    if ('bytes' in read) found.push({ file: host.files.shown(file), sha256: digestOf(read.bytes) });
  }
  return found;
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
