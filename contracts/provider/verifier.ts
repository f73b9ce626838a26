import { createRequire } from 'node:module';
import { type Attempt, type StateFailure, startRelay } from './relay.ts';
import { readReport, type VerifierReport } from './report.ts';
import type { RequestFilter } from './request-filter.ts';
import { handledStates, type ProviderStates, remoteStates, type StateHandler } from './states.ts';

export type { StateHandler } from './states.ts';

/** Data through and through: what the verifier is told of one run, in this process or in another one. */
export interface VerifierRun {
  /** Where the provider listens, with its base path if it has one. */
  readonly baseUrl: string;
  readonly provider: string;
  readonly pacts: { readonly file: string } | { readonly broker: Broker };
  /** Where the provider is asked for its states; undefined: by handlers. */
  readonly statesUrl?: string;
  /** Sent with every request, in place of what the pact exemplifies: the real Authorization. */
  readonly headers: Readonly<Record<string, string>>;
  /** For one request, in milliseconds. */
  readonly timeout: number;
}

/** A Pact Broker or PactFlow, and what is asked of it; the words are pact-js's. */
export interface Broker {
  readonly url: string;
  /** PactFlow's, or that of a broker behind a gate. */
  readonly token?: string;
  readonly username?: string;
  readonly password?: string;
  readonly consumerVersionSelectors?: readonly Readonly<Record<string, string | boolean>>[];
  readonly consumerVersionTags?: readonly string[];
  readonly providerVersion?: string;
  readonly providerVersionBranch?: string;
  readonly providerVersionTags?: readonly string[];
  readonly enablePending?: boolean;
  /** A day, `2026-01-31`. */
  readonly includeWipPactsSince?: string;
  readonly publishVerificationResult?: boolean;
  readonly buildUrl?: string;
}

/** What a run is helped by that is no data: a module of the user's has it. */
export interface Helpers {
  readonly stateHandlers?: Readonly<Record<string, StateHandler>>;
  readonly requestFilter?: RequestFilter;
}

/** What was played, and what the verifier says of it. */
export interface Played {
  readonly report: VerifierReport;
  readonly attempts: readonly Attempt[];
  readonly stateFailures: readonly StateFailure[];
  /** States that nobody knew how to bring about. */
  readonly unknownStates: readonly string[];
}

/** Plays one run; undefined: the verifier is not installed. */
export type Play = (run: VerifierRun) => Promise<Played | undefined>;

/** What is used of `@pact-foundation/pact-core`, which has no types where only pact-js is installed. */
interface PactCore {
  verifyPacts(options: Readonly<Record<string, unknown>>): Promise<string>;
}

/**
 * The Pact verifier itself, as pact-js runs it, without pact-js's proxy, which writes JSON bodies anew: then numbers such
 * as `10.0` are others, and their length does not fit. It prints its own account to this process's stdout.
 */
export function verifierWith(helpers: Helpers): Play {
  return async (run) => {
    const core = loadCore();
    if (!core) return undefined;
    const states = statesOf(run, helpers);
    const { baseUrl, headers, timeout } = run;
    const relay = await startRelay({ baseUrl, states, headers, timeout, filter: helpers.requestFilter });
    try {
      const said = await verified(core, optionsOf(run, relay));
      const { attempts, stateFailures } = relay;
      return { report: readReport(said), attempts, stateFailures, unknownStates: [...states.unknown] };
    } finally {
      await relay.close();
    }
  };
}

function statesOf({ statesUrl, timeout }: VerifierRun, { stateHandlers = {} }: Helpers): ProviderStates {
  return statesUrl === undefined ? handledStates(stateHandlers) : remoteStates(statesUrl, timeout);
}

function optionsOf(
  { provider, pacts, timeout }: VerifierRun,
  relay: { readonly url: string; readonly statesUrl: string },
): Readonly<Record<string, unknown>> {
  return {
    providerBaseUrl: relay.url,
    providerStatesSetupUrl: relay.statesUrl,
    provider,
    timeout,
    logLevel: 'error',
    failIfNoPactsFound: false,
    ...('file' in pacts ? { pactUrls: [pacts.file] } : brokerOptions(pacts.broker)),
  };
}

function brokerOptions({ url, token, username, password, ...same }: Broker): Record<string, unknown> {
  return {
    pactBrokerUrl: url,
    ...(token === undefined ? {} : { pactBrokerToken: token }),
    ...(username === undefined ? {} : { pactBrokerUsername: username }),
    ...(password === undefined ? {} : { pactBrokerPassword: password }),
    ...same,
  };
}

/** The core that the installed pact-js brings: users install and see pact-js alone. */
function loadCore(): PactCore | undefined {
  const here = createRequire(import.meta.url);
  try {
    const found: unknown = createRequire(here.resolve('@pact-foundation/pact'))('@pact-foundation/pact-core');
    return coreIn(found);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

function coreIn(found: unknown): PactCore {
  if (typeof found === 'object' && found !== null && 'default' in found) return found.default as PactCore;
  throw new Error('@pact-foundation/pact-core has another form than expected');
}

/** It rejects with its report as the message when an interaction failed, and throws where it does not like its options. */
async function verified(core: PactCore, options: Readonly<Record<string, unknown>>): Promise<string> {
  try {
    return await core.verifyPacts(options);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
