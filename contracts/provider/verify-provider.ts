import {
  type Diagnostic,
  defineProblem,
  type Related,
  type Result,
} from '../../generator/model/diagnostic.ts';
import { type Place, startOf } from '../../generator/model/place.ts';
import { pointer as at } from '../../generator/model/pointer.ts';
import type { Interaction } from '../pact/interaction.ts';
import { parsePath } from '../pact/path-expression.ts';
import type { Pact } from '../pact/read.ts';
import {
  type Failure,
  type LoadVerifier,
  loadVerifier,
  type Mismatch,
  type StateHandler,
  type VerifierReport,
  type VerifierRun,
} from './verifier.ts';

export interface ProviderRequest {
  /** Where the provider listens, with its base path if it has one. */
  readonly baseUrl: string;
  readonly pacts: readonly Pact[];
  /** By the name of the provider state. States without a handler change nothing. */
  readonly states?: Readonly<Record<string, StateHandler>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** For one request; default 30,000 ms. */
  readonly timeout?: number;
  /** The file to hand to the verifier for a pact. Default: the pact's own path. */
  readonly fileOf?: (pact: Pact) => string;
  /** Other places behind a member of a response body, for the findings: the lines of the spec and of its documentation. */
  readonly explain?: (interaction: Interaction, tokens: readonly (string | number)[]) => readonly Related[];
}

/** One interaction that the provider was tried with. */
export interface Tried {
  readonly file: string;
  readonly description: string;
  readonly passed: boolean;
}

const missing = defineProblem<object>({
  code: 'verify/pact-js-missing',
  severity: 'error',
  summary: 'Provider verification needs pact-js, which is not installed.',
  message: () => 'the Pact verifier is not installed',
  help: 'npm i -D @pact-foundation/pact',
});
const failed = defineProblem<{ interaction: string; what: string; message: string }>({
  code: 'verify/provider-mismatch',
  severity: 'error',
  summary: 'The provider does not answer as the pact says.',
  message: (p) => `${p.interaction}: the provider's ${p.what}: ${p.message}`,
});
const failedPending = defineProblem<{ interaction: string; what: string; message: string }>({
  code: 'verify/provider-mismatch-pending',
  severity: 'info',
  summary: 'The provider does not yet answer as a pending interaction says.',
  message: (p) => `pending: ${p.interaction}: the provider's ${p.what}: ${p.message}`,
});
const broken = defineProblem<{ interaction: string; message: string }>({
  code: 'verify/provider-error',
  severity: 'error',
  summary: 'An interaction could not be tried with the provider.',
  message: (p) => `${p.interaction === '' ? '' : `${p.interaction}: `}${p.message}`,
});

const unreachable = defineProblem<{ url: string; reason: string }>({
  code: 'verify/provider-unreachable',
  severity: 'error',
  summary: 'Nothing answers at the URL of the provider.',
  message: (p) => `no provider answers at ${p.url}: ${p.reason}`,
  help: 'Start the provider first; docpact mock starts one that keeps the spec.',
});

/**
 * Plays the pacts against a running provider with the Pact verifier. Every mismatch is a diagnostic at the line of the
 * pact that it contradicts. `value` is undefined when nothing could be tried: pact-js is not there, or
 * nobody answers at `baseUrl`.
 *
 * The verifier also prints its own account to this process's stdout; it cannot be silenced from here.
 */
export async function verifyProvider(
  request: ProviderRequest,
  load: LoadVerifier = loadVerifier,
): Promise<Result<readonly Tried[] | undefined>> {
  const verify = await load();
  const first = request.pacts[0];
  if (!verify) return { value: undefined, diagnostics: [missing.at(startOf(first?.file ?? '.'), {})] };
  const reason = await unreachableBecause(request.baseUrl);
  if (reason !== undefined) {
    const at = startOf(first?.file ?? '.');
    return { value: undefined, diagnostics: [unreachable.at(at, { url: request.baseUrl, reason })] };
  }
  const tried: Tried[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const pact of request.pacts) {
    const report = await verify(runFor(request, pact));
    tried.push(...report.results.map((result) => ({ file: pact.file, ...result })));
    diagnostics.push(...diagnosticsOf(pact, report, request.explain));
  }
  return { value: tried, diagnostics };
}

