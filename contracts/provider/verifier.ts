import { stripVTControlCharacters } from 'node:util';
import { isArray, isObject, type Json, member, stringMember } from '../../generator/model/json.ts';

/** A function that brings the provider into a state, with the parameters that the pact gives it. */
export type StateHandler = (parameters: Readonly<Record<string, Json>>) => void | Promise<void>;

export interface VerifierRun {
  readonly baseUrl: string;
  /** Absolute, or relative to the process's folder. */
  readonly pactFile: string;
  readonly provider: string;
  readonly states: Readonly<Record<string, StateHandler>>;
  /** Sent with every request, in place of what the pact exemplifies: the real Authorization. */
  readonly headers: Readonly<Record<string, string>>;
  /** For one request, in milliseconds. */
  readonly timeout: number;
}

/** What the Pact verifier says of one pact file. */
export interface VerifierReport {
  /** In the pact's order, which is the order of `failures` too. */
  readonly results: readonly { readonly description: string; readonly passed: boolean }[];
  readonly failures: readonly Failure[];
}

export interface Failure {
  /** The verifier's own sentence; it ends in the interaction's description. */
  readonly interaction: string;
  /** Of pending interactions: told, but nothing fails by them. */
  readonly pending: boolean;
  readonly mismatches: readonly Mismatch[];
}

export interface Mismatch {
  readonly kind: string;
  /** `$.value[0].id` for bodies, the field's name for headers. */
  readonly path: string | undefined;
  readonly message: string;
}

/** Loads the verifier that the user has installed (`@pact-foundation/pact`, an optional peer); undefined: none. */
export type LoadVerifier = () => Promise<((run: VerifierRun) => Promise<VerifierReport>) | undefined>;

export const loadVerifier: LoadVerifier = async () => {
  const pact = await import('@pact-foundation/pact').catch(absent);
  if (!pact) return undefined;
  return async (run) => {
    const verifier = new pact.Verifier({
      providerBaseUrl: run.baseUrl,
      provider: run.provider,
      pactUrls: [run.pactFile],
      logLevel: 'error',
      timeout: run.timeout,
      failIfNoPactsFound: false,
      stateHandlers: statesFor(run.states),
      ...(Object.keys(run.headers).length > 0 ? { requestFilter: filterFor(run.headers) } : {}),
    });
    // The verifier rejects with its report as the message when an interaction failed.
    const said = await verifier.verifyProvider().catch((error: unknown) => messageOf(error));
    return readReport(typeof said === 'string' ? said : JSON.stringify(said));
  };
};

function absent(error: unknown): undefined {
  const code = isObject(error) ? error['code'] : undefined;
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') return undefined;
  throw error;
}

function statesFor(states: VerifierRun['states']) {
  const handlers = Object.entries(states).map(([name, handler]) => [
    name,
    // Typed as any JSON by pact-js; a state's parameters are a map of values (Pact specification V3).
    async (parameters: unknown) => {
      await handler(isObject(parameters) ? parameters : {});
      return undefined;
    },
  ]);
  return Object.fromEntries(handlers);
}

interface Changeable {
  headers: Record<string, string | string[] | undefined>;
}

function filterFor(headers: Readonly<Record<string, string>>) {
  return (request: Changeable, _response: unknown, next: () => void): void => {
    for (const [name, value] of Object.entries(headers)) request.headers[name.toLowerCase()] = value;
    next();
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The verifier's JSON; a text that is none is an error of its own, which stands for the whole file. */
export function readReport(text: string): VerifierReport {
  let json: Json;
  try {
    json = JSON.parse(text);
  } catch {
    const mismatches = [{ kind: 'error', path: undefined, message: text }];
    return { results: [], failures: [{ interaction: '', pending: false, mismatches }] };
  }
  const results = list(json, 'interactionResults').map((result) => ({
    description: stringMember(result, 'description') ?? '',
    passed: stringMember(result, 'result') === 'OK',
  }));
  const failed = (name: string, pending: boolean) =>
    list(json, name).map((error) => ({
      interaction: stringMember(error, 'interaction') ?? '',
      pending,
      mismatches: mismatchesOf(member(error, 'mismatch')),
    }));
  return { results, failures: [...failed('errors', false), ...failed('pendingErrors', true)] };
}

function mismatchesOf(json: Json | undefined): readonly Mismatch[] {
  const found = list(json, 'mismatches');
  if (found.length === 0) {
    const message = stripVTControlCharacters(stringMember(json, 'message') ?? 'the verifier gave no reason');
    return [{ kind: stringMember(json, 'type') ?? 'error', path: undefined, message }];
  }
  return found.map((mismatch) => ({
    kind: stringMember(mismatch, 'type') ?? 'mismatch',
    path: stringMember(mismatch, 'path') ?? stringMember(mismatch, 'key'),
    // The verifier colours its sentences even inside JSON.
    message: stripVTControlCharacters(stringMember(mismatch, 'mismatch') ?? 'does not match'),
  }));
}

function list(json: Json | undefined, name: string): readonly Json[] {
  const value = member(json, name);
  return isArray(value) ? value : [];
}
