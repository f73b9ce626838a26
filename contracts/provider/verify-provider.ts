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
import { answered } from './answers.ts';
import { fetchReason } from './fetch-reason.ts';
import type { Attempt, StateFailure } from './relay.ts';
import type { Failure, Mismatch } from './report.ts';
import type { Broker, Play, Played, VerifierRun } from './verifier.ts';

export interface ProviderRequest {
  /** Where the provider listens, with its base path if it has one. */
  readonly baseUrl: string;
  readonly contracts: readonly Contract[];
  /** Where the contracts are from, if not from files: then the verifier fetches them itself, and may publish results. */
  readonly broker?: Broker;
  /** The name that the broker knows the provider by; default: the contract's own. */
  readonly provider?: string;
  readonly statesUrl?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** For one request; default 30,000 ms. */
  readonly timeout?: number;
  /** Other places behind a member of a response body, for the findings: the lines of the spec and of its documentation. */
  readonly explain?: (interaction: Interaction, tokens: readonly (string | number)[]) => readonly Related[];
}

/** A pact with the file that the verifier reads, which holds these interactions and no others. */
export interface Contract {
  readonly pact: Pact;
  /** Absolute, or relative to the process's folder. */
  readonly file: string;
  readonly interactions: readonly Interaction[];
}

/** One interaction that the provider was tried with. */
export interface Tried {
  readonly pact: Pact;
  readonly interaction: Interaction;
  /** `untried`: the request was never sent, or never answered. */
  readonly result: 'kept' | 'broken' | 'pending' | 'untried';
  /** What was really answered. */
  readonly exchange: Interaction | undefined;
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
const noState = defineProblem<{ interaction: string; state: string; reason: string }>({
  code: 'verify/provider-state',
  severity: 'error',
  summary: 'The provider could not be brought into a state that an interaction stands on.',
  message: (p) => `${p.interaction}: the provider is not brought into the state "${p.state}": ${p.reason}`,
});
const unknownState = defineProblem<{ state: string }>({
  code: 'verify/provider-state-unknown',
  severity: 'warning',
  summary: 'Nobody knows how to bring the provider into a state that an interaction stands on.',
  message: (p) => `nothing brings the provider into the state "${p.state}"; it was tried as it was`,
  help: 'Give --states: a module whose stateHandlers have one of this name, or a URL of the provider.',
});
const unreachable = defineProblem<{ url: string; reason: string }>({
  code: 'verify/provider-unreachable',
  severity: 'error',
  summary: 'Nothing answers at the URL of the provider.',
  message: (p) => `no provider answers at ${p.url}: ${p.reason}`,
  help: 'Start the provider first; docpact mock starts one that keeps the spec.',
});

/**
 * Plays contracts against a running provider with the Pact verifier. Every mismatch is a diagnostic at the line of the
 * pact that it contradicts. `value` is undefined when nothing could be tried: pact-js is not there, or
 * nobody answers at `baseUrl`.
 */
export async function verifyProvider(
  request: ProviderRequest,
  play: Play,
): Promise<Result<readonly Tried[] | undefined>> {
  const { contracts, broker } = request;
  const where = startOf(contracts[0]?.pact.file ?? broker?.url ?? '.');
  const reason = await unreachableBecause(request.baseUrl);
  if (reason !== undefined) {
    const diagnostic = unreachable.at(where, { url: request.baseUrl, reason });
    return { value: undefined, diagnostics: [diagnostic] };
  }
  // A broker's are one run; each file is one of its own, so that a broken one spoils no other.
  const runs = broker ? [contracts] : contracts.map((contract) => [contract]);
  const tried: Tried[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const together of runs) {
    const played = await play(runFor(request, together));
    if (!played) return { value: undefined, diagnostics: [missing.at(where, {})] };
    const read = new Reading(together, played, request.explain);
    tried.push(...read.tried());
    diagnostics.push(...read.diagnostics());
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
    return fetchReason(error);
  }
}

function runFor(request: ProviderRequest, [first]: readonly Contract[]): VerifierRun {
  const { baseUrl, broker, statesUrl, headers = {}, timeout = 30_000 } = request;
  return {
    baseUrl,
    provider: request.provider ?? first?.pact.provider ?? '',
    pacts: broker ? { broker } : { file: first?.file ?? '' },
    ...(statesUrl === undefined ? {} : { statesUrl }),
    headers,
    timeout,
  };
}

/** One interaction, with what the verifier and the relay say of it. */
interface Turn {
  readonly pact: Pact;
  readonly interaction: Interaction;
  /** Undefined: it was not played. */
  readonly passed: boolean | undefined;
  readonly failure?: Failure | undefined;
  readonly attempt?: Attempt | undefined;
  readonly stateFailure?: StateFailure | undefined;
}

/** Everything that is known of one run, brought together interaction by interaction. */
class Reading {
  readonly #turns: readonly Turn[];
  readonly #unknownStates: readonly string[];
  readonly #explain: ProviderRequest['explain'];
  /** Failures that name no interaction that we know. */
  readonly #unplaced: readonly Failure[];
  readonly #where: Place;