/** Asked first: the verifier takes ten seconds for each interaction to say the same, and throws past its caller. */
async function unreachableBecause(url: string): Promise<string | undefined> {
  try {
    const answer = await fetch(url, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
    });
    await answer.body?.cancel();
    return undefined;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return cause instanceof Error ? cause.message || cause.name : String(cause);
  }
}

function runFor(request: ProviderRequest, pact: Pact): VerifierRun {
  return {
    baseUrl: request.baseUrl,
    pactFile: request.fileOf?.(pact) ?? pact.file,
    provider: pact.provider,
    states: request.states ?? {},
    headers: request.headers ?? {},
    timeout: request.timeout ?? 30_000,
  };
}

function diagnosticsOf(
  pact: Pact,
  report: VerifierReport,
  explain: ProviderRequest['explain'],
): readonly Diagnostic[] {
  return report.failures.flatMap((failure) => {
    const interaction = interactionOf(pact, failure.interaction);
    return failure.mismatches.map((mismatch) => diagnosticOf(pact, interaction, failure, mismatch, explain));
  });
}

/** The verifier names an interaction in a sentence that ends in its description; of several the longest is meant. */
function interactionOf(pact: Pact, sentence: string): Interaction | undefined {
  const named = pact.interactions
    .filter(({ description }) => sentence.endsWith(` - ${description}`) || sentence.endsWith(description))
    .filter(({ providerStates }) => providerStates.every(({ name }) => sentence.includes(name)));
  return named.sort((a, b) => specificity(b) - specificity(a))[0];
}

function specificity({ description, providerStates }: Interaction): number {
  return description.length * 100 + providerStates.length;
}

function diagnosticOf(
  pact: Pact,
  interaction: Interaction | undefined,
  { interaction: sentence, pending }: Failure,
  mismatch: Mismatch,
  explain: ProviderRequest['explain'],
): Diagnostic {
  const name = interaction?.description ?? sentence;
  if (mismatch.kind === 'error') {
    const where = interaction ? pact.place(interaction.pointer) : startOf(pact.file);
    return broken.at(where, { interaction: name, message: mismatch.message });
  }
  const place = interaction ? placeOf(pact, interaction, mismatch) : startOf(pact.file);
  const problem = pending ? failedPending : failed;
  const related = (interaction && explain?.(interaction, tokensOf(mismatch))) ?? [];
  return problem.at(place, { interaction: name, what: whatOf(mismatch), message: mismatch.message }, related);
}

function whatOf({ kind, path }: Mismatch): string {
  if (kind.startsWith('Status')) return 'status';
  if (kind.startsWith('Header')) return `header ${path ?? ''}`.trim();
  return path === undefined ? 'body' : `body at ${path}`;
}

/** The line of the pact that speaks of what did not match, or the nearest one above it. */
function placeOf(pact: Pact, { response }: Interaction, mismatch: Mismatch): Place {
  const { kind, path } = mismatch;
  if (kind.startsWith('Status')) return pact.place(response.status.pointer);
  if (kind.startsWith('Header')) {
    const field = response.headers.find(({ name }) => name.toLowerCase() === path?.toLowerCase());
    return pact.place(field?.pointer ?? response.pointer);
  }
  return pact.place(at(response.body.pointer, ...tokensOf(mismatch)));
}

/** Keys and indices of what did not match in a body; none for a status or a header. */
function tokensOf({ kind, path }: Mismatch): readonly (string | number)[] {
  if (kind.startsWith('Status') || kind.startsWith('Header')) return [];
  const steps = parsePath(path ?? '$') ?? [];
  return steps.map((step) => (step === 'any' ? 0 : 'index' in step ? step.index : step.name));
}