  constructor(contracts: readonly Contract[], played: Played, explain: ProviderRequest['explain']) {
    this.#unknownStates = played.unknownStates;
    this.#explain = explain;
    this.#where = startOf(contracts[0]?.pact.file ?? '.');
    const { results, failures } = played.report;
    const left = [...failures];
    let position = 0;
    const turnOf = (pact: Pact, interaction: Interaction): Turn => {
      const result = results[position];
      if (result?.description !== interaction.description) return { pact, interaction, passed: undefined };
      const number = position++;
      const ofThis = (one: { readonly interaction: number }) => one.interaction === number;
      return {
        pact,
        interaction,
        passed: result.passed,
        failure: result.passed ? undefined : takeFailure(left, pact, interaction),
        attempt: played.attempts.find(ofThis),
        stateFailure: played.stateFailures.find(ofThis),
      };
    };
    this.#turns = contracts.flatMap(({ pact, interactions }) =>
      interactions.map((interaction) => turnOf(pact, interaction)),
    );
    this.#unplaced = left;
  }

  tried(): readonly Tried[] {
    return this.#turns.map((turn) => {
      const { pact, interaction, attempt } = turn;
      const exchange = attempt && answered(interaction, attempt);
      return { pact, interaction, result: exchange ? resultOf(turn) : 'untried', exchange };
    });
  }

  diagnostics(): readonly Diagnostic[] {
    return [
      ...this.#unplaced.flatMap(({ interaction, mismatches }) =>
        mismatches.map(({ message }) => broken.at(this.#where, { interaction, message })),
      ),
      ...this.#turns.flatMap((turn) => this.#told(turn)),
      ...this.#unknownStates.map((state) => unknownState.at(this.#placeOfState(state), { state })),
    ];
  }

  #told({ pact, interaction, failure, attempt, stateFailure }: Turn): readonly Diagnostic[] {
    if (!failure) return [];
    const name = interaction.description;
    const where = pact.place(interaction.pointer);
    if (stateFailure) return [noState.at(where, { ...stateFailure, interaction: name })];
    if (attempt?.reason !== undefined)
      return [broken.at(where, { interaction: name, message: attempt.reason })];
    return failure.mismatches.map((mismatch) => {
      if (mismatch.kind === 'error')
        return broken.at(where, { interaction: name, message: mismatch.message });
      const problem = failure.pending ? failedPending : failed;
      const related = this.#explain?.(interaction, tokensOf(mismatch)) ?? [];
      const said = { interaction: name, what: whatOf(mismatch), message: mismatch.message };
      return problem.at(placeOf(pact, interaction, mismatch), said, related);
    });
  }

  #placeOfState(state: string): Place {
    const turn = this.#turns.find(({ interaction }) =>
      interaction.providerStates.some(({ name }) => name === state),
    );
    return turn ? turn.pact.place(turn.interaction.pointer) : this.#where;
  }
}

function resultOf({ passed, failure }: Turn): Tried['result'] {
  if (passed === undefined) return 'untried';
  if (passed) return 'kept';
  return failure?.pending ? 'pending' : 'broken';
}

/** The verifier names an interaction in a sentence: who with whom, the states, and last the description. */
function takeFailure(left: Failure[], pact: Pact, interaction: Interaction): Failure | undefined {
  const fits = ({ interaction: sentence }: Failure) =>
    sentence.includes(` between ${pact.consumer} and `) &&
    sentence.endsWith(interaction.description) &&
    interaction.providerStates.every(({ name }) => sentence.includes(name));
  const position = left.findIndex(fits);
  return position === -1 ? undefined : left.splice(position, 1)[0];
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
  return steps.map((step) => (typeof step === 'string' ? 0 : 'index' in step ? step.index : step.name));
}
